"""Text is read from a PDF as a reader takes it: what, in which order, and where."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from pamphlet.pdf.text import Shown, logical, page_texts, shown_texts, tagged_texts
from press_samples import laid_out, opened

# --- streams written by hand ------------------------------------------------------------------

# 1 to 26 are the small letters, then a ligature, a letter outside the first plane, a pair.
CMAP = b"""\
1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <01> <1a> <0061> endbfrange
2 beginbfchar <1b> <006600660069> <1c> <D83DDE00> endbfchar
1 beginbfrange <1d> <1e> [<0041> <00420043>] endbfrange
"""


def codes(text: str) -> bytes:
    return bytes(ord(letter) - 96 if letter.islower() else ord(letter) for letter in text)


def page_of(content: bytes, *, forms: dict[str, bytes] | None = None) -> pikepdf.Pdf:
    """Return a PDF of one page, its font of single bytes with the map above."""
    pdf = pikepdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.X, ToUnicode=pdf.make_stream(CMAP)
    )
    fonts = Dictionary(F=pdf.make_indirect(font))
    named = {
        f"/{name}": pdf.make_stream(
            inner, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Matrix=Array([1, 0, 0, 1, 100, 0])
        )
        for name, inner in (forms or {}).items()
    }
    resources = Dictionary(Font=fonts, XObject=Dictionary(named))
    page = Dictionary(
        Type=Name.Page, MediaBox=Array([0, 0, 200, 200]), Resources=resources,
        Contents=pdf.make_stream(content),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def places(content: bytes, **forms: bytes) -> list[tuple]:
    pdf = page_of(content, forms=forms)
    found = page_texts(pdf.pages[0])
    return [(shown.text, shown.mark, shown.x, shown.y, shown.size) for shown in found]


def marked(number: int, content: bytes) -> bytes:
    return b"/P <</MCID %d>> BDC %s EMC " % (number, content)


def tj(text: str) -> bytes:
    return b"<" + codes(text).hex().encode() + b"> Tj"


def test_every_operator_that_shows_text_is_read():
    content = b"BT /F 10 Tf 1 0 0 1 20 30 Tm %s [%s 300 %s] TJ %s ' 0 0 %s \" ET" % (
        tj("a"), *(tj(letter)[:-3] for letter in ("b", "c", "d", "e")),
    )  # fmt: skip
    ((text, *_),) = places(marked(0, content))
    assert text == "abcde"


def test_place_and_size_are_those_on_the_page():
    content = b"q 2 0 0 2 10 20 cm BT /F 5 Tf 1 0 0 1 3 4 Tm " + tj("a") + b" ET Q "
    assert places(marked(0, content)) == [("a", 0, 16, 28, 10)]


def test_state_is_restored_after_a_group():
    content = b"q 3 0 0 3 50 50 cm Q BT /F 8 Tf 1 2 Td " + tj("a") + b" ET"
    assert places(marked(7, content)) == [("a", 7, 1, 2, 8)]


def test_size_is_restored_after_a_group():
    inner = b"q BT /F 30 Tf ET Q BT 5 5 Td " + tj("a") + b" ET"
    assert places(b"/F 8 Tf " + marked(0, inner)) == [("a", 0, 5, 5, 8)]


def test_lines_follow_each_other():
    """TD sets the leading, T* and ' go down by it, Td moves from the line's own start."""
    content = b"BT /F 8 Tf 10 100 Td %s 0 -12 TD %s T* %s 5 1 Td %s ET" % tuple(
        marked(number, tj("abcd"[number])) for number in range(4)
    )
    assert [(x, y) for _, _, x, y, _ in places(content)] == [
        (10, 100),
        (10, 88),
        (10, 76),
        (15, 77),
    ]


def test_quote_operator_goes_to_the_next_line():
    content = b"BT /F 8 Tf 12 TL 10 100 Td %s %s ET" % (
        marked(0, tj("a")),
        marked(1, tj("b")[:-2] + b"'"),
    )
    assert [(x, y) for _, _, x, y, _ in places(content)] == [(10, 100), (10, 88)]


def test_text_of_forms_is_read_where_it_lies():
    inner = marked(3, b"BT /F 6 Tf 1 1 Td " + tj("b") + b" ET")
    content = b"q 1 0 0 1 0 50 cm /In Do Q " + marked(4, b"BT /F 6 Tf 2 2 Td " + tj("a") + b" ET")
    found = places(content, In=inner)
    assert found == [("b", 3, 101, 51, 6), ("a", 4, 2, 2, 6)]


def test_form_leaves_nothing_of_its_own_behind():
    inner = b"/F 30 Tf 2 0 0 2 9 9 cm q BT 50 TL ET"
    content = b"/F 6 Tf BT 12 TL 2 20 Td /In Do T* " + marked(0, tj("a")) + b" ET"
    assert places(content, In=inner) == [("a", 0, 2, 8, 6)]


def test_form_that_draws_itself_ends():
    pdf = page_of(b"/In Do", forms={"In": b"/In Do BT /F 6 Tf " + tj("a") + b" ET"})
    form = pdf.pages[0].obj.Resources.XObject.In
    form.Resources = pdf.pages[0].obj.Resources
    assert page_texts(pdf.pages[0])


def test_marks_within_marks_keep_the_number_of_the_nearest():
    content = marked(1, b"BT /F 6 Tf /Span BMC " + tj("a") + b" EMC " + tj("b") + b" ET")
    assert [(text, mark) for text, mark, *_ in places(content)] == [("ab", 1)]


def test_text_in_no_tag_has_no_mark():
    content = b"/Artifact BMC BT /F 6 Tf " + tj("a") + b" ET EMC " + marked(0, b"BT " + tj("b"))
    assert [(text, mark) for text, mark, *_ in places(content)] == [("a", None), ("b", 0)]


def test_ligatures_and_rare_characters_are_what_they_stand_for():
    content = b"BT /F 6 Tf <1b1c1d1e01> Tj ET"
    ((text, *_),) = places(marked(0, content))
    assert text == "ffi😀ABCa"


def test_code_without_a_meaning_is_seen():
    ((text, *_),) = places(marked(0, b"BT /F 6 Tf <01ff02> Tj ET"))
    assert text == "a\ufffdb"


def test_font_that_is_not_there_shows_nothing():
    ((text, *_),) = places(marked(0, b"BT /G 6 Tf <01> Tj ET"))
    assert text == ""


# --- tags -------------------------------------------------------------------------------------


def tagged(kids: Array, content: bytes) -> pikepdf.Pdf:
    pdf = page_of(content)
    page = pdf.pages[0].obj
    element = Dictionary(Type=Name.StructElem, S=Name.P, Pg=page, K=kids)
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
    return pdf


THREE = b"BT /F 6 Tf " + b"".join(marked(n, tj("abc"[n])) for n in range(3)) + b"ET"


def test_tags_give_the_order_of_reading():
    pdf = tagged(Array([2, 0, 1]), THREE)
    assert [shown.text for shown in tagged_texts(pdf)] == ["c", "a", "b"]
    assert [shown.text for shown in shown_texts(pdf)] == ["a", "b", "c"]


def test_text_that_no_tag_names_is_not_among_them():
    assert [shown.text for shown in tagged_texts(tagged(Array([1]), THREE))] == ["b"]


def test_tags_within_tags_and_references_are_followed():
    pdf = page_of(THREE)
    page = pdf.pages[0].obj
    inner = Dictionary(S=Name.Span, K=Array([Dictionary(Type=Name.MCR, Pg=page, MCID=2)]))
    outer = Dictionary(S=Name.P, Pg=page, K=Array([1, inner, 0]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([outer]))
    assert [shown.text for shown in tagged_texts(pdf)] == ["b", "c", "a"]


def test_same_mark_on_two_stretches_is_one_text():
    steps = [marked(number, tj(text)) for number, text in ((0, "a"), (1, "c"), (0, "b"))]
    pdf = tagged(Array([0, 1]), b"BT /F 6 Tf " + b"".join(steps) + b"ET")
    assert [shown.text for shown in tagged_texts(pdf)] == ["ab", "c"]


def test_file_without_tags_has_none():
    assert tagged_texts(page_of(THREE)) is None


# --- what the engine writes -------------------------------------------------------------------


def read(body: str, folder: Path, css: str = "") -> list[Shown]:
    return tagged_texts(opened(laid_out(body, folder, css)))


@pytest.mark.parametrize(
    "text",
    [
        "Efficient fjords: flat, final offices.",
        "“Größe”, çà et là — naïve €5 ½ № 3…",
        "Zażółć gęślą jaźń",
        "Ελλάδα, Россия",
    ],
)
def test_text_is_read_as_it_was_written(tmp_path, text):
    found = read(f"<p>{text}", tmp_path, "p { white-space: nowrap }")
    assert "".join(shown.text for shown in found) == text


def test_order_is_that_of_the_page_and_not_of_its_drawing(tmp_path):
    css = ".last { position: absolute; top: 0 } .under { position: relative; z-index: -1 }"
    body = "<p class=last>First</p><p>Second</p><p class=under>Third</p><p>Fourth"
    assert [shown.text for shown in read(body, tmp_path, css)] == [
        "First", "Second", "Third", "Fourth",
    ]  # fmt: skip


def test_what_is_said_in_margins_is_no_text_of_the_page(tmp_path):
    css = "@page { @top-left { content: 'Running head' } @bottom-right { content: counter(page) } }"
    raw = laid_out("<p>Text", tmp_path, css)
    assert [shown.text for shown in tagged_texts(opened(raw))] == ["Text"]
    assert {shown.text for shown in shown_texts(opened(raw))} == {"Text", "Running head", "1"}


def test_pages_are_counted_from_the_first(tmp_path):
    body = "<p>One<p style='break-before: page'>Two<p style='break-before: page'>Three"
    assert [(shown.page, shown.text) for shown in read(body, tmp_path)] == [
        (0, "One"), (1, "Two"), (2, "Three"),
    ]  # fmt: skip


def test_place_is_measured_from_the_trim(tmp_path):
    """The engine's pages have their origin in the trim's corner, bleed lies beyond."""
    css = "@page { size: 50mm 50mm } p { margin: 0; position: absolute; left: 4mm; bottom: 10mm }"
    (shown,) = read("<p>Text", tmp_path, css)
    assert shown.x == pytest.approx(10 / 25.4 * 72, abs=0.1)  # margin 6 mm + 4
    assert shown.y == pytest.approx(16 / 25.4 * 72 + 3.5, abs=1)  # the baseline in its line
    assert shown.size == pytest.approx(10, abs=0.01)


@pytest.mark.parametrize(
    "text",
    ["العبّارة في الخدمة منذ سنوات", "لا للإغلاق", "המעבורת נשארת כאן", "اگر نمی‌خواهید"],
)
def test_right_to_left_text_is_read_in_its_order(tmp_path, text):
    css = "p { font-family: 'Noto Naskh Arabic', 'Noto Sans Hebrew', 'Vazirmatn' }"
    found = read(f"<p dir=rtl lang=ar>{text}", tmp_path, css)
    assert joined(found) == text.replace("\u200c", "")


@pytest.mark.parametrize(
    "text",
    [
        "منذ 1962، وقالت Mill Path إن الأمر انتهى",
        "اكتبوا إلى info@mill.example اليوم",
        "هاتف 0555 0143 اليوم",
        "في 3.5.2025 أو 12/2025 و1,250.50",
        "המעבורת של IG Metall נשארת, HTML-5",
        "טלפון 0555-0143 היום",
        "בשנת 1962–1975 עבדו",
    ],
)
def test_latin_and_figures_within_right_to_left_text_keep_their_order(tmp_path, text):
    css = "p { font-family: 'Noto Naskh Arabic', 'Noto Sans Hebrew'; white-space: nowrap }"
    assert joined(read(f"<p dir=rtl lang=ar>{text}", tmp_path, css)) == text


def joined(found: list[Shown]) -> str:
    return "".join(shown.text for shown in found).replace("\u200c", "").replace("\u200d", "")


# --- direction --------------------------------------------------------------------------------

HEBREW = st.text(st.sampled_from("אבגדהוז"), min_size=1, max_size=6)


@given(st.lists(HEBREW, min_size=1, max_size=5).map(" ".join))
def test_drawn_from_the_left_right_to_left_text_is_turned_round(text):
    drawn = list(reversed(text))
    assert logical("".join(drawn), drawn) == text


@given(st.text(st.sampled_from("abcde 12,.-"), max_size=20))
def test_left_to_right_text_is_left_as_it_is(text):
    assert logical(text, list(text)) == text


@given(HEBREW, st.text(st.sampled_from("abc123"), min_size=1, max_size=6), HEBREW)
def test_a_word_of_latin_letters_is_not_turned(first, latin, last):
    drawn = [*reversed(last), " ", *latin, " ", *reversed(first)]
    assert logical("".join(drawn), drawn) == f"{first} {latin} {last}"


def test_glyph_for_several_letters_has_them_in_order():
    assert logical("לאב", ["לא", "ב"]) == "בלא"
