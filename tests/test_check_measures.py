"""Every measure fails for its own reason alone, and says where, how far and how to mend it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from check_samples import (
    FIRST,
    MARGINS,
    PAGE,
    SECOND,
    TEXTS,
    THIRD,
    composition,
    failing,
    heading,
    html_of,
    laid,
    measured,
    paragraphs,
    told,
)
from pamphlet.markup.qr import qr_code
from pamphlet.model import Paragraph, PullQuote, Run
from pamphlet.preflight.limits import limits_for

SAID = composition(*paragraphs(*TEXTS))
TALLER = PAGE.replace("104mm", "109mm")


def closed(height: int) -> str:
    """Return a block at the foot of the page on which the text ends, so many mm high."""
    return (
        "<div style='position: absolute; bottom: 0; width: 100mm; background: #ddd; "
        f"height: {height}mm'></div>"
    )


def rows_of(tmp_path, html: str = html_of(*TEXTS), css: str = "", said=SAID, **options):
    page = options.pop("page", PAGE)
    return measured(laid(tmp_path, html, css, page=page), said, **options)


def test_page_as_it_should_be_holds_in_every_row(tmp_path):
    rows = rows_of(tmp_path)
    assert failing(rows) == []
    assert {name: (row.figure, row.shown) for name, row in rows.items()} == {
        "body size": (10.0, "10.0 pt"),
        "smallest type": (10.0, "10.0 pt"),
        "characters a line": (56, "56"),
        "leading / size": (1.4, "1.40"),
        "fill of the last page": (97.8, "98 %"),
        "column feet": (None, "no neighbours"),
        "widows, orphans, headings": (0, "0"),
        "last line of a paragraph": (24, "24 characters"),
        "hyphens in a row": (0, "0"),
        "word space": (None, "ragged"),
        "off the grid": (0.0, "0.0 pt, 0 of 15 lines"),
        "contrast": (21.0, "21.0 : 1, in greys 21.0 : 1"),
        "text from trim": (15.37, "15.4 mm"),
        "text from fold": (None, "no fold beside text"),
        "picture resolution": (None, "no pictures"),
        "missing glyphs, fonts": (0, "0 glyphs, 0 fonts"),
        "families a page": (1, "1"),
        "QR codes": (None, "none"),
        "pull quotes": (None, "none"),
    }


# --- sizes ---------------------------------------------------------------------------------------


def test_body_too_small_is_named(tmp_path):
    page = "@page { size: 140mm 87mm; margin: 12mm 29mm 12mm }"
    css = "html { font: 8.2pt/11.5pt 'Source Serif 4' }"
    rows = rows_of(tmp_path, css=css, page=page, margins_mm=(12, 12))
    assert failing(rows) == ["body size"]
    assert told(rows["body size"]) == (
        "8.2 pt | >= 9 pt\npage 1, 29 x 15 mm: ‘For ninety years people have’: 8.2 pt\n"
        "cut the text, or choose a layout with more room"
    )


def test_layout_may_ask_for_larger_type(tmp_path):
    rows = rows_of(tmp_path, stricter={"body_size": 12, "smallest_type": 4})
    assert failing(rows) == ["body size"]
    assert rows["body size"].target == ">= 12 pt"
    assert rows["smallest type"].target == ">= 6 pt"  # no layout may ask for less


def test_smallest_type_is_found_wherever_it_stands(tmp_path):
    small = "<div style='position: absolute; bottom: -6mm; font-size: 5pt'>Printed by us</div>"
    rows = rows_of(tmp_path, html_of(*TEXTS) + small)
    assert failing(rows) == ["smallest type"]
    assert told(rows["smallest type"]) == (
        "5.0 pt | >= 6 pt\npage 1, 24 x 95 mm: ‘Printed by us’: 5.0 pt\n"
        "set it larger in the layout's stylesheet"
    )


def test_long_lines_are_counted(tmp_path):
    page = "@page { size: 210mm 75mm; margin: 15mm 24mm 13mm }"
    rows = rows_of(tmp_path, page=page)
    assert failing(rows) == ["characters a line"]
    assert told(rows["characters a line"]) == (
        "94 | 45-75\npage 1, 24 x 19 mm: ‘For ninety years people have’: 94 characters\n"
        "the type is small for its column: make it larger or the column narrower"
    )


def test_panels_are_columns_and_take_shorter_lines(tmp_path):
    page = "@page { size: 105mm 139mm; margin: 15mm 17mm 13mm }"
    rows = rows_of(tmp_path, page=page, has_panels=True)
    assert failing(rows) == []
    assert (rows["characters a line"].figure, rows["characters a line"].target) == (39, "30-60")
    assert rows["characters a line"].note == "in columns"


def test_lines_too_far_apart_are_found(tmp_path):
    page = "@page { size: 148mm 124mm; margin: 15mm 24mm 13mm }"
    rows = rows_of(tmp_path, css="p { line-height: 18pt }", page=page)
    assert failing(rows) == ["leading / size"]
    assert told(rows["leading / size"]) == (
        "1.80 | 1.24-1.5\npage 1, 24 x 19 mm: ‘For ninety years people have’: 1.80\n"
        "change 'leading' of this script in layout.yml"
    )


def test_scripts_have_limits_of_their_own():
    assert limits_for("Latn").leading == (1.24, 1.5)
    assert limits_for("Arab").leading == (1.4, 1.9)
    assert limits_for("Jpan").characters_alone == (14, 40)
    assert limits_for("Jpan").last_line == 2
    assert limits_for("Latn", {"characters_most": 65}).characters_alone == (45, 65)
    assert limits_for("Latn", {"contrast": 3, "families": 1}).contrast == 4.5


# --- frames --------------------------------------------------------------------------------------


def test_last_page_that_is_not_full_is_found(tmp_path):
    page = PAGE.replace("104mm", "130mm")
    rows = rows_of(tmp_path, page=page)
    assert failing(rows) == ["fill of the last page"]
    assert told(rows["fill of the last page"]) == (
        "73 % | 92-100 %, or a block at its foot\n"
        "page 1, 24 x 88 mm: ‘Easter, and to come and’: the page ends at 73 %, nothing closes it\n"
        "lengthen or shorten the text, or close the page with a slogan or a call"
    )
    block = "<div style='position: absolute; bottom: 0; width: 100mm'>Join us on the bank</div>"
    rows = rows_of(tmp_path, html_of(*TEXTS) + block, page=page)
    assert failing(rows) == []
    assert rows["fill of the last page"].shown == "73 %, 99 % with what follows"


def test_folio_closes_no_page(tmp_path):
    page = PAGE.replace("104mm", "130mm").replace("13mm }", "13mm; @bottom-left { content: '7' } }")
    assert failing(rows_of(tmp_path, page=page)) == ["fill of the last page"]


def test_block_far_below_the_text_leaves_the_page_half_empty(tmp_path):
    page = PAGE.replace("104mm", "180mm")
    block = "<div style='position: absolute; bottom: 0'>Join us on the bank</div>"
    rows = rows_of(tmp_path, html_of(*TEXTS) + block, page=page)
    assert failing(rows) == ["fill of the last page"]
    assert rows["fill of the last page"].places[0].what == (
        "49 % of the page is white above the block at its foot"
    )


def test_feet_of_columns_that_differ_are_found(tmp_path):
    texts = (*TEXTS, FIRST, SECOND, *TEXTS)
    said = composition(*paragraphs(*texts))
    html = html_of(*TEXTS, FIRST, SECOND)
    html += f"<div style='break-before: page'></div>{html_of(*TEXTS)}"
    rows = rows_of(tmp_path, html, said=said)
    assert failing(rows) == ["column feet"]
    assert told(rows["column feet"]) == (
        "5.0 lines apart | <= 1 line\n"
        "page 2, 24 x 63 mm: ‘has lost a third of’: 5.0 lines above its neighbour's foot\n"
        "lengthen or shorten a paragraph above, or let a quotation fill the room"
    )
    even = html_of(*TEXTS, *TEXTS, *TEXTS)
    rows = rows_of(tmp_path, even, said=composition(*paragraphs(*TEXTS, *TEXTS, *TEXTS)))
    assert failing(rows) == []
    assert rows["column feet"].shown == "0.0 lines apart"


def test_heading_off_the_grid_is_found(tmp_path):
    said = composition(*paragraphs(FIRST, SECOND), heading("What we ask"), *paragraphs(THIRD))
    html = f"{html_of(FIRST, SECOND)}<h2>What we ask</h2>{html_of(THIRD)}"
    page = PAGE.replace("104mm", "114mm")
    assert failing(rows_of(tmp_path, html, said=said, page=page)) == []
    rows = rows_of(tmp_path, html, "h2 { margin-top: 12pt }", said, page=page)
    assert failing(rows) == ["off the grid"]
    assert told(rows["off the grid"]) == (
        "2.0 pt, 6 of 16 lines | <= 0.3 pt\n"
        "page 1, 24 x 72 mm: ‘What we ask’: heading, 2.0 pt off\n"
        "page 1, 24 x 77 mm: ‘The council says that the’: paragraph, 2.0 pt off\n"
        "make the heights and the white around headings, lists and quotes whole lines"
    )


def test_grid_is_that_of_all_pages(tmp_path):
    html = f"<div style='height: 20pt'></div>{html_of(*TEXTS, *TEXTS)}"
    rows = rows_of(tmp_path, html, said=composition(*paragraphs(*TEXTS, *TEXTS)))
    assert "off the grid" in failing(rows)
    assert rows["off the grid"].figure == 6.0


# --- endings -------------------------------------------------------------------------------------


def test_widow_is_found(tmp_path):
    page = PAGE.replace("104mm", "99mm")
    rows = rows_of(tmp_path, html_of(*TEXTS) + closed(45), "p { widows: 1 }", page=page)
    assert failing(rows) == ["widows, orphans, headings"]
    assert told(rows["widows, orphans, headings"]) == (
        "1 | 0\npage 2, 24 x 19 mm: ‘Easter, and to come and’: widow: the last line alone\n"
        "lengthen or shorten the paragraph by a line, or set 'orphans' and 'widows' to 2"
    )


def test_orphan_is_found(tmp_path):
    page = PAGE.replace("104mm", "83mm")
    rows = rows_of(tmp_path, html_of(*TEXTS) + closed(25), "p { orphans: 1 }", page=page)
    assert failing(rows) == ["widows, orphans, headings"]
    assert [place.what for place in rows["widows, orphans, headings"].places] == [
        "orphan: the first line alone"
    ]


def test_heading_without_its_text_is_found(tmp_path):
    said = composition(*paragraphs(FIRST, SECOND), heading("What we ask"), *paragraphs(THIRD))
    html = f"{html_of(FIRST, SECOND)}<h2>What we ask</h2>{html_of(THIRD)}{closed(25)}"
    css = "h2 { break-after: page }"
    rows = rows_of(tmp_path, html, css, said, page=PAGE.replace("104mm", "90mm"))
    assert failing(rows) == ["widows, orphans, headings"]
    assert str(rows["widows, orphans, headings"].places[0]) == (
        "page 1, 24 x 73 mm: ‘What we ask’: a heading without its text"
    )


def test_paragraph_that_ends_in_a_short_line_is_found(tmp_path):
    html = html_of(*TEXTS).replace("with us.", "with<br>us.")
    rows = rows_of(tmp_path, html, page=TALLER)
    assert failing(rows) == ["last line of a paragraph"]
    assert told(rows["last line of a paragraph"]) == (
        "3 characters | >= 5 characters, no part of a word\n"
        "page 1, 24 x 93 mm: ‘us.’: 3 characters\n"
        "change a word of the paragraph, or bind its last two words with a no-break space"
    )


def test_paragraph_that_ends_in_a_part_of_a_word_is_found(tmp_path):
    said = composition(*paragraphs(FIRST, SECOND, THIRD.replace("with us", "together")))
    html = html_of(*TEXTS).replace("with us.", "to‐<br>gether.")
    rows = rows_of(tmp_path, html, said=said, page=TALLER)
    assert failing(rows) == ["last line of a paragraph"]
    assert rows["last line of a paragraph"].places[0].what == "the rest of a divided word"


def test_three_hyphens_in_a_row_are_found(tmp_path):
    html = html_of(*TEXTS)
    for word, parts in (("station", "sta‐<br>tion"), ("morning", "mor‐<br>ning")):
        html = html.replace(word, parts, 1)
    two = rows_of(tmp_path, html, page=TALLER)
    assert (failing(two), two["hyphens in a row"].figure) == ([], 2)
    html = html.replace("evening", "eve‐<br>ning", 1)
    three = rows_of(tmp_path, html, page=PAGE.replace("104mm", "114mm"))
    assert failing(three) == ["hyphens in a row"]
    assert told(three["hyphens in a row"]) == (
        "3 | <= 2\npage 1, 24 x 24 mm: ‘sta‐’: "
        "3 lines in a row end in a hyphen\nchange a word, or set the text ragged"
    )


JUSTIFIED = "html { hyphens: auto } p { text-align: justify }"


def test_justified_text_with_even_gaps_holds(tmp_path):
    page = "@page { size: 162mm 91mm; margin: 15mm 24mm 13mm }"
    rows = rows_of(tmp_path, css=JUSTIFIED, page=page)
    assert failing(rows) == []
    assert (rows["word space"].figure, rows["word space"].shown) == (1.92, "1.9 x normal")


def test_justified_text_with_wide_gaps_is_found(tmp_path):
    rows = rows_of(tmp_path, css=JUSTIFIED, page=PAGE.replace("148mm", "156mm"))
    assert failing(rows) == ["word space"]
    assert told(rows["word space"]) == (
        "2.2 x normal | <= 2 x normal, no river\n"
        "page 1, 48 x 48 mm: ‘minutes more and crosses the’: 2.2 x normal\n"
        "set the text ragged: below about 55 characters a line it can rarely be justified"
    )


def test_river_is_found(tmp_path):
    rows = rows_of(tmp_path, css=JUSTIFIED, page=PAGE.replace("148mm", "152mm"))
    assert failing(rows) == ["word space"]
    assert rows["word space"].figure < 2
    assert {place.what for place in rows["word space"].places} == {"a river"}


# --- paper, ink ----------------------------------------------------------------------------------


def test_text_near_the_trim_is_found(tmp_path):
    low = "<div style='position: absolute; bottom: -10mm'>Printed at the mill</div>"
    rows = rows_of(tmp_path, html_of(*TEXTS) + low)
    assert failing(rows) == ["text from trim"]
    assert told(rows["text from trim"]) == (
        "4.2 mm | >= 5 mm\n"
        "page 1, 24 x 100 mm: ‘Printed at the mill’: 4.2 mm from the bottom edge\n"
        "keep text further in: widen the margin in layout.yml, or shorten the line"
    )


def test_text_near_a_fold_is_found(tmp_path):
    page = "@page { size: 126mm 104mm; margin: 15mm 24mm 13mm 2mm }"
    rows = rows_of(tmp_path, page=page, folds=(frozenset({"left"}),))
    assert failing(rows) == ["text from fold"]
    assert rows["text from fold"].shown == "2.0 mm"
    assert str(rows["text from fold"].places[0]) == (
        "page 1, 2 x 19 mm: ‘For ninety years people have’: 2.0 mm from the left edge"
    )
    assert failing(rows_of(tmp_path, page=page)) == ["text from trim"]


@pytest.mark.parametrize(
    ("css", "figure", "place"),
    [
        ("p { color: #888 }", 3.54, "3.5 : 1"),
        ("p { color: #fff; background: #888 }", 3.54, "3.5 : 1"),
        ("p { opacity: 0.5 }", 3.95, "4.0 : 1"),
        ("p { color: lab(57 0 0) }", 3.54, "3.5 : 1"),
        ("p { color: #0000ff; background: #00a000 }", 2.47, "2.5 : 1"),
    ],
)
def test_weak_contrast_is_found(tmp_path, css, figure, place):
    rows = rows_of(tmp_path, css=css)
    assert failing(rows) == ["contrast"]
    assert rows["contrast"].figure == pytest.approx(figure, abs=0.06)
    first = rows["contrast"].places[0]
    assert (first.page, first.words) == (1, "For ninety years people have")
    assert first.what.removesuffix(" in greys") == place
    assert rows["contrast"].hint == (
        "take a darker or a lighter colour, or put a plain area behind the text"
    )


def test_text_that_is_covered_is_found(tmp_path):
    over = "<div style='position: absolute; top: 0; left: 0; width: 30mm; height: 90mm; "
    rows = rows_of(tmp_path, f"{html_of(*TEXTS)}{over}background: #eee'></div>")
    assert rows["contrast"].holds  # most of each line is seen
    rows = rows_of(tmp_path, f"{html_of(*TEXTS)}{over}width: 100mm; background: #eee'></div>")
    assert failing(rows) == ["contrast"]
    assert rows["contrast"].places[0].what == "1.0 : 1"


def test_text_on_a_picture_is_measured_where_it_is_hardest_to_read(tmp_path):
    half = Image.new("RGB", (40, 40), "white")
    half.paste("#888", (0, 0, 10, 40))
    half.save(tmp_path / "it.png")
    css = "body { background: url(it.png) 0 0 / 100mm 90mm no-repeat }"
    rows = rows_of(tmp_path, css=css)
    assert rows["contrast"].figure == pytest.approx(5.92, abs=0.1)
    rows = rows_of(tmp_path, css=f"{css} p {{ color: #333 }}")
    assert "contrast" in failing(rows)


def test_contrast_that_only_greys_lose_is_found(tmp_path):
    rows = rows_of(tmp_path, css="p { color: #ff0000; background: #001f00 }")
    colour, grey = rows["contrast"].shown.split(" : 1")[:2]
    assert float(colour) > float(grey.split()[-1])


def picture(tmp_path, pixels: int) -> str:
    Image.new("RGB", (pixels, pixels), "navy").save(tmp_path / "it.png")
    return "<img src='it.png' style='position: absolute; left: 102mm; width: 10mm'>"


def test_coarse_picture_is_found(tmp_path):
    rows = rows_of(tmp_path, html_of(*TEXTS) + picture(tmp_path, 40))
    assert failing(rows) == ["picture resolution"]
    assert told(rows["picture resolution"]) == (
        "102 ppi | >= 250 ppi, fails below 150\npage 1, 126 x 89 mm: 102 ppi\n"
        "take a larger file of the picture, or print it smaller"
    )


def test_soft_picture_is_noted(tmp_path):
    rows = rows_of(tmp_path, html_of(*TEXTS) + picture(tmp_path, 80))
    assert failing(rows) == []
    assert rows["picture resolution"].note == "a larger file of 1 would print sharper"
    rows = rows_of(tmp_path, html_of(*TEXTS) + picture(tmp_path, 120))
    assert (failing(rows), rows["picture resolution"].note) == ([], "")


def doctored(content: bytes, change) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def test_font_that_is_not_embedded_is_found(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        (font,) = pdf.pages[0].Resources.Font.values()
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    rows = measured(doctored(laid(tmp_path, html_of(*TEXTS)), change), SAID)
    assert failing(rows) == ["missing glyphs, fonts"]
    assert told(rows["missing glyphs, fonts"]) == (
        "0 glyphs, 1 fonts | 0\npage 1: Source Serif 4 is not in the file\n"
        "put a font that has the letters into the project's fonts/, and name it in 'faces'"
    )


def test_missing_glyph_is_found(tmp_path):
    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        content = page.Contents.read_bytes()
        start = content.index(b"[<") + 2
        page.Contents = pdf.make_stream(content[:start] + b"0000" + content[start + 4 :])

    rows = measured(doctored(laid(tmp_path, html_of(*TEXTS)), change), SAID)
    assert failing(rows) == ["missing glyphs, fonts"]
    assert rows["missing glyphs, fonts"].places[0].what == "1 without a glyph in Source Serif 4"


def test_third_family_on_a_page_is_found(tmp_path):
    css = "i, b { font: 10pt/0 'Source Sans 3' } b { font-family: 'Frank Ruhl Libre' }"
    html = html_of(*TEXTS).replace("ninety", "<i>ninety</i>", 1)
    assert failing(rows_of(tmp_path, html, css)) == []
    html = html.replace("mill", "<b>mill</b>", 1)
    rows = rows_of(tmp_path, html, css)
    assert failing(rows) == ["families a page"]
    assert told(rows["families a page"]) == (
        "3 | <= 2\npage 1, 100 x 19 mm: ‘mill’: 3 families of European letters: "
        "Source Serif 4, Source Sans 3, Frank Ruhl Libre\n"
        "set heads, calls and captions in one family beside that of the text"
    )


# --- codes ---------------------------------------------------------------------------------------

ADDRESS = "https://millpath.example/sign"
WIDE = "@page { size: 190mm 104mm; margin: 15mm 66mm 13mm 24mm }"


def coded(tmp_path, width: str, *, more: str = "", change=lambda code: code):
    code = change(str(qr_code(ADDRESS, "Sign")))
    html = (
        f"{html_of(*TEXTS)}<div style='position: absolute; top: 0; left: 108mm; width: {width}'>"
        f"{code}</div>{more}"
    )
    css = "svg { display: block; width: 100%; height: auto }"
    return rows_of(tmp_path, html, css, composition(*paragraphs(*TEXTS), qr=ADDRESS), page=WIDE)


def test_code_that_is_read_holds(tmp_path):
    rows = coded(tmp_path, "32mm")
    assert failing(rows) == []
    assert rows["QR codes"].shown == "1 of 1 read, 25.1 mm, 4 modules quiet"


def test_code_that_is_too_small_is_found(tmp_path):
    rows = coded(tmp_path, "22mm")
    assert failing(rows) == ["QR codes"]
    assert told(rows["QR codes"]) == (
        "1 of 1 read, 17.2 mm, 4 modules quiet | "
        "all read, 4 modules quiet, >= 20 mm, dark on light\n"
        "page 1, 134 x 17 mm: ‘https://millpath.example/sign’: 17.2 mm wide\n"
        "print the code larger, black on white, with nothing beside it; shorten its address"
    )


def test_code_without_quiet_around_it_is_found(tmp_path):
    bar = (
        "<div style='position: absolute; top: 0; left: 109mm; width: 1mm; height: 32mm; "
        "background: #000'></div>"
    )
    rows = coded(tmp_path, "32mm", more=bar)
    assert failing(rows) == ["QR codes"]
    assert [place.what for place in rows["QR codes"].places] == ["2 modules of quiet around it"]


def test_code_light_on_dark_is_found(tmp_path):
    def change(code: str) -> str:
        return code.replace("#ffffff", "#x").replace("#000000", "#ffffff").replace("#x", "#000000")

    rows = coded(tmp_path, "32mm", change=change)
    assert failing(rows) == ["QR codes"]
    assert [place.what for place in rows["QR codes"].places] == ["light on dark"]


def test_code_that_is_not_there_is_found(tmp_path):
    rows = rows_of(tmp_path, said=composition(*paragraphs(*TEXTS), qr=ADDRESS))
    assert failing(rows) == ["QR codes"]
    assert [str(place) for place in rows["QR codes"].places] == [
        "https://millpath.example/sign cannot be read from the pages"
    ]


# --- pull quotes ---------------------------------------------------------------------------------


def quoted(tmp_path, quote: str):
    """A quote at the head of the text, two lines of the text's own type."""
    first, second, third = paragraphs(*TEXTS)
    said = composition(PullQuote((Run(quote),)), first, second, third)
    html = f"<aside style='margin-bottom: 14pt'>{quote}</aside>{html_of(*TEXTS)}"
    lines = 1 if len(quote) < 58 else 2
    page = PAGE.replace("104mm", f"{104 + (1 + lines) * 4.94:.1f}mm")
    return rows_of(tmp_path, html, said=said, page=page)


