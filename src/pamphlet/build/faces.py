"""The faces of a layout's scripts, as a design has them, as far as they are there.

A layout names families for scripts that no bundled font has; the project's fonts/ may hold
them, or others. What comes out is the layout with families that can be used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pamphlet.errors import ThemeError, raise_all
from pamphlet.fields import did_you_mean
from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language, script
from pamphlet.language.scripts import script_of
from pamphlet.layout import ROLES, Layout, ScriptSetting
from pamphlet.model import Composition, texts
from pamphlet.theme import Faces, Theme

# The weight that each role is set in, and a word in names of families that suit it.
_WEIGHTS = {"text": 400, "sans": 400, "display": 900}
_SUITS = {"text": "Serif", "sans": "Sans", "display": "Sans"}


def with_design(layout: Layout, design: Theme, library: FontLibrary) -> Layout:
    """Return a layout in the faces of a design; those it names itself stay.

    The layout's families come after the design's. Raises ThemeError, or Complaints, for
    families that are not there.
    """
    raise_all(_unknown_families(design, library))
    scripts = dict(layout.scripts)
    for code, faces in design.faces:
        known = scripts.get(code, replace(scripts["Latn"], families=dict.fromkeys(ROLES, ())))
        scripts[code] = _designed(known, faces, code, layout.own_faces)
    return replace(layout, scripts=scripts)


def _unknown_families(design: Theme, library: FontLibrary) -> list[ThemeError]:
    known = tuple(dict.fromkeys(name for face in library.faces for name in face.families))
    found: dict[str, ThemeError] = {}
    for code, faces in design.faces:
        for role, names in faces.families:
            for name in names:
                if name in known or name in found:
                    continue
                near = did_you_mean(name, [*map(str.lower, known)])
                real = next((one for one in known if near and f"'{one.lower()}'" in near), None)
                known_as = f"did you mean {real!r}?" if real else "'pamphlet fonts' lists them"
                found[name] = ThemeError(
                    f"there is no font {name!r}",
                    at=design.at(("faces", code, role)),
                    hint=f"{known_as}\n  others go into the project's fonts/ folder",
                )
    return list(found.values())


def _designed(
    setting: ScriptSetting, faces: Faces, code: str, own: frozenset[tuple[str, str]]
) -> ScriptSetting:
    families = dict(setting.families)
    for role, names in faces.families:
        if (code, role) not in own:
            families[role] = tuple(dict.fromkeys((*names, *families[role])))
    # Sizes and leadings suit the face of the text; headlines have their own.
    is_text, is_display = ((code, role) not in own for role in ("text", "display"))
    return ScriptSetting(
        families=families,
        leading=(is_text and faces.leading) or setting.leading,
        display_leading=(is_display and faces.display_leading) or setting.display_leading,
        scale=(is_text and faces.scale) or setting.scale,
    )


def letters_first(layout: Layout, library: FontLibrary, composition: Composition) -> Layout:
    """Return a layout whose first families of text have every letter that is set in them.

    A word half in one face and half in another looks like an accident.
    """
    scripts = dict(layout.scripts)
    for code, letters in _letters_by_script(composition).items():
        for role in ("text", "sans"):
            names = layout.families(role, code)
            first = library.covering(names, letters)
            if first and first != names[0]:
                setting = scripts[code]
                families = tuple(dict.fromkeys((first, *setting.families[role])))
                scripts[code] = replace(setting, families={**setting.families, role: families})
    return replace(layout, scripts=scripts)


def _letters_by_script(composition: Composition) -> dict[str, str]:
    """Return the letters of each script that the texts of an edition are written in."""
    found: dict[str, set[str]] = {}
    for piece in composition.pieces:
        code = language(piece.lang).script
        said = (*(text for _, text in piece.fields), *(text for text, _ in texts(piece.body)))
        letters = {letter for text in said for letter in text if letter.isalpha()}
        found.setdefault(code, set()).update(
            letter
            for letter in letters
            if (known := script_of(letter, lang=piece.lang)) and known.code == code
        )
    return {code: "".join(sorted(letters)) for code, letters in found.items()}


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
