"""What was laid out, read from the engine's box tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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

# CSS pixels to points.
_PX = 0.75


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page as it was laid out, measures in points.

    `name` is its page name, `words` all words on it, `body_words` those of running text,
    `body_lines` its lines, `start` and `end` how far its first and last line are below the
    upper edge of the frame, `width` and `height` are those of the frame, `foot` is the
    height of what stands at the foot (a float: footnote), `rigid` how far down what is
    above the text reaches, `closing` the height of what follows the text. `closes` tells
    that something may be set at the text's foot,
    `quotes` that a quote stands on the page beside the text.
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
        foot=sum(area.margin_height() for area in box.children if _is_footnotes(area)) * _PX,
        rigid=(rigid.border_box_y() + rigid.border_height() - top) * _PX if rigid else 0.0,
        closing=closing.border_height() * _PX if closing else 0.0,
        closes=CLOSES_CLASS in marked,
        quotes=POSTER_CLASS in marked,
    )


def planned_lines(pages: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the lines that were set of each paragraph whose lines were planned, in order."""
    found: dict[Any, list[str]] = {}
    for page in pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "BlockBox" and _is_planned(box):
                lines = found.setdefault(box.element, [])
                lines += (_text_of(line) for line in box.descendants() if _is_line(line))
    return tuple(tuple(lines) for lines in found.values())


def _is_planned(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.tag == "p" and PLANNED_CLASS in _classes(element)


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


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
