"""The size at which a text fills its frames: estimated before anything is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pamphlet.model import (
    Block,
    Box,
    Divider,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Slogan,
    plain,
)

# The room left for what an estimate does not see: a hyphen not found, a widow moved.
MARGIN = 0.975

STEP = 0.1


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text runs: a width and a height in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Passage:
    """A block as the estimate sees it.

    `indent` narrows the measure (em), `space` is white above and below (lines),
    `scale` is its size against the text's, `room` is a height of its own (points).
    """

    text: str
    indent: float = 0.0
    space: float = 0.0
    scale: float = 1.0
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A size in points, and the number of frames it is expected to fill."""

    size: float
    fill: float


def estimate_fill(
    passages: tuple[Passage, ...],
    frames: tuple[Frame, ...],
    *,
    size: float,
    leading: float,
    width_of: Callable[[str], float],
) -> float:
    """Return how many of the frames a text fills at a size; more than there are, if too long."""
    line = size * leading
    used, index = 0.0, 0
    for passage in passages:
        frame = frames[min(index, len(frames) - 1)]
        used += _height(passage, frame, size, line, width_of)
        while used >= frame.height and frame.height > 0:
            used -= frame.height
            index += 1
            frame = frames[min(index, len(frames) - 1)]
    return index + used / max(frames[min(index, len(frames) - 1)].height, 1.0)


def _height(
    passage: Passage, frame: Frame, size: float, line: float, width_of: Callable[[str], float]
) -> float:
    if not passage.text:
        return passage.room + passage.space * line
    measure = max(frame.width / size / passage.scale - passage.indent, 4.0)
    lines = sum(_lines(part, measure, width_of) for part in passage.text.split("\n"))
    return lines * line * passage.scale + passage.space * line + passage.room


def _lines(text: str, measure: float, width_of: Callable[[str], float]) -> int:
    """Break a paragraph greedily and count its lines."""
    space = width_of("n n") - 2 * width_of("n")
    lines, room = 1, measure
    for word in text.split():
        width = width_of(word)
        if width <= room:
            room -= width + space
            continue
        # A long word is hyphenated, and part of it stays on the line above.
        stays = 0.4 * width if len(word) > 7 and room > 0.35 * width else 0.0
        lines += 1
        room = measure - (width - stays) - space
    return lines


def fit_size(
    passages: tuple[Passage, ...],
    frames: tuple[Frame, ...],
    *,
    least: float,
    most: float,
    leading: float,
    width_of: Callable[[str], float],
) -> Fit:
    """Return the largest size, in steps of a tenth of a point, at which the text should fit.

    The smallest size is returned when none does; then the layout shows how much
    there is too much.
    """

    def fill(size: float) -> float:
        return estimate_fill(passages, frames, size=size, leading=leading, width_of=width_of)

    low, high = 0, round((most - least) / STEP)
    while low < high:
        middle = (low + high + 1) // 2
        if fill(least + middle * STEP) <= len(frames) * MARGIN:
            low = middle
        else:
            high = middle - 1
    size = round(least + low * STEP, 2)
    return Fit(size, fill(size))


# --- From blocks to passages ------------------------------------------------

# White and size of each kind of block as the shared stylesheet sets them.
_PULL_QUOTE_SCALE = 1.9
_SLOGAN_SCALE = 2.0


def passages(blocks: tuple[Block, ...], *, indent: float = 0.0) -> tuple[Passage, ...]:
    """Return a body as the estimate sees it."""
    return tuple(passage for block in blocks for passage in _passages(block, indent))


def _passages(block: Block, indent: float) -> tuple[Passage, ...]:
    match block:
        case Paragraph():
            # The first line's indent takes room as a short word would.
            return (Passage("— " + plain(block.runs), indent),)
        case Heading():
            return (Passage(plain(block.runs), indent, space=1.12),)
        case PullQuote():
            return (Passage(plain(block.runs), indent, 3.0, _PULL_QUOTE_SCALE * 0.62),)
        case Slogan():
            return (Passage(plain(block.runs), indent, 1.2, _SLOGAN_SCALE * 0.62),)
        case Quotation():
            return (*passages(block.blocks, indent=indent + 1.0), Passage("", space=1.0))
        case Box():
            title = (Passage(block.title, indent + 2.0),) if block.title else ()
            inside = passages(block.blocks, indent=indent + 2.0)
            return (*title, *inside, Passage("", space=3.5))
        case Listing():
            items = (p for item in block.items for p in passages(item, indent=indent + 1.2))
            return (*items, Passage("", space=1.0))
        case Figure():
            return (Passage("", space=9.0),)
        case Preformatted():
            return (Passage(block.text, indent, 1.0),)
        case Divider():
            return (Passage("", space=2.0),)
    return ()
