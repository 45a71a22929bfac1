"""Schemes whose sheets are folded and bound.

Page sizes and options come in, plans go out; see `registry`.
"""

from __future__ import annotations

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
    two_sided,
)
from pamphlet.imposition.plan import Blanks, Cell, Cut, Fold, Plan
from pamphlet.imposition.registry import scheme
from pamphlet.units import Size


def padded(count: int, *, multiple: int, blanks: Blanks) -> tuple[int | None, ...]:
    """Return pages 0 to `count` - 1 in reading order with blanks up to a multiple.

    By default they go before the back cover, which stays outermost; `inside-covers`
    shares them between the insides of both covers, the back one first.
    """
    pages: tuple[int | None, ...] = tuple(range(count))
    missing = -count % multiple
    if blanks == "end":
        return pages + (None,) * missing
    inside_front = missing // 2 if blanks == "inside-covers" else 0
    # A single page is the front cover: there is no back cover to keep outermost.
    back_cover = max(count - 1, 1)
    return (
        pages[:1]
        + (None,) * inside_front
        + pages[1:back_cover]
        + (None,) * (missing - inside_front)
        + pages[back_cover:]
    )


def both_sides(name: str, options: Options) -> None:
    """Raise ImpositionError if `name` is asked for on one side of the paper."""
    if not options.duplex:
        raise ImpositionError(
            f"{name!r} is printed on both sides of the paper",
            hint="print fronts and backs one after the other, or choose 'nup'",
        )


@scheme("saddle", "booklet: sheets nested, folded once, stapled in the fold", takes=["blanks"])
def saddle(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a saddle-stitched booklet.

    Sheet i carries N-2i and 2i+1 in front, 2i+2 and N-2i-1 behind, counted from 1
    and from the outside; right to left swaps left and right.
    """
    both_sides("saddle", options)
    order = padded(len(pages), multiple=4, blanks=options.blanks)
    page = largest(pages)
    grid = Grid((page.width, page.width), (page.height,), across=("fold",))
    sheet = sheet_for(grid.extent, options.sheet)
    rtl = options.direction == "rtl"

    def side(left: int, right: int) -> tuple[Cell, ...]:
        pair: Row = ((order[left], 0), (order[right], 0))
        return lay(grid, [pair[::-1] if rtl else pair], sheet=sheet, pages=pages, options=options)

    last = len(order) - 1
    sheets = [
        two_sided(
            side(last - 2 * i, 2 * i),
            side(2 * i + 1, last - 2 * i - 1),
            sheet=sheet,
            options=options,
        )
        for i in range(len(order) // 4)
    ]
    fold = Fold("vertical", sheet.width / 2, "right" if rtl else "left", "mountain")
    return drawn_up(
        "saddle",
        sheets,
        sheet=sheet,
        pages=pages,
        options=options,
        steps=(fold, *_trims(grid, sheet)),
        nested=len(sheets),
        binding="right" if rtl else "left",
        blanks=tuple(place for place, page in enumerate(order) if page is None),
    )


def _trims(grid: Grid, sheet: Size) -> tuple[Cut, ...]:
    """Return the cuts of a folded booklet that is smaller than its sheet: face, foot, head."""
    cuts = outer_cuts(grid, sheet)
    # Both faces lie upon each other: the first cut goes through both.
    return tuple(cut for cut in cuts if cut.axis == "horizontal" or cut is cuts[0])
