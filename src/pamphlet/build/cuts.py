"""What could be left out of a text that is too long, at least cost.

A paragraph between the first and the last, without figures (facts and days) in it, is
missed least; the shortest that is long enough is named, or a few that are together.
"""

from __future__ import annotations

from dataclasses import dataclass

from pamphlet.model import Block, Paragraph, plain

# More than so many passages are no hint, but a rewriting.
MOST = 3

_SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that could go: its line, its words, how it begins."""

    line: int
    words: int
    start: str

    def __str__(self) -> str:
        return f"line {self.line} ({self.words} words): {self.start} …"


def passages_to_cut(body: tuple[Block, ...], words: int) -> tuple[Passage, ...]:
    """Return passages that have at least so many words together; none if they are many."""
    found = sorted(_candidates(body), key=lambda passage: passage.words)
    enough = next((passage for passage in found if passage.words >= words), None)
    if enough:
        return (enough,)
    chosen: list[Passage] = []
    for passage in reversed(found):
        chosen.append(passage)
        if sum(one.words for one in chosen) >= words:
            return tuple(sorted(chosen, key=lambda one: one.line))
        if len(chosen) == MOST:
            break
    return ()


def _candidates(body: tuple[Block, ...]) -> list[Passage]:
    paragraphs = [block for block in body if isinstance(block, Paragraph)]
    return [
        Passage(block.line, len(words), " ".join(words[:_SHOWN_WORDS]))
        for block in paragraphs[1:-1]
        if (words := plain(block.runs).split()) and not any(map(str.isdigit, plain(block.runs)))
    ]
