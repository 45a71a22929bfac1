"""The lines of a headline: every way to break it is weighed, by dynamic programming.

Pieces and their widths come in, the places where lines end go out. For one number of lines
the sum of squared distances from the ideal line and of the prices of breaks is the least
that there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

from pamphlet.setting.parting import Part, joined

# What lines of uneven width cost (in many lines each as much as in a few), and what one word
# alone on a line costs.
BALANCE, FEW_LINES = 2.0, 5
LAST_SHORT, LAST_ALONE, ALONE = 0.6, 0.2, 0.08
# A last line narrower than this part of the ideal one is short.
SHORT = 0.5
# No line is wider than so many times the ideal one, where there are many parts and few.
STRETCH, LOOSE_STRETCH, FEW = 1.45, 2.2, 12

# A chain of line ends, the last one first, to share beginnings.
_Ends = tuple["int", "_Ends"] | None
LineCost = Callable[[int, int, float], float]


class Breaker:
    """Breaks the parts of one headline; widths are in em."""

    def __init__(self, parts: tuple[Part, ...], width_of: Callable[[str], float]) -> None:
        self.parts = parts
        self.count = len(parts)
        widths = [width_of(part.text) for part in parts]
        space = width_of(" ") if any(" " in part.join for part in parts) else 0.0
        hyphen = width_of("‐") if any(part.end for part in parts) else 0.0
        joins = [space if " " in part.join else 0.0 for part in parts]
        self._starts = [*accumulate((w + j for w, j in zip(widths, joins, strict=True)), initial=0)]
        # Where a line ends after a part, measured from the start of the text.
        self._ends = [
            0.0,
            *(
                start + width + (hyphen if part.end else 0.0)
                for start, width, part in zip(self._starts, widths, parts, strict=False)
            ),
        ]
        self.total = self._ends[-1]
        # Whether a part ends within a word.
        self._is_part = [part.join == "" and part.price > 0 for part in parts]

    def width(self, start: int, end: int) -> float:
        """Return the width of the parts from one place to another."""
        return self._ends[end] - self._starts[start]

    def widest_part(self) -> float:
        return max(self.width(at, at + 1) for at in range(self.count))

    def ideal(self, count: int) -> float:
        """Return the width of a line if `count` of them were alike."""
        return self.total / count

    def least_lines(self, limit: float) -> int:
        """Return how few lines of at most a width the text takes, a part at least in each."""
        lines, start = 1, 0
        for place in range(1, self.count + 1):
            if self.width(start, place) > limit and place - 1 > start:
                lines, start = lines + 1, place - 1
        return lines

    def most_gain(self, count: int) -> float:
        """Return a bound of what the breaks between so many lines can be worth."""
        prices = sorted(part.price for part in self.parts[:-1])[: count - 1]
        return -sum(price for price in prices if price < 0)

    def solve(
        self,
        count: int,
        *,
        limit: float,
        least: float = 0.0,
        line_cost: LineCost | None = None,
    ) -> tuple[float, tuple[int, ...]] | None:
        """Return the cost of the best way to break into `count` lines, and where each ends.

        No line is wider than `limit` nor narrower than `least`; None where there is none.
        """
        if count > self.count:
            return None
        ideal = self.ideal(count)
        stretch = LOOSE_STRETCH if self.count <= FEW else STRETCH
        limit = min(limit, max(stretch * ideal, self.widest_part()) + 1e-9)
        cost_of = line_cost or self._unevenness(count)
        best: dict[int, tuple[float, _Ends]] = {0: (0.0, None)}
        for left in range(count - 1, -1, -1):
            best = self._one_more_line(best, left, limit, least, cost_of)
        if self.count not in best:
            return None
        cost, ends = best[self.count]
        return cost, tuple(_unchained(ends))

    def _one_more_line(
        self,
        best: dict[int, tuple[float, _Ends]],
        left: int,
        limit: float,
        least: float,
        cost_of: LineCost,
    ) -> dict[int, tuple[float, _Ends]]:
        """Return the best ways with one line more, `left` of them to come."""
        ends, starts, total, parts = self._ends, self._starts, self.count, self.parts
        found: dict[int, tuple[float, _Ends]] = {}
        for start, (before, chain) in best.items():
            reach = starts[start]
            for end in range(start + 1, total - left + 1) if left else (total,):
                width = ends[end] - reach
                if width > limit:
                    if left:
                        break
                    continue
                # What is left must have room in the lines that are left.
                if width < least or (left and ends[total] - starts[end] > left * limit):
                    continue
                cost = before + cost_of(start, end, width) + parts[end - 1].price
                if end - start > 1:
                    cost += parts[end - 1].stub
                if end not in found or cost < found[end][0] - 1e-12:
                    found[end] = (cost, (end, chain))
        return found

    def _unevenness(self, count: int) -> LineCost:
        ideal, weight = self.ideal(count), BALANCE / min(count, FEW_LINES)
        if count == 1:
            return lambda start, end, width: 0.0

        def cost(start: int, end: int, width: float) -> float:
            off = width / ideal - 1
            return weight * off * off + self.loneliness(start, end, width, ideal)

        return cost

    def loneliness(self, start: int, end: int, width: float, ideal: float) -> float:
        """Return what a line of one part costs, most if it is a short one at the end."""
        if end != self.count:
            return ALONE if end - start == 1 else 0.0
        # "Now!" after a full stop is a sentence, not a remnant.
        if start == 0 or self.parts[start - 1].price <= -0.15 or end - start > 2:
            return 0.0
        is_alone = end - start == 1 or self._is_part[start]
        if width < SHORT * ideal:
            return LAST_SHORT if is_alone else LAST_ALONE
        return LAST_ALONE if is_alone and self.count > 3 else 0.0

    def lines(self, ends: tuple[int, ...]) -> tuple[str, ...]:
        """Return the text of each line."""
        return tuple(
            joined(self.parts[start:end]) for start, end in zip((0, *ends), ends, strict=False)
        )

    def widths(self, ends: tuple[int, ...]) -> list[float]:
        """Return the width of each line."""
        return [self.width(start, end) for start, end in zip((0, *ends), ends, strict=False)]


def _unchained(chain: _Ends) -> Iterator[int]:
    found = []
    while chain is not None:
        end, chain = chain
        found.append(end)
    return reversed(found)
