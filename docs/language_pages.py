"""The pages of language-pages.md: built from tests/cases/languages, and what is seen on them.

`language-pages.yml` says which rule is seen where. A snippet of it stands as the page has it:
a space is one or the end of a line, `~` a space at which no line ends; any word may be
parted by a hyphen. Here it is found again, by where its letters lie in the PDF.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2
import yaml

from pamphlet.language import language, script
from pamphlet.pdf.drawing import drawn_pages
from pamphlet.pdf.text import reading_order

ROOT = Path(__file__).parents[1]
RULES = Path(__file__).with_suffix(".yml").with_name("language-pages.yml")
TEXTS = ROOT / "tests" / "cases" / "languages"

# Scripts whose faces are not bundled, or better not.
NOT_BUNDLED = ("Hans", "Deva")

_HYPHENS = "-‐\u00ad\ufffe\x02"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, where it is seen, and its source; lines never end or begin with some words."""

    see: str
    rule: str
    source: str = ""
    never_ends: tuple[str, ...] = ()
    never_begins: tuple[str, ...] = ()


# A sign and its box in points from the upper left: left, top, right, bottom.
Box = tuple[float, float, float, float]
Sign = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, its signs in the order of reading."""

    page: int
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign for sign, _ in self.signs)

    @property
    def foot(self) -> float:
        return max(foot for _, (_, _, _, foot) in self.signs)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a line that a snippet lies on."""

    page: int
    box: Box


def rules() -> dict[str, tuple[Rule, ...]]:
    """Return the rules that are pointed out, by language."""
    return {
        lang: tuple(
            Rule(
                one["see"],
                one["rule"],
                one.get("source", ""),
                tuple(one.get("never_ends", "").split()),
                tuple(one.get("never_begins", "").split()),
            )
            for one in found
        )
        for lang, found in yaml.load(RULES.read_text("utf-8"), Loader=yaml.BaseLoader).items()
    }


def missing_fonts(lang: str) -> list[str]:
    """Return the fonts that a language is to be set in and that are not on this machine."""
    code = language(lang).script
    wanted = script(code).files if code in (*NOT_BUNDLED, "Hant", "Jpan") else ()
    return [name for name in wanted if not Path(name).is_file()]


def build(project: Path, langs: list[str]) -> dict[str, Path]:
    """Build a page of each language into a project; return the reading form of each."""
    (project / "fonts").mkdir(parents=True)
    (project / "pamphlet.yml").write_text("title: Languages\ntheme: blue\n", "utf-8")
    for name in {name for code in NOT_BUNDLED for name in script(code).files}:
        if Path(name).is_file():
            shutil.copy(name, project / "fonts")
    for lang in langs:
        shutil.copy(TEXTS / f"{lang}.md", project)
    command = [sys.executable, "-m", "pamphlet", "build", *(f"{lang}.md" for lang in langs)]
    options = ["--layout", "handbill", "--as", "screen", "--out", "out"]
    subprocess.run([*command, *options], cwd=project, check=True, stdout=subprocess.DEVNULL)
    names = {lang: f"{lang.lower()}-handbill" for lang in langs}
    return {lang: project / "out" / name / f"{name}.screen.pdf" for lang, name in names.items()}


# --- Lines ----------------------------------------------------------------------------------


def lines_of(path: Path, lang: str) -> tuple[Line, ...]:
    """Return the lines of a page from its top to its foot, page after page."""
    is_rtl = language(lang).direction == "rtl"
    found = _lines_from_the_right(path) if is_rtl else _lines_from_the_left(path)
    return tuple(sorted(found, key=lambda line: (line.page, line.foot)))


def _lines_from_the_left(path: Path) -> list[Line]:
    """Read with pdfium, which takes the text that lines of Hindi carry."""
    found = []
    pdf = pypdfium2.PdfDocument(path)
    for number, page in enumerate(pdf):
        text, height = page.get_textpage(), page.get_height()
        signs: list[Sign] = []
        for place in range(text.count_chars()):
            sign = text.get_text_range(place, 1)
            left, bottom, right, top = text.get_charbox(place)
            if sign in "\r\n":
                found += [Line(number, tuple(signs))] if signs else []
                signs = []
            elif sign:
                signs.append((sign, (left, height - top, right, height - bottom)))
        found += [Line(number, tuple(signs))] if signs else []
    return found


def _lines_from_the_right(path: Path) -> list[Line]:
    """Read glyph by glyph; marks above and below letters are left out."""
    found = []
    with pikepdf.open(path) as pdf:
        for page in drawn_pages(pdf):
            strips = sorted(page.strips, key=lambda strip: round(strip.y))
            for _, row in groupby(strips, key=lambda strip: round(strip.y)):
                signs = [
                    (unit, (left, strip.y - 0.7 * strip.size, right, strip.y + 0.2 * strip.size))
                    for strip in row
                    for unit, left, right in strip.glyphs
                    if unit and unicodedata.category(unit[0]) != "Mn"
                ]
                signs.sort(key=lambda sign: sign[1][0])
                order = reading_order([sign for sign, _ in signs])
                found.append(Line(page.number, tuple(signs[place] for place in order)))
    return found


# --- Snippets ---------------------------------------------------------------------------------


def find(snippet: str, lines: tuple[Line, ...]) -> list[Found]:
    """Return where a snippet lies, line by line; nothing where it is not on the pages."""
    for reading in (lines, _from_the_left(lines)):
        text, places = _joined(reading)
        match = _pattern(snippet).search(text)
        if match:
            touched = [places[at] for at in range(*match.span()) if places[at]]
            return [
                _around(reading[number], [place for _, place in group])
                for number, group in groupby(touched, key=lambda place: place[0])
            ]
    return []


def _from_the_left(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines as one sees them: a telephone number runs from the left in any line."""
    return tuple(
        Line(line.page, tuple(sorted(line.signs, key=lambda sign: sign[1][0]))) for line in lines
    )


def _joined(lines: tuple[Line, ...]) -> tuple[str, list[tuple[int, int] | None]]:
    """Return the text of all lines, and the line and place of each of its letters."""
    text, places = "", []
    for number, line in enumerate(lines):
        for place, (sign, _) in enumerate(line.signs):
            text += sign
            places += [(number, place)] * len(sign)
        text += "\n"
        places.append(None)
    return text, places


def _pattern(snippet: str) -> re.Pattern[str]:
    """Return what finds a snippet among lines."""
    is_rtl = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in snippet)
    parts = []
    for sign in snippet:
        if is_rtl and unicodedata.category(sign) == "Mn":
            continue
        if sign == "\u200c":
            parts.append("\u200c?")  # it has no glyph
        elif sign == " ":
            parts.append(r"[^\S\n]*(?:[^\S\n]|\n)[^\S\n]*")
        elif sign == "-":
            parts.append("[-‐]")
        elif sign == "~":
            parts.append(r"[^\S\n]+")
        else:
            parts.append(re.escape(sign) + rf"(?:[{_HYPHENS}]?[^\S\n]*\n(?=\S))?")
    return re.compile("".join(parts), re.IGNORECASE)


def _around(line: Line, places: list[int]) -> Found:
    boxes = [line.signs[place][1] for place in places if line.signs[place][0].strip()]
    lefts, tops, rights, feet = zip(*boxes, strict=True)
    return Found(line.page, (min(lefts), min(tops), max(rights), max(feet)))
