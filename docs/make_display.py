"""Draw headlines and slogans in many languages as the program breaks and sizes them.

    .venv/bin/python docs/make_display.py

builds tests/cases/display.yml with a layout of its own, a page a language, into
docs/pictures/display.png. Fonts that are not bundled are taken from where Debian puts them;
a language without one is left out. Needs the `test` extra (Pillow) and pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from PIL import Image

from pamphlet.language import language, script

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "display.yml"
PICTURE = ROOT / "docs" / "pictures" / "display.png"
COLUMNS = 4

# Scripts whose faces are not bundled.
MISSING = ("Hans", "Jpan", "Deva")

LAYOUT = """
title: Specimen
extends: base
paper:
  a: {trim: 210mm x 240mm, sheet: A4}
  us: {trim: 210mm x 240mm, sheet: A4}
margins: {top: 10mm, bottom: 10mm, inner: 10mm, outer: 10mm}
type: {least: 9pt, most: 9pt}
"""

TEMPLATE = """
{% extends "base/page.html.j2" %}
{% import "base/blocks.html.j2" as b with context %}
{% block pages %}
<h1 hidden></h1>
<div class="heads">{% for text in [piece.title] + (piece.slogans[:2] | list) %}
{% set parts = split_title(text) %}
{% set main = display(parts[0], width=114, height=46, most=96, capitals=True) %}
<div class="head"><p class="display"><span class="capitals">{{ b.lines(main) }}</span></p>
{% if parts[1] %}<p class="display second">{{ b.lines(display(parts[1], width=114, height=18,
 most=[main.size * 0.62, 30] | min)) }}</p>{% endif %}</div>{% endfor %}</div>
<div class="calls">{% for text in piece.slogans[2:] %}<div class="call">
<p class="display"><span class="capitals">{{ b.lines(display(text, width=66, height=66, most=100,
 capitals=True, how='stack')) }}</span></p></div>{% endfor %}</div>
<article class="body">{{ b.blocks(piece.body) }}</article>
{% endblock %}
"""

STYLE = """
.heads, .calls { position: absolute; top: 0; }
.heads { left: 0; width: 114mm; }
.calls { left: 124mm; width: 66mm; color: var(--accent); }
[dir=rtl] .heads { left: 76mm; }
[dir=rtl] .calls { left: 0; }
.head, .call { margin-bottom: 9mm; }
.second { margin-top: 3mm; }
.body { position: absolute; bottom: 0; font-size: 4pt; }
"""


def main() -> None:
    cases = yaml.safe_load(CASES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder), cases)
        pages = [page for lang in cases if (page := page_of(project, lang))]
    sheet_of(pages).save(PICTURE, optimize=True)


def make_project(folder: Path, cases: dict) -> Path:
    """Return a project with a statement a language and a layout that shows its headlines."""
    home = folder / "layouts" / "specimen"
    home.mkdir(parents=True)
    (home / "layout.yml").write_text(LAYOUT, "utf-8")
    (home / "page.html.j2").write_text(TEMPLATE.lstrip(), "utf-8")
    (home / "print.css").write_text(STYLE, "utf-8")
    (folder / "fonts").mkdir()
    (folder / "pamphlet.yml").write_text("title: Specimen\n", "utf-8")
    for lang, texts in cases.items():
        take_fonts(language(lang).script, folder / "fonts")
        shown = [case["text"] for kind in ("headlines", "slogans") for case in texts[kind]]
        head = {"title": shown[0], "lang": lang, "slogans": shown[1:]}
        front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False)
        (folder / f"{lang}.md").write_text(f"---\n{front}---\n–\n", "utf-8")
    return folder


def take_fonts(code: str, fonts: Path) -> None:
    """Copy the fonts of a script, where they are on this machine."""
    for name in script(code).files if code in MISSING else ():
        found, link = Path(name), fonts / Path(name).name
        if found.is_file() and not link.exists():
            shutil.copy(found, link)


def page_of(project: Path, lang: str) -> Image.Image | None:
    """Return the page of a language as a picture, None where it cannot be set."""
    command = [sys.executable, "-m", "pamphlet", "build", f"{lang}.md", "--layout", "specimen"]
    done = subprocess.run([*command, "--as", "screen", "--out", "out"], cwd=project)
    found = sorted((project / "out").glob(f"{lang}-*/*.screen.pdf"))
    if done.returncode == 2 or not found:
        print(f"{lang}: left out", file=sys.stderr)
        return None
    target = project / lang
    subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", found[0], target], check=True)
    return Image.open(f"{target}.png").convert("RGB")


def sheet_of(pages: list[Image.Image]) -> Image.Image:
    """Return pages side by side, in few colours."""
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + 4), rows * (height + 4)), (200, 196, 190))
    for number, page in enumerate(pages):
        row, column = divmod(number, COLUMNS)
        sheet.paste(page, (column * (width + 4) + 2, row * (height + 4) + 2))
    return sheet.quantize(24)


if __name__ == "__main__":
    main()
