"""Where lines may end in scripts that put no spaces between words.

A rule of thumb for counting lines, after Unicode Standard Annex 14: between any two
ideographs or kana, but for marks that begin or end no line (JIS X 4051, GB/T 15834).
"""

from __future__ import annotations

import re

# Han, kana, full-width forms and their punctuation.
_UNSPACED = re.compile(r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_NEVER_FIRST = frozenset(
    "、。，．・：；？！ー々）］｝〕〉》」』】〙〗ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥％”’"
)
_NEVER_LAST = frozenset("（［｛〔〈《「『【〘〖“‘＃￥")


def places_within(word: str) -> tuple[int, ...]:
    """Return the places in a stretch without spaces where a line may end without a hyphen."""
    if not _UNSPACED.search(word):
        return ()
    return tuple(
        place
        for place in range(1, len(word))
        if (_UNSPACED.match(word[place - 1]) or _UNSPACED.match(word[place]))
        and word[place] not in _NEVER_FIRST
        and word[place - 1] not in _NEVER_LAST
    )
