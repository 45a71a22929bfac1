"""Paper that is folded along all its creases at once, as only slit paper can be.

One flat sheet, its creases and its slits come in; a pile comes out. Nobody says where a
part comes to lie: each is reflected over the crease it hangs by, and of all orders of the
layers the one is taken in which creases run as they should and no paper passes through
another. After Justin's conditions for flat-folded states: where two creases lie upon each
other, one encloses the other or they lie apart; where paper goes on, nothing encloses it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal

from pamphlet.errors import ImpositionError
from pamphlet.imposition.paper import Facet, Pile, Pose, Rect
from pamphlet.imposition.plan import ROUNDING_MM, Axis, Collapse, Crease, Edge, Slit

_TOUCH_MM = 1e-6
# A sheet in more parts than that has no order that could be found by trying.
_MOST_PARTS = 16
_MOST_ORDERS = 50_000

How = Literal["valley", "mountain", "plain"]
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Join:
    """Two neighbouring parts that hang together, and the line between them on the table."""

    one: int
    other: int
    how: How
    axis: Axis
    line: float
    begin: float
    end: float

    def beside(self, other: _Join) -> bool:
        """Tell whether two joins lie upon each other on the table."""
        return (
            self.axis == other.axis
            and abs(self.line - other.line) <= _TOUCH_MM
            and min(self.end, other.end) - max(self.begin, other.begin) > _TOUCH_MM
        )


def collapsed(pile: Pile, step: Collapse, slits: Sequence[Slit]) -> Pile:
    """Return the pile that a flat sheet becomes when it is folded along all creases at once.

    Raises ImpositionError when it would tear, when paper would pass through paper, or
    when the creases leave open which part lies upon which.
    """
    if len(pile) != 1 or not pile[0].front_up:
        raise ImpositionError(
            "only one flat sheet is folded along many creases at once",
            hint="make the other folds later, and fold sheet by sheet",
        )
    grid = _Grid(pile[0], step.creases, slits)
    facets = grid.folded(step.still)
    joins = list(grid.joins_on_table(facets))
    order = _order(facets, joins)
    return tuple(facets[number] for number in order)


class _Grid:
    """The parts of a sheet between the lines of its creases and slits, and what joins them."""

    def __init__(self, sheet: Facet, creases: Sequence[Crease], slits: Sequence[Slit]) -> None:
        self.sheet, self.creases, self.slits = sheet, creases, slits
        self.xs, self.ys = self.lines("vertical"), self.lines("horizontal")
        self.spots = list(product(range(len(self.xs) - 1), range(len(self.ys) - 1)))
        if len(self.spots) > _MOST_PARTS:
            raise ImpositionError(
                f"creases that part a sheet into {len(self.spots)} cannot be folded at once",
                hint=f"fold {_MOST_PARTS} parts at most, or one crease after the other",
            )

    def lines(self, axis: Axis) -> list[float]:
        """Return where the sheet is parted, its own edges included."""
        low, high = self.sheet.area.span(axis)
        drawn = (*self.creases, *self.slits)
        at = {line.position for line in drawn if line.axis == axis}
        at |= {end for line in drawn if line.axis != axis for end in (line.start, line.end)}
        # Pages measured in points end a hair before or behind the edge: no strip of paper.
        inside = (x for x in at if low + ROUNDING_MM < x < high - ROUNDING_MM)
        return [low, *sorted(inside), high]

    def area(self, spot: Spot) -> Rect:
        column, row = spot
        return Rect(self.xs[column], self.ys[row], self.xs[column + 1], self.ys[row + 1])

    def neighbours(self) -> Iterator[tuple[Spot, Spot, How]]:
        """Give the parts beside each other that are not slit apart, and what joins them."""
        for column, row in self.spots:
            for axis, other in (("vertical", (column + 1, row)), ("horizontal", (column, row + 1))):
                how = other in self.spots and self.joined((column, row), axis)
                if how:
                    yield (column, row), other, how

    def joined(self, spot: Spot, axis: Axis) -> How | None:
        """Return how a part hangs together with the next one across a line of an axis."""
        _, _, right, top = self.area(spot)
        (x, y) = self.area(spot).middle
        at, along = (right, y) if axis == "vertical" else (top, x)
        if any(_covers(slit, axis, at, along) for slit in self.slits):
            return None
        found = (c.direction for c in self.creases if _covers(c, axis, at, along))
        return next(found, "plain")

    def folded(self, still: Literal["left", "right"]) -> list[Facet]:
        """Return every part as it comes to lie on the table."""
        first: Spot = (0 if still == "left" else len(self.xs) - 2, 0)
        poses: dict[Spot, Pose] = {first: self.sheet.pose}
        hanging: dict[Spot, list[tuple[Spot, How]]] = {}
        for one, other, how in self.neighbours():
            hanging.setdefault(one, []).append((other, how))
            hanging.setdefault(other, []).append((one, how))
        waiting = deque([first])
        while waiting:
            spot = waiting.popleft()
            for other, how in hanging.get(spot, ()):
                pose = self.carried(poses[spot], spot, other, how)
                if other not in poses:
                    poses[other] = pose
                    waiting.append(other)
                elif not _same(poses[other], pose):
                    raise self.tears(spot, other)
        if len(poses) < len(self.spots):
            raise ImpositionError(
                "the slits cut the sheet apart", hint="make cuts of them, or shorter ones"
            )
        return [
            replace(
                self.sheet, area=self.area(s), pose=poses[s], creased=frozenset(self.creased(s))
            )
            for s in self.spots
        ]

    def carried(self, pose: Pose, spot: Spot, other: Spot, how: How) -> Pose:
        """Return the pose of a part that hangs by another."""
        if how == "plain":
            return pose
        axis, flat = self.line_between(spot, other)
        return pose.reflected(axis, pose.line(axis, flat))

    def line_between(self, one: Spot, other: Spot) -> tuple[Axis, float]:
        if one[0] != other[0]:
            return "vertical", self.xs[max(one[0], other[0])]
        return "horizontal", self.ys[max(one[1], other[1])]

    def creased(self, spot: Spot) -> Iterator[Edge]:
        for one, other, how in self.neighbours():
            if how != "plain" and spot in (one, other):
                low, high = ("left", "right") if one[0] != other[0] else ("bottom", "top")
                yield high if spot == one else low

    def tears(self, one: Spot, other: Spot) -> ImpositionError:
        axis, at = self.line_between(one, other)
        return ImpositionError(
            f"the sheet would tear: its creases do not fold flat at {axis} {at:.5g} mm",
            hint="slit it there, or fold it elsewhere",
        )

    def joins_on_table(self, facets: Sequence[Facet]) -> Iterator[_Join]:
        """Give every join as it lies when the sheet is folded."""
        for one, other, how in self.neighbours():
            axis, flat = self.line_between(one, other)
            facet = facets[self.spots.index(one)]
            across: Axis = "horizontal" if axis == "vertical" else "vertical"
            begin, end = facet.on_table.span(across)
            yield _Join(
                self.spots.index(one),
                self.spots.index(other),
                how,
                axis,
                facet.pose.line(axis, flat),
                begin,
                end,
            )


def _covers(line: Crease | Slit, axis: Axis, at: float, along: float) -> bool:
    on_it = line.axis == axis and abs(line.position - at) <= _TOUCH_MM
    return on_it and line.start <= along <= line.end


def _same(one: Pose, other: Pose) -> bool:
    return all(abs(a - b) <= _TOUCH_MM for a, b in zip(one, other, strict=True))


# --- Which part lies upon which ---------------------------------------------------------


def _order(facets: Sequence[Facet], joins: Sequence[_Join]) -> tuple[int, ...]:
    """Return the parts from top to bottom; raises ImpositionError unless there is one order."""
    beneath: dict[int, set[int]] = {number: set() for number in range(len(facets))}
    for join in joins:
        if join.how != "plain":
            # A valley lays the next part upon the face that is up, if that is the front.
            over = (join.how == "valley") == facets[join.one].front_up
            upper, lower = (join.other, join.one) if over else (join.one, join.other)
            beneath[lower].add(upper)
    overlapping = [
        (one, other)
        for one, other in combinations(range(len(facets)), 2)
        if facets[one].on_table.common(facets[other].on_table).area > _TOUCH_MM
    ]
    found: dict[tuple[bool, ...], tuple[int, ...]] = {}
    for tried, order in enumerate(_orders(beneath, ())):
        layer = {number: place for place, number in enumerate(order)}
        if not _crosses(facets, joins, layer):
            found.setdefault(tuple(layer[a] < layer[b] for a, b in overlapping), order)
        if len(found) > 1 or tried >= _MOST_ORDERS:
            raise ImpositionError(
                "the creases leave open which part of the sheet lies upon which",
                hint="fold one crease after the other",
            )
    if not found:
        raise ImpositionError(
            "the sheet would have to pass through itself",
            hint="turn a valley into a mountain, or slit the sheet elsewhere",
        )
    return next(iter(found.values()))


def _orders(beneath: dict[int, set[int]], above: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give every order from top to bottom in which each part is beneath those it must be."""
    if len(above) == len(beneath):
        yield above
    for number, over in beneath.items():
        if number not in above and over.issubset(above):
            yield from _orders(beneath, (*above, number))


