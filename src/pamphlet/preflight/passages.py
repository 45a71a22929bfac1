"""The lines of a text as they stand on its pages, each in the paragraph that it belongs to.

The tagged text of a file is compared with the composition, letter by letter, so
that a line is known by what it says: in any script, in either direction, over
the edges of pages. What belongs to no paragraph (heads, calls, captions) is left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pamphlet.model import (
    Block,
    Box,
    Composition,
    Heading,
    Listing,
    Paragraph,
    Piece,
    Preformatted,
    PullQuote,
    Quotation,
    Run,
    Runs,
    Slogan,
    plain,
)
from pamphlet.pdf.drawn import Drawn, Strip, strips_by_mark
from pamphlet.pdf.text import Key, logical
from pamphlet.preflight.words import ASIDE, BLOCK, MEANT, letters

# Letters that end a line where a word is divided.
HYPHENS = ("-", "‐", "\u00ad", "֊", "᠆")


@dataclass(slots=True)
class Line:
    """One line of a paragraph; points from the trim's upper left corner, `y` its baseline."""

    page: int
    y: float
    left: float
    right: float
    size: float
    text: str
    strips: tuple[Strip, ...]
    column: int = 0

    @property
    def ends_in_hyphen(self) -> bool:
        return self.text.rstrip().endswith(HYPHENS)


@dataclass(slots=True)
class Passage:
    """A block of the text and its lines; `kind` is that of the block, `source` its line.

    `text` is what is set, `said` the same without the figures that call notes.
    """

    kind: str
    piece: int
    text: str
    said: str
    source: int
    is_rtl: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        """Whether it is set as the body is: paragraphs, quotations, items of lists."""
        return self.kind in ("paragraph", "quotation", "item", "box")


def find_passages(
    pages: tuple[Drawn, ...], order: tuple[Key, ...], composition: Composition
) -> list[Passage]:
    """Return every block of the text with its lines; `order` is that of the tags."""
    stream = _Stream(pages, order)
    found = []
    for number, piece in enumerate(composition.pieces):
        is_rtl = piece.direction == "rtl"
        blocks = [
            Passage(kind, number, plain(runs), _without_calls(runs), line, is_rtl)
            for kind, runs, line in _blocks(piece.body, "paragraph")
            if letters(plain(runs))
        ]
        places = stream.keys_of([block.text for block in blocks])
        for passage, keys in zip(blocks, places, strict=True):
            passage.lines = stream.lines(keys)
        found += _with_added(blocks, places, stream, piece)
    return found


def _with_added(
    blocks: list[Passage], places: list[list[Key]], stream: _Stream, piece: Piece
) -> Iterator[Passage]:
    """Give the passages of a piece with the quotes that its layout chose and set, in order.

    One that stands on a page without running text is a poster.
    """
    if not piece.may_quote:
        yield from blocks
        return
    number, is_rtl = blocks[0].piece if blocks else 0, piece.direction == "rtl"
    of_text = {key for keys in places for key in keys}
    added = []
    for choice in piece.choices:
        for keys in stream.alone(letters(choice.text)):
            if of_text.issuperset(keys):
                continue  # whole lines of its source
            quote = Passage(
                "pull quote", number, choice.text, choice.text, 0, is_rtl, stream.lines(keys)
            )
            added.append((stream.keys.index(keys[0]), quote))
    pages = {line.page for passage in blocks if passage.is_running for line in passage.lines}
    for _, quote in added:
        if quote.lines and quote.lines[0].page not in pages:
            quote.kind = "poster"
    for passage, keys in zip(blocks, places, strict=True):
        at = stream.keys.index(keys[0]) if keys else -1
        yield from (quote for place, quote in added if place < at)
        added = [(place, quote) for place, quote in added if place >= at]
        yield passage
    yield from (quote for _, quote in added)


def _without_calls(runs: Runs) -> str:
    return plain(tuple(run for run in runs if not run.is_call))


def _blocks(blocks: tuple[Block, ...], kind: str) -> Iterator[tuple[str, Runs, int]]:
    """Give kind, runs and source line of every block of text."""
    for block in blocks:
        match block:
            case Paragraph():
                yield kind, block.runs, block.line
            case Heading():
                yield "heading", block.runs, block.line
            case PullQuote():
                yield "pull quote", block.runs, block.line
            case Slogan():
                yield "slogan", block.runs, block.line
            case Preformatted():
                yield "preformatted", (Run(block.text),), block.line
            case Quotation():
                yield from _blocks(block.blocks, "quotation")
            case Box():
                if block.title:
                    yield "box title", (Run(block.title),), block.line
                yield from _blocks(block.blocks, "box")
            case Listing():
                for item in block.items:
                    yield from _blocks(item, "item")


