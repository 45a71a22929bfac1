"""Lines broken as a whole beside lines filled one by one, as the engine fills them."""

from __future__ import annotations

import time
from math import sqrt
from pathlib import Path

from pamphlet.fonts import font_library
from pamphlet.language import language
from pamphlet.model import Paragraph, plain
from pamphlet.reading import read_statement
from pamphlet.setting.breaks import Setting
from pamphlet.setting.hyphens import hyphen_points
from pamphlet.setting.measure import Measure
from pamphlet.setting.paragraph import Breakable, Room

ROOT = Path(__file__).resolve().parent.parent
WORDS = 650
# A handbill's measure and a tri-fold's, in em.
LONG, SHORT = 34.0, 20.0


def compared() -> dict[str, str | float]:
    """Return milliseconds for 650 words, the widest word space and the mean rag of both."""
    texts = _breakable()
    begun = time.perf_counter()
    for text in texts:
        text.best(Room(LONG), justified=True)
    spent = (time.perf_counter() - begun) * 1000
    whole = [(text, text.best(Room(LONG), justified=True)) for text in texts]
    greedy = [(text, _one_by_one(text, LONG)) for text in texts]
    ragged = [(text, text.best(Room(SHORT))) for text in texts]
    filled = [(text, _one_by_one(text, SHORT)) for text in texts]
    return {
        "ms": round(spent, 1),
        "widest_space": f"{_widest(whole):.2f} (one by one {_widest(greedy):.2f})",
        "rag": f"{_rag(ragged):.1f} % (one by one {_rag(filled):.1f} %)",
    }


def _breakable() -> list[Breakable]:
    serif = Measure(font_library((ROOT / "fonts",)), ("Source Serif 4",), lang="en")
    setting = Setting(
        hyphens=lambda word: hyphen_points(word, "en"),
        hyphen_width=serif.width("‐"),
        glue=language("en").glue,
        space=serif.width(" "),
    )
    found, words = [], 0
    for block in read_statement(ROOT / "statements" / "allotments.md").body:
        if isinstance(block, Paragraph) and words < WORDS:
            text = plain(block.runs)
            words += len(text.split())
            found.append(Breakable(text, lambda a, b, text=text: serif.width(text[a:b]), setting))
    return found


def _one_by_one(text: Breakable, measure: float) -> tuple:
    """Return the breaks of lines that are each filled as far as they go."""
    chosen, start = [], text.points[0]
    before = start
    for point in text.points[1:]:
        if point.width + point.hyphen - start.offset > measure and before is not start:
            chosen.append(before)
            start = before
        if not point.hyphen or point.width + point.hyphen - start.offset <= measure:
            before = point
    return tuple(chosen)


def _widest(found: list) -> float:
    return max(gap for text, breaks in found for gap in text.gaps(Room(LONG), breaks))


def _rag(found: list) -> float:
    free = []
    for text, breaks in found:
        start = text.points[0]
        for end in breaks:
            free.append(1 - (end.width + end.hyphen - start.offset) / SHORT)
            start = end
    return 100 * sqrt(sum(part * part for part in free) / len(free))
