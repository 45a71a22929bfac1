"""Font files read: one face a file, or every face of a collection.

A path comes in, `Face`s come out; nothing is written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz

from pamphlet.errors import InputError, Location

COLLECTIONS = (".ttc", ".otc")
FONT_SUFFIXES = (".ttf", ".otf", *COLLECTIONS)

# Fonts too, but not for the engine and the measures alike.
OTHER_SUFFIXES = (".woff", ".woff2", ".dfont", ".pfa", ".pfb", ".eot")

# The heaviest face that running text is set in, in CSS's weights.
TEXT_WEIGHT = 600

# Name table (OpenType 'name'): family, typographic family.
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16

# OpenType 1.9, "TTC header": tag, version, number of fonts, their offsets.
_COLLECTION, _MOST_FACES = b"ttcf", 256


@dataclass(frozen=True, slots=True)
class Face:
    """One face: a font file, or the one of an `index` in a collection.

    `weight` and `width` are CSS's (400 regular, 700 bold; 100 normal).
    """

    path: Path
    families: tuple[str, ...]
    weight: int
    width: int
    italic: bool
    characters: frozenset[int]
    index: int = 0

    @property
    def style(self) -> tuple:
        """What a page asks for when it gets this face."""
        return self.families, self.weight, self.width, self.italic

    @property
    def is_for_text(self) -> bool:
        """Tell a face that running text can be set in from one for headlines."""
        return self.weight <= TEXT_WEIGHT


def read_faces(path: Path, *, shown: Path) -> tuple[Face, ...]:
    """Return the faces of a font file, `shown` being how messages name it.

    Raises InputError for a file that is no font that can be used.
    """
    if path.suffix.lower() in OTHER_SUFFIXES:
        raise InputError(
            f"fonts of the kind {path.suffix} are not read",
            at=Location(shown),
            hint="put the same font as .ttf, .otf or .ttc in its place",
        )
    try:
        count = _count_faces(path)
        blob = uharfbuzz.Blob.from_file_path(str(path))
        faces = tuple(_faces(path, blob, count))
    except (uharfbuzz.HarfBuzzError, OSError, ValueError, struct.error):
        raise _broken(shown) from None
    if not faces or not all(face.families and face.characters for face in faces):
        raise _broken(shown)
    return faces


def _faces(path: Path, blob: uharfbuzz.Blob, count: int) -> Iterator[Face]:
    characters: frozenset[int] = frozenset()
    for index in range(count):
        face = uharfbuzz.Face(blob, index)
        font = uharfbuzz.Font(face)
        names = (face.get_name(_TYPOGRAPHIC_FAMILY), face.get_name(_FAMILY))
        covered = frozenset(face.unicodes)
        # The faces of a collection mostly have the same tens of thousands: they are kept once.
        characters = characters if covered == characters else covered
        yield Face(
            path=path,
            families=tuple(dict.fromkeys(name for name in names if name)),
            weight=round(font.get_style_value(uharfbuzz.StyleTag.WEIGHT)),
            width=round(font.get_style_value(uharfbuzz.StyleTag.WIDTH)),
            italic=font.get_style_value(uharfbuzz.StyleTag.ITALIC) > 0,
            characters=characters,
            index=index,
        )


def _broken(shown: Path) -> InputError:
    return InputError(
        "this is not a font, or it is damaged",
        at=Location(shown),
        hint="copy it anew, or take it out of the folder",
    )


def _count_faces(path: Path) -> int:
    """Return how many faces a whole font file has; raises ValueError when it is cut short.

    Every table must lie within the file (OpenType 1.9, "Organization of an OpenType font").
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        starts = (0,)
        if head[:4] == _COLLECTION:
            count = struct.unpack(">I", head[8:12])[0]
            if not 1 <= count <= _MOST_FACES:
                raise ValueError("a collection of no fonts")
            starts = struct.unpack(f">{count}I", file.read(4 * count))
        for start in starts:
            file.seek(start)
            tables = struct.unpack(">H", file.read(6)[4:6])[0]
            file.seek(start + 12)
            records = file.read(16 * tables)
            ends = (
                sum(struct.unpack_from(">II", records, 16 * table + 8)) for table in range(tables)
            )
            if max(ends, default=0) > size:
                raise ValueError("a table ends after the file")
    return len(starts)