class _Stream:
    """The letters of a file in the order of its tags, each known to come from one mark."""

    def __init__(self, pages: tuple[Drawn, ...], order: tuple[Key, ...]) -> None:
        self.strips = strips_by_mark(pages)
        self.keys = [key for key in order if key in self.strips]
        self.texts = {key: _text_of(self.strips[key]) for key in self.keys}
        parts, self.starts, at = [], [], 0
        for key in self.keys:
            said = letters(self.texts[key])
            self.starts.append(at)
            parts.append(said)
            at += len(said)
        self.letters = "".join(parts)

    def keys_of(self, texts: list[str]) -> list[list[Key]]:
        """Return the marks of each text, which follow one another in the file.

        Long texts are looked for first: a short one, found anywhere, stands between them.
        """
        wanted = [letters(text) for text in texts]
        spans: list[list[tuple[int, int]]] = [[] for _ in texts]
        at = 0
        for number, text in enumerate(wanted):
            if len(text) >= BLOCK:
                spans[number] = self.long(text, at)
                at = spans[number][-1][1] if spans[number] else at
        for number, text in enumerate(wanted):
            if len(text) < BLOCK:
                spans[number] = self.short(text, spans[:number], spans[number + 1 :])
        return [self.between(span) for span in spans]

    def long(self, text: str, at: int) -> list[tuple[int, int]]:
        """Return where a text stands from `at` on, or the stretches of it that do."""
        place = self.letters.find(text, at)
        if place >= 0:
            return [(place, place + len(text))]
        window = self.letters[at : at + 2 * len(text) + ASIDE]
        blocks = SequenceMatcher(None, text, window, False).get_matching_blocks()
        return [(at + b.b, at + b.b + b.size) for b in blocks if b.size >= MEANT]

    def short(
        self, text: str, before: list[list[tuple[int, int]]], after: list[list[tuple[int, int]]]
    ) -> list[tuple[int, int]]:
        low = max((end for spans in before for _, end in spans), default=None)
        high = min((start for spans in after for start, _ in spans), default=len(self.letters))
        # What comes before the first paragraph stands nearest to it: titles come earlier.
        find = self.letters.rfind if low is None else self.letters.find
        place = find(text, low or 0, high)
        return [(place, place + len(text))] if place >= 0 else []

    def between(self, spans: list[tuple[int, int]]) -> list[Key]:
        """Return the marks that letters of these stretches stand in."""
        found: dict[Key, None] = {}
        for start, end in spans:
            first = bisect_right(self.starts, start) - 1
            for number in range(first, len(self.keys)):
                if self.starts[number] >= end:
                    break
                found[self.keys[number]] = None
        return list(found)

    def alone(self, text: str) -> Iterator[list[Key]]:
        """Give the marks of a text wherever it stands with nothing else on its lines."""
        place = self.letters.find(text)
        while place >= 0:
            keys = self.between([(place, place + len(text))])
            if "".join(letters(self.texts[key]) for key in keys) == text:
                yield keys
            place = self.letters.find(text, place + 1)

    def lines(self, keys: list[Key]) -> list[Line]:
        """Return the lines that marks make: neighbours on one baseline."""
        rows: list[list[tuple[Key, Strip]]] = []
        for key in keys:
            for strip in self.strips[key]:
                if not rows or not _is_on(strip, rows[-1][0][1]):
                    rows.append([])
                rows[-1].append((key, strip))
        return [self.line(row) for row in rows if any(strip.is_visible for _, strip in row)]

    def line(self, row: list[tuple[Key, Strip]]) -> Line:
        strips = tuple(strip for _, strip in row)
        seen = [strip for strip in strips if strip.is_visible]
        size, y = _commonest(seen)
        groups: dict[Key, list[Strip]] = {}
        for key, strip in row:
            groups.setdefault(key, []).append(strip)
        return Line(
            page=seen[0].page,
            y=y,
            left=min(strip.left for strip in seen),
            right=max(strip.right for strip in seen),
            size=size,
            text="".join(_text_of(group) for group in groups.values()).strip(),
            strips=strips,
        )


def _commonest(seen: list[Strip]) -> tuple[float, float]:
    """Return the size and the baseline that most glyphs of a line have."""
    counted: Counter[tuple[float, float]] = Counter()
    for strip in seen:
        counted[round(strip.size, 3), round(strip.y, 3)] += len(strip.glyphs)
    return counted.most_common(1)[0][0]


def _text_of(strips: list[Strip]) -> str:
    units = [unit for strip in strips for unit, _, _ in strip.glyphs]
    return logical("".join(units), units)


def _is_on(strip: Strip, first: Strip) -> bool:
    """Tell whether a strip is on a line: a raised figure is, the line beside an initial is not."""
    near = 0.7 * min(strip.size, first.size)
    return strip.page == first.page and abs(strip.y - first.y) < near
