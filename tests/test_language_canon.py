"""What every language is owed: quotes within quotes, words that hold, what is never parted."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz

from conftest import ROOT
from display_faces import SLOGAN, fitted, stacked
from pamphlet.compose import compose
from pamphlet.language import language
from pamphlet.language.typography import typographic_text
from pamphlet.layout import find_layout
from pamphlet.markup.templates import environment
from pamphlet.model import Paragraph, Run, Statement, plain
from pamphlet.setting.breaks import Setting, break_points
from pamphlet.setting.display import Frame
from pamphlet.setting.hyphens import hyphen_points
from pamphlet.setting.measure import _shaped
from test_language_fonts import style_of

NB = "\u00a0"

NESTED = {
    "en": "“ab ‘cd’ ef”",
    "de": "„ab ‚cd‘ ef“",
    "de-CH": "«ab ‹cd› ef»",
    "fr": f"«{NB}ab “cd” ef{NB}»",
    "fr-CA": f"«{NB}ab “cd” ef{NB}»",
    "es": "«ab “cd” ef»",
    "it": "«ab “cd” ef»",
    "pt": "“ab ‘cd’ ef”",
    "pt-PT": "«ab “cd” ef»",
    "pl": "„ab «cd» ef”",
    "tr": "“ab ‘cd’ ef”",
    "el": "«ab “cd” ef»",
    "ru": "«ab „cd“ ef»",
    "ar": "«ab “cd” ef»",
    "he": "”ab ’cd’ ef”",
    "fa": "«ab “cd” ef»",
    "hi": "“ab ‘cd’ ef”",
}


@pytest.mark.parametrize(("lang", "quoted"), NESTED.items())
@pytest.mark.parametrize("typed", ["\"ab 'cd' ef\"", '"ab "cd" ef"'])
def test_quotation_in_a_quotation_has_the_inner_marks(lang, quoted, typed):
    assert typographic_text(typed, language(lang)) == quoted


@pytest.mark.parametrize(
    ("lang", "typed", "quoted"),
    [
        ("zh", "\"他说'不走'吗\"", "“他说‘不走’吗”"),
        ("zh-Hant", "\"他說'不走'嗎\"", "「他說『不走』嗎」"),
        ("ja", "\"彼は'いや'と\"", "「彼は『いや』と」"),
    ],
)
def test_quotation_in_a_quotation_of_signs_has_the_inner_marks(lang, typed, quoted):
    assert typographic_text(typed, language(lang)) == quoted


@pytest.mark.parametrize("width", range(90, 420, 30))
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("pl", "Zegar na wieży i w naszych głowach z nami"),
        ("ru", "Каток у реки и в городе не закроют к весне"),
        ("cs", "Hodiny na věži i v našich hlavách s námi"),
    ],
)
def test_small_words_end_no_line_of_display(lang, text, width):
    known, frame = language(lang), Frame(width, 400, 0.94, 90)
    for lines in (fitted(text, lang, frame).lines, stacked(text, lang, SLOGAN).lines):
        ends = [line.text.rstrip().split(" ")[-1].split(NB)[-1].lower() for line in lines]
        assert not set(ends[:-1]) & known.bound


@pytest.mark.parametrize(("lang", "ends"), [("pt", 0), ("pl", 0), ("de", 1)])
def test_line_ends_at_the_hyphen_of_a_compound_only_where_it_is_not_repeated(lang, ends):
    setting = Setting(
        hyphens=lambda word: (),
        hyphen_width=0.3,
        breaks_at_hyphens=not language(lang).repeats_hyphen,
    )
    found = break_points("guarda-rios", lambda start, end: end - start, setting)
    assert len(found) - 2 == ends


@pytest.mark.parametrize("lang", ["ar", "fa", "he", "hi", "zh", "ja"])
def test_scripts_without_case_are_neither_letterspaced_nor_slanted_nor_parted(lang):
    writing = language(lang).writing
    assert not (writing.may_letterspace or writing.has_italics or writing.has_case)
    assert hyphen_points("שלוםשלום" if lang == "he" else "سلامسلام", lang) == ()


@pytest.mark.parametrize("lang", ["ar", "fa"])
def test_arabic_is_never_justified(lang):
    assert not language(lang).writing.justifies


@pytest.mark.parametrize(
    "word",
    ["info@circumstances.example", "https://circumstances.example/notwithstanding",
     "www.circumstances.example", "0555-0143-22", "+49", "circumstances.example/paper"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "de", "fr", "tr", "ru"])
def test_addresses_and_telephone_numbers_have_no_hyphens(word, lang):
    assert hyphen_points(word, lang) == ()


def test_long_address_may_break_after_its_marks_without_a_hyphen():
    breakable = environment((ROOT / "layouts",)).filters["breakable"]
    assert str(breakable("a.example/b-c")) == "a.<wbr>example/<wbr>b-<wbr>c"
    assert str(breakable("\u2066a.example\u2069")) == "\u2066a.\u200bexample\u2069"


@pytest.mark.parametrize(
    ("lang", "most"),
    [(lang, 2) for lang in "en de fr es it pt pl tr el ru uk nl cs".split()]
    + [(lang, 0) for lang in ("hi", "zh", "ja")],
)
def test_hyphens_in_a_row_are_limited_by_the_language(lang, most):
    assert language(lang).hyphenation.in_a_row == most


# --- Persian figures, last words -------------------------------------------------------------


def test_persian_figures_have_their_own_shapes():
    path = ROOT / "fonts" / "noto-naskh-arabic" / "NotoNaskhArabic-Regular.ttf"
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))

    def shapes(lang: str) -> list[str]:
        infos = _shaped(font, "سال ۴۶۷", lang).glyph_infos
        return [font.glyph_to_string(info.codepoint) for info in infos][:3]

    assert shapes("fa") == ["uni06F7", "uni06F6", "uni06F4"]
    assert shapes("ur") != shapes("fa")
    assert '[lang="fa"] { font-feature-settings: "locl" 0 }' in style_of("fa")
    assert "font-feature-settings" not in style_of("ar")


@pytest.mark.parametrize(
    ("lang", "text", "set_"),
    [
        ("hi", "समिति भी साथ है।", f"समिति भी साथ{NB}है।"),
        ("he", "לא לכרות אף עץ.", f"לא לכרות אף{NB}עץ."),
        ("hi", "वह ख़ाली इमारत", "वह ख़ाली इमारत"),
        ("en", "nor is it so", "nor is it so"),
        ("zh", "他说 好", "他说 好"),
        ("hi", "है।", "है।"),
        # Vowel marks lie above the letters: four letters and a mark are no line.
        ("ar", "مكواة لأربعين ضيفًا", f"مكواة لأربعين{NB}ضيفًا"),
    ],
)
def test_short_last_word_is_held_where_the_engine_breaks_lines(lang, text, set_):
    statement = Statement("s", Path("s.md"), lang, "T", (Paragraph((Run(text),)),))
    layout = find_layout("handbill", (ROOT / "layouts",))
    (piece,) = compose((statement,), layout, name="x").pieces
    assert plain(piece.body[0].runs) == set_
