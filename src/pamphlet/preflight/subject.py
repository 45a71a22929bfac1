"""What the measures look at: the pages of one file, and the text that runs through them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

from pamphlet.language import language
from pamphlet.model import Composition
from pamphlet.pdf.drawing import drawn_pages
from pamphlet.pdf.drawn import Drawn
from pamphlet.pdf.text import Key, marks_in_notes, marks_in_order
from pamphlet.preflight.limits import Limits, limits_for
from pamphlet.preflight.passages import Line, Passage, find_passages
from pamphlet.units import pt

# Without margins of a layout the frame is what the text itself reaches.
NO_MARGINS = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Body:
    """How the text of one piece is set: size and distance of lines in points."""

    piece: int
    lang: str
    script: str
    size: float
    step: float
    limits: Limits


@dataclass(frozen=True, slots=True)
class Column:
    """The lines of one piece on one page that stand below one another."""

    piece: int
    page: int
    left: float
    right: float
    lines: tuple[tuple[Passage, Line], ...]

    @property
    def last(self) -> Line:
        return self.lines[-1][1]


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to be measured.

    `tagged` names page and mark of all that tags name: running heads and folios are not
    among them. `margins` are those above and below the text, in points; `folds` names the edges of
    each page at which the paper is folded; `has_panels` says that pages stand beside
    one another as columns do.
    """

    pages: tuple[Drawn, ...]
    composition: Composition
    passages: tuple[Passage, ...]
    bodies: tuple[Body, ...]
    columns: tuple[Column, ...]
    limits: Limits
    tagged: frozenset[Key]
    margins: tuple[float, float] = NO_MARGINS
    folds: tuple[frozenset[str], ...] = ()
    has_panels: bool = False
    # Of each page, from 1, those that lie open beside it.
    beside: tuple[frozenset[int], ...] = ()

    def body(self, passage: Passage) -> Body:
        return self.bodies[passage.piece]

    def running(self) -> Iterator[Passage]:
        """Give the passages that are set as the body is, where they were found."""
        return (passage for passage in self.passages if passage.is_running and passage.lines)


def read_subject(
    pdf: pikepdf.Pdf,
    composition: Composition,
    *,
    stricter: Mapping[str, float] | None = None,
    margins_mm: tuple[float, float] = NO_MARGINS,
    folds: tuple[frozenset[str], ...] = (),
    has_panels: bool = False,
    beside: tuple[frozenset[int], ...] = (),
) -> Subject:
    """Return a file as the measures look at it."""
    pages = drawn_pages(pdf)
    order = marks_in_order(pdf)
    # Notes are no part of what runs through the columns: they are blocks at their feet.
    notes = marks_in_notes(pdf)
    running = tuple(key for key in order if key not in notes)
    passages = find_passages(pages, running, composition)
    bodies = tuple(
        _body(number, piece.lang, [p for p in passages if p.piece == number], stricter)
        for number, piece in enumerate(composition.pieces)
    )
    return Subject(
        pages,
        composition,
        tuple(passages),
        bodies,
        tuple(_columns(passages)),
        limits_for(language(composition.lang).script, stricter),
        frozenset(order),
        (pt(margins_mm[0]), pt(margins_mm[1])),
        folds or tuple(frozenset() for _ in pages),
        has_panels,
        beside,
    )


def _body(
    piece: int, lang: str, passages: list[Passage], stricter: Mapping[str, float] | None
) -> Body:
    """Return the commonest size and distance of lines; 0 where there is no text."""
    sizes: Counter[float] = Counter()
    steps: Counter[float] = Counter()
    for passage in passages:
        if passage.kind == "paragraph":
            for line in passage.lines:
                sizes[round(line.size, 2)] += len(line.text)
            for one, two in pairwise(passage.lines):
                if one.page == two.page and two.y > one.y:
                    steps[round(two.y - one.y, 2)] += 1
    script = language(lang).script
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    step = steps.most_common(1)[0][0] if steps else 0.0
    return Body(piece, lang, script, size, step, limits_for(script, stricter))


def _columns(passages: list[Passage]) -> Iterator[Column]:
    """Give the columns of every piece in the order in which the text runs through them."""
    in_text = (passage for passage in passages if passage.kind != "poster")
    placed = [(passage, line) for passage in in_text for line in passage.lines]
    found: list[list[tuple[Passage, Line]]] = []
    for passage, line in placed:
        if not found or not _continues(found[-1], passage, line):
            found.append([])
        found[-1].append((passage, line))
    for rows in found:
        lines = [line for _, line in rows]
        yield Column(
            rows[0][0].piece,
            lines[0].page,
            min(line.left for line in lines),
            max(line.right for line in lines),
            tuple(rows),
        )


def _continues(rows: list[tuple[Passage, Line]], passage: Passage, line: Line) -> bool:
    """Tell whether a line stands below those before it: a new column begins higher up."""
    before, last = rows[-1]
    return before.piece == passage.piece and last.page == line.page and line.y > last.y - last.size
