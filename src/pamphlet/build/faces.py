"""The faces of a layout's scripts, as far as they are there.

A layout names families for scripts that no bundled font has; the project's fonts/ may hold
them, or others. What comes out is the layout with families that can be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import script
from pamphlet.layout import ROLES, Layout, ScriptSetting

# The weight that each role is set in, and a word in names of families that suit it.
_WEIGHTS = {"text": 400, "sans": 400, "display": 900}
_SUITS = {"text": "Serif", "sans": "Sans", "display": "Sans"}


def with_faces(layout: Layout, library: FontLibrary, codes: frozenset[str]) -> Layout:
    """Return a layout that names, for each script, families of a library.

    `codes` are the scripts of an edition. For one whose families are not there, those
    that have its letters are taken; one that the layout does not name is set as its
    script asks for.
    """
    found = {
        code: replace(setting, families=_present(setting, library))
        for code, setting in layout.scripts.items()
        if code != "Latn"
    }
    scripts = {"Latn": layout.scripts["Latn"], **found}
    for code in sorted(codes - {"Latn"}):
        setting = scripts.get(code) or _plain_setting(code, layout)
        if not _has_letters(replace(layout, scripts=scripts), code, library):
            setting = replace(setting, families=_families(setting, code, library))
        scripts[code] = setting
    # In the order of the manifest: the first family that has a letter wins.
    order = (*layout.scripts, *scripts)
    return replace(layout, scripts={code: scripts[code] for code in dict.fromkeys(order)})


def _present(setting: ScriptSetting, library: FontLibrary) -> dict[str, tuple[str, ...]]:
    return {
        role: tuple(name for name in names if library.find(name))
        for role, names in setting.families.items()
    }


def _plain_setting(code: str, layout: Layout) -> ScriptSetting:
    known, latin = script(code), layout.scripts["Latn"]
    families: dict[str, tuple[str, ...]] = dict.fromkeys(ROLES, ())
    leading = known.leading.good if known.code == code else latin.leading
    display = max(latin.display_leading, leading - 0.4) if known.code == code else 0
    return ScriptSetting(families, leading, display or latin.display_leading, 1.0)


def _has_letters(layout: Layout, code: str, library: FontLibrary) -> bool:
    """Tell whether every role of a script has a family with its letters, of its own or Latin's."""
    return all(any(_covering(layout.families(role, code)[:2], code, library)) for role in ROLES)


def _covering(names: tuple[str, ...], code: str, library: FontLibrary) -> Iterator[str]:
    letters = {ord(letter) for letter in script(code).letters}
    for name in names:
        face = library.find(name)
        if face and letters <= face.characters:
            yield name


def _families(
    setting: ScriptSetting, code: str, library: FontLibrary
) -> dict[str, tuple[str, ...]]:
    """Return families by role: those named that have the letters, for this role or another.

    Where none is there, the best of a library.
    """
    letters = {ord(letter) for letter in script(code).letters}
    faces = [face for face in library.faces if letters <= face.characters]
    named = {role: tuple(_covering(setting.families[role], code, library)) for role in ROLES}
    others = tuple(dict.fromkeys(name for names in named.values() for name in names))
    fitting = {role: [f for f in faces if f.is_for_text or role == "display"] for role in ROLES}
    return {role: named[role] or others or _best(fitting[role], role) for role in ROLES}


def _best(faces: list[Face], role: str) -> tuple[str, ...]:
    """Return the family of the face that suits a role best, nothing where there is no face."""

    def distance(face: Face) -> tuple:
        suits = any(_SUITS[role] in name for name in face.families)
        return not suits, face.italic, abs(face.weight - _WEIGHTS[role]), face.families

    return min(faces, key=distance).families[:1] if faces else ()
