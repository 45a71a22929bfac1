"""Quotes that a layout adds of its own: in the text where that fills its pages, or on a
panel that would be empty.

The choices that came with the composition are asked, the best first; a quote stands eight
lines or more from its source and, on a panel, in no opening with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pamphlet.compose.choosing import WORTHY
from pamphlet.compose.places import MOST_QUOTES
from pamphlet.imposition.openings import pages_beside
from pamphlet.layout import Layout, Paper
from pamphlet.model import (
    Block,
    Choice,
    Composition,
    Paragraph,
    Piece,
    PullQuote,
    Run,
    Statement,
    plain,
    texts,
)
from pamphlet.preflight.words import letters
from pamphlet.setting.flow import Flow
from pamphlet.setting.frames import Frames
from pamphlet.setting.items import Looks
from pamphlet.setting.pagination import filled_pages

# Lines between a quote and its source: one more than is asked for, since lines are counted.
APART = 9

# So many of the best choices are tried, none that is worth so much less than the best.
TRIED, LESSER = 3, 0.9


@dataclass(frozen=True, slots=True)
class Quoted:
    """A choice that stands in the text: its number, and that of the block that follows it."""

    choice: int
    block: int


def with_quote(body: tuple[Block, ...], choice: Choice, block: int) -> tuple[Block, ...]:
    """Return a body with a choice set before one of its blocks."""
    return (*body[:block], PullQuote((Run(choice.text),)), *body[block:])


def worthy(piece: Piece) -> list[tuple[int, Choice]]:
    """Return the choices that a layout may add, each with its number, the best first."""
    if not piece.may_quote:
        return []
    best = piece.choices[0].score if piece.choices else 0.0
    return [
        (number, choice)
        for number, choice in enumerate(piece.choices)
        if choice.score >= max(WORTHY, best - LESSER) and choice not in piece.quoted
    ]


def quotes_in_text(piece: Piece, flow: Flow, size: float) -> Iterator[tuple[Quoted, float]]:
    """Give the quotes that a text may have, each in its best place, with what it costs.

    `size` is the smallest of the text in points: the larger it is, the farther apart are
    two places.
    """
    found = worthy(piece)[:TRIED]
    for number, choice in found:
        block = _best_place(piece.body, choice, _Lines.of(flow, size))
        if block is not None:
            yield Quoted(number, block), found[0][1].score - choice.score


@dataclass(frozen=True, slots=True)
class _Lines:
    """On which line of its text each block begins, how many it has, how many there are."""

    starts: dict[int, int]
    counts: dict[int, int]
    total: int

    @classmethod
    def of(cls, flow: Flow, size: float) -> _Lines:
        starts: dict[int, int] = {}
        counts: dict[int, int] = {}
        at = 0
        for item in flow.items:
            starts.setdefault(item.block, at)
            if item.text is not None and item.number:
                lines = item.text.count(item.room(flow.width, size))
                counts[item.block] = counts.get(item.block, 0) + lines
                at += lines
        return cls(starts, counts, at)


def _best_place(body: tuple[Block, ...], choice: Choice, lines: _Lines) -> int | None:
    """Return the block between two paragraphs before which a choice stands best."""
    first, last = _span(body, choice, lines.counts.get(choice.block, 1))
    start = lines.starts.get(choice.block, 0)

    def apart(block: int) -> int:
        here = lines.starts[block]
        return max(start + first - here, here - start - last - 1)

    def worth(block: int) -> float:
        here = lines.starts[block]
        return min(apart(block), 3 * APART) + 0.5 * min(here, lines.total - here)

    places = [
        block
        for block in range(1, len(body))
        if isinstance(body[block - 1], Paragraph)
        and isinstance(body[block], Paragraph)
        and apart(block) >= APART
    ]
    return max(places, key=worth, default=None)


def _span(body: tuple[Block, ...], choice: Choice, lines: int) -> tuple[int, int]:
    """Return the first and the last line of its paragraph that a choice comes from."""
    block = body[choice.block]
    assert isinstance(block, Paragraph)
    letters = max(sum(sum(map(str.isalnum, run.text)) for run in block.runs), 1)
    first = math.floor(choice.before / letters * lines)
    last = math.ceil((choice.before + choice.length) / letters * lines)
    return max(first - 1, 0), min(last, lines - 1)


# --- A panel of its own -------------------------------------------------------------


def poster_choice(
    piece: Piece,
    flow: Flow,
    frames: Frames,
    *,
    size: float,
    leading: float,
    looks: Looks,
    lead: int,
    justified: bool,
    may_show: Callable[[int], bool],
    is_next: bool,
) -> int | None:
    """Return the number of the choice that a panel shows; None where there is none.

    `may_show` tells whether words that stand on a page of the text, counted from 0, may stand
    on that panel, `is_next` that it follows the last of these pages at once.
    """

    def room(number: int) -> int:
        return frames.room(number, leading) - (0 if number else lead)

    breaks = flow.breaks(size, justified=justified)
    found = [(item, len(rows)) for item, rows in flow.item_rows(size, leading, breaks, looks)]
    rows = flow.rows(size, leading, looks, whole=True, justified=justified)
    pages = filled_pages(rows, room)
    page_of = [number for number, page in enumerate(pages) for _ in range(page.start, page.end)]
    starts: dict[int, tuple[int, int]] = {}
    at = 0
    for item, lines in found:
        starts.setdefault(item.block, (at, lines))
        at += lines
    for number, choice in worthy(piece):
        start, lines = starts[choice.block]
        first, last = _span(piece.body, choice, lines)
        seen = {page_of[start + first], page_of[start + last]}
        if all(map(may_show, seen)) and not (is_next and at - start - last <= APART):
            return number
    return None


def beside_poster(layout: Layout, paper: Paper, direction: str) -> frozenset[int]:
    """Return the pages that lie open beside the panel of a quote, from 1."""
    assert layout.poster and layout.pages
    sizes = [paper.trim(number) for number in range(layout.pages)]
    return pages_beside(layout.print_scheme, sizes, layout.poster, direction=direction)


# --- What is told of them -----------------------------------------------------------

# So many of those passed over are told.
PASSED_TOLD = 5


@dataclass(frozen=True, slots=True)
class ToldQuotes:
    """What was chosen of the texts of an edition, and the best of what was passed over."""

    chosen: tuple[Choice, ...] = ()
    passed_over: tuple[Choice, ...] = ()


def told_quotes(composition: Composition) -> ToldQuotes:
    """Return the quotes that the program chose, each with its points and reasons."""
    chosen = tuple(choice for piece in composition.pieces for choice in piece.quoted)
    others = (
        choice
        for piece in composition.pieces
        for choice in piece.choices
        if choice not in piece.quoted
    )
    passed = sorted(others, key=lambda choice: -choice.score)[:PASSED_TOLD]
    return ToldQuotes(chosen, tuple(passed))


def quote_notes(
    statements: tuple[Statement, ...], composition: Composition, sources: tuple[str, ...]
) -> list[str]:
    """Return notes of pull quotes that are not the text's own words, or not to be had."""
    notes = []
    for statement, piece, source in zip(statements, composition.pieces, sources, strict=True):
        said = letters(" ".join(t for t, _ in texts(_without_quotes(statement.body))))
        marked = [(q, statement.line_of("pull_quotes")) for q in statement.pull_quotes]
        marked += [
            (plain(block.runs), block.line)
            for block in statement.body
            if isinstance(block, PullQuote)
        ]
        for quote, line in marked:
            parts = [part for part in _LEFT_OUT.split(quote) if letters(part)]
            if not all(letters(part) in said for part in parts):
                place = f"{source}:{line}" if line else source
                notes.append(
                    f"{place}: this pull quote is not in the text word for word: "
                    f"‘{quote[:60]}{'…' if len(quote) > 60 else ''}’; "
                    "quote a whole sentence as the text has it"
                )
        wanted, found = statement.quotes_wanted or 0, len(piece.quoted)
        if found < min(wanted, 1 if wanted > MOST_QUOTES else wanted):
            many = "no pull quote" if not found else f"{found} of {wanted} pull quotes"
            notes.append(f"{source}: {many} could be chosen that stands away from its source")
    return notes


def _without_quotes(body: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in body if not isinstance(block, PullQuote))


# Where a quote leaves something out.
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
