"""Typewriter marks made typographic: quotes, dashes, ellipses, spaces that hold.

Text that is already right is left alone, and so are code, addresses and
figures. A text comes in as pieces (runs) so that a quotation may begin in one
style and end in another; the same pieces come out. What differs by language is
in its data file.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from pamphlet.language import Language, language
from pamphlet.language.held import figure_spaces, held_spaces

# Marks after an address are the sentence's.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|\w+(?:[.+'-]\w+)*@[\w-]+(?:\.[\w-]+)*"
    r"|(?:[\w-]+\.)+[a-z]{2,}/(?:\S*[\w/])?"
)
# In a row of Chinese signs an address ends where its Latin letters do.
_LATIN_ADDRESS = re.compile(
    r"(?:https?://|www\.)[!-~]*[\w/]|[a-z0-9]+(?:[.+'_-][a-z0-9]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)*"
    r"|(?:[a-z0-9-]+\.)+[a-z]{2,}/(?:[!-~]*[\w/])?",
    re.ASCII | re.IGNORECASE,
)
# Figures with spaces or signs between them: a telephone number, a time, a span of years.
_FIGURES = re.compile(
    r"(?:(?<![\w.\u2069])|(?<=\.\.\.))[+(]?\d+(?:[\s\u00a0\u202f/:().–-]+\d+)+(?![\w\u2066])"
)
# "-as she said-": the hyphens that a typewriter has for the dashes of an aside.
_ASIDE = re.compile(r"(?:^|(?<=[\s«“]))(-)(?=\w)[^-–—\n]*\w[»”.!?…]?(-)(?=[\s.,;:)]|$)")
# The minus of a temperature (ISO 80000-1).
_BELOW_ZERO = re.compile(r"(?<=\s)-(?=\d+(?:[.,]\d+)?[\s\u00a0\u202f]*°)")
_NBSP = "\u00a0"
_LRI, _PDI = "\u2066", "\u2069"
_BEFORE_OPENING = " \t\n\u00a0\u202f([{–—-/«„“‘‚¿¡"


_ROUNDS = 4


def typographic(texts: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return pieces of one paragraph with the marks of its language.

    One mark may call for another: it is done until nothing is left to do.
    """
    for _ in range(_ROUNDS):
        done = _typographic_once(texts, language)
        if done == texts:
            break
        texts = done
    return texts


def _typographic_once(texts: tuple[str, ...], language: Language) -> tuple[str, ...]:
    whole = "".join(texts)
    address = _ADDRESS if language.writing.has_spaces else _LATIN_ADDRESS
    kept = [match.span() for match in address.finditer(whole)]
    marks = _marks(whole, kept, language)
    return tuple(
        "".join(marks.get(start + i, letter) for i, letter in enumerate(text))
        for text, start in zip(texts, accumulate((len(t) for t in texts), initial=0), strict=False)
    )


def typographic_text(text: str, language: Language) -> str:
    """Return one text with the marks of its language."""
    return typographic((text,), language)[0]


_GREEK_ACCENTS = dict.fromkeys(map(ord, "\u0313\u0314\u0301\u0300\u0306\u0342\u0304\u0345"))


def capitals(text: str, lang: str) -> str:
    """Return a text in capitals as the layout engine maps them for its language."""
    known = language(lang)
    for small, large in known.capitals.items():
        text = text.replace(small, large)
    if known.drops_accents:
        plain = unicodedata.normalize("NFD", text).translate(_GREEK_ACCENTS)
        text = unicodedata.normalize("NFC", plain)
    return text.upper()


def quoted(text: str, language: Language) -> str:
    """Return a text between the quotation marks of its language, if it has none around it.

    Marks of the same kind inside become those of a quotation in a quotation.
    """
    opening, closing, inner, inner_closing = language.quotes
    if _is_quoted(text):
        return text
    changed = text.replace(opening, inner).replace(closing, inner_closing)
    return f"{opening}{changed}{closing}"


