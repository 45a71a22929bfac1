"""`pamphlet fonts`: the only faces that pages are set in, and what they can set."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pamphlet.cli.asking import add_format, current_project

if TYPE_CHECKING:
    from pamphlet.fonts import Face

# A letter, or a few, by which one sees that a face covers more than its script's own.
_LETTERS = {"Vietnamese": "ưếọ", "African letters": "ɛɔɓɖɗƴɲʋ"}


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = (
        "List the faces that pages are set in: the bundled ones and those in the project's "
        "fonts/ folder. No other font of this machine is used."
    )
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List every face with the scripts it covers, and every language with its fonts."""
    from pamphlet.fonts import font_library
    from pamphlet.resources import font_folders

    project = current_project()
    faces = font_library(font_folders(project.root if project else None)).faces
    rows = [_row(face) for face in faces]
    if args.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        slope = " italic" if row["italic"] else ""
        print(f"{row['family']} {row['weight']}{slope}: {', '.join(row['covers'])}")
    print()
    covered = (row["covers"] for face, row in zip(faces, rows, strict=True) if face.is_for_text)
    for line in _by_script({name for names in covered for name in names}):
        print(line)
    return 0


def _row(face: Face) -> dict[str, Any]:
    from pamphlet.language.scripts import scripts

    wanted = {known.name: known.letters for known in scripts().values()} | _LETTERS
    return {
        "family": face.families[-1] if face.index == 0 else face.families[0],
        "weight": face.weight,
        "italic": face.italic,
        "covers": [
            script
            for script, letters in wanted.items()
            if all(ord(letter) in face.characters for letter in letters)
        ],
        "file": str(face.path),
        "index": face.index,
    }


def _by_script(covered: set[str]) -> Iterable[str]:
    """Give a line for each script: its languages, and what to add where no face has it."""
    from pamphlet.language import codes, language, variants
    from pamphlet.language.scripts import scripts

    spoken = [language(tag) for tag in (*codes(), *variants())]
    for code, known in scripts().items():
        names = ", ".join(f"{one.name} ({one.code})" for one in spoken if one.script == code)
        if known.name in covered:
            yield f"{known.name}: {names}" if names else f"{known.name}: covered"
        elif names:
            yield f"{known.name}: {names}: no font; add one of {known.package} to fonts/"
