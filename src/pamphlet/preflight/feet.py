"""How the text stands in its frames: the last one's fill, the feet of columns, the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pamphlet.pdf.drawn import Box, Drawn
from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.passages import Line, Passage
from pamphlet.preflight.subject import Column, Subject

# How far a line reaches below its baseline, as a part of the distance of lines.
BELOW = 0.3

# Thinner than this is a rule, not a block, in points.
RULE = 4.0

# A patch that is larger than this part of the page is its background.
GROUND = 0.9


def fill(subject: Subject) -> Measured:
    """Measure how much of its last frame the text fills, in per cent of the frame's height.

    What stands below the text on purpose and reaches the frame's foot closes the page;
    the white above it may be a third of the frame.
    """
    limits = subject.limits
    target = f"{limits.least_fill:g}-100 %, or a block at its foot"
    filled = [_filled(subject, column) for column in _last_columns(subject)]
    if not filled:
        return Measured("fill of the last page", None, "no text", target, True)
    worst = min(filled, key=lambda one: (one.fails is None, max(one.text, one.whole)))
    return judged(
        "fill of the last page",
        round(worst.text, 1),
        worst.shown,
        target,
        (one.fails for one in filled if one.fails),
        hint="lengthen or shorten the text, or close the page with a slogan or a call",
    )


@dataclass(frozen=True, slots=True)
class _Filled:
    """Parts of a frame in per cent: the text, all with what stands below it."""

    text: float
    whole: float
    fails: Place | None

    @property
    def shown(self) -> str:
        if self.whole <= self.text:
            return f"{self.text:.0f} %"
        return f"{self.text:.0f} %, {self.whole:.0f} % with what follows"


def _filled(subject: Subject, column: Column) -> _Filled:
    page, last = subject.pages[column.page], column.last
    top, bottom = _frame(subject, page)
    below = BELOW * (subject.bodies[column.piece].step or last.size)
    blocks = _blocks_below(subject, column)
    end = last.y + below
    reaches = max((box[3] for box in blocks), default=end)
    text, whole = ((at - top) / (bottom - top) * 100 for at in (end, reaches))
    white = _white(end, blocks) / (bottom - top) * 100
    if last.y > bottom:
        what = f"{text:.0f} %: the text runs below its frame"
    else:
        what = _unfilled(subject, text, min(whole, 100), white)
    fails = place(last.page, last.left, last.y, last.text, what) if what else None
    return _Filled(text, min(whole, 100), fails)


def _unfilled(subject: Subject, text: float, whole: float, white: float) -> str:
    """Return what is wrong with a last page that is not full, or nothing."""
    limits = subject.limits
    if max(text, whole) < limits.least_fill:
        return f"the page ends at {max(text, whole):.0f} %, nothing closes it"
    if text < limits.least_fill and white > limits.white_above_block:
        return f"{white:.0f} % of the page is white above the block at its foot"
    return ""


def _last_columns(subject: Subject) -> Iterator[Column]:
    """Give the column in which each piece ends."""
    for body in subject.bodies:
        own = [column for column in subject.columns if column.piece == body.piece]
        yield from own[-1:]


def _frame(subject: Subject, page: Drawn) -> tuple[float, float]:
    top, bottom = subject.margins
    return top, page.height - bottom


def _white(end: float, blocks: list[Box]) -> float:
    """Return the highest stretch of white between the text and what stands below it."""
    widest = 0.0
    for _, top, _, bottom in sorted(blocks, key=lambda box: box[1]):
        widest = max(widest, top - end)
        end = max(end, bottom)
    return widest


def _blocks_below(subject: Subject, column: Column) -> list[Box]:
    """Return what stands on purpose below a column: other text, pictures, filled areas.

    Running heads and folios are in no tag.
    """
    page, last = subject.pages[column.page], column.last
    own = {id(strip) for _, line in column.lines for strip in line.strips}
    texts = [
        (strip.left, strip.y - 0.7 * strip.size, strip.right, strip.y + 0.2 * strip.size)
        for strip in page.strips
        if (strip.page, strip.mark) in subject.tagged and strip.is_visible and id(strip) not in own
    ]
    patches = [
        patch.box
        for patch in page.patches
        if patch.box[3] - patch.box[1] > RULE and not _is_ground(patch.box, page)
    ]
    boxes = [*texts, *patches, *(picture.box for picture in page.pictures)]
    return [
        box for box in boxes if box[1] > last.y and box[0] < column.right and box[2] > column.left
    ]


def _is_ground(box: Box, page: Drawn) -> bool:
    return (box[3] - box[1]) * (box[2] - box[0]) > GROUND * page.width * page.height


def column_feet(subject: Subject) -> Measured:
    """Measure how far the feet of neighbouring full columns of text differ, in lines.

    A piece's last column is not full; one that ends in a pull quote or a slogan, or that a
    block stands beneath, ends where it must.
    """
    limit, places, most = subject.limits.column_feet, [], None
    for one, two in pairwise(_full_columns(subject)):
        if one.piece != two.piece:
            continue
        step = subject.bodies[one.piece].step or one.last.size
        lines = abs(one.last.y - two.last.y) / step
        most = max(most or 0.0, lines)
        if lines > limit + 0.05:
            short = min(one, two, key=lambda column: column.last.y).last
            what = f"{lines:.1f} lines above its neighbour's foot"
            places.append(place(short.page, short.left, short.y, short.text, what))
    return judged(
        "column feet",
        None if most is None else round(most, 2),
        "no neighbours" if most is None else f"{most:.1f} lines apart",
        f"<= {limit:g} line",
        places,
        hint="lengthen or shorten a paragraph above, or let a quotation fill the room",
    )


def _full_columns(subject: Subject) -> list[Column]:
    lasts = {id(column) for column in _last_columns(subject)}
    return [
        column
        for column in subject.columns
        if id(column) not in lasts
        and column.lines[-1][0].kind not in ("pull quote", "slogan")
        and not _blocks_below(subject, column)
    ]


def grid(subject: Subject) -> Measured:
    """Measure how far baselines lie off the grid of the text's own lines, in points.

    One grid begins at the same height below the trim on all pages. Paragraphs,
    quotations, lists and headings within the text lie on it; calls and captions need not.
    """
    limit, rows = subject.limits.off_grid, []
    for step in dict.fromkeys(body.step for body in subject.bodies if body.step):
        measured = _on_grid(subject, step)
        origin = _origin([line.y for p, line in measured if p.kind == "paragraph"], step)
        rows += [(abs(_off(line.y, origin, step)), p, line) for p, line in measured]
    if not rows:
        return Measured("off the grid", None, "no text", f"<= {limit:g} pt", True)
    worst = max(off for off, _, _ in rows)
    failing = [row for row in rows if row[0] > limit]
    # Of a paragraph that is off, its first line that is.
    named: dict[int, tuple[float, Passage, Line]] = {}
    for off, passage, line in failing:
        named.setdefault(id(passage), (off, passage, line))
    ranked = sorted(named.values(), key=lambda row: -round(row[0], 1))
    return judged(
        "off the grid",
        round(worst, 2),
        f"{worst:.1f} pt, {len(failing)} of {len(rows)} lines",
        f"<= {limit:g} pt",
        (
            place(line.page, line.left, line.y, line.text, f"{passage.kind}, {off:.1f} pt off")
            for off, passage, line in ranked
        ),
        hint="make the heights and the white around headings, lists and quotes whole lines",
    )


def _on_grid(subject: Subject, step: float) -> list[tuple[Passage, Line]]:
    """Return passage and line of all text that should lie on the grid of a distance of lines."""
    return [
        (passage, line)
        for passage in subject.passages
        if subject.body(passage).step == step
        and (passage.is_running or passage.kind in ("heading", "box title"))
        for line in passage.lines
    ]


def _origin(heights: list[float], step: float) -> float:
    """Return the height, less than a line, at which most lines lie on the grid."""
    rests = sorted(height % step for height in heights)
    near = [sum(abs(_off(other, rest, step)) < 0.15 for other in rests) for rest in rests]
    return rests[near.index(max(near))] if rests else 0.0


def _off(height: float, origin: float, step: float) -> float:
    """Return how far a height is from the nearest line of the grid."""
    return (height - origin + step / 2) % step - step / 2
