"""What is shown in display type: where it stands in the sources, and what is too long for it.

A title, a slogan or a quote of a page is none: it is refused before anything is measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pamphlet.errors import FitError, Location
from pamphlet.model import (
    Block,
    Box,
    Composition,
    Heading,
    Listing,
    PullQuote,
    Quotation,
    Slogan,
    Statement,
    plain,
)

# No headline has more characters, no quote that is to be seen at a glance.
LONGEST, LONGEST_QUOTE = 400, 600

_SHOWN = 24

_SHORTER = "write a shorter one, and the rest as text"
_QUOTED = "quote a sentence or two of it; a long quotation is set as text after '>'"


@dataclass(frozen=True, slots=True)
class Headline:
    """A text in display type: what it is, where it stands, how long it may be."""

    kind: str
    text: str
    at: Location
    longest: int = LONGEST
    hint: str = _SHORTER


class Headlines:
    """All that is shown in display type of an edition."""

    def __init__(
        self,
        composition: Composition,
        statements: tuple[Statement, ...],
        sources: tuple[str, ...],
    ) -> None:
        self.all = tuple(
            headline
            for piece, statement, source in zip(
                composition.pieces, statements, sources, strict=True
            )
            for headline in (
                Headline("title", piece.title, Location(source, statement.line_of("title"))),
                *(
                    Headline("slogan", slogan, Location(source, statement.line_of("slogans")))
                    for slogan in piece.slogans
                ),
                *_in_body(piece.body, source, statement.line_of("pull_quotes")),
            )
        )

    def refuse_long(self) -> None:
        """Raise FitError for the first that is too long to be seen at a glance."""
        for one in self.all:
            if len(one.text) > one.longest:
                raise FitError(
                    f"a {one.kind} of {len(one.text)} characters is too long: "
                    f"'{one.text[:_SHOWN]}…'",
                    at=one.at,
                    hint=one.hint,
                )

    def place_of(self, text: str) -> Location | None:
        """Return where a text stands that is shown, or that shows a part of one."""
        wanted = _letters(text)
        return next((one.at for one in self.all if wanted in _letters(one.text)), None)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _in_body(blocks: tuple[Block, ...], source: str, quotes: int | None) -> Iterator[Headline]:
    """Give the headlines of a text; quotes that were put into it stand on the line `quotes`."""
    for block in blocks:
        match block:
            case Heading():
                yield Headline("heading", plain(block.runs), Location(source, block.line))
            case Slogan():
                yield Headline("slogan", plain(block.runs), Location(source, block.line))
            case PullQuote():
                at = Location(source, block.line or quotes)
                yield Headline("pull quote", plain(block.runs), at, LONGEST_QUOTE, _QUOTED)
            case Quotation() | Box():
                yield from _in_body(block.blocks, source, quotes)
            case Listing():
                for item in block.items:
                    yield from _in_body(item, source, quotes)
