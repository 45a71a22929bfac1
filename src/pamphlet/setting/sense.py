"""What a headline says where a line of it ends: the price of each break.

Two neighbouring words and their language come in, a price goes out. Prices are logarithms:
0.69 is as bad as type of half the size; less than 0 is worth something.
"""

from __future__ import annotations

import re

from pamphlet.language import Language

# A line that ends on an article or begins with what clings to the word before.
GLUED = 0.7
# A line that begins with a dash.
DASH_FIRST = 0.6
# A figure parted from what it counts, a name from its other half.
NUMBER, NAME = 0.3, 0.6
# A word cut from the one it is written together with in a name: "Saal 2".
NUMBERED = 0.3
# A line in which another clause is only begun, and one that begins with the end of one.
STUB, REMNANT = 0.45, 0.25
# Between signs that are not parted by spaces: after a mark, between words, within one perhaps.
SIGN_CLAUSE, SIGNS, UNSURE = -0.2, 0.1, 0.25
# A line that ends with a sentence, with a clause, before a small word.
SENTENCE, CLAUSE, BEFORE_GLUE = -0.2, -0.15, -0.05

_CLOSING = "»”“’‘\"')]}」』）】〉》\u2069\u200e\u200f"
_LEADING = "«„“‘‚”\"'([{「『（【〈《¿¡\u2066\u2067\u2068\u200e\u200f"
_SENTENCE_MARKS = tuple(".!?…。！？؟।॥")
_CLAUSE_MARKS = tuple(",;:–—،؛、，；：·")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*\.?")


def price_of_end(before: str, after: str, known: Language, *, has_names: bool) -> float:
    """Return what it costs to end a line between two parts of a headline.

    `has_names` tells whether capitals show names in this text.
    """
    end, start = before.rstrip(_CLOSING), after.lstrip(_LEADING)
    if start[:1] in tuple("–—-"):
        return DASH_FIRST
    last = re.split(r"[\s\u00a0\u202f]", end)[-1].lstrip(_LEADING)
    first = re.split(r"[\s\u00a0\u202f]", start)[0].rstrip(".,:;!?…" + _CLOSING)
    if end.endswith(_SENTENCE_MARKS) and not _NUMBER.fullmatch(last):
        return SENTENCE
    if end.endswith(_CLAUSE_MARKS):
        return CLAUSE
    price = 0.0
    if _is_among(last, known.glue | known.bound):
        price += GLUED
    elif _is_among(first, known.glue) and first.casefold() not in known.clings:
        price += BEFORE_GLUE
    if _is_among(first, known.clings):
        price += GLUED
    if _NUMBER.fullmatch(last):
        price += NUMBER
    elif _NUMBER.fullmatch(first) and last.isalpha() and price < GLUED:
        price += NUMBERED
    if has_names and _is_name(last) and _is_name(first):
        price += NAME
    return price


def ends_clause(text: str) -> bool:
    """Tell whether a clause or a sentence ends with a text."""
    return text.rstrip(_CLOSING).endswith((*_SENTENCE_MARKS, *_CLAUSE_MARKS))


def price_of_stub(before: str, here: str) -> float:
    """Return what it costs to end a line with the first word of a clause, after `before`."""
    return STUB if ends_clause(before) and not ends_clause(here) else 0.0


def price_of_remnant(here: str, after: str) -> float:
    """Return what it costs to begin a line with the last word of a clause."""
    return REMNANT if ends_clause(after) and not ends_clause(here) else 0.0


def price_among_signs(before: str, after: str, known: Language) -> float:
    """Return what it costs to end a line between two stretches of Chinese or Japanese.

    Words are not told from one another: only at a mark, at a small word and where kana end
    is it sure that none is parted.
    """
    if ends_clause(before):
        return SIGN_CLAUSE
    is_sure = (
        before[-1:] in known.clings
        or after[:1] in known.leads
        or "ぁ" <= before[-1:] <= "ゟ"
        or not (before[-1:].isalpha() and after[:1].isalpha())
    )
    return SIGNS if is_sure else UNSURE


def _is_among(word: str, words: frozenset[str]) -> bool:
    return word.lower() in words or word.casefold() in words


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word[1:2].islower()


def running_names(text: str, known: Language) -> bool:
    """Tell whether capitals within a text show names: not in German, not In Title Case."""
    if not known.has_case:  # Latin words among others
        return True
    if known.has_capital_nouns:
        return False
    words = [word for word in re.findall(r"\w+", text) if word.lower() not in known.glue]
    capital = sum(_is_name(word) for word in words[1:])
    return capital <= 0.6 * max(1, len(words) - 1)
