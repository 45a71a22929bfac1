"""`pamphlet fonts`: the only faces that pages are set in."""

from __future__ import annotations

import argparse
import json

from pamphlet.cli.asking import add_format, current_project

# A letter, or a few, by which one sees that a face covers a script.
_SCRIPTS = {
    "Latin": "aĄßø",
    "Vietnamese": "ưếọ",
    "African letters": "ɛɔɓɖɗƴɲʋ",
    "Greek": "αΏς",
    "Cyrillic": "жЯґ",
    "Arabic": "عپچ",
    "Hebrew": "אםץ",
    "Devanagari": "कष",
    "Han": "文字",
    "Kana": "あア",
}


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = (
        "List the faces that pages are set in: the bundled ones and those in the project's "
        "fonts/ folder. No other font of this machine is used."
    )
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List every face with the scripts it covers."""
    from pamphlet.fonts import font_library
    from pamphlet.resources import font_folders

    project = current_project()
    rows = []
    for face in font_library(font_folders(project.root if project else None)).faces:
        covered = [
            script
            for script, letters in _SCRIPTS.items()
            if all(ord(letter) in face.characters for letter in letters)
        ]
        rows.append(
            {
                "family": face.families[-1],
                "weight": face.weight,
                "italic": face.italic,
                "covers": covered,
                "file": str(face.path),
            }
        )
    if args.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        slope = " italic" if row["italic"] else ""
        print(f"{row['family']} {row['weight']}{slope}: {', '.join(row['covers'])}")
    return 0
