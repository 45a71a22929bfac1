"""Texts that take as many pages as they need: booklets.

One probe with a line of each text shows what stands above and below it; the setting is
then the one that takes the fewest sheets, leaves the fewest pages empty and no text with a
last page of next to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from pamphlet.build.setter import Setter, Shape
from pamphlet.render import LaidOut
from pamphlet.render.facts import PageFacts
from pamphlet.setting.copyfit import Chain, Copyfit, Setting
from pamphlet.setting.frames import Frames, Page

# What a sheet of paper costs, a blank page, a last page filled less than this.
SHEET, BLANK, MEAGRE = 50.0, 4.0, 3.0
LEAST_LAST_PAGE = 0.25

# Sizes are looked at in steps of a tenth of a point, leadings near the ideal.
STEP, NEAR = 0.1, 0.05

# White above what follows a text, in lines.
GAP = 1


def flowing(setter: Setter) -> tuple[LaidOut, Shape]:
    """Lay out texts on as many pages as they need."""
    ranges = setter.ranges
    first = Shape(ranges.good, ranges.good * ranges.ideal)
    pages = setter.lay_out_probe(first).pages
    frames = tuple(_frames(pages, first.leading, setter.frame_height))
    if len(frames) != len(setter.flows):  # a text without a line of its own
        return setter.lay_out(first), first
    chains = tuple(map(Chain, setter.flows, frames))
    beside = len(pages) - len(frames) - _spilled(pages)
    fit = _Flowing(chains, setter, beside)
    found = fit.best()[0]
    shape = _shape(found, chains)
    laid = setter.lay_out(shape)
    if len(laid.pages) != beside + sum(map(len, found.pages)):
        # Not as foretold: what follows a text stays where the text ends.
        shape = replace(shape, fills=())
        laid = setter.lay_out(shape)
    return laid, shape


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


def _spilled(pages: tuple[PageFacts, ...]) -> int:
    """Return how many pages of a probe hold only what follows a text."""
    return sum(page.closing > 0 and not page.body_words for page in pages)


def _shape(found: Setting, chains: tuple[Chain, ...]) -> Shape:
    rests, fills = [], []
    for chain, used in zip(chains, found.pages, strict=True):
        frames, leading = chain.frames, found.leading
        rests.append(round(frames.page(0).rest(leading), 3))
        room = frames.page(len(used) - 1)
        free = room.room(leading) - used[-1] + GAP
        below = room.height - leading * math.floor(room.height / leading)
        high = math.ceil(frames.closing / leading - 0.004) * leading - frames.closing
        fills.append(round(free * leading + high + below - 1.0, 3) if frames.closing else 0.0)
    return Shape(
        found.size,
        found.leading,
        rests=tuple(rests),
        fills=tuple(fills),
        is_justified=found.is_justified,
    )


class _Flowing(Copyfit):
    """Looks for the setting that wastes least paper; `beside` are pages without text."""

    def __init__(self, chains: tuple[Chain, ...], setter: Setter, beside: int) -> None:
        super().__init__(chains, setter.frame_height, setter.ranges)
        self.beside, self.multiple = beside, setter.layout.multiple

    def fitting(self) -> Iterator[Setting]:
        ranges = self.ranges
        for leading, low, high in self.leadings():
            for step in range(round((high - low) / STEP) + 1):
                size = round(low + step * STEP, 2)
                if abs(leading / size / ranges.ideal - 1) <= NEAR:
                    yield self.laid(size, leading)

    def priced(self, found: Setting, *, closes: bool) -> Setting:
        priced = super().priced(found, closes=closes)
        pages = self.beside + sum(map(len, found.pages))
        cost = priced.cost + SHEET * math.ceil(pages / self.multiple)
        cost += BLANK * (-pages % self.multiple)
        for chain, used in zip(self.chains, found.pages, strict=True):
            room = chain.frames.room(len(used) - 1, found.leading)
            cost += MEAGRE * (used[-1] < LEAST_LAST_PAGE * room)
        return replace(priced, cost=cost)
