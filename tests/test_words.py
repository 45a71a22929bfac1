"""Lost words are found, wherever they are lost, and no other words are called lost."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet import render
from pamphlet.model import Composition, Heading, Listing, Paragraph, Piece, Publisher, Run
from pamphlet.preflight.words import (
    count_words,
    letters,
    lost_pages,
    lost_words,
    page_letters,
)

FONTS = (ROOT / "fonts",)

FIRST = "The office of the river keepers was flooded in autumn, and nobody came to help them."
THIRD = "Water rises every year a little more, and the walls are as old as the mill."
SECOND = "We measured first, finally and efficiently: fifty-five samples on both river banks."


def composition(*body, **fields: object) -> Composition:
    piece = Piece(
        anchor="s1", lang="en", direction="ltr", title="The river", kicker="", subtitle="",
        issuer="", byline="", dateline="", slogans=(), call=None, contact_label="", contact=(),
        qr="", image=None, credit="", imprint=(), body=body, labels={},
    )  # fmt: skip
    return Composition(
        name="it", title="The river", has_own_title=False, subtitle="", lang="en",
        direction="ltr", pieces=(replace(piece, **fields),), labels={}, publisher=Publisher(),
        author="", imprint=(), contact=(),
    )  # fmt: skip


def paragraph(text: str, line: int = 0) -> Paragraph:
    return Paragraph((Run(text),), line)


def laid(body: str, tmp_path, css: str = "", lang: str = "en") -> pikepdf.Pdf:
    sheet = tmp_path / "print.css"
    sheet.write_text(css, "utf-8")
    master = render.lay_out(
        f"<html lang={lang}><head><title>T</title></head><body><h1>The river</h1>{body}</body>",
        measures="@page { size: 60mm 70mm; margin: 8mm } "
        "html { font: 9pt/12pt 'Source Serif 4', 'Noto Naskh Arabic'; hyphens: auto }",
        stylesheets=(sheet,),
        allowed=(tmp_path, *FONTS),
        font_folders=FONTS,
        base=tmp_path,
    ).write()
    return pikepdf.open(BytesIO(master))


def lost(pdf: pikepdf.Pdf, said: Composition, **options: float) -> list[tuple]:
    found = lost_words(pdf, said, ("text.md",), **options)
    return [(one.what, one.words, one.line) for one in found]


BODY = (paragraph(FIRST, 4), paragraph(SECOND, 6))
HTML = f"<p>{FIRST}<p>{SECOND}"


def test_nothing_is_lost_where_everything_is_there(tmp_path):
    assert lost(laid(HTML, tmp_path), composition(*BODY)) == []


@pytest.mark.parametrize(
    "css",
    [
        "p { text-transform: uppercase }",
        "p { font-variant: small-caps }",
        "p { text-align: justify; letter-spacing: 0.5pt }",
        "p { width: 22mm }",
        "p::first-letter { font-size: 24pt; float: left }",
        "p { break-before: page; orphans: 1; widows: 1; height: 6mm }",
        "p { width: 18mm; orphans: 1; widows: 1 } body { font-size: 20pt; line-height: 26pt }",
        "p { columns: 2; column-fill: auto; height: 40mm }",
        "p { font-feature-settings: 'dlig', 'onum', 'c2sc', 'smcp' }",
        "p::before { content: '— '; } p { text-decoration: underline; opacity: 0.9 }",
        "p { position: relative; z-index: -1 } p + p { z-index: 1 }",
        "body { direction: rtl }",
    ],
    ids=[
        "capitals",
        "small capitals",
        "justified",
        "hyphenated",
        "drop capital",
        "over pages",
        "hyphenated over pages",
        "columns",
        "features",
        "signs before",
        "drawn in another order",
        "on the right",
    ],
)
def test_setting_changes_no_letter(tmp_path, css):
    assert lost(laid(HTML, tmp_path, css), composition(*BODY)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Soft\u00adly hyphen\u00adated, non\u00a0breaking and\u202fthin spaces.",
        "“Curly” and 'straight' quotes – dashes — and… dots",
        "Fluffy official affluent waffle, shuffling fjords.",
        "Çà et là, naïve Größe, İstanbul'da ılık Żółć",
        "Half ½ of 5 % and 20 m² at § 3, No. №7 & Co. @home #now",
        "again again and again and again again",
        "1 2 3 4 5 6 7 8 9 10",
    ],
)
def test_no_text_is_called_lost_that_is_there(tmp_path, text):
    for css in ("", "p { text-transform: uppercase }", "p { width: 15mm }"):
        assert lost(laid(f"<p>{text}<p>{THIRD}", tmp_path, css), composition(paragraph(text))) == []


def test_word_of_several_alike_that_is_missing_is_found(tmp_path):
    text = "Again and again they came, and again they went."
    html = "<p>Again and again they came, and they went."
    assert lost(laid(html, tmp_path), composition(paragraph(text, 2)))


def test_paragraph_that_is_there_once_and_said_twice_is_lost_once(tmp_path):
    said = composition(paragraph(FIRST, 2), paragraph(SECOND, 4), paragraph(FIRST, 6))
    assert lost(laid(HTML, tmp_path), said) == [("text", FIRST, 6)]
    assert lost(laid(f"{HTML}<p>{FIRST}", tmp_path), said) == []


def test_word_that_is_missing_is_named_with_its_line(tmp_path):
    html = f"<p>{FIRST}<p>{SECOND.replace(' fifty-five', '')}"
    assert lost(laid(html, tmp_path), composition(*BODY)) == [("text", "fifty-five", 6)]


def test_paragraph_that_is_missing_is_named_whole(tmp_path):
    assert lost(laid(f"<p>{FIRST}", tmp_path), composition(*BODY)) == [("text", SECOND, 6)]


def test_paragraphs_in_another_order_are_lost(tmp_path):
    assert lost(laid(f"<p>{SECOND}<p>{FIRST}", tmp_path), composition(*BODY))


@pytest.mark.parametrize("name", ["kicker", "issuer", "byline", "subtitle", "credit"])
def test_field_that_is_missing_is_named(tmp_path, name):
    said = composition(*BODY, **{name: "Keepers of the lower valley"})
    assert [what for what, *_ in lost(laid(HTML, tmp_path), said)] == [name]
    shown = laid(f"<p>Keepers of the lower valley<div>{HTML}</div>", tmp_path)
    assert lost(shown, said) == []


def test_field_is_not_found_within_the_text(tmp_path):
    """The text speaks of the river keepers; that does not say who has issued it."""
    said = composition(*BODY, issuer="River keepers")
    assert lost(laid(HTML, tmp_path), said) == [("issuer", "River keepers", None)]
    assert lost(laid(f"{HTML}<p>River keepers", tmp_path), said) == []


def test_heading_that_stands_in_the_title_takes_nothing_from_it(tmp_path):
    said = composition(Heading(2, (Run("River"),), 3), *BODY)
    assert lost(laid(f"<h2>River</h2>{HTML}", tmp_path), said) == []


def test_text_beside_the_page_is_lost(tmp_path):
    css = "p + p { position: absolute; top: 90mm; left: 0 }"
    (first,) = lost(laid(HTML, tmp_path, css), composition(*BODY))
    assert first == ("text", SECOND, 6)


def test_text_within_the_frame_is_lost_to_a_printer_that_leaves_a_margin(tmp_path):
    css = "p + p { position: absolute; top: 30mm; left: -6mm; width: 44mm }"
    pdf = laid(HTML, tmp_path, css)
    assert lost(pdf, composition(*BODY)) == []
    assert lost(pdf, composition(*BODY), frame_mm=5.0) == [("text", SECOND, 6)]


def test_capitals_that_reach_into_the_frame_are_lost(tmp_path):
    """The baseline lies 7 mm below the upper edge, the capitals rise 2 mm above it."""
    css = "p + p { position: absolute; top: -4mm; margin: 0 }"
    text = "Above"
    pdf = laid(f"<p>{FIRST}<p>{text}", tmp_path, css)
    said = composition(paragraph(FIRST, 2), paragraph(text, 4))
    assert lost(pdf, said, frame_mm=4.5) == []
    assert lost(pdf, said, frame_mm=6.0) == [("text", text, 4)]


def test_text_that_is_clipped_away_by_its_box_is_lost(tmp_path):
    """Text lost in silence: the engine draws nothing of what runs over in a margin."""
    css = "p + p { position: absolute; bottom: -7mm; height: 4mm; overflow: hidden; width: 20mm }"
    assert lost(laid(HTML, tmp_path, css), composition(*BODY))


def test_what_stands_between_two_halves_of_a_paragraph_is_no_loss(tmp_path):
    half = len(SECOND) // 2
    html = f"<p>{FIRST}<p>{SECOND[:half]}<aside>A quote of other words</aside>{SECOND[half:]}"
    assert lost(laid(html, tmp_path), composition(*BODY)) == []


def test_parted_paragraph_that_follows_what_it_should_stand_before_is_lost(tmp_path):
    half = len(SECOND) // 2
    html = f"<p>{FIRST}<p>{SECOND[:half]}<aside>A quote of other words</aside>{SECOND[half:]}"
    said = composition(paragraph(SECOND, 4), paragraph(FIRST, 6))
    assert lost(laid(html, tmp_path), said) == [("text", SECOND, 4)]


# --- what a text says several times -------------------------------------------------------------

TURNS = [FIRST, SECOND, THIRD] * 4


def said_in_turns() -> Composition:
    return composition(*(paragraph(text, line) for line, text in enumerate(TURNS, 1)))


@pytest.mark.parametrize("gone", [0, 1, 5, 6, 10, 11])
def test_one_of_several_alike_that_is_missing_is_lost_once(tmp_path, gone):
    shown = "".join(f"<p>{text}" for number, text in enumerate(TURNS) if number != gone)
    ((_, words, line),) = lost(laid(shown, tmp_path), said_in_turns())
    # The title has two of the words.
    assert len(words.split()) > 10 and words.split()[-1] == TURNS[gone].split()[-1]
    assert line % 3 == (gone + 1) % 3


@pytest.mark.parametrize("parted", [0, 4, 8, 11])
def test_one_of_several_alike_that_something_stands_inside_of_is_no_loss(tmp_path, parted):
    shown = [f"<p>{text}" for text in TURNS]
    half = len(TURNS[parted]) // 2
    text = TURNS[parted]
    shown[parted] = f"<p>{text[:half]}<aside>A quote of other words</aside>{text[half:]}"
    assert lost(laid("".join(shown), tmp_path), said_in_turns()) == []


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_word_that_one_of_several_alike_lacks_is_named_at_its_place(data, tmp_path_factory):
    number = data.draw(st.integers(0, len(TURNS) - 1))
    words = TURNS[number].split()
    at = data.draw(st.integers(0, len(words) - 1))
    shown = list(TURNS)
    shown[number] = " ".join([*words[:at], *words[at + 1 :]])
    pdf = laid("".join(f"<p>{one}" for one in shown), tmp_path_factory.mktemp("lacks"))
    ((_, gone, line),) = lost(pdf, said_in_turns())
    assert words[at] in gone.split() and len(gone.split()) <= 3 and line == number + 1


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_paragraphs_that_change_places_are_found_unless_alike(data, tmp_path_factory):
    one, other = data.draw(st.tuples(*[st.integers(0, len(TURNS) - 1)] * 2))
    shown = list(TURNS)
    shown[one], shown[other] = shown[other], shown[one]
    pdf = laid("".join(f"<p>{text}" for text in shown), tmp_path_factory.mktemp("places"))
    assert bool(lost(pdf, said_in_turns())) == (TURNS[one] != TURNS[other])


def test_second_text_is_found_though_something_stands_in_its_first_paragraph(tmp_path):
    said = composition(*(paragraph(text, line) for line, text in enumerate(TURNS, 1)))
    (piece,) = said.pieces
    last = "Of the second text nothing is alike: it speaks of swallows, barns and early hay."
    said = replace(said, pieces=(piece, replace(piece, body=(paragraph(last, 3),))))
    parted = f"<p>{last[:40]}<aside>A quote of other words</aside>{last[40:]}"
    pdf = laid("".join(f"<p>{text}" for text in TURNS) + parted, tmp_path)
    assert lost_words(pdf, said, ("one.md", "two.md")) == []


def test_pieces_may_stand_in_any_order(tmp_path):
    said = composition(paragraph(FIRST, 4))
    (piece,) = said.pieces
    said = replace(said, pieces=(piece, replace(piece, body=(paragraph(SECOND, 4),))))
    pdf = laid(f"<p>{SECOND}<p>{FIRST}", tmp_path)
    assert lost_words(pdf, said, ("one.md", "two.md")) == []
    pdf = laid(f"<p>{FIRST}", tmp_path)
    (found,) = lost_words(pdf, said, ("one.md", "two.md"))
    assert (found.source, found.line, found.words) == ("two.md", 4, SECOND)


def test_headings_and_items_are_part_of_the_text(tmp_path):
    said = composition(
        Heading(2, (Run("What we found"),), 3),
        Listing(False, ((paragraph("The fence is new", 5),), (paragraph("The gate is shut", 6),))),
    )
    html = "<h2>What we found</h2><ul><li>The fence is new</ul>"
    assert lost(laid(html, tmp_path), said) == [("text", "The gate is shut", 6)]


def test_words_are_counted_in_fields_and_text():
    said = composition(paragraph("One two three."), slogans=("Keep it",))
    assert count_words(said) == 2 + 2 + 3


def test_letters_are_what_setting_cannot_change():
    assert letters("“Größe – ﬁve”") == letters('"GRÖSSE - five"')
    assert letters("İstanbul ılık") == letters("istanbul ILIK")
    assert letters("co\u00adop 5 %") == "coop5%"
    assert letters("— … ·") == ""


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_word_that_the_page_lacks_is_found(data, tmp_path_factory):
    words = (FIRST + " " + SECOND).split()
    at = data.draw(st.integers(0, len(words)))
    extra = data.draw(st.sampled_from(["zebra", "quartz", "Xylophon", "12345", "§§", "жук"]))
    said = " ".join([*words[:at], extra, *words[at:]])
    (found,) = lost(_once(tmp_path_factory), composition(paragraph(said, 9)))
    assert extra in found[1].split() and found[2] == 9


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_word_that_is_dropped_is_found(data, tmp_path_factory):
    words = (FIRST + " " + SECOND).split()
    at = data.draw(st.integers(0, len(words) - 1))
    kept = " ".join([*words[:at], *words[at + 1 :]])
    pdf = laid(f"<p>{kept}<p>{THIRD}", tmp_path_factory.mktemp("dropped"))
    said = composition(paragraph(" ".join(words), 9), paragraph(THIRD, 11))
    (found,) = lost(pdf, said)
    assert words[at] in found[1].split() and found[2] == 9


_SHOWN: list[pikepdf.Pdf] = []


def _once(factory) -> pikepdf.Pdf:
    if not _SHOWN:
        _SHOWN.append(laid(f"<p>{FIRST} {SECOND}", factory.mktemp("shown")))
    return _SHOWN[0]


# --- sheets -------------------------------------------------------------------------------------


def test_page_that_is_on_no_sheet_is_found(tmp_path):
    pdf = laid(f"<p>{FIRST}<p style='break-before: page'>{SECOND}", tmp_path)
    pages = page_letters(pdf)
    assert len(pages) == 2
    assert lost_pages(pdf, pages) == []
    del pdf.pages[1]
    assert lost_pages(pdf, pages) == [2]


def test_page_that_is_there_twice_must_be_on_the_sheets_twice(tmp_path):
    pdf = laid("<p>Same</p>", tmp_path)
    (page,) = page_letters(pdf)
    assert lost_pages(pdf, (page, page)) == [1, 2]


def test_line_that_runs_over_the_edge_is_lost_though_it_begins_inside(tmp_path):
    css = "p + p { white-space: nowrap }"
    assert lost(laid(HTML, tmp_path, css), composition(*BODY)) == [("text", SECOND, 6)]
