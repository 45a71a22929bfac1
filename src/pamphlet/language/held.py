"""Spaces that hold: what a line end must not part.

One rule set for all languages, with the words of each from its data file: a number and its
unit, "Dr" and a name, initials, a time, a day, a telephone number, a small word and what it
leads to. A text comes in, the places of its plain spaces come out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pamphlet.language import Language, language
from pamphlet.language.dates import find_days, find_times

# Signs of units, the same in every language (SI brochure, 9th ed., 5.4.3: a space before them).
_UNITS = (
    "%", "‰", "€", "£", "$", "₽", "₴", "₺", "₪", "₹", "¥", "°", "°C",
    "km/h", "km", "km²", "m", "m²", "m³", "cm", "mm", "kg", "g", "mg", "ha",
    "kW", "kWh", "MW", "MWh", "l", "t", "h", "min",
    "км", "м", "см", "мм", "кг", "г", "га", "кВт", "л", "т",
)  # fmt: skip
# Signs that lead to a number or a name in every language.
_LEADS = ("№", "§", "§§", "nº", "n°", "no", "No", "Nr")

# An initial before a name, "z. B.".
_INITIAL = re.compile(r"(?<![\w.])([^\W\d_])\.( )(?=([^\W\d_]))")
_SHORT = re.compile(r"(?<!\w)[^\W\d_]\.( )(?=\w\.)")
# The parts of a time and of a day.
_PART = re.compile(r"(?<=\d) (?=\w)|(?<=\d\.) (?=\w)|(?<=\w) (?=\d{1,2}(?!\d))")


# A telephone number: it begins with a nought or a plus, or has three groups.
_PHONE = re.compile(
    r"(?<![\w.,/-])(?:(?:\+\d{1,3}|\(?0\d{1,5}\)?)(?: [\d-]{2,})+|\d{2,4}(?: \d{2,4}){2,})(?!\w)"
)
# Thousands, parted by spaces: no number before them, nor after.
_THOUSANDS = re.compile(
    r"(?<![\w.,:/+-])(?<![\d+][ \u00a0\u202f])[1-9]\d{0,2}(?:[ \u00a0]\d{3})+(?![ \u00a0]?\d|\w)"
)


def figure_spaces(text: str, language: Language) -> tuple[int, ...]:
    """Return the places of the spaces between thousands, where its language writes one."""
    if not language.marks.thousands:
        return ()
    return tuple(
        match.start() + at
        for match in _THOUSANDS.finditer(text)
        for at, sign in enumerate(match[0])
        if sign in " \u00a0"
    )


def held_spaces(text: str, language: Language) -> tuple[int, ...]:
    """Return the places of the plain spaces of a text at which no line may end, in order."""
    if " " not in text:
        return ()
    found = {*_by_words(text, language), *_in_times(text, language), *_in_phones(text)}
    return tuple(sorted(found))


def _in_phones(text: str) -> Iterator[int]:
    for match in _PHONE.finditer(text):
        for space in re.finditer(" ", match[0]):
            yield match.start() + space.start()


def _by_words(text: str, language: Language) -> Iterator[int]:
    units, leads, bound = _patterns(language.code)
    for match in units.finditer(text):
        yield match.start()
    for match in leads.finditer(text):
        if _may_be_named(text[match.end()]):
            yield match.end() - 1
    for match in _INITIAL.finditer(text):
        if match[1].isupper() and match[3].isupper():
            yield match.start(2)
    for match in _SHORT.finditer(text):
        yield match.start(1)
    for match in bound.finditer(text):
        yield match.end() - 1


def _may_be_named(first: str) -> bool:
    """Tell the start of a name or a number; where there are no capitals, of any word."""
    return first.isdigit() or (first.isalpha() and not first.islower())


@cache
def _patterns(tag: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    known = language(tag)
    units = _alternatives((*_UNITS, *known.units))
    leads = _alternatives((*_LEADS, *(word.rstrip(".") for word in known.held_before)))
    bound = _alternatives(known.bound) if known.bound else "(?!)"
    return (
        re.compile(rf"(?<=\d) (?={units}(?!\w))"),
        re.compile(rf"(?<!\w){leads}\.? (?=\w)"),
        # "В доме", "и\u00a0в доме", "«В доме»"; not the letter of "l'a".
        re.compile(rf"(?:^|(?<=[\s(\[«„“\"\u00a0])){bound} (?=\S)", re.IGNORECASE),
    )


def _alternatives(words: tuple[str, ...] | frozenset[str]) -> str:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


def _in_times(text: str, language: Language) -> Iterator[int]:
    spans = list(find_times(text, language))
    spans += [(day.start, day.end) for day in find_days(text, language) if day.month]
    for start, end in spans:
        for match in _PART.finditer(text[start:end]):
            yield start + match.start()
