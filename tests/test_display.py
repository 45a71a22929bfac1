"""Headlines: parted by sense, broken by sense, as large as their frame lets them be."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from display_faces import HEAD, broken, fitted, framed, measure, stacked
from pamphlet.language import language
from pamphlet.setting.display import (
    CLEAR,
    Display,
    Frame,
    Line,
    break_display,
    cleared,
    fit_display,
    held,
    hung,
)
from pamphlet.setting.hanging import MOST_HANG, Edges
from pamphlet.setting.hyphens import softened
from pamphlet.setting.parting import parts_of, split_title
from pamphlet.setting.stacking import MAX_CONTRAST, stack_display
from pamphlet.units import pt


def width_of(text: str) -> float:
    """Half an em a letter: a face in which one can reckon in the head."""
    return 0.5 * len(text)


def edges_of(text: str) -> Edges:
    return Edges(width_of(text))


def frame(width: float, height: float, most: float, line_height: float = 1.0) -> Frame:
    return Frame(width, height, line_height, most)


def lines(display: Display) -> list[str]:
    return [line.text for line in display.lines]


def fit(text: str, lang: str = "en", *, width=100.0, height=300.0, most=40.0) -> list[str]:
    return lines(fit_display(parts_of(text, lang), width_of, frame(width, height, most)))


# --- two parts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "main", "second"),
    [
        (
            "Cold homes are no accident: this is neglect, not bad luck!",
            "Cold homes are no accident:",
            "this is neglect, not bad luck!",
        ),
        ("Die Bücherei bleibt – jetzt erst recht", "Die Bücherei bleibt", "jetzt erst recht"),
        ("Die Bücherei bleibt\u00a0– jetzt erst recht", "Die Bücherei bleibt", "jetzt erst recht"),
        ("The path is ours. Open the gate!", "The path is ours.", "Open the gate!"),
        ("Whose path is it? Ours, of course", "Whose path is it?", "Ours, of course"),
        ("“Whose path is it?” Ours, of course", "“Whose path is it?”", "Ours, of course"),
        ("À qui le parc\u202f? À nous tous", "À qui le parc\u202f?", "À nous tous"),
        ("Ποιος φροντίζει το πάρκο; Εμείς όλοι", "Ποιος φροντίζει το πάρκο;", "Εμείς όλοι"),
        ("من يسقي الشجر؟ أهل الحي", "من يسقي الشجر؟", "أهل الحي"),
        ("नदी सबकी है। घाट साफ़ करें", "नदी सबकी है।", "घाट साफ़ करें"),
        ("河水是大家的：周六一起清理", "河水是大家的：", "周六一起清理"),
        ("谁来照看街边的树？住在这里的人", "谁来照看街边的树？", "住在这里的人"),
        ("公園を守ろう。明日も来よう", "公園を守ろう。", "明日も来よう"),
        ("公園は残る――市民の声で", "公園は残る", "市民の声で"),
        # One part alone says too little.
        ("The river is not a drain", "The river is not a drain", ""),
        ("Warning: fence", "Warning: fence", ""),
        ("警告：柵", "警告：柵", ""),
        # A mark that parts nothing.
        ("Mill-path stays", "Mill-path stays", ""),
        ("At 14:00 we walk", "At 14:00 we walk", ""),
        ("Ask at Dr. Brown about it", "Ask at Dr. Brown about it", ""),
        ("Ab dem 1. Mai auch sonntags", "Ab dem 1. Mai auch sonntags", ""),
        ("「公園は残る！」と市民", "「公園は残る！」と市民", ""),
    ],
)
def test_title_is_parted_where_it_says_two_things(title, main, second):
    assert split_title(title) == (main, second)


# --- where lines end ------------------------------------------------------------------------


def judged() -> list[tuple[str, str, str, str]]:
    path = ROOT / "tests" / "cases" / "display.yml"
    cases = yaml.safe_load(path.read_text("utf-8"))
    return [
        (lang, kind, case["text"], case["lines"])
        for lang, kinds in cases.items()
        for kind, found in kinds.items()
        for case in found
    ]


@pytest.mark.parametrize(("lang", "kind", "text", "lines"), judged())
def test_headlines_and_slogans_break_as_they_were_judged(lang, kind, text, lines):
    assert broken(text, lang, kind) == lines


@pytest.mark.parametrize(
    ("lang", "text", "together"),
    [
        ("en", "The bridge opens on Saturday with music", "on Saturday"),
        ("en", "Nobody on Foundry Road waits alone tonight", "Foundry Road"),
        ("en", "The last bus leaves at 5 p.m. from now on", "5\u00a0p.m."),
        ("en", "We meet again in hall 4 on the hill", "hall 4"),
        ("de", "Wir treffen uns am 15. Mai im Park", "am 15.\u00a0Mai"),
        ("pl", "Idziemy razem w sobotę do lasu i z powrotem", "w\u00a0sobotę"),
        ("tr", "Çocuklar için daha çok park istiyoruz", "Çocuklar için"),
        ("hi", "आज का लगाया पेड़ कल की छाया", "कल की"),
        ("en", "Our river\u00a0is\u00a0not\u00a0a\u00a0drain for them", "is\u00a0not\u00a0a"),
    ],
)
@pytest.mark.parametrize("width", [70, 100, 140])
def test_what_belongs_together_stays_in_one_line(lang, text, together, width):
    found = fit(text, lang, width=width)
    plain = [line.replace("\u00a0", " ") for line in found]
    assert any(together.replace("\u00a0", " ") in line for line in plain), found


def test_names_are_not_told_by_capitals_where_every_noun_has_one():
    assert parts_of("die Wasser Leitung", "de")[1].price == 0
    assert parts_of("the Foundry Road bus", "en")[1].price > 0.2
    assert parts_of("The Foundry Road Bus Is Late", "en")[1].price <= 0


def test_no_line_ends_on_an_article_where_it_can_be_helped():
    found = fit("The end of the road is near")
    assert not any(line.split()[-1].lower() in language("en").glue for line in found[:-1])


def test_last_line_is_not_one_short_word():
    assert fit("Rents increase again this year now", width=120, height=200, most=60)[-1] != "now"


def test_dash_begins_no_line():
    assert not any(
        line.startswith("–") for line in fit("Repair now – ours is repair now", width=60)
    )


def test_clause_is_not_begun_at_the_end_of_a_line():
    found = fit("Repair now, pay later is their motto – ours is repair now!", width=110)
    assert "Repair now, pay" not in found


def test_type_that_may_not_grow_is_set_in_few_lines():
    assert fit("Saturday, 15 February", width=400, most=20) == ["Saturday, 15\u00a0February"]


def test_chinese_and_japanese_break_after_marks_and_never_before_them():
    for text, lang in (("今天种下的树，是明天的树荫。", "zh"), ("川は、みんなのものです。", "ja")):
        for width in (60, 90, 130):
            found = lines(fit_display(parts_of(text, lang), len, frame(width, 300, 40)))
            assert "".join(found) == text
            assert not any(line[0] in "，。、」" for line in found)


# --- sizes ----------------------------------------------------------------------------------


def test_stacked_lines_fill_the_width_between_their_letters():
    shown = stacked("Un banc, deux voisins, « une conversation »", "fr")
    assert len(shown.lines) > 1 and len({line.size for line in shown.lines}) > 1
    for line in shown.lines:
        edges = measure("fr").edges(line.text)
        over = min(edges.end * line.size, MOST_HANG) + min(edges.start * line.size, MOST_HANG)
        assert edges.width * line.size - over == pytest.approx(pt(66), rel=0.01)


def test_article_is_no_giant_line_of_a_stack():
    for text in ("The river", "The river is not a drain", "Stop the clock"):
        for line in stacked(text, "en").lines:
            if line.text.lower() in language("en").glue:
                assert line.size <= min(other.size for other in stacked(text, "en").lines)


def test_broken_lines_are_as_few_as_it_takes_and_even():
    shown = break_display(
        parts_of("El río nunca ha separado a nuestros dos pueblos", "es"),
        width_of,
        frame(130, 300, 10, 1.2),
    )
    found = lines(shown)
    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) < 10
    assert {line.size for line in shown.lines} == {10}


def test_word_too_wide_for_a_size_makes_the_type_smaller():
    parts = parts_of("Donaudampfschifffahrt hält", "de")
    shown = break_display(parts, width_of, frame(60, 300, 20))
    assert max(width_of(line.text) * line.size for line in shown.lines) <= 60


# --- laws -----------------------------------------------------------------------------------


def stack(parts, width_of, frame):
    return stack_display(parts, width_of, frame, edges_of=edges_of)


words = st.lists(st.text("abcdefgh,:!–\u00a0", min_size=1, max_size=14), min_size=1, max_size=40)
kinds = st.sampled_from([fit_display, stack, break_display])


@settings(deadline=None, max_examples=150)
@given(words, kinds, st.floats(50, 400), st.floats(50, 600), st.floats(8, 120))
def test_display_keeps_every_word_in_order_inside_its_frame(found, way, width, height, most):
    text = " ".join(found)
    within = frame(width, height, most, 1.1)
    shown = way(parts_of(text, "en"), width_of, within)
    assert "".join("".join(lines(shown)).split()) == "".join(text.split())
    assert all(line.size * width_of(line.text) <= width + 1e-6 for line in shown.lines)
    assert sum(line.size for line in shown.lines) * 1.1 <= height + 1e-6
    assert all(line.size <= most + 1e-9 for line in shown.lines)
    sizes = [line.size for line in shown.lines]
    assert max(sizes, default=1) <= MAX_CONTRAST * min(sizes, default=1) + 1e-9
    assert shown == way(parts_of(text, "en"), width_of, within)


@pytest.mark.parametrize(
    "text",
    [
        "The end of the road is near",
        "Repair now, pay later is their motto",
        "Who mends the footbridge? The whole village",
        "Ten years of the night bus",
    ],
)
def test_no_way_to_break_is_better_than_the_one_that_is_found(text):
    from pamphlet.setting.breaking import Breaker

    breaker = Breaker(parts_of(text, "en"), width_of)
    for count in range(1, min(4, breaker.count) + 1):
        solved = breaker.solve(count, limit=1e9)
        costs = [
            cost for ends in every_way(breaker.count, count) if (cost := priced(breaker, ends))
        ]
        if solved and costs:
            assert solved[0] <= min(costs) + 1e-9


def every_way(total: int, count: int, start: int = 0):
    """Give every way to part so many words into so many lines."""
    if count == 1:
        yield (total,)
        return
    for end in range(start + 1, total - count + 2):
        for rest in every_way(total, count - 1, end):
            yield (end, *rest)


def priced(breaker, ends):
    cost_of = breaker._unevenness(len(ends))
    total = 0.0
    for start, end in zip((0, *ends), ends, strict=False):
        part = breaker.parts[end - 1]
        total += cost_of(start, end, breaker.width(start, end)) + part.price
        total += part.stub if end - start > 1 else 0.0
    return total


# --- edges ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"), [("“Yes,” they said", "en"), ("– und jetzt", "de"), ("«نعم» قالوا", "ar")]
)
def test_marks_before_a_line_hang_out(text, lang):
    edges, bare = measure(lang).edges(text), measure(lang).edges(text[1:].strip())
    assert edges.start > bare.start + 0.1
    assert edges.hang(20) == pytest.approx(min(edges.start * 20, MOST_HANG))


def test_letters_of_all_lines_stand_on_one_edge():
    text = Display((Line("Homes", 90), Line("nobody has", 20), Line("“Rent", 40)))
    shown = hung(text, measure("en").edges, 200)
    stems = [
        measure("en").edges(word).start * size for word, size in (("Homes", 90), ("nobody", 20))
    ]
    assert [line.hang for line in shown.lines[:2]] == pytest.approx(stems)
    assert shown.lines[0].hang > 2 > shown.lines[1].hang


def test_nothing_hangs_farther_out_than_the_safe_frame_allows():
    shown = hung(Display((Line("“Homes”", 200),)), measure("en").edges, 400)
    assert shown.lines[0].hang == pytest.approx(pt(3))


def test_line_that_hangs_over_its_end_has_room_there():
    """The engine sets a right-to-left line at its left edge where it has no room."""
    shown = hung(stacked("קחו ספר, השאירו ספר", "he"), measure("he").edges, pt(66))
    for line in shown.lines:
        wide = measure("he").edges(line.text).width * line.size
        assert wide <= pt(66) + line.hang + line.trail + 1e-6


def headline(text: str, lang: str, *, capitals: bool = True):
    face = measure(lang)
    display = Display(tuple(Line(line, 40.0) for line in text.split("/")))
    return cleared(display, face.ink, 0.94, capitals=capitals), face


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("işçi ışığı/ister,/iki iş değil", "tr"),
        ("des parents/d’élèves", "fr"),
        ("w żółkwi/ćśńź", "pl"),
        ("Βιβλιοθήκη,/Ϊος", "el"),
        ("Ещё один,/йод", "ru"),
        ("कुर्सी/मूर्ति", "hi"),
        ("محطّة/إلى", "ar"),
    ],
)
@pytest.mark.parametrize("capitals", [True, False])
def test_ink_of_lines_does_not_touch(text, lang, capitals):
    found, face = headline(text, lang, capitals=capitals)
    for above, here in pairwise(found.lines):
        one, two = face.ink(above.text), face.ink(here.text)
        # Baselines of lines of one size are as far apart as the lines are high.
        pitch = 0.94 * 40 + here.space
        assert pitch - (one.depth + two.height) * 40 >= (CLEAR - 0.001) * 40


def test_capitals_without_marks_stand_equally_close():
    found, _ = headline("the last bus/leaves before/the shift ends", "en")
    spaces = {round(line.space, 6) for line in found.lines[1:]}
    assert len(spaces) == 1 and spaces.pop() < 0
    assert found.lines[0].space == 0


def test_accents_of_the_first_line_stay_in_the_frame():
    found, face = headline("Übermut/tut gut", "de")
    ink = face.ink("Übermut")
    top = (0.94 + ink.ascent - ink.descent) / 2 * 40 + found.lines[0].space
    assert found.lines[0].space > 0 and ink.height * 40 == pytest.approx(top)


def test_lines_that_grow_out_of_their_frame_by_white_are_made_smaller():
    tall = Display((Line("a", 40), Line("b", 40, 20)))
    shown = held(tall, frame(100, 80, 40))
    assert sum(line.size + line.space for line in shown.lines) == pytest.approx(80)


# --- what nobody should write ---------------------------------------------------------------


def test_title_of_300_characters_fits_in_more_lines():
    title = " ".join(["the people of the lower river have asked four times"] * 6)[:300]
    shown = fitted(title, "en", framed(HEAD, "en"))
    assert 6 <= len(shown.lines) <= 8
    assert shown.size > 15


def test_soft_hyphens_are_places_to_end_a_line_and_are_not_shown():
    text = "Wohnungs\u00adbau\u00adgesellschaft zahlt"
    assert fit(text, "de", width=400, height=24) == ["Wohnungsbaugesellschaft zahlt"]
    narrow = fit(text, "de", width=60)
    assert narrow[0].endswith("‐") and "\u00ad" not in "".join(narrow)


def test_zero_width_joiners_are_kept_and_end_no_line():
    text = "می‌خواهیم 👩‍🔧 و می‌گوییم"
    assert " ".join(fit(text, "fa", width=60)) == text


def test_zero_width_space_is_a_place_to_end_a_line():
    assert fit("abcdefghijkl\u200bmnopqrstuvwx", width=60) == ["abcdefghijkl", "mnopqrstuvwx"]


def test_addresses_end_lines_at_their_marks_without_a_hyphen():
    found = fit("assembly@foundryroad-tenants.example", width=60, most=30)
    assert len(found) > 1 and "".join(found) == "assembly@foundryroad-tenants.example"


def test_portuguese_compound_is_not_parted_at_its_hyphen():
    assert any("guarda-chuva" in line for line in fit("Um guarda-chuva para todos", "pt", width=60))


def test_mixed_directions_keep_their_words():
    text = "افتتاح مقهى Repair Café يوم السبت"
    assert " ".join(fit(text, "ar", width=80)) == text


def test_long_word_of_a_headline_gets_soft_hyphens():
    wide = {"Wohnungsbaugesellschaft": 11.0}
    text = "Wohnungsbaugesellschaft muss zahlen"
    parted = softened(text, lambda word: wide.get(word, 2.0), room=8.0, lang="de")
    assert parted.replace("\u00ad", "") == text
    assert 2 <= parted.count("\u00ad") <= 6
    assert softened("Kurze Worte", lambda _: 99.0, room=8.0, lang="de") == "Kurze Worte"


def test_nothing_but_white_is_no_line():
    assert fit(" \n ") == []
