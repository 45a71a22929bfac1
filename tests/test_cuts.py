"""What could be left out of a text that is too long."""

from __future__ import annotations

import pytest

from pamphlet.build.cuts import passages_to_cut
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
        (101, []),
    ],
)
def test_least_that_is_enough_is_named(words, lines):
    assert [passage.line for passage in passages_to_cut(BODY, words)] == lines


def test_passage_is_named_by_its_line_its_words_and_its_start():
    (found,) = passages_to_cut(BODY, 20)
    assert str(found) == "line 11 (20 words): wd wd wd wd wd wd …"


def test_text_of_two_paragraphs_has_nothing_to_spare():
    assert passages_to_cut(BODY[:2], 5) == ()
