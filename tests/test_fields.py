"""YAML as people write it: words stay words, every complaint has its line."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import AfterValidator

from pamphlet.errors import Complaints, StatementError
from pamphlet.fields import (
    Day,
    Fields,
    Line,
    Text,
    Texts,
    YesNo,
    complain,
    did_you_mean,
    read_yaml,
    typed,
)


def tree(text: str, first_line: int = 1):
    return read_yaml(text, path="a.yml", first_line=first_line, error=StatementError)


def only_loud(word: str) -> str:
    if not word.isupper():
        raise complain(f"{word!r} is not loud {{at all}}", "shout")
    return word


class Inner(Fields):
    name: Text
    size: int = 1


class Card(Fields):
    title: Text
    texts: Texts = ()
    day: Day | None = None
    quiet: YesNo = False
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    loud: Annotated[Text, AfterValidator(only_loud)] | None = None
    line: Line = ""


def card(text: str) -> Card:
    return typed(Card, tree(text), error=StatementError)


# --- strings and their lines ----------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["no", "14:00", "0561", "2.0", "1_000", "0x1F", "2027-02-03", "yes", "1e3", ".5", "007", "~x"],
)
def test_a_value_stays_the_text_that_was_written(written):
    assert tree(f"key: {written}").value == {"key": written}
    assert tree(f"- {written}\n".replace("- ", "key: [") + "]").value == {"key": [written]}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_a_key_with_nothing_behind_it_is_none(written):
    assert tree(f"key: {written}").value == {"key": None}


@pytest.mark.parametrize("written", ["''", '""'])
def test_quoted_nothing_is_an_empty_text(written):
    assert tree(f"key: {written}").value == {"key": ""}


def test_every_key_and_item_has_its_line():
    found = tree("a: 1\nb:\n  c: 2\n  d:\n    - x\n    - y\n", first_line=10)
    assert [found.at(place).line for place in (("a",), ("b", "c"), ("b", "d", 1))] == [10, 12, 15]


def test_what_has_no_line_is_shown_at_what_stands_around_it():
    found = tree("a:\n  b: 1\n")
    assert str(found.at(("a", "gone", 3))) == "a.yml:1"
    assert str(found.at(("gone",))) == "a.yml:1"


def test_empty_text_has_no_keys():
    assert tree("").value == {}
    assert tree("# only a comment\n").value == {}


QUOTE_IT = "put a text that has a colon, a # or a quotation mark in it between quotes"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a: b: c",
            f"a.yml:7: this is not YAML: mapping values are not allowed in this context\n"
            f"  {QUOTE_IT}",
        ),
        ("a: 1\na: 2", "a.yml:8: the key 'a' is given twice\n  keep one of them"),
        ("[a, b]", "a.yml:7: expected 'key: value' lines"),
        ("just words", "a.yml:7: expected 'key: value' lines"),
        ("? [a]\n: b", "a.yml:7: a key must be a word"),
        ("a: &x [1]\nb: *x", "a.yml:7: anchors and aliases are not read\n  write it out"),
        ("a: " + "[" * 40 + "]" * 40, "a.yml:7: nested too deeply"),
    ],
)
def test_bad_yaml_is_named_with_its_line(text, said):
    with pytest.raises(StatementError) as caught:
        tree(text, first_line=7)
    assert str(caught.value) == said


def test_what_exhausts_the_parser_is_an_error_too():
    with pytest.raises(StatementError, match=r"this is not YAML|nested too deeply"):
        tree("a: " + "[" * 100_000)


def test_bomb_of_aliases_does_not_grow():
    rows = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(StatementError, match="anchors and aliases are not read"):
        tree("\n".join(rows))


# --- types ---------------------------------------------------------------------------------


def test_values_are_typed_from_their_texts():
    found = card("title: 1984\ntexts: [a, 2]\nday: 2027-02-03\nquiet: yes\ninner: {name: b}")
    assert (found.title, found.texts, found.day.isoformat()) == ("1984", ("a", "2"), "2027-02-03")
    assert (found.quiet, found.inner.size) == (True, 1)


def test_lone_text_stands_for_a_list():
    assert card("title: T\ntexts: one").texts == ("one",)


def test_keys_with_nothing_behind_them_are_left_out():
    found = card("title: T\nday:\ntexts: [a, ]\ninner: {name: b, size: }")
    assert (found.day, found.texts, found.inner.size) == (None, ("a",), 1)


def test_spaces_around_a_text_are_none_of_it():
    assert card("title: '  T  '").title == "T"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("texts: [a]", "a.yml:1: 'title' is missing\n  add a line 'title: …'"),
        ("title: ''", "a.yml:1: 'title': nothing is written here\n  write a text, or leave the key out"),
        ("title: T\ntexts: {a: b}", "a.yml:2: 'texts' should be a list"),
        ("title: T\ntexts:\n- a\n- [b]", "a.yml:4: 'texts[2]' should be a text, not a list or a group of keys"),
        ("title: T\nquiet: maybe", "a.yml:2: 'quiet' should be yes or no"),
        ("title: T\ninner: {name: a, size: b}", "a.yml:2: 'inner.size' should be a whole number"),
        ("title: T\ninner: x", "a.yml:2: 'inner' should be a group of keys"),
        ("title: T\ninners:\n- name: a\n- nmae: b\n  name: c", "a.yml:4: unknown key 'nmae'\n  did you mean 'name'?"),
        ("title: T\nzzz: 1", "a.yml:2: unknown key 'zzz'\n  known keys: title, texts, day, quiet, inner, inners, loud, line"),
        ("title: T\nday: 3.2.2027", "a.yml:2: 'day': '3.2.2027' is not a date\n  write year-month-day, as in 2025-02-03"),
        ("title: T\nloud: soft", "a.yml:2: 'loud': 'soft' is not loud (at all)\n  shout"),
        ("title: T\nday: 0000-01-01", "a.yml:2: 'day': '0000-01-01' is not a day of the calendar (year 0 is out of range)\n  write year-month-day, as in 2025-02-03"),
    ],
)  # fmt: skip
def test_wrong_value_is_named_with_its_line(text, said):
    with pytest.raises(StatementError) as caught:
        card(text)
    assert str(caught.value) == said


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(Complaints) as caught:
        card("titel: T\nquiet: maybe\nday: soon")
    said = [one.message for one in caught.value.complaints]
    assert len(said) == 4
    assert {str(one.at) for one in caught.value.complaints} == {"a.yml:1", "a.yml:2", "a.yml:3"}


@pytest.mark.parametrize(
    ("word", "said"),
    [("titel", "did you mean 'title'?"), ("TITLE", "did you mean 'title'?"), ("frobnicate", None)],
)
def test_nearest_known_word_is_asked_for(word, said):
    assert did_you_mean(word, ("title", "texts")) == said
