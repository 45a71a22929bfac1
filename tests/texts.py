"""Two hundred and more texts of sixteen languages, cut and joined from a few written ones.

Each language has some paragraphs of its own; texts of 120 to 1,500 words are made of them by
turning them round, cutting at the ends of sentences and joining, some with headings, slogans,
a call and an address, some without. Nothing depends on chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path

from conftest import ROOT

LANGUAGES = tuple("en de fr es it pt pl tr el ru ar he fa hi zh ja".split())
LENGTHS = (120, 150, 180, 220, 260, 310, 360, 420, 500, 600, 720, 900, 1200, 1500)

# Signs that are counted as a word where words have no spaces between.
SIGNS_A_WORD = 1.6

_CASES = ROOT / "tests" / "cases" / "texts"
_STATEMENTS = {
    "en": ("street-trees.md", "allotments.md"),
    "de": ("werkzeug.md",),
    "fr": ("piscine.md",),
    "es": ("chorus.md", "river-ferry.es.md"),
    "ar": ("river-ferry.ar.md",),
}
_SENTENCE_END = re.compile(r"(?<=[.!?。！？।؟])[”»\"」]?\s*")
_CALL = re.compile(r"\[\^\w+\]")
_NO_PARAGRAPH = re.compile(r"^(#|>|!|[-*]|\d+\.|:::|---)")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its name, language and length in words, and the whole statement."""

    name: str
    lang: str
    words: int
    statement: str


@cache
def texts() -> tuple[Text, ...]:
    """Return every text, by language and length."""
    return tuple(
        _text(lang, words, number) for lang in LANGUAGES for number, words in enumerate(LENGTHS)
    )


def text(name: str) -> Text:
    return next(one for one in texts() if one.name == name)


def within(capacity: tuple[int, int]) -> tuple[Text, ...]:
    """Return the texts that a layout takes which says that it takes so many words."""
    least, most = capacity
    return tuple(one for one in texts() if least <= one.words <= most)


def count_words(text: str) -> int:
    """Return how many words a text has; where there are no spaces, as its signs take room."""
    signs = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]", text))
    return round(signs / SIGNS_A_WORD) if signs > len(text) / 3 else len(text.split())


def _text(lang: str, words: int, number: int) -> Text:
    title, slogans, paragraphs = _written(lang)
    turned = paragraphs[number % len(paragraphs) :] + paragraphs[: number % len(paragraphs)]
    body = _cut(turned, words)
    if number % 3 == 1 and len(body) > 3:
        body.insert(len(body) // 2, f"## {slogans[-1]}")
    head = [f"title: {title!r}", f"lang: {lang}"]
    if number % 4 != 3:
        head.append("slogans: [" + ", ".join(map(repr, slogans[: 1 + number % 2])) + "]")
    if number % 5 != 4:
        head.append('call_to_action: {what: "→", date: 2027-03-20, time: "10:00"}')
    if number % 3 != 2:
        head.append('contact: {web: town.example, phone: "0555 0140"}')
    statement = "---\n" + "\n".join(head) + "\n---\n\n" + "\n\n".join(body) + "\n"
    return Text(f"{lang}-{words}", lang, words, statement)


def _cut(paragraphs: list[str], words: int) -> list[str]:
    """Return paragraphs, again and again, until there are so many words."""
    found, left = [], words
    for paragraph in islice(cycle(paragraphs), 500):
        if count_words(paragraph) >= left:
            found.append(_shortened(paragraph, left))
            break
        found.append(paragraph)
        left -= count_words(paragraph)
    return [paragraph for paragraph in found if paragraph]


def _shortened(paragraph: str, words: int) -> str:
    """Return the first sentences of a paragraph that have about so many words."""
    kept = ""
    for sentence in _SENTENCE_END.split(paragraph):
        if kept and count_words(kept + sentence) > words + 6:
            break
        gap = "" if re.search(r"[\u3040-\u9fff]", sentence) or not kept else " "
        kept += gap + sentence
    return kept.strip()


@cache
def _written(lang: str) -> tuple[str, list[str], list[str]]:
    """Return a language's title, slogans and paragraphs."""
    if lang in _STATEMENTS:
        return _of_statements(lang)
    lines = (_CASES / f"{lang}.txt").read_text("utf-8").splitlines()
    title = next(line[2:] for line in lines if line.startswith("# "))
    slogans = [line[2:] for line in lines if line.startswith("! ")]
    return title, slogans, [line for line in lines if line and not line.startswith(("# ", "! "))]


def _of_statements(lang: str) -> tuple[str, list[str], list[str]]:
    found: list[str] = []
    for name in _STATEMENTS[lang]:
        found += _paragraphs(ROOT / "statements" / name)
    first = (ROOT / "statements" / _STATEMENTS[lang][0]).read_text("utf-8")
    title = re.search(r"^title: (.+)$", first, re.MULTILINE)[1].strip("\"'")
    slogans = re.search(r"^slogans:\s*\[(.+)\]", first, re.MULTILINE)
    said = re.findall(r'"([^"]+)"|([^,\[\]"]+)', slogans[1]) if slogans else []
    return title, [(one or other).strip() for one, other in said] or [title], found


def _paragraphs(path: Path) -> list[str]:
    body = path.read_text("utf-8").split("---", 2)[2]
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    plain = [block for block in blocks if block and not _NO_PARAGRAPH.match(block)]
    plain = [_CALL.sub("", block) for block in plain]
    return [re.sub(r"[*_`]", "", block) for block in plain if count_words(block) > 12]
