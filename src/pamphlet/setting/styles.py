"""A text in several styles, and how wide any stretch of it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

from pamphlet.model import Runs


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


class Styled:
    """The text of runs, and how wide any stretch of it is."""

    def __init__(self, runs: Runs, widths: Widths, *, italic: bool) -> None:
        self.runs, self.widths = runs, widths
        # The figure that calls a note is upright anywhere.
        self.styles = [
            Style(run.bold, run.italic or (italic and not run.is_call), run.code) for run in runs
        ]
        self.starts = list(accumulate((len(run.text) for run in runs), initial=0))

    def is_known(self) -> bool:
        """Tell whether every piece can be measured."""
        return all(
            not any(unicodedata.category(letter) in ("Cf", "Cc") for letter in run.text.strip("\n"))
            and self.widths.knows(style, run.text.replace("\n", " "))
            for run, style in zip(self.runs, self.styles, strict=True)
        )

    def width(self, start: int, end: int) -> float:
        """Return the width of a stretch in em."""
        if len(self.runs) == 1:
            return self.widths(self.styles[0], self.runs[0].text[start:end].replace("\n", " "))
        total = 0.0
        for run, style, at in zip(self.runs, self.styles, self.starts, strict=False):
            part = run.text[max(0, start - at) : max(0, end - at)]
            if part:
                total += self.widths(style, part.replace("\n", " "))
        return total
