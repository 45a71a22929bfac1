"""Schemes of flat sheets: nothing is folded, at most a cut is made.

Page sizes and options come in, plans go out; see `registry`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pamphlet.errors import ImpositionError
from pamphlet.imposition.forme import (
    Grid,
    Join,
    Options,
    Row,
    drawn_up,
    largest,
    lay,
    outer_cuts,
    sheet_for,
    two_sided,
)
from pamphlet.imposition.plan import Cell, Cut, Plan, Sheet, Step
from pamphlet.imposition.registry import scheme
from pamphlet.units import Size

Side = tuple[int | None, ...]

# Columns and rows of portrait pages that come near the shape of a standard sheet.
_COLUMNS_ROWS = {2: (2, 1), 4: (2, 2), 6: (3, 2), 8: (4, 2), 9: (3, 3), 16: (4, 4)}


@scheme("single", "one page on a side, in order, nothing folded")
def single(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of pages as they are, leaf by leaf."""
    page = largest(pages)
    sides = [(number,) for number in range(len(pages))]
    grid = Grid((page.width,), (page.height,))
    return _flat("single", _paired(sides, options), grid, pages, options)


@scheme("onesided", "one page on a sheet, in order, the back left white")
def onesided(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of pages as they are, printed on one side."""
    return replace(single(pages, replace(options, duplex=False)), scheme="onesided")


@scheme("twoup", "handbills: every leaf twice on a sheet, cut apart")
def twoup(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of handbills: front 1 1, back 2 2, a cut between.

    Landscape pages stand one above the other. Where the sheet is larger than the
    two, it is cut to them on the outside as well.
    """
    page = largest(pages)
    columns, rows = (1, 2) if page.width > page.height else (2, 1)
    return _copies("twoup", columns, rows, pages, options)


@scheme("fourup", "cards: every leaf four times on a sheet, cut apart")
def fourup(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of small handbills: front 1 1 / 1 1, back 2 2 / 2 2, cuts between."""
    return _copies("fourup", 2, 2, pages, options)


def _copies(name: str, columns: int, rows: int, pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of leaves that fill their sheet with copies of themselves, to be cut."""
    page, cut = largest(pages), ("cut",)
    grid = Grid(
        (page.width,) * columns,
        (page.height,) * rows,
        across=cut * (columns - 1),
        down=cut * (rows - 1),
    )
    sheet = sheet_for(grid.extent, options.sheet)
    copies = columns * rows
    return _flat(
        name,
        _paired([(page,) * copies for page in range(len(pages))], options),
        grid,
        pages,
        options,
        copies=copies,
        steps=(*_middle_cuts(grid, sheet), *outer_cuts(grid, sheet)),
    )


@scheme("nup", "2, 4, 6, 8, 9 or 16 pages in a row on a side, not cut", takes=["up"])
def nup(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of consecutive pages in rows, in the direction of reading."""
    if options.up not in _COLUMNS_ROWS:
        raise ImpositionError(
            f"{options.up} pages on a side cannot be arranged",
            hint=f"choose one of {', '.join(map(str, _COLUMNS_ROWS))}",
        )
    places: Side = tuple(range(len(pages)))
    places += (None,) * (-len(places) % options.up)
    sides = [places[at : at + options.up] for at in range(0, len(places), options.up)]
    return _flat("nup", _paired(sides, options), _rows(options, largest(pages)), pages, options)


def _rows(options: Options, page: Size) -> Grid:
    """Return the grid of `nup` that fits the sheet, the likelier arrangement first."""
    columns, rows = _COLUMNS_ROWS[options.up]
    across, down = (rows, columns) if page.width > page.height else (columns, rows)
    likely, other = _open_grid(across, down, page), _open_grid(down, across, page)
    for grid in (likely, other):
        try:
            sheet_for(grid.extent, options.sheet)
        except ImpositionError:
            continue
        return grid
    return likely


def _open_grid(columns: int, rows: int, page: Size) -> Grid:
    """Return a grid that is neither folded nor cut."""
    join: Join = "open"
    return Grid(
        (page.width,) * columns,
        (page.height,) * rows,
        across=(join,) * (columns - 1),
        down=(join,) * (rows - 1),
    )


def _paired(sides: Sequence[Side], options: Options) -> list[Side]:
    """Return the sides with an empty one added if the last sheet wants a back."""
    odd = options.duplex and len(sides) % 2
    return [*sides, (None,) * len(sides[0])] if odd else list(sides)


def _flat(
    name: str,
    sides: Sequence[Side],
    grid: Grid,
    pages: tuple[Size, ...],
    options: Options,
    *,
    copies: int = 1,
    steps: tuple[Step, ...] = (),
) -> Plan:
    """Return the plan of sides in order, each filling the grid in reading direction."""
    sheet = sheet_for(grid.extent, options.sheet)
    laid = [
        lay(grid, _in_rows(side, grid, options), sheet=sheet, pages=pages, options=options)
        for side in sides
    ]
    return drawn_up(
        name,
        list(_sheets(laid, sheet, options)),
        sheet=sheet,
        pages=pages,
        options=options,
        steps=steps,
        blanks=_blanks(sides, copies),
    )


def _blanks(sides: Sequence[Side], copies: int) -> tuple[int, ...]:
    """Return the places in reading order that stay empty; copies on a side count once."""
    places = [page for side in sides for page in side[: len(side) // copies]]
    return tuple(place for place, page in enumerate(places) if page is None)


def _in_rows(side: Side, grid: Grid, options: Options) -> list[Row]:
    columns = len(grid.columns)
    step = -1 if options.direction == "rtl" else 1
    return [
        tuple((page, 0) for page in side[at : at + columns][::step])
        for at in range(0, len(side), columns)
    ]


def _sheets(laid: Sequence[tuple[Cell, ...]], sheet: Size, options: Options) -> Iterator[Sheet]:
    if not options.duplex:
        yield from (Sheet(front) for front in laid)
        return
    for front, back in zip(laid[::2], laid[1::2], strict=True):
        yield two_sided(front, back, sheet=sheet, options=options)


def _middle_cuts(grid: Grid, sheet: Size) -> Iterator[Cut]:
    if len(grid.columns) == 2:
        yield Cut("vertical", sheet.width / 2)
    if len(grid.rows) == 2:
        yield Cut("horizontal", sheet.height / 2)
