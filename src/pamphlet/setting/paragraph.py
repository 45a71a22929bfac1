"""A paragraph broken as a whole: the lines that together look best.

After Knuth and Plass, "Breaking paragraphs into lines" (Software: Practice and
Experience 11, 1981). Ragged lines are priced by the unevenness of their rag, justified
ones by the stretch of their spaces; hyphens, ladders of them, short last lines and words
left alone have prices of their own. Widths are in em; nothing is laid out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from pamphlet.setting.breaks import Break, Setting, WidthOf, break_points
from pamphlet.setting.prices import (
    BARRED,
    FORBIDDEN,
    LEAST_FILLED,
    NO_SPACE,
    RAG,
    SECOND_HYPHEN,
    SHRINK,
    STRETCH,
    TOO_LOOSE,
    last_line_price,
)


@dataclass(frozen=True, slots=True)
class Room:
    """How wide the lines of a paragraph may be, in em.

    `indent` narrows the first line.
    """

    measure: float
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Departure:
    """How a paragraph is broken where it is not to be as it would look best alone.

    `number` counts the paragraphs, `lines` is how many lines it is to have; no line ends at
    the places `barred` where there is another way.
    """

    number: int
    lines: int
    barred: tuple[int, ...] = ()


class Breakable:
    """A text with every place where its lines may end, measured once."""

    def __init__(self, text: str, width_of: WidthOf, setting: Setting) -> None:
        self.text = text
        self.points = points = break_points(text, width_of, setting)
        self.space, self.hair, self.in_a_row = setting.space, setting.hair, setting.in_a_row
        self._ends = [point.width + point.hyphen for point in points]
        self._forced = [place for place, point in enumerate(points) if point.is_forced]

    def count(self, room: Room) -> int:
        """Return how many lines there are when each is filled before the next is begun."""
        measure, points, ends = room.measure - self.hair, self.points, self._ends
        lines = start = 0
        for forced in self._forced:
            while start < forced:
                limit = points[start].offset + measure - (0 if start else room.indent)
                end = bisect_right(ends, limit, start + 1, forced + 1) - 1
                start = max(end, start + 1)  # a word that is too wide has a line of its own
                lines += 1
        return lines

    def best(
        self, room: Room, *, justified: bool = False, barred: tuple[int, ...] = ()
    ) -> tuple[Break, ...] | None:
        """Return where the lines end, the last one aside, so that the whole looks best.

        None when some part of the text is wider than the measure.
        """
        search = _Search(self, room, justified=justified, least=LEAST_FILLED, barred=barred)
        cost = search.cost()
        if cost == inf or (cost >= FORBIDDEN and not justified):
            search = _Search(self, room, justified=justified, least=0.0, barred=barred)
        return search.breaks()

    def in_lines(
        self, count: int, room: Room, *, justified: bool = False, barred: tuple[int, ...] = ()
    ) -> tuple[float, tuple[Break, ...]] | None:
        """Return the best way to set the text in so many lines, and what it costs.

        None when there is none: Knuth and Plass's looseness, for a page that is to be closed.
        """
        search = _Search(self, room, justified=justified, least=LEAST_FILLED, barred=barred)
        return search.in_lines(count)

    def gaps(self, room: Room, breaks: Sequence[Break]) -> list[float]:
        """Return how wide the spaces of each justified line are, against normal ones."""
        found, start = [], self.points[0]
        for end in breaks:
            measure = room.measure - (room.indent if start.end == 0 else 0.0)
            free = measure - (end.width + end.hyphen - start.offset)
            spaces = end.spaces - start.spaces_before
            if not end.is_forced:
                found.append(1 + free / (spaces * self.space) if spaces else inf)
            start = end
        return found


def set_lines(text: str, breaks: Sequence[Break]) -> tuple[str, ...]:
    """Return the lines of a text broken so, with the hyphens that are added."""
    lines, start = [], 0
    for found in breaks:
        lines.append(text[start : found.end] + ("‐" if found.hyphen else ""))
        start = found.start
    return (*lines, text[start:])


@dataclass(slots=True)
class _Node:
    """The best way to a place: its cost, the place before, hyphens in a row."""

    cost: float
    before: int
    row: int


class _Search:
    """Looks for the cheapest chain of breaks, by dynamic programming over the places.

    No line but a last one is filled less than the part `least` of its room.
    """

    def __init__(
        self,
        text: Breakable,
        room: Room,
        *,
        justified: bool,
        least: float,
        barred: tuple[int, ...] = (),
    ) -> None:
        self.points, self.ends, self.text = text.points, text._ends, text
        if barred:
            self.points = [
                replace(point, price=point.price + BARRED) if point.end in barred else point
                for point in self.points
            ]
        self.measure = room.measure - text.hair
        self.first = self.measure - room.indent
        self.least = least
        self.space = text.space if justified else 0.0
        # What the spaces of a line can be narrower.
        self.shrink = SHRINK * self.space
        self.nodes: list[_Node | None] = [_Node(0.0, -1, 0)]

    def cost(self) -> float:
        """Return what the cheapest way to the end costs."""
        for place, first in enumerate(self.begins(), 1):
            self.nodes.append(self.node(first, place))
        return self.nodes[-1].cost if self.nodes[-1] else inf

    def begins(self) -> Iterator[int]:
        """Give, for every place but the start, the first one where its line may begin."""
        first = 0
        for place in range(1, len(self.points)):
            end = self.points[place]
            while first < place and self.narrowest(first, end) > self.room(first):
                first += 1
            yield first
            if end.is_forced:
                first = place

    def in_lines(self, count: int) -> tuple[float, tuple[Break, ...]] | None:
        """Return the cheapest way to the end in so many lines: its cost and its breaks."""
        begins, layers = [*self.begins()], [self.nodes + [None] * (len(self.points) - 1)]
        for _ in range(count):
            self.nodes = layers[-1]
            after = [self.node(first, place) for place, first in enumerate(begins, 1)]
            layers.append([None, *after])
        node = layers[-1][-1]
        if node is None:
            return None
        cost, chain = node.cost, []
        for layer in reversed(layers[1:-1]):
            chain.append(self.points[node.before])
            node = layer[node.before]
        return cost, tuple(reversed(chain))

    def narrowest(self, start: int, end: Break) -> float:
        """Return the least width of a line, its hyphen aside."""
        begin = self.points[start]
        return end.width - begin.offset - self.shrink * (end.spaces - begin.spaces_before)

    def room(self, start: int) -> float:
        return self.measure if start else self.first

    def node(self, first: int, place: int) -> _Node | None:
        """Return the best way to a place from one of those where its line may begin."""
        end, best, cheapest = self.points[place], None, inf
        wide_end, is_last = self.ends[place], place + 1 == len(self.points)
        for start in range(first, place):
            node = self.nodes[start]
            if node is None or node.cost >= cheapest:
                continue
            begin = self.points[start]
            room = self.measure if start else self.first
            wide = wide_end - begin.offset
            # The spaces of a last line are as they are.
            shrink = 0.0 if end.is_forced else self.shrink
            if wide > room and wide - shrink * (end.spaces - begin.spaces_before) > room:
                continue
            if wide < self.least * room and not end.is_forced:
                break  # later places leave the line emptier still
            cost = node.cost + end.price
            if not end.is_forced:
                cost += self.line_price(begin, end, room, wide)
            elif is_last and start:
                last = self.text.text[begin.start : end.end]
                cost += last_line_price(last, wide / room, is_fragment=bool(begin.hyphen))
            if end.hyphen and node.row:
                cost += SECOND_HYPHEN if node.row < self.text.in_a_row else FORBIDDEN
            if cost < cheapest:
                cheapest, best = cost, _Node(cost, start, node.row + 1 if end.hyphen else 0)
        return best

    def line_price(self, begin: Break, end: Break, room: float, wide: float) -> float:
        """Return what a line costs that is shorter than its room."""
        if not self.space:
            return RAG * (1 - wide / room) ** 2
        spaces = end.spaces - begin.spaces_before
        if not spaces:
            return NO_SPACE
        stretch = (room - wide) / (spaces * self.space)
        if stretch < 0:
            return STRETCH * (stretch / SHRINK) ** 2
        return STRETCH * stretch**2 + (TOO_LOOSE * (stretch - 1) if stretch > 1 else 0.0)

    def breaks(self) -> tuple[Break, ...] | None:
        """Return the breaks of that way, None where there is none."""
        if len(self.nodes) == 1:
            self.cost()
        chain, node = [], self.nodes[-1]
        while node is not None and node.before > 0:
            chain.append(self.points[node.before])
            node = self.nodes[node.before]
        return None if node is None else tuple(reversed(chain))
