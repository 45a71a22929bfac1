"""Characters that no font has are named before anything is laid out."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pamphlet.errors import GlyphError, Location
from pamphlet.fonts import FontLibrary
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
    everywhere = tuple(family for face in library.faces for family in face.families)
    for piece, (path, shown) in zip(composition.pieces, files, strict=True):
        said = (*(text for _, text in piece.fields), *(text for text, _ in texts(piece.body)))
        missing = library.missing(everywhere, "\n".join(said))
        if missing:
            raise _missing(missing[0], Location(shown, _line_of(missing[0], path)), tried)
    around = (composition.title, composition.subtitle, composition.publisher.name)
    missing = library.missing(everywhere, "\n".join((*around, *composition.imprint)))
    if missing:
        raise _missing(missing[0], None, tried)


def _missing(character: str, at: Location | None, tried: tuple[str, ...]) -> GlyphError:
    return GlyphError(
        f"no font has the character {character!r} (U+{ord(character):04X})",
        at=at,
        hint=f"tried {', '.join(tried)} and the other fonts there are; put a font that has it "
        "into the project's fonts/ folder",
    )


def _line_of(character: str, path: Path) -> int | None:
    """Return the first line of a file with a character, None where a rule has put it there."""
    text = unicodedata.normalize("NFC", path.read_text("utf-8", "replace"))
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, line in lines if character in line), None)
