"""Reads what is drawn on the pages of a PDF, with its place, its colour and its face.

A file comes in, `Drawn` pages go out; clips, alpha and the forms within forms are
followed, patterns and shadings are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import Any

import pikepdf

from pamphlet.pdf.drawn import Box, Colour, Drawn, Patch, Picture, Strip
from pamphlet.pdf.glyphs import Font
from pamphlet.pdf.text import Walker, times

_PAINTS = frozenset("f F f* B B* b b* S s n".split())
_WALKED = (
    Walker.operators
    + " g rg k cs sc scn gs m l c v y re W W* "
    + " ".join(sorted(_PAINTS))
)  # fmt: skip
_PLAIN = frozenset({"/DeviceGray", "/DeviceRGB", "/DeviceCMYK"})
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


def drawn_pages(pdf: pikepdf.Pdf) -> tuple[Drawn, ...]:
    """Return what is drawn on every page of a file."""
    return tuple(_drawn(page, number) for number, page in enumerate(pdf.pages))


def _drawn(page: pikepdf.Page, number: int) -> Drawn:
    left, bottom, right, top = (float(value) for value in page.trimbox)
    walker = _Drawing(number)
    walker.ctm = (1, 0, 0, -1, -left, top)
    walker.walk(page, page.obj.get("/Resources"), depth=0)
    return Drawn(
        number,
        right - left,
        top - bottom,
        tuple(walker.strips),
        tuple(walker.pictures),
        tuple(walker.patches),
        tuple(walker.fonts.values()),
    )


class _Drawing(Walker):
    """Follows painting operators too (ISO 32000-1, 8.5, 8.6 and 8.9)."""

    operators = _WALKED

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.strips: list[Strip] = []
        self.pictures: list[Picture] = []
        self.patches: list[Patch] = []
        self.colour: Colour | None = (0.0, 0.0, 0.0)
        self.is_plain = True  # the colour space is a device's
        self.alpha = self.group = 1.0
        self.clip = _EVERYWHERE
        self.is_clip = False
        self.path: list[tuple[float, float]] = []
        self.kept: list[tuple[Colour | None, float, Box]] = []

    def step(self, operator: str, operands: Any, resources: Any, depth: int) -> None:
        match operator:
            case "q":
                self.kept.append((self.colour, self.alpha, self.clip))
            case "Q" if self.kept:
                self.colour, self.alpha, self.clip = self.kept.pop()
            case "g" | "rg" | "k":
                self.colour, self.is_plain = _colour(operands), True
            case "cs":
                self.is_plain = str(operands[0]) in _PLAIN
                self.colour = (0.0, 0.0, 0.0) if self.is_plain else None
            case "sc" | "scn":
                self.colour = _colour(operands) if self.is_plain else None
            case "gs":
                self.alpha = _alpha(operands[0], resources, self.alpha)
            case "m" | "l" | "c" | "v" | "y":
                values = [float(value) for value in operands]
                self.trace(zip(values[::2], values[1::2], strict=True))
            case "re":
                x, y, width, height = (float(value) for value in operands)
                self.trace(((x, y), (x + width, y), (x, y + height), (x + width, y + height)))
            case "W" | "W*":
                self.is_clip = True
            case _ if operator in _PAINTS:
                self.paint(operator)
        super().step(operator, operands, resources, depth)

    def trace(self, points: Any) -> None:
        a, b, c, d, e, f = self.ctm
        self.path += ((a * x + c * y + e, b * x + d * y + f) for x, y in points)

    def paint(self, operator: str) -> None:
        if self.path:
            box = _common(_around(self.path), self.clip)
            if self.is_clip:
                self.clip = box
            if operator != "n" and box[0] <= box[2] and box[1] <= box[3]:
                self.patches.append(Patch(self.page, box))
        self.path, self.is_clip = [], False

    def show(self, operands: Any) -> None:
        if self.font is None:
            return
        mark = next((mark for mark in reversed(self.marks) if mark is not None), None)
        place = times(self.line, self.ctm)
        scale, before = hypot(place[0], place[1]), self.advance
        glyphs, missing = [], 0
        for unit, start, end, is_missing in self.advances(operands[-1], self.font):
            ends = sorted((place[4] + start * place[0], place[4] + end * place[0]))
            glyphs.append((unit, ends[0], ends[1]))
            missing += is_missing
        inked = [glyph for glyph in glyphs if not glyph[0].isspace()]
        if not inked:  # a space of its own still parts words
            inked = glyphs
        if not glyphs:
            return
        self.strips.append(
            Strip(
                page=self.page,
                mark=mark,
                glyphs=tuple(glyphs),
                y=place[5] + before * place[1],
                left=min(left for _, left, _ in inked),
                right=max(right for _, _, right in inked),
                size=self.size * hypot(place[2], place[3]),
                family=self.font.family,
                space=_space(self.font) * self.size * scale,
                colour=self.colour,
                alpha=self.alpha * self.group,
                missing=missing,
            )
        )

    def advances(self, operand: Any, font: Font) -> Iterator[tuple[str, float, float, bool]]:
        """Give each glyph with where it begins and ends, and whether there is no such glyph."""
        for part in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if not isinstance(part, pikepdf.String):
                self.advance -= float(part) / 1000 * self.size
                continue
            codes = bytes(part)
            for at, (unit, width) in enumerate(font.glyphs(codes)):
                start = self.advance
                self.advance += width / 1000 * self.size
                # Glyph 0 of a composite font is .notdef.
                code = codes[at * font.length : (at + 1) * font.length]
                yield unit, start, self.advance, font.length == 2 and not any(code)

    def form(self, name: Any, resources: Any, depth: int) -> None:
        things = resources.get("/XObject") if resources is not None else None
        thing = things.get(str(name)) if things is not None else None
        if thing is not None and thing.get("/Subtype") == "/Image":
            self.place(thing)
            return
        saved = self.colour, self.alpha, self.group, self.clip, self.kept
        self.kept = []
        if thing is not None and "/Group" in thing:  # drawn as one thing, with one alpha
            self.group, self.alpha = self.group * self.alpha, 1.0
        super().form(name, resources, depth)
        self.colour, self.alpha, self.group, self.clip, self.kept = saved

    def place(self, image: Any) -> None:
        """Note a picture: it fills the unit square of the matrix (ISO 32000-1, 8.9.5)."""
        a, b, c, d, e, f = self.ctm
        corners = [(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)]
        box = _common(_around(corners), self.clip)
        sides = hypot(a, b) or 1e-6, hypot(c, d) or 1e-6
        pixels = float(image.get("/Width", 0)), float(image.get("/Height", 0))
        ppi = min(count / side * 72 for count, side in zip(pixels, sides, strict=True))
        self.pictures.append(Picture(self.page, box, ppi))


def _space(font: Font) -> float:
    """Return the width of a font's space, in em; a quarter where it has none."""
    code = next((code for code, meaning in font.meanings.items() if meaning == " "), None)
    return font.widths.get(code, 250.0) / 1000 if code is not None else 0.25


def _colour(operands: Any) -> Colour | None:
    """Return a colour as red, green and blue; None for what is not read."""
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError):
        return None
    if len(values) == 1:
        return (values[0],) * 3
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 4:  # ISO 32000-1, 10.3.5
        return tuple(1 - min(1.0, ink + values[3]) for ink in values[:3])
    return None


def _alpha(name: Any, resources: Any, before: float) -> float:
    states = resources.get("/ExtGState") if resources is not None else None
    state = states.get(str(name)) if states is not None else None
    return float(state.get("/ca", before)) if state is not None else before


def _around(points: list[tuple[float, float]]) -> Box:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _common(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
