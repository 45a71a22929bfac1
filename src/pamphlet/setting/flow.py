"""The running text of a statement, ready to be set at any size.

Items come in once, measured; what comes out for a size are the rows that they take
(`Flow.rows`) and the ends of their lines (`Flow.breaks`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from pamphlet.language.counted import length
from pamphlet.setting.breaks import Break
from pamphlet.setting.frames import Frames
from pamphlet.setting.items import QUIET, Footnote, Item, Looks
from pamphlet.setting.pagination import Row, paginate, paragraph_rows
from pamphlet.setting.paragraph import Departure, set_lines
from pamphlet.setting.rivers import without_rivers


class Flow:
    """The text of one piece in frames of one width (points), at any size."""

    def __init__(self, found: tuple[Item, ...], width: float) -> None:
        self.items, self.width = found, width
        # Paragraphs that the engine set otherwise than planned, and by how much it needs
        # more lines than are counted where nothing is planned.
        self.left: set[int] = set()
        self.surplus = 1.0
        self._breaks: dict[tuple[float, bool], dict[int, tuple[Break, ...]]] = {}
        self._best_breaks: dict[tuple, tuple[Break, ...] | None] = {}
        self._known_rows: dict[tuple, list[Row]] = {}
        self._otherwise: dict[tuple, tuple[float, tuple[Break, ...]] | None] = {}
        self._by_number = {item.number: item for item in found if item.number}

    def without(self, blocks: frozenset[int]) -> Flow:
        """Return the text without some of its blocks; what is known of the others is kept."""
        rest = Flow(tuple(item for item in self.items if item.block not in blocks), self.width)
        rest.left, rest.surplus, rest._breaks = self.left, self.surplus, dict(self._breaks)
        return rest

    def breaks(
        self, size: float, *, justified: bool = False, departures: tuple[Departure, ...] = ()
    ) -> dict[int, tuple[Break, ...]]:
        """Return where the lines of every planned paragraph end, by its number."""
        key = (round(size, 3), justified)
        if key not in self._breaks:
            found = {
                one.number: self._best(one, size, justified)
                for one in self.paragraphs
                if one.is_exact and one.number not in self.left
            }
            self._breaks[key] = {n: breaks for n, breaks in found.items() if breaks is not None}
        found = {n: breaks for n, breaks in self._breaks[key].items() if n not in self.left}
        if not departures:
            return found
        for one in departures:
            otherwise = one.number in found and self.otherwise(one, size, justified=justified)
            if otherwise:
                found[one.number] = otherwise[1]
        return found

    def _best(self, one: Item | Footnote, size: float, justified: bool) -> tuple[Break, ...] | None:
        """Return how lines look best; those of notes are never justified."""
        indent = one.indent if isinstance(one, Item) else None
        key = (one.number, indent, round(size, 3), justified)
        if key not in self._best_breaks:
            room = one.room(self.width, size)
            evenly = justified and isinstance(one, Item)
            best = without_rivers(one.text, room) if evenly else one.text.best(room)
            self._best_breaks[key] = best
        return self._best_breaks[key]

    def quoting(self, quote: Item, block: int) -> Flow:
        """Return the text with a quote before one of its blocks, a paragraph.

        What was measured and broken of it is shared; paragraphs left to the engine too.
        """
        before = (item for item in self.items if item.block < block)
        after = [replace(item, block=item.block + 1) for item in self.items if item.block >= block]
        if after and quote.closes_up:
            after[0] = replace(after[0], indent=0.0)
        found = Flow((*before, replace(quote, block=block), *after), self.width)
        found.left, found.surplus = self.left, self.surplus
        found._best_breaks = self._best_breaks
        return found

    def otherwise(
        self, departure: Departure, size: float, *, justified: bool
    ) -> tuple[float, tuple[Break, ...]] | None:
        """Return how a paragraph is set that is not to be as it would look best, at what cost."""
        key = (departure, round(size, 3), justified)
        if key not in self._otherwise:
            item = self._by_number[departure.number]
            self._otherwise[key] = item.text.in_lines(
                departure.lines,
                item.room(self.width, size),
                justified=justified,
                barred=departure.barred,
            )
        return self._otherwise[key]

    def loosest(self, size: float) -> float:
        """Return the widest space of the text justified, against the normal one."""
        breaks = self.breaks(size, justified=True)
        gaps = (
            gap
            for item in self.items
            if item.number in breaks
            for gap in item.text.gaps(item.room(self.width, size), breaks[item.number])
        )
        return max(gaps, default=1.0)

    @property
    def paragraphs(self) -> Iterator[Item | Footnote]:
        """All that is broken into lines of text, in order: each paragraph before its notes."""
        for item in self.items:
            if item.number:
                yield item
                yield from item.notes

    @property
    def has_quotes(self) -> bool:
        return any(item.is_quote for item in self.items)

    @property
    def has_pictures(self) -> bool:
        return any(item.fixed and item.is_text for item in self.items)

    def rows(
        self,
        size: float,
        leading: float,
        looks: Looks,
        *,
        whole: bool = False,
        justified: bool = False,
    ) -> list[Row]:
        """Return the rows at a size and a leading in points.

        Lines are counted as if filled one by one, or taken from paragraphs that are
        broken as a `whole`, which takes longer.
        """
        key = (size, leading, looks, whole, justified, self.surplus, len(self.left))
        if key not in self._known_rows:
            breaks = self.breaks(size, justified=justified) if whole else {}
            found = self.item_rows(size, leading, breaks, looks)
            self._known_rows[key] = [row for _, rows in found for row in rows]
        return self._known_rows[key]

    def line_count(
        self,
        size: float,
        looks: Looks,
        *,
        justified: bool = False,
        departures: tuple[Departure, ...] = (),
    ) -> int:
        """Return how many lines of type there are, in paragraphs, headings and quotes."""
        breaks = self.breaks(size, justified=justified, departures=departures)
        found = (item.looking(looks) for item in self.items if item.text is not None)
        notes = (note for item in self.items for note in item.notes)
        return sum(self._lines(one, size, breaks) for one in (*found, *notes))

    @property
    def is_exact(self) -> bool:
        """Tell whether every paragraph is planned."""
        return all(one.is_exact and one.number not in self.left for one in self.paragraphs)

    def words_beyond(self, size: float, leading: float, frames: Frames) -> int:
        """Return how many words there are after the last row that the frames have room for."""
        breaks = self.breaks(size)
        rows: list[Row] = []
        words: list[int] = []
        for item, own in self.item_rows(size, leading, breaks, Looks(QUIET)):
            rows += own
            words += _words(item, len(own), breaks.get(item.number))

        def fits(count: int) -> bool:
            pages = paginate(rows[:count], lambda page: frames.room(page, leading))
            return len(pages) <= len(frames.pages)

        kept = bisect_left(range(len(rows) + 1), 1, key=lambda count: not fits(count)) - 1
        return sum(words[kept:])

    def item_rows(
        self, size: float, leading: float, breaks: dict[int, tuple[Break, ...]], looks: Looks
    ) -> Iterator[tuple[Item, list[Row]]]:
        """Give every item with its rows."""
        white, keeps = 0, False
        for item in (item.looking(looks) for item in self.items):
            before = max(white, item.before)
            may_break = not (keeps or item.keeps_before)
            if item.fixed:
                height = item.fixed(self.width, leading, looks.pictures) + item.over + item.under
                yield item, [Row(height, before, may_break)]
            else:
                lines = self._lines(item, size, breaks)
                rows = _item_rows(item, lines, before, may_break)
                yield item, self._with_notes(item, rows, size, breaks)
            white, keeps = item.after, item.keeps_next

    def _with_notes(
        self, item: Item, rows: list[Row], size: float, breaks: dict[int, tuple[Break, ...]]
    ) -> list[Row]:
        """Return the rows of a paragraph, each with the lines of the notes called in it."""
        for note in item.notes:
            at = _row_of(note, item, len(rows), breaks.get(item.number))
            lines = rows[at].notes + self._lines(note, size, breaks)
            rows[at] = replace(rows[at], notes=lines)
        return rows

    def _lines(
        self, item: Item | Footnote, size: float, breaks: dict[int, tuple[Break, ...]]
    ) -> int:
        if item.number in breaks:
            return len(breaks[item.number]) + 1
        count = item.text.count(item.room(self.width, size))
        if count > 1 and item.is_text and not (item.is_exact and item.number not in self.left):
            return max(1, round(count * self.surplus))
        return count


def _item_rows(item: Item, lines: int, before: int, may_break: bool) -> list[Row]:
    if item.is_whole:
        return [Row(lines * item.height + item.over + item.under, before, may_break)]
    return paragraph_rows(lines, before=before, height=item.height, may_break=may_break)


def line_of(note: Footnote, breaks: tuple[Break, ...]) -> int:
    """Return the line of its paragraph in which a note is called, from 0."""
    return bisect_right([one.start for one in breaks], note.at)


def _row_of(note: Footnote, item: Item, rows: int, breaks: tuple[Break, ...] | None) -> int:
    """Return the row in which a note is called: near it, where no line is planned."""
    if breaks is not None and rows == len(breaks) + 1:
        return line_of(note, breaks)
    return min(note.at * rows // max(len(item.text.text), 1), rows - 1)


def _words(item: Item, rows: int, breaks: tuple[Break, ...] | None) -> list[int]:
    """Return how many words of an item stand in each of its rows."""
    if item.text is None:
        return [0] * rows
    if breaks is not None and rows == len(breaks) + 1:
        return [length(line) for line in set_lines(item.text.text, breaks)]
    count = length(item.text.text)
    return [count * (row + 1) // rows - count * row // rows for row in range(rows)]
