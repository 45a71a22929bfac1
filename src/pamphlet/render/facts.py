"""What was laid out, read from the engine's box tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# How a template marks the text that runs from page to page, a paragraph whose lines are
# planned, what stands above the text and is no whole number of lines, what follows the
# text, a text that something may follow at its foot, a quote on a panel of its own.
BODY_CLASS = "body"
PLANNED_CLASS = "planned"
RIGID_CLASS = "rigid"
CLOSING_CLASS = "closing"
CLOSES_CLASS = "closes"
POSTER_CLASS = "poster-quote"

# The element of a note at a page's foot.
NOTE_TAG = "foot-note"

# CSS pixels to points.
_PX = 0.75


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page as it was laid out, measures in points.

    `name` is its page name, `words` all words on it, `body_words` those of running text,
    `body_lines` its lines, `start` and `end` how far its first and last line are below the
    upper edge of the frame, `width` and `height` are those of the frame, `foot` is the
    height of what stands at the foot (a float: footnote), notes aside, `notes` and
    `note_lines` the height and the lines of those, `rigid` how far down what is above the
    text reaches, `closing` the height of what follows the text. `closes` tells that
    something may be set at the text's foot, `quotes` that a quote stands on the page beside
    the text.
    """

    name: str
    words: int
    body_words: int
    body_lines: int
    start: float
    end: float
    width: float
    height: float
    foot: float
    notes: float
    note_lines: int
    rigid: float
    closing: float
    closes: bool
    quotes: bool = False


def page_facts(page: Any) -> PageFacts:
    """Return the facts of one page of a laid-out document."""
    box = page._page_box
    top = box.content_box_y()
    lines: list[Any] = []
    marked: dict[str, Any] = {}
    _look(box, lines, marked, is_body=False)
    feet = [area for area in box.children if _is_footnotes(area)]
    notes = [note for area in feet for note in area.children if _is_note(note)]
    high = sum(note.margin_height() for note in notes)
    rigid, closing = marked.get(RIGID_CLASS), marked.get(CLOSING_CLASS)
    return PageFacts(
        name=box.page_type.name or "",
        words=sum(len(text.split()) for text in _texts(box)),
        body_words=sum(len(_text_of(line).split()) for line in lines),
        body_lines=len(lines),
        start=(min((line.position_y for line in lines), default=top) - top) * _PX,
        end=(max(map(_bottom, lines), default=top) - top) * _PX,
        width=box.width * _PX,
        height=box.height * _PX,
        foot=max(sum(area.margin_height() for area in feet) - high, 0.0) * _PX,
        notes=high * _PX,
        note_lines=sum(len(_lines_of(note)) for note in notes),
        rigid=(rigid.border_box_y() + rigid.border_height() - top) * _PX if rigid else 0.0,
        closing=closing.border_height() * _PX if closing else 0.0,
        closes=CLOSES_CLASS in marked,
        quotes=POSTER_CLASS in marked,
    )


def planned_lines(pages: Sequence[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the lines that were set of each paragraph whose lines were planned, in order.

    The notes of a paragraph, which stand at the foot of a page, follow it.
    """
    found: dict[Any, list[str]] = {}
    for page in pages:
        for box in _planned(page._page_box):
            lines = found.setdefault(box.element, [])
            lines += (_text_of(line) for line in _lines_of(box))
    if any(element.tag == NOTE_TAG for element in found):
        root = pages[0]._page_box.children[0].element
        order = {element: place for place, element in enumerate(root.iter())}
        found = dict(sorted(found.items(), key=lambda pair: order[pair[0]]))
    return tuple(tuple(lines) for lines in found.values())


def _planned(box: Any) -> Iterator[Any]:
    """Give the blocks below a box whose lines were planned."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "BlockBox" and _is_planned(child):
            yield child
        else:
            yield from _planned(child)


def _is_planned(box: Any) -> bool:
    element = getattr(box, "element", None)
    return (
        element is not None
        and element.tag in ("p", NOTE_TAG)
        and PLANNED_CLASS in _classes(element)
    )


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _is_note(box: Any) -> bool:
    return getattr(box.element, "tag", "") == NOTE_TAG


def _lines_of(box: Any) -> list[Any]:
    """Return the lines of a block that have something on them."""
    return [one for one in box.descendants() if _is_line(one) and _text_of(one).strip()]


def _text_of(line: Any) -> str:
    return "".join(_texts(line))


def _texts(box: Any) -> Iterator[str]:
    return (child.text for child in box.descendants() if hasattr(child, "text"))


def _bottom(box: Any) -> float:
    return box.position_y + box.height


def _is_footnotes(area: Any) -> bool:
    return type(area).__name__ == "FootnoteAreaBox"


def _look(box: Any, lines: list[Any], marked: dict[str, Any], *, is_body: bool) -> None:
    """Collect the lines of running text and the last box of each mark, below a box."""
    element = getattr(box, "element", None)
    if element is not None and not _is_line(box):
        classes = _classes(element)
        is_body = is_body or BODY_CLASS in classes
        for mark in (RIGID_CLASS, CLOSING_CLASS, CLOSES_CLASS, POSTER_CLASS):
            if mark in classes:
                marked[mark] = box
    for child in getattr(box, "children", ()):
        if str(getattr(child, "element_tag", "")).endswith("::marker"):
            continue
        if is_body and _is_line(child):
            if _text_of(child).strip():
                lines.append(child)
        else:
            _look(child, lines, marked, is_body=is_body)
