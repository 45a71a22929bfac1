"""Sizes of type, length of lines, distance of lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from statistics import median

from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.passages import Line, Passage
from pamphlet.preflight.subject import Body, Subject

# Sizes are rounded in files.
_ROUNDING = 0.02


def body_size(subject: Subject) -> Measured:
    """Measure the size of the text, in points; the smallest piece counts."""
    least = subject.limits.body_size
    bodies = [body for body in subject.bodies if body.size]
    if not bodies:
        return _no_text("body size", f">= {least:g} pt")
    places = (
        _place(subject, body, f"{body.size:.1f} pt")
        for body in bodies
        if body.size < least - _ROUNDING
    )
    size = min(body.size for body in bodies)
    hint = "cut the text, or choose a layout with more room"
    return judged("body size", size, f"{size:.1f} pt", f">= {least:g} pt", places, hint=hint)


def smallest_type(subject: Subject) -> Measured:
    """Measure the smallest type on any page (most often the imprint's), in points."""
    least = subject.limits.smallest_type
    strips = [strip for page in subject.pages for strip in page.strips if strip.is_visible]
    if not strips:
        return _no_text("smallest type", f">= {least:g} pt")
    size = round(min(strip.size for strip in strips), 2)
    places = (
        place(page.number, strip.left, strip.y, page.said(strip), f"{strip.size:.1f} pt")
        for page in subject.pages
        for strip in page.strips
        if strip.is_visible and strip.size < least - _ROUNDING
    )
    hint = "set it larger in the layout's stylesheet"
    return judged("smallest type", size, f"{size:.1f} pt", f">= {least:g} pt", places, hint=hint)


def characters(subject: Subject) -> Measured:
    """Measure the median of characters in full lines, spaces counted.

    Last lines of paragraphs are not full. Bringhurst: 45-75 alone, 30-60 in columns.
    """
    counted = [
        (body, in_columns, counts) for body, in_columns, counts in _counts(subject) if counts
    ]
    bounds = [_bounds(body, in_columns) for body, in_columns, _ in counted]
    target = _range(*(bounds[0] if bounds else subject.limits.characters_alone))
    if not counted:
        return _no_text("characters a line", target)
    middles = [median(counts) for _, _, counts in counted]
    off = [max(low - n, n - high, 0) for n, (low, high) in zip(middles, bounds, strict=True)]
    worst = max(range(len(off)), key=lambda number: off[number])
    figure = middles[worst]
    places = (
        _place(subject, body, f"{n:g} characters")
        for (body, _, _), n, far in zip(counted, middles, off, strict=True)
        if far
    )
    low, _ = bounds[worst]
    hint = (
        "the type is large for its column: make it smaller or the column wider"
        if figure < low
        else "the type is small for its column: make it larger or the column narrower"
    )
    target = _range(*bounds[worst])
    note = "in columns" if counted[worst][1] else "alone"
    return judged("characters a line", figure, f"{figure:g}", target, places, hint=hint, note=note)


def _counts(subject: Subject) -> Iterator[tuple[Body, bool, list[int]]]:
    for body in subject.bodies:
        full = [
            line
            for passage in subject.running()
            if passage.piece == body.piece and passage.kind == "paragraph"
            for line in passage.lines[:-1]
        ]
        columns = [column for column in subject.columns if column.piece == body.piece]
        beside = any(
            one.page == two.page and (one.left >= two.right or two.left >= one.right)
            for number, one in enumerate(columns)
            for two in columns[number + 1 :]
        )
        yield body, beside or subject.has_panels, [_length(line.text) for line in full]


def _length(text: str) -> int:
    """Return how many places for characters a line takes: marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def _bounds(body: Body, in_columns: bool) -> tuple[float, float]:
    limits = body.limits
    return limits.characters_in_columns if in_columns else limits.characters_alone


def leading(subject: Subject) -> Measured:
    """Measure the distance of baselines as a multiple of the size."""
    bodies = [body for body in subject.bodies if body.size and body.step]
    if not bodies:
        return _no_text("leading / size", _range(*subject.limits.leading))
    ratios = [round(body.step / body.size, 3) for body in bodies]
    off = [
        max(body.limits.leading[0] - ratio, ratio - body.limits.leading[1], 0)
        for body, ratio in zip(bodies, ratios, strict=True)
    ]
    worst = max(range(len(off)), key=lambda number: off[number])
    places = (
        _place(subject, body, f"{ratio:.2f}")
        for body, ratio, far in zip(bodies, ratios, off, strict=True)
        if far > 0.005
    )
    return judged(
        "leading / size",
        ratios[worst],
        f"{ratios[worst]:.2f}",
        _range(*bodies[worst].limits.leading),
        places,
        hint="change 'leading' of this script in layout.yml",
    )


def _place(subject: Subject, body: Body, what: str) -> Place:
    """Return where the text of a piece begins."""
    first = next(line for _, line in _lines(subject, body))
    return place(first.page, first.left, first.y, first.text, what)


def _lines(subject: Subject, body: Body) -> Iterator[tuple[Passage, Line]]:
    for passage in subject.running():
        if passage.piece == body.piece:
            yield from ((passage, line) for line in passage.lines)


def _range(low: float, high: float) -> str:
    return f"{low:g}-{high:g}"


def _no_text(name: str, target: str) -> Measured:
    return Measured(name, None, "no text", target, True)
