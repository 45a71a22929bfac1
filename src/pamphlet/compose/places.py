"""Where pull quotes stand in a text: between two paragraphs, far from where they come from."""

from __future__ import annotations

from pamphlet.compose.choosing import WORTHY
from pamphlet.model import Block, Choice, Paragraph, PullQuote, Run, plain, texts

# So many letters between a pull quote and its source are eight lines or more.
FAR = 560

# Of a text of so many words one quote is chosen, of one twice as long two.
WORDS_A_QUOTE, MOST_QUOTES = 180, 3


def place_choices(
    blocks: tuple[Block, ...], choices: tuple[Choice, ...], wanted: int
) -> tuple[tuple[Block, ...], tuple[Choice, ...]]:
    """Return the blocks with so many of the best choices put in, and which.

    Where more are wanted than anybody would ask for, there are as many as suit the text. A
    choice for which there is no place far from its source is passed over.
    """
    if wanted > MOST_QUOTES:
        words = sum(len(text.split()) for text, _ in texts(blocks))
        suits = min(max(words // WORDS_A_QUOTE, 1), MOST_QUOTES)
        wanted, choices = suits, tuple(one for one in choices if one.score >= WORTHY)
    placed = blocks
    quoted: list[Choice] = []
    for choice in choices:
        if len(quoted) == wanted:
            break
        quote = PullQuote((Run(choice.text),))
        place = far_place(quote, placed)
        if place is not None:
            placed = (*placed[:place], quote, *placed[place:])
            quoted.append(choice)
    return placed, tuple(quoted)


def far_place(quote: PullQuote, blocks: tuple[Block, ...]) -> int | None:
    """Return the block before which a quote stands best, None where none is far enough."""
    places = [place for place in _between(blocks) if _distance(quote, blocks, place) >= FAR]
    if not places:
        return None
    return max(places, key=lambda place: _worth(quote, blocks, place))


def place_quotes(blocks: tuple[Block, ...], quotes: tuple[PullQuote, ...]) -> tuple[Block, ...]:
    """Return the blocks with pull quotes put in, each far from where it comes from.

    A quote stands between two paragraphs, never first or last, never after a
    heading; where there is no such place it stands as far back as it can.
    """
    for quote in quotes:
        places = _quote_places(blocks)
        if not places:
            blocks = (*blocks, quote)
            continue
        best = max(places, key=lambda place: _worth(quote, blocks, place))
        blocks = (*blocks[:best], quote, *blocks[best:])
    return blocks


def _worth(quote: PullQuote, blocks: tuple[Block, ...], place: int) -> float:
    """Return how good a place is: well away from its source, not at the ends of the text."""
    sizes, source = _sizes(blocks), _source_of(quote, blocks)
    middle = sum(sizes[:source]) + sizes[source] / 2 if source is not None else 0.0
    here, total = sum(sizes[:place]), sum(sizes)
    return min(abs(here - middle), FAR) + 0.2 * min(here, total - here)


def _distance(quote: PullQuote, blocks: tuple[Block, ...], place: int) -> float:
    """Return how many letters stand between a place and the words of a quote."""
    here = sum(_sizes(blocks)[:place])
    start, end = _span_of(quote, blocks)
    return max(start - here, here - end, 0)


def _sizes(blocks: tuple[Block, ...]) -> list[int]:
    return [
        0 if isinstance(block, PullQuote) else sum(len(text) for text, _ in texts((block,)))
        for block in blocks
    ]


def _between(blocks: tuple[Block, ...]) -> list[int]:
    """Return the places between two paragraphs."""
    return [
        place
        for place in range(1, len(blocks))
        if isinstance(blocks[place - 1], Paragraph) and isinstance(blocks[place], Paragraph)
    ]


def _quote_places(blocks: tuple[Block, ...]) -> list[int]:
    return _between(blocks) or [
        place for place in range(1, len(blocks)) if isinstance(blocks[place - 1], Paragraph)
    ]


def _span_of(quote: PullQuote, blocks: tuple[Block, ...]) -> tuple[float, float]:
    """Return where the words of a quote begin and end in the text, in letters."""
    source = _source_of(quote, blocks)
    if source is None:
        return 0.0, 0.0
    sizes, wanted = _sizes(blocks), _letters(plain(quote.runs))
    said = _said(blocks[source])
    scale = sizes[source] / max(len(said), 1)
    start = sum(sizes[:source]) + said.find(wanted) * scale
    return start, start + len(wanted) * scale


def _source_of(quote: PullQuote, blocks: tuple[Block, ...]) -> int | None:
    """Return the block that the words of a quote come from, None where there is none."""
    wanted = _letters(plain(quote.runs))
    found = (
        index
        for index, block in enumerate(blocks)
        if not isinstance(block, PullQuote) and wanted in _said(block)
    )
    return next(found, None)


def _said(block: Block) -> str:
    return _letters(" ".join(text for text, _ in texts((block,))))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
