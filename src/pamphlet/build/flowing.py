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
from pamphlet.setting.copyfit import Chain, Copyfit, Setting, Way
from pamphlet.setting.frames import Frames, Page

# What a sheet of paper costs, a blank page, a last page filled less than this.
SHEET, BLANK, MEAGRE = 50.0, 4.0, 3.0
LEAST_LAST_PAGE = 0.25

# Sizes are looked at in steps of a tenth of a point, leadings near the ideal.
STEP, NEAR = 0.1, 0.05

# White above what follows a text, in lines.
GAP = 1

# By how many lines a picture above a text may be lower or higher. A last page is filled
# enough from here on, what follows the text included; on the first there are so many lines.
PICTURE_LINES = 9
LEAST_FIRST = 5
ENOUGH = 0.66


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
    shape, foretold = _shape(fit, found)
    laid = setter.lay_out(shape)
    if len(laid.pages) != beside + foretold:
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


def _shape(fit: _Flowing, found: Setting) -> tuple[Shape, int]:
    """Return the shape of a setting, and how many pages of text it has."""
    rests, leads, fills, many = [], [], [], 0
    leading = found.leading
    for chain, has_picture in zip(fit.chains, fit.has_pictures, strict=True):
        frames = chain.frames
        lines, used = fit.evened(found, chain, has_picture=has_picture)
        rests.append(round(frames.page(0).rest(leading), 3))
        leads.append(round(lines * leading, 3))
        room = frames.page(len(used) - 1)
        free = room.room(leading) - used[-1] + GAP - (lines if len(used) == 1 else 0)
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
        is_justified=found.is_justified,
    )
    return shape, many


class _Flowing(Copyfit):
    """Looks for the setting that wastes least paper; `beside` are pages without text."""

    def __init__(self, chains: tuple[Chain, ...], setter: Setter, beside: int) -> None:
        super().__init__(chains, setter.frame_height, setter.ranges)
        self.beside, self.multiple = beside, setter.layout.multiple
        self.has_pictures = tuple(piece.image is not None for piece in setter.composition.pieces)

    def evened(
        self, found: Setting, chain: Chain, *, has_picture: bool
    ) -> tuple[int, tuple[int, ...]]:
        """Return by how many lines the picture above a text grows, and the pages then.

        It grows, or shrinks, by the fewest lines that spare a page or leave the last one
        with enough on it.
        """
        most = PICTURE_LINES if has_picture else 0
        ways = sorted(range(-most, most + 1), key=abs)
        pages = {
            lines: self.chain_pages(chain, found, replace(found.way, lead=lines)) for lines in ways
        }
        room = chain.frames.room(0, found.leading)
        ways = [lines for lines in ways if lines <= 0 or room - lines >= LEAST_FIRST]
        fewest = min(len(pages[lines]) for lines in ways)

        def emptiness(lines: int) -> tuple[int, float]:
            used = pages[lines]
            room = chain.frames.room(len(used) - 1, found.leading)
            return len(used) - fewest, max(0.0, ENOUGH - used[-1] / room) if fewest > 1 else 0.0

        best = min(ways, key=emptiness)
        return best, pages[best]

    def fitting(self, way: Way) -> Iterator[Setting]:
        ranges = self.ranges
        for leading, low, high in self.leadings():
            for step in range(round((high - low) / STEP) + 1):
                size = round(low + step * STEP, 2)
                if abs(leading / size / ranges.ideal - 1) <= NEAR:
                    yield self.laid(size, leading, way)

    def priced(self, found: Setting, *, closes: bool) -> Setting:
        priced = super().priced(found, closes=closes)
        pages = self.beside + sum(map(len, found.pages))
        cost = priced.cost + SHEET * math.ceil(pages / self.multiple)
        cost += BLANK * (-pages % self.multiple)
        for chain, used in zip(self.chains, found.pages, strict=True):
            room = chain.frames.room(len(used) - 1, found.leading)
            cost += MEAGRE * (used[-1] < LEAST_LAST_PAGE * room)
        return replace(priced, cost=cost)
