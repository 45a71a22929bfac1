"""The size and the leading at which a text fills its pages, found before anything is laid out.

The leading divides the height of the frame into whole lines, so that lines are level on
all pages and the last one stands on the foot. For each such leading the largest size that
fits is looked for with lines counted one by one; the few best are then broken as a whole.
After "Fit without searching" in the recipes of the house: predict, then lay out once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from pamphlet.setting.flow import Flow
from pamphlet.setting.frames import Frames, leading_of
from pamphlet.setting.items import Looks
from pamphlet.setting.levelling import Level, Levelling
from pamphlet.setting.pagination import closing_rows, paginate

STEP = 0.05

# So many of the sizes below the largest that fits are looked at, and so many of the best
# settings are broken as a whole.
BELOW, FINALISTS = 8, 4
# So many leadings are tried for one of them, where its lines become too many.
LEADINGS_TRIED = 3

# So many of the best settings in one way are tried in the ways that are near it.
NEAREST = 16

# Lines are justified where no space is wider than so many normal ones; so many sizes are
# tried for that.
WIDEST_SPACE, SIZES_TO_JUSTIFY = 2.0, 8

# A last page is full from here on; feet of neighbouring pages differ by so many lines.
FULL, LEVEL = 0.92, 1

# What each fault costs against a leading that is off its ideal by so much of it.
LEADING_OFF = 0.05
NOT_FULL = 60.0
NOT_FULL_CLOSED = 8.0
# What it costs besides that a reader sees a page end where its text ran out, and how much
# of it may be white above what closes it.
ENDS_EARLY = 5.0
WHITE = 0.3
NOT_LEVEL = 6.0
RAGGED = 1.0
# A setting that costs less is taken without looking for another way.
GOOD_ENOUGH = 4.0
TOO_SMALL = 4.0


@dataclass(frozen=True, slots=True)
class Ranges:
    """Sizes in points, leadings as multiples of the size; `good` and `ideal` are wanted.

    Where a `leading` in points is given there is no other; `justifies` tells whether lines
    may be justified where their spaces stay narrow enough, `spreads` whether pages are
    filled to their feet by white and by longer paragraphs.
    """

    least: float
    good: float
    most: float
    tight: float
    ideal: float
    airy: float
    leading: float | None = None
    justifies: bool = False
    spreads: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """A text and the pages that it runs through."""

    flow: Flow
    frames: Frames


@dataclass(frozen=True, slots=True)
class Way:
    """A choice of what is free beside size and leading, and what it costs.

    `lead` are the lines that are added to what stands above the text. A way that `is_near`
    the one before it that is not is tried only at the sizes that were best there. `flow` is
    the text where it is another than the edition's, `quoted` what is quoted in it: the number
    of a choice and that of the block that it stands before.
    """

    looks: Looks = field(default_factory=Looks)
    lead: int = 0
    price: float = 0.0
    is_near: bool = False
    flow: Flow | None = None
    quoted: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """A size and a leading in points, and how the chains lie then: lines in use by page.

    Lines are counted one by one until they are broken as a `whole`; `levels` is then what
    fills the pages of each chain, and `levelled` what that costs.
    """

    size: float
    leading: float
    pages: tuple[tuple[int, ...], ...]
    is_whole: bool = False
    is_justified: bool = False
    way: Way = field(default_factory=Way)
    levels: tuple[Level, ...] = ()
    levelled: float = 0.0
    cost: float = 0.0


class Copyfit:
    """Looks for the setting of texts whose frames are `height` points high.

    The `ways` are tried in their order, until one is good enough.
    """

    def __init__(
        self,
        chains: Sequence[Chain],
        height: float,
        ranges: Ranges,
        ways: Sequence[Way] = (Way(),),
    ) -> None:
        self.chains, self.height, self.ranges = tuple(chains), height, ranges
        self.ways = tuple(ways)

    def best(self, *, closes: float = inf) -> list[Setting]:
        """Return settings that fit, the best first; none when the text is too long.

        Something closes the last page where so many points are left at its foot.
        """
        best: list[Setting] = []
        whole: list[Setting] = []
        for way in self.ways:
            if way.is_near and whole:
                found = self.sorted(self.near(whole, way), closes=closes)
            else:
                found = whole = self.sorted(self.fitting(way), closes=closes)
            best += self.best_of(found, closes=closes)
            if min((one.cost for one in best), default=GOOD_ENOUGH) < GOOD_ENOUGH:
                break
        return sorted(best, key=lambda one: one.cost)

    def sorted(self, found: Iterable[Setting], *, closes: float) -> list[Setting]:
        return sorted((self.priced(one, closes=closes) for one in found), key=lambda one: one.cost)

    def near(self, found: list[Setting], way: Way) -> Iterator[Setting]:
        """Give the best of some settings in another way, where they fit then."""
        for one in found[:NEAREST]:
            other = self.laid(one.size, one.leading, way)
            if self.fits(other):
                yield other

    def best_of(self, found: list[Setting], *, closes: float) -> list[Setting]:
        """Return the best of some settings, with their lines broken as a whole.

        None is broken when one that was broken is better than it can become.
        """
        best: list[Setting] = []
        for group in grouped(found)[:FINALISTS]:
            hoped = group[0].cost - RAGGED * self.ranges.justifies
            if any(one.cost <= hoped for one in best):
                break
            best += [self.levelled(one, closes=closes) for one in self.whole_of(group)]
        return best

    def whole_of(self, alike: list[Setting]) -> list[Setting]:
        """Return the finalists that fit of settings that fill pages alike.

        Lines that are broken as a whole may be one more than were counted: then there may
        be room for it at a lower leading.
        """
        best = alike[0].leading
        by_leading: dict[float, list[Setting]] = {}
        for one in (one for one in alike if one.leading < best):
            by_leading.setdefault(one.leading, []).append(one)
        lower = sorted(by_leading.items(), reverse=True)[:LEADINGS_TRIED]
        found = (
            [one for one in self.finalists(group) if self.fits(one)]
            for group in (alike, *(group for _, group in lower))
        )
        return next(filter(None, found), [])

    def levelled(self, found: Setting, *, closes: float) -> Setting:
        """Return a setting with its pages filled to their feet, where that is worth it."""
        plain = self.priced(found, closes=closes)
        if not self.ranges.spreads:
            return plain
        filled = (self.filled(found, last) for last in (False, True))
        return min(
            (plain, *(self.priced(one, closes=closes) for one in filled)),
            key=lambda one: one.cost,
        )

    def filled(self, found: Setting, last: bool) -> Setting:
        """Return a setting with the pages before the last filled, and the `last` one too."""
        done = []
        for chain, used in zip(self.chains, found.pages, strict=True):
            end = len(used) - 1

            def wanted(number: int, free: int, end: int = end) -> int:
                return free if number < end or last else 0

            levelling = Levelling(
                flow_of(chain, found.way),
                found.size,
                found.leading,
                found.way.looks,
                justified=found.is_justified,
                closing=chain.frames.closing,
            )
            done.append(levelling.levelled(self.room_of(chain, found, found.way), wanted=wanted))
        return replace(
            found,
            pages=tuple(one.used for one in done),
            levels=tuple(one.level for one in done),
            levelled=sum(one.price for one in done),
        )

    def finalists(self, alike: list[Setting]) -> Iterator[Setting]:
        """Give the best of settings that fill pages alike with its lines broken as a whole:
        the best one that looks well justified, if there is any.
        """
        tried = alike[:SIZES_TO_JUSTIFY] if self.ranges.justifies else ()
        looking_well = next((one for one in tried if self.justifies(one)), None)
        if looking_well:
            yield self.broken(looking_well, justified=True)
        if looking_well is not alike[0]:
            yield self.broken(alike[0], justified=False)

    def justifies(self, found: Setting) -> bool:
        flows = (flow_of(chain, found.way) for chain in self.chains)
        return all(flow.loosest(found.size) <= WIDEST_SPACE for flow in flows)

    def broken(self, found: Setting, *, justified: bool) -> Setting:
        return self.laid(found.size, found.leading, found.way, whole=True, justified=justified)

    def has_room(self) -> bool:
        """Tell whether the texts fit at some size, their lines counted one by one."""
        way = self.ways[0]
        return any(self.fits(self.laid(low, leading, way)) for leading, low, _ in self.leadings())

    def words_over(self) -> int:
        """Return how many words of the first text have no room, however it is set."""
        chain, least = self.chains[0], self.ranges.least
        return min(
            chain.flow.words_beyond(low, leading, chain.frames)
            for leading, low, _ in self.leadings()
            if low < least + STEP
        )

    # --- Looking ----------------------------------------------------------------------

    def fitting(self, way: Way) -> Iterator[Setting]:
        """Give settings that fit: for each leading the largest sizes."""
        for leading, low, high in self.leadings():
            steps = round((high - low) / STEP)
            if not self.fits(self.laid(low, leading, way)):
                continue
            under, over = 0, steps + 1
            while over - under > 1:
                middle = (under + over) // 2
                if self.fits(self.laid(_size(low, middle), leading, way)):
                    under = middle
                else:
                    over = middle
            for step in range(under, max(under - BELOW, -1), -1):
                found = self.laid(_size(low, step), leading, way)
                if self.fits(found):
                    yield found

    def leadings(self) -> Iterator[tuple[float, float, float]]:
        """Give leadings that divide the frame, each with its least and its greatest size."""
        ranges = self.ranges
        if ranges.leading:
            yield ranges.leading, ranges.least, ranges.most
            return
        fewest = math.ceil(self.height / (ranges.most * ranges.airy))
        most = math.floor(self.height / (ranges.least * ranges.tight))
        for lines in range(max(fewest, 1), most + 1):
            leading = leading_of(self.height, lines)
            low = max(ranges.least, math.ceil(leading / ranges.airy / STEP) * STEP)
            high = min(ranges.most, math.floor(leading / ranges.tight / STEP) * STEP)
            if low <= high + 1e-9:
                yield leading, round(low, 2), round(high, 2)

    def laid(
        self,
        size: float,
        leading: float,
        way: Way,
        *,
        whole: bool = False,
        justified: bool = False,
    ) -> Setting:
        """Return how the texts lie on their pages."""
        found = Setting(size, leading, (), whole, justified, way)
        return replace(found, pages=tuple(self.chain_pages(one, found, way) for one in self.chains))

    def chain_pages(self, chain: Chain, found: Setting, way: Way) -> tuple[int, ...]:
        """Return how one text lies on its pages in another way."""
        rows = flow_of(chain, way).rows(
            found.size,
            found.leading,
            way.looks,
            whole=found.is_whole,
            justified=found.is_justified,
        )
        room, frames = self.room_of(chain, found, way), chain.frames
        if not frames.flows:
            # A row is a line at least: of a text that is far too long the rest is not looked at.
            rows = rows[: sum(map(room, range(len(frames.pages)))) + 1]
        return paginate([*rows, *closing_rows(frames.closing, found.leading)], room)

    def room_of(self, chain: Chain, found: Setting, way: Way) -> Callable[[int], int]:
        """Return what gives the lines that a page of a chain has, counted from 0."""

        def room(number: int) -> int:
            return chain.frames.room(number, found.leading) - (0 if number else way.lead)

        return room

    def fits(self, found: Setting) -> bool:
        return all(
            chain.frames.flows or len(pages) <= len(chain.frames.pages)
            for chain, pages in zip(self.chains, found.pages, strict=True)
        )

    # --- Judging ----------------------------------------------------------------------

    def priced(self, found: Setting, *, closes: float) -> Setting:
        ranges = self.ranges
        off = (found.leading / found.size - ranges.ideal) / ranges.ideal / LEADING_OFF
        cost = off * off + found.way.price + found.levelled
        cost += TOO_SMALL * max(0.0, ranges.good - found.size)
        cost += RAGGED * (ranges.justifies and not found.is_justified)
        for chain, pages in zip(self.chains, found.pages, strict=True):
            cost += _unevenness(chain.frames, pages, found, closes=closes)
        return replace(found, cost=cost)


def flow_of(chain: Chain, way: Way) -> Flow:
    """Return the text of a chain as it is set in a way."""
    return way.flow or chain.flow


def grouped(found: Iterable[Setting]) -> list[list[Setting]]:
    """Return settings that fill pages alike together, in the order of the first of each."""
    alike: dict[tuple, list[Setting]] = {}
    for one in found:
        alike.setdefault(one.pages, []).append(one)
    return [*alike.values()]


def _unevenness(frames: Frames, pages: tuple[int, ...], found: Setting, *, closes: float) -> float:
    """Return what pages cost that are not full to their feet."""
    many = max(len(pages), len(frames.pages))
    rooms = [frames.room(number, found.leading) for number in range(many)]
    rooms[0] -= found.way.lead
    if not pages:
        return 0.0
    free = [room - used for room, used in zip(rooms, pages, strict=False)]
    cost = sum(NOT_LEVEL * max(0, lines - LEVEL) for lines in free[:-1])
    if frames.flows:
        return cost
    if len(pages) < len(frames.pages):
        return cost + NOT_FULL
    room = max(rooms[len(pages) - 1], 1)
    short = max(0.0, FULL - pages[-1] / room)
    if not short:
        return cost
    white = (free[-1] * found.leading - closes) / (room * found.leading)
    if 0 <= white <= WHITE:
        return cost + short * NOT_FULL_CLOSED
    return cost + ENDS_EARLY + short * NOT_FULL


def _size(low: float, step: int) -> float:
    return round(low + step * STEP, 2)
