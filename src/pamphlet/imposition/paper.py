"""Paper on a table: facets, how they fold, how they are cut.

A facet is a part of a sheet between edges, creases and cuts; a pile is a tuple of
facets from top to bottom. They know nothing of pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from pamphlet.errors import ImpositionError
from pamphlet.imposition.plan import Axis, Collapse, Crease, Cut, Edge, Fold, Step
from pamphlet.units import Size

_TOUCH_MM = 1e-6


class Rect(NamedTuple):
    """A rectangle in mm."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    def common(self, other: Rect) -> Rect:
        """Return what two rectangles share; of negative width or height if nothing."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        return Rect(left, bottom, min(self.right, other.right), min(self.top, other.top))

    def without(self, other: Rect) -> list[Rect]:
        """Return what is left of the rectangle beside, below and above another."""
        common = self.common(other)
        if not common.area:
            return [self]
        parts = (
            Rect(self.left, self.bottom, common.left, self.top),
            Rect(common.right, self.bottom, self.right, self.top),
            Rect(common.left, self.bottom, common.right, common.bottom),
            Rect(common.left, common.top, common.right, self.top),
        )
        return [part for part in parts if part.area]

    def span(self, axis: Axis) -> tuple[float, float]:
        """Return the extent across lines of that axis."""
        return (self.left, self.right) if axis == "vertical" else (self.bottom, self.top)


class Pose(NamedTuple):
    """How flat paper lies on the table: (x, y) at (sx x + tx, sy y + ty), s being 1 or -1."""

    sx: int = 1
    tx: float = 0.0
    sy: int = 1
    ty: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.sx * x + self.tx, self.sy * y + self.ty

    def vector(self, x: int, y: int) -> tuple[int, int]:
        return self.sx * x, self.sy * y

    def rect(self, rect: Rect) -> Rect:
        (x0, y0), (x1, y1) = self.point(*rect[:2]), self.point(*rect[2:])
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def line(self, axis: Axis, position: float) -> float:
        """Return where a line of the flat sheet lies on the table."""
        return self.point(position, position)[0 if axis == "vertical" else 1]

    def flat_line(self, axis: Axis, position: float) -> float:
        """Return where a line on the table lies on the flat sheet."""
        sign, shift = self[:2] if axis == "vertical" else self[2:]
        return sign * (position - shift)

    def reflected(self, axis: Axis, position: float) -> Pose:
        """Return the pose after folding over at a line on the table."""
        if axis == "vertical":
            return Pose(-self.sx, 2 * position - self.tx, self.sy, self.ty)
        return Pose(self.sx, self.tx, -self.sy, 2 * position - self.ty)


FLAT = Pose()
_SIDES: dict[Axis, tuple[Edge, Edge]] = {
    "vertical": ("left", "right"),
    "horizontal": ("bottom", "top"),
}


@dataclass(frozen=True, slots=True)
class Facet:
    """A part of a sheet; `area` and the `creased` edges are those of the flat front."""

    sheet: int
    area: Rect
    pose: Pose = FLAT
    creased: frozenset[Edge] = frozenset()

    @property
    def front_up(self) -> bool:
        return self.pose.sx * self.pose.sy > 0

    @property
    def on_table(self) -> Rect:
        return self.pose.rect(self.area)

    def crossed(self, axis: Axis, flat: float) -> bool:
        low, high = self.area.span(axis)
        return low + _TOUCH_MM < flat < high - _TOUCH_MM

    def parted(self, axis: Axis, flat: float, *, crease: bool) -> tuple[Facet, ...]:
        """Return the parts on both sides of a line of the flat sheet."""
        if not self.crossed(axis, flat):
            return (self,)
        low, high = _SIDES[axis]
        left, bottom, right, top = self.area
        if axis == "vertical":
            areas = Rect(left, bottom, flat, top), Rect(flat, bottom, right, top)
        else:
            areas = Rect(left, bottom, right, flat), Rect(left, flat, right, top)
        edges = ({high}, {low}) if crease else (set(), set())
        return (
            replace(self, area=areas[0], creased=self.creased - {high} | edges[0]),
            replace(self, area=areas[1], creased=self.creased - {low} | edges[1]),
        )

    def slit(self, axis: Axis, flat: float) -> Facet:
        """Return the facet with the creases that lie on a line opened."""
        span = zip(_SIDES[axis], self.area.span(axis), strict=True)
        opened = {edge for edge, at in span if abs(at - flat) <= _TOUCH_MM}
        return replace(self, creased=self.creased - opened)


Pile = tuple[Facet, ...]


def flat_pile(size: Size, sheets: range) -> Pile:
    """Return sheets gathered with their fronts up, the first on top."""
    return tuple(Facet(sheet, Rect(0.0, 0.0, size.width, size.height)) for sheet in sheets)


def meets(pile: Pile, step: Step | Crease) -> bool:
    """Return whether the line of a step runs through the pile, or along its creases.

    Of a step along many creases, whether each of them does.
    """
    if isinstance(step, Collapse):
        return all(meets(pile, crease) for crease in step.creases)
    return any(
        facet.crossed(step.axis, step.position) or facet.slit(step.axis, step.position) != facet
        for facet in pile
    )


def _line_on_table(pile: Pile, step: Fold | Cut) -> float:
    """Return where the line of a step, given on the flat sheet, now lies on the table."""
    lines = [
        facet.pose.line(step.axis, step.position)
        for facet in pile
        if facet.crossed(step.axis, step.position)
    ]
    if not lines:
        raise ImpositionError(
            f"a {step.axis} fold at {step.position:.5g} mm meets no paper",
            hint="place folds inside the sheet, in the order in which they are made",
        )
    return lines[0]


def folded(pile: Pile, fold: Fold) -> Pile:
    """Return the pile after a fold through all its layers."""
    line = _line_on_table(pile, fold)
    moving, lying = [], []
    for part in _parted(pile, fold, line, crease=True):
        if _side(part, fold.axis, line) == fold.moves:
            moving.append(replace(part, pose=part.pose.reflected(fold.axis, line)))
        else:
            lying.append(part)
    moving.reverse()
    return tuple(moving + lying if fold.direction == "valley" else lying + moving)


def cut_apart(pile: Pile, cut: Cut) -> tuple[Pile, ...]:
    """Return the piles after a cut through all layers, from the left or the bottom."""
    if not any(facet.crossed(cut.axis, cut.position) for facet in pile):
        return (tuple(facet.slit(cut.axis, cut.position) for facet in pile),)
    line = _line_on_table(pile, cut)
    parts = _parted(pile, cut, line, crease=False)
    low, high = (
        tuple(part for part in parts if _side(part, cut.axis, line) == side)
        for side in _SIDES[cut.axis]
    )
    if cut.turns in _SIDES[cut.axis]:
        low, high = (
            _turned_over(pile) if side == cut.turns else pile
            for side, pile in zip(_SIDES[cut.axis], (low, high), strict=True)
        )
    return low, high


def common_paper(pile: Pile, part: Pile) -> Pile:
    """Return what of a pile is the same paper as a part of it, lying as the pile lies."""
    areas: dict[int, list[Rect]] = {}
    for facet in part:
        areas.setdefault(facet.sheet, []).append(facet.area)
    return tuple(
        replace(facet, area=common)
        for facet in pile
        for area in areas.get(facet.sheet, ())
        if (common := facet.area.common(area)).area
    )


def _turned_over(pile: Pile) -> Pile:
    """Return a pile turned over like a leaf."""
    turned = (replace(facet, pose=facet.pose.reflected("vertical", 0.0)) for facet in pile)
    return tuple(turned)[::-1]


def _parted(pile: Pile, step: Fold | Cut, line: float, *, crease: bool) -> list[Facet]:
    return [
        part
        for facet in pile
        for part in facet.parted(step.axis, facet.pose.flat_line(step.axis, line), crease=crease)
    ]


def _side(facet: Facet, axis: Axis, line: float) -> Edge:
    low, high = _SIDES[axis]
    return low if sum(facet.on_table.span(axis)) / 2 < line else high
