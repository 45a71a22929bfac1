"""Headlines: parted by sense, broken by sense, as large as their frame lets them be."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.setting.display import (
    MAX_CONTRAST,
    break_display,
    fit_display,
    split_title,
    stack_display,
)

GLUE = frozenset({"a", "the", "of", "in", "no", "not", "and", "is", "der", "die"})


def width_of(text: str) -> float:
    """Half an em a letter: a face in which one can reckon in the head."""
    return 0.5 * len(text)


def lines(display) -> list[str]:
    return [line.text for line in display.lines]


@pytest.mark.parametrize(
    ("title", "main", "second"),
    [
        (
            "Cold homes are no accident: this is neglect, not bad luck!",
            "Cold homes are no accident:",
            "this is neglect, not bad luck!",
        ),
        ("Die Bücherei bleibt – jetzt erst recht", "Die Bücherei bleibt", "jetzt erst recht"),
        ("The path is ours. Open the gate!", "The path is ours.", "Open the gate!"),
        ("Whose path is it? Ours, of course", "Whose path is it?", "Ours, of course"),
        ("The river is not a drain", "The river is not a drain", ""),
        ("Warning: fence", "Warning: fence", ""),
        ("Mill-path stays", "Mill-path stays", ""),
        ("At 14:00 we walk", "At 14:00 we walk", ""),
    ],
)
def test_title_is_parted_where_it_says_two_things(title, main, second):
    assert split_title(title) == (main, second)


def test_no_line_ends_on_an_article_where_it_can_be_helped():
    shown = fit_display(
        "The end of the road is near",
        width_of,
        width=100,
        height=300,
        line_height=1,
        most=40,
        glue=GLUE,
    )
    assert not any(line.split()[-1].lower() in GLUE for line in lines(shown)[:-1])


def test_last_line_is_not_one_short_word():
    shown = fit_display(
        "Rents increase again this year now",
        width_of,
        width=120,
        height=200,
        line_height=1,
        most=60,
    )
    assert lines(shown)[-1] != "now"


def test_type_that_may_not_grow_is_set_in_few_lines():
    shown = fit_display(
        "Saturday, 15 February", width_of, width=400, height=300, line_height=1, most=20
    )
    assert lines(shown) == ["Saturday, 15 February"]


def test_stacked_lines_fill_the_width():
    shown = stack_display(
        "Repair now pay later", width_of, width=200, height=90, line_height=1, most=120
    )
    assert len(shown.lines) > 1
    for line in shown.lines:
        assert line.size * width_of(line.text) == pytest.approx(200, rel=0.02)


def test_broken_lines_are_as_few_as_it_takes_and_even():
    shown = break_display(
        "El río nunca ha separado a nuestros dos pueblos",
        width_of,
        width=130,
        height=300,
        line_height=1.2,
        most=10,
    )
    found = lines(shown)
    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) < 8
    assert {line.size for line in shown.lines} == {10}


def test_word_too_wide_for_a_size_makes_the_type_smaller():
    shown = break_display(
        "Donaudampfschifffahrt hält", width_of, width=60, height=300, line_height=1, most=20
    )
    assert max(width_of(line.text) * line.size for line in shown.lines) <= 60


words = st.lists(st.text("abcdefgh,:!", min_size=1, max_size=14), min_size=1, max_size=40)
kinds = st.sampled_from([fit_display, stack_display, break_display])


@settings(deadline=None, max_examples=150)
@given(words, kinds, st.floats(50, 400), st.floats(50, 600), st.floats(8, 120))
def test_display_keeps_every_word_in_order_inside_its_frame(found, fit, width, height, most):
    text = " ".join(found)
    shown = fit(text, width_of, width=width, height=height, line_height=1.1, most=most, glue=GLUE)
    assert " ".join(lines(shown)) == text
    assert all(line.size * width_of(line.text) <= width + 1e-6 for line in shown.lines)
    assert sum(line.size for line in shown.lines) * 1.1 <= height + 1e-6
    assert all(line.size <= most + 1e-9 for line in shown.lines)
    sizes = [line.size for line in shown.lines]
    assert max(sizes) <= MAX_CONTRAST * min(sizes) + 1e-9
