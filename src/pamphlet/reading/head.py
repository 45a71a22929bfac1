"""The head of a text: its first short lines, in any order.

Each line is told by one rule: who made the picture, a day (with a place, a
body or a kind of text beside it), what kind of text it is, who wrote it, whom
to ask. What no rule claims stays open; `title` makes title, subtitle and issuer of it.
The first line that is neither short nor told ends the head.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pamphlet.language import Language
from pamphlet.language.sentences import sentences
from pamphlet.model import Contact, Heading, Paragraph, plain
from pamphlet.reading.calls import call_in_lines
from pamphlet.reading.contact import is_bare_contact, read_contact
from pamphlet.reading.dateline import pieces_of, read_dateline
from pamphlet.reading.found import Recognised
from pamphlet.reading.lines import (
    Line,
    begins,
    is_exclaimed,
    is_greeting,
    joined,
    lines_of,
    runs_from,
    unwrapped,
    word_count,
)
from pamphlet.reading.names import (
    is_byline,
    is_credit,
    is_kind,
    is_name,
    is_place,
    leads_with_kind,
    organisation,
)
from pamphlet.reading.title import name_title

HEAD_LINES = 10
HEAD_WORDS = 18
# A first line of several sentences is a title up to this length.
TITLE_WORDS = 12
OPEN_LINES = 4

Fields = dict[str, Any]


def read_head(found: Recognised, language: Language) -> None:
    """Take the head's lines from the body and name them."""
    open_lines: list[Line] = []
    count = 0
    while found.body and count < HEAD_LINES:
        block = found.body[0]
        lines = unwrapped(lines_of(block), language)
        taken = _take_lines(lines, open_lines, found, language)
        count += taken
        if taken < len(lines) and taken:
            runs = joined(lines[taken:])
            found.body[0] = Paragraph(runs, lines[taken].number)
        if taken < len(lines) or not lines:
            break
        del found.body[0]
    if found.body and isinstance(found.body[0], Heading) and _wants_title(open_lines, language):
        heading = found.body.pop(0)
        open_lines.append(Line(heading.runs, heading.line, is_title=True))
    name_title(open_lines, found, language)
    _read_late_lines(found, language)
    _read_leading_day(found, language)


def _take_lines(
    lines: list[Line], open_lines: list[Line], found: Recognised, language: Language
) -> int:
    """Claim lines or add them to the open ones, until one is not of the head."""
    for count, line in enumerate(lines):
        line = _titled(line, language)
        if not line.is_title:
            fields = claims(line.text, found.fields, language, has_title=bool(open_lines))
            if fields:
                found.put_all(fields, line.number)
                continue
        if not _may_be_head(line, open_lines, language) or not _goes_on(line, open_lines, language):
            return count
        open_lines.append(line)
    return len(lines)


def _titled(line: Line, language: Language) -> Line:
    """Return "Subject: The library van" as the title that it says it is."""
    end = begins(line.text, language.titles)
    if not line.text[end:].strip(" *_") or not end:
        return line
    indent = len(plain(line.runs)) - len(plain(line.runs).lstrip())
    return replace(line, runs=runs_from(line.runs, indent + end), is_title=True)


def _may_be_head(line: Line, open_lines: list[Line], language: Language) -> bool:
    if line.is_title:
        return True
    words = word_count(line.text)
    if words > HEAD_WORDS or line.text.endswith((",", "،", ";", "؛", ":", "，", "、", "；", "：")):
        return False
    if is_greeting(line.text, language) or begins(line.text, (*language.whens, *language.wheres)):
        return False
    is_single = len(sentences(line.text)) == 1
    return is_single or (words <= TITLE_WORDS and _wants_title(open_lines, language))


def _goes_on(line: Line, open_lines: list[Line], language: Language) -> bool:
    """Tell a subtitle, or a title after a name, from the text's first short paragraph."""
    if not open_lines:
        return True
    if len(open_lines) >= OPEN_LINES or (line.is_title and any(o.is_title for o in open_lines)):
        return False
    if line.is_marked and not any(other.is_marked for other in open_lines):
        return True
    if organisation(line.text, language):
        return True
    if _wants_title(open_lines, language):
        return True
    # One subtitle, unless it is a sentence.
    others = [other for other in open_lines if not _waits(other, language)]
    return len(others) < 2 and line.text[-1] not in ".!?؟…。！？।" and not is_exclaimed(line.text)


def _wants_title(open_lines: list[Line], language: Language) -> bool:
    return all(_waits(line, language) for line in open_lines)


def _waits(line: Line, language: Language) -> bool:
    """Tell an open line that a title is still to follow."""
    # A letterhead in capitals is no title: whoever it surely names waits for one.
    is_letterhead = line.is_capitals and not line.is_title and organisation(line.text, language) > 1
    return (is_letterhead or not line.is_marked) and (
        organisation(line.text, language) > 0
        or is_name(line.text, language)
        or leads_with_kind(line.text, language)
    )


