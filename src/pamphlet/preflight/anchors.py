"""Where a text stands in a file, all of it seen together.

A text may say the same several times. Taken one after the other, a block that cannot be
found where it belongs would be found at the next of its like, and all between be called
lost. So the text is cut into stretches, and of all places where these occur those are
chosen that explain most letters in the order of the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A block of at least so many letters is part of no heading or name.
BLOCK = 40

# It is cut into stretches of about so many, which do not occur by chance.
STRETCH = 20

# Of several alike, a stretch may stand for one that is so many places away, at least.
_SPARE = 3


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some letters of a block, and how many of it are before them."""

    block: int
    before: int
    letters: str


@dataclass(frozen=True, slots=True)
class _Link:
    """A stretch at its place, and the link before it in a chain."""

    stretch: _Stretch
    place: int
    before: _Link | None


def anchors(blocks: Sequence[str], found: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return for long blocks, by their number, where stretches of them stand in `found`.

    Each is told by how many letters of the block are before it, and by its place. They are in
    order, none over another; of all such choices these have the most letters.
    """
    # The best chains by where they end: one that ends further has more letters.
    ends, totals = [0], [0]
    links: list[_Link | None] = [None]
    for stretch, place in _candidates(_stretches(blocks), found):
        length = len(stretch.letters)
        before = bisect_right(ends, place) - 1
        end, total = place + length, totals[before] + length
        link = _Link(stretch, place, links[before])
        at = beaten = bisect_right(ends, end)
        if totals[at - 1] >= total:
            continue
        while beaten < len(ends) and totals[beaten] <= total:
            beaten += 1
        at -= ends[at - 1] == end
        ends[at:beaten], totals[at:beaten], links[at:beaten] = [end], [total], [link]
    return _by_block(links[-1])


def _by_block(link: _Link | None) -> dict[int, tuple[tuple[int, int], ...]]:
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    while link:
        one = link.stretch
        found[one.block] = ((one.before, link.place), *found.get(one.block, ()))
        link = link.before
    return found


def _stretches(blocks: Sequence[str]) -> tuple[_Stretch, ...]:
    """Cut long blocks into stretches, the last of which may be longer."""
    return tuple(
        _Stretch(number, at, block[at : at + STRETCH if at + 2 * STRETCH <= len(block) else None])
        for number, block in enumerate(blocks)
        if len(block) >= BLOCK
        for at in range(0, len(block) - STRETCH + 1, STRETCH)
    )


def _candidates(stretches: Sequence[_Stretch], found: str) -> Iterator[tuple[_Stretch, int]]:
    """Give every stretch with the places where it may stand, the last place first.

    Of ten that are alike the fifth is hardly the first or the last on the pages.
    """
    many = Counter(stretch.letters for stretch in stretches)
    places = {letters: tuple(_places(letters, found)) for letters in many}
    seen: Counter[str] = Counter()
    for stretch in stretches:
        there = places[stretch.letters]
        at, near = seen[stretch.letters], abs(many[stretch.letters] - len(there)) + _SPARE
        for place in reversed(there[max(at - near, 0) : at + near + 1]):
            yield stretch, place
        seen[stretch.letters] += 1


def _places(letters: str, found: str) -> Iterator[int]:
    at = found.find(letters)
    while at >= 0:
        yield at
        at = found.find(letters, at + len(letters))
