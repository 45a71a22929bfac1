"""Lines whose letters cannot be told from their glyphs carry their text along.

A PDF says of each glyph what it stands for, once. Where letters and their signs change
places or melt together, as in Devanagari, the same glyph stands for other letters in
other words, so that such a line is marked with its text (ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

import pydyf
from weasyprint.draw import text as drawing

from pamphlet.render.marked import tell_marks

# From Devanagari to Burmese, and Khmer: signs stand before the letters that they follow.
_REORDERED = ((0x0900, 0x109F), (0x1780, 0x17FF))


def speak_lines() -> None:
    """Make the engine mark such lines from now on; calling it again changes nothing."""
    if not getattr(drawing.draw_first_line, "speaks", False):
        drawing.draw_first_line = _speaking(drawing.draw_first_line)


def _speaking(draw: Any) -> Any:
    def draw_first_line(stream: Any, textbox: Any, *args: Any) -> Any:
        text = textbox.text
        if is_right_to_left(text):
            tell_marks(stream, textbox)
        if not must_be_said(text):
            return draw(stream, textbox, *args)
        words = pydyf.Dictionary({"ActualText": pydyf.String(text)})
        # The engine's own stream has begun the tag around this.
        pydyf.Stream.begin_marked_content(stream, "Span", words)
        try:
            return draw(stream, textbox, *args)
        finally:
            pydyf.Stream.end_marked_content(stream)

    draw_first_line.speaks = True
    return draw_first_line


@lru_cache(maxsize=5_000)
def must_be_said(text: str) -> bool:
    """Tell whether glyphs alone do not say what a line says.

    Right-to-left lines are left as they are: readers turn them by themselves.
    """
    if text.isascii():
        return False
    if any(first <= ord(letter) <= last for letter in text for first, last in _REORDERED):
        return True
    kinds = {unicodedata.category(letter) for letter in text}
    return "Mn" in kinds and not is_right_to_left(text)


@lru_cache(maxsize=5_000)
def is_right_to_left(text: str) -> bool:
    """Tell whether there are letters in a text that are read from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(letter) in ("R", "AL") for letter in text
    )
