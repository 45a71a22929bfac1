"""PDFs for the imposition tests, and independent programs to read them with.

Every page is flooded with its own tint up to its bleed and carries a marker word, so
that peers can tell where it came to lie and how far it reaches.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Page
from PIL import Image

from pamphlet.imposition import Plan
from pamphlet.units import Size, mm, pt

TINTS = ("0.8 0.2 0.2", "0.2 0.4 0.8", "0.2 0.6 0.2", "1 0.6 0", "0.6 0.2 0.6", "0.4 0.4 0.4")
# The lower left corner of the marker word, from that of the trim.
MARKER_MM = 20.0

Finish = Callable[[pikepdf.Pdf], None]


@dataclass(frozen=True)
class Odd:
    """A way to write a page so that it still looks the same.

    `origin` is where the trim's lower left corner lies in the page's own space; `box`
    names the box that the trim is given by; `around` is what lies outside it, in mm.
    """

    rotate: int = 0
    unit: float = 1.0
    origin: tuple[float, float] = (0.0, 0.0)
    box: str = "/TrimBox"
    around: float = 0.0


def marker(page: int) -> str:
    """Return the word that stands on a page, counted from 1."""
    return f"page{page:04d}"


def pdf_of(
    sizes: Sequence[Size],
    *,
    bleed_mm: float = 0.0,
    odds: Sequence[Odd] = (Odd(),),
    finish: Finish | None = None,
    **how,
) -> bytes:
    """Return a PDF of tinted pages; `odds` are taken in turn, `finish` may add to the file."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = pdf.make_indirect(Dictionary(Font=Dictionary(F=pdf.make_indirect(font))))
    for number, size in enumerate(sizes, start=1):
        odd = odds[(number - 1) % len(odds)]
        pdf.pages.append(_page(pdf, resources, number, size, bleed_mm, odd))
    if finish:
        finish(pdf)
    return saved(pdf, **how)


def _page(
    pdf: pikepdf.Pdf, resources: Dictionary, number: int, size: Size, bleed_mm: float, odd: Odd
) -> Page:
    rim = pt(max(bleed_mm, odd.around)) / odd.unit
    width, height = pt(size.width) / odd.unit, pt(size.height) / odd.unit
    matrix, own = _as_written(odd, width, height)
    left, bottom = odd.origin
    trim = [left, bottom, left + own[0], bottom + own[1]]
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[left - rim, bottom - rim, trim[2] + rim, trim[3] + rim],
        Resources=resources,
        Contents=pdf.make_stream(_look(number, size, bleed_mm, matrix)),
        Rotate=odd.rotate,
    )
    if odd.unit != 1:
        page.UserUnit = odd.unit
    if odd.box != "/MediaBox":
        page[odd.box] = Array(trim)
    return Page(pdf.make_indirect(page))


def _as_written(odd: Odd, width: float, height: float):
    """Return the matrix from the look of a page, in points, to its own space; and its size."""
    left, bottom = odd.origin
    scale = 1 / odd.unit
    return {
        0: ((scale, 0, 0, scale, left, bottom), (width, height)),
        90: ((0, scale, -scale, 0, left + height, bottom), (height, width)),
        180: ((-scale, 0, 0, -scale, left + width, bottom + height), (width, height)),
        270: ((0, -scale, scale, 0, left, bottom + width), (height, width)),
    }[odd.rotate]


def _look(number: int, size: Size, bleed_mm: float, matrix: Sequence[float]) -> bytes:
    bleed, width, height = pt(bleed_mm), pt(size.width), pt(size.height)
    at = pt(MARKER_MM)
    return (
        f"q {' '.join(map(str, matrix))} cm {TINTS[(number - 1) % len(TINTS)]} rg "
        f"{-bleed} {-bleed} {width + 2 * bleed} {height + 2 * bleed} re f 0 g "
        f"BT /F 10 Tf {at} {at} Td ({marker(number)}) Tj ET "
        f"BT /F 60 Tf {width / 2 - 20} {height / 2} Td ({number}) Tj ET Q"
    ).encode()


def saved(pdf: pikepdf.Pdf, **how) -> bytes:
    """Return an open PDF as bytes."""
    out = BytesIO()
    pdf.save(out, **({"static_id": True} | how))
    return out.getvalue()


# --- independent readers ----------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A word where pdftotext finds it, in mm from the lower left corner of its page."""

    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float


def words_in(content: bytes, folder: Path) -> list[Word]:
    """Return the words of a PDF as Poppler sees them."""
    file = folder / "words.pdf"
    file.write_bytes(content)
    told = subprocess.run(
        ["pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = []
    for page, part in enumerate(told.split("<page ")[1:], start=1):
        height = float(re.search(r'height="([\d.]+)"', part)[1])
        for found in re.finditer(
            r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>', part
        ):
            x0, y0, x1, y1 = (float(found[n]) for n in range(1, 5))
            words.append(Word(found[5], page, mm(x0), mm(height - y1), mm(x1), mm(height - y0)))
    return words


def picture_of(content: bytes, folder: Path, *, page: int = 1, dpi: int = 127) -> Image.Image:
    """Return a page as Poppler paints it; 127 dpi are 5 pixels a millimetre."""
    file = folder / "picture.pdf"
    file.write_bytes(content)
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-png",
         file, folder / "picture"],
        check=True,
    )  # fmt: skip
    with Image.open(folder / "picture.png") as image:
        return image.convert("RGB")


def colour_at(image: Image.Image, x_mm: float, y_mm: float) -> str:
    """Return the colour at a point from the lower left, in tenths, as in `TINTS`."""
    at = (int(x_mm * 5), image.height - 1 - int(y_mm * 5))
    return " ".join(f"{round(part / 255, 1):g}" for part in image.getpixel(at))


def assert_sound(content: bytes, folder: Path) -> None:
    """Fail unless qpdf and Ghostscript read the file without a word of complaint."""
    file = folder / "sound.pdf"
    file.write_bytes(content)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    read = subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=nullpage", file],
        capture_output=True,
        text=True,
    )
    assert read.returncode == 0 and not read.stdout + read.stderr


# How far Poppler's box of a 10 pt Helvetica word reaches from its baseline.
DESCENT_MM, ASCENT_MM = 0.7303, 2.5330
TOLERANCE_MM = 0.05


def assert_landed(content: bytes, plan: Plan, folder: Path, *, margin_mm: float = 0.0) -> None:
    """Fail unless the marker of every page is where the plan has it, by Poppler's account."""
    sides = [s for sheet in plan.sheets for s in (sheet.front, sheet.back) if s is not None]
    found = {(word.page, word.text, round(word.left)): word for word in words_in(content, folder)}
    expected = [(n, c) for n, side in enumerate(sides, start=1) for c in side if c.page is not None]
    assert expected
    for side, cell in expected:
        upright = cell.turn == 0
        x = cell.x + margin_mm + (MARKER_MM if upright else cell.width - MARKER_MM)
        near = [
            word
            for (page, text, _), word in found.items()
            if page == side
            and text == marker(cell.page + 1)
            and abs((word.left if upright else word.right) - x) < TOLERANCE_MM
        ]
        assert len(near) == 1, (side, cell)
        # The box of a word reaches from descent to ascent: its baseline is between.
        y = cell.y + margin_mm + (MARKER_MM if upright else cell.height - MARKER_MM)
        word = near[0]
        below, above = (word.bottom, word.top) if upright else (word.top, word.bottom)
        assert abs(below - y) == pytest.approx(DESCENT_MM, abs=TOLERANCE_MM)
        assert abs(above - y) == pytest.approx(ASCENT_MM, abs=TOLERANCE_MM)
