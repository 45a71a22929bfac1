"""A paragraph as the lines its author broke it into, and how a line begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from pamphlet.language import Language
from pamphlet.model import Block, Heading, Paragraph, Run, Runs, plain
from pamphlet.reading.inline import HARD_BREAK

# A line as long as this was broken by a program at the edge of its window.
WRAPPED_LETTERS = 60
GREETING_WORDS = 9

_LETTER = re.compile(r"[^\W\d_]")
_CLOSED = re.compile(r"[.!?…:;؟。！？：；।][\"'”’»“‘」』）)\]*_\s]*$")
_GOES_ON = re.compile(r"[,،、，–—-]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs, its number in the file, whether Markdown would join it to the next."""

    runs: Runs
    number: int
    is_title: bool = False
    is_soft: bool = False

    @property
    def text(self) -> str:
        return plain(self.runs).strip()

    @property
    def is_bold(self) -> bool:
        return bool(self.text) and all(run.bold for run in self.runs if run.text.strip())

    @property
    def is_capitals(self) -> bool:
        """Tell "HEAT THE HOUSES", in scripts that have capitals, from an abbreviation."""
        return self.text.isupper() and len(_LETTER.findall(self.text)) > 5 and " " in self.text

    @property
    def is_marked(self) -> bool:
        return self.is_title or self.is_bold or self.is_capitals


def lines_of(block: Block) -> list[Line]:
    """Return the lines of a paragraph or of a title; nothing for other blocks."""
    if isinstance(block, Heading):
        return [Line(block.runs, block.line, is_title=True)] if block.level == 1 else []
    return _split(block.runs, block.line) if isinstance(block, Paragraph) else []


def _split(runs: Runs, first: int) -> list[Line]:
    lines: list[list[Run]] = [[]]
    soft: list[bool] = []
    for run in runs:
        for part in re.split(f"([\n{HARD_BREAK}])", run.text):
            if part in ("\n", HARD_BREAK):
                soft.append(part == "\n")
                lines.append([])
            elif part or run.note:
                lines[-1].append(replace(run, text=part))
    soft.append(False)
    return [
        Line(tuple(line), first + number, is_soft=is_soft)
        for number, (line, is_soft) in enumerate(zip(lines, soft, strict=True))
        if plain(tuple(line)).strip()
    ]


def joined(lines: list[Line], mark: str = HARD_BREAK) -> Runs:
    """Return lines as the runs of one paragraph again."""
    runs: list[Run] = []
    for line in lines:
        runs += [Run(mark), *line.runs] if runs else line.runs
    return tuple(runs)


def runs_from(runs: Runs, start: int) -> Runs:
    """Return runs without their first `start` characters and the spaces after them."""
    left: list[Run] = []
    for run in runs:
        text = run.text[start:] if start < len(run.text) else ""
        start = max(0, start - len(run.text))
        text = text if left else text.lstrip()
        if text or (run.note and left):
            left.append(replace(run, text=text))
    return tuple(left)


def unwrapped(lines: list[Line], language: Language) -> list[Line]:
    """Return lines as they were before a program wrapped them: one goes on in the next."""
    found: list[Line] = []
    for line in lines:
        if found and _runs_on(found[-1], line, language):
            found[-1] = replace(
                found[-1],
                runs=(*found[-1].runs, Run(" "), *line.runs),
                is_soft=line.is_soft,
            )
        else:
            found.append(line)
    return found


def _runs_on(line: Line, after: Line, language: Language) -> bool:
    if line.is_title or after.is_title or starts_anew(after.text, language):
        return False
    if is_greeting(line.text, language) or is_only(line.text, language.closings):
        return False
    if line.is_capitals and after.is_capitals and not is_closed(line.text):
        return True
    last = line.text.rsplit(maxsplit=1)[-1].lower()
    return (
        starts_small(after.text)
        or _GOES_ON.search(line.text) is not None
        or last in language.glue
        or (line.is_soft and not line.is_bold and len(line.text) >= WRAPPED_LETTERS)
    )


def word_count(text: str) -> int:
    """Return how many words a text has; in a script without spaces two signs make one."""
    signs = 0 if text.isascii() else sum(map(is_unspaced, text))
    return len(text.split()) + signs // 2


def is_unspaced(letter: str) -> bool:
    """Tell a letter or a mark of a script that puts no spaces between words."""
    return "\u3000" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def is_greeting(text: str, language: Language) -> bool:
    """Tell "Dear neighbours,", after which a letter begins on a line of its own."""
    return (
        text[-1] in ",،!:"
        and word_count(text) <= GREETING_WORDS
        and begins(text, language.greetings) > 0
    )


def is_closed(text: str) -> bool:
    """Tell whether a text ends as a sentence or a clause may end."""
    return _CLOSED.search(text) is not None


def is_exclaimed(text: str) -> bool:
    return re.search(r"[!！][\"'”’»“‘)\]*_\s]*$", text) is not None


def starts_small(text: str) -> bool:
    """Tell whether the first letter of a text is a small one."""
    first = text.lstrip("\"'“„«»”’‘(*_¿¡-–— \u00a0\u202f")[:1]
    return first.islower()


def starts_anew(text: str, language: Language) -> bool:
    """Tell a line that says something of its own however it begins: "by Jane", "www.…"."""
    labels = (
        *language.contacts,
        *language.phones,
        *language.imprints,
        *language.credits,
        *language.bylines,
        *language.whens,
        *language.wheres,
    )
    return _ADDRESS.match(text) is not None or begins(text, labels) > 0


_ADDRESS = re.compile(r"(?:https?://|www\.)|[\w.+-]{1,64}@\w|[\w-]+\.[a-z]{2,}(?:/|$)")


def begins(text: str, words: tuple[str, ...]) -> int:
    """Return where the label ends that a text begins with, 0 if it begins with none."""
    match = _beginning(words).match(text.replace("İ", "i")) if words else None
    return match.end() if match else 0


def is_only(text: str, words: tuple[str, ...]) -> bool:
    """Tell a label and nothing else: "Contact:", "Best wishes,"."""
    end = begins(text, words)
    return end > 0 and not text[end:].strip(" :：,，、،.。!！*_)")


def contains(text: str, words: tuple[str, ...]) -> re.Match[str] | None:
    """Return the last of some words or phrases that a text contains."""
    found = None
    for match in _anywhere(words).finditer(text) if words else ():
        found = match
    return found


@cache
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s(\[*_„“”\"'«]*{_alternatives(words)}", re.IGNORECASE)


@cache
def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_alternatives(words, before=r"(?<!\w)"), re.IGNORECASE)


def _alternatives(words: tuple[str, ...], *, before: str = "") -> str:
    """Return a pattern of words; `before` stands before those that spaces part from others."""
    longest_first = sorted(set(words), key=len, reverse=True)
    patterns = (("" if is_unspaced(word[0]) else before) + _pattern(word) for word in longest_first)
    return f"(?:{'|'.join(patterns)})"


def _pattern(word: str) -> str:
    """Return the pattern of a label: any spaces, either apostrophe, a colon where one is due."""
    stem = r"\s+".join(re.escape(part) for part in word.lstrip("-").rstrip(":：").split())
    if word.startswith("-"):
        stem = rf"\w*{stem}"
    stem = re.sub(r"['’]", "['’]", stem)
    if word.endswith((":", "：")):
        return rf"{stem}\s*[:：]"
    return stem + r"(?!\w)" if word[-1].isalnum() and not is_unspaced(word[-1]) else stem
