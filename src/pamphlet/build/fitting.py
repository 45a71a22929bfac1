"""The size and leading at which a text fills its pages: foretold, laid out, compared.

A probe with next to no text shows how much room each page has; `setting.copyfit` says
at which size and leading the text fills it, and over how many of the pages; the engine
lays that out, once if it agrees. Where a layout takes as many pages as it needs, the
setting is the one that wastes least paper.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from pamphlet.build.flowing import flowing
from pamphlet.build.learning import learn
from pamphlet.build.memory import Memory
from pamphlet.build.overset import Overset
from pamphlet.build.quoting import beside_poster, poster_choice, worthy
from pamphlet.build.setter import Setter, Shape
from pamphlet.build.ways import ways
from pamphlet.render import LaidOut
from pamphlet.render.facts import PageFacts
from pamphlet.setting.copyfit import GOOD_ENOUGH, Chain, Copyfit, Ranges, Setting
from pamphlet.setting.frames import Frames, Page
from pamphlet.setting.pagination import note_room
from pamphlet.units import mm

# How often the engine is asked for one plan.
CORRECTIONS = 6

# Of the room that is left so much is given to what may grow: the rest is for its own white.
SLACK_SHARE = 0.85
LEAST_SLACK_MM = 6.0

# What a layout may set at the foot of the text has room from so many points on.
LEAST_CLOSING = 68.0

# So much of a page with the title on it is likely to be taken by what stands above the text,
# where there is a picture, and where there is none; of the last by what stands at its foot.
HEADS = {True: 0.6, False: 0.4}
FOOT = 0.45

# On roomier pages than the densest a text is by so much smaller.
ROOMIER = 1.04

# What a page costs on which there is nothing.
BLANK = 8.0

_LOG = logging.getLogger("pamphlet")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A laid-out edition and the shape that was found for it."""

    laid: LaidOut
    shape: Shape

    @property
    def size(self) -> float:
        """The size of the text in points."""
        return self.shape.size


def fit(setter: Setter, source: str, memory: Memory | None = None) -> Fitted:
    """Lay an edition out at the size that suits its pages.

    A `memory` is asked first, and told what was found. Raises FitError, which names
    `source`, when the text does not fit at the smallest.
    """
    if not setter.layout.shows_text:
        return _without_text(setter, source)
    setter.rehearse()
    known = memory.shape() if memory else None
    if known:
        laid = setter.lay_out(known)
        if setter.layout.pages is None or holds(laid, known, setter):
            return Fitted(laid, known)
    if setter.layout.pages is None:
        found = Fitted(*flowing(setter))
    else:
        found = _Fitting(setter, source).fitted()
    if memory:
        memory.keep(found.shape)
    return found


def _without_text(setter: Setter, source: str) -> Fitted:
    """Lay out pages on which there is no running text: there is no size to be found."""
    shape = Shape(setter.ranges.good, setter.ranges.good * setter.ranges.ideal)
    laid, pages = setter.lay_out(shape), setter.layout.pages
    if pages is not None and len(laid.pages) != pages:
        raise Overset(setter, source).too_much_beside()
    return Fitted(laid, shape)


def holds(laid: LaidOut, shape: Shape, setter: Setter) -> bool:
    """Tell whether the pages are as many as the layout has, the text where it belongs.

    What should stand at the foot of the text's last page and found no room there
    stands on another.
    """
    if not setter.layout.takes(len(laid.pages)):
        return False
    begins = next((number for number, page in enumerate(laid.pages, 1) if page.body_words), 0)
    body = [number for number in setter.layout.body if number >= begins][: shape.body_pages]
    return all(
        (number in body or not page.body_words) and (number == body[-1] or not page.foot)
        for number, page in enumerate(laid.pages, 1)
    )


@dataclass(frozen=True)
class _Plan:
    """So many pages of text at a density: the frames that are left to it.

    `closes` is how much room what may close the text needs, in points; `blank` how many
    of the pages that are left to something else have nothing on them; `places` are the
    pages of the text, from 1; `has_poster` when a quote has a panel of its own; `is_last`
    when no other is worth looking at.
    """

    setter: Setter
    count: int
    density: int
    frames: Frames
    closes: float
    blank: int
    places: tuple[int, ...] = ()
    has_poster: bool = False
    is_last: bool = False

    @cached_property
    def settings(self) -> tuple[Setting, ...]:
        """Settings in which the text fits, the best first."""
        chains, height = (Chain(self.setter.flows[0], self.frames),), self.setter.frame_height
        fit = Copyfit(chains, height, self.setter.ranges, ways(self.setter))
        return tuple(fit.best(closes=self.closes))

    @property
    def cost(self) -> float:
        return self.settings[0].cost + BLANK * self.blank

    @property
    def is_good(self) -> bool:
        good = self.setter.ranges.good
        return self.is_last or (self.cost < GOOD_ENOUGH and self.settings[0].size >= good)