# --- What a line claims -----------------------------------------------------


def claims(text: str, known: Fields, language: Language, *, has_title: bool) -> Fields | None:
    """Return the fields that a line gives by its rule, or None when no rule claims it."""
    fields = (
        # "By Ruth Abiola, 4 March" gives two.
        (_several(text, language) if is_byline(text, language) else None)
        or _piece(text, language)
        or _contact(text, language)
        or (_call(text, language) if has_title else None)
        or _several(text, language)
        or _letterhead(text, language)
    )
    if not fields or any(name in known for name in fields):
        return None
    return fields


def _piece(text: str, language: Language) -> Fields | None:
    if is_credit(text, language):
        return {"credit": _bare(text)}
    if is_kind(text, language):
        return {"kicker": _bare(text)}
    # "By Jane Doe", and "by Friends of the Library".
    end = begins(text, language.bylines)
    is_by_body = end > 0 and organisation(text[end:], language) > 1
    return {"byline": _bare(text)} if is_by_body or is_byline(text, language) else None


def _bare(text: str) -> str:
    """Return a line without brackets around it."""
    text = text.strip()
    return text[1:-1].strip() if text[:1] + text[-1:] in ("()", "[]") else text


def _contact(text: str, language: Language) -> Fields | None:
    contact = read_contact([text], language) if is_bare_contact(text, language) else None
    return {"contact": contact} if contact else None


def _call(text: str, language: Language) -> Fields | None:
    # "When:" and "Where:" belong together, below the head.
    if begins(text, (*language.whens, *language.wheres)):
        return None
    call = call_in_lines([text], language, None)
    return {"call_to_action": call} if call else None


def _several(text: str, language: Language) -> Fields | None:
    """Return the fields of a line of several pieces, when every one of them is told."""
    dateline = read_dateline(text, language)
    pieces = dateline.pieces if dateline else pieces_of(text)
    fields: Fields = {"date": dateline.when} if dateline else {}
    for piece in pieces:
        found = _piece(piece, language) or _contact(piece, language)
        found = found or _body_or_place(piece, language, has_day=dateline is not None)
        if not found or found.keys() & fields.keys():
            return None
        fields |= found
    has_more = dateline is not None or len(pieces) > 1
    return fields if has_more else None


def _letterhead(text: str, language: Language) -> Fields | None:
    """Return who speaks and where they are: "Allotment Society • Mill Lane 3 • Ferrowby"."""
    name, *where = pieces_of(text) or ("",)
    if not any(re.search(r"\d", piece) for piece in where) or organisation(name, language) < 2:
        return None
    if not all(re.search(r"\d", p) or is_place(p, language) for p in where):
        return None
    comma = "، " if language.script == "Arab" else ", "
    return {"issuer": name, "contact": Contact(name=name, address=comma.join(where))}


def _body_or_place(piece: str, language: Language, *, has_day: bool) -> Fields | None:
    if organisation(piece, language) > 1:
        return {"issuer": piece}
    if has_day and is_place(piece, language):
        return {"place": piece}
    # Beside a day a longer name is who speaks: "Ferrowby Riders of the Night".
    return {"issuer": piece} if has_day and is_name(piece, language) else None


# --- After the head ---------------------------------------------------------


def _read_late_lines(found: Recognised, language: Language) -> None:
    """Take a byline, a credit and a day that follow a standfirst."""
    while len(found.body) > 2 and isinstance(found.body[1], Paragraph):
        fields: Fields = {}
        for line in lines_of(found.body[1]):
            claimed = claims(line.text, {**found.fields, **fields}, language, has_title=False)
            if not claimed or not claimed.keys() <= {"byline", "credit", "date", "place"}:
                return
            fields |= claimed
        found.put_all(fields, found.body[1].line)
        del found.body[1]


def _read_leading_day(found: Recognised, language: Language) -> None:
    """Take "Kassel, 9. Mai 2025 –" from the beginning of the first paragraph."""
    first = found.body[0] if found.body else None
    if not isinstance(first, Paragraph) or "date" in found.fields:
        return
    text = plain(first.runs)
    for mark in (".- ", ".– ", ".— ", " – ", " — ", " - ", ": "):
        start, parting, _ = text[:80].partition(mark)
        dateline = read_dateline(start, language) if parting else None
        if dateline is None:
            continue
        fields = _several(start, language)
        if fields and not any(name in found.fields for name in fields):
            found.put_all(fields, first.line)
            runs = runs_from(first.runs, len(start) + len(parting))
            found.body[0] = replace(first, runs=runs)
            return
