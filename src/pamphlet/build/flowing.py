"""Texts that take as many pages as they need: booklets.

One probe with a line of each text shows what stands above and below it; the setting is
then the one that takes the fewest sheets, leaves the fewest pages empty and no text with a
last page of next to nothing.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from pamphlet.build.learning import learn
from pamphlet.build.setter import Setter, Shape
from pamphlet.render import LaidOut
from pamphlet.render.facts import PageFacts
from pamphlet.setting.copyfit import Chain, Copyfit, Setting, Way, grouped
from pamphlet.setting.frames import Frames, Page
from pamphlet.setting.items import LOUD, PLAIN, QUIET, Looks
from pamphlet.setting.levelling import Level, Levelling

# What a sheet of paper costs, a blank page, a last page filled less than this.
SHEET, BLANK, MEAGRE = 150.0, 4.0, 3.0
LEAST_LAST_PAGE = 0.25

# Sizes are looked at in steps of a tenth of a point, leadings near the ideal.
STEP, NEAR = 0.1, 0.07

# How often the engine is asked.
CORRECTIONS = 3

_LOG = logging.getLogger("pamphlet")

# So many ways to fill pages are evened.
EVENED = 12

# By how many lines a picture above a text may be lower or higher, the title higher without
# one, a picture in the text; what each line costs beside one that is left at a page's foot.
LOWER, HIGHER, TITLE_LINES, INNER_LINES = 5, 9, 16, 6
LINE = 0.1
# What a line costs that is missing at a foot; a second one costs a point more.
UNEVEN = 0.25
QUOTE_PRICES = {LOUD: 0.0, PLAIN: 0.6, QUIET: 1.5}
# What a page more costs, and one that holds next to nothing: a last one is filled enough
# from this part on, what follows the text included. A first one has so many lines, rather
# more than few.
PAGE, EMPTY = 100.0, 40.0
ENOUGH = 0.66
LEAST_FIRST, FEW_FIRST, FEW = 2, 5, 0.5
# What fills pages to their feet costs less than in a leaflet, seen at one glance.
LEVELLED = 0.3


def flowing(setter: Setter) -> tuple[LaidOut, Shape]:
    """Lay out texts on as many pages as they need."""
    ranges = setter.ranges
    first = Shape(ranges.good, ranges.good * ranges.ideal)
    pages = setter.lay_out_probe(first).pages
    frames = tuple(_frames(pages, first.leading, setter.frame_height))
    if len(frames) != len(setter.flows):  # a text without a line of its own
        return setter.lay_out(first), first
    chains = tuple(map(Chain, setter.flows, frames))
    fit = Flowing(chains, setter, _beside(pages))
    for _ in range(CORRECTIONS):
        shape, foretold = fit.foretold()
        laid = setter.lay_out(shape)
        # A list of contents may be shorter than at the size that was asked with; a layout may
        # show something on pages that would stay blank, or spare a page of its own for which a
        # sheet is too much.
        more = len(laid.pages) - _beside(laid.pages) - foretold
        if more in (0, shape.spare, shape.spare - fit.multiple):
            return laid, shape
        _LOG.info("%s: %d pages of text were foretold", shape, foretold)
        learn(setter, laid, shape)
    # What follows a text stays where the text ends.
    shape = replace(shape, fills=())
    return setter.lay_out(shape), shape


def _frames(pages: tuple[PageFacts, ...], leading: float, height: float) -> Iterator[Frames]:
    """Give the frames of each text, from pages with one line of it."""
    for number, page in enumerate(pages):
        if not page.body_words:
            continue
        above = max(round((page.start - page.rigid) / leading), 0)
        first = Page(page.height, page.rigid, above)
        after = pages[number + 1] if number + 1 < len(pages) else page
        closing = page.closing or (after.closing if not after.body_words else 0.0)
        yield Frames((first, Page(height)), flows=True, closing=closing)


def _beside(pages: tuple[PageFacts, ...]) -> int:
    """Return how many pages hold neither text nor what follows a text."""
    return sum(not page.body_words and not page.closing for page in pages)


class _Evened(NamedTuple):
    """A setting whose pages are evened, and its shape: how many pages of text, at what cost."""

    setting: Setting
    shape: Shape
    pages: int
    cost: float

    @property
    def price(self) -> tuple[float, float]:
        return self.cost, self.setting.cost


def _evened(fit: Flowing, found: Setting) -> _Evened:
    rests, leads, fills, pictures, quotes, levels, many, cost = [], [], [], [], [], [], 0, 0.0
    leading = found.leading
    for chain, has_picture in zip(fit.chains, fit.has_pictures, strict=True):
        frames = chain.frames
        way, used = fit.evened(found, chain, has_picture=has_picture)
        level, used, price = fit.filled_up(found, chain, way, used)
        cost += fit.gaps(chain, found, way, used) + way.price + price
        lead = way.lead * leading
        rests.append(round(frames.page(0).rest(leading), 3))
        leads.append(round(lead, 3))
        pictures.append(way.looks.pictures)
        quotes.append(way.looks.quotes.name)
        levels.append(level)
        room = frames.page(len(used) - 1)
        free = room.room(leading) - used[-1] - (way.lead if len(used) == 1 else 0)
        below = room.height - leading * math.floor(room.height / leading)
        high = math.ceil(frames.closing / leading - 0.004) * leading - frames.closing
        fills.append(round(free * leading + high + below - 1.0, 3) if frames.closing else 0.0)
        many += len(used)
    shape = Shape(
        found.size,
        leading,
        rests=tuple(rests),
        leads=tuple(leads),
        fills=tuple(fills),
        quotes=tuple(quotes),
        pictures=tuple(pictures),
        levels=tuple(levels),
        is_justified=found.is_justified,
        spare=-(fit.beside + many) % fit.multiple,
    )
    pages = fit.beside + many
    cost += SHEET * math.ceil(pages / fit.multiple) + BLANK * (-pages % fit.multiple)
    return _Evened(found, shape, many, cost)


class Flowing(Copyfit):
    """Looks for the setting that wastes least paper; `beside` are pages without text."""

    def __init__(self, chains: tuple[Chain, ...], setter: Setter, beside: int) -> None:
        super().__init__(chains, setter.frame_height, setter.ranges)
        self.beside, self.multiple = beside, setter.layout.multiple
        self.freedoms = setter.layout.freedoms
        self.has_pictures = tuple(piece.image is not None for piece in setter.composition.pieces)

    def foretold(self) -> tuple[Shape, int]:
        """Return the best shape, and how many pages of text it has.

        Settings are judged by lines that are counted one by one. The best are broken as a
        whole, until one is found that is no worse than what is left seems to be.
        """
        groups = grouped(self.sorted(self.fitting(Way()), closes=math.inf))[:EVENED]
        counted = [(_evened(self, group[0]), group) for group in groups]
        best: _Evened | None = None
        for guess, group in sorted(counted, key=lambda one: one[0].price):
            if best and best.cost <= guess.cost:
                break
            whole = [_evened(self, one) for one in self.best_of(group, closes=math.inf)]
            best = min((*whole, *([best] if best else ())), key=lambda one: one.price)
        assert best
        return best.shape, best.pages

    def levelled(self, found: Setting, *, closes: float) -> Setting:
        """Return a setting as it is: its pages are filled when its pictures are known."""
        return self.priced(found, closes=closes)

    def filled_up(
        self, found: Setting, chain: Chain, way: Way, used: tuple[int, ...]
    ) -> tuple[Level, tuple[int, ...], float]:
        """Return how the pages of a text before its last are filled, and the price of that.

        Not before the lines are broken as a whole.
        """
        if not (found.is_whole and self.ranges.spreads):
            return Level(), used, 0.0
        levelling = Levelling(
            chain.flow,
            found.size,
            found.leading,
            way.looks,
            justified=found.is_justified,
            closing=chain.frames.closing,
        )
        last = len(used) - 1
        done = levelling.levelled(
            self.room_of(chain, found, way),
            wanted=lambda number, free: free if number < last else 0,
        )
        return done.level, done.used, done.price * LEVELLED

    def evened(
        self, found: Setting, chain: Chain, *, has_picture: bool
    ) -> tuple[Way, tuple[int, ...]]:
        """Return how pictures, or the title above a text, are best changed, and the pages then.

        As little as spares a page, leaves the last one with enough on it and the others
        full to their feet.
        """
        best, least = (found.way, found.pages[self.chains.index(chain)]), math.inf
        fewest = len(best[1])
        for way in self.changes(found, chain, has_picture=has_picture):
            used = self.chain_pages(chain, found, way)
            cost = way.price + self.gaps(chain, found, way, used)
            cost += PAGE * (len(used) - fewest)
            if cost < least:
                best, least = (way, used), cost
        return best

    def changes(self, found: Setting, chain: Chain, *, has_picture: bool) -> Iterator[Way]:
        """Give ways to change a text's pictures, or the title above it."""
        leads = range(1)
        if has_picture and "lead" in self.freedoms:
            leads = range(-LOWER, HIGHER + 1)
        elif not has_picture and "opening" in self.freedoms:
            leads = range(TITLE_LINES + 1)
        room = chain.frames.room(0, found.leading)
        more = range(-INNER_LINES, INNER_LINES + 1) if chain.flow.has_pictures else (0,)
        looks = QUOTE_PRICES if chain.flow.has_quotes else {LOUD: 0.0}
        for lead, lines, quotes in product(leads, more, looks):
            if lead <= 0 or room - lead >= LEAST_FIRST:
                price = LINE * (abs(lead) + abs(lines)) + looks[quotes]
                price += FEW * (lead > 0 and room - lead < FEW_FIRST)
                yield Way(Looks(quotes, lines), lead, price)

    def gaps(self, chain: Chain, found: Setting, way: Way, used: tuple[int, ...]) -> float:
        """Return what the lines cost that are left at the feet of pages."""
        rooms = [chain.frames.room(number, found.leading) for number in range(len(used))]
        rooms[0] -= way.lead
        free = [room - lines for room, lines in zip(rooms, used, strict=True)]
        cost = sum(UNEVEN * lines + max(0, lines - 1) for lines in free[:-1])
        # Where no paragraph may be parted beneath the head, its white goes with the text to
        # the next page, and that holds a line less than was foretold.
        cost += PAGE * (used[0] < LEAST_FIRST)
        return cost + (EMPTY * max(0.0, ENOUGH - used[-1] / rooms[-1]) if len(used) > 1 else 0.0)

    def fitting(self, way: Way) -> Iterator[Setting]:
        ranges = self.ranges
        for leading, low, high in self.leadings():
            for step in range(round((high - low) / STEP) + 1):
                size = round(low + step * STEP, 2)
                if abs(leading / size / ranges.ideal - 1) <= NEAR:
                    yield self.laid(size, leading, way)

    def priced(self, found: Setting, *, closes: float) -> Setting:
        priced = super().priced(found, closes=closes)
        pages = self.beside + sum(map(len, found.pages))
        cost = priced.cost + SHEET * math.ceil(pages / self.multiple)
        cost += BLANK * (-pages % self.multiple)
        for chain, used in zip(self.chains, found.pages, strict=True):
            room = chain.frames.room(len(used) - 1, found.leading)
            cost += MEAGRE * (used[-1] < LEAST_LAST_PAGE * room)
        return replace(priced, cost=cost)
