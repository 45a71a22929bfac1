"""Where the lines of a paragraph may end, and what each place costs by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pamphlet.setting.prices import FORBIDDEN, HAIR_EM, HYPHEN, SHORT_END, STRANDED_START

# The width in em of a stretch of the text, from one place to another.
WidthOf = Callable[[int, int], float]

_HYPHEN_IN_WORD = re.compile(r"(?<=[^\W\d_][-‐])(?=[^\W\d_])|(?<=\w[–—])(?=\w)")
# A figure that calls a note may follow.
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*[⁰¹²³⁴-⁹]*$")


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end.

    `end` and `start` are places in the text: where the line's last character ends and
    the next line begins. `width` is that of the text before `end`, `offset` that before
    `start`, `spaces` and `spaces_before` the spaces in them; a hyphen is added where
    `hyphen` is more than 0, and `whole` is then the width before the end of its word.
    `price` is what the break costs by itself; `is_forced` where the author ended the line.
    """

    end: int
    start: int
    width: float
    offset: float
    spaces: int = 0
    spaces_before: int = 0
    hyphen: float = 0.0
    whole: float = 0.0
    price: float = 0.0
    is_forced: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a language when lines are broken.

    `hyphens` gives the places in a word where it may be hyphenated; `glue` holds words
    that do not like to end a line, `bound` tells words that never do. `within` gives the
    places in a stretch without spaces where a line may end without a hyphen. `in_a_row` is
    how many lines may end in hyphens one after another, `space` the width of a normal
    space in em, `hair` what is kept of every line.
    """

    hyphens: Callable[[str], Sequence[int]]
    hyphen_width: float
    glue: frozenset[str] = frozenset()
    bound: Callable[[str], bool] = lambda word: False
    breaks_at_hyphens: bool = True
    in_a_row: int = 2
    space: float = 0.25
    within: Callable[[str], Sequence[int]] = lambda word: ()
    hair: float = HAIR_EM


def break_points(text: str, width_of: WidthOf, setting: Setting) -> list[Break]:
    """Return the start of the text, every place where a line may end, and its end."""
    points = [Break(0, 0, 0.0, 0.0)]
    at, spaces = 0.0, 0
    for match in re.finditer(r"[^ \n]+|[ \n]+", text):
        start, end = match.span()
        wide = width_of(start, end)
        if match[0].isspace():
            forced = "\n" in match[0]
            price = 0.0 if forced else _price_of(text[:start], setting)
            points.append(
                Break(start, end, at, at + wide, spaces, spaces + 1, price=price, is_forced=forced)
            )
            spaces += 1
        else:
            points += _within(match[0], start, (at, at + wide), spaces, width_of, setting)
        at += wide
    points.append(Break(len(text), len(text), at, at, spaces, spaces, is_forced=True))
    return points


def _within(
    word: str,
    start: int,
    reach: tuple[float, float],
    spaces: int,
    width_of: WidthOf,
    setting: Setting,
) -> Iterator[Break]:
    """Give the places inside a word where a line may end, in order."""
    places = dict.fromkeys(setting.hyphens(word), setting.hyphen_width)
    if setting.breaks_at_hyphens:
        places |= {match.start(): 0.0 for match in _HYPHEN_IN_WORD.finditer(word)}
    places |= dict.fromkeys(setting.within(word), 0.0)
    for place, hyphen in sorted(places.items()):
        cut = start + place
        before = reach[0] + width_of(start, cut)
        price = HYPHEN if hyphen else SHORT_END
        yield Break(cut, cut, before, before, spaces, spaces, hyphen, reach[1], price)


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
