"""The blocks of a running text as items that take room.

What a block takes from the measure and how high it is stands here as the shared
stylesheet has it; a test holds the two together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from pamphlet.model import (
    Block,
    Box,
    Divider,
    Figure,
    Heading,
    Image,
    Listing,
    Note,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Runs,
    Slogan,
    plain,
)
from pamphlet.setting.display import SAFETY
from pamphlet.setting.paragraph import Breakable, Room

# What the shared stylesheet takes from the measure, in em; the rule of a quotation in points.
INDENT = 1.1
LIST_INDENT = 1.2
QUOTE_INDENT = 0.9
QUOTE_RULE_PT = 2.5
BOX_PADDING = 2.0

# Sizes against the text's.
HEADING_SCALE = 1.5
PLAIN_SCALE = 0.88

# The size of a note against the text's, and its least in points.
NOTE_SCALE, LEAST_NOTE = 0.78, 7.0

# Blocks above which there is white, that can be more where a page is to be filled.
SPREADING = Heading | PullQuote | Quotation | Figure

# A picture in the text is at least so many lines high, and at most so high for its width.
LEAST_PICTURE = 4
TALLEST = 0.8


@dataclass(frozen=True, slots=True)
class Quotes:
    """How pull quotes are set: their size against the text's, the lines of text that a line
    of them takes, and those that go to their rules.
    """

    name: str
    scale: float
    rows: int
    rules: int


LOUD, PLAIN, QUIET = (
    Quotes("loud", 2.4, 2, 1),
    Quotes("plain", 2.0, 2, 1),
    Quotes("quiet", 1.5, 1, 2),
)
QUOTES = {quotes.name: quotes for quotes in (LOUD, PLAIN, QUIET)}


@dataclass(frozen=True, slots=True)
class Looks:
    """What may be chosen of a text beside size and leading: its pull quotes, and the lines
    that are added to the height of every picture.
    """

    quotes: Quotes = LOUD
    pictures: int = 0


class Words(Protocol):
    """Measures the texts of one language; `text` gives None where only the engine can.

    `indent` is that of every paragraph in em, None where only those are indented that
    follow another.
    """

    indent: float | None

    def text(self, block: Paragraph, *, italic: bool) -> Breakable | None:
        """Return a paragraph as the engine will set it, None where that is not known."""
        ...

    def roughly(self, text: str, *, role: str) -> Breakable:
        """Return a text in the first face of a role: near enough to count its lines."""
        ...

    def quoted(self, text: str) -> str:
        """Return a text between the quotation marks of its language."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: what is taken from the measure in em and in points."""

    em: float = 0.0
    points: float = 0.0
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: its text, the place in its paragraph where it is called; see `Item`."""

    text: Breakable
    at: int
    number: int
    is_exact: bool
    is_text: bool = True

    def room(self, width: float, size: float) -> Room:
        """Return the room of its lines in a frame, where the text has a size in points."""
        return Room(width / note_size(size))


@dataclass(frozen=True, slots=True)
class Item:
    """A block without blocks in it, as it takes room.

    `before` and `after` are white in lines of text, `over` and `under` lines that belong
    to it; `scale` is its size against the text's, `height` that of a line of it.
    `display` is the factor on display type within the text. `number` counts the paragraphs,
    each before its `notes`, `block` the blocks of the text, from 0; `is_exact` where its
    lines are planned. `may_spread` where the white above it can be more, `closes_up` where
    the paragraph after it has no indent of its own.
    """

    text: Breakable | None
    place: Place = Place()
    indent: float = 0.0
    scale: float = 1.0
    height: int = 1
    is_quote: bool = False
    display: float = 1.0
    before: int = 0
    after: int = 0
    over: int = 0
    under: int = 0
    keeps_next: bool = False
    keeps_before: bool = False
    is_whole: bool = False
    number: int = 0
    block: int = 0
    is_exact: bool = False
    is_text: bool = True
    may_spread: bool = False
    closes_up: bool = False
    fixed: Callable[[float, float, int], int] | None = None
    notes: tuple[Footnote, ...] = ()

    def looking(self, looks: Looks) -> Item:
        """Return the item as it is set with such looks."""
        if not self.is_quote:
            return self
        quotes = looks.quotes
        return replace(
            self, scale=quotes.scale * self.display, height=quotes.rows, under=quotes.rules
        )

    def room(self, width: float, size: float) -> Room:
        """Return the room of its lines in a frame, `width` and `size` in points."""
        measure = (width - self.place.points) / size / self.scale - self.place.em
        if self.scale > 1:
            measure *= SAFETY  # as display type is broken
        return Room(max(measure, 4.0), self.indent)


def quote_item(quote: PullQuote, words: Words, *, display: float = 1.0) -> Item:
    """Return a pull quote between two paragraphs of a text as it takes room."""
    (item,) = _Reader(words, display).item(quote, Place(), None)
    return replace(item, may_spread=True, closes_up=words.indent is None)


def items(blocks: tuple[Block, ...], words: Words, *, display: float = 1.0) -> tuple[Item, ...]:
    """Return a body as the items that take its room.

    `display` is a factor on the size of headings, slogans and pull quotes.
    """
    return tuple(_Reader(words, display).body(blocks))


class _Reader:
    """Goes through a body and counts its paragraphs."""

    def __init__(self, words: Words, display: float) -> None:
        self.words, self.display = words, display
        self.count = 0

    def body(self, blocks: tuple[Block, ...]) -> Iterator[Item]:
        """Give the items of a whole body."""
        before: Block | None = None
        for number, block in enumerate(blocks):
            may_spread = isinstance(block, SPREADING)
            for item in self.item(block, Place(), before):
                yield replace(item, block=number, may_spread=may_spread)
                may_spread = False
            before = block

    def items(self, blocks: tuple[Block, ...], place: Place) -> Iterator[Item]:
        before: Block | None = None
        for block in blocks:
            yield from self.item(block, place, before)
            before = block

    def item(self, block: Block, place: Place, before: Block | None) -> Iterator[Item]:
        """Give the items of a block that follows another."""
        is_headed = isinstance(before, Heading)
        match block:
            case Paragraph():
                usual = INDENT if isinstance(before, Paragraph | Listing) else 0.0
                has_own = self.words.indent is not None and place == Place()
                yield self.paragraph(block, place, self.words.indent if has_own else usual)
            case Heading():
                yield self.heading(block, place)
            case PullQuote():
                quote = self.shown(block, place)
                yield replace(quote, before=1, after=1, keeps_before=True, is_quote=True)
            case Slogan():
                yield self.shown(block, place)
            case Quotation():
                em, points = place.em + QUOTE_INDENT, place.points + QUOTE_RULE_PT
                inside = Place(em, points, italic=True)
                yield from _spaced(tuple(self.items(block.blocks, inside)), 1)
            case Box():
                yield from self.box(block, replace(place, em=place.em + BOX_PADDING))
            case Listing():
                yield from self.listing(block, place, keeps_first=is_headed)
            case Figure():
                # A picture right beneath a heading belongs to it.
                rows = _figure_rows(block)
                yield Item(None, place, fixed=rows, before=1, after=1, keeps_next=is_headed)
            case Preformatted():
                for number, line in enumerate(block.text.split("\n")):
                    text = self.words.roughly(line or " ", role="sans")
                    white = 1 if number == 0 else 0
                    yield Item(text, place, scale=PLAIN_SCALE, before=white)
            case Divider():
                yield Item(None, place, fixed=lambda *_: 1, is_text=False)

    def paragraph(self, block: Paragraph, place: Place, indent: float) -> Item:
        text, number, exact = self.measured(block, italic=place.italic)
        notes = tuple(
            Footnote(said, at, *found)
            for at, note in _calls(block.runs)
            for said, *found in (self.measured(note.text, italic=False),)
        )
        return Item(text, place, indent, number=number, is_exact=exact, notes=notes)

    def measured(self, block: Paragraph, *, italic: bool) -> tuple[Breakable, int, bool]:
        """Return the text of a paragraph, its number, and whether its lines are planned."""
        self.count += 1
        text = self.words.text(block, italic=italic)
        if text is not None:
            return text, self.count, True
        return self.words.roughly(plain(block.runs), role="text"), self.count, False

    def listing(self, block: Listing, place: Place, *, keeps_first: bool) -> Iterator[Item]:
        """Give the items of a list; beneath a heading its first one does not stand alone."""
        inside = replace(place, em=place.em + LIST_INDENT)
        for number, blocks in enumerate(block.items):
            found = [*self.items(blocks, inside)]
            if found and keeps_first and number == 0 and len(block.items) > 1:
                found[-1] = replace(found[-1], keeps_next=True)
            yield from found

    def heading(self, block: Heading, place: Place) -> Item:
        is_large = block.level <= 2
        role = "display" if is_large else "sans"
        text = self.words.roughly(plain(block.runs), role=role)
        scale = HEADING_SCALE * self.display if is_large else 1.0
        return Item(text, place, scale=scale, before=1, keeps_next=True, is_text=False)

    def shown(self, block: PullQuote | Slogan, place: Place) -> Item:
        """Return a quote or a slogan."""
        said = plain(block.runs)
        said = self.words.quoted(said) if isinstance(block, PullQuote) else said
        text = self.words.roughly(said, role="display")
        return Item(
            text,
            place,
            scale=LOUD.scale * self.display,
            display=self.display,
            height=LOUD.rows,
            under=LOUD.rules,
            is_whole=True,
            is_text=False,
        )

    def box(self, block: Box, place: Place) -> Iterator[Item]:
        title = self.words.roughly(block.title, role="sans") if block.title else None
        head = (Item(title, place, keeps_next=True, is_text=False),) if title else ()
        inside = (*head, *self.items(block.blocks, place))
        last = len(inside) - 1
        for at, item in enumerate(inside):
            yield replace(
                item,
                over=item.over + (at == 0),
                under=item.under + (at == last),
                is_whole=True,
                keeps_before=item.keeps_before or at > 0,
            )


def _calls(runs: Runs) -> Iterator[tuple[int, Note]]:
    """Give the notes of a paragraph and the places where they are called."""
    at = 0
    for run in runs:
        if run.note:
            yield at, run.note
        at += len(run.text)


def note_size(size: float) -> float:
    """Return the size of notes in points where the text has a size."""
    return max(round(NOTE_SCALE * size, 2), LEAST_NOTE)


def _spaced(found: tuple[Item, ...], white: int) -> Iterator[Item]:
    """Give items with white above the first and below the last."""
    last = len(found) - 1
    for at, item in enumerate(found):
        before = max(item.before, white) if at == 0 else item.before
        yield replace(item, before=before, after=max(item.after, white) if at == last else 0)


def _figure_rows(block: Figure) -> Callable[[float, float, int], int]:
    image = block.image

    def lines(width: float, leading: float, more: int) -> int:
        return picture_rows(image, width, leading, more) + bool(image.credit)

    return lines


def picture_rows(image: Image, width: float, leading: float, more: int = 0) -> int:
    """Return how many lines of text a picture in the text is high, `width` points wide.

    `more` are lines added to its natural height.
    """
    natural = math.floor(min(image.ratio, TALLEST) * width / leading + 0.5)
    return max(LEAST_PICTURE, natural + more)
