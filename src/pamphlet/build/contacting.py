"""The contact sheet is drawn beside the other work of a build, so that nobody waits for it.

What draws is loaded while the engine lays out, and draws while words are proved: in a
thread, which is enough, since pdfium and the engine both work without Python's lock.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

from pamphlet import contact
from pamphlet.build.forms import Made
from pamphlet.fonts import FontLibrary

# The family of the captions.
CAPTIONS = "Source Sans 3"


class ContactSheet:
    """Draws the contact sheet of one edition, if it is wanted; used in a `with` statement."""

    def __init__(self, *, wanted: bool) -> None:
        self._pool = ThreadPoolExecutor(1) if wanted else None
        self._drawing: Future[tuple[bytes, ...]] | None = None

    def __enter__(self) -> ContactSheet:
        if self._pool:
            self._pool.submit(contact.load)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def begin(self, made: Made, library: FontLibrary) -> None:
        """Begin to draw what was made."""
        if not self._pool:
            return
        face = library.find(CAPTIONS) or library.faces[0]
        self._drawing = self._pool.submit(
            contact.contact_sheets,
            made.screen,
            made.files.get("sheets"),
            made.plan,
            face=Path(face.path),
            printing=made.printing,
            sides=made.sides,
        )

    def pictures(self) -> tuple[bytes, ...]:
        """Return the pictures when they are drawn; none if they are not wanted.

        Raises MissingProgram when what draws is missing.
        """
        return self._drawing.result() if self._drawing else ()
