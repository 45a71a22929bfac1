"""The sentences of a text that could stand alone, as it has them.

A body in its final words comes in, its sentences go out with their places; none is changed
by a letter. What is no running prose is left out: headings, lists, verse, addresses of
pages, half a quotation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pamphlet.language import Language
from pamphlet.language.sentences import sentences
from pamphlet.model import Block, Paragraph, plain

OPENING, CLOSING = "«„“‘‚\"'「『", "»”“’‘\"'」』"
_END = re.compile(rf"[.!?…。！？؟।॥][{CLOSING})）]*$")
_DANDA = re.compile(r"(?<=[।॥])\s+")
_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f]+(?:['’]\w+)*")
# Addresses of pages and mailboxes, telephone numbers.
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.\w{2,}/|\d[\d\s/-]{6,}\d")
_PAIRS = {"«": "»", "„": "“”", "“": "”", "「": "」", "『": "』", "(": ")", "[": "]", "（": "）"}

# So many signs of Chinese or Japanese are read as one word is.
SIGNS_A_WORD = 1.6


@dataclass(frozen=True)
class Sentence:
    """A sentence, its block in the body, its number among those of its paragraph and of the
    text, and how many letters of its paragraph stand before it.
    """

    text: str
    block: int
    number: int
    of_text: int
    before: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, folded; see `fold`."""
        return tuple(fold(word) for word in _WORD.findall(self.text))

    @property
    def is_speech(self) -> bool:
        """Whether all of it stands between quotation marks."""
        return self.said != self.text

    @property
    def said(self) -> str:
        """Its words without the quotation marks around the whole."""
        first, last = self.text[:1], self.text[-1:]
        inner = self.text[1:-1].strip(" \u00a0\u202f")
        is_quoted = first in OPENING and last in CLOSING and inner
        return inner if is_quoted and not set(inner) & {first, last} else self.text

    def length(self, known: Language) -> float:
        """Return how long it is in words; signs that no spaces part are counted as such."""
        if known.writing.has_spaces:
            return float(len(self.words))
        return sum(map(str.isalnum, self.text)) / SIGNS_A_WORD


def fold(text: str) -> str:
    """Return a word as it is compared: without case, marks above letters and curly marks."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'").replace("ı", "i").casefold())
    return "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")


def sentences_of(body: tuple[Block, ...]) -> Iterator[Sentence]:
    """Give every sentence of the running prose of a body, in its order."""
    count = 0
    for block, paragraph in enumerate(body):
        if not isinstance(paragraph, Paragraph):
            continue
        if "\n" in plain(paragraph.runs).strip() or any(run.code for run in paragraph.runs):
            continue  # verse, an address, a programme
        before = 0
        for number, text in enumerate(split(plain(paragraph.runs))):
            yield Sentence(text, block, number, count, before)
            before += sum(map(str.isalnum, text))
            count += 1


def split(text: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; the danda of Hindi ends one as a full stop does."""
    return tuple(part for one in sentences(text) for part in _DANDA.split(one) if part)


def may_stand_alone(sentence: Sentence, known: Language) -> bool:
    """Tell whether a sentence is a whole one, in words that can be set large."""
    text = sentence.text
    return (
        _END.search(text) is not None
        and text.rstrip(CLOSING)[-1:] != "…"
        and not _ADDRESS.search(text)
        and not set(text) & set("([（")
        and _is_balanced(sentence)
        and not (known.has_case and _shouts(text))
    )


def _is_balanced(sentence: Sentence) -> bool:
    """Tell whether every quotation and bracket that begins in it ends in it, and vice versa."""
    text = sentence.text
    if text.count('"') % 2:
        return False
    closers = {mark for marks in _PAIRS.values() for mark in marks}
    open_: list[str] = []
    for mark in text:
        if open_ and mark in open_[-1]:
            open_.pop()
        elif mark in _PAIRS:
            open_.append(_PAIRS[mark])
        elif mark in closers:
            return False
    return not open_


def _shouts(text: str) -> bool:
    """Tell whether a text is set in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters)
