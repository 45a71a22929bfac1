"""Lost words: everything that a statement says must be in the file made from it.

Texts are compared by their letters, figures and signs alone, since setting
changes case, quotes, dashes, spaces and hyphens. The body must be there in its
order; every other field must be there once.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

import pikepdf

from pamphlet.model import Composition, texts
from pamphlet.pdf.text import Shown, page_texts, shown_texts, tagged_texts
from pamphlet.units import pt

# Letters of other things that may stand inside a paragraph: a quote, a picture's credit.
ASIDE = 800

# A stretch of at least so many letters is not there by chance.
MEANT = 6

# Signs that are punctuation to Unicode and words to a reader.
_SIGNS = frozenset("%&@#§¶†‡/")

# How far capitals rise above the baseline, as a part of the size.
CAPITALS = 0.68


@dataclass(frozen=True, slots=True)
class Lost:
    """Words that a file lacks: what they belong to and where they stand in the source."""

    what: str
    words: str
    source: str
    line: int | None = None


def letters(text: str) -> str:
    """Return what setting cannot change: letters without case and accents, figures, signs."""
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return "".join(
        letter for letter in folded if unicodedata.category(letter)[0] in "LNS" or letter in _SIGNS
    )


def count_words(composition: Composition) -> int:
    """Return how many words a composition must show."""
    return sum(
        len(text.split())
        for piece in composition.pieces
        for text in (*(t for _, t in piece.fields), *(t for t, _ in texts(piece.body)))
    )


def lost_words(
    pdf: pikepdf.Pdf,
    composition: Composition,
    sources: tuple[str, ...],
    *,
    frame_mm: float = 0.0,
) -> list[Lost]:
    """Return what a file with tags lacks of its composition.

    `sources` names the file of each piece. Words nearer than `frame_mm` to the trim
    count as lost: a printer that leaves a margin would cut them off.
    """
    page = _Text("".join(letters(text) for text in _visible(pdf, pt(frame_mm))))
    lost: list[Lost] = []
    for piece, source in zip(composition.pieces, sources, strict=True):
        for text, line in texts(piece.body):
            missing = page.take(text)
            if missing:
                lost.append(Lost("text", missing, source, line))
        page.rewind()
        lost += [
            Lost(name, text, source)
            for name, text in piece.fields
            if letters(text) not in page.letters
        ]
    return lost


def _visible(pdf: pikepdf.Pdf, frame: float) -> list[str]:
    """Return the tagged texts that lie inside the frame of their page, in reading order."""
    trims = [_trim(page) for page in pdf.pages]
    shown = tagged_texts(pdf)
    found = shown_texts(pdf) if shown is None else shown
    return [text.text for text in found if _is_inside(text, trims[text.page], frame)]


def _trim(page: pikepdf.Page) -> tuple[float, ...]:
    return tuple(float(value) for value in page.trimbox)


def _is_inside(text: Shown, trim: tuple[float, ...], frame: float) -> bool:
    """Tell whether a text begins inside the frame, its capitals too."""
    if text.x is None or text.y is None:
        return False
    left, bottom, right, top = trim
    return (
        left + frame <= text.x <= right - frame
        and bottom + frame <= text.y
        and text.y + CAPITALS * text.size <= top - frame
    )


class _Text:
    """The letters of a file, taken block by block in their order."""

    def __init__(self, found: str) -> None:
        self.letters, self.at = found, 0

    def rewind(self) -> None:
        """Let the next piece begin anywhere: a layout may place pieces as it likes."""
        self.at = 0

    def take(self, text: str) -> str:
        """Move past a text, and return the words of it that are not there."""
        wanted = letters(text)
        place = self.letters.find(wanted, self.at)
        if place >= 0:
            self.at = place + len(wanted)
            return ""
        return self._take_words(text)

    def _take_words(self, text: str) -> str:
        """Move past a text that something stands inside of, or that lacks words."""
        words = [letters(word) for word in text.split()]
        wanted = "".join(words)
        window = self.letters[self.at : self.at + 2 * len(wanted) + ASIDE]
        alike = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()
        found = [False] * len(wanted)
        for start, other, length in alike:
            # A few letters are found anywhere; a stretch of them is the text.
            if length >= MEANT or length == len(wanted):
                found[start : start + length] = [True] * length
                last = self.at + other + length
        missing, place = [], 0
        for word, shown in zip(words, text.split(), strict=True):
            if not all(found[place : place + len(word)]):
                missing.append(shown)
            place += len(word)
        if any(found):
            self.at = last
        return " ".join(missing)


def page_letters(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the letters of each page, in drawing order."""
    return tuple(_drawn_letters(page) for page in pdf.pages)


def lost_pages(imposed: pikepdf.Pdf, pages: tuple[str, ...]) -> list[int]:
    """Return the pages (from 1) whose text is not on the sheets as often as it is in `pages`."""
    wanted = Counter(pages)
    sheets = page_letters(imposed)
    return [
        number
        for number, text in enumerate(pages, 1)
        if text and sum(sheet.count(text) for sheet in sheets) < wanted[text]
    ]


def _drawn_letters(page: pikepdf.Page) -> str:
    return "".join(letters("".join(shown.units)) for shown in page_texts(page))
