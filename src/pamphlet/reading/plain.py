"""Pasted text → blocks, by rules that one can say aloud.

- A blank line ends a paragraph; how rows flow into one is told in `rows`.
- What is a list is told in `lists`.
- `#` before a row, or `===` below it, makes it a heading, `>` a quotation, a
  row of dashes or stars a divider.
- A short line alone, without a full stop, before a paragraph is a heading; so
  is a first line in bold or in capitals.
- A paragraph that stops in the middle of a sentence goes on in the next one.

Lines that were kept end in `inline.HARD_BREAK`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pamphlet.language import Language
from pamphlet.model import Block, Divider, Heading, Listing, Paragraph, Quotation, Run, Runs, plain
from pamphlet.reading.inline import HARD_BREAK, parse_plain_runs
from pamphlet.reading.lines import (
    is_closed,
    is_greeting,
    is_only,
    joined,
    lines_of,
    starts_small,
    word_count,
)
from pamphlet.reading.lists import Items, demands, is_mark_in_prose, item_of, listed, take_items
from pamphlet.reading.rows import WIDEST, Row, chunks_of, flow, wrap_width

HEADING_WORDS = 9
HEADING_LETTERS = 60

_HEADING = re.compile(r"(#{1,6})\s+(.*?)[\s#]*$")
_RULE = re.compile(r"(?:[-*_=~#•·–—.+]\s*){3,}$")
_QUOTE = re.compile(r"(?:>\s?)+")


def parse_plain(text: str, language: Language, *, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a pasted text."""
    chunks = chunks_of(text, first_line)
    width = wrap_width(chunks)
    parts: list[Block | Items] = []
    for rows in chunks:
        parts.extend(_Chunk(rows, width, language).parts())
    return listed(parts)


class _Chunk:
    """Turns the rows between two blank ones into blocks."""

    def __init__(self, rows: list[Row], width: int, language: Language) -> None:
        self.rows, self.width, self.language = rows, width, language
        self.found: list[Block | Items] = []
        self.prose: list[Row] = []

    def parts(self) -> list[Block | Items]:
        at = 0
        while at < len(self.rows):
            at = self.marked(at) or self.items(at) or self.text(at)
        self.end_prose()
        return self.found

    def text(self, at: int) -> int:
        self.prose.append(self.rows[at])
        return at + 1

    def marked(self, at: int) -> int:
        """Take a heading, a quotation or a rule; return the row after it, 0 if there is none."""
        row = self.rows[at]
        if match := _HEADING.match(row.text):
            self.put(Heading(len(match[1]), parse_plain_runs([match[2]]), row.number))
        elif _RULE.match(row.text):
            self.rule(row)
        elif row.text.startswith(">") and row.text.strip("> "):
            return self.quotation(at)
        else:
            return 0
        return at + 1

    def rule(self, row: Row) -> None:
        """A rule below one row makes it a heading; elsewhere it divides."""
        if len(self.prose) == 1 and row.text[0] in "=-" and len(row.text) > 3:
            title = self.prose.pop()
            level = 1 if row.text[0] == "=" else 2
            self.put(Heading(level, parse_plain_runs([title.text]), title.number))
        else:
            self.put(Divider(row.number))

    def quotation(self, at: int) -> int:
        end = at
        while end < len(self.rows) and self.rows[end].text.startswith(">"):
            end += 1
        rows = [replace(r, text=_QUOTE.sub("", r.text, count=1)) for r in self.rows[at:end]]
        inside = _paragraphs([row for row in rows if row.text], self.width, self.language)
        self.put(Quotation(tuple(inside), self.rows[at].number))
        return end

    def items(self, at: int) -> int:
        """Take a list; return the row after it, 0 if none begins here."""
        if item_of(self.rows[at], self.language) is None:
            return 0
        items, end = take_items(self.rows, at, self.width, self.language)
        before = self.prose[-1] if self.prose else None
        if is_mark_in_prose(before, self.rows, at, self.width, len(items)):
            return 0
        self.put(Items(tuple(items), self.rows[at].number))
        return end

    def put(self, part: Block | Items) -> None:
        self.end_prose()
        self.found.append(part)

    def end_prose(self) -> None:
        if self.prose:
            self.found.extend(_paragraphs(self.prose, self.width, self.language))
            self.prose = []


