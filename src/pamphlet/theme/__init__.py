"""themes/NAME.yml → `Theme`: the colours, faces, density and ornament of a design.

Colours are plain sRGB; stylesheets use them by name and nothing else. A theme may
`extends:` another and say only what differs. A project's brand.yml is the theme `brand`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pamphlet.errors import Location, ThemeError, UsageError
from pamphlet.fields import did_you_mean, read_yaml, typed
from pamphlet.layout.manifest import Manifest
from pamphlet.theme.brand import BRAND, BRAND_FILES, CALLED, brand_file, brand_tree
from pamphlet.theme.fields import COLOURS, ThemeFields
from pamphlet.theme.reader import theme_of
from pamphlet.theme.shape import Faces, Headlines, Ornament, Theme


def theme_names(folders: tuple[Path, ...], brand: Path | None = None) -> tuple[str, ...]:
    """Return the names of every theme in the folders, sorted, and that of a brand."""
    names = {path.stem for folder in folders for path in folder.glob("*.yml")}
    return tuple(sorted(names | ({BRAND} if brand else set())))


def find_theme(
    name: str,
    folders: tuple[Path, ...],
    *,
    brand: Path | None = None,
    at: Location | None = None,
) -> Theme:
    """Return the theme of a name, from the first of `folders` that has it.

    `brand` is the project's brand file, known as 'brand'. Raises UsageError when there is
    none; ThemeError, or Complaints, when its file is wrong or a text in it cannot be read
    for want of contrast.
    """
    tree, notes, logo = _Chain(folders, brand).read(name, at)
    fields = typed(ThemeFields, tree, error=ThemeError)
    called = CALLED if tree.path in BRAND_FILES else {}
    return theme_of(name, fields, tree, notes=notes, logo=logo, called=called)


class _Chain:
    """Reads a theme and those that it extends."""

    def __init__(self, folders: tuple[Path, ...], brand: Path | None) -> None:
        self.folders, self.brand = folders, brand
        self.seen: tuple[Path, ...] = ()

    def read(self, name: str, at: Location | None) -> tuple[Manifest, tuple[str, ...], Path | None]:
        """Return what a theme says over what it extends, notes, and the logo of a brand."""
        path, notes, logo = self.path(name, at), (), None
        if path == self.brand:
            tree, notes, logo = brand_tree(path)
        else:
            tree = read_yaml(_text(path), path=f"themes/{path.name}", error=ThemeError)
        places = {place: tree.at(place) for place in tree.lines}
        manifest = Manifest(tree.value, tree.path, tree.lines, places)
        below = tree.value.get("extends")
        if isinstance(below, str):
            self.seen = (*self.seen, path)
            parent, *_ = self.read(below, manifest.at(("extends",)))
            # A colour is replaced whole: its inks are those of no other.
            others = {
                key: value
                for key, value in parent.value.items()
                if key not in COLOURS or key not in tree.value
            }
            manifest = manifest.over(replace(parent, value=others))
        return manifest, notes, logo

    def path(self, name: str, at: Location | None) -> Path:
        """Return the file of a theme; a project's own may extend the bundled one of its name."""
        # No path is made of a name that comes from outside.
        found = [path for home in self.folders for path in home.glob("*.yml") if path.stem == name]
        if name == BRAND and self.brand:
            found.insert(0, self.brand)
        path = next((path for path in found if path not in self.seen), None)
        if path:
            return path
        error = ThemeError if self.seen else UsageError
        if found:
            hint = "name another, or leave 'extends' out"
            raise error(f"the theme {name!r} extends itself", at=at, hint=hint)
        known = theme_names(self.folders, self.brand)
        hint = did_you_mean(name, known) or f"themes: {', '.join(known)}"
        raise error(f"there is no theme {name!r}", at=at, hint=hint)


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


__all__ = [
    "BRAND",
    "BRAND_FILES",
    "Faces",
    "Headlines",
    "Ornament",
    "Theme",
    "ThemeFields",
    "brand_file",
    "find_theme",
    "theme_names",
]
