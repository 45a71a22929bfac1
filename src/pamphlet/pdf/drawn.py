"""What is drawn on a page: strips of text, pictures, filled patches.

`pdf.drawing` reads them from a file. Measures are in points from the upper left
corner of the trim box, downwards, so that a place is what a ruler on the finished
page would read. `pdf.text` reads what a text says; here is also where each glyph
lies, in which colour and face.
"""

from __future__ import annotations

from dataclasses import dataclass

from pamphlet.pdf.glyphs import Font
from pamphlet.pdf.text import Key, logical

Colour = tuple[float, float, float]
# Left, top, right, bottom.
Box = tuple[float, float, float, float]
# What a glyph stands for, and its left and right edge.
Glyph = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """Text shown by one operator: `y` is its baseline, `space` the width of a space in it.

    `colour` is None where it is a pattern or in a colour space that is not read;
    `missing` counts glyphs that no font had.
    """

    page: int
    mark: int | None
    glyphs: tuple[Glyph, ...]
    y: float
    left: float
    right: float
    size: float
    family: str
    space: float
    colour: Colour | None
    alpha: float
    missing: int = 0

    @property
    def text(self) -> str:
        units = [unit for unit, _, _ in self.glyphs]
        return logical("".join(units), units)

    @property
    def is_visible(self) -> bool:
        return any(not unit.isspace() for unit, _, _ in self.glyphs)


@dataclass(frozen=True, slots=True)
class Picture:
    """A placed picture and how many of its pixels come to an inch."""

    page: int
    box: Box
    ppi: float


@dataclass(frozen=True, slots=True)
class Patch:
    """An area that is filled or a line that is drawn."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page: its size in points and all that is drawn on it, in drawing order."""

    number: int
    width: float
    height: float
    strips: tuple[Strip, ...]
    pictures: tuple[Picture, ...]
    patches: tuple[Patch, ...]
    fonts: tuple[Font, ...]

    def said(self, strip: Strip) -> str:
        """Return what the marked content says that a strip is part of: letters, marks, signs."""
        if strip.mark is None:
            return strip.text
        units = [u for other in self.strips if other.mark == strip.mark for u, _, _ in other.glyphs]
        return logical("".join(units), units)


def strips_by_mark(pages: tuple[Drawn, ...]) -> dict[Key, list[Strip]]:
    """Return the strips of tagged content by page and mark."""
    found: dict[Key, list[Strip]] = {}
    for page in pages:
        for strip in page.strips:
            if strip.mark is not None:
                found.setdefault((strip.page, strip.mark), []).append(strip)
    return found
