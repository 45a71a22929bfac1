"""The fold simulator: take any plan, fold it, read it.

From cells, folds, cuts, flip, nesting and binding alone, and knowing no scheme,
the sheets are piled, folded and cut, and each piece is read as a reader reads it:
what is seen at once, in which order, and whether it stands upright.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pamphlet.errors import ImpositionError
from pamphlet.imposition.collapse import collapsed
from pamphlet.imposition.paper import (
    Pile,
    Rect,
    common_paper,
    cut_apart,
    flat_pile,
    folded,
    meets,
)
from pamphlet.imposition.plan import ROUNDING_MM, Collapse, Cut, Fold, Plan, Slit, Step
from pamphlet.imposition.reader import (
    EDGES,
    UP,
    CreaseName,
    Hands,
    Leaf,
    Look,
    Print,
    Prints,
    leaves,
    named,
    prints_of,
    seen_from_above,
    seen_from_below,
)
from pamphlet.imposition.tiling import prove_tiles

# Two faces of a leaf further apart than this are no fault of rounding.
BACK_TO_BACK_MM = 0.1


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a reader holds, read off the folded paper; pages count from 0.

    openings   what is seen at once, in the order in which a reader meets it
    places     where in the reader's hands each page of each opening lies, in mm
    order      every page as it is first met, and every blank
    printed    every page as often as it is printed on the piece
    turned     pages that do not stand upright when the others do
    faults     what is wrong with the paper itself, in words
    """

    openings: tuple[tuple[int | None, ...], ...]
    places: tuple[tuple[Rect, ...], ...]
    order: tuple[int | None, ...]
    printed: tuple[int, ...]
    turned: tuple[int, ...]
    faults: tuple[str, ...]

    @property
    def upright(self) -> bool:
        """Whether every page stands upright in the reader's hands."""
        return not self.turned


@dataclass(frozen=True, slots=True)
class _Stack:
    """A pile, what it was before each of its folds, and the slits in its paper."""

    pile: Pile
    before: tuple[tuple[Pile, Fold], ...] = ()
    slits: tuple[Slit, ...] = ()

    def after(self, step: Step) -> tuple[_Stack, ...]:
        if not meets(self.pile, step):
            return (self,)
        match step:
            case Slit():
                return (replace(self, slits=(*self.slits, step)),)
            case Collapse():
                return (_Stack(collapsed(self.pile, step, self.slits)),)
            case Cut():
                return tuple(self._reduced_to(pile) for pile in cut_apart(self.pile, step))
        if self.slits:
            raise ImpositionError(
                f"a {step.axis} fold at {step.position:.5g} mm goes through slit paper",
                hint="fold a slit sheet along all of its creases at once, by a Collapse",
            )
        return (_Stack(folded(self.pile, step), (*self.before, (self.pile, step))),)

    def _reduced_to(self, pile: Pile) -> _Stack:
        """Return a part that was cut off, and what that part was before each fold."""
        before = tuple((common_paper(was, pile), fold) for was, fold in self.before)
        return _Stack(pile, before, self.slits)


def fold(plan: Plan) -> tuple[Piece, ...]:
    """Return the pieces that a plan gives when its sheets are folded and cut.

    A piece is put together from the same part of every pile; waste, on which no
    page lies, is left out. Raises ImpositionError when a step meets no paper, or a
    page lies across a fold, a cut or the edge of the sheet.
    """
    prints = prints_of(plan)
    count, nested = len(plan.sheets), max(plan.nested, 1)
    piles = [
        _worked(plan, flat_pile(plan.sheet, range(first, min(first + nested, count))))
        for first in range(0, count, nested)
    ]
    pieces = zip(*piles, strict=True)
    return tuple(_read(plan, stacks, prints) for stacks in pieces if _is_printed(stacks, prints))


def _worked(plan: Plan, pile: Pile) -> tuple[_Stack, ...]:
    """Return what all steps make of a pile of flat sheets."""
    stacks: tuple[_Stack, ...] = (_Stack(pile),)
    for step in plan.steps:
        if not any(meets(stack.pile, step) for stack in stacks):
            raise _beside_the_paper(step)
        stacks = tuple(after for stack in stacks for after in stack.after(step))
    return stacks


