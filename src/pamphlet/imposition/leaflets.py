"""Schemes of one sheet that is folded and not bound.

Page sizes and options come in, plans go out; see `registry`. Pages are panels. The
reader of such a leaflet does not turn leaf after leaf: each plan says which
openings its folds are meant to give.
"""

from __future__ import annotations

from pamphlet.errors import ImpositionError
from pamphlet.imposition.booklets import both_sides
from pamphlet.imposition.forme import (
    Grid,
    Options,
    Row,
    drawn_up,
    lay,
    outer_cuts,
    sheet_for,
    two_sided,
)
from pamphlet.imposition.plan import Cell, Edge, Fold, Plan
from pamphlet.imposition.registry import scheme
from pamphlet.units import Size

# Sizes nearer than this are one size: layouts write them in hundredths.
_SAME_MM = 0.05
# Behind page 1 lies page 2: the faces of the three panels, outside and inside.
_OUTSIDE, _INSIDE = (4, 5, 0), (1, 2, 3)


@scheme("letterfold", "leaflet of six panels: the flap is folded in, the cover over it")
def letterfold(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a letter-folded leaflet.

    Outside lie, from left to right, the flap (page 5), the back (6) and the front
    (1), inside 2, 3 and 4; the flap carries 4 and 5 and is the narrow panel.
    Raises ImpositionError unless there are six panels of such sizes.
    """
    both_sides("letterfold", options)
    _check_panels(pages)
    rtl = options.direction == "rtl"
    outside = _OUTSIDE[::-1] if rtl else _OUTSIDE
    inside = _INSIDE[::-1] if rtl else _INSIDE
    widths = tuple(pages[page].width for page in outside)
    grid = Grid(widths, (pages[0].height,), across=("fold", "fold"))
    sheet = sheet_for(grid.extent, options.sheet)

    def side(grid: Grid, panels: tuple[int, ...]) -> tuple[Cell, ...]:
        row: Row = tuple((panel, 0) for panel in panels)
        return lay(grid, [row], sheet=sheet, pages=pages, options=options)

    front, back = side(grid, outside), side(grid.mirrored, inside)
    return drawn_up(
        "letterfold",
        [two_sided(front, back, sheet=sheet, options=options)],
        sheet=sheet,
        pages=pages,
        options=options,
        # A margin left on would stand in the way of the flap.
        steps=(*outer_cuts(grid, sheet), *_flap_then_cover(grid, sheet, rtl=rtl)),
        intended=((0,), (1, 4), (1, 2, 3), (5,)),
    )


def _flap_then_cover(grid: Grid, sheet: Size, *, rtl: bool) -> tuple[Fold, ...]:
    """Return the folds, the sheet lying with its outside up and page 1 staying on top."""
    left = (sheet.width - grid.extent.width) / 2
    creases = [left + grid.columns[0], left + grid.columns[0] + grid.columns[1]]
    side: Edge = "right" if rtl else "left"
    if rtl:
        creases.reverse()
    return tuple(Fold("vertical", crease, side, "mountain") for crease in creases)


def _check_panels(pages: tuple[Size, ...]) -> None:
    """Raise ImpositionError unless the six panels make a letter fold."""
    if len(pages) != 6:
        raise ImpositionError(
            f"a letter fold has 6 panels, here are {len(pages)} pages",
            hint="give six pages, or choose 'saddle'",
        )
    if max(p.height for p in pages) - min(p.height for p in pages) > _SAME_MM:
        raise ImpositionError(
            "the panels of a letter fold are equally high, these differ",
            hint="give all six pages one height",
        )
    _check_widths(pages)


def _check_widths(pages: tuple[Size, ...]) -> None:
    """Raise ImpositionError unless the two sides agree and the flap is narrower."""
    for face, behind in zip(_OUTSIDE, reversed(_INSIDE), strict=True):
        one, other = sorted((face, behind))
        if abs(pages[one].width - pages[other].width) > _SAME_MM:
            raise ImpositionError(
                f"pages {one + 1} and {other + 1} are the two faces of one panel: "
                f"{pages[one].width:.2f} mm is not {pages[other].width:.2f} mm",
                hint="give both one width",
            )
    flap, others = pages[4].width, (pages[0].width, pages[5].width)
    if flap > min(others) - _SAME_MM:
        raise ImpositionError(
            f"pages 4 and 5 are the flap that is folded in: {flap:.2f} mm is not narrower "
            f"than {min(others):.2f} mm",
            hint="make pages 4 and 5 two or three millimetres narrower than the others",
        )
