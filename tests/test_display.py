"""Headlines: parted by sense, broken by sense, as large as their frame lets them be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.setting.display import (
    MAX_CONTRAST,
    Display,
    Line,
    break_display,
    cleared,
    fit_display,
    split_title,
    stack_display,
)
from pamphlet.setting.hyphens import parted_for, unparted
from pamphlet.setting.measure import Measure

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


# --- ink never touches ink ------------------------------------------------------------------


def headline(text: str, lang: str):
    family = "Sofia Sans Extra Condensed Black"
    library = font_library((ROOT / "fonts",))
    measure = Measure(library, (family,), lang=lang, weight=900, capitals=True)
    lines = tuple(Line(line, 40.0) for line in text.split("/"))
    return cleared(Display(lines), measure.ink, 0.94), measure


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("işçi ışığı/ister,/iki iş değil", "tr"),
        ("des parents/d’élèves", "fr"),
        ("w żółkwi/ćśńź", "pl"),
    ],
)
def test_lines_with_marks_are_set_so_far_apart_that_they_do_not_touch(text, lang):
    found, measure = headline(text, lang)
    for above, here in pairwise(found.lines):
        one, two = measure.ink(above.text), measure.ink(here.text)
        pitch = 0.94 * 40 + here.space
        assert pitch - (one.depth + two.height) * 40 >= 0.069 * 40
    assert any(line.space > 0 for line in found.lines) == (lang == "tr")


def test_lines_without_marks_stay_as_they_are():
    found, _ = headline("the last bus/leaves before/the shift ends", "en")
    assert [line.space for line in found.lines] == [0, 0, 0]


def test_long_word_of_a_headline_is_parted_at_its_middle():
    wide = {"Wohnungsbaugesellschaft": 11.0}
    parted = parted_for(
        "Wohnungsbaugesellschaft muss zahlen",
        lambda word: wide.get(word, 2.0),
        room=8.0,
        lang="de",
    )
    first, second, *others = parted.split()
    assert first.endswith("‐") and first[:-1] + second == "Wohnungsbaugesellschaft"
    assert others == ["muss", "zahlen"] and 8 <= len(first) <= 16
    whole = unparted(Display((Line(f"{first} {second}", 20.0),)))
    assert whole.lines[0].text == "Wohnungsbaugesellschaft"
    assert parted_for("Kurze Worte", lambda _: 99.0, room=8.0, lang="de") == "Kurze Worte"
