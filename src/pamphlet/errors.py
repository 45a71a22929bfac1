"""What can go wrong, said so that a person can mend it.

    PamphletError
    ├── InputError          what was given cannot be read: nothing was started
    │   ├── UsageError      the command line itself
    │   ├── ProjectError    pamphlet.yml
    │   ├── StatementError  a statement or something it points at
    │   ├── LayoutError     a layout's manifest, template or stylesheet
    │   └── ThemeError      a theme's file
    ├── EditionError        an edition was started and cannot be finished
    │   ├── FitError        the text does not fit its pages
    │   ├── GlyphError      no font has a character
    │   ├── ReferenceRefused  a page asked for a file it may not read
    │   └── LostWords       a file lacks words of its statement
    ├── ImpositionError     pages cannot be placed on sheets as asked
    ├── PdfError            a PDF cannot be read
    ├── OutputError         a file cannot be written
    └── MissingProgram      this machine lacks something the program needs

An error carries a place, a sentence and a way to mend it; `str()` gives all
three. Several found at once travel together in `Complaints`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: `line` counts from 1, None means the whole file."""

    path: Path | str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)


class PamphletError(Exception):
    """An error that a person can mend: where, what, how."""

    def __init__(
        self, message: str, *, at: Location | Path | str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.at = at if isinstance(at, Location | None) else Location(at)
        self.hint = hint

    def __str__(self) -> str:
        head = f"{self.at}: {self.message}" if self.at else self.message
        return f"{head}\n  {self.hint}" if self.hint else head

    def __reduce__(self):  # errors cross from worker processes
        return _rebuild, (type(self), self.message, self.at, self.hint)

    @property
    def complaints(self) -> tuple[PamphletError, ...]:
        """The single errors this one stands for: itself, unless it gathers several."""
        return (self,)


def _rebuild(kind, message, at, hint):
    return kind(message, at=at, hint=hint)


class InputError(PamphletError):
    """What was given cannot be read; nothing was started."""


class UsageError(InputError):
    """The command line asks for something that does not exist."""


class ProjectError(InputError):
    """pamphlet.yml is wrong."""


class StatementError(InputError):
    """A statement, or a file it points at, is wrong."""


class LayoutError(InputError):
    """A layout's manifest, template or stylesheet is wrong."""


class ThemeError(InputError):
    """A theme's file is wrong."""


class EditionError(PamphletError):
    """An edition was started and cannot be finished."""


class FitError(EditionError):
    """The text does not fit the pages of its layout."""


class GlyphError(EditionError):
    """No font of the layout has a character of the text."""


class ReferenceRefused(EditionError):
    """A page asked for a file outside the folders it may read."""


class LostWords(EditionError):
    """Words of a statement are missing in the file made from it."""


class ImpositionError(PamphletError):
    """Pages cannot be placed on sheets as asked."""


class PdfError(PamphletError):
    """A PDF cannot be read."""


class OutputError(PamphletError):
    """A file cannot be written."""


class MissingProgram(PamphletError):
    """This machine lacks a library or a program that is needed."""


class Complaints(InputError):
    """Several input errors found in one reading."""

    def __init__(self, errors: tuple[PamphletError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self._errors = tuple(errors)

    def __reduce__(self):
        return Complaints, (self._errors,)

    @property
    def complaints(self) -> tuple[PamphletError, ...]:
        return self._errors


def fault(problem: Exception) -> PamphletError:
    """Return what the program itself did wrong, in a sentence.

    The trace is shown where PAMPHLET_DEBUG is set.
    """
    if os.environ.get("PAMPHLET_DEBUG"):
        import traceback  # as slow to load as this module, and hardly ever wanted

        traceback.print_exception(problem, file=sys.stderr)
    what = str(problem).splitlines()
    return PamphletError(
        f"a fault of the program: {type(problem).__name__}{': ' + what[0] if what else ''}",
        hint="please report it with the text; PAMPHLET_DEBUG=1 shows where it happened",
    )


def raise_all(errors: list[PamphletError]) -> None:
    """Raise nothing, the one error, or all of them as `Complaints`."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise Complaints(tuple(errors))