def _paragraphs(rows: list[Row], width: int, language: Language) -> list[Block]:
    """Return rows as paragraphs, or as "We demand:" with a list of what is demanded."""
    listing = demands(rows, width, language)
    if listing:
        return [Paragraph(parse_plain_runs([rows[0].text]), rows[0].number), listing]
    return [
        Paragraph(parse_plain_runs(lines), number) for number, lines in flow(rows, width, language)
    ]


# --- Paragraphs that broke --------------------------------------------------


def join_broken(blocks: tuple[Block, ...], language: Language) -> tuple[Block, ...]:
    """Join a paragraph that stops in mid-sentence with the one that goes on.

    The second begins with a small letter, or the first ends in a comma or a small
    word; in a script without capitals the first is longer than a row and ends in no
    mark at all. A short first line, as of a title, is left alone.
    """
    joined_runs: list[tuple[Block, list[Runs]]] = []
    is_head = True
    last = ""
    for block in blocks:
        text = plain(block.runs) if isinstance(block, Paragraph) else ""
        is_long = word_count(last) > HEADING_WORDS
        if text and last and (is_long or not is_head) and _goes_on(last, text, is_long, language):
            joined_runs[-1][1].append(block.runs)
        else:
            joined_runs.append((block, [block.runs] if text else []))
        is_head = is_head and not is_long
        last = text
    return tuple(
        replace(block, runs=_one(runs)) if len(runs) > 1 else block for block, runs in joined_runs
    )


def _one(parts: list[Runs]) -> Runs:
    runs = list(parts[0])
    for part in parts[1:]:
        runs += [Run(" "), *part]
    return tuple(runs)


def _goes_on(first: str, second: str, is_long: bool, language: Language) -> bool:
    if is_closed(first) or is_greeting(first, language):
        return False
    if not language.has_case:
        return len(first) > WIDEST and second.lstrip("\"'“„«(*_")[:1].isalpha()
    last = first.rsplit(maxsplit=1)[-1].lower()
    return starts_small(second) or (is_long and (first.endswith(",") or last in language.glue))


# --- Headings ---------------------------------------------------------------


def find_headings(blocks: tuple[Block, ...], language: Language) -> tuple[Block, ...]:
    """Turn short unfinished lines that stand before other text into headings.

    "Best wishes" before a name is none.
    """
    parted = [part for block in blocks for part in _parted(block)]
    return tuple(
        Heading(2, block.runs, block.line)
        if isinstance(block, Paragraph)
        and _is_heading(block, after)
        and not is_only(plain(block.runs), language.closings)
        else block
        for block, after in zip(parted, (*parted[1:], None), strict=False)
    )


def _parted(block: Block) -> tuple[Block, ...]:
    """Part a first line in bold or capitals from the paragraph below it."""
    lines = lines_of(block) if isinstance(block, Paragraph) else []
    if len(lines) < 2 or not lines[0].is_marked or any(line.is_marked for line in lines[1:]):
        return (block,)
    if not _may_head(lines[0].text):
        return (block,)
    rest = Paragraph(joined(lines[1:]), lines[1].number)
    return Heading(2, lines[0].runs, block.line), rest


def _is_heading(block: Paragraph, after: Block | None) -> bool:
    text = plain(block.runs)
    return (
        after is not None
        and HARD_BREAK not in text
        and _may_head(text)
        and (isinstance(after, Listing) or len(_text(after)) > len(text))
    )


def _may_head(text: str) -> bool:
    return (
        len(text) <= HEADING_LETTERS
        and word_count(text) <= HEADING_WORDS
        and not re.search(r"[.,;:!…،؛۔。、，；：！।]$", text.rstrip("*_ "))
        and any(letter.isalpha() for letter in text)
    )


def _text(block: Block) -> str:
    return plain(block.runs) if isinstance(block, Paragraph | Heading) else ""
