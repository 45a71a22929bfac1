"""Title, subtitle, issuer and kicker, made of the head's lines that no rule claimed.

- A body's name is the issuer, where another line can be the title.
- A line marked by `#`, bold type or capitals is the title, else the first.
- What stands above a marked title is its kicker, what stands below its subtitle.
- A text without a head has its first sentence for a title.
"""

from __future__ import annotations

import re

from pamphlet.language import Language
from pamphlet.language.sentences import sentences
from pamphlet.model import Paragraph, Run, plain
from pamphlet.reading.found import Recognised
from pamphlet.reading.inline import HARD_BREAK
from pamphlet.reading.lines import Line, runs_from, word_count
from pamphlet.reading.names import is_name, leads_with_kind, organisation

KICKER_WORDS = 8
FIRST_SENTENCE_WORDS = 18


def name_title(lines: list[Line], found: Recognised, language: Language) -> None:
    """Make the open lines issuer, kicker, title and subtitle; the rest goes back."""
    lines = _without_issuer(list(lines), found, language)
    lines = _without_kind(lines, found, language)
    if not lines:
        _find_title(found)
        return
    title = _title_among(lines)
    found.put("title", title.text, title.number)
    place = lines.index(title)
    above, below = lines[:place], lines[place + 1 :]
    if above and "kicker" not in found.fields and word_count(above[-1].text) <= KICKER_WORDS:
        line = above.pop()
        found.put("kicker", line.text, line.number)
    others = above + below
    if others:
        found.put("subtitle", others[0].text, others[0].number)
    for line in reversed(others[1:]):
        _give_back(line, found)


def _give_back(line: Line, found: Recognised) -> None:
    """Put a line before the body again, into its own paragraph if that is there."""
    first = found.body[0] if found.body else None
    if isinstance(first, Paragraph) and first.line == line.number + 1:
        runs = (*line.runs, Run(HARD_BREAK), *first.runs)
        found.body[0] = Paragraph(runs, line.number)
    else:
        found.body.insert(0, Paragraph(line.runs, line.number))


def _title_among(lines: list[Line]) -> Line:
    for mark in ("is_title", "is_bold", "is_capitals"):
        marked = [line for line in lines if getattr(line, mark)]
        if marked:
            return marked[0]
    return lines[0]


def _without_issuer(lines: list[Line], found: Recognised, language: Language) -> list[Line]:
    """Take the name of a body from the lines, if a title is left then."""
    if "issuer" in found.fields or len(lines) < 2:
        return lines
    sureness = [0 if line.is_title else organisation(line.text, language) for line in lines]
    best = max(sureness)
    named = [line for line, sure in zip(lines, sureness, strict=True) if best and sure == best]
    if best == 1 and len(named) == len(lines):
        named = []
    named = named[: len(lines) - 1] or _only_name(lines, language)
    if named:
        found.put("issuer", ", ".join(line.text for line in named), named[0].number)
    return [line for line in lines if line not in named]


def _only_name(lines: list[Line], language: Language) -> list[Line]:
    """Return the one of two lines that is a name: "Ferrowby Night Riders"."""
    if len(lines) != 2:
        return []
    first, second = (is_name(line.text, language) and not line.is_marked for line in lines)
    if first == second or any(line.is_title for line in lines):
        return []
    return [lines[0] if first else lines[1]]


def _without_kind(lines: list[Line], found: Recognised, language: Language) -> list[Line]:
    """Take "Open letter to the council" for a kicker, if a title is left then."""
    if "kicker" in found.fields or len(lines) < 2:
        return lines
    kind = next((x for x in lines if not x.is_title and leads_with_kind(x.text, language)), None)
    if kind is None:
        return lines
    found.put("kicker", kind.text, kind.number)
    return [line for line in lines if line is not kind]


# --- Texts without a title line ---------------------------------------------


def _find_title(found: Recognised) -> None:
    """Find a title for a text whose head has none."""
    for name in ("issuer", "kicker"):
        if name in found.fields:
            found.move(name, "title")
            return
    first = found.body[0] if found.body else None
    if isinstance(first, Paragraph):
        _take_first_sentence(first, found)


def _take_first_sentence(first: Paragraph, found: Recognised) -> None:
    """Take a first sentence, or repeat the beginning of one that is too long to be a title."""
    text = plain(first.runs)
    sentence = sentences(text)[0]
    if word_count(sentence) > FIRST_SENTENCE_WORDS:
        clause = re.split(r"[,،;:]\s|\s[–—-]\s", sentence, maxsplit=1)[0]
        if word_count(clause) <= FIRST_SENTENCE_WORDS:
            found.put("title", clause, first.line)
        return
    end = re.match(r"\s*" + r"\s+".join(map(re.escape, sentence.split())), text)
    found.put("title", sentence.rstrip(".,،。，、"), first.line)
    rest = runs_from(first.runs, end.end() if end else 0)
    found.body[0:1] = [Paragraph(rest, first.line)] if plain(rest).strip() else []
