"""What the program knows of scripts: how they run and are set, and where their fonts are.

Codes of ISO 15924 or single characters come in, frozen facts go out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from pamphlet.language.facts import read_data


@dataclass(frozen=True, slots=True)
class Range:
    """A measure between its least and its most."""

    least: float
    good: float
    most: float


@dataclass(frozen=True, slots=True)
class Script:
    """One script. `leading` is a multiple of the size, `characters` are those of a line.

    `indent` is that of every paragraph in em, None for the layout's way; `least_size` is
    in points. `letters` are some that tell a face that covers it. `package` is Debian's,
    with the `files` that it brings.
    """

    code: str
    name: str
    direction: str
    has_case: bool
    has_italics: bool
    may_letterspace: bool
    has_spaces: bool
    justifies: bool
    leading: Range
    characters: Range
    least_size: float
    indent: float | None
    letters: str
    package: str
    files: tuple[str, ...]


@cache
def scripts() -> dict[str, Script]:
    """Return every script by its code."""
    return {code: _as_script(code, facts) for code, facts in read_data("scripts.yml").items()}


def script(code: str) -> Script:
    """Return what is known of a script; one that is not known is set as Latin."""
    return scripts().get(code, scripts()["Latn"])


def _as_script(code: str, facts: dict) -> Script:
    def is_so(key: str, otherwise: str = "no") -> bool:
        return facts.get(key, otherwise) == "yes"

    return Script(
        code=code,
        name=facts["name"],
        direction=facts.get("direction", "ltr"),
        has_case=is_so("has_case"),
        has_italics=is_so("has_italics"),
        may_letterspace=is_so("may_letterspace"),
        has_spaces=is_so("has_spaces", "yes"),
        justifies=is_so("justifies"),
        leading=Range(*map(float, facts["leading"])),
        characters=Range(*map(float, facts["characters"])),
        least_size=float(facts["least_size"]),
        indent=float(facts["indent"]) if "indent" in facts else None,
        letters=facts["letters"],
        package=facts["package"],
        files=tuple(f"{facts['folder']}/{name}" for name in facts["fonts"]),
    )


@cache
def _by_name() -> dict[str, str]:
    """Return scripts by the first word of the Unicode names of their characters."""
    facts = read_data("scripts.yml")
    return {name: code for code, found in facts.items() for name in found.get("names", ())}


# Emoji that are pictures by themselves (Unicode 15.0, emoji-data.txt: Emoji_Presentation).
_PICTURES = ((0x1F000, 0x1FAFF), (0x231A, 0x231B), (0x23E9, 0x23F3), (0x2B50, 0x2B55))
_SYMBOLS = frozenset({"So", "Sm", "Sk"})


def script_of(character: str, *, lang: str = "") -> Script | None:
    """Return the script of a character, None for one of no script that is known.

    Signs that Chinese and Japanese share are those of `lang`.
    """
    if any(first <= ord(character) <= last for first, last in _PICTURES):
        return scripts()["Zsye"]
    code = _by_name().get(unicodedata.name(character, "").partition(" ")[0])
    if code == "Hans":
        from pamphlet.language import language

        own = language(lang).script if lang else ""
        return scripts()[own if own in ("Hant", "Jpan", "Kore") else "Hans"]
    if code is None and unicodedata.category(character) in _SYMBOLS:
        return scripts()["Zsym"]
    return scripts()[code] if code else None
