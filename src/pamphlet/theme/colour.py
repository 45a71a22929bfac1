"""How well a colour is read on another, and the nearest one of its hue that would be."""

from __future__ import annotations

import colorsys

# WCAG 2.2, 1.4.3: text needs so much against what is behind it.
READABLE = 4.5

_STEPS = 200


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = (part / 255 for part in _parts(colour))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, grounds: tuple[str, ...]) -> str | None:
    """Return the nearest colour of the same hue that is read on every one of `grounds`.

    None where there is none: nothing is read on grounds of both kinds.
    """
    if all(contrast(colour, ground) >= READABLE for ground in grounds):
        return colour
    hue, light, full = colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))
    steps = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda one: abs(one - light))
    for lightness in steps:
        found = _written(colorsys.hls_to_rgb(hue, lightness, full))
        if all(contrast(found, ground) >= READABLE for ground in grounds):
            return found
    return None


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def tinted(colour: str, share: float) -> str:
    """Return a colour on white paper, printed at a `share` of its full ink."""
    return _written(tuple(1 - (1 - part / 255) * share for part in _parts(colour)))