def _beside_the_paper(step: Step) -> ImpositionError:
    if isinstance(step, Collapse):
        what = "a fold along many creases"
    else:
        what = f"a {step.axis} {type(step).__name__.lower()} at {step.position:.5g} mm"
    return ImpositionError(
        f"{what} meets no paper",
        hint="place steps inside the sheet, in the order in which they are made",
    )


def _is_printed(stacks: Sequence[_Stack], prints: Prints) -> bool:
    return any(leaf.over or leaf.under for stack in stacks for leaf in leaves(stack.pile, prints))


def _read(plan: Plan, stacks: Sequence[_Stack], prints: Prints) -> Piece:
    """Read one piece, made of what each pile contributes to it."""
    pile = [leaf for stack in stacks for leaf in leaves(stack.pile, prints)]
    if plan.binding:
        looks = list(_leaf_by_leaf(pile))
    else:
        looks = [opening for stack in stacks for opening in _loose(stack, prints)]
    hands = Hands.holding(plan, (look for opening in looks for look in opening), pile)
    openings = [opening for opening in map(hands.opening, looks) if opening]
    return Piece(
        openings=tuple(tuple(seen.page for seen in opening) for opening in openings),
        places=tuple(tuple(seen.place for seen in opening) for opening in openings),
        order=_first_met(openings),
        printed=tuple(
            seen.page
            for leaf in pile
            for seen in (*leaf.over, *leaf.under)
            if seen.page is not None
        ),
        turned=_not_upright(openings),
        faults=(*_apart(pile), *_badly_bound(pile, hands)),
    )


def _leaf_by_leaf(pile: Sequence[Leaf]) -> Iterator[tuple[Look, ...]]:
    """Yield the openings of a bound piece: a recto, verso beside recto …, a verso."""
    yield (Look(pile[0].over),)
    for leaf, following in pairwise(pile):
        yield (Look(leaf.under, from_below=True), Look(following.over))
    yield (Look(pile[-1].under, from_below=True),)


def _loose(stack: _Stack, prints: Prints) -> Iterator[tuple[Look, ...]]:
    """Yield the openings of an unbound piece.

    A folded one is opened by undoing its folds, the last first, looking each time
    at the side that the fold had shut in; at last it is turned over, closed.
    """
    pile = leaves(stack.pile, prints)
    if not stack.before:
        for leaf in pile:
            yield (Look(leaf.over),)
            yield (Look(leaf.under, from_below=True),)
        return
    yield (seen_from_above(pile),)
    for earlier, undone in reversed(stack.before):
        look = seen_from_above if undone.direction == "valley" else seen_from_below
        yield (look(leaves(earlier, prints)),)
    yield (seen_from_below(pile),)


def _first_met(openings: Sequence[Sequence[Print]]) -> tuple[int | None, ...]:
    met: dict[int, int | None] = {}
    for place, seen in enumerate(seen for opening in openings for seen in opening):
        met.setdefault(-1 - place if seen.page is None else seen.page, seen.page)
    return tuple(met.values())


def _not_upright(openings: Sequence[Sequence[Print]]) -> tuple[int, ...]:
    return tuple(
        sorted(
            {
                seen.page
                for opening in openings
                for seen in opening
                if seen.page is not None and seen.up != UP
            }
        )
    )


def _apart(pile: Sequence[Leaf]) -> Iterator[str]:
    """Yield the faults of leaves with one page on each face where these lie apart."""
    for leaf in pile:
        if len(leaf.over) != 1 or len(leaf.under) != 1:
            continue
        one, other = leaf.over[0], leaf.under[0]
        apart = math.dist(one.place.middle, other.place.middle)
        if one.page is not None and other.page is not None and apart > BACK_TO_BACK_MM:
            pages = named(sorted((one.page, other.page)))
            yield f"{pages} do not lie back to back: they are {apart:.1f} mm apart"


