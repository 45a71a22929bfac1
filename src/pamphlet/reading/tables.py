"""Tables → lines of text: leaflets have no room for columns.

Rows of cells between bars, as Markdown and many programs write them, and rows of cells
between tabs, as spreadsheets are pasted, become a line each, its cells parted by a middle
dot. Every line of the text stays on its own line, so that complaints find it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

_DELIMITER = re.compile(r"\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+\|?|\|\s*:?-{2,}:?\s*\|")
_BAR = re.compile(r"(?<!\\)\|")
# A point of a list, whose mark a tab may part from its text.
_POINT = re.compile(r"(?:\d{1,3}[.)]|\w[.)]|[^\w\s])\t")
_FENCE = re.compile(r"\s*(```|~~~)")


def rows_of_tables(text: str, *, is_markdown: bool) -> str:
    """Return a text with the rows of its tables as lines.

    In Markdown the first row becomes a small heading, and every line is told to end.
    """
    lines = text.split("\n")
    for start, end in _tables(lines):
        _set_rows(lines, range(start, end), _BAR, is_markdown=is_markdown)
    for start, end in _of_tabs(lines):
        _set_rows(lines, range(start, end), re.compile("\t"), is_markdown=is_markdown)
    return "\n".join(lines)


def _tables(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give where tables between bars begin and end: they have a row of dashes beneath a head."""
    is_code = False
    for at, line in enumerate(lines):
        is_code ^= bool(_FENCE.match(line))
        if at and not is_code and _DELIMITER.fullmatch(line.strip()) and _BAR.search(lines[at - 1]):
            end = at + 1
            while end < len(lines) and _BAR.search(lines[end]):
                end += 1
            yield at - 1, end


def _of_tabs(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Give where two rows and more with the same number of tabs begin and end."""

    def tabs(at: int) -> int:
        line = lines[at]
        is_point = line[:1].isspace() or _POINT.match(line)
        return 0 if is_point else line.strip().count("\t")

    for count, found in groupby(range(len(lines)), key=tabs):
        rows = [*found]
        if count and len(rows) > 1:
            yield rows[0], rows[-1] + 1


def _set_rows(
    lines: list[str], rows: range, between: re.Pattern[str], *, is_markdown: bool
) -> None:
    """Set a table's rows as lines of text."""
    has_head = between is _BAR
    for at in rows:
        line = lines[at].strip()
        if has_head and at == rows[0] + 1:  # the row of dashes
            lines[at] = ""
            continue
        cells = between.split(line.strip("|") if has_head else line)
        said = " · ".join(cell.strip() or "–" for cell in cells)
        if is_markdown:
            is_head = has_head and at == rows[0]
            said = f"### {said}" if is_head else said + "\\" * (at != rows[-1])
        lines[at] = said
