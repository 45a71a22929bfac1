"""The day of a statement, and what shares a line with it.

"Kassel, den 9. Mai 2025" and "River Keepers, 21 June 2025": the day as it is
written, with the small words that lead to it, and the other pieces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pamphlet.language import Language
from pamphlet.language.dates import find_days, find_months, find_times
from pamphlet.model import When
from pamphlet.reading.lines import word_count

# Marks that part the pieces of a line: "Press release | River Keepers | 3 March 2027".
PARTING = re.compile(r"\s*[|·•/\t]\s*|\s+[–—-]+\s+|\s*[,،;]\s+")
_EDGES = " \t\n,،;:–—-·|•/()[]*_\u00a0\u202f\u3000，、；：（）"

DATELINE_WORDS = 20


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day and the other pieces of its line, in their order."""

    when: When
    pieces: tuple[str, ...]
    end: int


def read_dateline(text: str, language: Language) -> Dateline | None:
    """Return the day that a line gives, or None when it gives none or also an hour.

    A day needs its year; a month with its year will do.
    """
    if word_count(text) > DATELINE_WORDS or find_times(text, language):
        return None
    day = next((day for day in find_days(text, language) if day.year), None)
    if day:
        start, end = day.start, day.end
    elif months := find_months(text, language):
        start, end = months[0]
    else:
        return None
    before, lead = _lead(text[:start], language)
    written = f"{lead}{text[start:end]}".strip(" ,،;–—-·|•/*_")
    when = When(" ".join(written.split()), day.resolve(None) if day else None)
    return Dateline(when, (*pieces_of(before), *pieces_of(text[end:])), end)


def _lead(text: str, language: Language) -> tuple[str, str]:
    """Part the words that belong to a day ("den", "Stand:") from what stands before it."""
    start = len(text)
    while match := re.search(r"(\S+)\s*$", text[:start]):
        word = match[1].strip(_EDGES).lower()
        is_label = match[1].endswith(":") and not text[: match.start()].strip()
        if word not in language.date_words and not is_label:
            break
        start = match.start()
    return text[:start], text[start:].lstrip(" ,،")


def pieces_of(text: str) -> tuple[str, ...]:
    """Return the pieces of a line that its marks part."""
    pieces = (piece.strip(_EDGES) for piece in PARTING.split(text))
    return tuple(piece for piece in pieces if piece.strip("."))
