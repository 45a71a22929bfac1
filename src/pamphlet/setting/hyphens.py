"""Where words may be hyphenated: the patterns of Hunspell, by pyphen.

The limits are those of the shared stylesheet (`hyphenate-limit-chars: 7 4 3`), so that
what is planned here and what the engine does by itself look alike.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import pyphen

LEAST_LETTERS, BEFORE, AFTER = 7, 4, 3

# Patterns know words of letters; what has figures or marks inside is left whole.
_WORD = re.compile(r"[^\W\d_]+")


def has_patterns(lang: str) -> bool:
    """Tell whether anything is known of a language's hyphens."""
    return pyphen.language_fallback(lang) is not None


@cache
def _dictionary(lang: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=pyphen.language_fallback(lang), left=BEFORE, right=AFTER)


@lru_cache(maxsize=20_000)
def hyphen_points(word: str, lang: str) -> tuple[int, ...]:
    """Return the places in a word, marks around it included, where a hyphen may be set.

    Places count characters from the start of `word`. A break that would change letters
    is left out. A word in capitals is not hyphenated: it may be a name of letters.
    """
    found = _WORD.search(word)
    if not found or len(found[0]) < LEAST_LETTERS or found[0].isupper():
        return ()
    if _WORD.search(word, found.end()):  # an apostrophe, a hyphen or a dot within
        return ()
    points = _dictionary(lang).positions(found[0])
    return tuple(found.start() + int(point) for point in points if not point.data)
