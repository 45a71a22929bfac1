"""Pages that end above their feet are filled: by white above headings, quotes and pictures,
and by paragraphs that are set a line longer than would look best alone.

What falls on which page stays as it is: each page is filled for itself. A paragraph whose
word is parted at a page's end is broken otherwise, in as many lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pamphlet.setting.breaks import Break
from pamphlet.setting.flow import Flow, line_of
from pamphlet.setting.items import Item, Looks
from pamphlet.setting.pagination import Filled, Row, closing_rows, filled_pages
from pamphlet.setting.paragraph import Departure

# What a line costs that is missing at a foot, and one that is not alone.
ONE_LINE, MORE_LINES = 1.0, 4.0

# What a line of white more costs above a heading, above a quote or a picture, and what the
# second such line costs besides.
WHITE_ABOVE_HEADING, WHITE_ABOVE, SECOND_WHITE = 1.2, 2.0, 1.8

# A paragraph is as much dearer in another number of lines as its lines look worse: so much
# is one point. No more than so many are tried on a page, none of fewer lines than these.
A_POINT, MOST_TRIED, LEAST_LINES = 60.0, 4, 4

# What it may cost to keep a word whole at a page's end, and how often another is tried.
WHOLE_WORD, TRIES = 120.0, 3


@dataclass(frozen=True, slots=True)
class Level:
    """What brings the pages of one text to their feet.

    `whites` are pairs of a block's number and the lines of white above it; `departures`
    are paragraphs that are broken otherwise.
    """

    whites: tuple[tuple[int, int], ...] = ()
    departures: tuple[Departure, ...] = ()


@dataclass(frozen=True, slots=True)
class Levelled:
    """A text whose pages are filled: how, the lines in use by page, and the price."""

    level: Level
    used: tuple[int, ...]
    price: float


@dataclass(slots=True)
class _Choice:
    """A line more on a page: its price, and what brings it."""

    price: float
    white: tuple[int, int] | None = None
    departure: Departure | None = None


@dataclass(slots=True)
class _Found:
    whites: dict[int, int] = field(default_factory=dict)
    departures: list[Departure] = field(default_factory=list)
    price: float = 0.0

    def take(self, choice: _Choice) -> None:
        self.price += choice.price
        if choice.white:
            block, lines = choice.white
            self.whites[block] = lines
        if choice.departure:
            self.departures.append(choice.departure)


class Levelling:
    """Fills the pages of one text at one size and leading, both in points.

    `closing` is the height in points of what stands on the last page after the text.
    """

    def __init__(
        self,
        flow: Flow,
        size: float,
        leading: float,
        looks: Looks,
        *,
        justified: bool,
        closing: float = 0.0,
    ) -> None:
        self.flow, self.size, self.is_justified = flow, size, justified
        self.breaks = flow.breaks(size, justified=justified)
        found = flow.item_rows(size, leading, self.breaks, looks)
        self.rows: list[Row] = []
        # The item of each row, and which of its rows it is.
        self.places: list[tuple[Item, int]] = []
        for item, rows in found:
            self.rows += rows
            self.places += ((item, number) for number in range(len(rows)))
        for row in closing_rows(closing, leading):
            self.rows.append(row)
            self.places.append((Item(None), 0))

    def levelled(
        self, room: Callable[[int], int], *, wanted: Callable[[int, int], int]
    ) -> Levelled:
        """Return how the pages are filled; `room` gives the lines of a page, from 0.

        `wanted` gives for a page and the lines that are free on it how many are to be filled.
        """
        pages = filled_pages(self.rows, room)
        found, used = _Found(), []
        for number, page in enumerate(pages):
            lines = wanted(number, room(number) - page.used)
            used.append(page.used + self.fill(page, lines, found))
            if number + 1 < len(pages):
                self.keep_whole(page, found)
        level = Level(tuple(found.whites.items()), tuple(found.departures))
        return Levelled(level, tuple(used), found.price)

    def fill(self, page: Filled, lines: int, found: _Found) -> int:
        """Fill a page by at most so many lines, and return by how many."""
        filled = 0
        choices = sorted(self.choices(page), key=lambda one: one.price) if lines > 0 else ()
        for choice in choices:
            worth = ONE_LINE if lines - filled == 1 else MORE_LINES
            if filled == lines or choice.price > worth:
                break
            found.take(choice)
            filled += 1
        return filled

    def choices(self, page: Filled) -> Iterator[_Choice]:
        """Give what brings a line more on a page."""
        for at in range(page.start + 1, page.end):
            item, number = self.places[at]
            if item.may_spread and number == 0:
                price = WHITE_ABOVE_HEADING if item.keeps_next else WHITE_ABOVE
                white = self.rows[at].before
                yield _Choice(price, white=(item.block, white + 1))
                yield _Choice(price + SECOND_WHITE, white=(item.block, white + 2))
        yield from self.longer(page)

    def longer(self, page: Filled) -> Iterator[_Choice]:
        """Give paragraphs of a page that may have a line more, those with a long last one."""
        within = (self.places[at] for at in range(page.start, page.end))
        whole = [
            item
            for item, number in within
            if number == 0 and item.number in self.breaks and not item.is_whole
            and self.is_on(item, page)
        ]  # fmt: skip
        for item in sorted(whole, key=self.promise, reverse=True)[:MOST_TRIED]:
            lines = len(self.breaks[item.number]) + 1
            departure = Departure(item.number, lines + 1)
            price = self.dearer(departure, lines)
            if price is not None:
                yield _Choice(max(price, 0.0) / A_POINT, departure=departure)

    def is_on(self, item: Item, page: Filled) -> bool:
        """Tell whether a paragraph has lines enough, and all of them on a page."""
        lines = len(self.breaks[item.number]) + 1
        last = max(at for at, (one, _) in enumerate(self.places) if one is item)
        return lines >= LEAST_LINES and last < page.end

    def promise(self, item: Item) -> float:
        """Return how likely a paragraph takes another line: long ones do, and full last ones."""
        breaks, text = self.breaks[item.number], item.text
        last = text.points[-1].width - breaks[-1].offset
        return last / item.room(self.flow.width, self.size).measure + 0.1 * len(breaks)

    def dearer(self, departure: Departure, lines: int) -> float | None:
        """Return what a departure costs more than the best in so many lines; None if too much."""
        as_it_is = Departure(departure.number, lines)
        best = self.flow.otherwise(as_it_is, self.size, justified=self.is_justified)
        other = self.flow.otherwise(departure, self.size, justified=self.is_justified)
        return other[0] - best[0] if best and other else None

    def keep_whole(self, page: Filled, found: _Found) -> None:
        """Break the paragraph otherwise whose word is parted at the end of a page."""
        item, number = self.places[page.end - 1]
        breaks = self.breaks.get(item.number, ())
        if number >= len(breaks) or not breaks[number].hyphen:
            return
        lines, barred = len(breaks) + 1, ()
        for _ in range(TRIES):
            barred += (breaks[number].end,)
            departure = Departure(item.number, lines, barred)
            price = self.dearer(departure, lines)
            if price is None or price > WHOLE_WORD:
                return
            breaks = self.flow.otherwise(departure, self.size, justified=self.is_justified)[1]
            if not breaks[number].hyphen and self.keeps_notes(item, number, breaks):
                found.departures.append(departure)
                return

    def keeps_notes(self, item: Item, number: int, breaks: tuple[Break, ...]) -> bool:
        """Tell whether its notes stay on either side of a line at which a page ends."""
        before = self.breaks[item.number]
        return all(
            (line_of(note, before) <= number) == (line_of(note, breaks) <= number)
            for note in item.notes
        )
