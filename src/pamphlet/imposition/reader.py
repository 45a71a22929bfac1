"""The reader: what is seen of folded paper, in which order and which way up.

Piles of facets and the plan's cells come in, openings come out. Prints are first
known where the paper lies on the table and then as they are held in the hands.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pamphlet.errors import ImpositionError
from pamphlet.imposition.paper import Facet, Pile, Rect
from pamphlet.imposition.plan import (
    ROUNDING_MM,
    Cell,
    Direction,
    Edge,
    Plan,
    turning_axis,
)

Vector = tuple[int, int]
# Which crease of which flat sheet: sheet, axis, where it lies, where its middle is.
CreaseName = tuple[int, str, float, float]
UP: Vector = (0, 1)
# A page is seen of which half is bare, or next to half: a gate covers so much of a centre.
_SEEN = 0.49
EDGES: dict[Edge, Vector] = {
    "left": (-1, 0),
    "right": (1, 0),
    "bottom": (0, -1),
    "top": (0, 1),
}


class Print(NamedTuple):
    """A page, or a blank, where it is printed, and which way its head points."""

    page: int | None
    place: Rect
    up: Vector


# For each sheet what is on its front and what on its back, seen from the front.
Prints = Sequence[tuple[tuple[Print, ...], tuple[Print, ...]]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One layer of a pile on the table: the face that is up, the face that is down.

    `creased` are the edges at which it is joined to another, each with the crease's name.
    """

    over: tuple[Print, ...]
    under: tuple[Print, ...]
    area: Rect
    creased: tuple[tuple[Vector, CreaseName], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen from one side at once."""

    prints: tuple[Print, ...]
    from_below: bool = False


def prints_of(plan: Plan) -> Prints:
    """Return what is printed on the sheets of a plan.

    The back is known where the printer puts it: the sheet turned about the axis
    that `flip` gives.
    """
    vertical = turning_axis(plan.sheet, plan.flip) == "vertical"
    width, height = plan.sheet.width, plan.sheet.height

    def through(print_: Print) -> Print:
        left, bottom, right, top = print_.place
        (x, y) = print_.up
        if vertical:
            return Print(print_.page, Rect(width - right, bottom, width - left, top), (-x, y))
        return Print(print_.page, Rect(left, height - top, right, height - bottom), (x, -y))

    return [
        (
            tuple(_printed(cell) for cell in sheet.front),
            tuple(through(_printed(cell)) for cell in sheet.back or ()),
        )
        for sheet in plan.sheets
    ]


def _printed(cell: Cell) -> Print:
    angle = math.radians(cell.turn)
    place = Rect(cell.x, cell.y, cell.x + cell.width, cell.y + cell.height)
    return Print(cell.page, place, (round(math.sin(angle)), round(math.cos(angle))))


def leaves(pile: Pile, prints: Prints) -> tuple[Leaf, ...]:
    """Return the layers of a pile, from the top, with what is printed on them.

    Raises ImpositionError when a page lies across a fold, a cut or an edge.
    """
    return tuple(_leaf(facet, prints[facet.sheet]) for facet in pile)


def _leaf(facet: Facet, sides: tuple[tuple[Print, ...], ...]) -> Leaf:
    front, back = (tuple(_on_facet(facet, side)) for side in sides)
    return Leaf(
        over=front if facet.front_up else back,
        under=back if facet.front_up else front,
        area=facet.on_table,
        creased=tuple(
            (facet.pose.vector(*EDGES[edge]), _crease_at(facet, edge))
            for edge in sorted(facet.creased)
        ),
    )


def _crease_at(facet: Facet, edge: Edge) -> CreaseName:
    """Return what the crease at an edge is called, by both parts that it joins."""
    position = round(getattr(facet.area, edge), 3)
    (x, y) = facet.area.middle
    if edge in ("left", "right"):
        return facet.sheet, "vertical", position, round(y, 3)
    return facet.sheet, "horizontal", position, round(x, 3)


def _on_facet(facet: Facet, side: Iterable[Print]) -> Iterable[Print]:
    for print_ in side:
        common = facet.area.common(print_.place)
        if min(common.width, common.height) <= ROUNDING_MM:
            continue
        if max(print_.place.width - common.width, print_.place.height - common.height) > (
            ROUNDING_MM
        ):
            raise ImpositionError(
                f"{named([print_.page])} lies across a fold, a cut or the edge of the sheet",
                hint="place each page between the folds and cuts",
            )
        place = facet.pose.rect(print_.place)
        yield Print(print_.page, place, facet.pose.vector(*print_.up))


def seen_from_above(pile: Sequence[Leaf]) -> Look:
    """Return what no other layer hides, looking down."""
    return Look(tuple(_unhidden([(leaf.over, leaf.area) for leaf in pile])))


def seen_from_below(pile: Sequence[Leaf]) -> Look:
    """Return what no other layer hides, the pile turned over."""
    layers = [(leaf.under, leaf.area) for leaf in reversed(pile)]
    return Look(tuple(_unhidden(layers)), from_below=True)


def _unhidden(layers: list[tuple[tuple[Print, ...], Rect]]) -> Iterable[Print]:
    """Yield the prints that the layers above cover by no more than half."""
    for depth, (prints, _) in enumerate(layers):
        for print_ in prints:
            bare = [print_.place]
            for _, cover in layers[:depth]:
                bare = [rest for part in bare for rest in part.without(cover)]
            if sum(part.area for part in bare) > _SEEN * print_.place.area:
                yield print_


@dataclass(frozen=True, slots=True)
class Hands:
    """How a reader holds a piece: which way on the table is up, and where the spine is.

    A look from below is had by turning the piece over about an upright axis, or
    about its head or foot when it is bound there.
    """

    up: Vector
    binding: Edge | None
    direction: Direction
    spine: float = 0.0

    @classmethod
    def holding(cls, plan: Plan, looks: Iterable[Look], pile: Sequence[Leaf]) -> Hands:
        """Return hands that hold the piece so that most pages stand upright."""
        tumbled = plan.binding in ("top", "bottom")
        heads = Counter(
            (-x, -y) if tumbled and look.from_below else (x, y)
            for look in looks
            for page, _, (x, y) in look.prints
            if page is not None
        )
        up = max(heads, key=heads.__getitem__, default=UP)
        hands = cls(up, plan.binding, plan.direction)
        if not plan.binding:
            return hands
        edges = [hands.edge(leaf) for leaf in pile]
        outermost = min if plan.binding in ("left", "bottom") else max
        return cls(up, plan.binding, plan.direction, outermost(edges))

    def vector(self, x: int, y: int) -> Vector:
        """Return a direction on the table as it points in the hands."""
        up_x, up_y = self.up
        return x * up_y - y * up_x, x * up_x + y * up_y

    def rect(self, rect: Rect) -> Rect:
        """Return a rectangle on the table as it lies in the hands."""
        up_x, up_y = self.up
        xs = [x * up_y - y * up_x for x, y in (rect[:2], rect[2:])]
        ys = [x * up_x + y * up_y for x, y in (rect[:2], rect[2:])]
        return Rect(min(xs), min(ys), max(xs), max(ys))

    def edge(self, leaf: Leaf) -> float:
        """Return where the bound edge of a leaf lies across the spine."""
        area = self.rect(leaf.area)
        return getattr(area, self.binding or "left")

    def held(self, look: Look) -> tuple[Print, ...]:
        """Return a look as it is seen in the hands."""
        return tuple(
            self._held(Print(page, self.rect(place), self.vector(*up)), look.from_below)
            for page, place, up in look.prints
        )

    def _held(self, print_: Print, turned_over: bool) -> Print:
        if not turned_over:
            return print_
        (left, bottom, right, top), (x, y) = print_.place, print_.up
        twice = 2 * self.spine
        if self.binding in ("top", "bottom"):
            return Print(print_.page, Rect(left, twice - top, right, twice - bottom), (x, -y))
        return Print(print_.page, Rect(twice - right, bottom, twice - left, top), (-x, y))

    def opening(self, looks: Iterable[Look]) -> tuple[Print, ...]:
        """Return what is seen at once, row by row, in the direction of reading."""
        left = sorted(
            (print_ for look in looks for print_ in self.held(look)),
            key=lambda print_: -print_.place.middle[1],
        )
        ordered: list[Print] = []
        while left:
            head = left[0].place
            row = [p for p in left if p.place.middle[1] > head.bottom]
            left = left[len(row) :]
            row.sort(key=lambda print_: print_.place.middle[0], reverse=self.direction == "rtl")
            ordered += row
        return tuple(ordered)


def named(pages: Sequence[int | None]) -> str:
    """Return pages in words, counted from 1: `page 3`, `pages 3 and 4`, `a blank`."""
    numbers = [str(page + 1) for page in pages if page is not None]
    if not numbers:
        return "a blank"
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if len(numbers) > 8:
        numbers = [*numbers[:7], f"{len(numbers) - 7} more"]
    return f"pages {', '.join(numbers[:-1])} and {numbers[-1]}"