def _badly_bound(pile: Sequence[Leaf], hands: Hands) -> Iterator[str]:
    """Yield the faults of leaves that the binding does not hold, or that do not open."""
    if hands.binding is None:
        return
    spine = EDGES[hands.binding]
    for place, leaf in enumerate(pile):
        printed = {seen.page for seen in (*leaf.over, *leaf.under) if seen.page is not None}
        pages = named(sorted(printed))
        if abs(hands.edge(leaf) - hands.spine) > ROUNDING_MM:
            yield f"the leaf of {pages} is not held by the binding at the {hands.binding}"
        away = (crease for edge, crease in leaf.creased if hands.vector(*edge) != spine)
        if any(_shuts_in(pile, place, crease) for crease in away):
            yield f"the leaf of {pages} is shut in by a fold away from the binding"


def _shuts_in(pile: Sequence[Leaf], place: int, crease: CreaseName) -> bool:
    """Tell whether there is print between a leaf and the one that a crease joins it to."""
    joined = [n for n, leaf in enumerate(pile) if crease in (name for _, name in leaf.creased)]
    upper, lower = min(place, *joined), max(place, *joined)
    between = [leaf.over + leaf.under for leaf in pile[upper + 1 : lower]]
    faces = (pile[upper].under, *between, pile[lower].over)
    return upper == lower or any(faces)


def prove(plan: Plan) -> None:
    """Raise ImpositionError, naming what is wrong, unless the plan folds as it should.

    Each piece must hold every page once, upright, the faces of each leaf back to
    back, and be met in order, blanks where the plan says they are. Pages in parts are
    proved to be whole instead.
    """
    if plan.tiles:
        prove_tiles(plan)
        return
    pieces = fold(plan)
    wrong = [] if pieces else ["no page is printed"]
    for number, piece in enumerate(pieces, start=1):
        prefix = f"piece {number}: " if len(pieces) > 1 else ""
        wrong += [prefix + fault for fault in _wrong(plan, piece)]
    if wrong:
        raise ImpositionError(
            f"{plan.scheme}: {'; '.join(wrong[:8])}",
            hint="this plan would waste paper: do not print it",
        )


def _wrong(plan: Plan, piece: Piece) -> list[str]:
    times = Counter(piece.printed)
    faults = list(piece.faults)
    for word, pages in (
        ("missing", [page for page in range(plan.pages) if page not in times]),
        ("more than once", [page for page in sorted(times) if times[page] > 1]),
        ("no page of this plan", [page for page in sorted(times) if page >= plan.pages]),
        ("not upright", piece.turned),
    ):
        if pages:
            faults.append(f"{word}: {named(pages)}")
    return faults or list(_out_of_order(plan, piece))


def _out_of_order(plan: Plan, piece: Piece) -> Iterator[str]:
    """Yield the first place at which a reader meets something else than intended."""
    if plan.intended:
        yield from _first_difference("opening", piece.openings, plan.intended)
    elif not plan.binding and any(isinstance(step, Fold) for step in plan.steps):
        yield from _backwards(piece)
    else:
        met = [(page,) for page in piece.order]
        yield from _first_difference("place", met, [(page,) for page in _in_order(plan)])


def _first_difference(
    what: str,
    met: Sequence[tuple[int | None, ...]],
    meant: Sequence[tuple[int | None, ...]],
) -> Iterator[str]:
    for number, (here, wanted) in enumerate(zip_longest(met, meant), start=1):
        if here != wanted:
            yield f"{what} {number} holds {_shown(here)}, not {_shown(wanted)}"
            return


def _in_order(plan: Plan) -> Iterator[int | None]:
    """Yield pages in order, with blanks at the places the plan gives."""
    pages = iter(range(plan.pages))
    for place in range(plan.pages + len(plan.blanks)):
        yield None if place in plan.blanks else next(pages, None)


def _backwards(piece: Piece) -> Iterator[str]:
    """Yield openings of a folded sheet whose pages do not run in the direction of reading."""
    for number, opening in enumerate(piece.openings, start=1):
        pages = [page for page in opening if page is not None]
        if pages != sorted(pages):
            yield f"opening {number} holds {named(pages)}, which runs backwards"


def _shown(opening: tuple[int | None, ...] | None) -> str:
    return "nothing" if opening is None else named(opening)