def _is_quoted(text: str) -> bool:
    """Tell whether one pair of quotation marks stands around a whole text."""
    if text[:1] not in '“„«"‚‘「『”' or len(text) < 2:
        return False
    closing = re.escape(_CLOSERS.get(text[0], text[0]))
    # What is closed before the end is a quotation at its head; an apostrophe closes nothing.
    return re.search(rf"[{closing}](?!\w)", text[1:-1]) is None


_CLOSERS = {"“": "”", "„": "“”", "«": "»", "‚": "‘’", "‘": "’", "「": "」", "『": "』"}


def isolated(text: str, language: Language) -> str:
    """Return a text that runs from the left whole inside a right-to-left line.

    A telephone number, an address or a time would else be turned about its spaces
    and signs (UAX 9; the engine knows no unicode-bidi).
    """
    return f"{_LRI}{text}{_PDI}" if language.direction == "rtl" and text else text


def _marks(text: str, kept: list[tuple[int, int]], language: Language) -> dict[int, str]:
    """Return what stands in place of single characters, by their place in the text."""
    changes: dict[int, str] = {}
    _change_quotes(text, language, changes)
    _change_dashes(text, language, changes)
    dots = r"\.{3}" if language.writing.has_spaces else r"(?:\.{3}){1,2}"
    for match in re.finditer(rf"(?<!\.){dots}(?!\.)", text):
        changes |= {match.start(): language.marks.ellipsis}
        changes |= dict.fromkeys(range(match.start() + 1, match.end()), "")
    _change_spaces(text, language, changes)
    _widen(text, language, changes)
    for place in held_spaces(text, language):
        changes.setdefault(place, _NBSP)
    for place in figure_spaces(text, language):
        changes[place] = language.marks.thousands
    isolates = _isolates(text, kept) if language.direction == "rtl" else {}
    changes = {
        place: mark
        for place, mark in changes.items()
        if not any(start <= place < end for start, end in kept)
    }
    for place, (before, after) in isolates.items():
        changes[place] = f"{before}{changes.get(place, text[place])}{after}"
    return changes


# --- Quotation marks -----------------------------------------------------------------


def _change_quotes(text: str, language: Language, changes: dict[int, str]) -> None:
    opening, closing, inner_opening, inner_closing = language.quotes
    within, is_spaced = language.marks.within, language.writing.has_spaces
    is_open = is_inner_open = is_double = False
    for place, mark in enumerate(text):
        if mark not in "\"'":
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        rest = text[place + 1 :]
        begins = before in _BEFORE_OPENING or before in "\"'" or not is_spaced
        is_end = mark == "'" and is_inner_open and not after.isalpha()
        if mark in within and not is_end and before.isalpha() and (after.isalpha() or mark == "'"):
            changes[place] = within[mark]
        elif mark == '"':
            if before.isdigit() and not is_open and is_spaced:
                changes[place] = "″"  # inches
            elif begins and not is_open and not after.isspace():
                changes[place], is_open = opening, True
            elif is_double:
                changes[place], is_double = inner_closing, False
            elif is_spaced and _opens_within(text, place):
                changes[place], is_double = inner_opening, True
            else:
                changes[place], is_open = closing, False
        elif not is_inner_open and begins and after.isalnum() and _closes(rest, is_spaced):
            changes[place], is_inner_open = inner_opening, True
        elif is_inner_open and (not after.isalnum() or not is_spaced):
            changes[place], is_inner_open = inner_closing, False
        else:
            changes[place] = "′" if before.isdigit() and not after.isalpha() else "’"


