"""A paragraph broken as a whole: the lines that together look best.

After Knuth and Plass, "Breaking paragraphs into lines" (Software: Practice and
Experience 11, 1981), for ragged setting: instead of the stretch of spaces, the
unevenness of the rag is priced, and with it hyphens, ladders of them, short last lines
and words left alone. Widths are in em; nothing is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# Prices. A line that leaves a tenth of the measure free costs 10.
RAG = 1000.0
HYPHEN = 22.0
SECOND_HYPHEN = 45.0
SHORT_END = 6.0
STRANDED_START = 14.0
FORBIDDEN = 4000.0
SHORT_LAST = 60.0
LONE_LAST = 26.0

# A last line is short below this part of the measure, and a fragment below so many letters.
LEAST_LAST = 0.22
FRAGMENT = 5

# The engine adds the widths of whole lines, we those of words: a hair is kept.
HAIR_EM = 0.02

_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_][-‐])(?=[^\W\d_])|(?<=\w[–—])(?=\w)")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*$")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end.

    `end` and `start` are places in the text: where the line's last character ends and
    the next line begins. `width` is that of the text before `end`, `offset` that before
    `start`; a hyphen is added where `hyphen` is more than 0, and `whole` is then the
    width before the end of its word. `price` is what the break costs by itself;
    `is_forced` where the author ended the line.
    """

    end: int
    start: int
    width: float
    offset: float
    hyphen: float = 0.0
    whole: float = 0.0
    price: float = 0.0
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a language when lines are broken.

    `hyphens` gives the places in a word where it may be hyphenated; `glue` holds words
    that do not like to end a line, `bound` tells words that never do.
    """

    hyphens: Callable[[str], Sequence[int]]
    hyphen_width: float
    glue: frozenset[str] = frozenset()
    bound: Callable[[str], bool] = lambda word: False
    breaks_at_hyphens: bool = True


def break_paragraph(
    text: str,
    width_of: Callable[[int, int], float],
    *,
    measure: float,
    setting: Setting,
    indent: float = 0.0,
    spare: float = 0.0,
) -> tuple[Break, ...] | None:
    """Return where the lines of a paragraph end, the last one aside.

    `width_of` gives the width of a stretch of the text. `indent` narrows the first
    line; a frame may turn out to be wider by `spare`, and a word that would have room
    there is not hyphenated. None when some part of the text is wider than the measure.
    """
    points = _break_points(text, width_of, setting)
    room = _Room(measure - HAIR_EM, indent, spare + 2 * HAIR_EM)
    best = _best_breaks(points, text, room)
    return None if best is None else tuple(best)


def set_lines(text: str, breaks: Sequence[Break]) -> tuple[str, ...]:
    """Return the lines of a text broken so, with the hyphens that are added."""
    lines, start = [], 0
    for found in breaks:
        lines.append(text[start : found.end] + ("‐" if found.hyphen else ""))
        start = found.start
    return (*lines, text[start:])


# --- Where lines may end ----------------------------------------------------------


def _break_points(
    text: str, width_of: Callable[[int, int], float], setting: Setting
) -> list[Break]:
    """Return the start of the text, every place where a line may end, and its end."""
    points = [Break(0, 0, 0.0, 0.0)]
    at = 0.0
    for match in re.finditer(r"[^ \n]+|[ \n]+", text):
        start, end = match.span()
        wide = width_of(start, end)
        if match[0].isspace():
            forced = "\n" in match[0]
            price = 0.0 if forced else _price_of(text[:start], setting)
            points.append(Break(start, end, at, at + wide, price=price, is_forced=forced))
        else:
            points += _within(match[0], start, at, at + wide, width_of, setting)
        at += wide
    points.append(Break(len(text), len(text), at, at, is_forced=True))
    return points


def _within(
    word: str,
    start: int,
    at: float,
    whole: float,
    width_of: Callable[[int, int], float],
    setting: Setting,
) -> Iterator[Break]:
    """Give the places inside a word where a line may end, in order."""
    places = dict.fromkeys(setting.hyphens(word), setting.hyphen_width)
    if setting.breaks_at_hyphens:
        places |= {match.start(): 0.0 for match in _HYPHEN_IN_WORD.finditer(word)}
    for place, hyphen in sorted(places.items()):
        before = at + width_of(start, start + place)
        price = HYPHEN if hyphen else SHORT_END
        yield Break(start + place, start + place, before, before, hyphen, whole, price)


def _price_of(before: str, setting: Setting) -> float:
    """Return what it costs to end a line after the last word of a text."""
    words = before[-60:].split(" ")
    last = words[-1].strip("“„«(\"'").lower()
    if setting.bound(last):
        return FORBIDDEN
    price = SHORT_END if last in setting.glue else 0.0
    # The first word of a sentence alone at the end of a line looks forward to its own.
    if len(words) > 1 and len(last) <= 3 and _SENTENCE_END.search(words[-2]):
        price += STRANDED_START
    return price


# --- Which of them are taken --------------------------------------------------------


@dataclass(slots=True)
class _Node:
    """The best way to a place: its cost, the place before, hyphens in a row."""

    cost: float
    before: int
    row: int


@dataclass(frozen=True, slots=True)
class _Room:
    """How wide lines may be."""

    measure: float
    indent: float
    spare: float

    def at(self, start: int) -> float:
        """Return the room of a line that begins at a place."""
        return self.measure if start else self.measure - self.indent


def _best_breaks(points: list[Break], text: str, room: _Room) -> list[Break] | None:
    """Return the cheapest chain of breaks, by dynamic programming over the places."""
    nodes: list[_Node | None] = [_Node(0.0, -1, 0)]
    first = 0  # no line that ends here can begin before this place
    for place in range(1, len(points)):
        end = points[place]
        while first < place and end.width - points[first].offset > room.at(first):
            first += 1
        nodes.append(_best_node(points, nodes, text, range(first, place), place, room))
        if end.is_forced:
            if nodes[place] is None:
                return None
            first = place
    return _chain(points, nodes)


def _best_node(
    points: list[Break],
    nodes: list[_Node | None],
    text: str,
    starts: range,
    place: int,
    room: _Room,
) -> _Node | None:
    """Return the best way to a place from one of those where its line may begin."""
    best, end = None, points[place]
    for start in starts:
        node, begin = nodes[start], points[start]
        if node is None:
            continue
        wide = end.width + end.hyphen - begin.offset
        if wide > room.at(start):
            continue
        # A word that has room on the line is not parted: the engine would not do it.
        if end.hyphen and end.whole - begin.offset <= room.at(start) + room.spare:
            continue
        cost = node.cost + _line_cost(points, text, start, place, wide / room.at(start))
        if end.hyphen and node.row:
            cost += SECOND_HYPHEN if node.row == 1 else FORBIDDEN
        if best is None or cost < best.cost:
            best = _Node(cost, start, node.row + 1 if end.hyphen else 0)
    return best


def _line_cost(points: list[Break], text: str, start: int, place: int, filled: float) -> float:
    """Return what a line costs that fills such a part of its room."""
    end = points[place]
    if not end.is_forced:
        return RAG * (1 - filled) ** 2 + end.price
    if place + 1 < len(points) or start == 0:
        return 0.0  # a line that the author ended, a paragraph of one line
    last = text[points[start].start : end.end]
    cost = 0.0
    if filled < LEAST_LAST:
        cost += SHORT_LAST * (1 - filled / LEAST_LAST)
    if " " not in last.strip():
        cost += LONE_LAST
    if len(last.strip(' .!?…"”»)')) < FRAGMENT or points[start].hyphen:
        cost += FORBIDDEN / 8
    return cost


def _chain(points: list[Break], nodes: list[_Node | None]) -> list[Break] | None:
    chain, place = [], len(points) - 1
    if nodes[place] is None:
        return None
    while (before := nodes[place].before) > 0:
        chain.append(points[before])
        place = before
    return chain[::-1]
