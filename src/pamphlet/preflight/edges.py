"""Text and the edges of the paper: what is cut off, what lies in a fold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pamphlet.errors import ImpositionError
from pamphlet.imposition import Options, make_plan
from pamphlet.imposition.openings import pages_beside
from pamphlet.imposition.plan import Axis, Cell, Crease, Plan, creases, turning_axis
from pamphlet.layout import Layout, Paper
from pamphlet.pdf.drawn import Drawn, Strip
from pamphlet.preflight.measured import Measured, judged, place
from pamphlet.preflight.subject import Subject
from pamphlet.units import Size, mm

# Clockwise, as pages are turned.
_EDGES = ("top", "right", "bottom", "left")

# Two pages measured in whole points lie so far apart at most, in mm.
_NEAR = 0.6

# How far ink rises above the baseline and falls below it, as a part of the size.
_RISE, _FALL = 0.7, 0.22
_FALLING = frozenset("gjpqyQ,;()[]{}çşţņ„‚")

# Sums of widths are rounded.
_ROUNDING_MM = 0.05


def from_trim(subject: Subject) -> Measured:
    """Measure how near text comes to an edge that is cut, in millimetres."""
    limit = subject.limits.text_from_trim
    hint = "keep text further in: widen the margin in layout.yml, or shorten the line"
    return _nearest(subject, "text from trim", limit, hint, is_fold=False)


def from_fold(subject: Subject) -> Measured:
    """Measure how near text comes to a fold, in millimetres."""
    limit = subject.limits.text_from_fold
    hint = "keep text out of the fold: widen the margin beside it"
    return _nearest(subject, "text from fold", limit, hint, is_fold=True)


def _nearest(subject: Subject, name: str, limit: float, hint: str, *, is_fold: bool) -> Measured:
    target, least, places = f">= {limit:g} mm", None, []
    for page in subject.pages:
        for strip in page.strips:
            if not strip.is_visible:
                continue
            for edge, distance in _distances(strip, page):
                if (edge in subject.folds[page.number]) != is_fold:
                    continue
                least = distance if least is None else min(least, distance)
                if distance < limit - _ROUNDING_MM:
                    what = f"{distance:.1f} mm from the {edge} edge"
                    places.append(place(page.number, strip.left, strip.y, page.said(strip), what))
    if least is None:
        return Measured(name, None, "no fold beside text" if is_fold else "no text", target, True)
    return judged(name, round(least, 2), f"{least:.1f} mm", target, places, hint=hint)


def _distances(strip: Strip, page: Drawn) -> Iterator[tuple[str, float]]:
    """Give how far the ink of a text is from each edge of its page, in millimetres."""
    falls = any(unit[:1] in _FALLING for unit, _, _ in strip.glyphs)
    bottom = strip.y + (_FALL * strip.size if falls else 0.0)
    yield "left", mm(strip.left)
    yield "right", mm(page.width - strip.right)
    yield "top", mm(strip.y - _RISE * strip.size)
    yield "bottom", mm(page.height - bottom)


# --- Folds -----------------------------------------------------------------------


def folded_edges(
    layout: Layout, paper: Paper, sizes: Sequence[Size], *, direction: str
) -> tuple[frozenset[str], ...]:
    """Return the edges of each page at which the paper is folded, by the plan of its sheets.

    None where the pages cannot be placed: that is said when they are built.
    """
    options = Options(sheet=paper.sheet, direction=direction, frame_mm=layout.frame)
    try:
        plan = make_plan(layout.sheets_scheme, sizes, options)
    except ImpositionError:
        return tuple(frozenset() for _ in sizes)
    found: list[set[str]] = [set() for _ in sizes]
    for cell, is_back in _cells(plan):
        if cell.page is not None and cell.page < len(found):
            found[cell.page] |= set(_folds_at(cell, plan, is_back=is_back))
    return tuple(frozenset(edges) for edges in found)


def pages_beside_each(
    layout: Layout, sizes: Sequence[Size], *, direction: str
) -> tuple[frozenset[int], ...]:
    """Return for each page those that lie open beside it, from 1; none for single pages."""
    if not has_panels(layout):
        return tuple(frozenset() for _ in sizes)
    try:
        return tuple(
            pages_beside(layout.print_scheme, sizes, page, direction=direction)
            for page in range(1, len(sizes) + 1)
        )
    except ImpositionError:  # that is said when they are built
        return tuple(frozenset() for _ in sizes)


def has_panels(layout: Layout) -> bool:
    """Tell whether the text's pages are panels, seen beside one another like columns."""
    return layout.print_scheme != "single" and len(layout.body) != 1


def _cells(plan: Plan) -> Iterator[tuple[Cell, bool]]:
    for sheet in plan.sheets:
        yield from ((cell, False) for cell in sheet.front)
        yield from ((cell, True) for cell in sheet.back or ())


def _folds_at(cell: Cell, plan: Plan, *, is_back: bool) -> Iterator[str]:
    """Give the page's own edges at which its cell meets a fold."""
    across, along = (cell.x, cell.x + cell.width), (cell.y, cell.y + cell.height)
    lines: dict[str, tuple[Axis, float, tuple[float, float]]] = {
        "left": ("vertical", across[0], along),
        "right": ("vertical", across[1], along),
        "bottom": ("horizontal", along[0], across),
        "top": ("horizontal", along[1], across),
    }
    for crease in creases(plan):
        crease = _seen(crease, plan) if is_back else crease
        for edge, (axis, at, span) in lines.items():
            beside = min(span[1], crease.end) - max(span[0], crease.start)
            if axis == crease.axis and abs(at - crease.position) < _NEAR and beside > _NEAR:
                yield _EDGES[(_EDGES.index(edge) - cell.turn // 90) % 4]


def _seen(crease: Crease, plan: Plan) -> Crease:
    """Return a fold as it lies on the back, as seen when the sheet is turned."""
    turned = turning_axis(plan.sheet, plan.flip)
    whole = plan.sheet.width if turned == "vertical" else plan.sheet.height
    if crease.axis == turned:
        return replace(crease, position=whole - crease.position)
    return replace(crease, start=whole - crease.end, end=whole - crease.start)
