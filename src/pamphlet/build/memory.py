"""What was found of an edition is remembered: an unchanged one is not fitted again.

A memory is one small file in the user's cache, under a name that all that matters for
the fit goes into: the words, the pictures, the layout's files, the fonts, the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from pamphlet.build.setter import Setter, Shape
from pamphlet.errors import OutputError
from pamphlet.model import Figure
from pamphlet.notes import cache_folder, read_note, write_note
from pamphlet.resources import PACKAGE
from pamphlet.setting.items import QUOTES
from pamphlet.setting.levelling import Level
from pamphlet.setting.paragraph import Departure

# More editions than anybody makes; the oldest are forgotten first.
MOST = 2000

_HOME = "fits"


class Memory:
    """What is remembered of one edition."""

    def __init__(self, setter: Setter) -> None:
        self._name = f"{_HOME}/{_key(setter)}"

    def shape(self) -> Shape | None:
        """Return the shape that was found last time, if it is known."""
        try:
            return _shape(json.loads(read_note(self._name) or b""))
        except (ValueError, TypeError, KeyError):  # never noted, or by others
            return None

    def keep(self, shape: Shape) -> None:
        """Remember a shape; where nothing can be written, nothing is."""
        write_note(self._name, json.dumps(asdict(shape)).encode())
        _forget_oldest()


def _shape(known: dict[str, Any]) -> Shape:
    return Shape(
        float(known["size"]),
        float(known["leading"]),
        int(known["body_pages"]),
        int(known["density"]),
        float(known["slack"]),
        tuple(map(float, known["rests"])),
        tuple(map(float, known["leads"])),
        tuple(map(float, known["fills"])),
        tuple(QUOTES[name].name for name in known["quotes"]),
        tuple(map(int, known["pictures"])),
        tuple(map(_level, known["levels"])),
        bool(known["is_justified"]),
        _pair(known["quoted"]),
        None if known["poster"] is None else int(known["poster"]),
        int(known["spare"]),
    )


def _pair(known: list[int] | None) -> tuple[int, int] | None:
    if known is None:
        return None
    choice, block = map(int, known)
    return choice, block


def _level(known: dict[str, Any]) -> Level:
    return Level(
        tuple((int(block), int(lines)) for block, lines in known["whites"]),
        tuple(
            Departure(int(one["number"]), int(one["lines"]), tuple(map(int, one["barred"])))
            for one in known["departures"]
        ),
    )


def _forget_oldest() -> None:
    with contextlib.suppress(OSError, OutputError):
        known = list((cache_folder() / _HOME).iterdir())
        if len(known) > MOST:
            known.sort(key=lambda path: path.stat().st_mtime)
            for path in known[: MOST // 10]:
                path.unlink(missing_ok=True)


def _key(setter: Setter) -> str:
    """Return a name that changes with anything that could change the fit."""
    composition, layout = setter.composition, setter.layout
    pictures = [piece.image.src for piece in composition.pieces if piece.image]
    blocks = (block for piece in composition.pieces for block in piece.body)
    pictures += [block.image.src for block in blocks if isinstance(block, Figure)]
    files = (*pictures, *(path for home in layout.folders for path in home.rglob("*")))
    faces = (face.path for face in setter.library.faces)
    told = (
        composition,
        layout,
        setter.design,
        setter.paper,
        setter.pin,
        _stamps((*files, *faces)),
        _program(),
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _stamps(paths: tuple[Path, ...]) -> list[tuple[str, int, int]]:
    facts = ((path, path.stat()) for path in paths if path.is_file())
    return [(str(path), fact.st_size, fact.st_mtime_ns) for path, fact in facts]


@cache
def _program() -> str:
    """Return what tells one state of the program from another."""
    rooms = ("compose", "setting", "build", "markup", "render", "language")
    files = sorted(path for room in rooms for path in (PACKAGE / room).glob("*.*"))
    return hashlib.sha256(repr(_stamps(tuple(files))).encode()).hexdigest()
