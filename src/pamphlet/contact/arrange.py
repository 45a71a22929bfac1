"""What a contact sheet shows, in millimetres: openings as a reader meets them, then sheets.

The sizes of the pages and a plan come in, figures go out; nothing is drawn here. Places
are measured from the upper left corner of a figure, as pictures are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pamphlet.imposition import Cut, Plan, Slit, fold, turning_axis
from pamphlet.imposition.paper import Rect
from pamphlet.imposition.plan import ROUNDING_MM, Axis, Cell, creases
from pamphlet.units import Size

Source = Literal["screen", "sheets"]
Sides = Literal["duplex", "fronts-then-backs"]


@dataclass(frozen=True, slots=True)
class Part:
    """A page of a file, or a blank (None), and where its trim lies in a figure."""

    source: Source
    page: int | None
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Return the middle of the part across the figure."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a figure: a trim, where paper is folded, or where it is cut."""

    kind: Literal["trim", "fold", "cut"]
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Caption:
    """Words beneath a figure, and where their middle is across it."""

    text: str
    middle: float


@dataclass(frozen=True, slots=True)
class Figure:
    """What is seen at once: an opening, or a side of a sheet."""

    size: Size
    parts: tuple[Part, ...]
    strokes: tuple[Stroke, ...]
    captions: tuple[Caption, ...]

    @property
    def pages(self) -> int:
        """Return how many pages are to be drawn for it."""
        return sum(part.page is not None for part in self.parts)


def figures(
    pages: Sequence[Size], plan: Plan | None, *, sides: Sides
) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """Return the openings of an edition and the sides of its sheets.

    `pages` are the trimmed sizes in reading order; `sides` is the order in which the
    sides stand in the file of the sheets. Without a plan, and for pages that are in no
    opening of it, each page is an opening.
    """
    seen = tuple(_openings(plan)) if plan else ()
    shown = {part.page for figure in seen for part in figure.parts}
    missing = (_alone(page, size) for page, size in enumerate(pages) if page not in shown)
    return (*seen, *missing), tuple(_sheets(plan, sides)) if plan else ()


# --- openings ---------------------------------------------------------------------------


def _openings(plan: Plan) -> Iterator[Figure]:
    """Yield what a reader of the first piece meets; pieces cut from one sheet are alike.

    Pages that are larger than their sheets, and so come in parts, are not folded.
    """
    cells = (cell for sheet in plan.sheets for cell in (*sheet.front, *(sheet.back or ())))
    if any(_is_beyond(cell, plan.sheet) for cell in cells):
        return
    pieces = fold(plan)
    if not pieces:
        return
    for seen, places in zip(pieces[0].openings, pieces[0].places, strict=True):
        yield _opening(seen, places)


def _is_beyond(cell: Cell, sheet: Size) -> bool:
    right, top = cell.x + cell.width, cell.y + cell.height
    least, most = -ROUNDING_MM, ROUNDING_MM
    return min(cell.x, cell.y) < least or right > sheet.width + most or top > sheet.height + most


def _opening(seen: Sequence[int | None], places: Sequence[Rect]) -> Figure:
    left, top = min(p.left for p in places), max(p.top for p in places)
    right, bottom = max(p.right for p in places), min(p.bottom for p in places)
    parts = tuple(
        Part("screen", page, place.left - left, top - place.top, place.width, place.height)
        for page, place in zip(seen, places, strict=True)
    )
    size = Size(right - left, top - bottom)
    return Figure(size, parts, (*_trims(parts), *_creases_between(parts)), _captions(parts))


def _alone(page: int, size: Size) -> Figure:
    part = Part("screen", page, 0.0, 0.0, size.width, size.height)
    return Figure(size, (part,), tuple(_trims((part,))), _captions((part,)))


def _trims(parts: Iterable[Part]) -> Iterator[Stroke]:
    for part in parts:
        yield from _frame(part.left, part.top, part.left + part.width, part.top + part.height)


def _frame(left: float, top: float, right: float, low: float) -> Iterator[Stroke]:
    yield Stroke("trim", left, top, right, top)
    yield Stroke("trim", left, low, right, low)
    yield Stroke("trim", left, top, left, low)
    yield Stroke("trim", right, top, right, low)


