"""A text whose lines are planned: every paragraph broken before the engine sees it.

Blocks come in, and the same blocks go out with a line end ("\\n") where a line is to end
and a soft hyphen where a word is to be parted. What cannot be measured exactly (a
letter from another face, a word wider than its line, a language without patterns) is
left to the engine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Protocol

from pamphlet.model import Block, Box, Listing, Paragraph, Quotation, Runs, plain
from pamphlet.setting.paragraph import Break, Setting, break_paragraph, set_lines

SOFT_HYPHEN = "\u00ad"

# What the shared stylesheet takes from the measure, in em; the rule of a quotation in points.
INDENT = 1.1
LIST_INDENT = 1.2
QUOTE_INDENT = 0.9
QUOTE_RULE_PT = 2.5
BOX_PADDING = 2.0


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a stretch of text, as faces tell them apart."""

    bold: bool = False
    italic: bool = False
    code: bool = False


class Widths(Protocol):
    """How wide a text is in a style."""

    def __call__(self, style: Style, text: str) -> float:
        """Return the width of a text in em."""
        ...

    def knows(self, style: Style, text: str) -> bool:
        """Tell whether the engine sets every letter of a text in the face of the style."""
        ...


@dataclass(slots=True)
class Plan:
    """Plans the lines of one text.

    `measure` is that of its narrowest frame in em, `spare` what the widest has more,
    `size` is in points. `left` holds the numbers of the
    paragraphs to be left to the engine, `lines` what was planned: for each paragraph
    that was, its number and its lines.
    """

    measure: float
    spare: float
    size: float
    widths: Widths
    setting: Setting
    italic_quotes: bool = True
    left: frozenset[int] = frozenset()
    lines: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    count: int = 0

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks with their lines planned."""
        return tuple(self._blocks(blocks, self.measure, italic=False))

    def _blocks(
        self, blocks: tuple[Block, ...], measure: float, *, italic: bool
    ) -> Iterator[Block]:
        before: Block | None = None
        for block in blocks:
            yield self._block(block, measure, italic=italic, follows=isinstance(before, Paragraph))
            before = block

    def _block(self, block: Block, measure: float, *, italic: bool, follows: bool) -> Block:
        match block:
            case Paragraph():
                indent = INDENT if follows else 0.0
                return self._paragraph(block, measure, indent, italic=italic)
            case Quotation():
                inside = measure - QUOTE_INDENT - QUOTE_RULE_PT / self.size
                found = self._blocks(block.blocks, inside, italic=self.italic_quotes)
                return replace(block, blocks=tuple(found))
            case Box():
                found = self._blocks(block.blocks, measure - BOX_PADDING, italic=italic)
                return replace(block, blocks=tuple(found))
            case Listing():
                inside = measure - LIST_INDENT
                items = (tuple(self._blocks(i, inside, italic=italic)) for i in block.items)
                return replace(block, items=tuple(items))
        return block

    def _paragraph(
        self, block: Paragraph, measure: float, indent: float, *, italic: bool
    ) -> Paragraph:
        self.count += 1
        if self.count in self.left:
            return block
        text = plain(block.runs)
        found = _Styled(block.runs, self.widths, italic=italic)
        if not text.strip() or not found.is_known():
            return block
        breaks = break_paragraph(
            text,
            found.width,
            measure=measure,
            setting=self.setting,
            indent=indent,
            spare=self.spare,
        )
        if breaks is None:
            return block
        self.lines.append((self.count, set_lines(text, breaks)))
        return replace(block, runs=_broken(block.runs, breaks), is_planned=True)


class _Styled:
    """The text of runs, and how wide any stretch of it is."""

    def __init__(self, runs: Runs, widths: Widths, *, italic: bool) -> None:
        self.runs, self.widths = runs, widths
        self.styles = [Style(run.bold, run.italic or italic, run.code) for run in runs]
        self.starts = list(accumulate((len(run.text) for run in runs), initial=0))

    def is_known(self) -> bool:
        """Tell whether every piece can be measured."""
        return all(
            not any(unicodedata.category(letter) in ("Cf", "Cc") for letter in run.text.strip("\n"))
            and self.widths.knows(style, run.text.replace("\n", " "))
            for run, style in zip(self.runs, self.styles, strict=True)
        )

    def width(self, start: int, end: int) -> float:
        total = 0.0
        for run, style, at in zip(self.runs, self.styles, self.starts, strict=False):
            part = run.text[max(0, start - at) : max(0, end - at)]
            if part:
                total += self.widths(style, part.replace("\n", " "))
        return total


def _broken(runs: Runs, breaks: tuple[Break, ...]) -> Runs:
    """Return runs with line ends and soft hyphens at the breaks."""
    before: dict[int, str] = {}
    instead: dict[int, str] = {}
    for found in breaks:
        if found.end == found.start:
            before[found.end] = SOFT_HYPHEN if found.hyphen else "\n"
        else:
            instead |= dict.fromkeys(range(found.end, found.start), "")
            instead[found.end] = "\n"
    starts = accumulate((len(run.text) for run in runs), initial=0)
    return tuple(
        replace(
            run,
            text="".join(
                before.get(place, "") + instead.get(place, letter)
                for place, letter in enumerate(run.text, start)
            ),
        )
        for run, start in zip(runs, starts, strict=False)
    )
