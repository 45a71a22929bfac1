"""What is drawn beside the parts of a poster: where to cut, where to glue, which part it is.

A plan of tiles comes in, segments in mm go out for each sheet, all of them in the white
rim of the part and none on what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.imposition.lettering import lettered, width_of
from pamphlet.imposition.marks import Segment
from pamphlet.imposition.plan import Cell, Edge, Plan, Tile
from pamphlet.imposition.tiling import RIM_MM

# Marks begin so far from what is printed; letters are so high.
_GAP_MM, _LETTER_MM = 0.5, 2.4

# A row of a small map of the parts is so wide for its height.
_MAP_SHAPE = 1.3

_ACROSS: dict[Edge, tuple[int, int]] = {
    "left": (0, -1),
    "right": (2, 1),
    "bottom": (1, -1),
    "top": (3, 1),
}


@dataclass(frozen=True, slots=True)
class TileMarks:
    """The marks of one sheet: thin `lines`, a dashed one where glue goes; heavier `letters`."""

    lines: tuple[Segment, ...]
    letters: tuple[Segment, ...]


def tile_marks(plan: Plan) -> tuple[TileMarks, ...]:
    """Return the marks of every sheet of a plan of tiles, in their order; of others none.

    A solid tick stands at both ends of an edge that is cut: a page's own, and one that is laid on
    the neighbour before it. A dashed one shows how far the neighbour after it reaches.
    """
    if not plan.tiles:
        return ()
    return tuple(
        _marked(plan, tile, cell)
        for tile, sheet in zip(plan.tiles, plan.sheets, strict=True)
        for cell in sheet.front
    )


def _marked(plan: Plan, tile: Tile, cell: Cell) -> TileMarks:
    after = _neighbours_after(plan, tile)
    lines: list[Segment] = []
    for edge, (side, out) in _ACROSS.items():
        at = cell.shown[side]
        inwards = out * plan.overlap_mm if edge in after else 0.0
        lines += _ticks(cell, edge, at - inwards, dashed=edge in after)
    own = _label(plan, tile, cell.page or 0)
    left, bottom, _, _ = cell.shown
    corner = left + 2 * _GAP_MM, bottom - _GAP_MM - _LETTER_MM
    letters = [*lettered(own, *corner, height=_LETTER_MM)]
    map_left = corner[0] + width_of(own, height=_LETTER_MM) + 2.0
    lines += _map(tile, map_left, corner[1], is_rtl=plan.direction == "rtl")
    for edge, other in after.items():
        letters += _beside(cell, edge, other)
    return TileMarks(tuple(lines), tuple(letters))


def _neighbours_after(plan: Plan, tile: Tile) -> dict[Edge, str]:
    """Return the edges on which a neighbour is laid, and its name."""
    found: dict[Edge, str] = {}
    if tile.column + 1 < tile.columns:
        edge: Edge = "left" if plan.direction == "rtl" else "right"
        found[edge] = Tile(tile.row, tile.column + 1, tile.rows, tile.columns).name
    if tile.row + 1 < tile.rows:
        found["bottom"] = Tile(tile.row + 1, tile.column, tile.rows, tile.columns).name
    return found


def _label(plan: Plan, tile: Tile, page: int) -> str:
    return f"{page + 1}-{tile.name}" if plan.pages > 1 else tile.name


def _ticks(cell: Cell, edge: Edge, at: float, *, dashed: bool) -> Iterator[Segment]:
    """Give the two ticks at the ends of a line along an edge."""
    left, bottom, right, top = cell.shown
    ends = (bottom, top) if edge in ("left", "right") else (left, right)
    for end, out in zip(ends, (-1, 1), strict=True):
        near, far = end + out * _GAP_MM, end + out * (RIM_MM - _GAP_MM)
        if edge in ("left", "right"):
            yield Segment(at, near, at, far, dashed)
        else:
            yield Segment(near, at, far, at, dashed)


def _beside(cell: Cell, edge: Edge, name: str) -> tuple[Segment, ...]:
    """Return the name of a neighbour in the middle of the rim where it is laid on."""
    left, bottom, right, top = cell.shown
    height = _LETTER_MM * 0.9
    wide = width_of(name, height=height)
    across, along = (left + right - wide) / 2, (bottom + top - height) / 2
    places = {
        "left": (left - _GAP_MM - wide, along),
        "right": (right + _GAP_MM, along),
        "bottom": (across, bottom - _GAP_MM - height),
    }
    return lettered(name, *places[edge], height=height)


def _map(tile: Tile, x: float, y: float, *, is_rtl: bool) -> Iterator[Segment]:
    """Give a small map of all parts of the page with this one crossed out."""
    if tile.rows * tile.columns == 1:
        return
    high = _LETTER_MM / tile.rows
    wide = high * _MAP_SHAPE
    for row in range(tile.rows + 1):
        yield Segment(x, y + row * high, x + tile.columns * wide, y + row * high)
    for column in range(tile.columns + 1):
        yield Segment(x + column * wide, y, x + column * wide, y + _LETTER_MM)
    column = tile.columns - 1 - tile.column if is_rtl else tile.column
    left, low = x + column * wide, y + (tile.rows - 1 - tile.row) * high
    yield Segment(left, low, left + wide, low + high)
    yield Segment(left, low + high, left + wide, low)
