"""Rivers of white in justified paragraphs: found before anything is laid out, and broken up.

A river is three wide spaces of lines that follow one another, each touching the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pamphlet.setting.breaks import Break
from pamphlet.setting.paragraph import Breakable, Room

# A space is wide from so many normal ones on; the paragraph is broken anew so often.
WIDE, TRIES = 1.5, 4

# The left and the right edge of a space in em.
_Gap = tuple[float, float]


def without_rivers(text: Breakable, room: Room) -> tuple[Break, ...] | None:
    """Return where the lines of a justified paragraph end, with as few rivers as can be.

    Another break is taken in the midst of each river, as long as that makes fewer of them.
    """
    best = text.best(room, justified=True)
    if best is None:
        return None
    found, least, barred = best, [*rivers(text, room, best)], ()
    for _ in range(TRIES if least else 0):
        barred += tuple(found[line].end for line in rivers(text, room, found))
        found = text.best(room, justified=True, barred=barred)
        if found is None:
            break
        left = [*rivers(text, room, found)]
        if len(left) < len(least) and _widest(text, room, found) <= _widest(text, room, best):
            best, least = found, left
        if not left:
            break
    return best


def _widest(text: Breakable, room: Room, breaks: Sequence[Break]) -> float:
    return max(text.gaps(room, breaks), default=1.0)


def rivers(text: Breakable, room: Room, breaks: Sequence[Break]) -> Iterator[int]:
    """Give the middle line of every river, counted from 0; a last line has none."""
    lines = [*_wide_gaps(text, room, breaks)]
    for number in range(1, len(lines) - 1):
        above, own, below = lines[number - 1 : number + 2]
        if any(
            _touch(gap, upper) and _touch(gap, lower)
            for gap in own
            for upper in above
            for lower in below
        ):
            yield number


def _wide_gaps(text: Breakable, room: Room, breaks: Sequence[Break]) -> Iterator[list[_Gap]]:
    """Give the wide spaces of every line but the last."""
    start, widths = text.points[0], iter(text.gaps(room, breaks))
    for end in breaks:
        wide = 1.0 if end.is_forced else next(widths)
        indent = room.indent if start.end == 0 else 0.0
        yield _gaps_of(text, start, end, wide, indent) if wide >= WIDE else []
        start = end


def _gaps_of(text: Breakable, start: Break, end: Break, times: float, indent: float) -> list[_Gap]:
    """Return the spaces of a line that are so many times as wide as normal ones."""
    more, found = (times - 1) * text.space, []
    spaces = (one for one in text.points if start.start < one.end < end.end and one.end < one.start)
    for number, space in enumerate(spaces):
        left = indent + space.width - start.offset + number * more
        found.append((left, left + times * text.space))
    return found


def _touch(one: _Gap, other: _Gap) -> bool:
    return one[0] < other[1] and other[0] < one[1]
