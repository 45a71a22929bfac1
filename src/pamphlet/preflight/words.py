"""Lost words: everything that a statement says must be in the file made from it.

Texts are compared by their letters, figures and signs alone, since setting
changes case, quotes, dashes, spaces and hyphens. The body must be there in its
order, and so must the notes, which stand at the feet of pages, apart from it; every
other field must be there once.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import pikepdf

from pamphlet.language.counted import length
from pamphlet.model import Composition, notes_in, plain, texts
from pamphlet.pdf.text import Shown, marks_in_notes, page_texts, shown_texts, tagged_texts
from pamphlet.preflight.anchors import BLOCK, anchors
from pamphlet.units import pt

# Letters of other things that may stand inside a paragraph: a quote, a picture's credit.
ASIDE = 800

# A stretch of at least so many letters is not there by chance.
MEANT = 6

# Signs that are punctuation to Unicode and words to a reader.
_SIGNS = frozenset("%&@#§¶†‡/")

_WORDS = re.compile(r"[\W_]+")

# Sums of widths are rounded.
TOUCH = 0.5

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
    """Return how many words a composition must show; see `language.counted`."""
    return sum(
        length(text)
        for piece in composition.pieces
        for text in (*(t for _, t in piece.fields), *(t for t, _ in texts(piece.body, notes=True)))
    )


def said_of_rest(composition: Composition) -> str:
    """Return in words what a layout does not show by design, nothing if it shows all."""
    rest = [
        f"{count} word{'' if count == 1 else 's'} of {name}" for name, count in composition.left_out
    ]
    if not rest:
        return ""
    listed = " and ".join([", ".join(rest[:-1]), rest[-1]] if rest[1:] else rest)
    alone = len(rest) == 1 and composition.left_out[0][1] == 1
    return f"{listed} {'is' if alone else 'are'} not on it"


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
    page, foot = _page_and_foot(pdf, composition, pt(frame_mm))
    lost: list[Lost] = []
    for piece, source in zip(composition.pieces, sources, strict=True):
        rtl = piece.direction == "rtl"
        notes = [note.text for note in notes_in(piece.body)]
        for what, stream, said in (
            ("text", page, texts(piece.body)),
            ("note", foot, [(plain(note.runs), note.line) for note in notes]),
        ):
            missing = stream.missing([text for text, _ in said], rtl=rtl)
            pairs = zip(missing, said, strict=True)
            lost += [Lost(what, words, source, line) for words, (_, line) in pairs if words]
    beside = {rtl: _Beside(page.left(rtl=rtl)) for rtl in (False, True)}
    for piece, source in zip(composition.pieces, sources, strict=True):
        rtl = piece.direction == "rtl"
        fields = (field for field in piece.fields if not beside[rtl].has(field[1], rtl=rtl))
        lost += [Lost(name, text, source) for name, text in fields]
    return lost


def _page_and_foot(
    pdf: pikepdf.Pdf, composition: Composition, frame: float
) -> tuple[_Stream, _Stream]:
    """Return what stands on the pages, and the notes at their feet.

    In a file of another making, where no tag names them, notes may stand anywhere.
    """
    shown = _visible(pdf, frame)
    has_notes = any(notes_in(piece.body) for piece in composition.pieces)
    marks = marks_in_notes(pdf) if has_notes else frozenset()
    notes = [text for text in shown if (text.page, text.mark) in marks]
    page = [text for text in shown if (text.page, text.mark) not in marks]
    return _Stream(page), _Stream(notes or shown)


def _visible(pdf: pikepdf.Pdf, frame: float) -> list[Shown]:
    """Return the tagged texts that lie inside the frame of their page, in reading order."""
    trims = [_trim(page) for page in pdf.pages]
    shown = tagged_texts(pdf)
    found = shown_texts(pdf) if shown is None else shown
    return [text for text in found if _is_inside(text, trims[text.page], frame)]


def _trim(page: pikepdf.Page) -> tuple[float, ...]:
    return tuple(float(value) for value in page.trimbox)


def _is_inside(text: Shown, trim: tuple[float, ...], frame: float) -> bool:
    """Tell whether all of a text lies inside the frame, its capitals too."""
    if text.x is None or text.y is None:
        return False
    left, bottom, right, top = trim
    return (
        left + frame <= text.left + TOUCH
        and text.right <= right - frame + TOUCH
        and bottom + frame <= text.low
        and text.high + CAPITALS * text.size <= top - frame
    )


class _Stream:
    """What is shown, as it reads in a text of either direction: the file does not say which."""

    def __init__(self, shown: list[Shown]) -> None:
        self.read = {
            rtl: _Text("".join(letters(text.read(rtl=rtl)) for text in shown))
            for rtl in (False, True)
        }

    def missing(self, body: Sequence[str], *, rtl: bool) -> list[str]:
        """Return the words that are not there of each block of a text.

        A paragraph may run the other way than its text.
        """
        missing = self.read[rtl].missing(body, rtl=rtl)
        if not any(missing) or self.read[rtl].letters == self.read[not rtl].letters:
            return missing
        turned = self.read[not rtl].missing(body, rtl=not rtl)
        return [words and other and words for words, other in zip(missing, turned, strict=True)]

    def left(self, *, rtl: bool) -> str:
        """Return the letters in which no long block of the text was found."""
        kept = list(self.read[rtl].letters)
        for start, end in (block for text in self.read.values() for block in text.blocks):
            kept[start:end] = " " * (end - start)
        return "".join(kept)


class _Text:
    """The letters of a file, taken block by block in their order."""

    def __init__(self, found: str) -> None:
        self.letters, self.at = found, 0
        self.blocks: list[tuple[int, int]] = []

    def missing(self, body: Sequence[str], *, rtl: bool) -> list[str]:
        """Return the words that are not there of each block of a text.

        A layout may place texts as it likes: each may begin anywhere.
        """
        self.at, wanted = 0, [letters(block) for block in body]
        places, ends, end = anchors(wanted, self.letters), [], len(self.letters)
        for number in reversed(range(len(body))):
            ends.append(end)
            end = places[number][0][1] if number in places else end
        missing = []
        for number, end in enumerate(reversed(ends)):
            begins = [place - before for before, place in places.get(number, ())]
            if begins and not self.at:
                self.at = max(begins[0], 0)
            missing.append(self._take(body[number], wanted[number], begins, end, rtl))
        return missing

    def _take(self, text: str, wanted: str, begins: Sequence[int], end: int, rtl: bool) -> str:
        """Move past a block, no further than `end`; return the words of it that are not there.

        It should begin at one of the places `begins`, or at any if none is known.
        """
        whole = (place for place in begins if self.letters.startswith(wanted, max(place, 0)))
        place = next(whole, -1) if begins else self.letters.find(wanted, self.at, end)
        if place < 0:
            return self._take_words(text, wanted, end, rtl)
        self.at = place + len(wanted)
        if len(wanted) >= BLOCK:  # a heading may be found within the title
            self.blocks.append((place, self.at))
        return ""

    def _take_words(self, text: str, wanted: str, end: int, rtl: bool) -> str:
        """Move past a block that something stands inside of, or that lacks words."""
        window = self.letters[self.at : min(self.at + 2 * len(wanted) + ASIDE, end)]
        words = text.split()
        gone, length = (_gone_both_ways if rtl or _right(wanted) else _gone)(words, window)
        self.at += length
        return " ".join(word for word, is_gone in zip(words, gone, strict=True) if is_gone)


def _gone(words: Sequence[str], window: str) -> tuple[list[bool], int]:
    """Tell of each word whether it is missing, and where the last of them ends."""
    said = [letters(word) for word in words]
    wanted = "".join(said)
    found, end = [False] * len(wanted), 0
    for start, other, many in SequenceMatcher(None, wanted, window, False).get_matching_blocks():
        # A few letters are found anywhere; a stretch of them is the text.
        if many >= MEANT or 0 < many == len(wanted):
            found[start : start + many] = [True] * many
            end = other + many
    gone, place = [], 0
    for word in said:
        gone.append(not all(found[place : place + len(word)]))
        place += len(word)
    return gone, end


def _gone_both_ways(words: Sequence[str], window: str) -> tuple[list[bool], int]:
    """Tell of each word whether it is missing; see `_gone`.

    In a text from right to left nothing in the file says in which order figures and
    words of Latin letters, drawn side by side, are to be read: these must only be there.
    """
    places = [place for place, letter in enumerate(window) if _is_right(letter)]
    right = "".join(window[place] for place in places)
    gone, end = _gone([_right(word) for word in words], right)
    strange = "".join(" " if _is_right(letter) else letter for letter in window)
    tokens = [(token, number) for number, word in enumerate(words) for token in _strange(word)]
    for token, number in sorted(tokens, key=lambda one: -len(one[0])):
        if token not in strange:
            gone[number] = True
        strange = strange.replace(token, " ", 1)
    return gone, places[end - 1] + 1 if end else 0


def _is_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _right(text: str) -> str:
    """Return the letters of a text that are read from right to left."""
    return "".join(filter(_is_right, letters(text)))


def _strange(text: str) -> list[str]:
    """Return the figures and the words of other letters in a text from right to left."""
    parts = ("".join(" " if _is_right(c) else c for c in letters(p)) for p in _WORDS.split(text))
    return " ".join(parts).split()


class _Beside:
    """What stands beside the body, in which fields are looked for."""

    def __init__(self, found: str) -> None:
        self.letters, self.right = found, _right(found)

    def has(self, text: str, *, rtl: bool) -> bool:
        """Tell whether a text is there; see `_gone_both_ways`."""
        if letters(text) in self.letters:
            return True
        right = _right(text)
        runs_both_ways = rtl or bool(right)
        parts = (part in self.letters for part in _strange(text))
        return runs_both_ways and right in self.right and all(parts)


def page_letters(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return the letters of each page, in drawing order.

    A word that is parted over two pages is whole on the first to a reader's program only.
    """
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
    return "".join(letters("".join(shown.units)) for shown in page_texts(page, as_drawn=True))
