"""A plan of sheets: where every page lies, and what is done to the paper.

Plain values in millimetres, made by the schemes, read by `impose`, by the fold
simulator and by people. Nothing here knows a scheme or a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pamphlet.units import Size

Axis = Literal["vertical", "horizontal"]
Blanks = Literal["before-back-cover", "end", "inside-covers"]
Direction = Literal["ltr", "rtl"]
Edge = Literal["left", "right", "top", "bottom"]
Flip = Literal["long", "short"]
Turn = Literal[0, 90, 180, 270]

_OPPOSITE: dict[Turn, Turn] = {0: 180, 90: 270, 180: 0, 270: 90}
# Pages measured in whole points are up to 0.18 mm off: two of them, rounded up.
ROUNDING_MM = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """How far artwork may run beyond the trim, in mm, as seen on the sheet.

    The bleed at an outer edge, 0 at a fold or where a neighbour begins, negative
    where a white frame is kept.
    """

    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A page on one side of a sheet, as seen when looking at that side.

    `page` counts in reading order from 0, None is a blank. `x`, `y` is the lower
    left corner of its trim, from the lower left corner of the sheet; `width` and
    `height` are as placed. `turn` is clockwise, as /Rotate is in PDF. A page may be larger
    than the sheet: its `reach` then says which part of it is shown.
    """

    page: int | None
    x: float
    y: float
    width: float
    height: float
    turn: Turn = 0
    reach: Reach = Reach()

    @property
    def shown(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is seen of the page on the sheet, in mm."""
        reach = self.reach
        return (
            self.x - reach.left,
            self.y - reach.bottom,
            self.x + self.width + reach.right,
            self.y + self.height + reach.top,
        )

    def on_turned_sheet(self, sheet: Size) -> Cell:
        """Return the cell as it lies when the whole side is turned by half a circle."""
        reach = self.reach
        return replace(
            self,
            x=sheet.width - self.x - self.width,
            y=sheet.height - self.y - self.height,
            turn=_OPPOSITE[self.turn],
            reach=Reach(reach.right, reach.top, reach.left, reach.bottom),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """Two sides; `back` is None where nothing is printed on it."""

    front: tuple[Cell, ...]
    back: tuple[Cell, ...] | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """Which part of its page a sheet shows: row from the top, column as one reads, from 0."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def name(self) -> str:
        """The letter of the row and the number of the column: `B1`."""
        return f"{chr(ord('A') + self.row)}{self.column + 1}"


@dataclass(frozen=True, slots=True)
class Fold:
    """Fold all that lies at a line.

    `position` is in mm from the left (axis vertical) or from the bottom (axis
    horizontal) of the flat sheet, looking at its front. The part named by `moves`
    comes to lie on top of the other in a valley fold, under it in a mountain fold,
    as seen from above by someone who began with all fronts up.
    """

    axis: Axis
    position: float
    moves: Edge
    direction: Literal["valley", "mountain"]


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut all that lies at a line, measured as for a fold; the parts fall apart.

    A cut along a crease slits it open. `turns` names the part that is then turned
    over like a leaf, as sheets printed work-and-turn want it.
    """

    axis: Axis
    position: float
    turns: Edge | None = None


@dataclass(frozen=True, slots=True)
class Slit:
    """Cut the flat sheet along a line from `start` to `end` mm; nothing comes off."""

    axis: Axis
    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold along a line of the flat sheet from `start` to `end` mm.

    A valley brings two parts of the front upon each other, a mountain two of the back.
    """

    axis: Axis
    position: float
    start: float
    end: float
    direction: Literal["valley", "mountain"]


@dataclass(frozen=True, slots=True)
class Collapse:
    """Fold one flat sheet along all of its creases at once, as slit paper can be.

    What comes to lie where is not said: it follows from creases and slits. The lower
    `still` corner of the paper stays as it lies, its front up.
    """

    creases: tuple[Crease, ...]
    still: Literal["left", "right"]


Step = Fold | Cut | Slit | Collapse


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be known to print, fold and bind.

    scheme     the name it was made under
    pages      how many pages there are, blanks not counted
    sheet      the flat size, as it lies
    sheets     in order, the outermost or first one first
    steps      folds, cuts and slits, in order, done to each pile of `nested` sheets
    nested     how many sheets are folded, and stitched, together
    binding    the edge at which a reader finds the leaves held, None if loose
    flip       the edge about which the printer turns the sheet
    blanks     places in reading order, from 0, that were added and stay empty
    intended   the openings that the folds are meant to give; empty where the
               reader simply turns leaf after leaf
    tiles      for each sheet the part of its page that it shows, where sheets are
               glued together to pages; neighbours overlap by `overlap_mm`
    When the steps are done, the first page lies on top.
    """

    scheme: str
    pages: int
    sheet: Size
    sheets: tuple[Sheet, ...]
    steps: tuple[Step, ...] = ()
    nested: int = 1
    binding: Edge | None = None
    flip: Flip = "long"
    direction: Direction = "ltr"
    blanks: tuple[int, ...] = ()
    intended: tuple[tuple[int, ...], ...] = ()
    bleed_mm: float = 0.0
    frame_mm: float = 0.0
    tiles: tuple[Tile, ...] = ()
    overlap_mm: float = 0.0

    @property
    def duplex(self) -> bool:
        """Whether any sheet is printed on both sides."""
        return any(sheet.back is not None for sheet in self.sheets)


def turning_axis(sheet: Size, flip: Flip) -> Axis:
    """Return the axis about which a printer turns the sheet to print its back.

    Duplex units turn a sheet about the axis parallel to the edge they are set to;
    a square counts as standing upright.
    """
    long_edges_stand = sheet.height >= sheet.width
    return "vertical" if long_edges_stand == (flip == "long") else "horizontal"


def upright_flip(sheet: Size) -> Flip:
    """Return the flip that leaves a back upright beside its front: like a leaf."""
    return "long" if turning_axis(sheet, "long") == "vertical" else "short"


def creases(plan: Plan) -> Iterator[Crease]:
    """Give every line at which the paper of a plan is folded, as it lies on the flat sheet."""
    for step in plan.steps:
        match step:
            case Collapse():
                yield from step.creases
            case Fold(axis="vertical"):
                yield Crease(step.axis, step.position, 0.0, plan.sheet.height, step.direction)
            case Fold():
                yield Crease(step.axis, step.position, 0.0, plan.sheet.width, step.direction)
