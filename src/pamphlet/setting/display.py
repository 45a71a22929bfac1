"""Headlines and slogans: where they break and how large they can be.

The parts of a text come in with what each break says; its lines go out, as large as a
frame lets them be, none ending on an article or a preposition, none one short word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from pamphlet.setting.breaking import Breaker
from pamphlet.setting.hanging import Edges, Ink
from pamphlet.setting.parting import Part

# The engine's sums of widths differ from ours in the last digits.
SAFETY = 0.992

MAX_LINES = 8

# White between the ink of two lines, as a part of the smaller one's size.
CLEAR = 0.09
# The same for lines of capitals, which have no tails to fill it: a part of both sizes' mean.
CAPITALS_CLEAR = 0.125
_CAPITAL = "H"
# Lines of one size stand equally far apart where that takes no more than this, in em.
EVEN = 0.12

# What another line costs where the type is as large as it may be.
MORE_LINES = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of display type, in points.

    Its size, the white to be added above it (less than 0: taken away), how far it begins
    before its frame, and how far it ends beyond it.
    """

    text: str
    size: float
    space: float = 0.0
    hang: float = 0.0
    trail: float = 0.0


_MEASURES = ("size", "space", "hang", "trail")


@dataclass(frozen=True, slots=True)
class Display:
    """Lines of display type; `size` is that of the largest, in points."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> float:
        return max((line.size for line in self.lines), default=0.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where lines go: `width` and `height` in points, `line_height` a multiple of the size.

    `most` is the largest size allowed.
    """

    width: float
    height: float
    line_height: float
    most: float
    max_lines: int = MAX_LINES


def fit_display(
    parts: tuple[Part, ...],
    width_of: Callable[[str], float],
    frame: Frame,
    *,
    loudness: float = 1.0,
) -> Display:
    """Return the lines and the size (points) that fill a frame best.

    `width_of` gives em. Size counts for more than sense where `loudness` is more than 1.
    """
    return weighed_display(parts, width_of, frame, loudness=loudness)[0]


def weighed_display(
    parts: tuple[Part, ...],
    width_of: Callable[[str], float],
    frame: Frame,
    *,
    loudness: float = 1.0,
) -> tuple[Display, float]:
    """Return what `fit_display` does, and what its breaks cost."""
    if not parts:
        return Display(()), 0.0
    breaker, best = Breaker(parts, width_of), (float("-inf"), 0.0, (0,))
    counts = range(1, min(frame.max_lines, len(parts)) + 1)
    bounds = {count: _bound(breaker, count, frame, loudness) for count in counts}
    for count in sorted(counts, key=lambda count: -bounds[count]):
        if bounds[count] > best[0]:
            best = max(best, _best_of_count(breaker, count, frame, loudness, best[0]))
    worth, size, ends = best
    cost = loudness * log(size) - worth
    lines = breaker.lines(ends)
    # Whole lines are a little narrower or wider than their parts.
    size = min(size, frame.width * SAFETY / max(map(width_of, lines)))
    return Display(tuple(Line(line, size) for line in lines)), cost


def _bound(breaker: Breaker, count: int, frame: Frame, loudness: float) -> float:
    """Return what no way to break into so many lines is worth more than."""
    ideal = max(breaker.ideal(count), breaker.widest_part())
    size = _size(ideal * 0.97, count, frame)
    return loudness * log(size) + breaker.most_gain(count)


def _size(widest: float, count: int, frame: Frame) -> float:
    return min(
        frame.width * SAFETY / max(widest, 1e-6),
        frame.height / (frame.line_height * count),
        frame.most,
    )


def _best_of_count(
    breaker: Breaker, count: int, frame: Frame, loudness: float, so_far: float
) -> tuple[float, float, tuple[int, ...]]:
    """Return the best lines of one number: their worth, their size, where they end.

    The best broken lines are found first, then the best of those that are narrower, and so
    on, as long as a larger size could make good what they are worse broken.
    """
    best: tuple[float, float, tuple[int, ...]] = (so_far, 0.0, (0,))
    highest = _size(max(breaker.ideal(count) * 0.97, breaker.widest_part()), count, frame)
    limit = float("inf")
    while found := breaker.solve(count, limit=limit):
        cost, ends = found
        widest = max(breaker.widths(ends))
        size = _size(widest, count, frame)
        # Near the largest size more lines make nothing larger.
        more = MORE_LINES * (count - 1) * (size / frame.most) ** 4
        worth = loudness * log(size) - cost + log(1 - min(more, 0.9))
        best = max(best, (worth, size, ends))
        if size >= highest - 1e-9 or loudness * log(highest) - cost <= best[0]:
            break
        limit = widest - 1e-6
    return best


