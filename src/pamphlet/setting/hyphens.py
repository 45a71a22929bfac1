"""Where words may be hyphenated: the patterns of Hunspell, by pyphen.

How far words may be parted is in the data of each language, which the stylesheet receives
too: what is planned here and what the engine does by itself look alike.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import pyphen

from pamphlet.language import language
from pamphlet.notes import read_note, write_note

# Words of a headline are parted from this length on.
LONG = 12
_SOFT_HYPHEN = "\u00ad"

# Patterns know words of letters; what has figures or marks inside is left whole. Raised
# figures, which call notes, are letters to regular expressions.
_WORD = re.compile(r"[^\W\d_⁰¹²³⁴-⁹]+")
_AFTER_NUMBER = re.compile(r"\d[.,]?[\u00a0\u202f]$")
_HELD_WORD = re.compile(r"[^\u00a0\u202f]+")


def has_patterns(lang: str) -> bool:
    """Tell whether anything is known of a language's hyphens."""
    return bool(language(lang).hyphenation.rule) or pyphen.language_fallback(lang) is not None


@cache
def _dictionary(lang: str) -> pyphen.Pyphen:
    limits, name = language(lang).hyphenation, pyphen.language_fallback(lang)
    path = pyphen.LANGUAGES[name]
    if path not in pyphen.hdcache:
        pyphen.hdcache[path] = _patterns(path)
    return pyphen.Pyphen(lang=name, left=limits.before, right=limits.after)


def _patterns(path: Path) -> pyphen.HyphDict:
    """Return a file of patterns, parsed once: German takes as long as a leaflet does."""
    facts = path.stat()
    stamp = f"{facts.st_size}-{facts.st_mtime_ns}-{pyphen.VERSION}-{sys.implementation.cache_tag}"
    name = f"hyphens/{path.stem}-{stamp}"
    if note := read_note(name):
        found = pyphen.HyphDict.__new__(pyphen.HyphDict)
        found.patterns, found.maxlen = marshal.loads(note)
        found.cache = {}
        return found
    found = pyphen.HyphDict(path)
    values = [value for _, own in found.patterns.values() for value in own]
    if all(type(value) is int for value in values):  # not so where a break changes letters
        once: dict[tuple, tuple] = {}  # what is there once is written once
        patterns = {tags: once.setdefault(own, own) for tags, own in found.patterns.items()}
        write_note(name, marshal.dumps((patterns, found.maxlen)))
    return found


@lru_cache(maxsize=20_000)
def hyphen_points(word: str, lang: str) -> tuple[int, ...]:
    """Return the places in a word, marks around it included, where a hyphen may be set.

    Places count characters from the start of `word`; words that a space holds together
    are looked at each by itself, and one that follows a number, a month or a unit, is left
    whole. A break that would change letters is left out. A word in capitals is not
    hyphenated: it may be a name of letters.
    """
    return tuple(
        match.start() + point
        for match in _HELD_WORD.finditer(word)
        if not _AFTER_NUMBER.search(word[: match.start()])
        for point in _points_in(match[0], lang)
    )


def _points_in(word: str, lang: str) -> tuple[int, ...]:
    found = _WORD.search(word)
    if not found or found[0].isupper() or len(found[0]) < language(lang).hyphenation.least:
        return ()
    if _WORD.search(word, found.end()):  # an apostrophe, a hyphen or a dot within
        return ()
    return tuple(found.start() + point for point in _syllables(found[0], lang))


def _syllables(word: str, lang: str) -> tuple[int, ...]:
    limits = language(lang).hyphenation
    if limits.rule:
        places = (match.start() for match in re.finditer(limits.rule, word, re.IGNORECASE))
        last = len(word) - limits.after
        return tuple(place for place in places if limits.before <= place <= last)
    if pyphen.language_fallback(lang) is None:
        return ()
    points = _dictionary(lang).positions(word)
    return tuple(int(point) for point in points if not point.data)


def softened(text: str, width_of: Callable[[str], float], *, room: float, lang: str) -> str:
    """Return a headline with soft hyphens in the long words that are wider than a room in em."""
    if not has_patterns(lang):
        return text
    return " ".join(_softened(word, width_of, room, lang) for word in text.split(" "))


def _softened(word: str, width_of: Callable[[str], float], room: float, lang: str) -> str:
    if len(word) < LONG or width_of(word) <= room or _SOFT_HYPHEN in word:
        return word
    points = {0, *hyphen_points(word.lower() if word.isupper() else word, lang), len(word)}
    return _SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(sorted(points)))
