"""Words that are parted at a line's end stay whole for search and screen readers.

The glyphs of both parts are kept; around them the text says what they stand for
(ISO 32000-1, 14.9.4): the whole word with the first part, nothing with the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pikepdf

from pamphlet.pdf.glyphs import Glyphs
from pamphlet.pdf.text import Key, mark_of, marks_in_notes, marks_in_order

HYPHEN = "‐"

_SHOWS = ("Tj", "TJ")
_END = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))


@dataclass(slots=True)
class _Show:
    """Text shown at once: its page and place there, its mark, what each of its glyphs stands
    for; `head` and `tail` are how many glyphs begin and end it that are part of a parted
    word, with what they say instead; a word that ends it is begun in another.
    """

    page: int
    place: int
    mark: int
    parts: list[Any]
    units: list[str]
    head: int = 0
    tail: int = 0
    said: str = ""
    begun_in: _Show | None = None

    @property
    def key(self) -> Key:
        return self.page, self.mark


def whole_words(pdf: pikepdf.Pdf) -> None:
    """Say of every word that is parted by a hyphen at a line's end what the whole is."""
    pages = [list(pikepdf.parse_content_stream(page)) for page in pdf.pages]
    shows = [
        show
        for number, (page, instructions) in enumerate(zip(pdf.pages, pages, strict=True))
        for show in _shows(page, number, instructions)
    ]
    text, aside = _in_order(pdf, shows)
    for first, second in (*pairwise(text), *pairwise(aside)):
        if first.key != second.key:
            _join(first, second)
    changed = {(show.page, show.place): show for show in shows if show.head or show.tail}
    for number in {page for page, _ in changed}:
        content = [
            part
            for place, instruction in enumerate(pages[number])
            for part in _told(instruction, changed.get((number, place)))
        ]
        pdf.pages[number].obj["/Contents"] = pdf.make_stream(
            pikepdf.unparse_content_stream(content)
        )


def _in_order(pdf: pikepdf.Pdf, shows: list[_Show]) -> tuple[list[_Show], list[_Show]]:
    """Return the shows of the text and those of the notes, in the order of tags.

    A heading may be drawn after all the text around it; a running head, which is in no tag,
    and the notes at a page's foot stand between the halves of a word that is parted over pages.
    """
    order = {key: place for place, key in enumerate(marks_in_order(pdf))}
    notes = marks_in_notes(pdf)
    found = sorted((show for show in shows if show.key in order), key=lambda one: order[one.key])
    text = [show for show in found if show.key not in notes]
    return text, [show for show in found if show.key in notes]


def _shows(page: pikepdf.Page, number: int, instructions: list[Any]) -> Iterator[_Show]:
    """Give what is shown on a page within marks."""
    fonts, glyphs, marks = page.obj.get("/Resources", {}).get("/Font", {}), None, []
    known: dict[str, Glyphs] = {}
    for place, instruction in enumerate(instructions):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            mark = mark_of(instruction.operands)
            marks.append(marks[-1] if mark is None and marks else mark)
        elif operator == "EMC" and marks:
            marks.pop()
        elif operator == "Tf":
            name = str(instruction.operands[0])
            if name not in known and name in fonts:
                known[name] = Glyphs.of(fonts[name])
            glyphs = known.get(name)
        elif operator in _SHOWS and glyphs is not None and marks and marks[-1] is not None:
            parts = list(glyphs.parted(instruction.operands[-1]))
            units = [unit for unit, _ in parts if unit]
            yield _Show(number, place, marks[-1], parts, units)


def _join(first: _Show, second: _Show) -> None:
    """Note a word whose beginning ends one line and whose end begins the next."""
    before, after = "".join(first.units).rstrip(), "".join(second.units)
    if not before.endswith(HYPHEN) or not after[:1].isalpha():
        return
    # The glyph of a space may stand for one that holds.
    # A face that has no hyphen leaves it to another, by itself.
    beginning, ending = before[:-1].split()[-1:], after.split()[0].removesuffix(HYPHEN)
    if not beginning or not beginning[0][-1:].isalpha():
        return
    if first.begun_in and len(before) - 1 == first.head:  # a whole line of a long word
        begun_in, first.head = first.begun_in, len(before)
        begun_in.said += ending
    else:
        begun_in, first.tail, first.said = first, len(beginning[0]) + 1, beginning[0] + ending
    second.head, second.begun_in = len(ending), begun_in


def _told(instruction: Any, show: _Show | None) -> Iterator[Any]:
    """Give an instruction, or its parts with what they stand for."""
    if show is None:
        yield instruction
        return
    ends = len("".join(show.units).rstrip())
    stretches: list[tuple[str | None, list[Any]]] = [(None, [])]
    count = 0
    for unit, part in show.parts:
        if unit:
            said = None
            if count < show.head:
                said = ""
            elif show.tail and ends - show.tail <= count < ends:
                said = show.said
            if said != stretches[-1][0]:
                stretches.append((said, []))
            count += len(unit)
        stretches[-1][1].append(part)
    for said, parts in stretches:
        if not parts:
            continue
        shown = pikepdf.ContentStreamInstruction([pikepdf.Array(parts)], pikepdf.Operator("TJ"))
        if said is None:
            yield shown
        else:
            told = pikepdf.Dictionary(ActualText=said)
            yield pikepdf.ContentStreamInstruction(
                [pikepdf.Name("/Span"), told], pikepdf.Operator("BDC")
            )
            yield shown
            yield _END
