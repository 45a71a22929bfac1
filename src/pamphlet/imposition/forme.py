"""The forme: pages arranged on one side of a sheet.

A scheme names its columns and rows and what lies between them; here they become
cells, centred on the sheet at 100 %, with the reach of their artwork. A back is
arranged as it is seen when its sheet is turned like the leaf of a book, about a
vertical axis; `two_sided` turns it for the printer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pamphlet.errors import ImpositionError
from pamphlet.imposition.plan import (
    ROUNDING_MM,
    Axis,
    Blanks,
    Cell,
    Cut,
    Direction,
    Flip,
    Plan,
    Reach,
    Sheet,
    Turn,
    turning_axis,
    upright_flip,
)
from pamphlet.units import PAPERS, Size

# What lies between two neighbours, or beyond the outermost: "open" is neither
# folded nor cut.
Join = Literal["fold", "cut", "open", "outer"]
Row = tuple[tuple[int | None, Turn], ...]

# An A4 sheet is 1 mm wider than two A5 pages: that is not cut off.
_LEFT_ON_MM = 1.0
# A sheet of which less than this part stays free is filled.
_FULL = 0.02
_ISO = frozenset(name for name in PAPERS if re.fullmatch(r"A\d", name))
# SRA3 is cut from: nobody is given it without asking.
_OFFERED = {name: size for name, size in PAPERS.items() if name != "SRA3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a scheme is told besides the sizes of the pages.

    sheet      the paper, in either orientation; None: just what the pages need
    flip       None: the one that leaves backs upright
    blanks     where a booklet is padded
    up         how many pages on a side, for `nup`
    duplex     False: fronts only
    bleed_mm   how far artwork may run beyond outer edges
    frame_mm   the white margin kept inside every edge that is not a fold
    overlap_mm how far the parts of a poster overlap, for `tiles`
    """

    sheet: Size | None = None
    flip: Flip | None = None
    direction: Direction = "ltr"
    blanks: Blanks = "before-back-cover"
    up: int = 2
    duplex: bool = True
    bleed_mm: float = 0.0
    frame_mm: float = 0.0
    overlap_mm: float = 10.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns from left to right, rows from top to bottom, in mm, and their joins."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    across: tuple[Join, ...] = ()
    down: tuple[Join, ...] = ()

    @property
    def extent(self) -> Size:
        return Size(sum(self.columns), sum(self.rows))

    @property
    def mirrored(self) -> Grid:
        """The same grid seen from behind."""
        return Grid(self.columns[::-1], self.rows, self.across[::-1], self.down)

    def joins(self, column: int, row: int) -> tuple[Join, Join, Join, Join]:
        """Return what lies to the left, bottom, right and top of a place."""
        across = ("outer", *self.across, "outer")
        down = ("outer", *self.down, "outer")
        return across[column], down[row + 1], across[column + 1], down[row]


def largest(pages: Sequence[Size]) -> Size:
    """Return the smallest size that holds each of the pages."""
    return Size(max(page.width for page in pages), max(page.height for page in pages))


def lay(
    grid: Grid, rows: Sequence[Row], *, sheet: Size, pages: Sequence[Size], options: Options
) -> tuple[Cell, ...]:
    """Return the cells of one side, row by row from the top left.

    `rows` holds (page, turn) for each place of the grid. A page smaller than its
    place is centred in it.
    """
    top = (sheet.height + grid.extent.height) / 2
    cells = []
    for row, places in enumerate(rows):
        top -= grid.rows[row]
        left = (sheet.width - grid.extent.width) / 2
        for column, (page, turn) in enumerate(places):
            place = Cell(page, left, top, grid.columns[column], grid.rows[row], turn)
            size = _as_turned(pages[page], turn) if page is not None else None
            cells.append(_centred(place, size, grid.joins(column, row), options))
            left += grid.columns[column]
    return tuple(cells)


def _as_turned(size: Size, turn: Turn) -> Size:
    return Size(size.height, size.width) if turn in (90, 270) else size


def _centred(
    place: Cell, size: Size | None, joins: tuple[Join, Join, Join, Join], options: Options
) -> Cell:
    """Return the cell of a page of `size` in the middle of a place."""
    size = size or Size(place.width, place.height)
    beside, above = (place.width - size.width) / 2, (place.height - size.height) / 2
    reach = Reach(
        *(
            _reach(join, room=room, options=options)
            for join, room in zip(joins, (beside, above, beside, above), strict=True)
        )
    )
    x, y = place.x + beside, place.y + above
    return Cell(place.page, x, y, size.width, size.height, place.turn, reach)


