"""The fonts that pages may be set in, and no others.

Folders come in; out come the faces in them (`FontLibrary`), which characters
they have, and a private fontconfig file that shows Pango these faces and
nothing of the machine. That file is the only thing written, into the user's
cache or a temporary folder.
"""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from pamphlet.fontfile import FONT_SUFFIXES, OTHER_SUFFIXES, Face, read_faces
from pamphlet.notes import cache_folder


@dataclass(frozen=True, slots=True)
class FontLibrary:
    """The faces of some folders, each style once; those of earlier folders come first."""

    faces: tuple[Face, ...]

    def find(self, family: str, *, weight: int = 400, italic: bool = False) -> Face | None:
        """Return the face of a family nearest to a weight and a slope."""
        named = [face for face in self.faces if family in face.families]
        return min(named, key=lambda f: (f.italic != italic, abs(f.weight - weight)), default=None)

    def covering(self, families: Iterable[str], text: str) -> str | None:
        """Return the first family with every character of a text, else with every letter."""
        found = [(family, face) for family in families if (face := self.find(family))]
        signs = {ord(c) for c in unicodedata.normalize("NFC", text) if _is_drawn(c)}
        letters = {sign for sign in signs if chr(sign).isalnum()}
        for needed in (signs, letters):
            for family, face in found:
                if needed <= face.characters:
                    return family
        return None

    def missing(self, families: Iterable[str], text: str) -> tuple[str, ...]:
        """Return the characters of a text that no face of the families has, in order."""
        known = _characters(self.faces, frozenset(families))
        drawn = (c for c in unicodedata.normalize("NFC", text) if _is_drawn(c))
        return tuple(dict.fromkeys(c for c in drawn if ord(c) not in known))


@lru_cache(maxsize=8)
def _characters(faces: tuple[Face, ...], families: frozenset[str]) -> frozenset[int]:
    """Return the characters that any face of some families has."""
    named = (face for face in faces if not families.isdisjoint(face.families))
    return frozenset().union(*(face.characters for face in named))


# Unicode's Default_Ignorable_Code_Point: a shaper acts on them and never draws them.
_IGNORABLE = frozenset(
    code
    for first, last in (
        (0xAD, 0xAD),
        (0x34F, 0x34F),
        (0x61C, 0x61C),
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)


def _is_drawn(character: str) -> bool:
    """Tell whether a font must have a character: not white, and not a mark for the shaper."""
    return not character.isspace() and ord(character) not in _IGNORABLE


def font_library(folders: tuple[Path, ...]) -> FontLibrary:
    """Return the faces of every font file in the folders, however deep it lies.

    Raises InputError for a file that is no font that can be used.
    """
    return _library(_font_files(folders))


# A font file with the folder it was found through, its size and when it was changed.
_FontFile = tuple[Path, Path, int, int]


def _font_files(folders: tuple[Path, ...]) -> tuple[_FontFile, ...]:
    """Return the font files in folders; hidden files are left alone."""
    found = []
    for folder in map(Path.absolute, folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() not in FONT_SUFFIXES + OTHER_SUFFIXES or not path.is_file():
                continue
            if not any(part.startswith(".") for part in path.relative_to(folder).parts):
                facts = path.stat()
                found.append((path, folder, facts.st_size, facts.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=8)
def _library(files: tuple[_FontFile, ...]) -> FontLibrary:
    faces: dict[tuple, Face] = {}
    for path, folder, *_ in files:
        for face in read_faces(path, shown=path.relative_to(folder.parent)):
            faces.setdefault(face.style, face)
    return FontLibrary(tuple(faces.values()))


def use_only(folders: tuple[Path, ...]) -> Path:
    """Make Pango in this process see the faces of the given folders and nothing else.

    To be called before Pango is loaded, and before each new configuration: fontconfig
    reads FONTCONFIG_FILE then. Returns that file; another when a font has changed.
    Raises OutputError when no folder can be written for it, InputError for a file
    that is no font.
    """
    files = _font_files(folders)
    # fontconfig notes what is in a folder, and does not see that a file was written anew.
    digest = hashlib.sha256(repr(files).encode()).hexdigest()[:16]
    home = cache_folder()
    faces = [face.path for face in _library(files).faces]
    # Everything but the faces is rejected, so the folders on the way to them are named too.
    accepted = dict.fromkeys(way for path in faces for way in (path, *path.parents))
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *(f"<dir>{escape(str(folder.absolute()), quote=False)}</dir>" for folder in folders),
        f"<cachedir>{escape(str(home / digest), quote=False)}</cachedir>",
        "<selectfont>",
        *(
            f"<acceptfont><glob>{escape(str(path), quote=False)}</glob></acceptfont>"
            for path in accepted
        ),
        "<rejectfont><glob>*</glob></rejectfont>",
        "</selectfont>",
        "<config><rescan><int>0</int></rescan></config>",
        "</fontconfig>",
        "",
    ]
    path = home / f"fonts-{digest}.conf"
    _write_once(path, os.fsencode("\n".join(lines)))
    for name in ("FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"):
        os.environ.pop(name, None)
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def _write_once(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(content)
        part.replace(path)
