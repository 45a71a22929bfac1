"""Pull quotes: word for word, away from their source, no word left out that turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.language import language
from pamphlet.language.sentences import sentences
from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.passages import Passage
from pamphlet.preflight.subject import Subject
from pamphlet.preflight.words import letters

# Quotes in the text, and those on a panel beside it.
KINDS = ("pull quote", "poster")

# Where a quote leaves something out.
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
# A negation says nothing of what stands beyond such a mark.
_CLAUSE = re.compile(r"[,;:—–()،؛、，；]")
_WORD = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class _Judged:
    """How far a quote is from its source, None without one, and what is wrong with it."""

    distance: float | None
    wrong: tuple[str, ...]


def pull_quotes(subject: Subject) -> Measured:
    """Measure the distance of pull quotes from their sources, in lines of text."""
    limit = subject.limits.quote_distance
    target = f"word for word, >= {limit:g} lines away"
    quotes = [p for p in subject.passages if p.kind in KINDS and p.lines]
    if not quotes:
        return Measured("pull quotes", None, "none", target, True)
    found = [_judge(subject, quote) for quote in quotes]
    places = [
        _place(quote, what) for quote, one in zip(quotes, found, strict=True) for what in one.wrong
    ]
    near = min((one.distance for one in found if one.distance is not None), default=None)
    shown = f"{len(quotes)}, " + ("no source" if near is None else f"{near:g} lines away")
    return judged(
        "pull quotes",
        near,
        shown,
        target,
        places,
        hint="quote a whole sentence as the text has it, and let it stand elsewhere",
    )


def _place(quote: Passage, what: str) -> Place:
    first = quote.lines[0]
    return place(first.page, first.left, first.y, first.text, what)


def _judge(subject: Subject, quote: Passage) -> _Judged:
    parts = [part for part in _LEFT_OUT.split(quote.text) if letters(part)]
    sources = [
        passage
        for passage in subject.passages
        if passage.piece == quote.piece
        and passage.kind not in KINDS
        and all(letters(part) in letters(passage.said) for part in parts)
    ]
    if not sources:
        return _Judged(None, ("its words are not in the text",))
    source = max(sources, key=lambda passage: _distance(subject, quote, passage, parts))
    distance = _distance(subject, quote, source, parts)
    wrong = []
    if quote.kind == "poster":
        if _lie_open_together(subject, quote, source, parts):
            wrong.append("lies open beside its source")
        distance += _lines_of_pages_between(subject, quote, source)
    if distance < subject.limits.quote_distance:
        wrong.append(f"{distance:g} lines from its source")
    clipped = _clipped(source.said, parts, subject.bodies[quote.piece].lang)
    if clipped:
        wrong.append(f"leaves out ‘{clipped}’")
    return _Judged(distance, tuple(wrong))


def _distance(subject: Subject, quote: Passage, source: Passage, parts: list[str]) -> float:
    """Return how many lines of text stand between a quote and its words in the text."""
    order = [
        (passage, line)
        for passage in subject.passages
        if passage.piece == quote.piece and (passage is quote or passage.kind not in KINDS)
        for line in passage.lines
    ]
    own = [number for number, (passage, _) in enumerate(order) if passage is quote]
    first, last = _lines_of(source, parts)
    theirs = [number for number, (passage, _) in enumerate(order) if passage is source]
    if not theirs or not own:
        return 0
    theirs = theirs[first : last + 1] or theirs
    return max(theirs[0] - own[-1], own[0] - theirs[-1], 0)


def _lie_open_together(subject: Subject, quote: Passage, source: Passage, parts: list[str]) -> bool:
    """Tell whether a reader sees a panel beside the page of its words."""
    first, last = _lines_of(source, parts)
    pages = {line.page for line in source.lines[first : last + 1] or source.lines}
    beside = subject.beside[quote.lines[0].page] if subject.beside else frozenset()
    return any(page + 1 in beside for page in pages)


def _lines_of_pages_between(subject: Subject, quote: Passage, source: Passage) -> float:
    """Return how many lines the pages have room for that stand before a panel without text."""
    step = subject.body(source).step
    page = quote.lines[0].page
    last = max((c.page for c in subject.columns if c.piece == source.piece), default=page)
    between = range(last + 1, page)
    return sum(subject.pages[number].height / step for number in between) // 1 if step else 0


def _lines_of(source: Passage, parts: list[str]) -> tuple[int, int]:
    """Return the first and the last line of a paragraph that the quoted words stand on."""
    rows = [letters(line.text) for line in source.lines]
    said = "".join(rows)
    start = said.find(letters(parts[0]))
    if start < 0:  # hyphens or signs between: the paragraph as a whole
        return 0, len(rows) - 1
    end = start + sum(len(letters(part)) for part in parts) - 1
    ends, total = [], 0
    for row in rows:
        total += len(row)
        ends.append(total)
    first = next((number for number, at in enumerate(ends) if start < at), 0)
    last = next((number for number, at in enumerate(ends) if end < at), len(rows) - 1)
    return first, last


def _clipped(source: str, parts: list[str], lang: str) -> str:
    """Return the negation of the quoted clauses that the quote lacks, or nothing."""
    words = language(lang).quoting.negations
    said = _negations(" ".join(parts), words)
    clauses = [clause for one in sentences(source) for clause in _CLAUSE.split(one)]
    for word in _negations(" ".join(_touched(clauses, parts)), words):
        if word not in said:
            return word
        said.remove(word)
    return ""


def _touched(clauses: list[str], parts: list[str]) -> Iterator[str]:
    """Give the clauses that quoted words stand in."""
    lengths = [len(letters(clause)) for clause in clauses]
    whole = "".join(letters(clause) for clause in clauses)
    spans = [(at, at + len(part)) for part in map(letters, parts) if (at := whole.find(part)) >= 0]
    start = 0
    for clause, length in zip(clauses, lengths, strict=True):
        if any(begin < start + length and start < end for begin, end in spans):
            yield clause
        start += length


def _negations(text: str, words: frozenset[str]) -> list[str]:
    found = (word.lower().replace("’", "'") for word in _WORD.findall(text))
    return [word for word in found if word in words or word.endswith("n't")]