def test_quote_far_from_its_source_holds(tmp_path):
    rows = quoted(tmp_path, "“We found the report of last spring in the library: it calls the "
                  "bank sound.”")  # fmt: skip
    assert failing(rows) == []
    assert rows["pull quotes"].shown == "1, 12 lines away"


def test_quote_beside_its_source_is_found(tmp_path):
    rows = quoted(tmp_path, "“We walked the way round it with a watch”")
    assert failing(rows) == ["pull quotes"]
    assert told(rows["pull quotes"]) == (
        "1, 6 lines away | word for word, >= 8 lines away\n"
        "page 1, 24 x 19 mm: ‘“We walked the way round’: 6 lines from its source\n"
        "quote a whole sentence as the text has it, and let it stand elsewhere"
    )


def test_quote_in_other_words_is_found(tmp_path):
    rows = quoted(tmp_path, "“We discovered the report in the library”")
    assert failing(rows) == ["pull quotes"]
    assert [place.what for place in rows["pull quotes"].places] == ["its words are not in the text"]


def test_quote_that_leaves_out_a_negation_is_found(tmp_path):
    rows = quoted(tmp_path, "“can be done before an engineer has seen it”")
    assert failing(rows) == ["pull quotes"]
    assert [place.what for place in rows["pull quotes"].places] == ["leaves out ‘nothing’"]


