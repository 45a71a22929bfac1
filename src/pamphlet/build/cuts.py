"""What could be left out of a text that is too long, at least cost.

A paragraph between the first and the last, without figures (facts and days) in it, is
missed least; the shortest that is long enough is named, or a few that are together. Of a
text that is much too long the stretch is named that is just long enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pamphlet.language.counted import length, many, started
from pamphlet.model import Block, Paragraph, plain, texts

# More than so many passages are no hint, but a rewriting.
MOST = 3

# What a paragraph with figures in a stretch costs, in words that could have stayed.
_FIGURE = 20

_SHOWN_WORDS = 6

# How often more is named.
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that could go, or all from one on a line to one on another: their length.

    `blocks` are the numbers of the first and the last in the text.
    """

    line: int
    words: int
    start: str
    blocks: tuple[int, int]
    lang: str = "en"
    last_line: int = 0

    def __str__(self) -> str:
        where = f"lines {self.line} to {self.last_line}" if self.last_line else f"line {self.line}"
        return f"{where} ({many(self.words, self.lang)}): {self.start} …"


def enough_to_cut(
    body: tuple[Block, ...],
    words: int,
    *,
    lang: str,
    is_enough: Callable[[frozenset[int]], bool],
) -> tuple[Passage, ...]:
    """Return passages without which a text fits, as `is_enough` tells of their blocks.

    Where paragraphs end in short lines as many words as are too many may not be enough.
    """
    for _ in range(_TRIES):
        found = passages_to_cut(body, words, lang)
        blocks = (at for one in found for at in range(one.blocks[0], one.blocks[1] + 1))
        if not found or is_enough(frozenset(blocks)):
            return found
        words = sum(one.words for one in found) + 1
    return ()


def passages_to_cut(body: tuple[Block, ...], words: int, lang: str = "en") -> tuple[Passage, ...]:
    """Return passages that have at least so many words together; none if too little is left."""
    found = sorted(_candidates(body, lang), key=lambda passage: passage.words)
    enough = next((passage for passage in found if passage.words >= words), None)
    if enough:
        return (enough,)
    chosen: list[Passage] = []
    for passage in reversed(found[-MOST:]):
        chosen.append(passage)
        if sum(one.words for one in chosen) >= words:
            return tuple(sorted(chosen, key=lambda one: one.line))
    return _stretch_to_cut(body, words, lang)


def _candidates(body: tuple[Block, ...], lang: str) -> Iterator[Passage]:
    for at in _paragraphs(body)[1:-1]:
        text = plain(body[at].runs)
        if not any(map(str.isdigit, text)):
            shown = started(text, _SHOWN_WORDS)
            yield Passage(body[at].line, length(text), shown, (at, at), lang)


def _paragraphs(body: tuple[Block, ...]) -> list[int]:
    return [at for at, block in enumerate(body) if isinstance(block, Paragraph)]


def _stretch_to_cut(body: tuple[Block, ...], words: int, lang: str) -> tuple[Passage, ...]:
    """Return the stretch between the first and the last paragraph that costs least."""
    places = _paragraphs(body)
    if len(places) < 3:
        return ()
    before = places[0] + 1
    inner = body[before : places[-1]]
    said = [" ".join(text for text, _ in texts((block,))) for block in inner]
    lengths = [length(text) for text in said]
    figures = [any(map(str.isdigit, text)) for text in said]
    best: tuple[int, int, int] | None = None
    start = total = 0
    for end in range(len(inner)):
        total += lengths[end]
        while total - lengths[start] >= words:
            total -= lengths[start]
            start += 1
        if total >= words and isinstance(inner[start], Paragraph):
            cost = total - words + _FIGURE * sum(figures[start : end + 1])
            best = min(best or (cost, start, end), (cost, start, end))
    if best is None:
        return ()
    _, start, end = best
    shown = started(said[start], _SHOWN_WORDS)
    whole = sum(lengths[start : end + 1])
    blocks = (before + start, before + end)
    return (Passage(inner[start].line, whole, shown, blocks, lang, inner[end].line),)
