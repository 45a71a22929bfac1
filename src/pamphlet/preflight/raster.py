"""Pages as pixels, with their text and without it.

Loads pypdfium2; a page is drawn when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pamphlet.errors import MissingProgram

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels a point: 144 an inch shows small type whole.
SCALE = 2.0

# Forms within forms are searched for text so deep.
_DEPTH = 12


class Rasters:
    """The pages of one file, drawn at `SCALE`."""

    def __init__(self, content: bytes) -> None:
        try:
            import pypdfium2
        except ImportError:
            raise MissingProgram(
                "the library pypdfium2 is missing", hint="install it: 'pip install pypdfium2'"
            ) from None
        self._file = pypdfium2.PdfDocument(content)
        self._drawn: dict[int, tuple[Image, Image]] = {}

    def page(self, number: int) -> tuple[Image, Image]:
        """Return a page as it looks, and as it looks without its text."""
        if number not in self._drawn:
            page = self._file[number]
            whole = page.render(scale=SCALE).to_pil().convert("RGB")
            _hide_text(page)
            bare = page.render(scale=SCALE).to_pil().convert("RGB")
            page.close()  # what was hidden is forgotten with it
            self._drawn[number] = whole, bare
        return self._drawn[number]

    def grey(self, number: int, scale: float) -> Image:
        """Return a page in greys, at so many pixels a point."""
        page = self._file[number]
        return page.render(scale=scale, grayscale=True).to_pil().convert("L")

    def close(self) -> None:
        self._file.close()


def _hide_text(page: Any) -> None:
    from pypdfium2 import raw

    for thing in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,), max_depth=_DEPTH):
        raw.FPDFTextObj_SetTextRenderMode(thing.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
