"""The smallest pieces of a text that a line break must not part, by language.

Where words have spaces between them the pieces are words. Chinese and Japanese are parted
by rules of thumb and a list of common words: no dictionary is asked. Joined again the
pieces are the text; a space stays at the end of the piece before it.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pamphlet.language.facts import base_code, facts_of

# JIS X 4051:2004, 4.7, and W3C clreq 3.1.4: what begins no line, and what ends none.
_NO_START = frozenset(
    "、。，．：；？！）〕］｝〉》」』】〙〗〟’”»・ー々〻ヽヾゝゞぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "…‥—～〜％‰℃°,.:;?!)]}%"
)
_NO_END = frozenset("（〔［｛〈《「『【〘〖〝‘“«￥＄£€([{#@")

# Runs that stay whole: words and figures of Latin, with what joins them; a day, an hour.
_FIGURE = "[0-9０-９]"
_WHOLE = tuple(
    map(
        re.compile,
        (
            r"[A-Za-z0-9À-ɏ０-９]+(?:[.,:/@&'’+_–-][A-Za-z0-9À-ɏ０-９]+)*",
            rf"{_FIGURE}{{1,2}}月{_FIGURE}{{1,2}}[日號号]",
            rf"(?:午前|午後|上午|下午|晚上|早上|中午)\s?{_FIGURE}{{1,2}}"
            rf"(?:[時时点點](?:{_FIGURE}{{1,2}}分|半)?|[:：]{_FIGURE}{{2}})",
            rf"{_FIGURE}+[年月日号號時时点點分人円元回歳岁名区條条%％]",
            "(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]",
            "……|——|[ァ-ヺー・]{2,}",
        ),
    )
)

_DAYS = (_WHOLE[1], _WHOLE[2], _WHOLE[4])

_KANJI = re.compile(r"[㐀-䶿一-鿿々]+")
# Sino-Japanese words mostly have two signs: longer rows of them are parted in twos.
_LONG_ROW = 5

_SPACED = re.compile(r"[^ \t\n]*[ \t\n]*")


def segments(text: str, lang: str) -> tuple[str, ...]:
    """Return the pieces of a text between which a line may end.

    >>> segments("公園を守る市民の会", "ja")
    ('公園を', '守る', '市民の', '会')
    """
    if base_code(lang) not in ("zh", "ja"):
        return tuple(piece for piece in _SPACED.findall(text) if piece)
    held, begun = _inside_whole(text, lang)
    may_break = _may_break_japanese if base_code(lang) == "ja" else _may_break_chinese
    places = [0]
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if place in held or after in _NO_START or before in _NO_END or after.isspace():
            continue
        is_figure = place in begun and not _is_hiragana(before)
        if before.isspace() or is_figure or may_break(text, place, lang):
            places.append(place)
    return tuple(text[start:end] for start, end in pairwise((*places, len(text))) if end > start)


def _inside_whole(text: str, lang: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places inside runs that stay whole, and where days and hours begin."""
    wholes = (*_WHOLE, _words(lang))
    spans = [match.span() for pattern in wholes for match in pattern.finditer(text)]
    days = [match.start() for pattern in _DAYS for match in pattern.finditer(text)]
    inside = frozenset(place for start, end in spans for place in range(start + 1, end))
    return inside, frozenset(days) - inside


def _may_break_chinese(text: str, place: int, lang: str) -> bool:
    """Tell whether a line may end before a sign: not before a particle, not after a negation."""
    clings, leads = _small_words(lang)
    before = text[place - 1]
    return before in _NO_START or (text[place] not in clings and before not in leads)


def _may_break_japanese(text: str, place: int, lang: str) -> bool:
    """Tell whether a phrase begins at a place: where a row of hiragana has ended.

    Particles and endings are hiragana and stay with the word before them.
    """
    before, after = text[place - 1], text[place]
    if _is_hiragana(after):
        # "お知らせ" begins a phrase, and whatever follows を or a mark.
        is_polite = after in "おご" and _KANJI.match(text[place + 1 : place + 2])
        return before in "。！？!?、，を" or bool(is_polite)
    if _is_hiragana(before):
        return before not in _small_words(lang)[1]
    if _KANJI.fullmatch(before) and _KANJI.fullmatch(after):
        return _may_part_row(text, place)
    # "バス停", "駅ビル": a word goes on from one kind of sign in another.
    is_word = _is_katakana(before) or _KANJI.fullmatch(before)
    return not (is_word and (_is_katakana(after) or _KANJI.fullmatch(after)))


def _may_part_row(text: str, place: int) -> bool:
    """Tell whether a long row of Chinese signs may be parted at a place: in twos."""
    match = next(found for found in _KANJI.finditer(text) if found.start() < place < found.end())
    size, at = match.end() - match.start(), place - match.start()
    return size >= _LONG_ROW and at % 2 == 0 and size - at >= 2


def _is_hiragana(sign: str) -> bool:
    return "ぁ" <= sign <= "ゟ"


def _is_katakana(sign: str) -> bool:
    return "ァ" <= sign <= "ヿ"


@cache
def _words(lang: str) -> re.Pattern[str]:
    """Return what finds the words of a language that are kept whole, the longest first."""
    words = sorted((facts_of(lang) or {}).get("words", "").split(), key=len, reverse=True)
    return re.compile("|".join(words) or "(?!)")


@cache
def _small_words(lang: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the signs that cling to what precedes them, and those that lead to what follows."""
    facts = facts_of(lang) or {}
    return tuple(frozenset("".join(facts.get(key, "").split())) for key in ("clings", "leads"))
