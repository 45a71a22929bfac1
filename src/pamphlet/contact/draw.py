"""Figures → pictures: pages are drawn by pdfium, lines and captions over them.

Figures in millimetres and the files they are of come in, PNG with a palette goes out. The
same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlet.contact.arrange import Figure, Part, Sides, Source, Stroke, figures
from pamphlet.errors import MissingProgram
from pamphlet.imposition import Plan
from pamphlet.pdf.boxes import Box
from pamphlet.units import Size, mm

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

# So many pages are drawn in one picture, and no picture is wider or higher, in pixels.
MOST_PAGES = 64
MOST_PX = 3900
WIDEST_PX = {12: 1900, MOST_PAGES: 2600}
# How high the highest page is drawn when there are so many; sheets are drawn smaller.
PAGE_PX = {4: 600, 12: 480, 24: 380, MOST_PAGES: 280}
SHEET_SCALE = 0.6

_GROUND = (233, 233, 230)
_INK = (60, 60, 60)
_TRIM = (150, 150, 150)
_CUT = (214, 0, 110)
_PAPER = (255, 255, 255)
_EDGE, _GAP, _LINE = 24, 22, 30
_TEXT_PX, _HEAD_PX = 15, 18
_DASH = 5
_COLOURS = 200


def load() -> None:
    """Load the libraries that draw.

    Raises MissingProgram when one of them is not there.
    """
    try:
        import pypdfium2
        from PIL import Image, ImageDraw, ImageFont, PngImagePlugin  # noqa: F401
    except ImportError as problem:
        library = (problem.name or "pypdfium2").split(".")[0]
        library = {"PIL": "pillow"}.get(library, library)
        raise MissingProgram(
            f"the library {library} is missing: the contact sheet cannot be drawn",
            hint=f"install it ('pip install {library}'), or build with --no-contact",
        ) from None
    pypdfium2.raw.FPDF_GetLastError  # noqa: B018  (the name alone loads what it is bound to)


@dataclass(frozen=True, slots=True)
class _Section:
    """Figures under a heading, drawn at so many pixels a millimetre."""

    heading: str
    figures: tuple[Figure, ...]
    scale: float


@dataclass(frozen=True, slots=True)
class _Placed:
    figure: Figure
    x: int
    y: int
    scale: float


def contact_sheets(
    screen: bytes,
    sheets: bytes | None,
    plan: Plan | None,
    *,
    face: Path,
    printing: str = "",
    sides: Sides = "duplex",
) -> tuple[bytes, ...]:
    """Return the contact sheet of an edition: a PNG, or several when it has many pages.

    screen    the screen form
    sheets    the sheets, None when they were not asked for
    plan      by which pages lie on sheets; it tells the openings
    face      the font file of the captions
    printing  how the sheets are printed, in words
    sides     the order of the sides in `sheets`

    Raises MissingProgram when what draws is missing.
    """
    load()
    files = {"screen": screen} | ({"sheets": sheets} if sheets else {})
    with _opened(files) as drawn:
        sizes = drawn.sizes("screen")
        openings, flat = figures(sizes, plan, sides=sides)
        if not sheets:
            flat = ()
        heading = _heading(sizes)
        scale = _scale(sizes)
        rtl = plan is not None and plan.direction == "rtl"
        below = printing[:1].upper() + printing[1:]
        shares = zip_longest(_portions(openings), _portions(flat, worth=2), fillvalue=())
        return tuple(
            _picture(
                (
                    _Section(heading, read, scale),
                    _Section(below, printed, scale * SHEET_SCALE),
                ),
                drawn,
                face,
                rtl=rtl,
            )
            for read, printed in shares
        )


def strip(
    screen: bytes, plan: Plan | None, *, height: int, widest: int, colours: int = 64
) -> bytes:
    """Return a small picture of an edition: as many of its openings as go into a row.

    `height` is that of a page and `widest` that of the row, in pixels; what is not met
    within the row is left out. No captions.
    """
    load()
    with _opened({"screen": screen}) as drawn:
        sizes = drawn.sizes("screen")
        openings, _ = figures(sizes, plan, sides="duplex")
        scale = height / max(size.height for size in sizes)
        rtl = plan is not None and plan.direction == "rtl"
        row: list[_Placed] = []
        x = _GAP // 2
        for figure in openings:
            width = round(figure.size.width * scale)
            if row and x + width + _GAP // 2 > widest:
                break
            row.append(_Placed(figure, x, _GAP // 2, scale))
            x += width + _GAP // 2
        if rtl:
            row = [_Placed(p.figure, x - p.x - round(p.figure.size.width * scale), p.y, scale)
                   for p in row]  # fmt: skip
        low = max(round(placed.figure.size.height * scale) for placed in row) + _GAP
        canvas = _canvas(Size(x, low))
        for placed in row:
            _draw_figure(canvas, placed, drawn)
        return _png(canvas, colours)


def _heading(sizes: Sequence[Size]) -> str:
    many = f"{len(sizes)} page{'s' if len(sizes) > 1 else ''}"
    widths = sorted({round(size.width) for size in sizes})
    width = str(widths[0]) if len(widths) == 1 else f"{widths[0]}–{widths[-1]}"
    return f"{many} of {width} × {round(max(size.height for size in sizes))} mm, as they are read"


def _scale(sizes: Sequence[Size]) -> float:
    """Return at how many pixels a millimetre so many pages are drawn."""
    return _for_so_many(PAGE_PX, len(sizes)) / max(size.height for size in sizes)


def _for_so_many(table: Mapping[int, int], count: int) -> int:
    return next((px for most, px in table.items() if count <= most), [*table.values()][-1])


def _portions(found: Sequence[Figure], *, worth: int = 1) -> Iterator[tuple[Figure, ...]]:
    """Part figures so that one picture has no more than its pages; a side counts `worth`."""
    portion: list[Figure] = []
    room = MOST_PAGES
    for figure in found:
        room -= figure.pages * worth
        if portion and room < 0:
            yield tuple(portion)
            portion, room = [], MOST_PAGES - figure.pages * worth
        portion.append(figure)
    yield tuple(portion)


# --- arranging on the picture -----------------------------------------------------------


def _picture(sections: Sequence[_Section], drawn: _Drawn, face: Path, *, rtl: bool) -> bytes:
    from PIL import ImageDraw, ImageFont

    sections = [section for section in sections if section.figures]
    pages = sum(figure.pages for section in sections[:1] for figure in section.figures)
    placed, heads, size = _arranged(sections, _for_so_many(WIDEST_PX, pages), rtl=rtl)
    canvas = _canvas(size)
    for one in placed:
        _draw_figure(canvas, one, drawn)
    pen = ImageDraw.Draw(canvas)
    small, large = (ImageFont.truetype(str(face), px) for px in (_TEXT_PX, _HEAD_PX))
    for one in placed:
        _caption(pen, one, small)
    for text, y in heads:
        at = (size.width - _EDGE, y) if rtl else (_EDGE, y)
        pen.text(at, text, _INK, font=large, anchor="ra" if rtl else "la")
    return _png(canvas, _COLOURS)


def _arranged(
    sections: Sequence[_Section], widest: int, *, rtl: bool
) -> tuple[list[_Placed], list[tuple[str, int]], Size]:
    """Return every figure where it lies, the headings and the size of the picture.

    What would be too large is drawn smaller.
    """
    shrunk = 1.0
    while True:
        placed: list[_Placed] = []
        heads: list[tuple[str, int]] = []
        y = _EDGE
        for section in sections:
            heads.append((section.heading, y))
            rows, y = _rows(section.figures, section.scale * shrunk, y + _LINE, widest)
            placed += rows
            y += _GAP // 2
        right = max(one.x + round(one.figure.size.width * one.scale) for one in placed)
        size = Size(max(right + _EDGE, 2 * widest // 5), y)
        if max(size.width, size.height) <= MOST_PX:
            break
        shrunk *= 0.85
    if rtl:
        placed = [
            _Placed(
                one.figure,
                round(size.width) - one.x - round(one.figure.size.width * one.scale),
                one.y,
                one.scale,
            )
            for one in placed
        ]
    return placed, heads, size


def _rows(found: Sequence[Figure], scale: float, y: int, widest: int) -> tuple[list[_Placed], int]:
    """Lay figures in rows from the left; return them and where the next row begins."""
    placed: list[_Placed] = []
    x, low = _EDGE, 0
    for figure in found:
        width, height = (round(side * scale) for side in (figure.size.width, figure.size.height))
        if x > _EDGE and x + width + _EDGE > widest:
            x, y, low = _EDGE, y + low + _LINE, 0
        placed.append(_Placed(figure, x, y, scale))
        x += width + _GAP
        low = max(low, height)
    return placed, y + low + _LINE


# --- drawing ----------------------------------------------------------------------------


class _Drawn:
    """The pages of some files, drawn when they are asked for."""

    def __init__(self, files: Mapping[Source, bytes]) -> None:
        import pypdfium2

        self._files: dict[Source, Any] = {
            name: pypdfium2.PdfDocument(content) for name, content in files.items()
        }
        self._pages: dict[tuple[Source, int, int, int], Image] = {}

    def sizes(self, source: Source) -> tuple[Size, ...]:
        """Return the trimmed sizes of all pages of a file, in mm."""
        boxes = [Box(*page.get_trimbox()) for page in self._files[source]]
        return tuple(Size(mm(box.width), mm(box.height)) for box in boxes)

    def page(self, source: Source, number: int, width: int, height: int) -> Image:
        """Return the trimmed page of a file, as many pixels wide and high as it is asked for."""
        key = (source, number, width, height)
        if key not in self._pages:
            page = self._files[source][number]
            trim, media = Box(*page.get_trimbox()), Box(*page.get_mediabox())
            scale = max(width / trim.width, height / trim.height)
            crop = (trim.left - media.left, trim.bottom - media.bottom,
                    media.right - trim.right, media.top - trim.top)  # fmt: skip
            bitmap = page.render(scale=scale, crop=crop, may_draw_forms=False, rev_byteorder=True)
            image = bitmap.to_pil().convert("RGB")
            page.close()
            self._pages[key] = image if image.size == (width, height) else image.resize(
                (width, height)
            )  # fmt: skip
        return self._pages[key]

    def close(self) -> None:
        for file in self._files.values():
            file.close()


@contextmanager
def _opened(files: Mapping[Source, bytes]) -> Iterator[_Drawn]:
    drawn = _Drawn(files)
    try:
        yield drawn
    finally:
        drawn.close()


def _canvas(size: Size) -> Image:
    from PIL import Image

    return Image.new("RGB", (round(size.width), round(size.height)), _GROUND)


def _draw_figure(canvas: Image, placed: _Placed, drawn: _Drawn) -> None:
    from PIL import ImageDraw

    pen = ImageDraw.Draw(canvas)
    for part in placed.figure.parts:
        left, top, right, low = _box(part, placed)
        if part.page is None:
            pen.rectangle((left, top, right - 1, low - 1), fill=_PAPER)
        else:
            canvas.paste(drawn.page(part.source, part.page, right - left, low - top), (left, top))
    for stroke in placed.figure.strokes:
        _stroke(pen, placed, stroke)


def _box(part: Part, placed: _Placed) -> tuple[int, int, int, int]:
    """Return where a part lies on the picture; neighbours share an edge."""
    left, top = placed.x + part.left * placed.scale, placed.y + part.top * placed.scale
    right, low = left + part.width * placed.scale, top + part.height * placed.scale
    return round(left), round(top), round(right), round(low)


def _stroke(pen: ImageDraw, placed: _Placed, stroke: Stroke) -> None:
    (x1, x2) = sorted(round(placed.x + x * placed.scale) for x in (stroke.x1, stroke.x2))
    (y1, y2) = sorted(round(placed.y + y * placed.scale) for y in (stroke.y1, stroke.y2))
    if stroke.kind != "fold":
        pen.line((x1, y1, x2, y2), fill=_CUT if stroke.kind == "cut" else _TRIM)
        return
    # Dark and light by turns: seen on white and on a full colour.
    for number, start in enumerate(range(0, max(x2 - x1, y2 - y1), _DASH)):
        begin = (x1 + start, y1) if x2 > x1 else (x1, y1 + start)
        end = (min(begin[0] + _DASH - 1, x2), min(begin[1] + _DASH - 1, y2))
        pen.line((*begin, *end), fill=_PAPER if number % 2 else _INK)


def _caption(pen: ImageDraw, placed: _Placed, font: Any) -> None:
    y = placed.y + round(placed.figure.size.height * placed.scale) + 6
    for caption in placed.figure.captions:
        at = (placed.x + caption.middle * placed.scale, y)
        pen.text(at, caption.text, _INK, font=font, anchor="ma")


def _png(canvas: Image, colours: int) -> bytes:
    """Return a picture as PNG with a palette: a third of the bytes, and none is missed."""
    from PIL import Image

    few = canvas.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()
