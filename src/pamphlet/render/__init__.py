"""HTML → pages; the only user of WeasyPrint; confined.

Pages may read files in the folders that are given, and nothing else: no
network, no other files, links followed to where they really lead. A refused
reference stops the edition and is named. Only the given fonts are seen.

The engine takes a second to load. `lay_out` loads it where it is called;
`apart` loads it in a process of its own while the caller does other things.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pamphlet.errors import MissingProgram


class LaidOut(Protocol):
    """A laid-out document: facts about its pages, and the way to its PDF.

    `lines` are those that were set of each paragraph whose lines were planned.
    """

    @property
    def pages(self) -> tuple: ...

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]: ...

    def write(self) -> bytes:
        """Return the master file: RGB, with bleed, tags, links and bookmarks.

        Raises GlyphError when no font had a character, ReferenceRefused when a
        picture asked for a file that it may not read.
        """
        ...


class LayOut(Protocol):
    """Whatever lays out: here or in another process."""

    def __call__(
        self,
        html: str,
        *,
        measures: str,
        stylesheets: tuple[Path, ...],
        allowed: tuple[Path, ...],
        font_folders: tuple[Path, ...],
        base: Path,
    ) -> LaidOut: ...


def lay_out(
    html: str,
    *,
    measures: str,
    stylesheets: tuple[Path, ...],
    allowed: tuple[Path, ...],
    font_folders: tuple[Path, ...],
    base: Path,
) -> LaidOut:
    """Lay out HTML, reading only files in the `allowed` folders.

    `measures` is CSS that comes before the `stylesheets`, all of one rank; `base` is
    what relative references start from. Raises ReferenceRefused for a file outside,
    LayoutError for a stylesheet that cannot be read or a page on which the engine
    fails, EditionError for a picture that cannot be drawn.
    """
    prepare(font_folders)
    from pamphlet.render import engine

    return engine.lay_out(
        html,
        measures=measures,
        stylesheets=stylesheets,
        allowed=allowed,
        font_folders=font_folders,
        base=base,
    )


def prepare(font_folders: tuple[Path, ...]) -> None:
    """Load the engine with the given fonts, once a process.

    Raises MissingProgram when Pango, which it needs, is not there.
    """
    from pamphlet import fonts

    fonts.use_only(font_folders)
    try:
        from pamphlet.render import engine  # noqa: F401
    except OSError as problem:  # cffi cannot load the library
        raise MissingProgram(
            f"the library Pango is missing or too old ({str(problem).splitlines()[0]})",
            hint="'pamphlet doctor' says how to install it",
        ) from None
