"""A publisher's logo: fine enough for its place, and without a white box around it."""

from __future__ import annotations

import math
from pathlib import Path

from pamphlet.errors import InputError
from pamphlet.model import Publisher
from pamphlet.resources import check_image
from pamphlet.theme import Theme

# How high the shared stylesheet sets a logo, in millimetres.
HEIGHT_MM = 12.0

# Pixels an inch: what a logo should have, and less than which it is not printed.
_GOOD, _LEAST = 250, 150

_MM_PER_INCH = 25.4

# As white as paper, for the noise of a JPEG.
_WHITE = 244


def check_logo(logo: Path | None) -> None:
    """Raise InputError when a logo is no picture, or too coarse to be printed."""
    if logo is None:
        return
    check_image(logo, logo.name)
    size = _pixels(logo)
    if size is None:
        return
    resolution = size[1] / HEIGHT_MM * _MM_PER_INCH
    if resolution < _LEAST:
        raise InputError(
            f"the logo is {size[0]} x {size[1]} pixels: {resolution:.0f} an inch "
            f"where it is {HEIGHT_MM:g} mm high, {_LEAST} are the least",
            at=logo.name,
            hint=f"save it as SVG, or {_rows(_GOOD)} pixels high or more; "
            f"this one is good for {size[1] / _GOOD * _MM_PER_INCH:.0f} mm",
        )


def _rows(resolution: int) -> int:
    return math.ceil(HEIGHT_MM / _MM_PER_INCH * resolution)


def has_white_box(logo: Path) -> bool:
    """Tell whether a picture is opaque and white in its corners: a box on any colour."""
    if _pixels(logo) is None:
        return False
    from PIL import Image

    with Image.open(logo) as picture:
        shown = picture.convert("RGBA")
        right, bottom = shown.width - 1, shown.height - 1
        corners = [shown.getpixel(at) for at in ((0, 0), (right, 0), (0, bottom), (right, bottom))]
    return all(min(corner[:3]) >= _WHITE and corner[3] == 255 for corner in corners)


def logo_notes(publisher: Publisher, design: Theme) -> tuple[str, ...]:
    """Return what should be known of a logo: that it brings a white box onto a colour."""
    grounds = {design.colour("solid"), design.colour("tint")} - {design.colour("paper")}
    if not (publisher.logo and grounds and has_white_box(publisher.logo)):
        return ()
    return (
        f"the logo {publisher.logo.name!r} has a white box around it, which shows on the colours "
        f"of {design.name!r}: save it with a transparent ground (as PNG or SVG), or take a theme "
        "with white grounds, such as 'bookish' or 'plain'",
    )


def _pixels(logo: Path) -> tuple[int, int] | None:
    """Return the width and the height in pixels, None for a drawing."""
    if logo.suffix.lower() == ".svg":
        return None
    from PIL import Image

    with Image.open(logo) as picture:
        return picture.size
