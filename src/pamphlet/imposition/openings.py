"""What a reader sees at once of folded work, by page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pamphlet.imposition.fold import fold
from pamphlet.imposition.forme import Direction, Options
from pamphlet.imposition.registry import make_plan
from pamphlet.units import Size


def pages_beside(
    scheme: str, sizes: Sequence[Size], page: int, *, direction: Direction
) -> frozenset[int]:
    """Return the pages that lie open beside one, counted from 1, sizes in mm.

    Raises ImpositionError when they cannot be placed.
    """
    found = _openings(scheme, tuple(sizes), direction)
    return frozenset(other for opening in found if page in opening for other in opening) - {page}


@cache
def _openings(
    scheme: str, sizes: tuple[Size, ...], direction: Direction
) -> tuple[frozenset[int], ...]:
    plan = make_plan(scheme, sizes, Options(direction=direction))
    return tuple(
        frozenset(page + 1 for page in opening if page is not None)
        for piece in fold(plan)
        for opening in piece.openings
    )
