"""The size at which a text fills its pages: foretold, laid out, corrected.

Where a layout has so many pages, a probe with next to no text shows how much room each
page has; measured words say at which size the text fills it, and over how many of the
pages; the engine lays that out and is asked whether it is so. Where a layout takes as
many pages as it needs, the size is the one that wastes least paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pamphlet.build.setter import Setter, Shape, words_of
from pamphlet.errors import FitError, Location
from pamphlet.render import LaidOut
from pamphlet.setting.copyfit import STEP, Frame, Passage, estimate_fill, fit_size, passages
from pamphlet.units import mm

# How often the engine is asked before the smallest size is taken.
CORRECTIONS = 8

# Of the room that is left so much is given to what may grow: the rest is for its own white.
SLACK_SHARE = 0.85
LEAST_SLACK_MM = 6.0

# A last page with more lines free than this, though larger type was to be had, is set again.
FREE_LINES = 3.0

# A text so many times too long is not laid out to be told so.
FAR_TOO_LONG = 4.0


@dataclass(frozen=True, slots=True)
class Fitted:
    """A laid-out edition and the size of its text in points."""

    laid: LaidOut
    size: float


def fit(setter: Setter, source: str) -> Fitted:
    """Lay an edition out at the size that suits its pages.

    Raises FitError, which names `source`, when the text does not fit at the smallest.
    """
    if setter.layout.pages is None:
        return _flowing(setter)
    return _Fitting(setter, source).fitted()


# --- As many pages as it needs ---------------------------------------------------


def _flowing(setter: Setter) -> Fitted:
    """Lay out at a good size, or at one that saves a sheet or leaves fewer pages empty."""
    sizes, multiple = setter.sizes, setter.layout.multiple
    best = Fitted(setter.lay_out(Shape(sizes.good)), sizes.good)

    def waste(fitted: Fitted) -> tuple[int, int]:
        pages = len(fitted.laid.pages)
        return math.ceil(pages / multiple), -pages % multiple

    for size in (sizes.least, sizes.most):
        if size != sizes.good and waste(best)[1]:
            other = Fitted(setter.lay_out(Shape(size)), size)
            best = min(best, other, key=waste)
    return best


# --- So many pages and no more ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """A shape, the frames that it leaves to the text, and how many of them it should fill."""

    shape: Shape
    frames: tuple[Frame, ...]
    fill: float

    @property
    def is_too_long(self) -> bool:
        return self.fill > len(self.frames)


class _Fitting:
    """Looks for the shape of one text in a layout of so many pages."""

    def __init__(self, setter: Setter, source: str) -> None:
        self.setter, self.source, self.layout = setter, source, setter.layout
        (self.piece,) = setter.composition.pieces
        self.passages: tuple[Passage, ...] = passages(self.piece.body)
        self.words = words_of(self.piece)

    def fitted(self) -> Fitted:
        """Return the text laid out, denser where it does not hold at the smallest size."""
        plan, laid = self.first_plan(), None
        while not self.is_far_too_long(plan):
            laid, shape = self.laid_out(plan)
            if self.holds(laid, shape):
                return self.closed(laid, shape)
            denser = self.denser(plan)
            if denser is None:
                break
            plan = denser
        raise self.too_long(plan, laid)

    # --- Foretelling ------------------------------------------------------------

    def first_plan(self) -> _Plan:
        """Return the plan with the fewest pages of text at a good size, else the roomiest."""
        pages, good = len(self.layout.body), self.setter.sizes.good
        whole = None
        for density in range(self.layout.densities):
            plan = self.plan(pages, density)
            if density == 0 and plan:
                for count in range(1, pages):
                    shorter = self.shorter(plan, count)
                    if shorter:
                        return shorter
            if plan and (whole is None or plan.shape.size > whole.shape.size):
                whole = plan
            if plan and plan.shape.size >= good and not plan.is_too_long:
                return plan
        if whole is None:
            raise FitError(
                f"what stands beside the text does not fit {self.layout.name!r}",
                at=Location(self.source),
                hint="shorten the title, the slogans, the call to action, the contact or the "
                "imprint",
            )
        return whole

    def shorter(self, whole: _Plan, count: int) -> _Plan | None:
        """Return the plan of fewer pages of text, if the text has a good size on them."""
        good = self.setter.sizes.good
        # Without what stands at its foot a last page may have more room than was seen.
        if self.fill(whole.frames[:count], good) > count * 1.3:
            return None
        plan = self.plan(count, 0)
        return plan if plan and not plan.is_too_long and plan.shape.size >= good else None

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
        free = (count - found.fill) * frames[-1].height if found.fill < count else 0.0
        return _Plan(replace(shape, size=found.size, slack=_slack(free)), frames, found.fill)

    def fill(self, frames: tuple[Frame, ...], size: float) -> float:
        return estimate_fill(
            self.passages,
            frames,
            size=size,
            leading=self.setter.leading,
            width_of=self.setter.width_of_text,
        )

    # --- Asking the engine ------------------------------------------------------

    def laid_out(self, plan: _Plan) -> tuple[LaidOut, Shape]:
        """Return the text as the engine lays it out, smaller until it fits or cannot."""
        shape = plan.shape
        for _ in range(CORRECTIONS):
            laid = self.setter.lay_out(shape)
            if self.holds(laid, shape):
                return laid, shape
            smaller = self.smaller(laid, shape)
            if smaller is None:
                return laid, shape
            shape = smaller
        shape = replace(shape, size=self.setter.sizes.least, slack=0.0)
        return self.setter.lay_out(shape), shape

    def holds(self, laid: LaidOut, shape: Shape) -> bool:
        """Tell whether the pages are as many as the layout has, the text where it belongs."""
        if len(laid.pages) != self.layout.pages:
            return False
        body = self.layout.body[: shape.body_pages]
        return all(
            not page.body_words or number in body for number, page in enumerate(laid.pages, 1)
        )

    def smaller(self, laid: LaidOut, shape: Shape) -> Shape | None:
        """Return the next shape to try for a text that did not hold, None if there is none."""
        if len(laid.pages) < self.layout.pages:
            # The text ends on an earlier page than was foretold.
            return replace(shape, body_pages=shape.body_pages - 1) if shape.body_pages > 1 else None
        if shape.slack:
            return replace(shape, slack=0.0)
        least = self.setter.sizes.least
        if shape.size <= least:
            return None
        inside = set(self.layout.body[: shape.body_pages])
        beyond = sum(p.body_words for n, p in enumerate(laid.pages, 1) if n not in inside)
        ratio = math.sqrt(max(1 - beyond / max(self.words, 1), 0.25))
        size = _in_steps(min(shape.size * ratio, shape.size - STEP))
        return replace(shape, size=max(size, least))

    def closed(self, laid: LaidOut, shape: Shape) -> Fitted:
        """Return the text as large as it goes, and let what may grow take what is left."""
        best, size = laid, shape.size
        larger = self.larger(laid, shape)
        if larger:
            other = self.setter.lay_out(larger)
            if self.holds(other, larger):
                best, shape, size = other, larger, larger.size
        free = _slack(self.free(best, shape))
        if free > LEAST_SLACK_MM and not shape.slack and self.layout.body:
            grown = replace(shape, slack=free)
            other = self.setter.lay_out(grown)
            if self.holds(other, grown):
                best = other
        return Fitted(best, size)

    def larger(self, laid: LaidOut, shape: Shape) -> Shape | None:
        """Return the shape of a larger size when the last page of text has lines to spare."""
        most, line = self.setter.sizes.most, shape.size * self.setter.leading
        if shape.size >= most or self.free(laid, shape) < FREE_LINES * line:
            return None
        pages = [laid.pages[number - 1] for number in self.layout.body[: shape.body_pages]]
        used = sum(page.body_height for page in pages)
        if not used:
            return None
        ratio = math.sqrt(sum(page.room for page in pages) * 0.98 / used)
        size = min(_in_steps(shape.size * ratio), most)
        return replace(shape, size=size, slack=0.0) if size > shape.size else None

    def free(self, laid: LaidOut, shape: Shape) -> float:
        """Return the height in points that the text leaves on its last page."""
        if not shape.body_pages:
            return 0.0
        page = laid.pages[self.layout.body[shape.body_pages - 1] - 1]
        return page.room - page.body_height if page.body_words else 0.0

    # --- Too long ---------------------------------------------------------------

    def denser(self, plan: _Plan) -> _Plan | None:
        """Return the plan of the next density that what stands beside the text fits in."""
        for density in range(plan.shape.density + 1, self.layout.densities):
            found = self.plan(len(self.layout.body), density)
            if found:
                return found
        return None

    def is_far_too_long(self, plan: _Plan) -> bool:
        return plan.fill > FAR_TOO_LONG * len(plan.frames)

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
        return FitError(
            f"{self.words} words do not fit {self.layout.name!r} even at its smallest size "
            f"({least:g} pt)",
            at=Location(self.source),
            hint=f"cut about {too_many} words, or choose a layout with more room, such as "
            "'booklet'",
        )


def _slack(free: float) -> float:
    """Return how much of a height in points may be given away, in mm."""
    given = mm(free) * SLACK_SHARE
    return round(given, 2) if given > LEAST_SLACK_MM else 0.0


def _in_steps(size: float) -> float:
    return round(math.floor(size / STEP + 1e-6) * STEP, 2)
