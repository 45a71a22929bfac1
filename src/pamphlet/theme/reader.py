"""The fields of a theme → `Theme`, or what is wrong with them: first of all, what is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from pamphlet.errors import ThemeError, raise_all
from pamphlet.fields import Tree
from pamphlet.layout.manifest import Manifest
from pamphlet.theme.colour import READABLE, contrast, readable
from pamphlet.theme.fields import COLOURS, ColourFields, ThemeFacesFields, ThemeFields
from pamphlet.theme.shape import Build, Faces, Headlines, Ornament, Theme

ROLES = ("text", "sans", "display")

_NO_CURE = "take one that is much darker, or much lighter"

# Text, and what it stands on.
_READ_ON = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("accent", "paper"),
    ("accent", "tint"),
    ("on_solid", "solid"),
    ("on_solid", "shape"),
)


def theme_of(
    name: str,
    fields: ThemeFields,
    tree: Manifest,
    *,
    notes: tuple[str, ...] = (),
    logo: Path | None = None,
    called: Mapping[str, str] = MappingProxyType({}),
) -> Theme:
    """Return the theme; `called` are the keys of a file that has other names for colours.

    Raises ThemeError, or Complaints when several things are wrong."""
    colours = dict(_colours(fields))
    raise_all(_complaints(fields, colours, tree, called))
    return Theme(
        name,
        fields.title,
        tuple((key, found.rgb) for key, found in colours.items()),
        about=fields.about or "",
        inks=tuple((key, _build(found)) for key, found in colours.items() if found.ink),
        faces=tuple((script, _faces(own)) for script, own in fields.faces.items()),
        density=fields.density,
        headlines=Headlines(**dict(fields.headlines)),
        ornament=Ornament(**dict(fields.ornament)),
        notes=notes,
        logo=logo,
        places=tree.places,
    )


def _colours(fields: ThemeFields) -> Iterator[tuple[str, ColourFields]]:
    """Give every colour by its name; what names another is that one."""
    for key in COLOURS:
        found = getattr(fields, key)
        if isinstance(found, str):
            found = getattr(fields, found)
        if found:
            yield key, found


def _build(colour: ColourFields) -> Build:
    return tuple((ink, amount) for ink, amount in colour.ink or () if amount)


def _faces(own: ThemeFacesFields) -> Faces:
    families = tuple((role, names) for role in ROLES if (names := getattr(own, role)))
    return Faces(families, own.leading, own.display_leading, own.scale)


def _complaints(
    fields: ThemeFields, colours: dict[str, ColourFields], tree: Tree, called: Mapping[str, str]
) -> list[ThemeError]:
    """Return what cannot be read, each with a colour that would do, and scripts that are none."""
    found = []
    for script in fields.faces:
        if not re.fullmatch("[A-Z][a-z]{3}", script):
            hint = "write its four letters of ISO 15924: Latn, Grek, Cyrl, Arab, Hebr …"
            at = tree.at(("faces", script))
            found.append(ThemeError(f"{script!r} is no script", at=at, hint=hint))
    plain = {key: colour.rgb for key, colour in colours.items()}
    named: set[str] = set()
    for text, ground in _READ_ON:
        # One wrong colour is named once, though it spoils several pairs.
        if ground not in plain or contrast(plain[text], plain[ground]) >= READABLE:
            continue
        key, would = _cure(text, ground, fields, plain, tree)
        shown = called.get(key, key)
        hint = f'in the same hue this would do: {shown}: "{would}"' if would else _NO_CURE
        if key not in named:
            named.add(key)
            found.append(
                ThemeError(
                    f"text in {called.get(text, text)!r} ({plain[text]}) on "
                    f"{called.get(ground, ground)!r} ({plain[ground]}) has a "
                    f"contrast of {contrast(plain[text], plain[ground]):.1f} to 1, "
                    f"{READABLE:g} is the least",
                    at=tree.at((key,)),
                    hint=hint,
                )
            )
    return found


def _cure(
    text: str, ground: str, fields: ThemeFields, plain: dict[str, str], tree: Tree
) -> tuple[str, str]:
    """Return the colour to change, and another of its hue that would do, if there is one."""
    text, ground = (_behind(key, fields) for key in (text, ground))
    # What the theme says itself gives way before what it extends.
    pairs = ((text, ground), (ground, text))
    for key, other in sorted(pairs, key=lambda pair: tree.at((pair[0],)).path != tree.path):
        # Black and white stay; a colour gives way.
        if plain[key] not in ("#000000", "#ffffff"):
            against = tuple(plain[one] for one in _partners(key, fields, plain))
            would = readable(plain[key], against) or readable(plain[key], (plain[other],))
            if would:
                return key, would
    return text, ""


def _behind(key: str, fields: ThemeFields) -> str:
    """Return the colour that one is: `solid: accent` is the accent."""
    found = getattr(fields, key)
    return found if isinstance(found, str) else key


def _partners(key: str, fields: ThemeFields, plain: dict[str, str]) -> list[str]:
    """Return all that a colour is read on, or that is read on it."""
    pairs = [
        (_behind(text, fields), _behind(ground, fields))
        for text, ground in _READ_ON
        if ground in plain
    ]
    return [b if a == key else a for a, b in pairs if key in (a, b)]
