"""Headlines and slogans: where they break and how large they can be.

A headline that says two things ("Cold homes are no accident: this is
neglect") is parted into a main line and a second one. Its lines are broken so
that none ends on an article or a preposition and none is one short word, and
it is set as large as its frame lets it be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

# At the exact size the engine sometimes wraps once more.
SAFETY = 0.992

MAX_LINES = 8

# White between the ink of two lines, as a part of the smaller one's size.
CLEAR = 0.07

# A line of a stack that is larger than this beside another shouts.
MAX_CONTRAST = 1.75

# What another line costs where the type is as large as it may be.
MORE_LINES = 0.1

# How much more than in a headline size counts where a text is all there is on a page.
POSTER_LOUDNESS = 1.6

# A stack must cover this much more than lines of one size to be worth its unrest.
STACK_ADVANTAGE = 1.08


@dataclass(frozen=True, slots=True)
class Ink:
    """How far a text's ink and its face reach from the baseline, in em."""

    height: float
    depth: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of display type: its size, and the white to be added above it, in points."""

    text: str
    size: float
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Display:
    """Lines of display type; `size` is that of the largest, in points."""

    lines: tuple[Line, ...]

    @property
    def size(self) -> float:
        return max((line.size for line in self.lines), default=0.0)


def split_title(title: str) -> tuple[str, str]:
    """Return the main part of a headline and its second part ("" when it has none).

    It is parted after a colon, at a dash between spaces, or between two sentences,
    when both parts have at least two words.
    """
    for match in re.finditer(r"(?<=[:;.!?؟…])\s+|\s+(?=[–—-]\s)", title):
        main, second = title[: match.start()].strip(), title[match.end() :].strip()
        if len(main.split()) > 1 and len(second.split()) > 1:
            if second[0] in "–—-":  # the end of the line says what the dash said
                second = second[1:].strip()
            return main, second
    return title.strip(), ""


def fit_display(
    text: str,
    width_of: Callable[[str], float],
    *,
    width: float,
    height: float,
    line_height: float,
    most: float,
    glue: frozenset[str] = frozenset(),
    max_lines: int = MAX_LINES,
    loudness: float = 1.0,
) -> Display:
    """Return the lines and the size (points) that fill a frame best.

    `width` and `height` of the frame are in points, `line_height` is a multiple of
    the size, `width_of` gives em, `most` is the largest size allowed, `glue` holds
    words that end no line. Size counts for more than sense where `loudness` is
    more than 1.
    """
    best, best_score = Display(()), 0.0
    for breaks in _candidates(text.split(), width_of, max_lines):
        lines = [" ".join(line) for line in breaks]
        widest = max(width_of(line) for line in lines)
        size = min(width * SAFETY / widest, height / (line_height * len(lines)), most)
        # Near the largest size more lines make nothing larger.
        cost = MORE_LINES * (len(lines) - 1) * (size / most) ** 4
        score = size**loudness * _sense(breaks, width_of, glue) * (1 - min(cost, 0.9))
        if score > best_score + 1e-9:
            best = Display(tuple(Line(line, size) for line in lines))
            best_score = score
    return best


def stack_display(
    text: str,
    width_of: Callable[[str], float],
    *,
    width: float,
    height: float,
    line_height: float,
    most: float,
    glue: frozenset[str] = frozenset(),
    max_lines: int = MAX_LINES,
) -> Display:
    """Return lines that each fill the width at a size of their own, like wood type.

    Arguments as for `fit_display`. Lines differ in size by at most `MAX_CONTRAST`;
    where no stack does, or none fits, the lines are set at one size.
    """
    best = fit_display(
        text,
        width_of,
        width=width,
        height=height,
        line_height=line_height,
        most=most,
        glue=glue,
        max_lines=max_lines,
        loudness=POSTER_LOUDNESS,
    )
    best_ink = _ink(best, width_of) * STACK_ADVANTAGE
    for breaks in _candidates(text.split(), width_of, max_lines):
        lines = [" ".join(line) for line in breaks]
        sizes = [width * SAFETY / width_of(line) for line in lines]
        tall = sum(sizes) * line_height > height
        if len(lines) < 2 or tall or max(sizes) > min(most, MAX_CONTRAST * min(sizes)):
            continue
        stack = Display(tuple(map(Line, lines, sizes)))
        ink = _ink(stack, width_of) * _sense(breaks, width_of, glue, balance=0.0)
        if ink > best_ink + 1e-9:
            best, best_ink = stack, ink
    return best


def break_display(
    text: str,
    width_of: Callable[[str], float],
    *,
    width: float,
    height: float,
    line_height: float,
    most: float,
    glue: frozenset[str] = frozenset(),
    max_lines: int = MAX_LINES,
) -> Display:
    """Return lines at the size `most`, as few as it takes, broken by sense and balanced.

    Arguments as for `fit_display`, which is asked when a word is too wide for the
    frame or the lines are too many for it.
    """
    room = width * SAFETY / most
    words = text.split()
    widths = [width_of(word) for word in words]
    space = width_of("x x") - 2 * width_of("x")
    count = len(_greedy(words, widths, space, room))
    best, best_sense = None, 0.0
    for breaks in _candidates(words, width_of, max(count, max_lines)):
        lines = [" ".join(line) for line in breaks]
        if len(lines) == count and max(map(width_of, lines)) <= room:
            sense = _sense(breaks, width_of, glue)
            if sense > best_sense:
                best, best_sense = tuple(Line(line, most) for line in lines), sense
    if best is None or count * line_height * most > height:
        return fit_display(
            text,
            width_of,
            width=width,
            height=height,
            line_height=line_height,
            most=most,
            glue=glue,
            max_lines=max_lines,
        )
    return Display(best)


def cleared(display: Display, ink_of: Callable[[str], Ink], line_height: float) -> Display:
    """Return lines with so much white added that the ink of none touches the next one's.

    `ink_of` gives how far the ink of a text reaches above and below its baseline, and
    the face's own ascent and descent, in em.
    """
    if len(display.lines) < 2:
        return display
    lines = [display.lines[0]]
    for line in display.lines[1:]:
        above, here = ink_of(lines[-1].text), ink_of(line.text)
        size, before = line.size, lines[-1].size
        # CSS 2.2, 10.8.1: half of what a line is higher than its face goes to either side.
        below = (line_height - above.ascent + above.descent) / 2 * before
        over = (line_height + here.ascent - here.descent) / 2 * size
        clear = below + over - above.depth * before - here.height * size
        missing = CLEAR * min(size, before) - clear
        lines.append(replace(line, space=missing) if missing > 0 else line)
    return Display(tuple(lines))


def _ink(display: Display, width_of: Callable[[str], float]) -> float:
    """Return the area that lines cover, in square points."""
    return sum(width_of(line.text) * line.size**2 for line in display.lines)


def _candidates(
    words: list[str], width_of: Callable[[str], float], max_lines: int
) -> Iterator[list[list[str]]]:
    """Give ways to break words into lines: every way for few words, balanced ones for many."""
    max_lines = min(max_lines, len(words))
    if len(words) <= 9:
        for mask in range(2 ** max(0, len(words) - 1)):
            lines = _broken_by(words, mask)
            if len(lines) <= max_lines:
                yield lines
        return
    widths = [width_of(word) for word in words]
    space = width_of("x x") - 2 * width_of("x")
    total = sum(widths) + space * (len(words) - 1)
    for count in range(1, max_lines + 1):
        for slack in (1.0, 1.03, 1.06, 1.1, 1.14, 1.19, 1.24, 1.3, 1.36):
            lines = _greedy(words, widths, space, total / count * slack)
            if len(lines) <= max_lines:
                yield lines


def _broken_by(words: list[str], mask: int) -> list[list[str]]:
    lines = [[words[0]]] if words else []
    for index, word in enumerate(words[1:]):
        if mask >> index & 1:
            lines.append([word])
        else:
            lines[-1].append(word)
    return lines


def _greedy(words: list[str], widths: list[float], space: float, limit: float) -> list[list[str]]:
    lines: list[list[str]] = []
    room = -1.0
    for word, width in zip(words, widths, strict=True):
        if lines and width + space <= room:
            lines[-1].append(word)
            room -= width + space
        else:
            lines.append([word])
            room = limit - width
    return lines


def _sense(
    lines: list[list[str]],
    width_of: Callable[[str], float],
    glue: frozenset[str],
    *,
    balance: float = 0.3,
) -> float:
    """Return how well lines are broken by sense, 1 for nothing to complain of.

    `balance` is how much lines of equal width count.
    """
    factor = 1.0
    for line in lines[:-1]:
        last = line[-1].lower()
        if last in glue:
            factor *= 0.5
        elif re.search(r"[,;:.!?–—،؛؟]$", last):
            factor *= 1.15
        if _is_number_before_word(last):
            factor *= 0.8
    words = sum(map(len, lines))
    if len(lines) > 1 and len(lines[-1]) == 1 and words > 3:
        factor *= 0.75 if len(lines[-1][0]) < 5 else 0.87
    factor *= 0.95 ** sum(len(line) == 1 for line in lines[1:-1])
    widths = [width_of(" ".join(line)) for line in lines]
    return factor * (1 - balance + balance * min(widths) / max(widths))


def _is_number_before_word(word: str) -> bool:
    """A figure stays with what it counts, a day with its month."""
    return bool(re.fullmatch(r"\d+\.?", word))
