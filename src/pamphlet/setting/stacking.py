"""Stacked lines: each as wide as the frame at a size of its own, like wood type.

Pieces and their measures come in, lines go out. Short lines grow large, so what is in them
must be worth it: an article that shouts costs more than a line that is a little small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heappop, heappush
from itertools import accumulate
from math import log

from pamphlet.setting.breaking import FEW, Breaker, LineCost
from pamphlet.setting.display import Display, Frame, Line, weighed_display
from pamphlet.setting.hanging import Edges
from pamphlet.setting.parting import Part

# A line of a stack that is larger than this beside another shouts.
MAX_CONTRAST = 2.6

# How much more than in a headline size counts where a text is all there is on a page.
POSTER_LOUDNESS = 1.25

# A stack must cover this much more than lines of one size to be worth its unrest.
STACK_ADVANTAGE = 1.04

# What small words cost that are set larger than the rest, other words that are set much
# smaller, and unlike sizes for themselves.
SHOUT, WHISPER, UNLIKE = 0.9, 1.0, 0.16

# How many ways to break into one number of lines are looked at.
_TRIES, _FEW_TRIES = 14, 6


def stack_display(
    parts: tuple[Part, ...],
    width_of: Callable[[str], float],
    frame: Frame,
    *,
    edges_of: Callable[[str], Edges],
    glue: frozenset[str] = frozenset(),
    loudness: float = POSTER_LOUDNESS,
) -> Display:
    """Return lines that each fill the width between their first and last letters.

    Lines differ in size by at most `MAX_CONTRAST`; where no stack does, or none fits, the
    lines are set at one size. `glue` holds words that say little by themselves; the more
    `loudness`, the more size counts beside sense.
    """
    plain, price = weighed_display(parts, width_of, frame, loudness=loudness)
    if len(parts) < 2:
        return plain
    breaker = Breaker(parts, width_of)
    best, best_worth = plain, _worth(plain, edges_of, loudness) + log(STACK_ADVANTAGE) - price
    for cost, ends in _ways(breaker, frame, glue):
        lines = breaker.lines(ends)
        sizes = [edges_of(line).filling(frame.width) * 0.999 for line in lines]
        if not _is_fitting(sizes, frame):
            continue
        stack = Display(tuple(map(Line, lines, sizes)))
        worth = _worth(stack, edges_of, loudness) - cost
        if worth > best_worth + 1e-9:
            best, best_worth = stack, worth
    return best


def _ways(
    breaker: Breaker, frame: Frame, glue: frozenset[str]
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Give the best ways to break into lines that differ no more than they may."""
    sizes = (
        breaker.width(at, at + 1) if _is_small(part, glue) else 0.0
        for at, part in enumerate(breaker.parts)
    )
    small = [*accumulate(sizes, initial=0.0)]
    tries = _TRIES if breaker.count <= FEW else _FEW_TRIES
    for count in range(2, min(frame.max_lines, breaker.count) + 1):
        ideal = breaker.ideal(count)
        yield from _alike(breaker, count, _cost_of(small, ideal), tries)


def _alike(
    breaker: Breaker, count: int, cost_of: LineCost, tries: int
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Give ways whose widest line is not too wide for its narrowest, the best first.

    Where the two are too unlike, every other way has a narrowest line that is wider, or a
    widest one that is narrower: both are looked at, the cheaper of all that are left first.
    """
    heap: list[tuple[float, tuple[int, ...], float, float]] = []
    seen = set()

    def look(least: float, limit: float) -> None:
        found = breaker.solve(count, limit=limit, least=least, line_cost=cost_of)
        if found and (least, limit) not in seen:
            seen.add((least, limit))
            heappush(heap, (*found, least, limit))

    look(0.0, float("inf"))
    for _ in range(tries):
        if not heap:
            return
        cost, ends, least, limit = heappop(heap)
        widths = breaker.widths(ends)
        narrow, wide = min(widths), max(widths)
        if wide <= MAX_CONTRAST * narrow:
            yield cost, ends
            return
        look(narrow + 1e-6, limit)
        look(least, wide - 1e-6)


def _cost_of(small: list[float], ideal: float) -> LineCost:
    """Return what tells what is wrong with a line of a stack: small words that shout.

    `small` is how wide the small words before each place are, in em.
    """

    def cost(start: int, end: int, width: float) -> float:
        loud = log(ideal / width)
        share = (small[end] - small[start]) / width
        shouts = SHOUT * max(0.0, loud + 0.1) * share
        whispers = WHISPER * max(0.0, -loud - 0.25) * (1 - share)
        return UNLIKE * loud * loud + shouts + whispers

    return cost


def _is_small(part: Part, glue: frozenset[str]) -> bool:
    return all(word.lower() in glue for word in part.text.replace("\u00a0", " ").split())


def _is_fitting(sizes: list[float], frame: Frame) -> bool:
    return (
        sum(sizes) * frame.line_height <= frame.height
        and max(sizes) <= frame.most
        and max(sizes) <= MAX_CONTRAST * min(sizes)
    )


def _worth(display: Display, edges_of: Callable[[str], Edges], loudness: float) -> float:
    """Return what the area counts that lines cover, as lines of one size count their size."""
    area = sum(edges_of(line.text).width * line.size**2 for line in display.lines)
    return loudness * log(area) / 2
