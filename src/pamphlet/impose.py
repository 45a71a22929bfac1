"""Pages and a plan → sheets.

PDFs and a plan of sheets come in; the bytes of a PDF of sheets go out. Pages are
placed by their trim at 100 %, as form XObjects; no content is parsed or changed.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from pamphlet.errors import ImpositionError
from pamphlet.imposition import (
    Cell,
    Options,
    Plan,
    Segment,
    TileMarks,
    make_plan,
    mark_segments,
    tile_marks,
    turning_axis,
)
from pamphlet.imposition.marks import WEIGHT_PT, room_mm
from pamphlet.imposition.plan import ROUNDING_MM
from pamphlet.pdf.assembly import Drawing, Frontispiece, Placing, Surface, assemble
from pamphlet.pdf.body import numbers
from pamphlet.pdf.boxes import Box, Matrix, PageBoxes
from pamphlet.pdf.opening import Document, open_pdf, reading
from pamphlet.units import Size, pt

Source = Path | str | bytes | Document
Sides = Literal["duplex", "fronts-then-backs"]

_DASH_MM = 1.0

# Labels are read at arm's length.
LETTER_WEIGHT_PT = 0.8


def opened(source: Source | Sequence[Source]) -> tuple[Document, ...]:
    """Return the documents of one or several sources; see `open_pdf` for what it raises."""
    if isinstance(source, Path | str | bytes | Document):
        source = [source]
    return tuple(each if isinstance(each, Document) else open_pdf(each) for each in source)


def page_sizes(source: Source | Sequence[Source]) -> tuple[Size, ...]:
    """Return the trim of every page, as a reader sees it, in mm."""
    return tuple(boxes.size for document in opened(source) for boxes in document.boxes)


def plan_for(
    source: Source | Sequence[Source], scheme: str, options: Options | None = None
) -> Plan:
    """Return the plan a scheme makes of the pages of PDFs, joined in order.

    Raises PdfError if one cannot be read, ImpositionError if they do not fit.
    """
    return make_plan(scheme, page_sizes(source), options)


def impose(
    source: Source | Sequence[Source],
    plan: Plan,
    *,
    bleed_mm: float | None = None,
    slug_mm: float | None = None,
    marks: bool = False,
    paper: Size | None = None,
    sides: Sides = "duplex",
    carry: bool = True,
    title: str | None = None,
    lang: str | None = None,
    information: Mapping[str, str] | None = None,
) -> bytes:
    """Return a PDF of the sheets of a plan.

    bleed_mm     room for ink beyond the flat sheet; None: what the plan was made with
    slug_mm      room beyond that; None: what the marks need
    marks        draw crop and fold marks in the slug
    paper        lay the flat sheet in the middle of this paper; None: the paper is the
                 flat sheet with its bleed and slug
    sides        front, back, front, back …, or first all fronts and then all backs
    carry        carry links, bookmarks, page labels and XMP over
    title, lang  of the document; None: as in the source
    information  further entries of the information dictionary, such as Author

    The same input gives the same bytes. Raises PdfError if a source cannot be read,
    ImpositionError if it is not what the plan was made for or the paper is too small.
    """
    if sides not in get_args(Sides):
        raise ImpositionError(
            f"sides {sides!r} do not exist", hint=f"there are {', '.join(get_args(Sides))}"
        )
    documents = opened(source)
    bed = _bed(plan, bleed_mm=bleed_mm, slug_mm=slug_mm, marks=marks, paper=paper)
    with reading(", ".join(document.name for document in documents)):
        boxes = [boxes for document in documents for boxes in document.boxes]
        return assemble(
            documents,
            _surfaces(plan, boxes, bed, sides=sides),
            drawing=_marks(plan, bed) if marks else None,
            front=Frontispiece(
                producer=_producer(),
                identity=_identity(documents, plan, bed, sides, title, lang),
                viewer=_viewer_preferences(plan, sides),
                navigation=carry,
                title=title,
                lang=lang,
                information=information or {},
            ),
        )


@dataclass(frozen=True, slots=True)
class _Bed:
    """Where the flat sheet lies on its medium, in points; the medium begins at 0, 0."""

    media: Box
    bleed: Box
    trim: Box
    bleed_mm: float


def _bed(
    plan: Plan, *, bleed_mm: float | None, slug_mm: float | None, marks: bool, paper: Size | None
) -> _Bed:
    """Return the boxes of every output page; raises ImpositionError if paper is short."""
    bleed = plan.bleed_mm if bleed_mm is None else bleed_mm
    slug = _slug(slug_mm, marks=marks)
    if not (0 <= bleed < math.inf and 0 <= slug < math.inf):
        raise ImpositionError(
            f"a bleed of {bleed:.5g} mm and a slug of {slug:.5g} mm are not possible",
            hint="give 0 or more millimetres",
        )
    flat, rim = plan.sheet, bleed + slug
    media = Size(flat.width + 2 * rim, flat.height + 2 * rim)
    if paper is not None:
        media = _lying_alike(paper, flat, media)
    left, bottom = (media.width - flat.width) / 2, (media.height - flat.height) / 2

    def around(rim: float) -> Box:
        edges = left - rim, bottom - rim, left + flat.width + rim, bottom + flat.height + rim
        return Box(*map(pt, edges))

    whole = Box(0.0, 0.0, pt(media.width), pt(media.height))
    return _Bed(whole, around(bleed), around(0.0), bleed)


def _slug(slug_mm: float | None, *, marks: bool) -> float:
    needed = room_mm() if marks else 0.0
    if slug_mm is not None and slug_mm < needed:
        raise ImpositionError(
            f"a slug of {slug_mm:.5g} mm is too narrow for marks",
            hint=f"give at least {needed:.5g} mm",
        )
    return needed if slug_mm is None else slug_mm


def _lying_alike(paper: Size, flat: Size, needed: Size) -> Size:
    """Return paper lying as the flat sheet does, so that it turns about the same edge."""
    paper = paper.landscape if flat.width > flat.height else paper.portrait
    short = max(needed.width - paper.width, needed.height - paper.height)
    if short > ROUNDING_MM:
        raise ImpositionError(
            f"paper of {paper} is too small by {short:.1f} mm for a flat sheet of "
            f"{flat.width:.5g} x {flat.height:.5g} mm with its bleed and marks",
            hint="choose larger paper, less bleed, or no marks",
        )
    return paper


# --- where pages go ---------------------------------------------------------------


def _surfaces(plan: Plan, boxes: Sequence[PageBoxes], bed: _Bed, *, sides: Sides) -> list[Surface]:
    """Return the output pages in order."""
    if len(boxes) != plan.pages:
        raise ImpositionError(
            f"the plan is made for {plan.pages} pages, here are {len(boxes)}",
            hint="make the plan from this file",
        )
    drawn = [_tile_marks(marks, bed) for marks in tile_marks(plan)] or [b""] * len(plan.sheets)
    fronts = [
        _surface(plan, boxes, bed, sheet.front, is_back=False, beside=beside)
        for sheet, beside in zip(plan.sheets, drawn, strict=True)
    ]
    backs = [
        None if sheet.back is None else _surface(plan, boxes, bed, sheet.back, is_back=True)
        for sheet in plan.sheets
    ]
    if sides == "fronts-then-backs":
        order = [*fronts, *backs]
    else:
        order = [side for pair in zip(fronts, backs, strict=True) for side in pair]
    return [surface for surface in order if surface is not None]


def _surface(
    plan: Plan,
    boxes: Sequence[PageBoxes],
    bed: _Bed,
    cells: tuple[Cell, ...],
    *,
    is_back: bool,
    beside: bytes = b"",
) -> Surface:
    """Return one output page; `beside` are operators of what is drawn on it alone."""
    placings = tuple(
        _placing(cell, cell.page, boxes[cell.page], bed) for cell in cells if cell.page is not None
    )
    drawing = _seen_through(plan, bed) if is_back else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return Surface(bed.media, bed.bleed, bed.trim, placings, drawing, beside)


def _placing(cell: Cell, page: int, boxes: PageBoxes, bed: _Bed) -> Placing:
    """Return a page in the middle of its cell, at 100 %, clipped to its reach."""
    size = boxes.size
    width, height = (size.height, size.width) if cell.turn % 180 else (size.width, size.height)
    beside, above = (cell.width - width) / 2, (cell.height - height) / 2
    if 2 * max(abs(beside), abs(above)) > ROUNDING_MM:
        raise ImpositionError(
            f"page {page + 1} is {width:.1f} x {height:.1f} mm, its place in the plan "
            f"{cell.width:.1f} x {cell.height:.1f} mm",
            hint="make the plan from this file",
        )
    x0, y0 = bed.trim[:2]
    x, y, reach = cell.x, cell.y, cell.reach
    matrix = boxes.matrix(turn=cell.turn, x=x0 + pt(x + beside), y=y0 + pt(y + above))
    clip = Box(
        x0 + pt(x - reach.left),
        y0 + pt(y - reach.bottom),
        x0 + pt(x + cell.width + reach.right),
        y0 + pt(y + cell.height + reach.top),
    )
    return Placing(page, matrix, clip)


def _seen_through(plan: Plan, bed: _Bed) -> Matrix:
    """Return the matrix that draws the front's marks where they lie behind it."""
    if turning_axis(plan.sheet, plan.flip) == "vertical":
        return (-1.0, 0.0, 0.0, 1.0, bed.media.width, 0.0)
    return (1.0, 0.0, 0.0, -1.0, 0.0, bed.media.height)


