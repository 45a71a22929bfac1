"""themes/NAME.yml → `Theme`: the named colours of a design.

Colours are plain sRGB; stylesheets use them by name and nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from pamphlet.errors import Location, ThemeError, UsageError
from pamphlet.fields import Fields, Text, complain, did_you_mean, read_yaml, typed


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise complain(f"{text!r} is not a colour", "write it as #c8102e, between quotes")
    return text.lower()


Colour = Annotated[Text, AfterValidator(_colour)]


class ThemeFields(Fields):
    """The file themes/NAME.yml."""

    title: Text
    accent: Colour
    """The one colour beside black; white text must be readable on it."""
    tint: Colour
    """A pale ground for boxes, light enough for black text."""
    ink: Colour = "#000000"
    paper: Colour = "#ffffff"


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours, each as #rrggbb."""

    name: str
    title: str
    colours: tuple[tuple[str, str], ...]


def theme_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the names of every theme in the folders, sorted."""
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.yml")}))


def find_theme(name: str, folders: tuple[Path, ...], *, at: Location | None = None) -> Theme:
    """Return the theme of a name, from the first of `folders` that has it.

    Raises UsageError when there is none and ThemeError when its file is wrong.
    """
    # No path is made of a name that comes from outside.
    found = (path for folder in folders for path in folder.glob("*.yml") if path.stem == name)
    path = next(found, None)
    if path is None:
        known = theme_names(folders)
        hint = did_you_mean(name, known) or f"themes: {', '.join(known)}"
        raise UsageError(f"there is no theme {name!r}", at=at, hint=hint)
    tree = read_yaml(_text(path), path=f"themes/{path.name}", error=ThemeError)
    fields = typed(ThemeFields, tree, error=ThemeError)
    names = ("accent", "tint", "ink", "paper")
    return Theme(name, fields.title, tuple((key, getattr(fields, key)) for key in names))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ThemeError(
            "this is not UTF-8 text",
            at=f"themes/{path.name}",
            hint="save the file again as UTF-8",
        ) from None
    except OSError as problem:
        raise ThemeError(f"cannot be read: {problem.strerror}", at=f"themes/{path.name}") from None