def test_columns_of_a_page_are_measured_as_columns(tmp_path):
    css = "body { columns: 2; column-gap: 8mm; column-fill: auto; height: 69mm; orphans: 2 }"
    page = "@page { size: 190mm 104mm; margin: 15mm 22mm 13mm }"
    texts = (FIRST, SECOND, THIRD, FIRST)
    said = composition(*paragraphs(*texts))
    rows = rows_of(tmp_path, html_of(*texts), css, said, page=page)
    assert rows["characters a line"].note == "in columns"
    assert rows["characters a line"].holds and rows["off the grid"].holds
    assert rows["widows, orphans, headings"].holds


def test_lines_beside_an_initial_are_two(tmp_path):
    css = "p:first-child::first-letter { font-size: 26pt; line-height: 28pt; float: left }"
    rows = rows_of(tmp_path, css=css)
    assert rows["characters a line"].figure == 55
    assert rows["off the grid"].shown.endswith("of 16 lines")


def test_raised_figure_is_on_its_line(tmp_path):
    css = "sup { font-size: 6.5pt; vertical-align: 3.4pt; line-height: 0 }"
    html = html_of(*TEXTS).replace("a sign", "a<sup>1</sup> sign")
    said = composition(*paragraphs(FIRST.replace("a sign", "a1 sign"), SECOND, THIRD))
    rows = rows_of(tmp_path, html, css, said)
    assert failing(rows) == []
    assert rows["off the grid"].shown == "0.0 pt, 0 of 15 lines"


# --- scripts -------------------------------------------------------------------------------------


def test_text_from_right_to_left_is_measured(tmp_path):
    text = (
        "من مرسى العبّارة في فيلمير يمكنك أن تقرأ الوقت على ساعة المدرسة في دورو. تحتاج العبّارة "
        "إلى أربع دقائق لتصل إلى هناك. أمّا الطريق البرّي الذي يمرّ بجسر هارن فطوله واحد وثلاثون."
    )
    said = composition(Paragraph((Run(text),)), lang="ar")
    css = "html { direction: rtl; font: 12pt/20pt 'Noto Naskh Arabic' }"
    page = "@page { size: 128mm 42mm; margin: 15mm 16mm 13mm }"
    content = laid(tmp_path, html_of(text), css, page=page, lang="ar")
    rows = measured(content, said, margins_mm=MARGINS)
    assert rows["body size"].figure == 12
    assert rows["leading / size"].target == "1.4-1.9"
    assert rows["leading / size"].holds and rows["off the grid"].holds
    assert rows["word space"].shown == "ragged"