# --- what is drawn and said -------------------------------------------------------


def _tile_marks(marks: TileMarks, bed: _Bed) -> bytes:
    """Return the operators of the marks and labels of a part of a poster, in black."""
    operators = ["0 G", f"{WEIGHT_PT} w", *_strokes(marks.lines, bed)]
    operators += [f"{LETTER_WEIGHT_PT} w 1 J 1 j", *_strokes(marks.letters, bed)]
    return "\n".join(operators).encode()


def _strokes(segments: Sequence[Segment], bed: _Bed) -> Iterator[str]:
    x0, y0 = bed.trim[:2]
    for mark in segments:
        yield f"[{numbers(pt(_DASH_MM))}] 0 d" if mark.dashed else "[] 0 d"
        begin = numbers(x0 + pt(mark.x1), y0 + pt(mark.y1))
        yield f"{begin} m {numbers(x0 + pt(mark.x2), y0 + pt(mark.y2))} l S"


def _marks(plan: Plan, bed: _Bed) -> Drawing:
    """Return the marks of the front in registration colour (ISO 32000-1, 8.6.6.4)."""
    segments = mark_segments(plan, bleed_mm=bed.bleed_mm)
    operators = [f"/All CS 1 SCN {WEIGHT_PT} w", *_strokes(segments, bed)]
    # Its stand-in is grey, which is at home beside RGB, CMYK and any output intent.
    tint = b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>"
    colour = b"/ColorSpace << /All [/Separation /All /DeviceGray %s] >>" % tint
    return Drawing(bed.media, "\n".join(operators).encode(), colour)


def _viewer_preferences(plan: Plan, sides: Sides) -> bytes:
    if not plan.duplex or sides == "fronts-then-backs":
        duplex = b"/Simplex"
    else:
        duplex = b"/DuplexFlipLongEdge" if plan.flip == "long" else b"/DuplexFlipShortEdge"
    direction = b" /Direction /R2L" if plan.direction == "rtl" else b""
    return b"/PrintScaling /None /Duplex " + duplex + direction


def _producer() -> str:
    from pamphlet import __version__

    return f"pamphlet {__version__}"


def _identity(documents: Sequence[Document], *asked: object) -> tuple[bytes, bytes]:
    """Return the two parts of /ID: of the sources alone, and of what is made of them."""
    sources = hashlib.sha256()
    for document in documents:
        sources.update(document.content)
    made = sources.copy()
    made.update(repr(asked).encode())
    return sources.digest()[:16], made.digest()[:16]
