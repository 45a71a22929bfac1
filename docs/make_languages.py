"""Draw the page of each language with its rules pointed out, and write language-pages.md.

    .venv/bin/python docs/make_languages.py [LANG...]

builds tests/cases/languages with the handbill, finds on the pages what language-pages.yml
names, and writes docs/pictures/languages/LANG.png and docs/language-pages.md. Languages
whose fonts are not on this machine keep the picture they have. Needs the `test` extra.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from language_pages import RULES, Found, Rule, build, find, lines_of, missing_fonts, rules
from PIL import Image, ImageDraw, ImageFont

from pamphlet.language import language

PICTURES = Path(__file__).parent / "pictures" / "languages"
GUIDE = RULES.with_suffix(".md")
NUMBERS = RULES.parents[1] / "fonts" / "source-sans-3" / "SourceSans3-Bold.ttf"

DPI = 110
SCALE = DPI / 72
# Pixels: the white beside a page, the disc of a number, and how near two of them may come.
MARGIN, DISC, NEAREST = 46, 11, 25
MARK, GROUND = (222, 84, 0), (236, 233, 228)
COLOURS = 24

INTRODUCTION = """\
# A page in each language

One handbill a language, front and back, built from
[the texts of the tests](../tests/cases/languages) with typewriter marks and plain spaces. What
the program has made of them is pointed out and tested: every snippet below is looked for on
the page that is built. What the rules are is told in [languages](languages.md).

Drawn by `docs/make_languages.py` from [language-pages.yml](language-pages.yml). In the lists
~ is a space at which no line ends.
"""


@dataclass(slots=True)
class Label:
    """A number beside a page, and the stretches of text that it points at, in pixels."""

    number: int
    spots: list[tuple[float, float, float]]  # left, right, and the height of the line beneath
    is_left: bool
    y: float


def main(wanted: list[str]) -> None:
    every = rules()
    langs = [lang for lang in wanted or every if not missing_fonts(lang)]
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for lang, path in build(Path(folder) / "project", langs).items():
            picture = drawn(path, lang, every[lang])
            picture.quantize(COLOURS).save(PICTURES / f"{lang}.png", optimize=True)
    GUIDE.write_text(guide(every), "utf-8")


def guide(every: dict[str, tuple[Rule, ...]]) -> str:
    """Return the guide: a picture a language, and what is seen on it."""
    parts = [INTRODUCTION]
    for lang, found in every.items():
        name = language(lang).name
        parts.append(f"\n## {name} `{lang}`\n\n![{name}](pictures/languages/{lang}.png)\n\n")
        parts += [f"{number}. {_entry(rule)}\n" for number, rule in enumerate(found, 1)]
    return "".join(parts)


def _entry(rule: Rule) -> str:
    source = f" ({rule.source})" if rule.source else ""
    return f"`{rule.see}`: {rule.rule}{source}"


def drawn(path: Path, lang: str, found: tuple[Rule, ...]) -> Image.Image:
    """Return the pages of a file side by side, with a number beside all that is pointed out."""
    lines = lines_of(path, lang)
    seen = [find(rule.see, lines) for rule in found]
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(path)):
        image = page.render(scale=SCALE).to_pil().convert("RGB")
        labels = [
            _label(at, spots, image.width)
            for at, one in enumerate(seen, 1)
            if (spots := [spot for spot in one if spot.page == number])
        ]
        pages.append(_pointed_at(image, labels))
    width = sum(page.width for page in pages)
    sheet = Image.new("RGB", (width, max(page.height for page in pages)), GROUND)
    x = 0
    for page in pages:
        sheet.paste(page, (x, 0))
        x += page.width
    return sheet


def _label(number: int, found: list[Found], width: int) -> Label:
    spots = [
        (left * SCALE, right * SCALE, foot * SCALE + 3)
        for left, _, right, foot in (one.box for one in found)
    ]
    left, right, y = spots[0]
    return Label(number, spots, is_left=left < width - right, y=y)


def _pointed_at(image: Image.Image, labels: list[Label]) -> Image.Image:
    """Return a page between two margins with the numbers of its labels."""
    sheet = Image.new("RGB", (image.width + 2 * MARGIN, image.height + 2 * DISC), GROUND)
    sheet.paste(image, (MARGIN, DISC))
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(NUMBERS), 15)
    for is_left in (True, False):
        beside = sorted((one for one in labels if one.is_left == is_left), key=_height)
        _spread(beside, image.height)
        edge = MARGIN - DISC - 6 if is_left else image.width + MARGIN + DISC + 6
        for label in beside:
            _draw_label(draw, label, edge, font)
    return sheet


def _height(label: Label) -> tuple[int, int]:
    """Return by what labels are sorted: those of one line by their numbers."""
    return round(label.y / NEAREST), label.number


def _spread(labels: list[Label], height: int) -> None:
    """Move numbers that would touch apart, the lower ones downwards."""
    least = float(DISC)
    for label in labels:
        label.y = max(label.y, least)
        least = label.y + NEAREST
    most = float(height)
    for label in reversed(labels):
        label.y = min(label.y, most)
        most = label.y - NEAREST


def _draw_label(
    draw: ImageDraw.ImageDraw, label: Label, edge: float, font: ImageFont.FreeTypeFont
) -> None:
    page = MARGIN if label.is_left else edge - DISC - 6
    for left, right, y in label.spots:
        draw.line([(left + MARGIN, y + DISC), (right + MARGIN, y + DISC)], fill=MARK, width=2)
    left, right, y = label.spots[0]
    near = (left if label.is_left else right) + MARGIN
    draw.line([(edge, label.y + DISC), (page, y + DISC), (near, y + DISC)], fill=MARK, width=1)
    middle = (edge, label.y + DISC)
    box = [middle[0] - DISC, middle[1] - DISC, middle[0] + DISC, middle[1] + DISC]
    draw.ellipse(box, fill=MARK)
    draw.text(middle, str(label.number), fill="white", font=font, anchor="mm")


if __name__ == "__main__":
    main(sys.argv[1:])
