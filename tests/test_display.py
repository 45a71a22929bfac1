"""Headlines: parted by sense, broken by sense, as large as their frame lets them be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.setting.display import (
    Display,
    Frame,
    Line,
    break_display,
    cleared,
    fit_display,
)
from pamphlet.setting.hyphens import softened
from pamphlet.setting.measure import Measure
from pamphlet.setting.parting import parts_of, split_title

GLUE = frozenset({"a", "the", "of", "in", "no", "not", "and", "is", "der", "die"})
SOFT_HYPHEN = "\u00ad"


def width_of(text: str) -> float:
    """Half an em a letter: a face in which one can reckon in the head."""
    return 0.5 * len(text)


def lines(display) -> list[str]:
    return [line.text.replace("\u00a0", " ") for line in display.lines]


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


def set_in(text: str, fit=fit_display, *, lang: str = "en", **frame: float) -> Display:
    frame = {"line_height": 1.0, **frame}
    return fit(parts_of(text, lang), width_of, Frame(**frame))


def test_no_line_ends_on_an_article_where_it_can_be_helped():
    shown = set_in("The end of the road is near", width=100, height=300, most=40)
    assert not any(line.split()[-1].lower() in GLUE for line in lines(shown)[:-1])


def test_last_line_is_not_one_short_word():
    shown = set_in("Rents increase again this year now", width=240, height=200, most=40)
    assert lines(shown)[-1] != "now"


def test_type_that_may_not_grow_is_set_in_few_lines():
    shown = set_in("Saturday, 15 February", width=400, height=300, most=20)
    assert lines(shown) == ["Saturday, 15 February"]


def test_broken_lines_are_as_few_as_it_takes_and_even():
    text = "El río nunca ha separado a nuestros dos pueblos"
    shown = set_in(text, break_display, lang="es", width=130, height=300, most=10)
    found = lines(shown)
    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) < 8
    assert {line.size for line in shown.lines} == {10}


def test_word_too_wide_for_a_size_makes_the_type_smaller():
    shown = set_in(
        "Donaudampfschifffahrt hält", break_display, lang="de", width=60, height=300, most=20
    )
    assert max(width_of(line.text) * line.size for line in shown.lines) <= 60


@pytest.mark.parametrize(
    ("text", "lang", "together"),
    [
        ("Spotkanie w sobotę o 18:00 w szkole", "pl", "w sobotę"),
        ("Wir treffen uns am 6. März im Hof", "de", "6. März"),
        ("图书馆星期日也开放", "zh", ""),
        ("図書館は日曜日も開いています。", "ja", ""),
    ],
)
def test_what_belongs_together_is_never_parted(text, lang, together):
    for width in range(40, 160, 10):
        found = lines(set_in(text, lang=lang, width=width, height=400, most=24))
        assert not together or any(together in line for line in found)
        assert not any(line[0] in "。、」）" for line in found)


words = st.lists(st.text("abcdefgh,:!", min_size=1, max_size=14), min_size=1, max_size=40)
kinds = st.sampled_from([fit_display, break_display])


@settings(deadline=None, max_examples=150)
@given(words, kinds, st.floats(50, 400), st.floats(50, 600), st.floats(8, 120))
def test_display_keeps_every_word_in_order_inside_its_frame(found, fit, width, height, most):
    text = " ".join(found)
    shown = set_in(text, fit, width=width, height=height, line_height=1.1, most=most)
    assert "".join(lines(shown)).replace(" ", "").replace("‐", "") == text.replace(" ", "")
    assert all(line.size * width_of(line.text) <= width + 1e-6 for line in shown.lines)
    assert all(line.size <= most + 1e-9 for line in shown.lines)


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
    assert any(line.space > 0 for line in found.lines)


def test_lines_without_marks_stay_as_they_are():
    found, _ = headline("the last bus/leaves before/the shift ends", "en")
    assert [line.space for line in found.lines] == [0, 0, 0]


def test_long_word_of_a_headline_may_be_parted_at_its_syllables():
    wide = {"Wohnungsbaugesellschaft": 11.0}
    parted = softened(
        "Wohnungsbaugesellschaft muss zahlen",
        lambda word: wide.get(word, 2.0),
        room=8.0,
        lang="de",
    )
    first, *others = parted.split()
    assert first.replace(SOFT_HYPHEN, "") == "Wohnungsbaugesellschaft" and SOFT_HYPHEN in first
    assert others == ["muss", "zahlen"]
    assert softened("Kurze Worte", lambda _: 99.0, room=8.0, lang="de") == "Kurze Worte"
