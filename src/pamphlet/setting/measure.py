"""How wide words are, shaped by HarfBuzz as the engine will shape them."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language
from pamphlet.language.typography import capitals
from pamphlet.setting.hanging import Edges, Ink, parted_marks


@cache
def _font(path: Path, index: int) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)), index))


def _shaped(font: uharfbuzz.Font, text: str, lang: str) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    if lang:
        buffer.language = lang
    uharfbuzz.shape(font, buffer, dict(language(lang).features) if lang else None)
    return buffer


@lru_cache(maxsize=50_000)
def advance(path: Path, text: str, lang: str, index: int = 0) -> float:
    """Return the width of a text in one face of a file, in em."""
    font = _font(path, index)
    buffer = _shaped(font, text, lang)
    return sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem


@lru_cache(maxsize=5_000)
def _ink(path: Path, text: str, lang: str, index: int) -> Ink:
    """Return how far the ink of a text reaches in one face of a file."""
    font = _font(path, index)
    buffer = _shaped(font, text, lang)
    high, low = [0], [0]
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        if extents:
            high.append(extents.y_bearing + place.y_offset)
            low.append(extents.y_bearing + extents.height + place.y_offset)
    face, em = font.get_font_extents("ltr"), font.face.upem
    return Ink(max(high) / em, -min(low) / em, face.ascender / em, -face.descender / em)


@lru_cache(maxsize=5_000)
def _bearings(path: Path, text: str, lang: str, index: int) -> tuple[float, float]:
    """Return the white to the left and to the right of the ink of a text, in em."""
    font = _font(path, index)
    buffer = _shaped(font, text, lang)
    em, at, left, right = font.face.upem, 0, [], []
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        extents = font.get_glyph_extents(info.codepoint)
        if extents and extents.width:
            begin = at + place.x_offset + extents.x_bearing
            left.append(begin)
            right.append(begin + extents.width)
        at += place.x_advance
    return (min(left) / em, (at - max(right)) / em) if left else (0.0, 0.0)


@lru_cache(maxsize=256)
def drop(path: Path, index: int = 0) -> float:
    """Return how far below the middle of a line the baseline of a face lies, in em.

    CSS 2.2, 10.8.1: half of what a line is higher than its face goes to either side.
    """
    font = _font(path, index)
    face = font.get_font_extents("ltr")
    return (face.ascender + face.descender) / 2 / font.face.upem


class Measure:
    """The width of texts set in a stack of faces; `capitals` as the engine maps them."""

    def __init__(
        self,
        library: FontLibrary,
        families: tuple[str, ...],
        *,
        lang: str = "",
        weight: int = 400,
        italic: bool = False,
        capitals: bool = False,
    ) -> None:
        found = (library.find(family, weight=weight, italic=italic) for family in families)
        self.faces: tuple[Face, ...] = tuple(face for face in found if face)
        self.lang, self.capitals = lang, capitals
        if not self.faces:
            raise LookupError(f"none of {', '.join(families)} is a font that is there")

    def width(self, text: str) -> float:
        """Return the width of a text in em, in the first face that has all its letters."""
        if self.capitals:
            text = capitals(text, self.lang)
        face = self._face(text)
        return advance(face.path, text, self.lang, face.index)

    def ink(self, text: str) -> Ink:
        """Return how far the ink of a text reaches."""
        if self.capitals:
            text = capitals(text, self.lang)
        face = self._face(text)
        return _ink(face.path, text, self.lang, face.index)

    def edges(self, text: str) -> Edges:
        """Return how much of a line may hang beyond either edge of its frame."""
        if self.capitals:
            text = capitals(text, self.lang)
        face = self._face(text)

        def width(part: str) -> float:
            return advance(face.path, part, self.lang, face.index)

        first, bare, last = parted_marks(text)
        whole = width(text)
        if not bare:
            return Edges(whole)
        left, right = _bearings(face.path, bare, self.lang, face.index)
        is_rtl = language(self.lang or "und").direction == "rtl"
        before, after = (right, left) if is_rtl else (left, right)
        # The marks shape with what they stand at: their width is what the line lacks without.
        start = whole - width(bare + last) + before if first else before
        end = whole - width(first + bare) + after if last else after
        return Edges(whole, start, end)

    def _face(self, text: str) -> Face:
        needed = {ord(letter) for letter in text if letter.isalnum()}
        fitting = (face for face in self.faces if needed <= face.characters)
        return next(fitting, self.faces[0])