def break_display(
    parts: tuple[Part, ...], width_of: Callable[[str], float], frame: Frame
) -> Display:
    """Return lines at the size `most`, as few as it takes, broken by sense and balanced.

    Arguments as for `fit_display`, which is asked when a word is too wide for the
    frame or the lines are too many for it.
    """
    if not parts:
        return Display(())
    room = frame.width * SAFETY / frame.most
    breaker = Breaker(parts, width_of)
    count = breaker.least_lines(room)
    found = breaker.solve(count, limit=room)
    if found is None or count * frame.line_height * frame.most > frame.height:
        return fit_display(parts, width_of, frame)
    lines = breaker.lines(found[1])
    size = min(frame.most, frame.width * SAFETY / max(map(width_of, lines)))
    return Display(tuple(Line(line, size) for line in lines))


def hung(display: Display, edges_of: Callable[[str], Edges], width: float) -> Display:
    """Return lines moved so that the first letters of all stand on one edge of a width.

    Quotes and dashes before them hang out, and so does the white of large letters.
    """
    return Display(tuple(_hung(line, edges_of(line.text), width) for line in display.lines))


def _hung(line: Line, edges: Edges, width: float) -> Line:
    hang = edges.hang(line.size)
    # The engine sets a right-to-left line at the wrong edge where it has no room for it.
    trail = edges.width * line.size - hang - width * SAFETY
    return replace(line, hang=hang, trail=max(0.0, trail))


def cleared(
    display: Display, ink_of: Callable[[str], Ink], line_height: float, *, capitals: bool = False
) -> Display:
    """Return lines so far apart that the ink of none touches the next one's.

    `ink_of` gives how far the ink of a text reaches above and below its baseline, and
    the face's own ascent and descent, in em. Lines of `capitals` are brought together to
    an even white.
    """
    if not display.lines:
        return display
    spaces = [
        _space(above, here, ink_of, line_height, capitals)
        for above, here in pairwise(display.lines)
    ]
    if spaces and len({line.size for line in display.lines}) == 1:
        spaces = _evened(spaces, display.size)
    lines = (
        replace(line, space=space) for line, space in zip(display.lines[1:], spaces, strict=True)
    )
    return Display((_within(display.lines[0], ink_of, line_height), *lines))


def _within(first: Line, ink_of: Callable[[str], Ink], line_height: float) -> Line:
    """Return the first line with so much white above it that no accent leaves the frame."""
    ink = ink_of(first.text)
    top = (line_height + ink.ascent - ink.descent) / 2 * first.size
    return replace(first, space=max(0.0, ink.height * first.size - top))


def _space(
    above: Line, here: Line, ink_of: Callable[[str], Ink], line_height: float, capitals: bool
) -> float:
    """Return what is to be added between two lines, in points."""
    over, under = ink_of(above.text), ink_of(here.text)
    # CSS 2.2, 10.8.1: half of what a line is higher than its face goes to either side.
    below = (line_height - over.ascent + over.descent) / 2 * above.size
    top = (line_height + under.ascent - under.descent) / 2 * here.size
    clear = below + top - over.depth * above.size - under.height * here.size
    missing = CLEAR * min(above.size, here.size) - clear
    if not capitals:
        return max(0.0, missing)
    # Tails and accents may reach into the white between capitals, as long as they are clear.
    white = below + top - ink_of(_CAPITAL).height * here.size
    return max(missing, CAPITALS_CLEAR * (above.size + here.size) / 2 - white)


def _evened(spaces: list[float], size: float) -> list[float]:
    """Return white that is the same between all lines, where that takes little."""
    most = max(spaces)
    return [most if most - space <= EVEN * size else space for space in spaces]


def held(display: Display, frame: Frame) -> Display:
    """Return lines made smaller where the white between them takes them out of a frame."""
    height = sum(line.size * frame.line_height + line.space for line in display.lines)
    part = min(1.0, frame.height / height) if height > 0 else 1.0
    if part == 1.0:
        return display
    return Display(
        tuple(
            replace(line, **{key: getattr(line, key) * part for key in _MEASURES})
            for line in display.lines
        )
    )
