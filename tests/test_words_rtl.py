"""Lost words in texts from right to left, with figures and Latin words among them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.model import Composition
from test_words import composition, laid, lost, paragraph

CSS = "html { font-family: 'Source Serif 4', 'Noto Naskh Arabic', 'Noto Sans Hebrew', 'Vazirmatn' }"

ARABIC = "العبّارة في الخدمة منذ 1962، والمجلس يريد إيقافها في 30 أبريل (فيلمير)."


def said_in(text: str, **fields: object) -> Composition:
    said = composition(paragraph(text, 3), **fields)
    (piece,) = said.pieces
    return replace(said, pieces=(replace(piece, direction="rtl"),))


def lost_of(text: str, shown: str, folder, **fields: object) -> list[tuple]:
    """Return what is lost of a text where a page shows another."""
    pdf = laid(f"<p dir=rtl lang=ar>{shown}", folder, CSS, lang="ar")
    return lost(pdf, said_in(text, **fields))


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        "العبّارة Mill Path في الخدمة",
        "Mill Path هو الطريق",
        "ارتفعت الأسعار بنسبة 50% هذا العام",
        "المحلي 3 Mill و Mill 3",
        "منذ 1962 Mill و Mill 1",
        "اكتبوا إلى info@mill.example اليوم أو millpath.example/a?b=1",
        "من 10/2025 إلى 12/2025 في القرية",
        "هاتف 0555 0143 اليوم، ‎+49 30 1234-56",
        "قالت Anna Maria Schmidt-Weber إن الأمر (HTML 5) انتهى في 3.5.2025",
        "سعر 1,250.50 € و $30 في R&D",
        'نص "Hello, world!" هنا',
        "המחירים עלו ב-50% השנה",
        "המעבורת של IG Metall נשארת",
        "בשנת 1962–1975 עבדו A/B & C#",
        "פסקה של Keepers of the Lower Valley Friends Association שהיא ארוכה ונשברת",
        "۵۰٪ از مردم Mill Path را دیدند، اگر نمی‌خواهید",
        "2025 IG Metall",
        "IG Metall 2025",
    ],
)
def test_nothing_is_lost_that_is_there(tmp_path, text):
    assert lost_of(text, text, tmp_path) == []
    # The same as a field: before it and after it stands something else.
    shown = f"{text}<p>{ARABIC}"
    assert lost_of(ARABIC, shown, tmp_path, slogans=(text,)) == []


@pytest.mark.parametrize(
    ("text", "shown", "missing"),
    [
        (ARABIC, ARABIC.replace("الخدمة", "الحديقة"), "الخدمة"),
        (ARABIC, ARABIC.replace("1962", "1926"), "1962،"),
        ("العبّارة Mill Path في الخدمة", "العبّارة Mill في الخدمة", "Path"),
        ("بنسبة 50% هذا العام", "بنسبة هذا العام", "50%"),
        ("בין 12 ל-12 בלילה", "בין 12 בלילה", "ל-12"),
        ("בין 12 וגם 12 בלילה", "בין 12 וגם בלילה", "12"),
        ("IG Metall 2025", "IG 2025", "Metall"),
    ],
)
def test_word_that_is_missing_is_named_with_its_line(tmp_path, text, shown, missing):
    ((what, words, line),) = lost_of(text, shown, tmp_path)
    assert (what, line) == ("text", 3) and missing in words.split()


def test_what_follows_a_paragraph_of_latin_words_is_found(tmp_path):
    shown = f"2025 IG Metall<p dir=rtl>{ARABIC}"
    pdf = laid(f"<p dir=rtl>{shown}", tmp_path, CSS, lang="ar")
    said = composition(paragraph("2025 IG Metall", 3), paragraph(ARABIC, 5))
    (piece,) = said.pieces
    assert lost(pdf, replace(said, pieces=(replace(piece, direction="rtl"),))) == []


def test_quotation_from_right_to_left_in_another_text_is_found(tmp_path):
    text = "قالت 3 Mill و Mill 3"
    pdf = laid(f"<p>They said:<p dir=rtl lang=ar>{text}", tmp_path, CSS)
    assert lost(pdf, composition(paragraph("They said:", 2), paragraph(text, 4))) == []


def test_field_that_is_missing_is_named(tmp_path):
    found = lost_of(ARABIC, ARABIC, tmp_path, slogans=("لا للإغلاق 2025",))
    assert found == [("slogan", "لا للإغلاق 2025", None)]
    found = lost_of(ARABIC, f"{ARABIC}<p>لا للإغلاق", tmp_path, slogans=("لا للإغلاق 2025",))
    assert found == [("slogan", "لا للإغلاق 2025", None)]


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_any_word_that_is_dropped_is_found(data, tmp_path_factory):
    text = "قالت Anna Weber إن المجلس يريد إيقافها في 30 أبريل بنسبة 50% لا غير"
    words = text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    kept = " ".join([*words[:at], *words[at + 1 :]])
    ((_, found, _),) = lost_of(text, kept, tmp_path_factory.mktemp("dropped"))
    assert words[at] in found.split()


@pytest.mark.parametrize(
    "text",
    [
        "We say שלום עולם to 12 people at https://mill.example/?q=שלום and (مرحبا 2027) again.",
        "Between שלום 12 and عالم, 7 מים there are (עולם) two.",
        "A מילה and מילה again, then مرحبا بكم في القرية whole.",
    ],
)
def test_words_from_the_right_in_a_line_from_the_left_are_no_loss(tmp_path, text):
    said = composition(paragraph(text, 3), paragraph("And so on.", 5), slogans=(text[3:30],))
    for width in (44, 30, 20):
        css = f"{CSS} p {{ width: {width}mm }}"
        html = f"<p>{text}<p>And so on.<p>{text[3:30]}"
        assert lost(laid(html, tmp_path, css), said) == []
        first = text.replace("שלום", "שם", 1).replace("מילה", "מה", 1)
        assert lost(laid(html.replace(text, first, 1), tmp_path, css), said)
