"""A layout's folder, and what it takes to lay out a page in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import ROOT, SAMPLES
from pamphlet import render

FONTS = (ROOT / "fonts",)
PAGE = "@page { size: 100mm 100mm; margin: 10mm } html { font: 10pt/14pt 'Source Serif 4' }"


def layout_in(folder: Path) -> Path:
    """Return a layout's folder with a picture; a picture and a stylesheet lie outside of it."""
    home = folder / "layouts" / "mine"
    home.mkdir(parents=True)
    (home / "layout.yml").write_text("title: Mine\n")
    shutil.copy(SAMPLES / "mill-lane.jpg", home / "inside.jpg")
    shutil.copy(SAMPLES / "mill-lane.jpg", folder / "outside.jpg")
    (folder / "outside.css").write_text("p { color: red }")
    (home / "link.jpg").symlink_to(folder / "outside.jpg")
    return home


def laid_in(
    home: Path, body: str, css: str | None = "", *, sheet: str = "print.css"
) -> render.LaidOut:
    """Lay out a body with a stylesheet of its own, or with one that is there if css is None."""
    if css is not None:
        (home / sheet).write_text(css, "utf-8")
    return render.lay_out(
        f"<!DOCTYPE html><html lang=en><head><title>T</title></head><body>{body}</body></html>",
        measures=PAGE,
        stylesheets=(home / sheet,),
        allowed=(home, *FONTS),
        font_folders=FONTS,
        base=home,
    )
