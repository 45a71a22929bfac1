"""Front matter and Markdown: every field, every block, and what is said of mistakes."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from conftest import SAMPLES
from pamphlet.errors import PamphletError
from pamphlet.model import (
    Box,
    CallToAction,
    Contact,
    Divider,
    Figure,
    Heading,
    Imprint,
    Listing,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Run,
    Slogan,
    Statement,
    When,
    plain,
)
from pamphlet.reading import peek, read_statement

HEAD = """\
---
title: Nine weeks
kicker: Harbour Lane
subtitle: A crossing was promised in spring.
issuer: Parents of Harbour Lane
byline: Imani Holt
date: 2027-02-03
place: Ferrowby
lang: en-GB
slogans: ["Give us eighteen seconds", Slow is safe]
pull_quotes: [Nobody asked us.]
call_to_action: {what: Assembly, date: 2027-02-15, time: "14:00", place: School hall}
contact: {name: Parents, address: 1 Harbour Lane, web: harbour.example, phone: 0555 0143}
qr: https://harbour.example/sign
image: {src: mill-lane.jpg, alt: Children, credit: "Photo: Holt", focus: 30% 60%}
imprint: [Printed by the parents., Ferrowby]
translation_of: neun-wochen
layout: trifold
---
"""


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text as `text.md`, messages naming it so."""
    shutil.copy(SAMPLES / "mill-lane.jpg", tmp_path)

    def reader(text: str | bytes, name: str = "text.md") -> Statement:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_statement(path, base=tmp_path)

    return reader


def body(read, text: str) -> tuple:
    return read(f"---\ntitle: T\n---\n{text}").body


# --- what is written comes out ------------------------------------------------------------


def test_every_key_becomes_its_field(read, tmp_path):
    found = read(HEAD + "Text.\n")
    assert found.statement_id == "text"
    assert (found.title, found.kicker, found.byline) == ("Nine weeks", "Harbour Lane", "Imani Holt")
    assert found.subtitle == "A crossing was promised in spring."
    assert (found.issuer, found.place) == ("Parents of Harbour Lane", "Ferrowby")
    assert (found.lang, found.date) == ("en-GB", When(day=date(2027, 2, 3)))
    assert found.slogans == ("Give us eighteen seconds", "Slow is safe")
    assert found.pull_quotes == ("Nobody asked us.",)
    assert found.call_to_action == CallToAction(
        "Assembly", When(day=date(2027, 2, 15)), "14:00", "School hall"
    )
    assert found.contact == Contact(
        name="Parents", address="1 Harbour Lane", web="harbour.example", phone="0555 0143"
    )
    assert found.qr == "https://harbour.example/sign"
    assert found.image.src == (tmp_path / "mill-lane.jpg").resolve()
    assert (found.image.alt, found.image.credit) == ("Children", "Photo: Holt")
    assert found.image.focus == (0.3, 0.6)
    assert found.imprint == Imprint(("Printed by the parents.", "Ferrowby"))
    assert (found.translation_of, found.layout) == ("neun-wochen", "trifold")
    assert (found.line_of("title"), found.line_of("layout")) == (2, 18)
    assert [plain(block.runs) for block in found.body] == ["Text."]


def test_peek_tells_language_translation_and_layout(read, tmp_path):
    read(HEAD + "Text.\n")
    seen = peek(tmp_path / "text.md")
    assert (seen.lang, seen.translation_of, seen.layout) == ("en-GB", "neun-wochen", "trifold")


def test_words_and_numbers_stay_as_they_are_written(read):
    """YAML 1.1 would make False, 840 and 369 of these."""
    found = read(
        "---\ntitle: no\nissuer: 2.0\ncall_to_action: {what: yes, time: 14:00}\n"
        "contact: {phone: 0561}\n---\nText.\n"
    )
    call = found.call_to_action
    assert (found.title, found.issuer, call.what, call.time) == ("no", "2.0", "yes", "14:00")
    assert found.contact.phone == "0561"


def test_lone_texts_stand_for_lists_and_groups(read):
    found = read(
        "---\ntitle: T\nslogans: One call\nimprint: One line\nimage: mill-lane.jpg\n"
        "call_to_action: Come\n---\nText.\n"
    )
    assert found.slogans == ("One call",)
    assert found.imprint.lines == ("One line",)
    assert found.image.src.name == "mill-lane.jpg"
    assert found.call_to_action.what == "Come"


def test_first_heading_is_the_title_where_none_is_given(read):
    found = read("---\nlang: en\n---\n# The *path* stays\n\nText.\n")
    assert found.title == "The path stays"
    assert [type(block) for block in found.body] == [Paragraph]


def test_styles_and_links_become_runs(read):
    (paragraph,) = body(read, "A **b** *c* `d` [e](https://x.example).\\\nNext line.\n")
    assert paragraph.runs == (
        Run("A "),
        Run("b", bold=True),
        Run(" "),
        Run("c", italic=True),
        Run(" "),
        Run("d", code=True),
        Run(" "),
        Run("e", link="https://x.example"),
        Run(".\nNext line."),
    )


