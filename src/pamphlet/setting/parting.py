"""A headline in its parts: where it may end a line, and what that would say.

Text comes in; out come its two parts, or its parts with what ending a line after each
costs. Nothing is measured here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from pamphlet.language import language, segments
from pamphlet.language.held import held_spaces
from pamphlet.setting.sense import (
    price_among_signs,
    price_of_end,
    price_of_remnant,
    price_of_stub,
    running_names,
)

SOFT_HYPHEN, ZERO_SPACE = "\u00ad", "\u200b"
_HYPHEN = "‐"

# A place that costs nothing, though no sense speaks for it.
_FREE = 1e-6

# What parting a word costs, at a hyphen that is written and at one that is not.
HARD_PRICE, SOFT_PRICE, ADDRESS_PRICE = 0.3, 0.35, 0.1

_DASHES = "–—―-‒⸺"

# Marks after which a headline may say a second thing: of Latin, Greek, Arabic, Devanagari,
# then those of CJK, which need no space after them.
_PARTS = re.compile(
    r"(?<=[:;.!?؟؛…।॥:;·])[»”“’\")]*(\s+)"
    r"|([ \t\u00a0\u202f]+[–—―⸺-][ \t\u00a0\u202f]+)"
    r"|(?<=[：；。！？])(?=[^」』）】〉》”’：；。！？…])"
    r"|(——|――|──)"
)


def split_title(title: str) -> tuple[str, str]:
    """Return the main part of a headline and its second part ("" when it has none).

    It is parted after a colon, at a dash between spaces, or between two sentences, when
    both parts have at least two words (in Chinese and Japanese, three signs).
    """
    title = title.strip()
    for match in _PARTS.finditer(title):
        # A dash goes: the end of the line says what it said.
        is_dash = match[2] or match[3]
        main = title[: match.start() if is_dash else _end_of_marks(match)].strip()
        second = title[match.end() :].strip()
        if _says_something(main) and _says_something(second) and not _is_short_form(main):
            return main, second
    return title, ""


def _end_of_marks(match: re.Match[str]) -> int:
    """Return the place after a mark and the quotes that close with it."""
    return match.start(1) if match[1] else match.end()


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def _says_something(part: str) -> bool:
    return len(re.findall(r"[^\s–—-]+", part)) > 1 or len(_UNSPACED.findall(part)) > 2


def _is_short_form(part: str) -> bool:
    """Tell whether a part ends in a full stop that ends no sentence: "Dr.", "z. B.", "3."."""
    word = re.split(r"\s", part)[-1]
    return bool(re.fullmatch(r"(?:\w{1,2}|St[er]?|Prof|Mr?s|Nr|vs|e\.V|i\.d\.R|\d+)\.", word))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a headline that stays whole.

    `join` stands between it and the next in one line, `end` after it where a line ends;
    `price` is what a line's end there costs, less than 0 where it does good; `stub` is what
    it costs more where the line begins before this part.
    """

    text: str
    join: str = " "
    end: str = ""
    price: float = 0.0
    stub: float = 0.0


def joined(parts: tuple[Part, ...]) -> str:
    """Return the text of parts in one line, the last with what a line's end adds to it."""
    inner = "".join(part.text + part.join for part in parts[:-1])
    return inner + parts[-1].text + parts[-1].end


@lru_cache(maxsize=2_000)
def parts_of(text: str, lang: str = "") -> tuple[Part, ...]:
    """Return the parts of a headline in a language, priced.

    Words that a no-break space joins are one part; a soft hyphen, a hyphen and a
    zero-width space are places to end a line too.
    """
    known = language(lang or "und")
    text = _held(" ".join(_WHITE.split(text.strip(" \t\n\r"))), lang)
    words = _bound_marks([*segments(text, lang or "und")])
    parts = [part for word in words for part in _parts_of_word(word, lang)]
    if not parts:
        return ()
    texts = [part.text for part in parts]
    has_names = running_names(text, known)
    priced = []
    for at, (part, after) in enumerate(pairwise(parts)):
        if part.price:  # it ends within a word
            priced.append(part)
            continue
        nexts = texts[at + 1 : at + 4]
        if known.writing.has_spaces:
            price = price_of_end(part.text, after.text, known, has_names=has_names)
            stub = price_of_stub(texts[at - 1], part.text) if at else 0.0
            price += price_of_remnant(part.text, after.text) if len(nexts) > 1 else 0.0
        else:
            price = price_among_signs(part.text, after.text, known)
            price, stub = price + _price_by_signs(texts, at), 0.0
        priced.append(replace(part, price=price, stub=stub))
    return (*priced, replace(parts[-1], join="", end="", price=0.0))


