"""The texts that the fit is measured on are what they say."""

from __future__ import annotations

from collections import Counter

from pamphlet.reading import read_statement
from texts import LANGUAGES, LENGTHS, count_words, texts, within


def test_there_are_two_hundred_in_sixteen_languages():
    found = texts()
    assert len(found) >= 200 and len(LANGUAGES) == 16
    assert len({one.name for one in found}) == len(found)
    assert set(Counter(one.lang for one in found).values()) == {len(LENGTHS)}


def test_they_have_the_lengths_that_they_are_named_by():
    for one in texts():
        body = one.statement.split("---", 2)[2]
        assert 0.85 * one.words - 10 <= count_words(body) <= 1.15 * one.words + 20, one.name


def test_they_are_read_without_complaint(tmp_path):
    for one in texts():
        path = tmp_path / f"{one.name}.md"
        path.write_text(one.statement, "utf-8")
        found = read_statement(path)
        assert found.lang == one.lang and found.title and found.body


def test_those_that_a_layout_takes_are_told_by_its_capacity():
    assert {one.words for one in within((300, 500))} == {310, 360, 420, 500}
