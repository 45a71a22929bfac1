"""The spaces between words: how wide justified ones grow, and where they make rivers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.passages import Line, Passage
from pamphlet.preflight.subject import Subject

# Ends of justified lines differ by rounding alone.
EVEN = 0.75

# Widths in files are rounded.
_ROUNDING = 0.05

# So many full lines tell whether a text is justified; fewer may be even by chance.
TELLING = 4


@dataclass(frozen=True, slots=True)
class _Gap:
    """White between two words; `times` is its width over the face's own space."""

    line: Line
    left: float
    right: float
    times: float


def word_space(subject: Subject) -> Measured:
    """Measure the widest word space of justified text over the normal one, and find rivers.

    A river is three wide gaps that stand below one another.
    """
    limit = subject.limits.word_space
    target = f"<= {limit:g} x normal, no river"
    justified = [passage for passage in subject.running() if _is_justified(subject, passage)]
    if not justified:
        return Measured("word space", None, "ragged", target, True)
    gaps = [_gaps(line) for passage in justified for line in passage.lines[:-1]]
    widest = max((gap.times for row in gaps for gap in row), default=1.0)
    places = [
        place(gap.line.page, gap.left, gap.line.y, gap.line.text, f"{gap.times:.1f} x normal")
        for gap in _worst_of_lines(gaps)
        if gap.times > limit + _ROUNDING
    ]
    places += _rivers(gaps, subject.limits.wide_space)
    return judged(
        "word space",
        round(widest, 2),
        f"{widest:.1f} x normal",
        target,
        places,
        hint="set the text ragged: below about 55 characters a line it can rarely be justified",
    )


def _is_justified(subject: Subject, passage: Passage) -> bool:
    """Tell whether the full lines of the piece's column end evenly, in this paragraph too."""
    full = [
        line
        for other in subject.passages
        if other.piece == passage.piece and other.kind == passage.kind
        for line in other.lines[:-1]
    ]
    own = passage.lines[:-1]
    return (
        len(full) >= TELLING
        and bool(own)
        and _share_even(full, passage.is_rtl) > 0.8
        and _share_even([*own, *full], passage.is_rtl) > 0.8
    )


def _share_even(lines: list[Line], is_rtl: bool) -> float:
    """Return which part of the lines ends where the outermost of their page does."""
    ends: dict[int, list[float]] = {}
    for line in lines:
        ends.setdefault(line.page, []).append(-line.left if is_rtl else line.right)
    even = sum(end > max(row) - EVEN for row in ends.values() for end in row)
    # One line of a page is even with itself: it tells nothing.
    alone = sum(len(row) == 1 for row in ends.values())
    return (even - alone) / max(len(lines) - alone, 1)


def _gaps(line: Line) -> list[_Gap]:
    """Return the white between the words of a line, from left to right."""
    glyphs = sorted(
        ((*glyph, strip.space) for strip in line.strips for glyph in strip.glyphs),
        key=lambda one: (one[1], one[2]),
    )
    found, end, has_space, normal = [], None, False, 1.0
    for unit, left, right, space in glyphs:
        if unit.isspace():
            # A no-break space of a fixed width is stretched too; thinner ones are not.
            has_space = has_space or unit in " \u00a0"
            normal = space
            continue
        if end is not None and has_space and left > end and normal > 0:
            found.append(_Gap(line, end, left, (left - end) / normal))
        end, has_space = max(end or right, right), False
    return found


def _worst_of_lines(gaps: list[list[_Gap]]) -> Iterator[_Gap]:
    return (max(row, key=lambda gap: gap.times) for row in gaps if row)


def _rivers(gaps: list[list[_Gap]], wide: float) -> Iterator[Place]:
    """Give where three wide gaps of lines that follow one another overlap."""
    for one, two, three in zip(gaps, gaps[1:], gaps[2:], strict=False):
        for top in one:
            below = [gap for gap in two if _flows(top, gap, wide)]
            if any(_flows(gap, last, wide) for gap in below for last in three):
                yield place(top.line.page, top.left, top.line.y, top.line.text, "a river")
                break


def _flows(upper: _Gap, lower: _Gap, wide: float) -> bool:
    is_next = upper.line.page == lower.line.page and 0 < lower.line.y - upper.line.y < 3 * (
        upper.line.size
    )
    return (
        is_next
        and min(upper.times, lower.times) >= wide
        and upper.left < lower.right
        and lower.left < upper.right
    )
