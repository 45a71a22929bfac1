"""What a theme is: colours, faces, density and ornament, as every stage reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pamphlet.errors import Location
from pamphlet.fields import Place


@dataclass(frozen=True, slots=True)
class Faces:
    """The families of a script by role, and how it is set; None where the layout decides."""

    families: tuple[tuple[str, tuple[str, ...]], ...] = ()
    leading: float | None = None
    display_leading: float | None = None
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class Headlines:
    """How headlines are set: `weight` is CSS's, `size` a factor on what stands in the text,
    `reach` the part of what goes beyond three times the text that is taken.
    """

    case: str = "capitals"
    lines: str = "stacked"
    weight: int = 900
    size: float = 1.0
    reach: float = 1.0


@dataclass(frozen=True, slots=True)
class Ornament:
    """What stands around the text; the words are those of the file."""

    rules: str = "thick"
    edges: str = "none"
    frames: str = "none"
    boxes: str = "tint"
    shapes: str = "none"
    marks: str = "dash"
    labels: str = "capitals"


# Names of inks (c, m, y, k) with their amounts in per cent.
Build = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A design. Colours are #rrggbb by name, `inks` the builds of those that have one.

    `notes` are what should be known of how it was read, `logo` is that of a brand;
    `places` says where in its file something stands.
    """

    name: str
    title: str
    colours: tuple[tuple[str, str], ...]
    about: str = ""
    inks: tuple[tuple[str, Build], ...] = ()
    faces: tuple[tuple[str, Faces], ...] = ()
    density: str = "usual"
    headlines: Headlines = Headlines()
    ornament: Ornament = Ornament()
    notes: tuple[str, ...] = ()
    logo: Path | None = None
    places: Mapping[Place, Location] = field(default_factory=dict, compare=False, repr=False)

    def colour(self, name: str) -> str:
        """Return a colour by its name; a solid that is not given is the accent."""
        found = dict(self.colours)
        return found.get(name) or found[_OTHERWISE[name]]

    def at(self, place: Place) -> Location | None:
        """Return where something stands in the theme's file, or the nearest thing around it."""
        while place and place not in self.places:
            place = place[:-1]
        return self.places.get(place)


_OTHERWISE = {"solid": "accent", "on_solid": "paper", "shape": "solid"}
