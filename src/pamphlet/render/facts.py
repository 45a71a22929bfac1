"""What was laid out, read from the engine's box tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

# How a template marks the text that runs from page to page, and a paragraph whose lines
# are planned.
BODY_CLASS = "body"
PLANNED_CLASS = "planned"

# CSS pixels to points.
_PX = 0.75


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page as it was laid out, measures in points.

    `name` is its page name, `body_words` the words of running text on it and
    `body_height` their height, `width` and `height` are those of its frame, `room` is
    the height from the text's first line to the foot, `filled` what is in use, `foot`
    the height of what stands at the foot (a float: footnote).
    """

    name: str
    body_words: int
    body_height: float
    width: float
    height: float
    room: float
    filled: float
    foot: float


def page_facts(page: Any) -> PageFacts:
    """Return the facts of one page of a laid-out document."""
    box = page._page_box
    top, bottom = box.content_box_y(), box.content_box_y() + box.height
    lines = list(_text_boxes(box, is_body=False))
    body_lines = [line for line, is_body in lines if is_body]
    start = min((line.position_y for line in body_lines), default=bottom)
    end = max((_bottom(line) for line in body_lines), default=start)
    foot = sum(area.margin_height() for area in box.children if _is_footnotes(area))
    last = max((_bottom(line) for line, is_body in lines if is_body or not foot), default=top)
    return PageFacts(
        name=box.page_type.name or "",
        body_words=sum(len(line.text.split()) for line in body_lines),
        body_height=(end - start) * _PX,
        width=box.width * _PX,
        height=box.height * _PX,
        room=(bottom - foot - start) * _PX,
        filled=(last - top + foot) * _PX,
        foot=foot * _PX,
    )


def planned_lines(pages: Iterable[Any]) -> tuple[tuple[str, ...], ...]:
    """Return the lines that were set of each paragraph whose lines were planned, in order."""
    found: dict[Any, list[str]] = {}
    for page in pages:
        for box in page._page_box.descendants():
            if type(box).__name__ == "BlockBox" and _is_planned(box):
                lines = found.setdefault(box.element, [])
                lines += (_text_of(line) for line in box.children)
    return tuple(tuple(lines) for lines in found.values())


def _is_planned(box: Any) -> bool:
    element = getattr(box, "element", None)
    return element is not None and element.get("class") == PLANNED_CLASS


def _text_of(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if hasattr(box, "text"))


def _bottom(box: Any) -> float:
    return box.position_y + box.height


def _is_footnotes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox"


def _text_boxes(box: Any, *, is_body: bool) -> Iterator[tuple[Any, bool]]:
    """Give the text boxes of a page, each with whether it is running text."""
    element = getattr(box, "element", None)
    if element is not None and BODY_CLASS in (element.get("class") or "").split():
        is_body = True
    if hasattr(box, "text"):
        yield box, is_body
    for child in getattr(box, "children", ()):
        yield from _text_boxes(child, is_body=is_body)
