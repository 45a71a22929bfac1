"""Faces: glyphs that no font had, fonts that are not in the file, families on a page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from pamphlet.pdf.drawn import Drawn, Strip
from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.subject import Subject

# Scripts for which one family is commonly made.
_EUROPEAN = frozenset({"LATIN", "GREEK", "CYRILLIC"})
_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})


def glyphs(subject: Subject) -> Measured:
    """Count glyphs that no font had, and fonts that are not embedded."""
    places = [*_missing(subject), *_outside(subject)]
    missing = sum(strip.missing for page in subject.pages for strip in page.strips)
    fonts = {font.family for page in subject.pages for font in page.fonts if not font.is_embedded}
    return judged(
        "missing glyphs, fonts",
        missing + len(fonts),
        f"{missing} glyphs, {len(fonts)} fonts",
        "0",
        places,
        hint="put a font that has the letters into the project's fonts/, and name it in 'faces'",
    )


def _missing(subject: Subject) -> Iterator[Place]:
    for page in subject.pages:
        for strip in page.strips:
            if strip.missing:
                what = f"{strip.missing} without a glyph in {strip.family}"
                yield place(page.number, strip.left, strip.y, page.said(strip), what)


def _outside(subject: Subject) -> Iterator[Place]:
    for page in subject.pages:
        for font in page.fonts:
            if not font.is_embedded:
                yield Place(page.number + 1, what=f"{font.family} is not in the file")


def families(subject: Subject) -> Measured:
    """Count the families of letters on a page; a second script may bring its own."""
    limit, most, places = subject.limits.families, 0, []
    for page in subject.pages:
        for script, found in _families(page).items():
            most = max(most, len(found))
            if len(found) > limit:
                rarest = min(found.values(), key=lambda strips: sum(len(s.glyphs) for s in strips))
                first = rarest[0]
                what = f"{len(found)} families of {script}: {', '.join(found)}"
                places.append(place(page.number, first.left, first.y, page.said(first), what))
    hint = "set heads, calls and captions in one family beside that of the text"
    return judged("families a page", most, str(most), f"<= {limit:g}", places, hint=hint)


def _families(page: Drawn) -> dict[str, dict[str, list[Strip]]]:
    """Return the families by script, each with the texts that are set in it."""
    found: dict[str, dict[str, list[Strip]]] = {}
    for strip in page.strips:
        for script in {_script(unit[0]) for unit, _, _ in strip.glyphs if unit[:1].isalpha()}:
            found.setdefault(script, {}).setdefault(strip.family, []).append(strip)
    return found


@cache
def _script(letter: str) -> str:
    """Return the script of a letter by its name, as far as families follow scripts."""
    name = unicodedata.name(letter, "OTHER").split()[0].split("-")[0]
    if name in _EUROPEAN:
        return "European letters"
    if name in _CJK:
        return "Chinese, Japanese and Korean letters"
    return f"{name.capitalize()} letters"
