"""What was made is compared with what was said, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from pamphlet.errors import Location, LostWords, PdfError
from pamphlet.model import Composition
from pamphlet.preflight.words import Lost, lost_pages, lost_words, page_letters

# Of the words that are lost, so many are named.
_NAMED = 12


def prove_words(
    screen: bytes, composition: Composition, sources: tuple[str, ...], *, frame_mm: float
) -> None:
    """Raise LostWords unless every word of a composition is on the pages.

    Words nearer than `frame_mm` to the trim would be cut off by a printer that leaves a
    margin, and count as lost too.
    """
    with _opened(screen) as pdf:
        lost = lost_words(pdf, composition, sources, frame_mm=frame_mm)
        if not lost:
            return
        gone = lost_words(pdf, composition, sources) if frame_mm else lost
    if gone:
        raise _lost(gone, "on the pages")
    raise _lost(lost, f"within {frame_mm:g} mm of the edge, where many printers cannot print")


def prove_sheets(screen: bytes, made: Sequence[bytes]) -> None:
    """Raise LostWords unless the text of every page is on the sheets of each file in `made`."""
    if not made:
        return
    with _opened(screen) as pdf:
        pages = page_letters(pdf)
    for content in made:
        with _opened(content) as sheets:
            missing = lost_pages(sheets, pages)
        if missing:
            what = f"page {missing[0]}" if len(missing) == 1 else f"pages {_listed(missing)}"
            raise LostWords(f"the text of {what} is not on the sheets")


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(content))
    except pikepdf.PdfError as problem:
        raise PdfError(
            f"a file that was made cannot be read: {problem}", hint="build the edition again"
        ) from None


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _lost(lost: list[Lost], where: str) -> LostWords:
    count = sum(len(one.words.split()) for one in lost)
    lines = [f"{one.what}: {one.words}" for one in lost[:_NAMED]]
    if len(lost) > _NAMED:
        lines.append(f"and {len(lost) - _NAMED} more")
    return LostWords(
        f"{count} word{' is' if count == 1 else 's are'} lost {where}",
        at=Location(lost[0].source, lost[0].line),
        hint="\n  ".join(lines),
    )