def _price_by_signs(texts: list[str], at: int) -> float:
    """Return what it costs to end a line within two signs of the start or end of a clause."""
    before, after = "".join(texts[max(0, at - 2) : at + 1]), "".join(texts[at + 1 : at + 4])
    remnant = price_of_remnant(before, after[:3]) if len(after) > 3 else 0.0
    return price_of_stub(before[:-2], before[-2:]) + 2 * remnant


_WHITE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")


def _held(text: str, lang: str) -> str:
    """Return a text with no-break spaces where its language never ends a line."""
    places = set(held_spaces(text, language(lang))) if lang else ()
    return "".join("\u00a0" if at in places else sign for at, sign in enumerate(text))


def _bound_marks(words: list[str]) -> list[str]:
    """Return words with marks that stand alone put to the word before them.

    A dash between spaces ends a line and begins none; what opens leads to what follows.
    """
    bound: list[str] = []
    for word in words:
        bare = word.strip()
        last = bound[-1] if bound else ""
        ends_row = last.endswith((" ", "\u00a0", "\u202f"))
        is_mark = bare and all(unicodedata.category(sign)[0] == "P" for sign in bare)
        if last and ((is_mark and bare[0] not in _OPENING) or last.strip() in _OPENING):
            bound[-1] = (last.rstrip(" ") + "\u00a0" if ends_row else last) + word
        elif bare:
            bound.append(word)
    return bound


_OPENING = frozenset("([{«„“‘‚「『（《〈【〔¿¡")

# Places inside a word, and what parting it there costs. In an address no hyphen is added.
_SOFT = re.compile(f"[{SOFT_HYPHEN}{ZERO_SPACE}]")
_HARD = re.compile(r"(?<=\w\w[-‐])(?=\w{3})|(?<=\w[–—])(?=\w\w)|(?<=\w\w/)(?=\w\w)")
_ADDRESS = re.compile(r"\w[\w.+-]*@\w|\w+://|www\.|\w\.\w+/\w")
_ADDRESS_MARK = re.compile(r"(?<=[/.@?&=_-])(?=\w{2})")


def _parts_of_word(word: str, lang: str) -> list[Part]:
    bare = word.rstrip(" ")
    after = " " if bare != word or language(lang or "und").writing.has_spaces else ""
    parts, start = [], 0
    for place, length, end, price in _inner_places(bare, lang):
        if start < place:
            parts.append(Part(bare[start:place], join="", end=end, price=price))
            start = place + length
    return [*parts, Part(bare[start:], join=after)] if bare[start:] else parts


def _inner_places(word: str, lang: str) -> list[tuple[int, int, str, float]]:
    """Return where a word may be parted: the place, what goes, what is added, what it costs."""
    found = [
        (match.start(), 1, _HYPHEN if match[0] == SOFT_HYPHEN else "", SOFT_PRICE)
        if match[0] == SOFT_HYPHEN
        else (match.start(), 1, "", _FREE)
        for match in _SOFT.finditer(word)
    ]
    if _ADDRESS.search(word):
        found += [(match.start(), 0, "", ADDRESS_PRICE) for match in _ADDRESS_MARK.finditer(word)]
    # A hyphen that would be set again on the next line is left whole.
    elif not (lang and language(lang).repeats_hyphen):
        found += [(match.start(), 0, "", HARD_PRICE) for match in _HARD.finditer(word)]
    return sorted(found)
