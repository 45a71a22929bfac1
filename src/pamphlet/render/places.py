"""Where in a layout's stylesheets something stands that the engine stumbles over."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from pamphlet.errors import Location
from pamphlet.resources import short_name


def line_naming(name: str, stylesheets: tuple[Path, ...]) -> Location | None:
    """Return the first line of the stylesheets in which the last part of a name stands."""
    last = unquote(name).rstrip("/").rpartition("/")[2].strip()
    for path in stylesheets:
        for number, line in enumerate(_lines(path), 1):
            if last and last in unquote(line):
                return Location(short_name(path), number)
    return None


def line_with(path: Path, number: int, word: str) -> bool:
    """Tell whether a word stands in a line, counted from 1."""
    lines = _lines(path)
    return 0 < number <= len(lines) and word in lines[number - 1]


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8", "replace").splitlines()