def _creases_between(parts: Sequence[Part]) -> Iterator[Stroke]:
    """Yield a fold wherever the parts of an opening meet."""
    for one in parts:
        right, low = one.left + one.width, one.top + one.height
        for other in parts:
            if other is one:
                continue
            beside = min(low, other.top + other.height) - max(one.top, other.top)
            if abs(other.left - right) < 2 * ROUNDING_MM < beside:
                yield Stroke("fold", right, max(one.top, other.top), right, low)
            above = min(right, other.left + other.width) - max(one.left, other.left)
            if abs(other.top - low) < 2 * ROUNDING_MM < above:
                yield Stroke("fold", max(one.left, other.left), low, right, low)


def _captions(parts: Sequence[Part]) -> tuple[Caption, ...]:
    """Return the numbers of the pages, those above one another together."""
    columns: dict[int, list[Part]] = {}
    for part in parts:
        columns.setdefault(round(part.middle), []).append(part)
    return tuple(
        Caption(
            " / ".join(_number(part) for part in sorted(column, key=lambda part: part.top)),
            column[0].middle,
        )
        for column in columns.values()
    )


def _number(part: Part) -> str:
    return "blank" if part.page is None else str(part.page + 1)


# --- sheets -----------------------------------------------------------------------------


def _sheets(plan: Plan, sides: Sides) -> Iterator[Figure]:
    """Yield the sides of all sheets, fronts beside their backs, however the file has them."""
    number = len(plan.sheets)
    backs = [place for place, sheet in enumerate(plan.sheets) if sheet.back is not None]
    for place, sheet in enumerate(plan.sheets):
        before = sum(back < place for back in backs)
        front = place if sides == "fronts-then-backs" else place + before
        name = f"sheet {place + 1}" if number > 1 else "sheet"
        yield _side(plan, sheet.front, front, name if sheet.back is None else f"{name}, front")
        if sheet.back is not None:
            back = number + before if sides == "fronts-then-backs" else front + 1
            yield _side(plan, sheet.back, back, f"{name}, back", is_back=True)


def _side(
    plan: Plan, cells: Sequence[Cell], page: int, name: str, *, is_back: bool = False
) -> Figure:
    width, height = plan.sheet.width, plan.sheet.height
    whole = Part("sheets", page, 0.0, 0.0, width, height)
    trims = (
        stroke
        for cell in cells
        for stroke in _frame(
            max(cell.x, 0.0),
            max(height - cell.y - cell.height, 0.0),
            min(cell.x + cell.width, width),
            min(height - cell.y, height),
        )
    )
    strokes = (*_frame(0.0, 0.0, width, height), *trims, *_work(plan, is_back=is_back))
    return Figure(plan.sheet, (whole,), strokes, (Caption(name, width / 2),))


def _work(plan: Plan, *, is_back: bool) -> Iterator[Stroke]:
    """Yield the folds and cuts of a sheet as they are seen on one of its sides."""
    mirrored = turning_axis(plan.sheet, plan.flip) if is_back else None
    for crease in creases(plan):
        yield _line("fold", crease.axis, crease.position, crease.start, crease.end, plan, mirrored)
    for step in plan.steps:
        if isinstance(step, Slit):
            yield _line("cut", step.axis, step.position, step.start, step.end, plan, mirrored)
        elif isinstance(step, Cut):
            end = plan.sheet.height if step.axis == "vertical" else plan.sheet.width
            yield _line("cut", step.axis, step.position, 0.0, end, plan, mirrored)


def _line(
    kind: Literal["fold", "cut"],
    axis: Axis,
    position: float,
    start: float,
    end: float,
    plan: Plan,
    mirrored: Axis | None,
) -> Stroke:
    """Return a line given on the front from the lower left corner, as it is seen."""
    (x1, y1), (x2, y2) = (
        ((position, start), (position, end))
        if axis == "vertical"
        else ((start, position), (end, position))
    )
    width, height = plan.sheet.width, plan.sheet.height
    if mirrored == "vertical":
        x1, x2 = width - x1, width - x2
    elif mirrored == "horizontal":
        y1, y2 = height - y1, height - y2
    return Stroke(kind, x1, height - y1, x2, height - y2)
