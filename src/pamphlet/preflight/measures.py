"""Everything that is measured of one finished file, in the order in which it is told."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from pamphlet.layout import Layout, Paper
from pamphlet.model import Composition
from pamphlet.preflight import (
    codes,
    contrast,
    edges,
    endings,
    faces,
    feet,
    pictures,
    quotes,
    sizes,
    spacing,
)
from pamphlet.preflight.measured import Measured, Place, judged
from pamphlet.preflight.raster import Rasters
from pamphlet.preflight.subject import Subject, read_subject
from pamphlet.preflight.words import Lost, lost_words, said_of_rest
from pamphlet.units import Size, mm

# Rows that need the content of pages alone.
_OF_CONTENT = (
    sizes.body_size,
    sizes.smallest_type,
    sizes.characters,
    sizes.leading,
    feet.fill,
    feet.column_feet,
    endings.torn,
    endings.last_lines,
    endings.hyphens,
    spacing.word_space,
    feet.grid,
)
_OF_MATTER = (
    edges.from_trim,
    edges.from_fold,
    pictures.resolution,
    faces.glyphs,
    faces.families,
)
_OF_PIXELS = (contrast.contrast, codes.qr_codes)


def measure(
    content: bytes,
    composition: Composition,
    layout: Layout,
    paper: Paper,
    *,
    sources: tuple[str, ...] | None = None,
) -> tuple[Measured, ...]:
    """Return every measure of a screen file, each with its figure, target and places.

    `content` is a PDF with tags; `sources` names the file of each piece. Raises
    MissingProgram when a library that draws pages is not there.
    """
    named = sources or tuple("" for _ in composition.pieces)
    with pikepdf.open(BytesIO(content)) as pdf:
        lost = text_lost(pdf, composition, named, frame_mm=layout.frame)
        subject = _subject(pdf, composition, layout, paper)
    return (lost, *measure_subject(subject, content))


def measure_subject(subject: Subject, content: bytes) -> tuple[Measured, ...]:
    """Return every measure of the pages of a file but that of its words."""
    rasters = Rasters(content)
    try:
        seen = tuple(row(subject, rasters) for row in _OF_PIXELS)
    finally:
        rasters.close()
    set_ = tuple(row(subject) for row in _OF_CONTENT)
    matter = tuple(row(subject) for row in _OF_MATTER)
    return (*set_, seen[0], *matter, seen[1], quotes.pull_quotes(subject))


def text_lost(
    pdf: pikepdf.Pdf,
    composition: Composition,
    sources: tuple[str, ...],
    *,
    frame_mm: float,
) -> Measured:
    """Count words that are not on the pages, or nearer to the edge than `frame_mm`."""
    lost = lost_words(pdf, composition, sources, frame_mm=frame_mm)
    gone = lost_words(pdf, composition, sources) if lost and frame_mm else lost
    count = sum(len(one.words.split()) for one in lost)
    near = f"within {frame_mm:g} mm of the edge, where many printers cannot print"
    places = (Place(words=one.words, what=_source(one, "" if gone else near)) for one in lost)
    return judged(
        "text lost",
        count,
        f"{count} word{'' if count == 1 else 's'}",
        "0",
        places,
        hint="build the edition again: its statement or its layout has changed",
        note=f"by design {rest}" if (rest := said_of_rest(composition)) else "",
    )


def _source(lost: Lost, where: str) -> str:
    """Return where lost words stand in their source, and where on the page if they are there."""
    source = f"{lost.source}:{lost.line}" if lost.line else lost.source
    return f"{source}, {where}" if where else source


def _subject(pdf: pikepdf.Pdf, composition: Composition, layout: Layout, paper: Paper) -> Subject:
    sizes_ = [
        Size(mm(float(box[2]) - float(box[0])), mm(float(box[3]) - float(box[1])))
        for box in (page.trimbox for page in pdf.pages)
    ]
    return read_subject(
        pdf,
        composition,
        stricter=dict(layout.limits),
        margins_mm=(layout.margins.top, layout.margins.bottom),
        folds=edges.folded_edges(layout, paper, sizes_, direction=composition.direction),
        has_panels=edges.has_panels(layout),
        beside=edges.pages_beside_each(layout, sizes_, direction=composition.direction),
    )