def test_lists_keep_their_order_depth_and_start(read):
    bullets, numbers = body(read, "- one\n- two\n  1. inner\n\n7. seven\n8. eight\n")
    assert (bullets.ordered, numbers.ordered, numbers.start) == (False, True, 7)
    assert plain(numbers.items[1][0].runs) == "eight"
    inner = bullets.items[1][1]
    assert isinstance(inner, Listing) and plain(inner.items[0][0].runs) == "inner"


def test_blocks_of_every_kind(read):
    found = body(
        read,
        "## Head\n\n> Said *so*.\n>\n> Again.\n\n::: pull-quote\nNobody asked.\n:::\n\n"
        "::: slogan\nSlow is safe\n:::\n\n::: box What the count says\nInside.\n:::\n\n---\n\n"
        "    kept   as it is\n",
    )
    assert [type(block) for block in found] == [
        Heading, Quotation, PullQuote, Slogan, Box, Divider, Preformatted,
    ]  # fmt: skip
    head, quotation, quote, slogan, box, _, kept = found
    assert (head.level, plain(head.runs), head.line) == (2, "Head", 4)
    assert len(quotation.blocks) == 2
    assert (plain(quote.runs), plain(slogan.runs)) == ("Nobody asked.", "Slow is safe")
    assert (box.title, len(box.blocks)) == ("What the count says", 1)
    assert kept.text == "kept   as it is"


def test_picture_has_credit_and_focus(read):
    (figure,) = body(read, '![Weir](mill-lane.jpg "Photo: Keepers"){focus="50% 30%"}\n')
    assert isinstance(figure, Figure)
    image = figure.image
    assert (image.alt, image.credit, image.focus) == ("Weir", "Photo: Keepers", (0.5, 0.3))


def test_html_stays_text(read):
    (paragraph,) = body(read, "<b>not bold</b> & 5 < 6\n")
    assert paragraph.runs == (Run("<b>not bold</b> & 5 < 6"),)


def test_what_markdown_does_not_know_stays_text(read):
    (paragraph,) = body(read, "H<sub>2</sub>O is water.\n")
    assert plain(paragraph.runs) == "H<sub>2</sub>O is water."


