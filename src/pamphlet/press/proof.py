"""The proof mark: a word across every page, so that nobody prints a draft by mistake.

Bytes of a master come in, bytes go out. The word is drawn as outlines, so it
needs no font in the file and no search finds it.
"""

from __future__ import annotations

from io import BytesIO
from math import atan2, cos, hypot, sin

import pikepdf
import uharfbuzz

from pamphlet.fonts import Face
from pamphlet.press.screen import saved

# Of the page's diagonal that the word takes.
_SHARE = 0.72


def proof_form(master: bytes, word: str, face: Face) -> bytes:
    """Return a master with `word` outlined across each page, in the shapes of `face`."""
    outline = _Outline(word, face)
    with pikepdf.open(BytesIO(master)) as pdf:
        for page in pdf.pages:
            mark = outline.across(*(float(value) for value in page.trimbox))
            # The page's own content may leave its state changed behind it.
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q /Artifact BMC q " + mark + b" Q EMC")
        return saved(pdf)


class _Outline:
    """A shaped word as PDF path operators in font units."""

    def __init__(self, word: str, face: Face) -> None:
        blob = uharfbuzz.Blob.from_file_path(str(face.path))
        font = uharfbuzz.Font(uharfbuzz.Face(blob))
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer)
        pen = _Pen()
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.shift = (pen.width + place.x_offset, place.y_offset)
            font.draw_glyph_with_pen(info.codepoint, pen)
            pen.width += place.x_advance
        self.path, self.width = " ".join(pen.operators), max(pen.width, 1)
        self.height = font.get_font_extents("ltr").ascender * 0.7

    def across(self, left: float, bottom: float, right: float, top: float) -> bytes:
        """Return the word along the rising diagonal of a box, in the middle of it."""
        width, height = right - left, top - bottom
        angle = atan2(height, width)
        scale = hypot(width, height) * _SHARE / self.width
        c, s = cos(angle) * scale, sin(angle) * scale
        # The middle of the word lies in the middle of the box.
        x = left + width / 2 - (self.width * c - self.height * s) / 2
        y = bottom + height / 2 - (self.width * s + self.height * c) / 2
        matrix = " ".join(f"{value:.5f}" for value in (c, s, -s, c, x, y))
        # White under grey shows on any ground and hides no word.
        strokes = (
            f"{colour} G {weight / scale:.2f} w {self.path} S"
            for colour, weight in ((1, 1.3), (0.45, 0.6))
        )
        return f"{matrix} cm 1 j {' '.join(strokes)}".encode("ascii")


class _Pen:
    """Takes a glyph's outline (the pen protocol of fontTools) as path operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.shift = (0, 0)
        self.width = 0
        self.at = (0.0, 0.0)

    def _moved(self, point: tuple[float, float]) -> tuple[float, float]:
        return point[0] + self.shift[0], point[1] + self.shift[1]

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        numbers = " ".join(f"{value:.1f}" for point in points for value in point)
        self.operators.append(f"{numbers} {operator}")
        self.at = points[-1]

    def moveTo(self, point):
        self._add("m", self._moved(point))

    def lineTo(self, point):
        self._add("l", self._moved(point))

    def curveTo(self, *points):
        self._add("c", *map(self._moved, points))

    def qCurveTo(self, control, end):
        """Write a quadratic curve as the cubic one that PDF has."""
        (x0, y0), (x1, y1), (x2, y2) = self.at, self._moved(control), self._moved(end)
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        second = (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3)
        self._add("c", first, second, (x2, y2))

    def closePath(self):
        self.operators.append("h")