def _reach(join: Join, *, room: float, options: Options) -> float:
    """Return how far artwork may run beyond a trim that is `room` mm inside its place."""
    if join == "fold":
        return 0.0
    if options.frame_mm:
        return -options.frame_mm
    # Where a smaller page ends inside its place nothing is cut: bleed would show.
    return options.bleed_mm if join == "outer" and room <= ROUNDING_MM else 0.0


def two_sided(
    front: tuple[Cell, ...], back: tuple[Cell, ...], *, sheet: Size, options: Options
) -> Sheet:
    """Return a sheet whose back is printed so that it lies as arranged.

    `back` is arranged for a sheet turned about a vertical axis. Turning it about the
    horizontal axis instead differs by half a circle in the plane of the sheet.
    """
    if turning_axis(sheet, flip_of(sheet, options)) == "vertical":
        return Sheet(front, back)
    return Sheet(front, tuple(cell.on_turned_sheet(sheet) for cell in back))


def drawn_up(
    name: str,
    sheets: Sequence[Sheet],
    *,
    sheet: Size,
    pages: Sequence[Size],
    options: Options,
    **particulars: Any,
) -> Plan:
    """Return the plan of finished sheets; `particulars` are the scheme's own entries."""
    return Plan(
        scheme=name,
        pages=len(pages),
        sheet=sheet,
        sheets=tuple(sheets),
        flip=flip_of(sheet, options),
        direction=options.direction,
        bleed_mm=options.bleed_mm,
        frame_mm=options.frame_mm,
        **particulars,
    )


def flip_of(sheet: Size, options: Options) -> Flip:
    """Return the flip asked for, else the one that leaves backs upright."""
    return options.flip or upright_flip(sheet)


def sheet_for(extent: Size, paper: Size | None) -> Size:
    """Return the paper as it must lie to hold what is `extent` wide and high.

    None gives the extent itself. Raises ImpositionError when the paper is too small.
    """
    if paper is None:
        return extent
    alike = paper.landscape if extent.width > extent.height else paper.portrait
    for sheet in (alike, Size(alike.height, alike.width)):
        if _fits(extent, sheet):
            return sheet
    raise _too_small(extent, alike)


def outer_cuts(grid: Grid, sheet: Size) -> tuple[Cut, ...]:
    """Return the cuts that take off what the sheet is larger than the pages.

    Left and right come first, then bottom and top.
    """
    axes: tuple[tuple[Axis, float, float], ...] = (
        ("vertical", sheet.width, grid.extent.width),
        ("horizontal", sheet.height, grid.extent.height),
    )
    margins = ((axis, whole, (whole - used) / 2) for axis, whole, used in axes)
    return tuple(
        Cut(axis, position)
        for axis, whole, margin in margins
        if margin > _LEFT_ON_MM
        for position in (margin, whole - margin)
    )


def standard_sheet(extent: Size) -> str | None:
    """Return the name of the office sheet that holds `extent` best, or None.

    One that it fills; else the smallest, of ISO's sizes before those of North America,
    which nobody has who did not make pages for them.
    """
    fitting = [
        name
        for name, paper in _OFFERED.items()
        if _fits(extent, paper.portrait) or _fits(extent, paper.landscape)
    ]

    def order(name: str) -> tuple[bool, bool, float]:
        area = PAPERS[name].width * PAPERS[name].height
        is_full = area - extent.width * extent.height < _FULL * area
        return not is_full, name not in _ISO, area

    return min(fitting, default=None, key=order)


def _fits(extent: Size, sheet: Size) -> bool:
    return extent.width <= sheet.width + ROUNDING_MM and extent.height <= sheet.height + ROUNDING_MM


def _too_small(extent: Size, sheet: Size) -> ImpositionError:
    missing = {
        "width": extent.width - sheet.width,
        "height": extent.height - sheet.height,
    }
    short = " and ".join(
        f"{by:.1f} mm in {what}" for what, by in missing.items() if by > ROUNDING_MM
    )
    name = standard_sheet(extent)
    return ImpositionError(
        f"a sheet of {sheet} is too small: the pages need "
        f"{extent.width:.5g} x {extent.height:.5g} mm, so it lacks {short}",
        hint=f"{name} would do" if name else "no standard sheet would do: use smaller pages",
    )