def test_row_of_a_table_becomes_a_line(read):
    found = body(read, "| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert [plain(block.runs) for block in found] == ["a · b", "1 · 2"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_other_systems_are_line_ends(read, end):
    found = read(f"---{end}title: T{end}---{end}One.{end}{end}Two.{end}")
    assert found.title == "T" and len(found.body) == 2


def test_byte_order_marks_are_passed_over(read):
    assert read(b"\xef\xbb\xbf---\ntitle: T\n---\nText.\n").title == "T"
    assert read("---\ntitle: Ü\n---\nText.\n".encode("utf-16")).title == "Ü"


def test_marks_that_show_nothing_are_left_out(read):
    (paragraph,) = body(read, "wa\u200bter co\u00adal two\u00a0words 5\u00a0km \u200eleft\n")
    assert plain(paragraph.runs).startswith("water coal two words 5\u00a0km")


# --- what is wrong is said, with its place and how to mend it --------------------------------

KNOWN = (
    "title, kicker, subtitle, issuer, byline, date, place, lang, slogans, pull_quotes, "
    "call_to_action, contact, qr, image, imprint, translation_of, layout"
)
QUOTE_IT = "put a text that has a colon, a # or a quotation mark in it between quotes"
ISO_DAY = "write year-month-day, as in 2025-02-03"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("frobnicate: 3", f"text.md:3: unknown key 'frobnicate'\n  known keys: {KNOWN}"),
        ("titel: x", "text.md:3: unknown key 'titel'\n  did you mean 'title'?"),
        (
            "call_to_action: {wat: x, what: z}",
            "text.md:3: unknown key 'wat'\n  did you mean 'what'?",
        ),
        ("kicker: [a, b]", "text.md:3: 'kicker' should be a text, not a list or a group of keys"),
        ("contact: us", "text.md:3: 'contact' should be a group of keys"),
        (
            "call_to_action: {date: 2027-01-01}",
            "text.md:3: 'call_to_action.what' is missing\n  add a line 'what: …'",
        ),
        (
            "date: 2027-02-30",
            "text.md:3: 'date': '2027-02-30' is not a day of the calendar "
            f"(day is out of range for month)\n  {ISO_DAY}",
        ),
        ("date: tomorrow", f"text.md:3: 'date': 'tomorrow' is not a date\n  {ISO_DAY}"),
        (
            "slogans: [a, b",
            f"text.md:4: this is not YAML: did not find expected ',' or ']'\n  {QUOTE_IT}",
        ),
        (
            "\tkicker: z",
            "text.md:3: this is not YAML: found a tab character that violates indentation\n"
            f"  {QUOTE_IT}",
        ),
        (
            "kicker: One: two",
            f"text.md:3: this is not YAML: mapping values are not allowed in this context\n"
            f"  {QUOTE_IT}",
        ),
        ("title: z", "text.md:3: the key 'title' is given twice\n  keep one of them"),
        ("slogans: &a [x, *a]", "text.md:3: anchors and aliases are not read\n  write it out"),
        (
            "lang: English",
            "text.md:3: 'lang': 'English' is not a language\n"
            "  write a code such as en, de, fr, es or ar",
        ),
        (
            "qr: no address",
            "text.md:3: 'qr': 'no address' is not a web address\n"
            "  write it as https://town.example/page",
        ),
        (
            "imprint: {profile: mars}",
            "text.md:3: 'imprint.profile' is 'mars', not one of 'none'",
        ),
        (
            "image: {src: mill-lane.jpg, focus: left}",
            "text.md:3: the focus 'left' is not a point of the picture\n"
            "  write how far from the left and from the top, as in '30% 60%'",
        ),
    ],
)
def test_wrong_front_matter_is_named_with_its_line(read, keys, said):
    with pytest.raises(PamphletError) as caught:
        read(f"---\ntitle: T\n{keys}\n---\nText.\n")
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\ntitle: T\nText.\n",
            "text.md:1: the front matter is never closed\n  put a line '---' after its last key",
        ),
        ("---\n- a\n---\nText.\n", "text.md:2: expected 'key: value' lines"),
        (
            "  \n\n",
            "text.md: this statement is empty\n  write or paste its text into the file",
        ),
        (
            "---\ntitle: T\n---\n",
            "text.md: this statement has a title and no text\n  write the text below it",
        ),
        (
            "---\nkicker: K\n---\nText.\n",
            "text.md:1: this statement has no title\n"
            "  put a short title on the first line, or 'title: …' into the front matter",
        ),
        (
            "---\ntitle: T\n---\n::: bix\nText.\n:::\n",
            "text.md:4: unknown block '::: bix'\n  did you mean 'box'?",
        ),
        (
            "---\ntitle: T\n---\n::: box\nText.\n",
            "text.md:4: the '::: box' is never closed\n"
            "  write ':::' on a line of its own after its text",
        ),
        (
            "Title\n\nText\0 here.\n",
            "text.md:3: this is not plain text: it holds the control character U+0000\n"
            "  save it as plain text (.txt, UTF-8)",
        ),
        (
            b"Title\n\ncaf\xe9 noir\n",
            "text.md:3: this is not UTF-8 text: a letter of 'caf\ufffd' cannot be read\n"
            "  save the file again as UTF-8 (in most editors: 'Save as…', 'Encoding: UTF-8')",
        ),
        (
            b"PK\x03\x04 and so on",
            "text.md: this is a word processor's file (.docx, .odt) or an archive, not plain text\n"
            "  open it in its program and save it as plain text (.txt, UTF-8)",
        ),
    ],
)
def test_wrong_text_is_named_with_its_line(read, text, said):
    with pytest.raises(PamphletError) as caught:
        read(text)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("src", "said"),
    [
        ("gone.jpg", "there is no picture 'gone.jpg'\n  it was looked for in {folder}"),
        (
            "text.md",
            "'text.md' is not a picture, or it is damaged\n  save it as JPEG, PNG or SVG",
        ),
        (
            "../../../../../../etc/passwd",
            "the picture '../../../../../../etc/passwd' lies outside the folders a statement may "
            "read\n  copy it into {folder}",
        ),
        (
            "https://town.example/a.jpg",
            "the picture 'https://town.example/a.jpg' is not a file: nothing is fetched from the "
            "network\n  save it beside the statement and give its name",
        ),
    ],
)
def test_wrong_picture_is_named_wherever_it_stands(read, tmp_path, src, said):
    said = said.format(folder=tmp_path)
    with pytest.raises(PamphletError) as caught:
        read(f"---\ntitle: T\nimage: {src}\n---\nText.\n")
    assert str(caught.value) == f"text.md:3: {said}"
    with pytest.raises(PamphletError) as caught:
        read(f"---\ntitle: T\n---\nText.\n\n> ![a]({src})\n")
    assert str(caught.value) == f"text.md:6: {said}"


def test_everything_that_is_wrong_is_said_at_once_in_its_order(read):
    with pytest.raises(PamphletError) as caught:
        read("---\ntitel: x\ndate: 2027-13-01\n---\n![a](gone.jpg)\n")
    lines = [str(one.at) for one in caught.value.complaints]
    assert lines == ["text.md:2", "text.md:3", "text.md:5"]


def test_missing_file_and_folder_are_named(tmp_path):
    with pytest.raises(PamphletError, match="there is no such file"):
        read_statement(tmp_path / "gone.md")
    with pytest.raises(PamphletError, match="this is a folder, not a statement"):
        read_statement(tmp_path)
