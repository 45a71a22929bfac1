"""A text with the ends of its lines: what the engine is given to set.

Blocks go in with the breaks that were chosen, and come out with a line end ("\\n") where
a line is to end, after a hyphen where a word is parted. Blocks whose lines are not
planned are left as they are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from pamphlet.model import Block, Box, Listing, Note, Paragraph, Quotation, Runs, plain
from pamphlet.setting.breaks import Break
from pamphlet.setting.paragraph import set_lines

HYPHEN = "‐"

Breaks = dict[int, tuple[Break, ...]]


class LineEnds:
    """Puts line ends into a text; `lines` are those of each paragraph, by its number."""

    def __init__(self, breaks: Breaks, *, justified: bool = False) -> None:
        self.breaks, self.is_justified = breaks, justified
        self.lines: list[tuple[int, tuple[str, ...]]] = []
        self._count = 0

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return blocks with the ends of their lines; paragraphs are counted in order."""
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Quotation() | Box():
                return replace(block, blocks=self.blocks(block.blocks))
            case Listing():
                return replace(block, items=tuple(self.blocks(item) for item in block.items))
        return block

    def _paragraph(self, block: Paragraph) -> Paragraph:
        breaks = self._next(block)
        runs = tuple(
            replace(run, note=self._note(run.note)) if run.note else run for run in block.runs
        )
        if breaks is None:
            return replace(block, runs=runs)
        # A line that the author ended is not to be stretched.
        if not self.is_justified or not breaks or any(one.is_forced for one in breaks):
            return replace(block, runs=_broken(runs, breaks), is_planned=True)
        before, last = _parted(runs, breaks[-1])
        return replace(block, runs=_broken(before, breaks[:-1]), last=last, is_planned=True)

    def _note(self, note: Note) -> Note:
        """Return a note with the ends of its lines; they are never justified."""
        breaks = self._next(note.text)
        if breaks is None:
            return note
        runs = _broken(note.text.runs, breaks)
        return replace(note, text=replace(note.text, runs=runs, is_planned=True))

    def _next(self, block: Paragraph) -> tuple[Break, ...] | None:
        """Count a paragraph or a note, and return the ends of its lines."""
        self._count += 1
        breaks = self.breaks.get(self._count)
        if breaks is not None:
            self.lines.append((self._count, set_lines(plain(block.runs), breaks)))
        return breaks


def _parted(runs: Runs, at: Break) -> tuple[Runs, Runs]:
    """Return what stands before the last line, and the last line."""
    starts = list(accumulate((len(run.text) for run in runs), initial=0))
    before = [
        replace(run, text=run.text[: max(0, at.end - start)])
        for run, start in zip(runs, starts, strict=False)
    ]
    last = [
        replace(run, text=run.text[max(0, at.start - start) :])
        for run, start in zip(runs, starts, strict=False)
    ]
    before, last = ([run for run in part if run.text] for part in (before, last))
    if at.hyphen:
        before[-1] = replace(before[-1], text=before[-1].text + HYPHEN)
    return tuple(before), tuple(last)


def _broken(runs: Runs, breaks: tuple[Break, ...]) -> Runs:
    """Return runs with hyphens and line ends at the breaks."""
    before: dict[int, str] = {}
    instead: dict[int, str] = {}
    for found in breaks:
        if found.end == found.start:
            before[found.end] = f"{HYPHEN}\n" if found.hyphen else "\n"
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
