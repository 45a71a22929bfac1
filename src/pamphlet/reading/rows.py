"""The rows of a pasted text: which were wrapped by a program, which ended by their author.

    A row goes on in the next one when the next begins with a small letter, or
    when it is nearly as long as the widest row of the text; in a script without
    capitals, when it is long and stops in the middle of a sentence. Elsewhere the
    end of a row is the author's: verse, an address, a programme.

In a text whose paragraphs are single long rows nothing was wrapped, and every
long row is a paragraph. Where few rows are full, a paragraph tells its own width:
one of its rows goes on with a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pamphlet.language import Language
from pamphlet.reading.lines import is_closed, is_greeting, is_unspaced, starts_anew, starts_small

# No program wraps a text wider than this, few narrower than that.
WIDEST, NARROWEST = 100, 55
# From this share of the width on, a row is full.
FULL = 0.7

_HYPHEN = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file, without the spaces around it."""

    number: int
    text: str
    indent: int


def chunks_of(text: str, first_line: int) -> list[list[Row]]:
    """Return the rows of a text in groups between blank ones."""
    chunks: list[list[Row]] = []
    was_blank = True
    for number, raw in enumerate(text.split("\n"), first_line):
        row = raw.strip()
        if row:
            if was_blank:
                chunks.append([])
            indent = len(raw) - len(raw.lstrip())
            chunks[-1].append(Row(number, re.sub(r"[ \t]{2,}|\t", " ", row), indent))
        was_blank = not row
    return chunks


def wrap_width(chunks: list[list[Row]]) -> int:
    """Return the width at which a program wrapped a text, 0 if none did."""
    longest = max((len(row.text) for chunk in chunks for row in chunk), default=0)
    inner = [row for chunk in chunks for row in chunk[:-1]]
    full = sum(len(row.text) >= FULL * longest for row in inner)
    if longest > WIDEST or full < 3:
        return 0
    return longest if longest >= NARROWEST or full >= 0.6 * len(inner) else 0


def flow(rows: list[Row], width: int, language: Language) -> Iterable[tuple[int, list[str]]]:
    """Return the paragraphs of some rows: the number and the lines of each."""
    width = width or _own_width(rows, language)
    is_bold = rows[0].text.startswith("**") and rows[-1].text.endswith("**")
    paragraphs: list[tuple[int, list[list[str]]]] = []
    before: Row | None = None
    for row in rows:
        if before and _goes_on(before, row, width, language, is_bold=is_bold):
            paragraphs[-1][1][-1] += _closed_up(before.text, row.text, language)
        elif before and not _stands_alone(before, width) and not _stands_alone(row, width):
            paragraphs[-1][1].append([row.text])
        else:
            paragraphs.append((row.number, [[row.text]]))
        before = row
    return [(number, ["".join(parts) for parts in lines]) for number, lines in paragraphs]


def _own_width(rows: list[Row], language: Language) -> int:
    """Return the width of rows one of which was wrapped: the next begins with a small letter."""
    longest = max(len(row.text) for row in rows)
    is_wrapped = any(
        starts_small(row.text)
        and not starts_anew(row.text, language)
        and len(before.text) >= FULL * longest
        for before, row in pairwise(rows)
    )
    return longest if is_wrapped and NARROWEST <= longest <= WIDEST else 0


def _goes_on(before: Row, row: Row, width: int, language: Language, *, is_bold: bool) -> bool:
    if _is_cut(before, row, width):
        return True
    if starts_anew(row.text, language) or is_greeting(before.text, language):
        return False
    if not language.has_case and len(before.text) >= NARROWEST and not is_closed(before.text):
        return True
    return starts_small(row.text) or (not is_bold and is_full(before, row, width))


def is_full(row: Row, after: Row, width: int) -> bool:
    """Tell a row that is nearly as long as the widest."""
    return _is_cut(row, after, width) or (width > 0 and len(row.text) >= FULL * width)


def _is_cut(row: Row, after: Row, width: int) -> bool:
    """Tell a row that ended because the first word of the next did not fit."""
    return 0 < width < len(row.text) + 1 + len(after.text.split(maxsplit=1)[0])


def _stands_alone(row: Row, width: int) -> bool:
    return not width and len(row.text) > WIDEST


def _closed_up(before: str, row: str, language: Language) -> list[str]:
    """Return what to add to a row: a word that was parted at its hyphen is closed up."""
    if is_unspaced(before[-1]) and is_unspaced(row[0]):
        return [row]
    first = row.split(maxsplit=1)[0].lower()
    is_parted = _HYPHEN.search(before) and starts_small(row) and first not in language.glue
    return [row] if is_parted else [" ", row]
