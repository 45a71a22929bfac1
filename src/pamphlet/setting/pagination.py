"""How rows of text fall on pages, as the engine lets them fall.

Everything in running text is a whole number of lines high (`Row`), so that a page is
filled by adding up. A page ends before the last row that may begin a new one and still
leaves no row over the foot; white above a row is dropped at the head of a page
(CSS Fragmentation 3, 5.2).

Notes hang from the foot of the page on which they are called. Four of their lines are
three of the text's, and their rule takes one: what they leave of a line is white above it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Fewer lines of a paragraph than these never stand alone at a page's foot or head.
ORPHANS = WIDOWS = 2

# The height of a line of a note, and of the rule above the first, in lines of text.
NOTE_LEADING = 0.75


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or what is not parted: its height and the white above it, in lines of text.

    `notes` are the lines of the notes that are called in it.
    """

    height: int
    before: int = 0
    may_break: bool = True
    notes: int = 0


def paragraph_rows(
    lines: int, *, before: int = 0, height: int = 1, may_break: bool = True
) -> list[Row]:
    """Return the rows of a paragraph of so many lines, each so many lines high."""
    return [
        Row(
            height,
            before if line == 0 else 0,
            may_break if line == 0 else line >= ORPHANS and lines - line >= WIDOWS,
        )
        for line in range(lines)
    ]


def closing_rows(height: float, leading: float) -> tuple[Row, ...]:
    """Return the row of what stands after a text, so many points high, if anything does."""
    if not height:
        return ()
    return (Row(math.ceil(height / leading - 0.004), 1, may_break=False),)


def paginate(rows: Sequence[Row], room: Callable[[int], int]) -> tuple[int, ...]:
    """Return how many lines are in use on each page; `room` gives those of a page, from 0."""
    return tuple(page.used for page in filled_pages(rows, room))


@dataclass(frozen=True, slots=True)
class Filled:
    """A page that holds the rows from `start` up to `end`, and the lines that these use."""

    start: int
    end: int
    used: int


def filled_pages(rows: Sequence[Row], room: Callable[[int], int]) -> list[Filled]:
    """Return how rows fall on pages; `room` gives the lines of a page, counted from 0."""
    found: list[Filled] = []
    start = 0
    while start < len(rows):
        end, filled = _page(rows, start, max(room(len(found)), 1))
        found.append(Filled(start, end, filled))
        start = end
    return found


def note_room(lines: int) -> int:
    """Return how many lines of text give room to so many lines of notes at a page's foot."""
    return math.ceil((lines + 1) * NOTE_LEADING) if lines else 0


def _page(rows: Sequence[Row], start: int, room: int) -> tuple[int, int]:
    """Return the row that begins the next page, and the lines in use on this one."""
    filled, notes = 0, 0
    possible = start + 1, rows[start].height + note_room(rows[start].notes)
    for at in range(start, len(rows)):
        row = rows[at]
        if at > start and row.may_break:
            possible = at, filled + note_room(notes)
        filled += row.height + (row.before if at > start else 0)
        notes += row.notes
        if filled + note_room(notes) > room:
            return possible
    return len(rows), filled + note_room(notes)
