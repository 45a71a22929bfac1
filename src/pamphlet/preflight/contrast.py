"""Contrast of text with what is really behind it, in colour and on a grey copy.

WCAG 2.2, 1.4.3: (lighter + 0.05) / (darker + 0.05) of relative luminances.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pamphlet.pdf.drawn import Strip
from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.raster import SCALE, Rasters
from pamphlet.preflight.subject import Subject

if TYPE_CHECKING:
    from PIL.Image import Image

Pixel = tuple[int, int, int]

# A picture behind a text is told by so many samples; the worst twentieth of them counts.
_SAMPLES = 48
_WORST = 0.05

# How far the ink of letters rises and falls, as a part of the size.
_RISE, _FALL = 0.72, 0.05

# Sums of products are rounded.
_ROUNDING = 0.02


@dataclass(frozen=True, slots=True)
class _Seen:
    """The least contrast of a strip, in colour and in greys."""

    strip: Strip
    colour: float
    grey: float

    @property
    def least(self) -> float:
        return min(self.colour, self.grey)


def contrast(subject: Subject, rasters: Rasters) -> Measured:
    """Measure the least contrast of any text, in colour or in greys."""
    limit = subject.limits.contrast
    target = f">= {limit:g} : 1, in greys too"
    seen = [_seen(strip, rasters) for page in subject.pages for strip in _texts(page.strips)]
    if not seen:
        return Measured("contrast", None, "no text", target, True)
    places = [
        _place(subject, one)
        for one in sorted(seen, key=lambda one: one.least)
        if one.least < limit - _ROUNDING
    ]
    colour, grey = min(one.colour for one in seen), min(one.grey for one in seen)
    return judged(
        "contrast",
        round(min(colour, grey), 2),
        f"{colour:.1f} : 1, in greys {grey:.1f} : 1",
        target,
        places,
        hint="take a darker or a lighter colour, or put a plain area behind the text",
    )


def _place(subject: Subject, seen: _Seen) -> Place:
    strip = seen.strip
    words = subject.pages[strip.page].said(strip)
    return place(strip.page, strip.left, strip.y, words, _said(seen))


def _said(seen: _Seen) -> str:
    if seen.colour <= seen.grey:
        return f"{seen.colour:.1f} : 1"
    return f"{seen.grey:.1f} : 1 in greys"


def _texts(strips: tuple[Strip, ...]) -> Iterator[Strip]:
    return (strip for strip in strips if strip.is_visible and strip.right > strip.left)


def _seen(strip: Strip, rasters: Rasters) -> _Seen:
    whole, bare = rasters.page(strip.page)
    box = _box(strip, bare)
    if box is None:  # beyond the page: another measure's matter
        return _Seen(strip, 21.0, 21.0)
    behind = bare.crop(box)
    looks = whole.crop(box)
    if looks.tobytes() == behind.tobytes():  # something is drawn over it, or it has no colour
        return _Seen(strip, 1.0, 1.0)
    ink = _ink(strip) or _darkest_change(looks, behind)
    ratios = [_ratios(ink, strip.alpha, ground) for ground in _grounds(behind)]
    at = int(len(ratios) * _WORST)
    colours, greys = sorted(one[0] for one in ratios), sorted(one[1] for one in ratios)
    return _Seen(strip, colours[at], greys[at])


def _box(strip: Strip, page: Image) -> tuple[int, int, int, int] | None:
    """Return the pixels that a text stands on."""
    left, right = int(strip.left * SCALE), int(strip.right * SCALE) + 1
    top = int((strip.y - _RISE * strip.size) * SCALE)
    bottom = int((strip.y + _FALL * strip.size) * SCALE) + 1
    left, top = max(left, 0), max(top, 0)
    right, bottom = min(right, page.width), min(bottom, page.height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _ink(strip: Strip) -> Pixel | None:
    if strip.colour is None:
        return None
    red, green, blue = (round(255 * min(max(value, 0.0), 1.0)) for value in strip.colour)
    return red, green, blue


def _darkest_change(whole: Image, bare: Image) -> Pixel:
    """Return the colour of the pixel that a text changes most: its colour is not known."""
    from PIL import ImageChops

    change = ImageChops.difference(whole, bare).convert("L").tobytes()
    at = max(range(len(change)), key=change.__getitem__)
    red, green, blue = whole.getpixel((at % whole.width, at // whole.width))
    return red, green, blue


def _grounds(behind: Image) -> list[Pixel]:
    """Return colours behind a text, as often as they are there."""
    single = behind.getcolors(1)
    if single:
        return [single[0][1]]
    across = min(behind.width, _SAMPLES)
    down = max(1, min(behind.height, _SAMPLES * _SAMPLES // across // 4))
    few = behind.resize((across, down), 0)  # nearest: colours that are there, no others
    found = few.getcolors(across * down) or []
    return [colour for count, colour in found for _ in range(count)]


@lru_cache(maxsize=50_000)
def _ratios(ink: Pixel, alpha: float, ground: Pixel) -> tuple[float, float]:
    """Return the contrast in colour and in greys of ink that lets `1 - alpha` through."""
    mixed = [alpha * one + (1 - alpha) * other for one, other in zip(ink, ground, strict=True)]
    in_colour = _ratio(_luminance(mixed), _luminance(ground))
    return in_colour, _ratio(_luminance([_grey(mixed)] * 3), _luminance([_grey(ground)] * 3))


def _ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: list[float] | Pixel) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    red, green, blue = (
        value / 255 / 12.92 if value <= 10.31 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _grey(colour: list[float] | Pixel) -> float:
    """Return a colour as a printer without colours renders it (ISO 32000-1, 10.3.2)."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue
