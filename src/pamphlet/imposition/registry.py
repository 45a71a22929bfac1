"""Schemes by name.

A scheme is a pure function from the sizes of the pages, in reading order, and the
options to a plan. A new one is one more function under `@scheme`.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from pamphlet.errors import ImpositionError
from pamphlet.imposition.forme import Options
from pamphlet.imposition.plan import Blanks, Direction, Flip, Plan
from pamphlet.units import Size

Maker = Callable[[tuple[Size, ...], Options], Plan]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way to put pages on sheets; `takes` names the options only some schemes read."""

    name: str
    line: str
    make: Maker
    takes: frozenset[str]


_SCHEMES: dict[str, Scheme] = {}


def scheme(name: str, line: str, *, takes: Sequence[str] = ()) -> Callable[[Maker], Maker]:
    """Register a scheme under `name` with a description of one line."""

    def register(make: Maker) -> Maker:
        _SCHEMES[name] = Scheme(name, line, make, frozenset(takes))
        return make

    return register


def schemes() -> tuple[Scheme, ...]:
    """Return all schemes, by name."""
    return tuple(_SCHEMES[name] for name in sorted(_SCHEMES))


def find_scheme(name: str) -> Scheme:
    """Return a scheme; raises ImpositionError, naming the nearest, if there is none."""
    if name in _SCHEMES:
        return _SCHEMES[name]
    near = difflib.get_close_matches(name, _SCHEMES, 1)
    raise ImpositionError(
        f"unknown scheme {name!r}",
        hint=f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(_SCHEMES))}",
    )


def make_plan(name: str, pages: Sequence[Size], options: Options | None = None) -> Plan:
    """Return the plan that scheme `name` makes of pages of these sizes, in mm.

    Raises ImpositionError when they cannot be placed as asked.
    """
    found, options = find_scheme(name), options or Options()
    _check_pages(pages)
    _check(options)
    narrowest = min(min(page.width, page.height) for page in pages)
    if 2 * options.frame_mm >= narrowest:
        raise ImpositionError(
            f"a frame of {options.frame_mm:.5g} mm leaves nothing of a page of {narrowest:.5g} mm",
            hint="give a narrower frame",
        )
    return found.make(tuple(pages), options)


def _check(options: Options) -> None:
    """Raise ImpositionError for options that no scheme can honour."""
    for word, given, known in (
        ("flip", options.flip or "long", get_args(Flip)),
        ("direction", options.direction, get_args(Direction)),
        ("blanks", options.blanks, get_args(Blanks)),
    ):
        if given not in known:
            raise ImpositionError(
                f"{word} {given!r} does not exist", hint=f"there are {', '.join(known)}"
            )
    for word, length in (
        ("bleed", options.bleed_mm),
        ("frame", options.frame_mm),
        ("overlap", options.overlap_mm),
    ):
        if not 0 <= length < math.inf:
            raise ImpositionError(
                f"a {word} of {length:.5g} mm is not possible", hint="give 0 or more millimetres"
            )
    if options.bleed_mm and options.frame_mm:
        raise ImpositionError(
            "bleed and a white frame exclude each other", hint="leave out one of the two"
        )


def _check_pages(pages: Sequence[Size]) -> None:
    if not pages:
        raise ImpositionError("there are no pages to place", hint="give at least one page")
    for number, page in enumerate(pages, start=1):
        if not (0 < page.width < math.inf and 0 < page.height < math.inf):
            raise ImpositionError(
                f"page {number} has no width or no height", hint="give its size in mm"
            )
