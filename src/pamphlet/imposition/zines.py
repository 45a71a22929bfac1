"""Schemes of one sheet that is slit and folded into a little book.

Page sizes and options come in, plans go out; see `registry`.
"""

from __future__ import annotations

from itertools import pairwise

from pamphlet.errors import ImpositionError
from pamphlet.imposition.forme import (
    Grid,
    Options,
    Row,
    drawn_up,
    largest,
    lay,
    outer_cuts,
    sheet_for,
)
from pamphlet.imposition.plan import ROUNDING_MM, Collapse, Crease, Plan, Sheet, Slit
from pamphlet.imposition.registry import scheme
from pamphlet.units import Size

# The upper row stands on its head. Counted from 1: 5 4 3 2 above 6 7 8 1.
_UPPER, _LOWER = (4, 3, 2, 1), (5, 6, 7, 0)


@scheme("minizine", "eight pages on one side of one sheet, slit in the middle, folded to a book")
def minizine(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a little book of eight pages that needs no staple.

    Above lie 5 4 3 2, on their heads, below 6 7 8 1; between the middle four the sheet
    is slit. Right to left it is the mirror image. Raises ImpositionError unless there
    are eight pages of one size.
    """
    _check(pages)
    page = largest(pages)
    fold = ("fold",)
    grid = Grid((page.width,) * 4, (page.height,) * 2, across=fold * 3, down=fold)
    sheet = sheet_for(grid.extent, options.sheet)
    rtl = options.direction == "rtl"
    step = -1 if rtl else 1
    rows: list[Row] = [
        tuple((place, 180) for place in _UPPER[::step]),
        tuple((place, 0) for place in _LOWER[::step]),
    ]
    return drawn_up(
        "minizine",
        [Sheet(lay(grid, rows, sheet=sheet, pages=pages, options=options))],
        sheet=sheet,
        pages=pages,
        options=options,
        steps=(*outer_cuts(grid, sheet), *_slit_and_folds(grid, sheet, rtl=rtl)),
        binding="right" if rtl else "left",
    )


def _slit_and_folds(grid: Grid, sheet: Size, *, rtl: bool) -> tuple[Slit, Collapse]:
    """Return the slit and the creases, looking at the printed side.

    Pages that are seen together are folded upon each other, the backs of a leaf away
    from each other; the covers, and the faces of each leaf, lie outside.
    """
    left = (sheet.width - grid.extent.width) / 2
    bottom = (sheet.height - grid.extent.height) / 2
    # Creases run to the edges of the sheet, also where it is a little larger than the pages.
    xs = [left + sum(grid.columns[:column]) for column in range(5)]
    xs[0], xs[4] = 0.0, sheet.width
    ys = [0.0, bottom + grid.rows[1], sheet.height]
    slit = Slit("horizontal", ys[1], xs[1], xs[3])
    heads = [Crease("horizontal", ys[1], *ends, "mountain") for ends in (xs[:2], xs[3:])]
    spine = xs[1] if rtl else xs[3]
    uprights = []
    for x in xs[1:4]:
        for row, (low, high) in enumerate(pairwise(ys)):
            # Between the leaves of the middle, and where the covers meet.
            outwards = x == xs[2] or (x == spine and row == 0)
            uprights.append(Crease("vertical", x, low, high, "mountain" if outwards else "valley"))
    return slit, Collapse((*heads, *uprights), still="left" if rtl else "right")


def _check(pages: tuple[Size, ...]) -> None:
    """Raise ImpositionError unless the pages make a little book."""
    if len(pages) != 8:
        raise ImpositionError(
            f"a mini-zine has 8 pages, here are {len(pages)}",
            hint="give eight pages, or choose 'saddle'",
        )
    page = largest(pages)
    if any(max(page.width - p.width, page.height - p.height) > ROUNDING_MM for p in pages):
        raise ImpositionError(
            "the pages of a mini-zine are all of one size, these differ",
            hint="give all eight pages one width and one height",
        )
