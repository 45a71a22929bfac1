"""brand.yml in the form of Quarto's brand files → what a theme file would say.

Logo, colours and fonts are read; what Quarto knows beside them is passed over with a
note, what nobody knows is an error with its line. Fonts are those of the project's
fonts/ and the bundled ones: nothing is fetched, whatever `source:` says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from pamphlet.errors import Location, ThemeError
from pamphlet.fields import (
    Fields,
    OrText,
    Place,
    Text,
    Tree,
    complain,
    did_you_mean,
    read_yaml,
    typed,
)
from pamphlet.theme.colour import tinted

BRAND = "brand"
BRAND_FILES = ("brand.yml", "_brand.yml")

# What a brand calls the colours of a theme.
CALLED: Mapping[str, str] = MappingProxyType(
    {"accent": "primary", "ink": "foreground", "paper": "background"}
)

# How much of its ink the accent has as the ground of a box.
_TINT = 0.08

# The scripts that a family of a brand is asked for.
_SCRIPTS = ("Latn", "Grek", "Cyrl", "Arab", "Hebr")

# Boldness by name, as Quarto has it.
_WEIGHTS = {
    "thin": 100,
    "extra-light": 200,
    "ultra-light": 200,
    "light": 300,
    "normal": 400,
    "regular": 400,
    "medium": 500,
    "semi-bold": 600,
    "demi-bold": 600,
    "bold": 700,
    "extra-bold": 800,
    "ultra-bold": 800,
    "black": 900,
}


def _hex(text: str) -> str:
    short = re.fullmatch(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", text)
    return "#" + "".join(2 * part for part in short.groups()) if short else text


def _family(value: Any) -> Any:
    return {"family": value} if isinstance(value, str) else value


def _weight(value: Any) -> Any:
    if isinstance(value, str) and not value.isdigit():
        if value not in _WEIGHTS:
            raise complain(f"{value!r} is no weight", f"write a number, or {', '.join(_WEIGHTS)}")
        return _WEIGHTS[value]
    return value


def _light(value: Any) -> Any:
    """Take the one for light grounds where there are two."""
    return value.get("light") if isinstance(value, dict) and "light" in value else value


Passed = Any
Hex = Annotated[Text, AfterValidator(_hex)]
Weight = Annotated[int | None, BeforeValidator(_weight)]
Named = Annotated[Hex | None, BeforeValidator(_light)]


class ColourFields(Fields):
    palette: dict[str, Hex] = Field(default_factory=dict)
    foreground: Named = None
    background: Named = None
    primary: Named = None
    secondary: Passed = None
    tertiary: Passed = None
    success: Passed = None
    info: Passed = None
    warning: Passed = None
    danger: Passed = None
    light: Passed = None
    dark: Passed = None
    link: Passed = None


class FontFields(Fields):
    family: Text | None = None
    source: Passed = None
    files: Passed = None
    weight: Passed = None
    style: Passed = None
    display: Passed = None


class BaseFields(Fields):
    family: Text | None = None
    size: Passed = None
    weight: Passed = None
    line_height: Passed = Field(None, alias="line-height")


class HeadingFields(Fields):
    family: Text | None = None
    weight: Weight = None
    style: Passed = None
    color: Passed = None
    line_height: Passed = Field(None, alias="line-height")


class TypographyFields(Fields):
    fonts: tuple[FontFields, ...] = ()
    base: Annotated[BaseFields | None, BeforeValidator(_family), OrText()] = None
    headings: Annotated[HeadingFields | None, BeforeValidator(_family), OrText()] = None
    monospace: Passed = None
    monospace_inline: Passed = Field(None, alias="monospace-inline")
    monospace_block: Passed = Field(None, alias="monospace-block")
    link: Passed = None


def _picture(value: Any) -> Any:
    return {"path": value} if isinstance(value, str) else value


class ImageFields(Fields):
    path: Text
    alt: Passed = None


Picture = Annotated[ImageFields, BeforeValidator(_picture), OrText()]


class LogoFields(Fields):
    images: dict[str, Picture] = Field(default_factory=dict)
    small: Annotated[Picture | None, BeforeValidator(_light)] = None
    medium: Annotated[Picture | None, BeforeValidator(_light)] = None
    large: Annotated[Picture | None, BeforeValidator(_light)] = None


class PamphletFields(Fields):
    """What is said to this program alone, under `defaults: pamphlet:`."""

    extends: Text = "loud"


class DefaultsFields(Fields):
    pamphlet: PamphletFields = PamphletFields()
    bootstrap: Passed = None
    quarto: Passed = None
    shiny: Passed = None


class BrandFields(Fields):
    meta: Passed = None
    color: ColourFields = ColourFields()
    typography: TypographyFields = TypographyFields()
    logo: Annotated[
        LogoFields | None,
        BeforeValidator(lambda value: {"medium": value} if isinstance(value, str) else value),
    ] = None
    defaults: DefaultsFields = DefaultsFields()


def brand_file(project: Path | None) -> Path | None:
    """Return the brand of a project's folder, if it has one."""
    paths = (project / name for name in BRAND_FILES) if project else ()
    return next((path for path in paths if path.is_file()), None)


