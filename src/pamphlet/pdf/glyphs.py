"""The fonts of a PDF as its text needs them: what codes stand for and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf


class Glyphs:
    """The glyphs of what is shown in one font, one by one."""

    def __init__(self, font: Font) -> None:
        self._font = font

    @classmethod
    def of(cls, font: Any) -> Glyphs:
        """Return the glyphs of a font dictionary."""
        return cls(Font.read(font))

    def parted(self, operand: Any) -> Iterator[tuple[str, Any]]:
        """Give what each glyph of a Tj or TJ stands for with its code, and shifts with ""."""
        for part in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if not isinstance(part, pikepdf.String):
                yield "", part
                continue
            codes, length = bytes(part), self._font.length
            for at in range(0, len(codes), length):
                code = codes[at : at + length]
                meaning = self._font.meanings.get(int.from_bytes(code, "big"), "\ufffd")
                yield meaning, pikepdf.String(code)


@dataclass(frozen=True, slots=True)
class Font:
    """What the codes of one font mean and how wide they are; `length` bytes a code.

    `family` is what the file calls its family, `is_embedded` whether its outlines are there.
    """

    length: int
    meanings: dict[int, str]
    widths: dict[int, float]
    width: float
    family: str = ""
    is_embedded: bool = True

    @classmethod
    def read(cls, font: Any) -> Font:
        stream = font.get("/ToUnicode")
        is_map = isinstance(stream, pikepdf.Stream)
        meanings = _read_cmap(stream.read_bytes()) if is_map else {}
        if font.get("/Subtype") != "/Type0":
            first = int(font.get("/FirstChar", 0))
            widths = {first + i: float(w) for i, w in enumerate(font.get("/Widths", ()))}
            return cls(1, meanings, widths, 500.0, *_outlines(font, font))
        below = font.DescendantFonts[0]
        widths = _read_widths(below.get("/W", ()))
        return cls(2, meanings, widths, float(below.get("/DW", 1000)), *_outlines(font, below))

    def glyphs(self, codes: bytes) -> Iterator[tuple[str, float]]:
        """Give what each code stands for and how wide it is, in thousandths of the size."""
        for at in range(0, len(codes), self.length):
            code = int.from_bytes(codes[at : at + self.length], "big")
            yield self.meanings.get(code, "\ufffd"), self.widths.get(code, self.width)


def _outlines(font: Any, below: Any) -> tuple[str, bool]:
    """Return the family of a font, and whether it is embedded (ISO 32000-1, 9.8 and 9.9)."""
    told = below.get("/FontDescriptor", pikepdf.Dictionary())
    family = str(told.get("/FontFamily", ""))
    if not family:  # ABCDEF+Source-Serif-4-Bold
        name = re.sub(r"^/?([A-Z]{6}\+)?", "", str(font.get("/BaseFont", "")))
        family = re.split(r"[,-](?=[A-Z][a-z]+$)", name)[0].replace("-", " ").strip(" ,")
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return family, font.get("/Subtype") == "/Type3" or any(file in told for file in files)


def _read_widths(array: Any) -> dict[int, float]:
    """Return the widths of a composite font (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    items = list(array)
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            found |= {first + i: float(width) for i, width in enumerate(second)}
            at += 2
        else:
            same = float(items[at + 2])
            found |= dict.fromkeys(range(first, min(int(second), first + 65535) + 1), same)
            at += 3
    return found


def _read_cmap(source: bytes) -> dict[int, str]:
    """Return what codes stand for (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, meaning in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = _utf16(meaning)
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", source, re.DOTALL):
        pattern = rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])"
        for first, last, start, several in re.findall(pattern, block, re.DOTALL):
            codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 65535) + 1)
            if several:
                texts = [_utf16(text) for text in re.findall(rb"<([0-9A-Fa-f]*)>", several)]
            else:
                texts = _counted_up(_utf16(start), len(codes))
            found.update(zip(codes, texts, strict=False))
    return found


def _counted_up(text: str, count: int) -> list[str]:
    """Return a text, and those whose last character comes next in Unicode."""
    return [text[:-1] + chr(ord(text[-1]) + i) for i in range(count)] if text else []


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii").zfill(4)).decode("utf-16-be", "replace")