def _crosses(facets: Sequence[Facet], joins: Sequence[_Join], layer: dict[int, int]) -> bool:
    """Tell whether paper passes through paper in an order of the layers."""
    return any(
        _enclosed(join, _going_on(join, facets), layer) for join in joins if join.how != "plain"
    ) or any(
        _at_odds(one, other, facets, layer)
        for one, other in combinations(joins, 2)
        if one.beside(other)
    )


def _going_on(join: _Join, facets: Sequence[Facet]) -> Iterator[int]:
    """Give the parts that lie across the line of a join."""
    across: Axis = "horizontal" if join.axis == "vertical" else "vertical"
    for number, facet in enumerate(facets):
        low, high = facet.on_table.span(join.axis)
        begin, end = facet.on_table.span(across)
        lies_across = low + _TOUCH_MM < join.line < high - _TOUCH_MM
        if lies_across and min(end, join.end) - max(begin, join.begin) > _TOUCH_MM:
            yield number


def _enclosed(join: _Join, parts: Iterable[int], layer: dict[int, int]) -> bool:
    """Tell whether one of some parts lies between the two that a crease joins."""
    upper, lower = sorted((layer[join.one], layer[join.other]))
    return any(upper < layer[part] < lower for part in parts)


def _at_odds(one: _Join, other: _Join, facets: Sequence[Facet], layer: dict[int, int]) -> bool:
    """Tell whether two joins that lie upon each other run through each other."""
    if one.how == other.how == "plain":
        pairs = _by_side(one, facets), _by_side(other, facets)
        low, high = ((layer[a] < layer[b]) for a, b in zip(*pairs, strict=True))
        return low != high
    if "plain" in (one.how, other.how):
        crease, plain = (one, other) if other.how == "plain" else (other, one)
        return _enclosed(crease, (plain.one, plain.other), layer)
    if _side(one, facets) != _side(other, facets):
        return False
    places = [sorted((layer[join.one], layer[join.other])) for join in (one, other)]
    (a, b), (c, d) = sorted(places)
    return a < c < b < d


def _by_side(join: _Join, facets: Sequence[Facet]) -> tuple[int, int]:
    """Return the two parts of a plain join, the one at the left or the bottom first."""
    parts = sorted((join.one, join.other), key=lambda n: facets[n].on_table.span(join.axis))
    return parts[0], parts[1]


def _side(join: _Join, facets: Sequence[Facet]) -> bool:
    """Tell whether both parts of a crease lie on the right of it, or above."""
    return sum(facets[join.one].on_table.span(join.axis)) / 2 > join.line
