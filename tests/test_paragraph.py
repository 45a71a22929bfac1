"""Paragraphs broken as a whole: nothing lost, nothing too wide, nothing ugly without need."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.language import language
from pamphlet.model import Box, Heading, Listing, Paragraph, Quotation, Run, plain
from pamphlet.setting.breaks import Setting
from pamphlet.setting.hyphens import has_patterns, hyphen_points
from pamphlet.setting.lines import HYPHEN, LineEnds
from pamphlet.setting.measure import Measure
from pamphlet.setting.paragraph import Breakable, Room, set_lines
from pamphlet.setting.prices import SHRINK

TEXT = (
    "Eleven weeks have passed. Since the boiler house on Foundry Road failed on 18 November, "
    "four hundred and twelve households have lived without heating or hot water. The landlord "
    "speaks of “unforeseen circumstances”. No! The inspection report of 2022 foresaw them line "
    "by line."
)
GERMAN = (
    "Der Beschluss kam an einem Freitagnachmittag und ohne Aussprache: Zum 1. September soll "
    "die Stadtteilbücherei schließen, die Hausaufgabenhilfe an vier Nachmittagen inbegriffen."
)
SERIF = Measure(font_library((ROOT / "fonts",)), ("Source Serif 4",), lang="en")


def setting(lang: str = "en", **changes: object) -> Setting:
    options = {
        "hyphens": lambda word: hyphen_points(word, lang),
        "hyphen_width": SERIF.width("‐"),
        "glue": language(lang).glue,
        "space": SERIF.width(" "),
    }
    return Setting(**{**options, **changes})


def breakable(text: str, lang: str = "en", rules: Setting | None = None) -> Breakable:
    return Breakable(text, lambda a, b: SERIF.width(text[a:b]), rules or setting(lang))


def lines(text: str, measure: float, lang: str = "en", **options) -> tuple[str, ...]:
    found = breakable(text, lang, options.pop("setting", None))
    justified = options.pop("justified", False)
    return set_lines(text, found.best(Room(measure, **options), justified=justified))


def together(found: tuple[str, ...]) -> str:
    return "".join(line.removesuffix("‐") if line.endswith("‐") else f"{line} " for line in found)


def greedy(text: str, measure: float) -> int:
    """Return how many lines there are when each takes as many whole words as it can."""
    count, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if SERIF.width(longer) > measure:
            count, longer = count + 1, word
        line = longer
    return count


@pytest.mark.parametrize("measure", [14, 16, 18, 20, 24, 28, 34, 45])
@pytest.mark.parametrize(("text", "lang"), [(TEXT, "en"), (GERMAN, "de")])
def test_lines_fit_and_hold_the_whole_text(text, lang, measure):
    found = lines(text, measure, lang)
    assert together(found).split() == text.split()
    assert max(map(SERIF.width, found)) <= measure
    assert len(found) <= greedy(text, measure) + 1


@pytest.mark.parametrize("measure", [18, 20, 24, 28, 34])
def test_rag_is_more_even_than_that_of_lines_filled_one_by_one(measure):
    def unevenness(found: list[float]) -> float:
        return sum((1 - width / measure) ** 2 for width in found[:-1])

    filled, line = [], ""
    for word in TEXT.split():
        longer = f"{line} {word}".strip()
        if SERIF.width(longer) > measure:
            filled.append(line)
            longer = word
        line = longer
    one_by_one = unevenness([SERIF.width(text) for text in (*filled, line)])
    whole = unevenness([SERIF.width(text) for text in lines(TEXT, measure)])
    assert whole <= one_by_one + 0.02


@pytest.mark.parametrize("measure", range(12, 34, 2))
@pytest.mark.parametrize(("text", "lang"), [(TEXT, "en"), (GERMAN, "de")])
def test_hyphens_never_stand_three_in_a_row_and_never_before_the_last_line(text, lang, measure):
    found = lines(text * 3, measure, lang)
    hyphened = "".join("h" if line.endswith("‐") else "." for line in found)
    assert "hhh" not in hyphened
    assert not hyphened[-2:].startswith("h")


def test_last_line_is_not_one_short_word_where_it_can_be_helped():
    short = [m / 10 for m in range(150, 300, 3) if len(lines(TEXT, m / 10)[-1]) < 5]
    assert not short
    alone = [m / 10 for m in range(150, 300, 3) if " " not in lines(TEXT, m / 10)[-1]]
    assert len(alone) <= 5


def test_first_word_of_a_sentence_does_not_stand_alone_at_the_end_of_a_line():
    stranded = 0
    for tenth in range(160, 320, 4):
        stranded += any(
            line.endswith((". No!", ". A", ". The")) for line in lines(TEXT, tenth / 10)
        )
    assert stranded <= 6  # of forty widths


def test_words_that_are_bound_never_end_a_line():
    text = "W parku i w lesie o zmroku z psem i z kotem u siebie a w domu. " * 3
    rules = setting("pl", bound=lambda word: word in tuple("aiouwz"))
    for measure in range(9, 30):
        for line in lines(text.strip(), measure, setting=rules)[:-1]:
            assert line.split()[-1] not in tuple("aiouwz"), line


def test_author_s_line_ends_are_kept():
    found = lines("First row\nSecond row of a verse that is too long for its measure\nThird", 14)
    assert found[0] == "First row" and found[-1] == "Third"


def test_word_wider_than_the_measure_is_left_to_the_engine():
    text = "See https://town.example/a/very/long/address/that/never/ends now"
    assert breakable(text).best(Room(12)) is None


def test_indent_narrows_the_first_line():
    plain_, indented = lines(TEXT, 20), lines(TEXT, 20, indent=4)
    assert SERIF.width(indented[0]) <= 16 < SERIF.width(plain_[0])


@pytest.mark.parametrize("measure", [30, 32.5, 34, 38])
@pytest.mark.parametrize(("text", "lang"), [(TEXT * 2, "en"), (GERMAN * 2, "de")])
def test_justified_lines_need_no_space_narrower_than_may_be(text, lang, measure):
    found, room = breakable(text, lang), Room(measure)
    breaks = found.best(room, justified=True)
    gaps = found.gaps(room, breaks)
    assert len(gaps) == len(breaks)
    assert min(gaps) >= 1 - SHRINK - 0.01
    # Set as a whole, no space is wider than where lines are filled one by one.
    assert max(gaps) <= max(found.gaps(room, found.best(room))) + 1e-9


@pytest.mark.parametrize("measure", [14, 17.3, 20, 26, 34])
@pytest.mark.parametrize(("text", "lang"), [(TEXT, "en"), (GERMAN, "de")])
def test_lines_are_counted_as_if_filled_one_by_one(text, lang, measure):
    found = breakable(text, lang)
    assert found.count(Room(measure)) <= len(found.best(Room(measure))) + 1
    assert found.count(Room(measure)) >= SERIF.width(text) / measure
    whole_words = breakable(text, lang, setting(lang, hyphens=lambda word: ()))
    assert whole_words.count(Room(measure)) <= greedy(text, measure)


WORDS = st.sampled_from([*TEXT.split(), *GERMAN.split(), "a", "I", "–", "well-known", "12.5"])


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60), st.integers(90, 400))
def test_any_text_is_broken_whole_or_left_alone(words, tenths):
    text, measure = " ".join(words), tenths / 10
    breaks = breakable(text, "de").best(Room(measure))
    if breaks is None:
        return
    found = set_lines(text, breaks)
    assert together(found).replace(" ", "") == text.replace(" ", "")
    assert max(map(SERIF.width, found)) <= measure


# --- hyphens --------------------------------------------------------------------------------


def parted(word: str, lang: str) -> str:
    points = (0, *hyphen_points(word, lang), len(word))
    return "|".join(word[a:b] for a, b in pairwise(points))


@pytest.mark.parametrize(
    ("lang", "word", "parts"),
    [
        ("en", "circumstances", "circum|stances"),
        ("de", "Veröffentlichung", "Veröf|fent|li|chung"),
        ("de", "„Nachmittagen“,", "„Nach|mit|tagen“,"),
        ("en", "boiler", "boiler"),
        ("en", "UNESCOWORLD", "UNESCOWORLD"),
        ("en", "o’clockwork’s", "o’clockwork’s"),
        ("en", "www.townhall.example", "www.townhall.example"),
        ("en", "2027", "2027"),
    ],
)
def test_words_are_hyphenated_within_the_limits(lang, word, parts):
    assert parted(word, lang) == parts


def test_languages_without_patterns_are_known():
    assert has_patterns("de") and has_patterns("en-GB") and not has_patterns("ar")


# --- line ends in a text ----------------------------------------------------------------------


def ends(measure: float, *paragraphs: str, **options) -> LineEnds:
    breaks = {
        number: breakable(text).best(Room(measure), **options)
        for number, text in enumerate(paragraphs, 1)
    }
    return LineEnds(breaks, justified=options.get("justified", False))


def unplanned(text: str) -> str:
    return text.replace(f"{HYPHEN}\n", "").replace("\n", " ")


def test_every_paragraph_gets_its_own_line_ends():
    body = (
        Paragraph((Run(TEXT),)),
        Heading(2, (Run("A heading"),)),
        Quotation((Paragraph((Run(TEXT),)),)),
        Box("", (Paragraph((Run(TEXT),)),)),
        Listing(False, ((Paragraph((Run(TEXT),)),),)),
    )
    planned = ends(20, TEXT, TEXT, TEXT, TEXT)
    found = planned.blocks(body)
    assert [number for number, _ in planned.lines] == [1, 2, 3, 4]
    assert found[0].is_planned and found[2].blocks[0].is_planned and found[1] == body[1]
    assert unplanned(plain(found[0].runs)) == TEXT


def test_styles_stay_where_they_are():
    runs = (Run(TEXT[:100]), Run(TEXT[100:140], bold=True), Run(TEXT[140:]))
    (found,) = ends(16, TEXT).blocks((Paragraph(runs),))
    assert [unplanned(run.text) for run in found.runs] == [run.text for run in runs]
    assert [run.bold for run in found.runs] == [False, True, False]
    assert plain(found.runs).count("\n") > 7


def test_last_line_of_a_justified_paragraph_stands_apart():
    runs = (Run(TEXT[:100]), Run(TEXT[100:140], bold=True), Run(TEXT[140:]))
    planned = ends(30, TEXT, justified=True)
    (found,) = planned.blocks((Paragraph(runs),))
    ((_, lines_),) = planned.lines
    assert plain(found.last) == lines_[-1]
    assert plain(found.runs).split("\n") == list(lines_[:-1])


def test_verse_is_not_stretched():
    verse = "First row\nSecond row of a verse that is much too long for its measure\nThird"
    (found,) = ends(14, verse, justified=True).blocks((Paragraph((Run(verse),)),))
    assert found.is_planned and not found.last


def test_paragraph_without_breaks_is_left_to_the_engine():
    body = (Paragraph((Run(TEXT),)), Paragraph((Run(TEXT),)))
    first, second = ends(20, TEXT).blocks(body)
    assert first.is_planned and second == body[1]


@pytest.mark.parametrize("most", [1, 2])
def test_no_more_lines_in_a_row_end_in_hyphens_than_a_language_allows(most):
    long = " ".join([GERMAN] * 3)
    for measure in range(14, 22):
        found = breakable(long, "de", setting("de", in_a_row=most)).best(Room(measure))
        row = 0
        for end in found:
            row = row + 1 if end.hyphen else 0
            assert row <= most
