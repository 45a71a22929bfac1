"""Colours as greys: how light a colour is, and a content stream in greys alone.

What comes in may hold colours of every kind that the engine writes: RGB, CMYK (from
`device-cmyk()`), Lab (from `lab()` and `oklch()`) and patterns, which are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Name, Operator

# Luminance weights of Rec. 709, on gamma-encoded values, as photocopiers nearly see them.
WEIGHTS = (0.2126, 0.7152, 0.0722)

# From CIE XYZ, white at 1, 1, 1, to linear sRGB (IEC 61966-2-1).
_TO_RED = (3.0803, -1.5374, -0.5429)
_TO_GREEN = (-0.9211, 1.8760, 0.0452)
_TO_BLUE = (0.0529, -0.2040, 1.1511)

Colour = Callable[..., float]


def luminance(red: float, green: float, blue: float) -> float:
    """Return how light a colour is, 0 black, 1 white."""
    return _within(sum(w * v for w, v in zip(WEIGHTS, (red, green, blue), strict=True)))


def luminance_of_inks(cyan: float, magenta: float, yellow: float, black: float) -> float:
    """Return how light four inks are together (ISO 32000-1, 10.3.5)."""
    return luminance(*(1 - min(1, ink + black) for ink in (cyan, magenta, yellow)))


def luminance_of_lab(lightness: float, a: float, b: float) -> float:
    """Return how light a CIE L*a*b* colour is, as its sRGB colour would be."""
    middle = (lightness + 16) / 116
    xyz = [_unfolded(value) for value in (middle + a / 500, middle, middle - b / 200)]
    rows = (_TO_RED, _TO_GREEN, _TO_BLUE)
    linear = (sum(w * v for w, v in zip(row, xyz, strict=True)) for row in rows)
    return luminance(*map(_gamma, linear))


def _unfolded(value: float) -> float:
    return value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)


def _gamma(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _within(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def greyed(stream: Any, resources: Any) -> bytes:
    """Return a content stream with every colour set as a grey."""
    content = _Content(resources)
    return pikepdf.unparse_content_stream(
        [content.step(step) for step in pikepdf.parse_content_stream(stream)]
    )


class _Content:
    """A content stream on its way: what the numbers of `sc` and `SC` mean at each point."""

    def __init__(self, resources: Any) -> None:
        self.named = (resources or {}).get("/ColorSpace") or {}
        self.spaces: dict[str, Colour | None] = {"sc": None, "SC": None}
        self.kept: list[dict[str, Colour | None]] = []

    def step(self, step: Any) -> Any:
        """Return an operator with its operands, in grey."""
        name, operands = str(step.operator), step.operands
        if name == "q":
            self.kept.append(dict(self.spaces))
        elif name == "Q" and self.kept:
            self.spaces = self.kept.pop()
        elif name in _DIRECT:
            meaning, grey = _DIRECT[name]
            return [_level(meaning, operands)], Operator(grey)
        elif name in ("cs", "CS"):
            return self.space(name, step)
        elif name in ("sc", "SC", "scn", "SCN") and (meaning := self.spaces[name[:2]]):
            return [_level(meaning, operands)], step.operator
        return step

    def space(self, name: str, step: Any) -> Any:
        """Take note of a colour space, and put grey in its place."""
        asked = step.operands[0]
        meaning = _meaning(self.named.get(str(asked), asked))
        self.spaces["sc" if name == "cs" else "SC"] = meaning
        return ([Name.DeviceGray], step.operator) if meaning else step


_DIRECT: dict[str, tuple[Colour, str]] = {
    "rg": (luminance, "g"),
    "RG": (luminance, "G"),
    "k": (luminance_of_inks, "g"),
    "K": (luminance_of_inks, "G"),
}

_MEANINGS: dict[str, Colour] = {
    "/DeviceRGB": luminance,
    "/CalRGB": luminance,
    "/DeviceCMYK": luminance_of_inks,
    "/Lab": luminance_of_lab,
}

# By how many numbers a colour of a profile has.
_PROFILED: dict[int, Colour] = {3: luminance, 4: luminance_of_inks}


def _meaning(space: Any) -> Colour | None:
    """Return what numbers of a colour space mean; None where they stay as they are."""
    if isinstance(space, Array):
        if space[0] == "/ICCBased":
            return _PROFILED.get(int(space[1]["/N"]))
        return _MEANINGS.get(str(space[0]))
    return _MEANINGS.get(str(space))


def _level(meaning: Colour, operands: Sequence[Any]) -> float:
    return meaning(*(float(value) for value in operands))
