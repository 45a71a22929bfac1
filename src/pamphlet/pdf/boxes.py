"""Where a page's trim is, whichever way the page was written.

A page dictionary with its inherited entries filled in comes in; boxes in points of
the page's own space, and the matrix to its upright trim, go out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pamphlet.units import Size, mm

# x' = a x + c y + e, y' = b x + d y + f (ISO 32000-1, 8.3.3).
Matrix = tuple[float, float, float, float, float, float]

# What a viewer assumes for a page without a MediaBox: US Letter.
_FALLBACK = (0.0, 0.0, 612.0, 792.0)
_THINNEST_PT = 1.0


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def common(self, other: Box) -> Box:
        """Return what both share; of negative width or height if nothing."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    @property
    def is_empty(self) -> bool:
        return self.width < _THINNEST_PT or self.height < _THINNEST_PT


@dataclass(frozen=True, slots=True)
class PageBoxes:
    """The boxes of a page in its own units; `rotate` is clockwise, `unit` is UserUnit."""

    media: Box
    trim: Box
    rotate: int = 0
    unit: float = 1.0

    @property
    def size(self) -> Size:
        """The trimmed page as a reader sees it, in mm."""
        width, height = mm(self.trim.width * self.unit), mm(self.trim.height * self.unit)
        return Size(height, width) if self.rotate % 180 else Size(width, height)

    def matrix(self, *, turn: int, x: float, y: float) -> Matrix:
        """Return the matrix that puts the trim, turned clockwise, at (x, y) in points.

        (x, y) is where the lower left corner of the placed trim comes to lie; the
        page's own rotation is added to `turn`.
        """
        left, bottom, right, top = self.trim
        u = self.unit
        match (self.rotate + turn) % 360:
            case 90:
                return (0.0, -u, u, 0.0, x - u * bottom, y + u * right)
            case 180:
                return (-u, 0.0, 0.0, -u, x + u * right, y + u * top)
            case 270:
                return (0.0, u, -u, 0.0, x + u * top, y - u * left)
        return (u, 0.0, 0.0, u, x - u * left, y - u * bottom)


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return a point after a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def moved_box(matrix: Matrix, box: Sequence[float]) -> Box:
    """Return the box around a rectangle after a matrix."""
    corners = [moved(matrix, x, y) for x in box[::2] for y in box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def page_boxes(page: dict[str, Any]) -> PageBoxes:
    """Return the boxes of a page: its trim is TrimBox, else CropBox, else MediaBox.

    A box is valid inside the MediaBox only (ISO 32000-1, 14.11.2); one that leaves
    nothing is passed over. The MediaBox itself may be empty.
    """
    media = box_of(page.get("/MediaBox")) or Box(*_FALLBACK)
    trim = media
    for key in ("/TrimBox", "/CropBox"):
        box = box_of(page.get(key))
        if box and not box.common(media).is_empty:
            trim = box.common(media)
            break
    return PageBoxes(media, trim, _rotation(page.get("/Rotate")), _unit(page.get("/UserUnit")))


def box_of(value: Any) -> Box | None:
    """Return four numbers as a box, their corners in order; None if there are not four."""
    try:
        x0, y0, x1, y1 = (float(number) for number in value)
    except (TypeError, ValueError):
        return None
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _rotation(value: Any) -> int:
    """Return /Rotate as 0, 90, 180 or 270; viewers ignore other values."""
    try:
        turn = round(float(value)) % 360
    except (TypeError, ValueError):
        return 0
    return turn if turn in (90, 180, 270) else 0


def _unit(value: Any) -> float:
    try:
        unit = float(value)
    except (TypeError, ValueError):
        return 1.0
    return unit if unit > 0 else 1.0
