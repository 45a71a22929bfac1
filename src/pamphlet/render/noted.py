"""Notes at the foot of pages, where the engine (WeasyPrint 70) sets them otherwise.

A note stays on the page of its call: to keep two lines of a paragraph together the engine
moves notes to the next page, whatever `footnote-policy` says. The rule above the notes is
drawn once a page, above the first. In the file a note is a `Note` (ISO 32000-1, 14.8.4.4).
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.pdf import tags

from pamphlet.render.facts import NOTE_TAG


def set_notes() -> None:
    """Make the engine set notes so from now on; calling it again changes nothing."""
    if not getattr(block._linebox_layout, "keeps_notes", False):
        block._linebox_layout = _keeping(block._linebox_layout)
        boxes.FootnoteAreaBox.deepcopy = _ruled_once(boxes.FootnoteAreaBox.deepcopy)
        tags._get_pdf_tag = _tagging(tags._get_pdf_tag)


class _Kept:
    """The engine's context, seen by lines that may not move notes on: as if in a column."""

    def __init__(self, context: Any) -> None:
        object.__setattr__(self, "_context", context)

    def __getattr__(self, name: str) -> Any:
        return True if name == "in_column" else getattr(self._context, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._context, name, value)


def _keeping(layout: Any) -> Any:
    def keeping(context: Any, *args: Any) -> Any:
        # What works on the page itself, within, is bound to the context as it is.
        has_notes = context.footnotes or context.current_page_footnotes
        return layout(_Kept(context) if has_notes else context, *args)

    keeping.keeps_notes = True
    return keeping


def _ruled_once(deepcopy: Any) -> Any:
    """Return a copy of what stands at a page's foot in which only the first note has a rule."""

    def ruled_once(area: Any) -> Any:
        copy = deepcopy(area)
        for note in copy.children[1:]:
            if note.element_tag == NOTE_TAG:
                note.children = [one for one in note.children if not _is_rule(one)]
        return copy

    return ruled_once


def _is_rule(box: Any) -> bool:
    return box.element_tag == f"{NOTE_TAG}::before"


def _tagging(tag_of: Any) -> Any:
    return lambda tag: "Note" if tag == NOTE_TAG else tag_of(tag)
