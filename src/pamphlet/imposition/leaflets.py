"""Schemes of one sheet that is folded and not bound.

Page sizes and options come in, plans go out; see `registry`. Pages are panels. The
reader of such a leaflet does not turn leaf after leaf: each plan says which
openings its folds are meant to give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class _Leaflet:
    """Six panels: a fold's name, the pages on both sides from left to right, what opens.

    Behind a page of `front` lies the one of `back` at the same place from the right.
    """

    name: str
    front: tuple[int, ...]
    back: tuple[int, ...]
    openings: tuple[tuple[int, ...], ...]

    def plan(self, pages: tuple[Size, ...], options: Options, folds: Sequence[_Bend]) -> Plan:
        """Return the plan of the panels on one sheet."""
        rtl = options.direction == "rtl"
        order = -1 if rtl else 1
        widths = tuple(pages[page].width for page in self.front[::order])
        grid = Grid(widths, (pages[0].height,), across=("fold", "fold"))
        sheet = sheet_for(grid.extent, options.sheet)

        def side(grid: Grid, panels: tuple[int, ...]) -> tuple[Cell, ...]:
            row: Row = tuple((panel, 0) for panel in panels[::order])
            return lay(grid, [row], sheet=sheet, pages=pages, options=options)

        front, back = side(grid, self.front), side(grid.mirrored, self.back)
        return drawn_up(
            self.name,
            [two_sided(front, back, sheet=sheet, options=options)],
            sheet=sheet,
            pages=pages,
            options=options,
            # A margin left on would stand in the way of a panel that is folded in.
            steps=(
                *outer_cuts(grid, sheet),
                *(bend.fold(grid, sheet, rtl=rtl) for bend in folds),
            ),
            intended=self.openings,
        )

    def check(self, pages: tuple[Size, ...], what: str) -> None:
        """Raise ImpositionError unless there are six panels, alike on both faces."""
        if len(pages) != 6:
            raise ImpositionError(
                f"{what} has 6 panels, here are {len(pages)} pages",
                hint="give six pages, or choose 'saddle'",
            )
        if max(p.height for p in pages) - min(p.height for p in pages) > _SAME_MM:
            raise ImpositionError(
                f"the panels of {what} are equally high, these differ",
                hint="give all six pages one height",
            )
        for face, behind in zip(self.front, reversed(self.back), strict=True):
            one, other = sorted((face, behind))
            if abs(pages[one].width - pages[other].width) > _SAME_MM:
                raise ImpositionError(
                    f"pages {one + 1} and {other + 1} are the two faces of one panel: "
                    f"{pages[one].width:.2f} mm is not {pages[other].width:.2f} mm",
                    hint="give both one width",
                )


@dataclass(frozen=True, slots=True)
class _Bend:
    """A fold after so many panels from the left; from the right where text runs from there."""

    after: int
    moves: Literal["left", "right"]
    direction: Literal["valley", "mountain"]

    def fold(self, grid: Grid, sheet: Size, *, rtl: bool) -> Fold:
        left = (sheet.width - grid.extent.width) / 2
        after = len(grid.columns) - self.after if rtl else self.after
        moves = _OTHER_SIDE[self.moves] if rtl else self.moves
        return Fold("vertical", left + sum(grid.columns[:after]), moves, self.direction)


_OTHER_SIDE: dict[str, Edge] = {"left": "right", "right": "left"}

_LETTER = _Leaflet("letterfold", (4, 5, 0), (1, 2, 3), ((0,), (1, 4), (1, 2, 3), (5,)))
_ZIGZAG = _Leaflet("zfold", (3, 4, 0), (1, 2, 5), ((0,), (1, 2), (3, 4, 0), (5,)))
_GATE = _Leaflet("gatefold", (2, 3, 4), (1, 5, 0), ((0, 1), (0, 3, 4), (2, 3, 4), (5,)))


@scheme("letterfold", "leaflet of six panels: the flap is folded in, the cover over it")
def letterfold(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a letter-folded leaflet.

    Outside lie, from left to right, the flap (page 5), the back (6) and the front
    (1), inside 2, 3 and 4; the flap carries 4 and 5 and is the narrow panel.
    Raises ImpositionError unless there are six panels of such sizes.
    """
    both_sides("letterfold", options)
    _LETTER.check(pages, "a letter fold")
    flap, others = pages[4].width, (pages[0].width, pages[5].width)
    if flap > min(others) - _SAME_MM:
        raise ImpositionError(
            f"pages 4 and 5 are the flap that is folded in: {flap:.2f} mm is not narrower "
            f"than {min(others):.2f} mm",
            hint="make pages 4 and 5 two or three millimetres narrower than the others",
        )
    # The flap goes behind, then the cover, which stays on top.
    folds = (_Bend(1, "left", "mountain"), _Bend(2, "left", "mountain"))
    return _LETTER.plan(pages, options, folds)


@scheme("zfold", "leaflet of six equal panels, folded to and fro: read straight on")
def zfold(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a leaflet whose folds run to and fro.

    On the side of the cover lie, from left to right, 4, 5 and 1, on the other 2, 3 and
    6: closed it shows 1 and 6, opened like a book 2 and 3, turned over 4 and 5. Raises
    ImpositionError unless there are six panels of one size.
    """
    both_sides("zfold", options)
    _ZIGZAG.check(pages, "a Z-fold")
    widths = [page.width for page in pages]
    if max(widths) - min(widths) > _SAME_MM:
        raise ImpositionError(
            f"the panels of a Z-fold are all alike: {min(widths):.2f} mm is not "
            f"{max(widths):.2f} mm",
            hint="give all six pages one width, or choose 'letterfold'",
        )
    folds = (_Bend(1, "left", "valley"), _Bend(2, "left", "mountain"))
    return _ZIGZAG.plan(pages, options, folds)


@scheme("gatefold", "leaflet of six panels: two gates open on a wide centre")
def gatefold(pages: tuple[Size, ...], options: Options) -> Plan:
    """Return the plan of a leaflet with two gates.

    Closed, the gates show 1 and 2 side by side, and 6 is the back; open, they and the
    centre show 3, 4 and 5. Raises ImpositionError unless the gates have room side by
    side on the centre.
    """
    both_sides("gatefold", options)
    _GATE.check(pages, "a gate fold")
    gates, centre = pages[0].width + pages[1].width, pages[3].width
    if gates > centre + _SAME_MM:
        raise ImpositionError(
            f"the gates, pages 1 and 2, are {gates:.2f} mm wide together and do not close "
            f"over a centre of {centre:.2f} mm",
            hint="make pages 1, 2, 3 and 5 narrower, or pages 4 and 6 wider",
        )
    # Of the two sides the inside lies up: the gates close over it, and page 1 is on top.
    folds = (_Bend(1, "left", "valley"), _Bend(2, "right", "valley"))
    return _GATE.plan(pages, options, folds)
