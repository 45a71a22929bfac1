"""Where crop and fold marks are drawn: geometry only.

A plan and its bleed come in, line segments in mm go out, from the lower left corner
of the flat sheet as seen from the front; none of them enters the bleed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.imposition.plan import Axis, Cut, Plan, creases

# Ink of a mark that is a hair wrong must not be seen on the trimmed sheet.
GAP_MM = 2.0
LENGTH_MM = 5.0
WEIGHT_PT = 0.25


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight mark; fold marks are dashed, cut marks are not."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False


def mark_segments(
    plan: Plan, *, bleed_mm: float, gap_mm: float = GAP_MM, length_mm: float = LENGTH_MM
) -> tuple[Segment, ...]:
    """Return the marks of a flat sheet: its corners, its cuts and its folds.

    They begin `gap_mm` outside the bleed and are `length_mm` long.
    """
    lines: dict[tuple[Axis, float], bool] = {
        (crease.axis, crease.position): True for crease in creases(plan)
    }
    # A crease that is slit open at last is cut; a slit within the sheet has no mark outside it.
    cuts = (step for step in plan.steps if isinstance(step, Cut))
    lines |= {(cut.axis, cut.position): False for cut in cuts}
    # The edges of the flat sheet are cut, whatever else is done at them.
    lines |= {("vertical", 0.0): False, ("vertical", plan.sheet.width): False}
    lines |= {("horizontal", 0.0): False, ("horizontal", plan.sheet.height): False}
    return tuple(
        segment
        for (axis, position), dashed in lines.items()
        for segment in _at_both_ends(plan, axis, position, dashed, bleed_mm + gap_mm, length_mm)
    )


def _at_both_ends(
    plan: Plan, axis: Axis, position: float, dashed: bool, start: float, length: float
) -> Iterator[Segment]:
    across = plan.sheet.height if axis == "vertical" else plan.sheet.width
    for low, high in ((-start - length, -start), (across + start, across + start + length)):
        if axis == "vertical":
            yield Segment(position, low, position, high, dashed)
        else:
            yield Segment(low, position, high, position, dashed)


def room_mm(*, gap_mm: float = GAP_MM, length_mm: float = LENGTH_MM) -> float:
    """Return how much room marks need outside the bleed."""
    return gap_mm + length_mm
