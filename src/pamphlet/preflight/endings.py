"""Where paragraphs and lines end: widows, orphans, last lines, hyphens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from pamphlet.preflight.measured import Measured, Place, judged, place
from pamphlet.preflight.passages import Line, Passage
from pamphlet.preflight.subject import Subject


def torn(subject: Subject) -> Measured:
    """Count lines alone at the head or the foot of a column, and headings at its foot."""
    places = [*_lone_lines(subject), *_stranded(subject)]
    return judged(
        "widows, orphans, headings",
        len(places),
        str(len(places)),
        "0",
        places,
        hint="lengthen or shorten the paragraph by a line, or set 'orphans' and 'widows' to 2",
    )


def _lone_lines(subject: Subject) -> Iterator[Place]:
    """Give the ends of paragraphs that a column's end leaves a single line of."""
    starts = {id(line) for column in subject.columns for _, line in column.lines[:1]}
    for passage in subject.running():
        parts = _parts(passage, starts)
        if len(parts) < 2:
            continue
        if len(parts[0]) == 1:
            yield _at(parts[0][0], "orphan: the first line alone")
        if len(parts[-1]) == 1:
            yield _at(parts[-1][0], "widow: the last line alone")


def _parts(passage: Passage, starts: set[int]) -> list[list[Line]]:
    """Return the lines of a paragraph by the column that they stand in."""
    parts: list[list[Line]] = [[]]
    for line in passage.lines:
        if id(line) in starts and parts[-1]:
            parts.append([])
        parts[-1].append(line)
    return parts


def _stranded(subject: Subject) -> Iterator[Place]:
    for one, two in pairwise(subject.columns):
        passage, line = one.lines[-1]
        if passage.kind == "heading" and one.piece == two.piece:
            yield _at(line, "a heading without its text")


def last_lines(subject: Subject) -> Measured:
    """Measure the shortest last line of a paragraph, in characters without spaces."""
    places, shortest, least = [], None, subject.limits.last_line
    for passage in subject.running():
        if len(passage.lines) < 2:
            continue
        limit = subject.body(passage).limits.last_line
        before, last = passage.lines[-2:]
        count = sum(_is_seen(letter) for letter in last.text)
        shortest = count if shortest is None else min(shortest, count)
        if before.ends_in_hyphen and _is_divided(before, last) and " " not in last.text.strip():
            places.append(_at(last, "the rest of a divided word"))
        elif count < limit:
            places.append(_at(last, f"{count} characters"))
    return judged(
        "last line of a paragraph",
        shortest,
        "no paragraph of two lines" if shortest is None else f"{shortest} characters",
        f">= {least:g} characters, no part of a word",
        places,
        hint="change a word of the paragraph, or bind its last two words with a no-break space",
    )


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) != "Mn"


def _is_divided(before: Line, last: Line) -> bool:
    """Tell a divided word from a compound with its own hyphen, as far as a page shows it."""
    return before.text.rstrip().endswith("‐") or last.text[:1].islower()


def hyphens(subject: Subject) -> Measured:
    """Count hyphens at the ends of lines that follow one another."""
    places, most, limit = [], 0, subject.limits.hyphens_in_row
    for passage in subject.running():
        row: list[Line] = []
        for line in passage.lines:
            row = [*row, line] if line.ends_in_hyphen else []
            most = max(most, len(row))
            if len(row) == limit + 1:
                places.append(_at(row[0], f"{len(row)} lines in a row end in a hyphen"))
    hint = "change a word, or set the text ragged"
    return judged("hyphens in a row", most, str(most), f"<= {limit:g}", places, hint=hint)


def _at(line: Line, what: str) -> Place:
    return place(line.page, line.left, line.y, line.text, what)
