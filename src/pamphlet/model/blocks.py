"""What running text is made of: blocks of runs, and ways through them.

`line` is where a block begins in its file, counted from 1; a "\\n" inside a run is a line
break that the author asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, or the call of a note.

    A call (`is_call`) has no text until the notes are numbered; its text is then its
    figure. `note` is what it calls, None where the same note was called before.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    is_call: bool = False
    note: Note | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it lies, what it shows, who made it.

    `focus` is the point that a crop keeps, as fractions of width and height
    from the upper left corner; `ratio` is its height to its width.
    """

    src: Path
    alt: str = ""
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    ratio: float = 0.66


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; where its lines are planned, its runs hold their ends.

    Where the lines are justified, `last` holds the last one and `runs` the others.
    """

    runs: Runs
    line: int = 0
    is_planned: bool = False
    last: Runs = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the foot of the page where it is called; `label` tells it from the others."""

    text: Paragraph
    label: str


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class PullQuote:
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class Slogan:
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    image: Image
    line: int = 0


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and spaces count."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Divider:
    """A change of thought without a heading."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    blocks: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the number of its first item when it is ordered."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    line: int = 0


Block = (
    Paragraph
    | Heading
    | PullQuote
    | Slogan
    | Figure
    | Preformatted
    | Divider
    | Quotation
    | Box
    | Listing
)


def plain(runs: Runs) -> str:
    """Return the text of runs without their styles."""
    return "".join(run.text for run in runs)


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Give every block in reading order, those inside others too."""
    for block in blocks:
        yield block
        for inside in (getattr(block, "blocks", ()), *getattr(block, "items", ())):
            yield from all_blocks(inside)


def texts(blocks: tuple[Block, ...], *, notes: bool = False) -> tuple[tuple[str, int], ...]:
    """Return the text of every block in reading order, each with its line; then the `notes`."""
    found = [(_text_of(block), block.line) for block in all_blocks(blocks)]
    if notes:
        found += [(plain(note.text.runs), note.text.line) for note in notes_in(blocks)]
    return tuple((text, line) for text, line in found if text is not None)


def _text_of(block: Block) -> str | None:
    match block:
        case Paragraph() | Heading() | PullQuote() | Slogan():
            return plain(block.runs)
        case Preformatted():
            return block.text
        case Figure():
            return block.image.credit or None
        case Box():
            return block.title or None
    return None


def notes_in(blocks: tuple[Block, ...]) -> tuple[Note, ...]:
    """Return every note of a text once, in the order of their calls."""
    found: dict[str, Note] = {}
    for block in all_blocks(blocks):
        for run in getattr(block, "runs", ()):
            if run.note:
                found.setdefault(run.note.label, run.note)
    return tuple(found.values())


def pictures_in(blocks: tuple[Block, ...]) -> tuple[Image, ...]:
    """Return every picture of a text."""
    return tuple(block.image for block in all_blocks(blocks) if isinstance(block, Figure))


def with_runs(blocks: tuple[Block, ...], change: Callable[[Runs], Runs]) -> tuple[Block, ...]:
    """Return blocks with the runs of each changed, in reading order, however deep they lie."""
    return tuple(_with_runs(block, change) for block in blocks)


def _with_runs(block: Block, change: Callable[[Runs], Runs]) -> Block:
    match block:
        case Paragraph() | Heading() | PullQuote() | Slogan():
            return replace(block, runs=change(block.runs))
        case Quotation() | Box():
            return replace(block, blocks=with_runs(block.blocks, change))
        case Listing():
            return replace(block, items=tuple(with_runs(item, change) for item in block.items))
    return block
