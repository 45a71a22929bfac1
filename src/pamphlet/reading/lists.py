"""Lists in pasted text, told by their marks or by what stands before them.

- Rows that begin with a dash, a star or a bullet are a list, two at least, or
  one after a colon; so are rows numbered one after the other, and a), b), c).
- A mark in the middle of a sentence is none: there a dash is a dash, and
  "1. September" is a day.
- Rows after "We demand:" are a list; so are rows after any colon, each ending
  in a comma or a semicolon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from pamphlet.language import Language
from pamphlet.language.dates import find_days
from pamphlet.model import Block, Listing, Paragraph, plain
from pamphlet.reading.inline import parse_plain_runs
from pamphlet.reading.lines import begins, contains, is_closed, starts_small
from pamphlet.reading.rows import Row, is_full

_BULLET = re.compile(r"([-*•–—‣▪·◦●○■□►▸→✓✔☐])\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,2})(?:\.\)|[.)])\s+(?=\S)")
_LETTER = re.compile(r"\(?([a-z])\)\s+(?=\S)")
_ITEM_END = re.compile(r"[,;،؛]$")


@dataclass(frozen=True, slots=True)
class Item:
    """One marked row: the mark as written, its kind, its place in the order, its rows."""

    kind: str
    place: int
    mark: str
    number: int
    text: str


def item_of(row: Row, language: Language) -> Item | None:
    """Return the item that a row begins, or None."""
    if match := _BULLET.match(row.text):
        return Item("bullet", 0, match[0], row.number, row.text[match.end() :])
    if match := _NUMBER.match(row.text):
        days = find_days(row.text[:60], language)
        if not days or days[0].start > match.start(1):
            return Item("number", int(match[1]), match[0], row.number, row.text[match.end() :])
    if match := _LETTER.match(row.text):
        place = ord(match[1]) - ord("a") + 1
        return Item("letter", place, match[0], row.number, row.text[match.end() :])
    return None


def take_items(rows: list[Row], at: int, width: int, language: Language) -> tuple[list[Item], int]:
    """Return the items of one kind that begin at a row, and the row after them."""
    items: list[Item] = []
    while at < len(rows):
        item = item_of(rows[at], language)
        if item is None or (items and not _follows(items[-1], item)):
            break
        first, at = rows[at], at + 1
        while at < len(rows) and _continues(rows[at - 1], rows[at], first, width, language):
            item = replace(item, text=f"{item.text} {rows[at].text}")
            at += 1
        items.append(item)
    return items, at


def _follows(before: Item, item: Item) -> bool:
    return item.kind == before.kind and (item.kind == "bullet" or item.place == before.place + 1)


def _continues(before: Row, row: Row, first: Row, width: int, language: Language) -> bool:
    """Tell whether a row without a mark belongs to the item above it."""
    if item_of(row, language):
        return False
    return row.indent > first.indent + 1 or starts_small(row.text) or is_full(before, row, width)


def is_mark_in_prose(before: Row | None, rows: list[Row], at: int, width: int, items: int) -> bool:
    """Tell a dash that happens to begin a row from a list."""
    if before is None or is_closed(before.text) or _ITEM_END.search(before.text):
        return False
    return items < 2 or is_full(before, rows[at], width)


@dataclass(frozen=True, slots=True)
class Items:
    """Items that may prove to be a list; `line` is where they begin."""

    items: tuple[Item, ...]
    line: int


def listed(parts: list[Block | Items]) -> tuple[Block, ...]:
    """Return blocks with every run of items as a list, or as the paragraphs it was."""
    blocks: list[Block] = []
    for part in _gathered(parts):
        if isinstance(part, Items):
            before = blocks[-1] if blocks else None
            blocks.extend(_blocks(part, before))
        else:
            blocks.append(part)
    return _comma_lists(blocks)


def _gathered(parts: list[Block | Items]) -> list[Block | Items]:
    """Join items that blank lines part."""
    found: list[Block | list[Item]] = []
    for part in parts:
        if not isinstance(part, Items):
            found.append(part)
        elif found and isinstance(found[-1], list) and _follows(found[-1][-1], part.items[0]):
            found[-1].extend(part.items)
        else:
            found.append(list(part.items))
    return [Items(tuple(p), p[0].number) if isinstance(p, list) else p for p in found]


def _blocks(part: Items, before: Block | None) -> list[Block]:
    items = part.items
    after_colon = isinstance(before, Paragraph) and plain(before.runs).rstrip("*_ ").endswith(":")
    is_list = len(items) > 1 or (items[0].kind == "bullet" and after_colon)
    # A list goes on after a paragraph between: "3." after "1." and "2.".
    starts = items[0].place in (0, 1) or after_colon
    if not is_list or not starts:
        return [_paragraph(item.mark + item.text, item.number) for item in items]
    # Letters stay in the text: numbers in their place would mislead who cites them.
    texts = [item.mark + item.text if item.kind == "letter" else item.text for item in items]
    return [
        Listing(
            ordered=items[0].kind == "number",
            items=tuple(
                (_paragraph(text, item.number),) for text, item in zip(texts, items, strict=True)
            ),
            start=max(items[0].place, 1) if items[0].kind == "number" else 1,
            line=part.line,
        )
    ]


def _paragraph(text: str, number: int) -> Paragraph:
    return Paragraph(parse_plain_runs([text]), number)


# --- Lists without marks ----------------------------------------------------


def demands(rows: list[Row], width: int, language: Language) -> Listing | None:
    """Return the list that rows make after a first one that ends in a colon."""
    head, *others = rows
    if not head.text.rstrip("*_").endswith(":") or len(others) < 2 or _is_label(head, language):
        return None
    items = _until_commas(others)
    if len(items) < 2:
        is_asked = contains(head.text, language.demands) is not None
        if not is_asked or any(is_full(a, b, width) for a, b in pairwise(others)):
            return None
        items = [(row.number, row.text) for row in others]
    return _listing(items)


def _is_label(head: Row, language: Language) -> bool:
    return begins(head.text, (*language.contacts, *language.phones, *language.imprints)) > 0


def _until_commas(rows: list[Row]) -> list[tuple[int, str]]:
    """Return rows as items that end in a comma or a semicolon, the last one as it likes."""
    items: list[tuple[int, str]] = []
    is_open = False
    for row in rows:
        if is_open:
            items[-1] = (items[-1][0], f"{items[-1][1]} {row.text}")
        else:
            items.append((row.number, row.text))
        is_open = not _ITEM_END.search(row.text)
    return items


def _comma_lists(blocks: list[Block]) -> tuple[Block, ...]:
    """Make paragraphs after a colon a list when all but the last end in a comma."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        found.append(blocks[at])
        at += 1
        end = at
        if _ends_in(blocks[at - 1], ":"):
            while end < len(blocks) and _ends_in(blocks[end], ",;،؛"):
                end += 1
            if end > at + 1 and end < len(blocks) and isinstance(blocks[end], Paragraph):
                end += 1
                found.append(
                    _listing([(block.line, plain(block.runs)) for block in blocks[at:end]])
                )
                at = end
    return tuple(found)


def _ends_in(block: Block, marks: str) -> bool:
    return isinstance(block, Paragraph) and plain(block.runs).rstrip("*_ ")[-1:] in tuple(marks)


def _listing(items: list[tuple[int, str]]) -> Listing:
    return Listing(
        ordered=False,
        items=tuple((_paragraph(text, number),) for number, text in items),
        line=items[0][0],
    )
