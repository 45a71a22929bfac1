"""Large pages in parts: each part on a sheet of its own, to be glued together.

Page sizes and options come in, a plan goes out whose cells show a part of their page; its
proof reads the parts off the sheets. Nothing is scaled.

Every sheet keeps the printer's white frame and, within it, a rim for marks. A part
overlaps its neighbours: what is cut off along its marks is laid on the neighbour's overlap,
the rows from the top and each in the direction of reading.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.errors import ImpositionError
from pamphlet.imposition.forme import Options, drawn_up
from pamphlet.imposition.paper import Rect
from pamphlet.imposition.plan import ROUNDING_MM, Cell, Plan, Reach, Sheet, Tile
from pamphlet.imposition.registry import scheme
from pamphlet.units import Size

# White around each part, inside the frame, in which its marks stand.
RIM_MM = 4.0

# Rows are named by the letters of the alphabet.
MOST_ROWS = 26


@dataclass(frozen=True, slots=True)
class _Tiling:
    """A page cut into rows and columns of parts on sheets that lie one way."""

    page: Size
    sheet: Size
    part: Size
    overlap: float
    columns: int
    rows: int

    def left(self, column: int) -> float:
        """Return where a column of parts begins, from the left edge of the page."""
        return self._start(column, self.columns, self.part.width, self.page.width)

    def top(self, row: int) -> float:
        """Return where a row of parts begins, from the top edge of the page."""
        return self._start(row, self.rows, self.part.height, self.page.height)

    def _start(self, number: int, count: int, part: float, whole: float) -> float:
        """Return where a part begins: what all are larger than the page is left on both sides."""
        spare = part + (count - 1) * (part - self.overlap) - whole
        return number * (part - self.overlap) - spare / 2

    def cell(self, page: int, row: int, column: int) -> Cell:
        """Return a page on a sheet, reaching as far as the part that is seen of it."""
        left, top = self.left(column), self.top(row)
        beside = (self.sheet.width - self.part.width) / 2
        above = (self.sheet.height - self.part.height) / 2
        reach = Reach(
            left=min(0.0, -left),
            bottom=min(0.0, top + self.part.height - self.page.height),
            right=min(0.0, left + self.part.width - self.page.width),
            top=min(0.0, -top),
        )
        x, y = beside - left, self.sheet.height - above + top - self.page.height
        return Cell(page, x, y, self.page.width, self.page.height, reach=reach)


@scheme("tiles", "a poster in parts, one on a sheet, that are glued together", takes=["overlap"])
def tiles(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of large pages in parts that overlap, row by row from the top.

    The sheets lie or stand as makes them fewest, all alike. Raises ImpositionError when
    no sheet is named, or one has no room for a part.
    """
    if options.sheet is None:
        raise ImpositionError("tiles need a sheet to lie on", hint="name one, such as A4 or Letter")
    ways = [
        [_tiling(page, lying, options) for page in pages]
        for lying in (options.sheet.portrait, options.sheet.landscape)
    ]
    best = min(ways, key=lambda one: sum(tiling.columns * tiling.rows for tiling in one))
    sheets, places = [], []
    for page, tiling in enumerate(best):
        for row in range(tiling.rows):
            for place in range(tiling.columns):
                is_rtl = options.direction == "rtl"
                column = tiling.columns - 1 - place if is_rtl else place
                sheets.append(Sheet((tiling.cell(page, row, column),)))
                places.append(Tile(row, place, tiling.rows, tiling.columns))
    return drawn_up(
        "tiles",
        sheets,
        sheet=best[0].sheet,
        pages=pages,
        options=options,
        tiles=tuple(places),
        overlap_mm=options.overlap_mm,
    )


def _tiling(page: Size, sheet: Size, options: Options) -> _Tiling:
    edge = 2 * (options.frame_mm + RIM_MM)
    part = Size(sheet.width - edge, sheet.height - edge)
    overlap = options.overlap_mm
    if min(part.width, part.height) < 2 * overlap + ROUNDING_MM:
        raise ImpositionError(
            f"a sheet of {sheet} has no room for parts that overlap by {overlap:.5g} mm",
            hint="choose a larger sheet, a narrower frame or less overlap",
        )
    columns = _count(page.width, part.width, overlap)
    rows = _count(page.height, part.height, overlap)
    if rows > MOST_ROWS:
        raise ImpositionError(
            f"a page of {page} takes {rows} rows of parts: {MOST_ROWS} is the most",
            hint="choose a larger sheet",
        )
    return _Tiling(page, sheet, part, overlap, columns, rows)


def _count(whole: float, part: float, overlap: float) -> int:
    """Return how many parts that overlap cover a length."""
    return max(1, math.ceil((whole - overlap) / (part - overlap) - 1e-9))


# --- proof ------------------------------------------------------------------------


def prove_tiles(plan: Plan) -> None:
    """Raise ImpositionError, naming what is wrong, unless the parts make whole pages.

    Read off the cells alone: every point of a page is on some sheet, neighbours overlap
    as far as they should, and no part leaves the white frame of its sheet.
    """
    wrong = [fault for page in range(plan.pages) for fault in _faults(plan, page)]
    if wrong:
        raise ImpositionError(
            f"{plan.scheme}: {'; '.join(wrong[:8])}",
            hint="this plan would waste paper: do not print it",
        )


def _faults(plan: Plan, page: int) -> Iterator[str]:
    """Yield what is wrong with the parts of one page."""
    parts = [
        (tile, cell)
        for tile, sheet in zip(plan.tiles, plan.sheets, strict=True)
        for cell in sheet.front
        if cell.page == page
    ]
    if not parts:
        yield f"missing: page {page + 1}"
        return
    shown = {(tile.row, tile.column): _on_page(cell) for tile, cell in parts}
    whole = Rect(0.0, 0.0, parts[0][1].width, parts[0][1].height)
    bare = [whole]
    for part in shown.values():
        bare = [left for rest in bare for left in rest.without(part)]
    if any(min(left.width, left.height) > 1e-6 for left in bare):
        yield f"a part of page {page + 1} is on no sheet"
    yield from _gaps(plan, page, shown)
    frame = plan.frame_mm - 1e-6
    inside = Rect(frame, frame, plan.sheet.width - frame, plan.sheet.height - frame)
    for tile, cell in parts:
        if inside.common(Rect(*cell.shown)) != cell.shown:
            yield f"{tile.name} of page {page + 1} reaches into the white frame"


def _gaps(plan: Plan, page: int, shown: dict[tuple[int, int], Rect]) -> Iterator[str]:
    """Yield the neighbours that overlap too little, or are not level."""
    rtl = plan.direction == "rtl"
    for (row, column), here in sorted(shown.items()):
        for beside in ((row, column + 1), (row + 1, column)):
            there = shown.get(beside)
            if there is None:
                continue
            common = here.common(there)
            along = common.width if beside[0] == row else common.height
            follows = there.left > here.left if not rtl else there.left < here.left
            in_order = follows if beside[0] == row else there.top < here.top
            if along < plan.overlap_mm - 1e-6 or not in_order:
                names = f"{_name(row, column)} and {_name(*beside)}"
                yield f"{names} of page {page + 1} overlap by {along:.1f} mm"


def _name(row: int, column: int) -> str:
    return Tile(row, column, row + 1, column + 1).name


def _on_page(cell: Cell) -> Rect:
    """Return what is seen of a page, from its own lower left corner."""
    left, bottom, right, top = cell.shown
    return Rect(left - cell.x, bottom - cell.y, right - cell.x, top - cell.y)