def _opens_within(text: str, place: int) -> bool:
    """Tell a quotation inside a quotation, typed with the same mark, by the space before it."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before in _BEFORE_OPENING and after.isalnum() and text.count('"', place + 1) > 1


def _closes(rest: str, is_spaced: bool) -> bool:
    """Tell an opening single quote from the apostrophe of "'tis", by what follows."""
    return re.search(r"[\w.,!?…]'(?!\w)", rest) is not None if is_spaced else "'" in rest


# --- Dashes, spaces, full forms ---------------------------------------------------------


def _change_dashes(text: str, language: Language, changes: dict[int, str]) -> None:
    marks = language.marks
    for match in re.finditer(r"(?<=[\s«\"])--?(?=[\s»\"])", text):
        changes[match.start()] = marks.dash
        changes |= dict.fromkeys(range(match.start() + 1, match.end()), "")
    for match in re.finditer(r"(?<=[^\W\d_])---?(?=[^\W\d_])", text):
        changes |= dict.fromkeys(range(*match.span()), "")
        changes[match.start()] = "—" if language.writing.has_spaces else marks.dash
    if marks.aside:
        for match in _ASIDE.finditer(text):
            changes |= {match.start(1): marks.aside, match.start(2): marks.aside}
    for match in _BELOW_ZERO.finditer(text):
        changes[match.start()] = "−"
    if marks.holds_dash:
        for match in re.finditer(r"(?<=\S) (?=(?:--?|[–—]) )", text):
            changes[match.start()] = _NBSP


def _change_spaces(text: str, language: Language, changes: dict[int, str]) -> None:
    """Put the space of the language before a high mark and inside guillemets, if it has one.

    It stands in place of the author's space, or of none; "" takes a space away.
    """
    marks = language.marks
    if marks.spaces_inside:
        _space_guillemets(text, marks.spaces_inside, changes)
    if not marks.spaces_before:
        return
    for match in re.finditer(r"(?<=\S) (?=[;!?:])", text):
        if text[match.end()] in marks.spaces_before and text[match.start() - 1] != "«":
            changes[match.start()] = marks.spaces_before[text[match.end()]]
    for match in re.finditer(r"(?:(?<=[\w»)%…\"])|(?<=\.\.\.))[;!?:](?=[\s;!?»)”\"]|$)", text):
        changes[match.start()] = f"{marks.spaces_before.get(match[0], '')}{match[0]}"


def _space_guillemets(text: str, inside: tuple[str, ...], changes: dict[int, str]) -> None:
    after, before = inside
    for match in re.finditer(r"(?<=«) ", text):
        changes[match.start()] = after
    for match in re.finditer(r"(?<=[^\s«]) (?=»)", text):
        changes[match.start()] = before
    for match in re.finditer(r"«(?=\S)|(?<=\S)»", text):
        mark = match[0]
        changes[match.start()] = f"«{after}" if mark == "«" else f"{before}»"


_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"


def _widen(text: str, language: Language, changes: dict[int, str]) -> None:
    """Make typewriter marks after signs of CJK full, with no space after them.

    A mark after a figure or a Latin letter stays; one after a mark that grows grows too.
    """
    wide = language.marks.wide
    if not wide:
        return
    narrow = re.escape("".join(set(wide) - set("()")))
    after = rf"(?:(?<=[{_CJK}])|(?<=[{_CJK}][\"'”’]))"
    for match in re.finditer(rf"{after}[{narrow}]+(?: +(?=[{_CJK}]))?", text):
        if ".." in match[0]:
            continue
        for place in range(*match.span()):
            changes[place] = wide.get(text[place], "")
    for match in re.finditer(rf"\((?=[^()]*[{_CJK}][^()]*\))|(?<=[{_CJK}])\((?=[^()]*\))", text):
        end = text.index(")", match.end())
        changes[match.start()], changes[end] = wide["("], wide[")"]


def _isolates(text: str, kept: list[tuple[int, int]]) -> dict[int, tuple[str, str]]:
    """Return the marks to put around whatever runs from the left, by place."""
    spans = kept + [match.span() for match in _FIGURES.finditer(text)]
    isolated = [match.span() for match in re.finditer(f"{_LRI}[^{_PDI}]*{_PDI}", text)]
    found: dict[int, tuple[str, str]] = {}
    done = 0
    for start, end in sorted(spans):
        if start < done or end - start < 2 or any(a < start < b for a, b in isolated):
            continue
        found[start] = (_LRI, "")
        found[end - 1] = ("", _PDI)
        done = end
    return found
