"""The finished files of one edition → what was measured of them.

What takes long to load (the library that draws pages, the one that reads codes)
is loaded when something is checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pamphlet.build.proving import prove_sheets
from pamphlet.errors import LostWords
from pamphlet.layout import Layout, Paper
from pamphlet.model import Composition
from pamphlet.preflight.words import count_words

if TYPE_CHECKING:
    from pamphlet.preflight.measured import Measured


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition that was measured: how many words it must show, and every measure."""

    name: str
    layout: str
    lang: str
    words: int
    measures: tuple[Measured, ...]

    @property
    def holds(self) -> bool:
        return all(measured.holds for measured in self.measures)


def checked(
    name: str,
    screen: bytes,
    made: Sequence[bytes],
    *,
    composition: Composition,
    layout: Layout,
    paper: Paper,
    sources: tuple[str, ...],
) -> Checked:
    """Measure the screen file of an edition, and compare its other files with it.

    Raises PdfError when a file cannot be read, MissingProgram when a library is not there.
    """
    on_sheets = _on_sheets(screen, made)
    from pamphlet.preflight.measures import measure

    lost, *others = measure(screen, composition, layout, paper, sources=sources)
    return Checked(
        name=name,
        layout=layout.name,
        lang=composition.lang,
        words=count_words(composition),
        measures=(lost, on_sheets, *others),
    )


def _on_sheets(screen: bytes, made: Sequence[bytes]) -> Measured:
    """Compare the sheets with the pages; the files must be readable to be measured at all."""
    from pamphlet.preflight.measured import Place, judged

    missing = 0
    places = []
    for content in made:
        try:
            prove_sheets(screen, [content])
        except LostWords as lost:
            missing += 1
            places.append(Place(what=lost.message))
    return judged(
        "pages on the sheets",
        missing,
        f"{len(made) - missing} of {len(made)} files",
        "every page, in every file",
        places,
        hint="build the edition again: its files are not of one making",
    )
