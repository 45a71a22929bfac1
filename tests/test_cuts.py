"""What could be left out of a text that is too long."""

from __future__ import annotations

import pytest

from pamphlet.build.cuts import enough_to_cut, passages_to_cut
from pamphlet.language.counted import length, many, started
from pamphlet.model import Heading, Paragraph, Run


def paragraph(words: int, line: int, *, figure: bool = False) -> Paragraph:
    text = " ".join([f"w{'abcdefgh'[line % 8]}"] * (words - figure) + ["2027"] * figure)
    return Paragraph((Run(text),), line)


BODY = (
    paragraph(90, 1),
    paragraph(30, 3),
    Heading(2, (Run("Between"),), 5),
    paragraph(50, 7),
    paragraph(60, 9, figure=True),
    paragraph(20, 11),
    paragraph(80, 13),
)


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (5, [11]),  # the shortest that is long enough
        (25, [3]),
        (45, [7]),
        (60, [3, 7]),  # not the one with a figure in it, nor the first or the last
        (95, [3, 7, 11]),
        (101, [7]),  # more than three are a stretch, and what has figures goes with it
        (161, [3]),
        (162, []),
    ],
)
def test_least_that_is_enough_is_named(words, lines):
    assert [passage.line for passage in passages_to_cut(BODY, words)] == lines


def test_passage_is_named_by_its_line_its_words_and_its_start():
    (found,) = passages_to_cut(BODY, 20)
    assert str(found) == "line 11 (20 words): wd wd wd wd wd wd …"


def test_stretch_is_named_by_its_first_and_its_last_line():
    (found,) = passages_to_cut(BODY, 101)
    assert str(found) == "lines 7 to 9 (110 words): wh wh wh wh wh wh …"
    assert found.blocks == (3, 4)


def test_more_is_named_until_the_text_fits():
    asked = []

    def is_enough(gone: frozenset[int]) -> bool:
        asked.append(gone)
        return len(gone) > 1

    found = enough_to_cut(BODY, 25, lang="en", is_enough=is_enough)
    assert [passage.line for passage in found] == [3, 7] and len(asked) == 3
    assert enough_to_cut(BODY, 25, lang="en", is_enough=lambda gone: False) == ()


def test_signs_are_counted_where_no_spaces_part_words():
    assert length("Two words, 30 % more") == 5
    assert length("我们要求在2027年重新打开它。") == 13
    assert started("我们要求重新打开它。", 6) == "我们要求重新"
    assert many(1, "en") == "1 word" and many(12, "zh") == "12 characters"


def test_text_of_two_paragraphs_has_nothing_to_spare():
    assert passages_to_cut(BODY[:2], 5) == ()
