"""Masters to try the press on, and eyes for what comes of them."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from conftest import ROOT
from pamphlet import render

MEDIA, TRIM = (-8.5, -8.5, 108.5, 158.5), (0, 0, 100, 150)

FONTS = (ROOT / "fonts",)


def master(*contents: bytes, **resources: object) -> bytes:
    """Return a PDF of pages with bleed, each with its content, all with the same resources."""
    pdf = pikepdf.new()
    shared = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in resources.items()}))
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(MEDIA),
            BleedBox=Array(MEDIA),
            TrimBox=Array(TRIM),
            Resources=shared,
            Contents=pdf.make_stream(content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return written(pdf)


def laid_out(body: str, folder: Path, css: str = "") -> bytes:
    """Return the master that the engine makes of a body; it may read the files of `folder`."""
    sheet = folder / "print.css"
    sheet.write_text(css, "utf-8")
    return render.lay_out(
        f"<!DOCTYPE html><html lang=en><head><title>T</title></head><body>{body}</body></html>",
        measures="@page { size: 60mm 80mm; margin: 6mm; bleed: 3mm } "
        "html { font: 10pt/14pt 'Source Serif 4' }",
        stylesheets=(sheet,),
        allowed=(folder, *FONTS),
        font_folders=FONTS,
        base=folder,
    ).write()


def opened(raw: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(raw))


def written(pdf: pikepdf.Pdf) -> bytes:
    pdf.save(out := BytesIO())
    return out.getvalue()


def pixels(raw: bytes, folder: Path, page: int = 1) -> numpy.ndarray:
    """Return a page as Poppler draws it, a pixel a point; it may have nothing to complain of."""
    path = folder / "seen.pdf"
    path.write_bytes(raw)
    command = ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return numpy.asarray(Image.open(BytesIO(done.stdout)).convert("RGB"), dtype=int)


def said_in(raw: bytes, folder: Path) -> str:
    """Return the text that a search would find."""
    path = folder / "said.pdf"
    path.write_bytes(raw)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode().strip()


def is_sound(raw: bytes, folder: Path) -> bool:
    """Tell whether qpdf finds nothing wrong with a file."""
    path = folder / "checked.pdf"
    path.write_bytes(raw)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    return done.returncode == 0 and "WARNING" not in done.stdout + done.stderr
