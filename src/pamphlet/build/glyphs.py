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
    # A face for headlines alone is none that a text can be set in.
    everywhere = tuple(name for face in library.faces if face.is_for_text for name in face.families)
    for piece, (path, shown) in zip(composition.pieces, files, strict=True):
        said = (
            *(text for _, text in piece.fields),
            *(text for text, _ in texts(piece.body, notes=True)),
        )
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
    return "\n  ".join((_WHY.get(script.code, _NO_FONT).format(script.name), *steps_for(script)))


_NO_FONT = "it is {}, for which no font is bundled; on Debian or Ubuntu:"
_WHY = {
    "Zsye": "it is an emoji, and no font here has any: leave it out, or say it in words; "
    "an office printer can print it as a small picture. On Debian or Ubuntu:",
    "Zsym": "it is a symbol: leave it out, or add a font that may have it; on Debian or Ubuntu:",
}


def steps_for(script: Script) -> tuple[str, ...]:
    """Return the lines that bring a script's fonts into a project."""
    folder = script.files[0].rpartition("/")[0]
    names = ",".join(path.rpartition("/")[2] for path in script.files)
    files = f"{folder}/{{{names}}}" if "," in names else script.files[0]
    return (
        f"  apt install {script.package}",
        f"  cp {files} fonts/",
        "fonts/ is the folder beside your pamphlet.yml; make it if it is not there",
    )


def _line_of(character: str, path: Path) -> int | None:
    """Return the first line of a file with a character, None where a rule has put it there."""
    text = unicodedata.normalize("NFC", path.read_text("utf-8", "replace"))
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if character in line), None)
