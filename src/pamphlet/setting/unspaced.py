"""Where lines may end in stretches without spaces.

In scripts that put none between words, a rule of thumb for counting lines, after Unicode
Standard Annex 14: between any two ideographs or kana, but for marks that begin or end no line
(JIS X 4051, GB/T 15834). Elsewhere in addresses, after their marks, and anywhere in what is
longer than any line.
"""

from __future__ import annotations

import re
from itertools import pairwise

# Han, kana, full-width forms and their punctuation.
_UNSPACED = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー々）］｝〕〉》」』】〙〗ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥％”’"
)
_NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖“‘＃￥")


# Longer than a line of any layout.
_ENDLESS = 80

_ADDRESS = re.compile(r"://|^www\.|\w\.\w+/|\w@\w")
_ADDRESS_PART = re.compile(r"(?<=[/.@?&=_-])(?=\w{2})|(?<=[/?&=])(?=[\w%])")
# Shorter ones stay whole.
_LONG_ADDRESS = 24


def places_in_long(word: str) -> tuple[int, ...]:
    """Return the places in a word where a line may end without a hyphen as it is so long."""
    places = [0, len(word)]
    if len(word) > _LONG_ADDRESS and _ADDRESS.search(word):
        places[1:1] = (found.start() for found in _ADDRESS_PART.finditer(word))
    for start, end in tuple(pairwise(places)):
        if end - start > _ENDLESS:
            places += range(start + 1, end)
    return tuple(sorted(set(places) - {0, len(word)}))


def places_within(word: str) -> tuple[int, ...]:
    """Return the places in a stretch without spaces where a line may end without a hyphen."""
    if not _UNSPACED.search(word):
        return places_in_long(word)
    return tuple(
        place
        for place in range(1, len(word))
        if (_UNSPACED.match(word[place - 1]) or _UNSPACED.match(word[place]))
        and word[place] not in _NEVER_FIRST
        and word[place - 1] not in _NEVER_LAST
    )
