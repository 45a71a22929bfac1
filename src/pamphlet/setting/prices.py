"""What is unwelcome in the lines of a paragraph, and how much."""

from __future__ import annotations

# A ragged line that leaves a tenth of the measure free costs 10.
RAG = 1000.0
# A justified line whose spaces are one and a half times their normal width costs 25; one
# in which they are more than twice as wide is taken only when nothing else is left.
STRETCH = 100.0
# The spaces of justified text may be narrower by this part of a normal one.
SHRINK = 0.15
TOO_LOOSE = 3000.0

HYPHEN = 22.0
SECOND_HYPHEN = 45.0
SHORT_END = 6.0
STRANDED_START = 14.0
FORBIDDEN = 4000.0
# What a break costs that another line, or the foot of a page, speaks against.
BARRED = 1500.0
NO_SPACE = 50_000.0
SHORT_LAST = 60.0
LONE_LAST = 26.0

# A last line is short below this part of the measure, and a fragment below so many letters.
LEAST_LAST = 0.22
FRAGMENT = 5

# A line that is not the last fills so much of its room, if there is any way to.
LEAST_FILLED = 0.66

# The engine adds the widths of whole lines, we those of words: a hair is kept.
HAIR_EM = 0.02


def last_line_price(last: str, filled: float, *, is_fragment: bool) -> float:
    """Return what the last of several lines costs that fills such a part of its room.

    `is_fragment` tells a line that begins within a word.
    """
    cost = SHORT_LAST * (1 - filled / LEAST_LAST) if filled < LEAST_LAST else 0.0
    if " " not in last.strip():
        cost += LONE_LAST
    if is_fragment or len(last.strip(' .!?…"”»)')) < FRAGMENT:
        cost += FORBIDDEN / 8
    return cost
