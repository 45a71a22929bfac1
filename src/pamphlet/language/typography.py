"""Typewriter marks made typographic: quotes, dashes, ellipses, spaces that hold.

Text that is already right is left alone, and so are code, addresses and
figures. A text comes in as pieces (runs) so that a quotation may begin in one
style and end in another; the same pieces come out.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

from pamphlet.language import Language, base_code
from pamphlet.language.dates import find_days, find_times

# Marks after an address are the sentence's.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*[\w/]|\w+(?:[.+'-]\w+)*@[\w-]+(?:\.[\w-]+)*"
    r"|(?:[\w-]+\.)+[a-z]{2,}/(?:\S*[\w/])?"
)
# Figures with spaces or signs between them: a telephone number, a time, a span of years.
_FIGURES = re.compile(
    r"(?:(?<![\w.\u2069])|(?<=\.\.\.))[+(]?\d+(?:[\s\u00a0\u202f:/().–-]+\d+)+(?![\w\u2066])"
)
# What stays with the number before it, with the name or number after it, and with itself.
_UNITS = (
    "%|‰|€|£|\\$|°C?|km/h|km²?|m²|m³|[ckm]?m|kg|g|ha|kWh?|MWh?|l|t|h|min|Euro|euros?|Cent|"
    "Prozent|per cent|percent|pour cent|por ciento|per cento|Mio\\.|Mrd\\.|million|billion"
)
_TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|St|Revd?|Sr|Sra|Mme|Mlle|Nr|No|no|nº|n°|núm|№|§§?|Art|art|Bd|ca|pp?|vgl|ul"
)
_HELD = re.compile(
    rf"(?<=\d) (?=(?:{_UNITS})(?!\w))|(?<!\w)(?:{_TITLES})\.?(?P<title> )(?=[\dA-ZÀ-Þ])"
    r"|(?<![\w.])[A-ZÀ-Þ]\.(?P<initial> )(?=[A-ZÀ-Þ])|(?<!\w)[^\W\d_]\.(?P<short> )(?=\w\.)"
)
_NBSP, _NNBSP = "\u00a0", "\u202f"
_LRI, _PDI = "\u2066", "\u2069"
_BEFORE_OPENING = " \t\n\u00a0\u202f([{–—-/«„“‘‚¿¡"


def typographic(texts: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return pieces of one paragraph with the marks of its language."""
    whole = "".join(texts)
    kept = [match.span() for match in _ADDRESS.finditer(whole)]
    marks = _marks(whole, kept, language)
    return tuple(
        "".join(marks.get(start + i, letter) for i, letter in enumerate(text))
        for text, start in zip(texts, accumulate((len(t) for t in texts), initial=0), strict=False)
    )


def typographic_text(text: str, language: Language) -> str:
    """Return one text with the marks of its language."""
    return typographic((text,), language)[0]


# Diphthongs whose second vowel keeps a diaeresis when the accent goes (Unicode CLDR, el-Upper).
_GREEK_PAIRS = {"άι": "ΑΪ", "άυ": "ΑΫ", "όι": "ΟΪ", "όυ": "ΟΫ", "έυ": "ΗΫ"}
_GREEK_ACCENTS = dict.fromkeys(map(ord, "\u0313\u0314\u0301\u0300\u0306\u0342\u0304\u0345"))


def capitals(text: str, lang: str) -> str:
    """Return a text in capitals as the layout engine maps them for its language."""
    code = base_code(lang)
    if code in ("tr", "az"):
        text = text.replace("i", "İ")
    elif code == "el":
        for small, large in _GREEK_PAIRS.items():
            text = text.replace(small, large)
        plain = unicodedata.normalize("NFD", text).translate(_GREEK_ACCENTS)
        text = unicodedata.normalize("NFC", plain)
    return text.upper()


def quoted(text: str, language: Language) -> str:
    """Return a text between the quotation marks of its language, if it has none."""
    opening, closing = language.quotes[:2]
    space = _NBSP if opening == "«" and base_code(language.code) == "fr" else ""
    return text if text[:1] in '“„«"‚‘' else f"{opening}{space}{text}{space}{closing}"


def isolated(text: str, language: Language) -> str:
    """Return a text that runs from the left whole inside a right-to-left line.

    A telephone number, an address or a time would else be turned about its spaces
    and signs (UAX 9; the engine knows no unicode-bidi).
    """
    return f"{_LRI}{text}{_PDI}" if language.direction == "rtl" and text else text


