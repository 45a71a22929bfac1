"""HTML in a text is refused: nobody means to print tags.

Markdown knows a few of them elsewhere; here they would stand on the page as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pamphlet.errors import Location, StatementError
from pamphlet.model import Block, Box, Composition, Listing, Quotation, Run

_NAMES = (
    "a abbr article aside b big blockquote body br button center code col dd del div dl dt em "
    "figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input "
    "ins label li link main mark meta nav ol p pre q s script section small span strike strong "
    "style sub sup svg table tbody td tfoot th thead title tr tt u ul video"
)
_TAG = re.compile(
    rf"</?(?:{'|'.join(_NAMES.split())})(?:\s[^<>]*)?/?>|<!--.*?(?:-->|$)|<!doctype\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)

_SHOWN = 40


def refuse_tags(composition: Composition, sources: tuple[str, ...]) -> None:
    """Raise StatementError for the first tag of HTML in a text; what is code may have some."""
    for piece, source in zip(composition.pieces, sources, strict=True):
        for run, line in _runs(piece.body):
            if not run.code and (found := _TAG.search(run.text)):
                tag = " ".join(found[0].split())
                raise StatementError(
                    f"this is HTML, which is not read: '{_shortened(tag)}'",
                    at=Location(source, line),
                    hint="write **bold**, *italic* and empty lines between paragraphs instead; "
                    "in Markdown, what stands between backticks is printed as it is",
                )


def _shortened(tag: str) -> str:
    return tag if len(tag) <= _SHOWN else f"{tag[:_SHOWN]}…"


def _runs(blocks: tuple[Block, ...]) -> Iterator[tuple[Run, int]]:
    """Give all runs of a text, each with the line of its block."""
    for block in blocks:
        match block:
            case Quotation() | Box():
                yield from _runs(block.blocks)
            case Listing():
                for item in block.items:
                    yield from _runs(item)
            case _:
                yield from ((run, block.line) for run in getattr(block, "runs", ()))
