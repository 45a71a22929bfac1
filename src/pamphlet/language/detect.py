"""Which language a text is in, told from its letters and its commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from pamphlet.language import Language, codes, language

# A script that (nearly) one language of ours is written in.
_BY_SCRIPT = {
    "ARABIC": ("ar", "fa"),
    "HEBREW": ("he",),
    "GREEK": ("el",),
    "CYRILLIC": ("ru", "uk"),
    "DEVANAGARI": ("hi",),
    "HIRAGANA": ("ja",),
    "CJK": ("zh",),
}

# Enough of a text to tell its script by, and its language.
_SCRIPT_LETTERS = 4_000
_LANGUAGE_LETTERS = 40_000
SHORT_TEXT = 8


def detect_language(text: str, *, otherwise: str) -> str:
    """Return the language code that a text seems to be in.

    The commonest words of each language that uses the text's script are counted,
    and the letters that are its own; `otherwise` is returned when two languages
    tie, or when there is next to nothing to tell by.
    """
    script = _main_script(text)
    candidates = _BY_SCRIPT.get(script) or _latin()
    if candidates == ("zh",):
        return _chinese(text[:_SCRIPT_LETTERS])
    if len(candidates) == 1:
        return candidates[0]
    start = text[:_LANGUAGE_LETTERS].lower()
    words = Counter(re.findall(r"[^\W\d_]+", start))
    scores = sorted((_score(words, start, language(code)), code) for code in candidates)
    best, second = scores[-1], scores[-2]
    # A single word tells a text of a few words, if no other language has one of them.
    enough = 2 if second[0] or words.total() > SHORT_TEXT else 1
    if best[0] >= enough and best[0] > second[0]:
        return best[1]
    return otherwise if otherwise in candidates or script == "LATIN" else candidates[0]


def _chinese(text: str) -> str:
    """Return which Chinese a text is written in, told by the signs of each alone."""
    simplified, traditional = (language(tag).letters for tag in ("zh", "zh-Hant"))
    counts = Counter(text)
    score = sum(counts[sign] for sign in traditional) - sum(counts[sign] for sign in simplified)
    return "zh-Hant" if score > 0 else "zh"


def _latin() -> tuple[str, ...]:
    return tuple(code for code in codes() if language(code).script == "Latn")


def _score(words: Counter[str], text: str, known: Language) -> int:
    """Return the number of a language's common words, and of its own letters, in a text."""
    return sum(words[word] for word in known.common) + sum(mark in text for mark in known.letters)


def _main_script(text: str) -> str:
    counts = Counter(
        unicodedata.name(letter, "?").split()[0]
        for letter in text[:_SCRIPT_LETTERS]
        if letter.isalpha()
    )
    kana = counts.pop("HIRAGANA", 0) + counts.pop("KATAKANA", 0)
    if kana:
        counts["HIRAGANA"] = kana + counts.pop("CJK", 0)
    return counts.most_common(1)[0][0] if counts else "LATIN"
