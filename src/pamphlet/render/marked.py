"""What glyphs of right-to-left lines stand for, where a letter has marks above or beneath.

A letter and its marks are one cluster of several glyphs. The engine says that the first of
them stands for all of it and the others for nothing, wherever they occur again; so the letter
itself would be lost from search and copies, and a mark be read with the letter that it was
first seen on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from weasyprint.text.ffi import ffi, pango

# A glyph of a cluster: its number, and whether it takes room of its own.
Glyph = tuple[int, bool]


def tell_marks(stream: Any, textbox: Any) -> None:
    """Note for the fonts of a line what each glyph of a letter with marks stands for.

    What a font knows already is left as it is.
    """
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        if item.analysis.level % 2:
            font, _ = stream.add_font(item.analysis.font)
            for letters, cluster in _clusters(item, glyphs, text):
                for glyph, meaning in meanings(letters, cluster):
                    font.to_unicode.setdefault(glyph, meaning)
        run = run.next


def _clusters(item: Any, glyphs: Any, text: bytes) -> Iterator[tuple[str, list[Glyph]]]:
    """Give the text and the glyphs, in reading order, of each cluster of several glyphs."""
    after = item.length
    pairs = zip(glyphs.log_clusters[0 : glyphs.num_glyphs], _infos(glyphs), strict=True)
    for start, found in groupby(pairs, key=lambda pair: pair[0]):
        cluster = [glyph for _, glyph in found][::-1]
        letters = text[item.offset + start : item.offset + after].decode()
        after = start
        unknown = any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph, _ in cluster)
        if len(cluster) > 1 and not unknown:
            yield letters, cluster


def _infos(glyphs: Any) -> Iterator[Glyph]:
    for info in glyphs.glyphs[0 : glyphs.num_glyphs]:
        yield info.glyph, info.geometry.width > 0


def meanings(letters: str, cluster: Sequence[Glyph]) -> Iterator[tuple[int, str]]:
    """Give what each glyph of a cluster stands for: letters take room, marks take none."""
    bases = [glyph for glyph, has_room in cluster if has_room]
    marks = [glyph for glyph, has_room in cluster if not has_room]
    for told in (unicodedata.normalize("NFD", letters), letters):
        said = [letter for letter in told if unicodedata.category(letter) != "Mn"]
        above = [letter for letter in told if unicodedata.category(letter) == "Mn"]
        if (len(said), len(above)) == (len(bases), len(marks)):
            yield from zip((*bases, *marks), (*said, *above), strict=True)
            return
    # Several letters are one glyph, as lam and alef are, or several marks.
    yield from _shared(bases, said)
    yield from _shared(marks, above)


def _shared(glyphs: Sequence[int], letters: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give each glyph a letter, the last one all that are left."""
    for place, glyph in enumerate(glyphs):
        end = place + 1 if place + 1 < len(glyphs) else None
        if said := "".join(letters[place:end]):
            yield glyph, said
