"""Characters that no font has are named before anything is laid out.

What is said names the place, the sign and its script, and where a font for it is to be had.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pamphlet.errors import GlyphError, Location
from pamphlet.fonts import FontLibrary
from pamphlet.language.scripts import Script, script_of
from pamphlet.model import Composition, texts

_FOLDER = "the folder fonts/ beside your pamphlet.yml"


def refuse_missing_glyphs(
    composition: Composition,
    files: tuple[tuple[Path, str], ...],
    *,
    library: FontLibrary,
    tried: tuple[str, ...],
) -> None:
    """Raise GlyphError when no face of a library has a character of an edition.

    `files` gives, for each piece, the file that it was read from and how messages name
    it; `tried` names the families of the layout.
    """
    everywhere = tuple(family for face in library.faces for family in face.families)
    for piece, (path, shown) in zip(composition.pieces, files, strict=True):
        said = (*(text for _, text in piece.fields), *(text for text, _ in texts(piece.body)))
        missing = library.missing(everywhere, "\n".join(said))
        if missing:
            at = Location(shown, _line_of(missing[0], path))
            raise _missing(missing[0], at, tried, piece.lang)
    around = (composition.title, composition.subtitle, composition.publisher.name)
    missing = library.missing(everywhere, "\n".join((*around, *composition.imprint)))
    if missing:
        raise _missing(missing[0], None, tried, composition.lang)


def _missing(character: str, at: Location | None, tried: tuple[str, ...], lang: str) -> GlyphError:
    found = script_of(character, lang=lang)
    return GlyphError(
        f"no font has the character {character!r} (U+{ord(character):04X})",
        at=at,
        hint=_font_hint(found) if found else _plain_hint(tried),
    )


def _plain_hint(tried: tuple[str, ...]) -> str:
    return (
        f"tried {', '.join(tried)} and the other fonts there are; put a font that has it "
        "into the project's fonts/ folder"
    )


def _font_hint(script: Script) -> str:
    """Return what to do for the signs of a script, in steps that one can copy."""
    files = " ".join(script.files)
    steps = (
        f"on Debian or Ubuntu: 'apt install {script.package}', then copy {files} "
        f"into {_FOLDER} ('pamphlet init' makes one)"
    )
    if script.code == "Zsye":
        return (
            "it is an emoji, and the fonts here have none: leave it out or say it in words; or, "
            f"for an office printer, print it as a small picture: {steps}"
        )
    if script.code == "Zsym":
        return f"it is a symbol; leave it out, or add a font that may have it: {steps}"
    return f"it is {script.name}, for which no font is bundled; {steps}"


def _line_of(character: str, path: Path) -> int | None:
    """Return the first line of a file with a character, None where a rule has put it there."""
    text = unicodedata.normalize("NFC", path.read_text("utf-8", "replace"))
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if character in line), None)
