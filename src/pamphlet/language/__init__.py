"""What the program knows of each language: one data file a language.

A `Language` says which way it runs, which words the program itself adds, how
its quotation marks look, and by which words a reader recognises it, its
dates, its organisations and its calls to action. Text comes in, facts and
text go out; nothing else is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

RTL_SCRIPTS = frozenset({"Arab", "Hebr"})
CASED_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek"})


@dataclass(frozen=True, slots=True)
class Language:
    """One language. `code` is its BCP 47 tag; every word list is in lower case.

    A word that ends in a colon needs one after it; an organisation that begins with a
    hyphen is the end of a word. `months`, `days` and `short_days` give each name in all
    its forms.
    """

    code: str
    name: str
    script: str
    labels: dict[str, str]
    quotes: tuple[str, str, str, str]
    has_capital_nouns: bool
    has_capital_names: bool
    # What tells the language: its commonest words, letters of its own.
    common: frozenset[str]
    letters: frozenset[str]
    # Small words that never end a line of display.
    glue: frozenset[str]
    # Who speaks: bodies, people; what joins a body to its cause, and a text to its body.
    organisations: tuple[str, ...]
    people: tuple[str, ...]
    of: tuple[str, ...]
    by: tuple[str, ...]
    # How the lines of a head and a foot begin.
    kinds: tuple[str, ...]
    credits: tuple[str, ...]
    bylines: tuple[str, ...]
    imprints: tuple[str, ...]
    contacts: tuple[str, ...]
    phones: tuple[str, ...]
    demands: tuple[str, ...]
    # What calls for something, what one comes to, what leads to its day and its place,
    # and what shows that it is told, not called for.
    calls: tuple[str, ...]
    events: tuple[str, ...]
    whens: tuple[str, ...]
    wheres: tuple[str, ...]
    past: tuple[str, ...]
    # What a letter, a mail and a bill begin and end with.
    titles: tuple[str, ...]
    presents: tuple[str, ...]
    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    # Days and times.
    days: tuple[tuple[str, ...], ...]
    short_days: tuple[tuple[str, ...], ...]
    months: tuple[tuple[str, ...], ...]
    date_forms: tuple[str, ...]
    times: tuple[str, ...]
    until: tuple[str, ...]
    every: tuple[str, ...]
    date_words: tuple[str, ...]
    place_words: tuple[str, ...]

    @property
    def direction(self) -> str:
        return "rtl" if self.script in RTL_SCRIPTS else "ltr"

    @property
    def has_case(self) -> bool:
        return self.script in CASED_SCRIPTS


_SETS = ("common", "letters", "glue")
_NAMES = ("days", "short_days", "months")
_LISTS = (
    "organisations people of by kinds credits bylines imprints contacts phones demands "
    "calls events whens wheres past titles presents greetings closings "
    "date_forms times until every date_words place_words"
).split()


def base_code(tag: str) -> str:
    """Return the language of a tag: `en` for `en-GB`."""
    return tag.replace("_", "-").split("-")[0].lower()


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of every language that has a data file, sorted."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name[:-4] for name in names if name.endswith(".yml")))


@cache
def language(tag: str) -> Language:
    """Return what is known of a language tag; an unknown one is plain English labels.

    Whether a language is known at all is `base_code(tag) in codes()`.
    """
    code = base_code(tag)
    if code in codes():
        return _as_language(tag, _facts(code))
    # Nothing of a language without a data file is recognised by English words and ways.
    no_words = dict.fromkeys((*_SETS, *_NAMES, *_LISTS), ())
    return _as_language(tag, {**_facts("en"), **no_words, "capital_names": "no"})


@cache
def _facts(code: str) -> dict[str, Any]:
    text = files(__name__).joinpath(f"{code}.yml").read_text("utf-8")
    # BaseLoader keeps every scalar a string: `no` is a Norwegian word, not False.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)


def _as_language(tag: str, facts: dict[str, Any]) -> Language:
    def words(key: str) -> tuple[str, ...]:
        value = facts.get(key) or ()
        return tuple(value.split() if isinstance(value, str) else value)

    return Language(
        code=tag,
        name=facts["name"],
        script=facts["script"],
        labels=facts["labels"],
        quotes=tuple(facts["quotes"]),
        has_capital_nouns=facts.get("capital_nouns") == "yes",
        has_capital_names=facts.get("capital_names") == "yes",
        **{key: frozenset(words(key)) for key in _SETS},
        **{key: tuple(tuple(names.split("/")) for names in words(key)) for key in _NAMES},
        **{key: words(key) for key in _LISTS},
    )
