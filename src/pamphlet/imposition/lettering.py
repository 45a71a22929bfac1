"""Letters of straight strokes, for labels beside marks, where no font is at hand.

A label comes in, segments go out. Strokes are drawn from knot to knot of a grid two wide
and four high; a knot is written as its column and its row from the bottom.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pamphlet.imposition.marks import Segment

WIDTH, HEIGHT, ADVANCE = 2, 4, 3

_STROKES = {
    "A": "00 03 14 23 20|02 22",
    "B": "00 04 14 23 12 02|12 21 10 00",
    "C": "24 04 00 20",
    "D": "00 04 14 23 21 10 00",
    "E": "24 04 00 20|02 12",
    "F": "24 04 00|02 12",
    "G": "24 04 00 20 22 12",
    "H": "00 04|20 24|02 22",
    "I": "04 24|14 10|00 20",
    "J": "24 21 10 01",
    "K": "00 04|24 02 20",
    "L": "04 00 20",
    "M": "00 04 12 24 20",
    "N": "00 04 20 24",
    "O": "00 04 24 20 00",
    "P": "00 04 24 22 02",
    "Q": "00 04 24 20 00|11 20",
    "R": "00 04 24 22 02 20",
    "S": "24 04 02 22 20 00",
    "T": "04 24|14 10",
    "U": "04 00 20 24",
    "V": "04 10 24",
    "W": "04 00 12 20 24",
    "X": "00 24|04 20",
    "Y": "04 12 24|12 10",
    "Z": "04 24 00 20",
    "0": "00 04 24 20 00 24",
    "1": "03 14 10|00 20",
    "2": "04 24 22 02 00 20",
    "3": "04 24 20 00|02 22",
    "4": "04 02 22|24 20",
    "5": "24 04 02 22 20 00",
    "6": "24 04 00 20 22 02",
    "7": "04 24 10",
    "8": "00 04 24 20 00|02 22",
    "9": "00 20 24 04 02 22",
    "-": "02 22",
}


def lettered(label: str, x: float, y: float, *, height: float) -> tuple[Segment, ...]:
    """Return the strokes of a label whose lower left corner is at `x`, `y`, in mm.

    Raises KeyError for what is no capital letter, figure or hyphen.
    """
    return tuple(_strokes(label, x, y, height / HEIGHT))


def width_of(label: str, *, height: float) -> float:
    """Return the width of a label in mm."""
    return (ADVANCE * (len(label) - 1) + WIDTH) * height / HEIGHT


def _strokes(label: str, x: float, y: float, unit: float) -> Iterator[Segment]:
    for place, letter in enumerate(label):
        left = x + ADVANCE * place * unit
        for stroke in _STROKES[letter].split("|"):
            knots = [(left + int(c) * unit, y + int(r) * unit) for c, r in stroke.split()]
            yield from (Segment(*one, *other) for one, other in pairwise(knots))
