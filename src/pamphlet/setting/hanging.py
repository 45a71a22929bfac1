"""The edges of display lines: what hangs beyond them, and the white between them.

What a face says of a line comes in (how far its ink reaches, how wide its marks are), the
place of the line in its frame goes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from pamphlet.units import pt

# No line hangs farther out than this, in points: text keeps its distance from the trim.
MOST_HANG = pt(3)

# Marks that hang before a line's start and after its end; others are as dark as letters.
_HANG_BEFORE = frozenset("«„“‘‚”\"'‹–—-¡¿")
_HANG_AFTER = frozenset(".,-‐–”“’‘»›\"'…。，、．،۔।·")
_SPACES = frozenset(" \u00a0\u202f\u2009")


@dataclass(frozen=True, slots=True)
class Ink:
    """How far a text's ink and its face reach from the baseline, in em."""

    height: float
    depth: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Edges:
    """The width of a line, and how much of it may hang before its start and after its end.

    In em; what hangs are light marks, and the white beside the first and the last letter.
    """

    width: float
    start: float = 0.0
    end: float = 0.0

    def filling(self, width: float) -> float:
        """Return the size at which a line fills a width in points, between its letters."""
        size = width / max(self.width - self.start - self.end, 1e-6)
        # What would hang too far takes room in the line again.
        hung = sum(part for part in (self.start, self.end) if part * size <= MOST_HANG)
        over = sum(part * size > MOST_HANG for part in (self.start, self.end))
        return min(size, (width + over * MOST_HANG) / max(self.width - hung, 1e-6))

    def hang(self, size: float) -> float:
        """Return by how many points a line of a size begins before its frame."""
        return max(-MOST_HANG, min(self.start * size, MOST_HANG))


def parted_marks(text: str) -> tuple[str, str, str]:
    """Return the marks of a line that may hang before it, its letters, and those after."""
    first = len([*takewhile(lambda sign: sign in _HANG_BEFORE | _SPACES, text)])
    last = len([*takewhile(lambda sign: sign in _HANG_AFTER | _SPACES, reversed(text))])
    if first + last >= len(text):
        return "", "", text
    end = len(text) - last
    # White goes out only with a mark beyond it.
    return text[:first], text[first:end], text[end:]
