"""QR codes, read back from the page as a telephone would see it.

Loads zxing-cpp. ISO/IEC 18004: four modules of quiet on every side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pamphlet.errors import MissingProgram
from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.raster import Rasters
from pamphlet.preflight.subject import Subject
from pamphlet.units import PAPERS, mm

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels a point: 300 an inch, so that a module of half a millimetre has six.
_SCALE = 300 / 72

# A half Letter is a little longer than an A5.
_SMALL_MM = PAPERS["half Letter"].height + 1

_ROUNDING_MM = 0.15


@dataclass(frozen=True, slots=True)
class _Code:
    """A code that was read: its place and size in pixels, its quiet zone in modules."""

    page: int
    text: str
    left: float
    top: float
    side: float
    quiet: int
    is_dark: bool

    @property
    def size_mm(self) -> float:
        return mm(self.side / _SCALE)


def qr_codes(subject: Subject, rasters: Rasters) -> Measured:
    """Read the codes of every page back, and measure them; the figure is the smallest in mm."""
    limits = subject.limits
    wanted = [piece.qr for piece in subject.composition.pieces if piece.qr]
    longest = max((mm(max(page.width, page.height)) for page in subject.pages), default=0.0)
    least = limits.qr_small if longest <= _SMALL_MM else limits.qr_large
    target = f"all read, {limits.qr_quiet:g} modules quiet, >= {least:g} mm, dark on light"
    if not wanted:
        return Measured("QR codes", None, "none", target, True)
    codes = [code for page in subject.pages for code in _read(page.number, rasters)]
    read = [code for code in codes if code.text in wanted]
    unread = [text for text in dict.fromkeys(wanted) if text not in {c.text for c in codes}]
    places = [Place(what=f"{text} cannot be read from the pages") for text in unread]
    places += [_place(code, what) for code in read for what in _wrong(code, least, subject)]
    smallest = min((code.size_mm for code in read), default=None)
    quiet = min((code.quiet for code in read), default=0)
    shown = f"{len(set(wanted)) - len(unread)} of {len(set(wanted))} read"
    if smallest is not None:
        shown += f", {smallest:.1f} mm, {quiet} modules quiet"
    return judged(
        "QR codes",
        None if smallest is None else round(smallest, 1),
        shown,
        target,
        places,
        hint="print the code larger, black on white, with nothing beside it; shorten its address",
    )


def _wrong(code: _Code, least: float, subject: Subject) -> Iterator[str]:
    if code.size_mm < least - _ROUNDING_MM:
        yield f"{code.size_mm:.1f} mm wide"
    if code.quiet < subject.limits.qr_quiet:
        yield f"{code.quiet} modules of quiet around it"
    if not code.is_dark:
        yield "light on dark"


def _place(code: _Code, what: str) -> Place:
    return place(code.page, code.left / _SCALE, code.top / _SCALE, code.text, what)


def _read(number: int, rasters: Rasters) -> Iterator[_Code]:
    try:
        import zxingcpp
    except ImportError:
        raise MissingProgram(
            "the library zxing-cpp is missing", hint="install it: 'pip install zxing-cpp'"
        ) from None
    image = rasters.grey(number, _SCALE)
    for found in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode):
        yield _measured(number, found, image)


def _measured(page: int, found: Any, image: Image) -> _Code:
    corners = [
        (corner.x, corner.y)
        for corner in (
            found.position.top_left,
            found.position.top_right,
            found.position.bottom_right,
            found.position.bottom_left,
        )
    ]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    side = (right - left + bottom - top) / 2
    darkest, lightest = image.crop((left, top, right, bottom)).getextrema()
    middle = (darkest + lightest) / 2
    corner = round(left + side * 0.012), round(top + side * 0.012)
    is_dark = image.getpixel(corner) < middle
    module = _module(image, corner, side, middle, is_dark=is_dark)
    box = (left, top, right, bottom)
    quiet = next(
        (n for n in (4, 3, 2, 1) if _is_quiet(image, box, n, module, middle, is_dark=is_dark)), 0
    )
    return _Code(page, found.text, left, top, side, quiet, is_dark)


def _module(
    image: Image, corner: tuple[int, int], side: float, middle: float, *, is_dark: bool
) -> float:
    """Return the width of a module: the upper edge of a finder pattern is seven of them."""
    x, y = corner
    run = 0
    while x + run < image.width and (image.getpixel((x + run, y)) < middle) == is_dark:
        run += 1
    # Sides have 21 modules and four more in each version.
    count = round((side / max(run, 1) * 7 - 17) / 4) * 4 + 17
    return side / max(count, 21)


def _is_quiet(
    image: Image,
    box: tuple[float, float, float, float],
    modules: int,
    module: float,
    middle: float,
    *,
    is_dark: bool,
) -> bool:
    """Tell whether a frame of so many modules around a code has nothing in it."""
    left, top, right, bottom = box
    near, far = 0.4 * module, (modules - 0.4) * module
    sides = (
        (left - far, top - far, left - near, bottom + far),
        (right + near, top - far, right + far, bottom + far),
        (left - far, top - far, right + far, top - near),
        (left - far, bottom + near, right + far, bottom + far),
    )
    for side in sides:
        if side[0] < 0 or side[1] < 0 or side[2] > image.width or side[3] > image.height:
            return False
        darkest, lightest = image.crop(tuple(round(value) for value in side)).getextrema()
        if (darkest < middle) if is_dark else (lightest > middle):
            return False
    return True
