"""The pages that a text runs through, as a grid of lines sees them."""

from __future__ import annotations

import math
from dataclasses import dataclass

# Sums of lengths are rounded.
_HAIR = 0.01


@dataclass(frozen=True, slots=True)
class Page:
    """A page left to text, in points from the upper edge of its frame.

    `height` is the room down to what stands at the foot, `rigid` what stands above the
    text and is no whole number of lines, `lines` the lines that stand there besides.
    """

    height: float
    rigid: float = 0.0
    lines: int = 0

    def room(self, leading: float) -> int:
        """Return how many lines of text have room."""
        above = math.ceil(self.rigid / leading - _HAIR / leading) + self.lines
        return math.floor((self.height + _HAIR) / leading) - above

    def rest(self, leading: float) -> float:
        """Return what is added to what stands above, so that the text is on the grid."""
        return max(math.ceil(self.rigid / leading - _HAIR / leading) * leading - self.rigid, 0.0)


@dataclass(frozen=True, slots=True)
class Frames:
    """The pages of one text; where it `flows`, as many like the last as it takes.

    `closing` is the height in points of what stands on the last page after the text.
    """

    pages: tuple[Page, ...]
    flows: bool = False
    closing: float = 0.0

    def page(self, number: int) -> Page:
        """Return a page, counted from 0."""
        return self.pages[min(number, len(self.pages) - 1)]

    def room(self, number: int, leading: float) -> int:
        """Return how many lines a page has room for, counted from 0."""
        if number >= len(self.pages) and not self.flows:
            return self.pages[-1].room(leading)
        return self.page(number).room(leading)


def leading_of(height: float, lines: int) -> float:
    """Return the leading at which so many lines fill a height in points, rounded down."""
    return math.floor(height / lines * 1000) / 1000
