"""A text that is too long: as many words as are named must go, and no fewer."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

import pytest

import texts
from pamphlet.build import Surroundings, Wishes, build_edition
from pamphlet.errors import FitError, Location
from pamphlet.language.counted import length
from pamphlet.project import Edition
from test_language_fonts import COLLECTION, needs_noto

# How many words a text may have fewer than it must, and be refused.
NEAR = 15


def too_long(folder: Path, lang: str, paragraphs: list[str], layout: str) -> str | None:
    """Return the complaint that a text is too long for a layout, None where it fits."""
    title, slogans, _ = texts._written(lang)
    head = f"---\ntitle: {title!r}\nlang: {lang}\nslogans: [{slogans[0]!r}]\n---\n"
    path = folder / "text.md"
    path.write_text(head + "\n\n".join(paragraphs) + "\n", "utf-8")
    edition = Edition("it", (path,), layout, Location("asked"))
    wishes = Wishes(out=folder / "out", forms=("screen",))
    try:
        build_edition(edition, Surroundings(root=folder), wishes)
    except FitError as problem:
        assert not (folder / "out").exists()
        return str(problem)
    for file in (folder / "out" / "it").iterdir():
        file.unlink()
    (folder / "out" / "it").rmdir()
    (folder / "out").rmdir()
    return None


def cut(paragraphs: list[str], words: int) -> list[str]:
    """Return a text without its last words, or signs where no spaces part words."""
    kept = list(paragraphs)
    while words > 0:
        last = kept.pop()
        if length(last) > words:
            signs = re.findall(r"[\u3000-\u9fff\uff00-\uffef]|\S+?(?=[\s\u3000-\u9fff]|$)\s*", last)
            kept.append("".join(signs[: len(signs) - words]).strip())
        words -= length(last)
    return kept


def asked(complaint: str | None) -> int:
    return int(re.search(r"cut (\d+) (?:words|characters)", complaint)[1])


def of_length(paragraphs: list[str], words: int) -> list[str]:
    found = list(islice(cycle(paragraphs), words // min(map(length, paragraphs)) + 1))
    return cut(found, sum(map(length, found)) - words)


def named(complaint: str) -> set[int]:
    """Return the numbers of the paragraphs that a complaint says could go, from 0."""
    example = complaint.partition("missed least is")[2]
    ranges = re.findall(r"lines? (\d+)(?: to (\d+))?", example)
    lines = (range(int(first), int(last or first) + 1) for first, last in ranges)
    return {(line - 6) // 2 for found in lines for line in found if line % 2 == 0}


@pytest.mark.parametrize(
    ("lang", "layout", "times"),
    [
        *((lang, layout, 1.05) for lang in ("en", "ar") for layout in ("handbill", "trifold")),
        ("de", "handbill", 1.05),
        ("de", "trifold", 1.3),
        ("de", "handbill", 4.0),
        ("en", "handbill", 1.3),
        ("ar", "trifold", 4.0),
        pytest.param("zh", "handbill", 1.05, marks=needs_noto),
        pytest.param("zh", "trifold", 1.3, marks=needs_noto),
        pytest.param("zh", "handbill", 4.0, marks=needs_noto),
    ],
)
def test_as_many_words_as_are_named_must_go(tmp_path, lang, layout, times):
    if lang == "zh":
        (tmp_path / "fonts").symlink_to(COLLECTION.parent)
    _, _, paragraphs = texts._written(lang)
    endless = of_length(paragraphs, 9000)
    room = 9000 - asked(too_long(tmp_path, lang, endless, layout))
    text = of_length(paragraphs, int(room * times))
    complaint = too_long(tmp_path, lang, text, layout)
    words = asked(complaint)
    assert too_long(tmp_path, lang, cut(text, words), layout) is None
    assert too_long(tmp_path, lang, cut(text, words - NEAR), layout)
    # What is named is enough, and hardly more.
    gone = named(complaint)
    assert gone and words <= sum(length(text[at]) for at in gone) <= 1.3 * words + 80
    rest = [paragraph for at, paragraph in enumerate(text) if at not in gone]
    assert too_long(tmp_path, lang, rest, layout) is None