def _marks(text: str, kept: list[tuple[int, int]], language: Language) -> dict[int, str]:
    """Return what stands in place of single characters, by their place in the text."""
    changes: dict[int, str] = {}
    _change_quotes(text, language.quotes, changes)
    for match in re.finditer(r"(?<=[\s«\"])--?(?=[\s»\"])", text):
        changes[match.start()] = "–"
        changes |= dict.fromkeys(range(match.start() + 1, match.end()), "")
    for match in re.finditer(r"(?<!\.)\.\.\.(?!\.)", text):
        changes |= {match.start(): "…", match.start() + 1: "", match.start() + 2: ""}
    for match in re.finditer(r"(?<=[^\W\d_])---?(?=[^\W\d_])", text):
        changes |= dict.fromkeys(range(*match.span()), "")
        changes[match.start()] = "—"
    if base_code(language.code) == "fr":
        _change_french_spaces(text, changes, is_canadian=language.code.lower().endswith("ca"))
    _hold_together(text, language, changes)
    isolates = _isolates(text, kept) if language.direction == "rtl" else {}
    changes = {
        place: mark
        for place, mark in changes.items()
        if not any(start <= place < end for start, end in kept)
    }
    for place, (before, after) in isolates.items():
        changes[place] = f"{before}{changes.get(place, text[place])}{after}"
    return changes


def _change_quotes(text: str, quotes: tuple[str, ...], changes: dict[int, str]) -> None:
    opening, closing, inner_opening, inner_closing = quotes
    is_open = is_inner_open = False
    for place, mark in enumerate(text):
        if mark not in "\"'":
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        begins = before in _BEFORE_OPENING or before in "\"'"
        if mark == '"':
            if before.isdigit() and not is_open:
                changes[place] = "″"  # inches
            elif begins and not is_open and not after.isspace():
                changes[place], is_open = opening, True
            else:
                changes[place], is_open = closing, False
        elif begins and after.isalnum() and not is_inner_open and _closes_later(text, place):
            changes[place], is_inner_open = inner_opening, True
        elif is_inner_open and not after.isalnum():
            changes[place], is_inner_open = inner_closing, False
        else:
            changes[place] = "′" if before.isdigit() and not after.isalpha() else "’"


def _closes_later(text: str, place: int) -> bool:
    """Tell an opening single quote from the apostrophe of "'tis"."""
    return re.search(r"[\w.,!?…]'(?!\w)", text[place + 1 :]) is not None


def _change_french_spaces(text: str, changes: dict[int, str], *, is_canadian: bool) -> None:
    """Put a space that holds before a high mark, or in place of the author's; in Canada
    only before a colon and inside quotation marks.
    """
    narrow = "" if is_canadian else _NNBSP
    for match in re.finditer(r"(?<=\S) (?=[;!?»:])|(?<=«) ", text):
        mark = text[match.end()] if text[match.start() - 1] != "«" else "«"
        changes[match.start()] = narrow if mark in ";!?" else _NBSP
    for match in re.finditer(r"(?:(?<=[\w»)%…\"])|(?<=\.\.\.))[;!?:](?=[\s;!?»)”\"]|$)", text):
        space = _NBSP if match[0] == ":" else narrow
        changes[match.start()] = f"{space}{match[0]}"
    for match in re.finditer(r"«(?=[^\s])|(?<=\S)»", text):
        mark = match[0]
        changes[match.start()] = f"«{_NBSP}" if mark == "«" else f"{_NBSP}»"


def _hold_together(text: str, language: Language, changes: dict[int, str]) -> None:
    """Keep on one line a number and its unit, "Dr" and a name, initials, a time, a day."""
    for match in _HELD.finditer(text):
        place = next((start for name in match.groupdict() if (start := match.start(name)) >= 0), -1)
        changes.setdefault(match.start() if place < 0 else place, _NBSP)
    spans = list(find_times(text, language))
    spans += [(day.start, day.end) for day in find_days(text, language) if day.month]
    for start, end in spans:
        for match in re.finditer(
            r"(?<=\d) (?=\w)|(?<=\d\.) (?=\w)|(?<=\w) (?=\d{1,2}(?!\d))", text[start:end]
        ):
            changes.setdefault(start + match.start(), _NBSP)


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