class _Fitting:
    """Looks for the shape of one text in a layout of so many pages."""

    def __init__(self, setter: Setter, source: str) -> None:
        self.setter, self.layout = setter, setter.layout
        (self.flow,) = setter.flows
        self.overset = Overset(setter, source)

    def fitted(self) -> Fitted:
        """Lay the text out by the first good plan that the engine agrees to, else the best."""
        frames, others = None, []
        for plan in self.plans():
            frames = plan.frames
            if plan.settings and plan.is_good and (held := self.laid(plan)):
                return held
            if plan.settings:
                others.append(plan)
        for plan in sorted(others, key=lambda one: one.cost):
            if held := self.laid(plan):
                return held
        raise self.overset.too_long(frames) if frames else self.overset.too_much_beside()

    # --- Foretelling ------------------------------------------------------------

    def plans(self) -> Iterator[_Plan]:
        """Give plans to try: few pages of text before many, roomy ones before dense ones."""
        many, densest = len(self.layout.body), self.layout.densities - 1
        likely = self.fewest(self.guessed)
        if densest and likely == many and not self.has_room(self.guessed):
            plan = self.plan(many, densest)
            if plan and plan.settings and plan.settings[0].size < ROOMIER * self.ranges.least:
                yield replace(plan, is_last=True)
        first = self.plan(likely, 0)
        if first:
            yield from self.shorter(first)
        whole = first if likely == many else self.plan(many, 0)
        if whole:
            yield whole
        for density in range(1, self.layout.densities):
            if plan := self.plan(many, density):
                yield plan

    def shorter(self, seen: _Plan) -> Iterator[_Plan]:
        """Give plans of fewer than all pages of text on which it should have a good size."""
        for count in range(self.fewest(seen.frames), len(self.layout.body)):
            plan = seen if count == seen.count else self.plan(count, 0)
            if plan and plan.settings and plan.settings[0].size >= self.ranges.least:
                yield plan

    @property
    def guessed(self) -> Frames:
        """Frames as they may be, to know which are worth being looked at."""
        high = self.setter.frame_height
        has_picture = self.setter.composition.pieces[0].image is not None
        has_head = self.layout.body[0] == 1
        head = HEADS[has_picture] * high if has_head else 0.0
        if len(self.layout.body) == 1:
            return Frames((Page((1 - FOOT * has_head) * high, head),))
        between = (Page(high),) * (len(self.layout.body) - 2)
        return Frames((Page(high, head), *between, Page((1 - FOOT * has_head) * high)))

    def fewest(self, frames: Frames) -> int:
        """Return on how few pages the text should have a good size."""
        for count in range(1, len(self.layout.body)):
            # Without what stands at its foot a last page may have more room than was seen.
            last = replace(frames.page(count - 1), height=self.setter.frame_height)
            before = tuple(frames.page(number) for number in range(count - 1))
            if self.has_room(Frames((*before, last))):
                return count
        return len(self.layout.body)

    def has_room(self, frames: Frames) -> bool:
        """Tell whether the text should have a good size in frames."""
        fit = Copyfit((Chain(self.flow, frames),), self.setter.frame_height, self.ranges)
        return fit.has_room()

    @cached_property
    def ranges(self) -> Ranges:
        """The sizes that are good."""
        return replace(self.setter.ranges, least=self.setter.ranges.good)

    def plan(self, count: int, density: int) -> _Plan | None:
        """Return how the text is foretold to lie on `count` pages.

        None when what stands beside the text does not fit.
        """
        (piece,) = self.setter.composition.pieces
        quote = next((number for number, _ in worthy(piece)), None) if self.layout.poster else None
        plan = self.plan_with(quote, count, density)
        if plan and plan.has_poster and self.beside.issuperset(plan.places):
            return self.plan_with(None, count, density)
        return plan

    def plan_with(self, quote: int | None, count: int, density: int) -> _Plan | None:
        """Return how the text is foretold to lie where a panel may show a quote."""
        ranges = self.setter.ranges
        shape = Shape(ranges.good, ranges.good * ranges.ideal, count, density, poster=quote)
        pages = self.setter.lay_out_probe(shape).pages
        if not self.layout.takes(len(pages)):
            return None
        places = tuple(
            number
            for number in self.layout.body
            if number <= len(pages) and pages[number - 1].body_words
        )
        if len(places) != count:
            places = self.layout.body[:count]
        found = [pages[number - 1] for number in places]
        # What a layout has no page for is not blank.
        left = [page for number, page in enumerate(pages, 1) if number not in places]
        frames = Frames(tuple(page_of(page, shape.leading) for page in found))
        may_close = LEAST_CLOSING if any(page.closes for page in found) else inf
        closes = 0.0 if found[-1].foot > 0 else may_close
        blank = sum(map(_is_blank, left))
        has_poster = any(page.quotes for page in pages)
        return _Plan(self.setter, count, density, frames, closes, blank, places, has_poster)

    # --- Asking the engine ------------------------------------------------------

    def laid(self, plan: _Plan) -> Fitted | None:
        """Return the text laid out as planned; where the engine disagrees, as it can be."""
        tried: set[Shape] = set()
        for _ in range(CORRECTIONS):
            shapes = ((one, shape) for one in plan.settings for shape in self.shapes(plan, one))
            found = next((pair for pair in shapes if pair[1] not in tried), None)
            if found is None:
                return None
            one, shape = found
            tried.add(shape)
            laid = self.setter.lay_out(shape)
            compare(laid, one)
            if holds(laid, shape, self.setter):
                return Fitted(laid, shape)
            if learn(self.setter, laid, shape):
                plan = replace(plan)
        return None

    def shapes(self, plan: _Plan, found: Setting) -> Iterator[Shape]:
        """Give the shape of a setting: with what may grow in the place of what is left, without."""
        last = plan.frames.page(plan.count - 1)
        shape = Shape(
            found.size,
            found.leading,
            plan.count,
            plan.density,
            rests=(plan.frames.page(0).rest(found.leading),),
            leads=(round(found.way.lead * found.leading, 3),),
            quotes=(found.way.looks.quotes.name,),
            pictures=(found.way.looks.pictures,),
            levels=found.levels,
            is_justified=found.is_justified,
            quoted=found.way.quoted,
            poster=self.poster(plan, found) if plan.has_poster else None,
        )
        (used,) = found.pages
        lines = last.room(found.leading) - (used[plan.count - 1] if len(used) == plan.count else 0)
        slack = mm(lines * found.leading) * SLACK_SHARE
        if slack > LEAST_SLACK_MM:
            yield replace(shape, slack=round(slack, 2))
        yield shape

    @cached_property
    def beside(self) -> frozenset[int]:
        """The pages of text that no quote on a panel may come from; all where there is none."""
        if not self.layout.poster:
            return frozenset(self.layout.body)
        return beside_poster(self.layout, self.setter.paper, self.setter.composition.direction)

    def poster(self, plan: _Plan, found: Setting) -> int | None:
        """Return the choice that a panel shows: none whose words lie open beside it."""
        (piece,) = self.setter.composition.pieces
        return poster_choice(
            piece,
            self.flow,
            plan.frames,
            size=found.size,
            leading=found.leading,
            looks=found.way.looks,
            lead=found.way.lead,
            justified=found.is_justified,
            may_show=lambda number: plan.places[number] not in self.beside,
            is_next=plan.places[-1] + 1 == self.layout.poster,
        )


def compare(laid: LaidOut, found: Setting) -> None:
    """Report in the log where the engine set the text otherwise than foretold."""
    foretold = [used for pages in found.pages for used in pages]
    done = [
        round((page.end - page.start) / found.leading) + note_room(page.note_lines)
        for page in laid.pages
        if page.body_words
    ]
    # The rule beneath a quote that ends a page is no line.
    if len(done) != len(foretold) or any(
        not one - 1 <= other <= one for one, other in zip(foretold, done, strict=True)
    ):
        _LOG.info(
            "%g/%g pt: lines on the pages were foretold as %s and set as %s",
            found.size,
            found.leading,
            foretold,
            done,
        )


def _is_blank(page: PageFacts) -> bool:
    return page.words == 0


def page_of(page: PageFacts, leading: float) -> Page:
    """Return the room of a page that was laid out with one line of text on it."""
    above = max(round((page.start - page.rigid) / leading), 0)
    return Page(page.height - page.foot, page.rigid, above)