def brand_tree(path: Path) -> tuple[Tree, tuple[str, ...], Path | None]:
    """Return a brand as a theme would say it with the lines of the brand, notes, and its logo.

    Raises ThemeError, or Complaints, when something in it is wrong.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        hint = "save the file again as UTF-8"
        raise ThemeError("this is not UTF-8 text", at=path.name, hint=hint) from None
    except OSError as problem:
        raise ThemeError(f"cannot be read: {problem.strerror}", at=path.name) from None
    tree = read_yaml(text, path=path.name, error=ThemeError)
    fields = typed(BrandFields, tree, error=ThemeError)
    reader = _Brand(fields, tree)
    passed = ", ".join(".".join(place) for place in reader.passed(fields, ()))
    notes = (f"{path.name}: not used here: {passed}",) if passed else ()
    return reader.theme(), notes, reader.logo(path.parent)


class _Brand:
    """Says in the words of a theme what a brand says."""

    def __init__(self, fields: BrandFields, tree: Tree) -> None:
        self.fields, self.tree = fields, tree
        self.value: dict[str, Any] = {}
        self.lines: dict[Place, int] = {(): 1}

    def theme(self) -> Tree:
        self.put(("title",), "Brand", ())
        self.put(("extends",), self.fields.defaults.pamphlet.extends, ("defaults", "pamphlet"))
        self.colours()
        self.faces()
        return Tree(self.value, self.tree.path, self.lines)

    def put(self, place: Place, value: Any, source: Place) -> None:
        """Set a value of the theme that stands at `source` in the brand."""
        group = self.value
        for key in place[:-1]:
            group = group.setdefault(key, {})
        group[place[-1]] = value
        for end in range(1, len(place) + 1):
            self.lines.setdefault(place[:end], self.tree.at(source).line or 1)

    def colours(self) -> None:
        color = self.fields.color
        for ours, name in CALLED.items():
            found = self.colour(name)
            if found:
                self.put((ours,), found, ("color", name))
        if color.primary and re.fullmatch(r"#[0-9a-fA-F]{6}", self.value["accent"]):
            self.put(("tint",), tinted(self.value["accent"], _TINT), ("color", "primary"))

    def colour(self, name: str) -> str | None:
        """Return a colour; it may name one of the palette."""
        written = getattr(self.fields.color, name)
        seen: list[str] = []
        while written in self.fields.color.palette and written not in seen:
            seen.append(written)
            written = self.fields.color.palette[written]
        if written and not written.startswith("#"):
            near = did_you_mean(written, tuple(self.fields.color.palette))
            raise ThemeError(
                f"there is no colour {written!r} in the palette",
                at=self.tree.at(("color", name)),
                hint=near or "write it as #c8102e, between quotes",
            )
        return written

    def faces(self) -> None:
        typography = self.fields.typography
        base, headings = typography.base, typography.headings
        for script in _SCRIPTS:
            if base and base.family:
                for role in ("text", "sans"):
                    self.put(("faces", script, role), base.family, ("typography", "base"))
            display = headings.family if headings and headings.family else base and base.family
            if display:
                source = "headings" if headings and headings.family else "base"
                self.put(("faces", script, "display"), display, ("typography", source))
        if headings and headings.weight:
            self.put(("headlines", "weight"), str(headings.weight), ("typography", "headings"))

    def logo(self, folder: Path) -> Path | None:
        """Return the file of the logo: the medium one, else another."""
        logo = self.fields.logo
        if logo is None:
            return None
        named = (logo.medium, logo.large, logo.small, *logo.images.values())
        found = next((picture for picture in named if picture), None)
        if found is None:
            return None
        written = logo.images.get(found.path, found).path
        path = folder / written
        if not (path.is_file() and path.resolve().is_relative_to(folder.resolve())):
            raise ThemeError(
                f"there is no logo {written!r} in the project",
                at=Location(self.tree.path, self.tree.at(("logo",)).line),
                hint="give the name of a picture in the project's folder",
            )
        return path

    def passed(self, fields: Fields, place: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return what is written and not used."""
        found = []
        for name, facts in type(fields).model_fields.items():
            value = getattr(fields, name)
            here = (*place, facts.alias or name)
            if isinstance(value, Fields):
                found += self.passed(value, here)
            elif facts.annotation is Passed and name in fields.model_fields_set:
                found.append(here)
        return found
