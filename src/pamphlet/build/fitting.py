"""The size at which a text fills its pages: foretold, laid out, corrected.

Where a layout has so many pages, a probe with next to no text shows how much room each
page has; measured words say at which size the text fills it, and over how many of the
pages; the engine lays that out and is asked whether it is so. Where a layout takes as
many pages as it needs, the size is the one that wastes least paper.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pamphlet.build.cuts import passages_to_cut
from pamphlet.build.memory import Memory
from pamphlet.build.setter import Setter, Shape, words_of
from pamphlet.errors import FitError, Location
from pamphlet.layout import Layout
from pamphlet.model import Figure
from pamphlet.render import LaidOut
from pamphlet.render.facts import PageFacts
from pamphlet.setting.copyfit import STEP, Frame, Passage, estimate_fill, fit_size, passages
from pamphlet.units import mm

# How often the engine is asked for one plan.
CORRECTIONS = 10

TINY = 0.01
# Of the room that is left so much is given to what may grow: the rest is for its own white.
SLACK_SHARE = 0.85
LEAST_SLACK_MM = 6.0

# A last page with more lines free than this, though larger type was to be had, is set again.
FREE_LINES = 3.0

# A text so many times too long is not laid out to be told so.
FAR_TOO_LONG = 4.0


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
    setter.rehearse()
    known = memory.shape() if memory else None
    if known:
        laid = setter.lay_out(known)
        if setter.layout.pages is None or holds(laid, known, setter.layout):
            return Fitted(laid, known)
    flows = setter.layout.pages is None
    found = _flowing(setter) if flows else _Fitting(setter, source).fitted()
    if memory:
        memory.keep(found.shape)
    return found


def holds(laid: LaidOut, shape: Shape, layout: Layout) -> bool:
    """Tell whether the pages are as many as the layout has, the text where it belongs.

    What should stand at the foot of the text's last page and found no room there
    stands on another.
    """
    if len(laid.pages) != layout.pages:
        return False
    body = layout.body[: shape.body_pages]
    return all(
        (number in body or not page.body_words) and (number == body[-1] or not page.foot)
        for number, page in enumerate(laid.pages, 1)
    )


# --- As many pages as it needs ---------------------------------------------------


def _flowing(setter: Setter) -> Fitted:
    """Lay out at a good size, or at one that saves a sheet or leaves fewer pages empty."""
    sizes, multiple = setter.sizes, setter.layout.multiple

    def laid_out(size: float) -> Fitted:
        shape = Shape(size)
        return Fitted(setter.lay_out(shape), shape)

    def waste(fitted: Fitted) -> tuple[int, int]:
        pages = len(fitted.laid.pages)
        return math.ceil(pages / multiple), -pages % multiple

    best = laid_out(sizes.good)
    for size in (sizes.least, sizes.most):
        if size != sizes.good and waste(best)[1]:
            best = min(best, laid_out(size), key=waste)
    return best


# --- So many pages and no more ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """A shape, the frames that it leaves to the text, and how many of them it should fill."""

    shape: Shape
    frames: tuple[Frame, ...]
    fill: float


class _Fitting:
    """Looks for the shape of one text in a layout of so many pages."""

    def __init__(self, setter: Setter, source: str) -> None:
        self.setter, self.source, self.layout = setter, source, setter.layout
        (self.piece,) = setter.composition.pieces
        self.passages: tuple[Passage, ...] = passages(self.piece.body)
        self.words = words_of(self.piece)

    def fitted(self) -> Fitted:
        """Return the text laid out by the first plan that gives it a good size, else the best."""
        best: Fitted | None = None
        plan = laid = None
        for plan in self.plans():
            if plan.fill > FAR_TOO_LONG * len(plan.frames):
                continue
            held, laid = self.corrected(plan)
            if held and (best is None or held.shape.size > best.shape.size):
                best = held
            if held and held.shape.size >= self.setter.sizes.good:
                break
        if plan is None:
            raise self.too_much_beside()
        if best is None:
            raise self.too_long(plan, laid)
        return self.closed(best)

    # --- Foretelling ------------------------------------------------------------

    def plans(self) -> Iterator[_Plan]:
        """Give plans to try: few pages of text before many, roomy ones before dense ones."""
        pages, good = len(self.layout.body), self.setter.sizes.good
        meagre = None
        for density in range(self.layout.densities):
            plan = self.plan(pages, density)
            if plan is None:
                continue
            if density == 0:
                yield from self.shorter(plan)
            is_last = density == self.layout.densities - 1
            meagre = None if is_last or plan.shape.size >= good else plan
            if meagre is None:
                yield plan
        if meagre:
            yield meagre

    def shorter(self, whole: _Plan) -> Iterator[_Plan]:
        """Give plans of fewer pages of text on which it should have a good size."""
        good = self.setter.sizes.good
        for count in range(1, len(self.layout.body)):
            # Without what stands at its foot a last page may have more room than was seen.
            if self.fill(whole.frames[:count], good) > count * 1.3:
                continue
            plan = self.plan(count, 0)
            if plan and plan.fill <= count and plan.shape.size >= good:
                yield plan

    def plan(self, count: int, density: int) -> _Plan | None:
        """Return how the text is foretold to lie on `count` pages.

        None when what stands beside the text does not fit.
        """
        sizes = self.setter.sizes
        shape = Shape(sizes.good, count, density)
        pages = self.setter.lay_out_probe(shape).pages
        if len(pages) != self.layout.pages:
            return None
        places = [number - 1 for number in self.layout.body[:count]]
        frames = tuple(Frame(pages[at].width, pages[at].room) for at in places)
        found = fit_size(
            self.passages,
            frames,
            least=sizes.least,
            most=sizes.most,
            leading=self.setter.leading,
            width_of=self.setter.width_of_text,
        )
        return _Plan(replace(shape, size=found.size), frames, found.fill)

    def fill(self, frames: tuple[Frame, ...], size: float) -> float:
        return estimate_fill(
            self.passages,
            frames,
            size=size,
            leading=self.setter.leading,
            width_of=self.setter.width_of_text,
        )

    # --- Asking the engine ------------------------------------------------------

    def corrected(self, plan: _Plan) -> tuple[Fitted | None, LaidOut]:
        """Return the largest size that holds, if one does, and what was laid out last."""
        shape, held, too_large = plan.shape, None, math.inf
        for _ in range(CORRECTIONS):
            laid = self.setter.lay_out(shape)
            if holds(laid, shape, self.layout):
                held = Fitted(laid, shape)
                following = self.larger(held, too_large)
            elif len(laid.pages) < self.layout.pages:
                break  # the text ends on an earlier page than was foretold
            else:
                too_large = shape.size
                following = self.smaller(laid, shape, held)
            if following is None:
                break
            shape = following
        return held, laid

    def smaller(self, laid: LaidOut, shape: Shape, held: Fitted | None) -> Shape | None:
        """Return the next size to try for a text that ran over, None if there is none."""
        least = held.shape.size + STEP if held else self.setter.sizes.least
        if shape.size <= least + TINY:
            return None
        body = self.layout.body[: shape.body_pages]
        beyond = sum(
            page.body_words for number, page in enumerate(laid.pages, 1) if number not in body
        )
        ratio = math.sqrt(max(1 - beyond / max(self.words, 1), 0.25))
        size = _in_steps(min(shape.size * ratio, shape.size - STEP))
        return replace(shape, size=max(size, round(least, 2)))

    def larger(self, held: Fitted, too_large: float) -> Shape | None:
        """Return a larger size to try when the last page of text has lines to spare."""
        shape, pages = held.shape, self.text_pages(held)
        most = min(self.setter.sizes.most, too_large - STEP)
        free = self.free(held)
        if shape.size > most - TINY or free < FREE_LINES * shape.size * self.setter.leading:
            return None
        room = sum(page.room for page in pages)
        size = min(_in_steps(shape.size * math.sqrt(room * 0.985 / (room - free))), most)
        return replace(shape, size=round(size, 2)) if size > shape.size else None

    def text_pages(self, held: Fitted) -> list[PageFacts]:
        return [held.laid.pages[number - 1] for number in self.layout.body[: held.shape.body_pages]]

    def free(self, held: Fitted) -> float:
        """Return the height in points that the text leaves on its last page."""
        page = self.text_pages(held)[-1]
        return page.room - page.body_height if page.body_words else 0.0

    def closed(self, held: Fitted) -> Fitted:
        """Return the text with what may grow in the place of what is left."""
        slack = mm(self.free(held)) * SLACK_SHARE
        if slack > LEAST_SLACK_MM:
            shape = replace(held.shape, slack=round(slack, 2))
            laid = self.setter.lay_out(shape)
            if holds(laid, shape, self.layout):
                held = Fitted(laid, shape)
        return Fitted(held.laid, held.shape)

    # --- Too long ---------------------------------------------------------------

    def too_much_beside(self) -> FitError:
        return FitError(
            f"what stands beside the text does not fit {self.layout.name!r}",
            at=Location(self.source),
            hint="shorten the title, the slogans, the call to action, the contact or the imprint",
        )

    def too_long(self, plan: _Plan, laid: LaidOut | None) -> FitError:
        """Return the error that says how many words there are too many."""
        least = self.setter.sizes.least
        if laid is None:
            held = self.words * len(plan.frames) / self.fill(plan.frames, least)
        else:
            height = sum(page.body_height for page in laid.pages)
            words = sum(page.body_words for page in laid.pages)
            held = sum(frame.height for frame in plan.frames) * words / max(height, 1.0)
        # A word or two more than it seems, since a paragraph leaves a line half empty.
        too_many = math.ceil(max(self.words - held, 0) + 0.01 * self.words)
        has_picture = any(isinstance(block, Figure) for block in self.piece.body)
        pictures = "or take a picture out of the text, " if has_picture else ""
        return FitError(
            f"{self.words} words do not fit {self.layout.name!r} even at its smallest size "
            f"({least:g} pt)",
            at=Location(self.source),
            hint=f"cut about {too_many} word{'' if too_many == 1 else 's'}, {pictures}or choose "
            f"a layout with more room, such as 'booklet'{self.example(too_many)}",
        )

    def example(self, words: int) -> str:
        """Return what could be cut, to be added to a hint."""
        found = passages_to_cut(self.piece.body, words)
        named = " and ".join(map(str, found))
        return f"\n  what would be missed least is, for example, {named}" if found else ""


def _in_steps(size: float) -> float:
    return round(math.floor(size / STEP + 1e-6) * STEP, 2)
