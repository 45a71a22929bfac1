"""What the program knows of each language: one data file a language.

A `Language` says which way it runs, which words the program itself adds, how
its quotation marks look, and by which words a reader recognises it, its
dates, its organisations and its calls to action. Text comes in, facts and
text go out; nothing else is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pamphlet.language.facts import base_code, codes, facts_of, script_subtag, variants
from pamphlet.language.scripts import Script, script
from pamphlet.language.segments import segments


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """How far words may be parted: letters of a word, before and after, hyphens in a row.

    `rule` finds the places in a language whose syllables are told by one pattern; the
    others are looked up.
    """

    least: int = 7
    before: int = 4
    after: int = 3
    in_a_row: int = 2
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """How the marks of a language stand.

    `aside` is the dash that clings to both ends of an aside; `thousands` the space
    between them, "" where none is written. `spaces_before` gives the space before a mark,
    "" for none; `spaces_inside` those inside guillemets. `wide` gives the full forms of
    typewriter marks beside signs of CJK, `within` those inside a word.
    """

    dash: str = "–"
    ellipsis: str = "…"
    holds_dash: bool = False
    aside: str = ""
    thousands: str = ""
    spaces_before: dict[str, str] = field(default_factory=dict)
    spaces_inside: tuple[str, ...] = ()
    wide: dict[str, str] = field(default_factory=dict)
    within: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quoting:
    """By which words a sentence is judged that may stand alone, away from its text.

    `hangs` are words that lean on a sentence before, `contrasts` set one thing against
    another, `generals` speak of more than one case, `weighs` say what matters, `firsts` are
    the first person, `tells` report what somebody said, `procedure` is what no reader
    remembers, `ahead` points to what follows, `negations` turn a sentence round. A term
    that ends in a hyphen is the beginning of a word, one with spaces is several words.
    """

    hangs: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    generals: frozenset[str] = frozenset()
    weighs: frozenset[str] = frozenset()
    firsts: frozenset[str] = frozenset()
    tells: frozenset[str] = frozenset()
    procedure: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()


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
    # Whether a name ends in the word for its body: "みどり公園を守る会".
    has_bodies_last: bool
    # What tells the language: its commonest words, letters of its own.
    common: frozenset[str]
    letters: frozenset[str]
    # Small words that never end a line of display, and those that end no line at all.
    glue: frozenset[str]
    bound: frozenset[str]
    # Small words that begin none: they lean on the word before.
    clings: frozenset[str]
    # Signs that lead to what follows, where words have no spaces between them.
    leads: frozenset[str]
    # What stays with the name or number after it, and with the number before it.
    held_before: tuple[str, ...]
    units: tuple[str, ...]
    marks: Marks
    hyphenation: Hyphenation
    # OpenType features that its glyphs are set with: their tags and values.
    features: dict[str, int]
    # Whether a hyphen at which a line ends is set again on the next.
    repeats_hyphen: bool
    # Capitals that are not what Unicode's rule makes of a letter.
    capitals: dict[str, str]
    drops_accents: bool
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
    slashed: str
    # What leads to a place from behind it, and what follows one.
    place_ends: tuple[str, ...]
    times: tuple[str, ...]
    until: tuple[str, ...]
    every: tuple[str, ...]
    date_words: tuple[str, ...]
    place_words: tuple[str, ...]
    and_word: str
    # What makes a sentence one to quote, or not.
    quoting: Quoting

    @property
    def direction(self) -> str:
        return script(self.script).direction

    @property
    def binding(self) -> str:
        """The side on which its pages are bound: where its lines begin."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def writing(self) -> Script:
        """What is known of its script."""
        return script(self.script)

    @property
    def has_case(self) -> bool:
        return script(self.script).has_case


_SETS = ("common", "letters", "glue", "bound", "clings", "leads")
_NAMES = ("days", "short_days", "months")
_LISTS = (
    "organisations people of by kinds credits bylines imprints contacts phones demands "
    "calls events whens wheres past titles presents greetings closings held_before units "
    "date_forms times until every date_words place_words place_ends"
).split()


@cache
def language(tag: str) -> Language:
    """Return what is known of a language tag; an unknown one is plain English labels.

    Whether its words are known at all is `base_code(tag) in codes()`. A variant (`fr-CA`,
    `zh-Hant`) says only what it has otherwise.
    """
    facts = facts_of(tag)
    if facts and "labels" in facts:
        return _as_language(tag, facts)
    # Nothing of a language without words is recognised by English ones and English ways.
    english = facts_of("en") or {}
    plain = {key: english[key] for key in ("name", "labels", "quotes")}
    return _as_language(tag, {"script": _likely_script(tag), **plain, **(facts or {})})


def _likely_script(tag: str) -> str:
    """Return the script that a language is most often written in (CLDR, likely subtags)."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(base_code(tag), "")
    return script_subtag(likely) or "Latn"


def _as_language(tag: str, facts: dict[str, Any]) -> Language:
    def words(key: str) -> tuple[str, ...]:
        value = facts.get(key) or ()
        return tuple(value.split() if isinstance(value, str) else value)

    limits = facts.get("hyphenation", {})
    return Language(
        code=tag,
        name=facts["name"],
        script=script_subtag(tag) or facts["script"],
        labels=facts["labels"],
        quotes=tuple(facts["quotes"]),
        has_capital_nouns=facts.get("capital_nouns") == "yes",
        has_capital_names=facts.get("capital_names") == "yes",
        has_bodies_last=facts.get("bodies_last") == "yes",
        marks=_as_marks(facts),
        hyphenation=Hyphenation(
            **{key: value if key == "rule" else int(value) for key, value in limits.items()}
        ),
        features={tag: int(value) for tag, value in facts.get("features", {}).items()},
        repeats_hyphen=facts.get("repeats_hyphen") == "yes",
        drops_accents=facts.get("drops_accents") == "yes",
        capitals=facts.get("capitals", {}),
        slashed=facts.get("slashed", ""),
        and_word=facts.get("and", ""),
        quoting=Quoting(
            **{key: frozenset(terms) for key, terms in facts.get("quoting", {}).items()}
        ),
        **{key: frozenset(words(key)) for key in _SETS},
        **{key: tuple(tuple(names.split("/")) for names in words(key)) for key in _NAMES},
        **{key: words(key) for key in _LISTS},
    )


def _as_marks(facts: dict[str, Any]) -> Marks:
    plain = Marks()
    return Marks(
        dash=facts.get("dash", plain.dash),
        ellipsis=facts.get("ellipsis", plain.ellipsis),
        holds_dash=facts.get("holds_dash") == "yes",
        aside=facts.get("aside", ""),
        thousands=facts.get("thousands", ""),
        spaces_before=facts.get("spaces_before", {}),
        spaces_inside=tuple(facts.get("spaces_inside", ())),
        wide=facts.get("wide_marks", {}),
        within=facts.get("marks_within", {}),
    )


__all__ = [
    "Hyphenation",
    "Language",
    "Marks",
    "Quoting",
    "Script",
    "base_code",
    "codes",
    "language",
    "script",
    "segments",
    "variants",
]
