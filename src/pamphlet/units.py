"""Millimetres and points, written lengths, paper sizes.

Everything inside the program measures in millimetres; PDF speaks points
(1/72 inch). Text goes in, numbers come out; nothing else is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0

_MM = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, "pt": MM_PER_INCH / PT_PER_INCH}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)\s*([a-z]+)?", re.IGNORECASE)


def pt(mm: float) -> float:
    """Return millimetres as points."""
    return mm * PT_PER_INCH / MM_PER_INCH


def mm(points: float) -> float:
    """Return points as millimetres."""
    return points * MM_PER_INCH / PT_PER_INCH


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height in millimetres."""

    width: float
    height: float

    @property
    def landscape(self) -> Size:
        """The same paper lying on its long side."""
        return self if self.width >= self.height else Size(self.height, self.width)

    @property
    def portrait(self) -> Size:
        """The same paper standing on its short side."""
        return self if self.width <= self.height else Size(self.height, self.width)

    def __str__(self) -> str:
        return f"{self.width:g} x {self.height:g} mm"


# ISO 216 and ISO 217; North American sizes from ANSI/ASME Y14.1.
PAPERS = {
    "A2": Size(420, 594),
    "A3": Size(297, 420),
    "A4": Size(210, 297),
    "A5": Size(148, 210),
    "A6": Size(105, 148),
    "A7": Size(74, 105),
    "SRA3": Size(320, 450),
    "Letter": Size(215.9, 279.4),
    "half Letter": Size(139.7, 215.9),
    "Legal": Size(215.9, 355.6),
    "Tabloid": Size(279.4, 431.8),
}
_PAPERS = {name.lower(): size for name, size in PAPERS.items()}

# The sheet that lies in the office printer, by paper family.
OFFICE_SHEETS = {"a": "A4", "us": "Letter"}


def parse_length(text: str) -> float:
    """Return a written length (`3mm`, `0.5in`, `9pt`) in millimetres.

    Raises ValueError, in words for a user, when it is no length or has no unit.
    """
    found = _LENGTH.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a length")
    number, unit = found.groups()
    if unit is None:
        raise ValueError(f"{text!r} has no unit")
    if unit.lower() not in _MM:
        raise ValueError(f"{text!r}: {unit!r} is not one of {', '.join(_MM)}")
    return float(number) * _MM[unit.lower()]


def parse_size(text: str) -> Size:
    """Return a written size (`A5`, `A4 landscape`, `148mm x 210mm`) in millimetres.

    Raises ValueError, in words for a user.
    """
    words = " ".join(text.split())
    for turn in ("landscape", "portrait"):
        if words.lower().endswith(f" {turn}"):
            return getattr(parse_size(words[: -len(turn)]), turn)
    if words.lower() in _PAPERS:
        return _PAPERS[words.lower()]
    parts = re.split(r"\s*[x×]\s*", words)
    if len(parts) != 2:
        raise ValueError(f"{text!r} is not a size")
    try:
        width, height = (parse_length(part) for part in parts)
    except ValueError as problem:
        raise ValueError(
            f"{text!r} has no unit" if "no unit" in str(problem) else str(problem)
        ) from None
    if width <= 0 or height <= 0:
        raise ValueError(f"{text!r} is empty")
    return Size(width, height)
