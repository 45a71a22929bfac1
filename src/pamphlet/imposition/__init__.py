"""From pages in reading order to a plan of sheets: arithmetic, in millimetres.

Page sizes and options come in; a plan of sheets, proved by folding it, and the
lines of its marks go out. No file is touched and no PDF is known here.
"""

from pamphlet.imposition import (  # noqa: F401  (they register)
    booklets,
    leaflets,
    singles,
    tiling,
    zines,
)
from pamphlet.imposition.fold import Piece, fold, prove
from pamphlet.imposition.forme import Options, standard_sheet
from pamphlet.imposition.marks import Segment, mark_segments
from pamphlet.imposition.plan import (
    Cell,
    Collapse,
    Crease,
    Cut,
    Fold,
    Plan,
    Reach,
    Sheet,
    Slit,
    Tile,
    turning_axis,
)
from pamphlet.imposition.registry import Scheme, find_scheme, make_plan, schemes
from pamphlet.imposition.table import page_table, plan_as_json, plan_as_text
from pamphlet.imposition.tilemarks import TileMarks, tile_marks

__all__ = [
    "Cell",
    "Collapse",
    "Crease",
    "Cut",
    "Fold",
    "Options",
    "Piece",
    "Plan",
    "Reach",
    "Scheme",
    "Segment",
    "Sheet",
    "Slit",
    "Tile",
    "TileMarks",
    "find_scheme",
    "fold",
    "make_plan",
    "mark_segments",
    "page_table",
    "plan_as_json",
    "plan_as_text",
    "prove",
    "schemes",
    "standard_sheet",
    "tile_marks",
    "turning_axis",
]
