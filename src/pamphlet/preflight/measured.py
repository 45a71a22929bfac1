"""What a measure says: its figure, its target, and where it fails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pamphlet.units import mm

# Places beyond so many are counted, not named.
NAMED = 12

# The first words of a line that name it.
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where something fails: the page from 1, millimetres from the trim's upper left corner.

    `words` are the first of the line, `what` says how far it is off. A place in a
    source file has neither page nor millimetres: `what` names it.
    """

    page: int | None = None
    x_mm: float | None = None
    y_mm: float | None = None
    words: str = ""
    what: str = ""

    def __str__(self) -> str:
        parts = [self._corner()] if self.page else []
        parts += [f"‘{self.words}’"] if self.words else []
        parts += [self.what] if self.what else []
        return ": ".join(parts)

    def _corner(self) -> str:
        if self.x_mm is None or self.y_mm is None:
            return f"page {self.page}"
        return f"page {self.page}, {self.x_mm:.0f} x {self.y_mm:.0f} mm"


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of a check.

    `figure` is the number that is compared, None where there is nothing to measure;
    `shown` is what a person reads of it. `note` says what is worth knowing though the
    measure holds.
    """

    name: str
    figure: float | None
    shown: str
    target: str
    holds: bool
    places: tuple[Place, ...] = ()
    hint: str = ""
    note: str = ""


def place(page: int, x: float, y: float, words: str = "", what: str = "") -> Place:
    """Return a place from points; `page` counts from 0."""
    return Place(page + 1, round(mm(x), 1), round(mm(y), 1), first_words(words), what)


def first_words(text: str) -> str:
    """Return the first words of a line, or its first letters where it has no spaces."""
    words = text.split()
    found = " ".join(words[:_FIRST])
    return found if len(found) <= 48 else found[:47].rstrip() + "…"


def judged(
    name: str,
    figure: float | None,
    shown: str,
    target: str,
    places: Iterable[Place] = (),
    *,
    hint: str,
    note: str = "",
) -> Measured:
    """Return a row that holds unless it has places where it fails."""
    found = tuple(places)
    named = found[:NAMED]
    if len(found) > NAMED:
        named += (Place(what=f"and {len(found) - NAMED} more"),)
    return Measured(name, figure, shown, target, not found, named, hint if found else "", note)
