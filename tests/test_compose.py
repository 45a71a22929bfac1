"""A statement in its final words: pull quotes in their places, days written out, whom to ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pamphlet.compose import compose, place_quotes
from pamphlet.layout import find_layout
from pamphlet.model import (
    CallToAction,
    Contact,
    Heading,
    Paragraph,
    Publisher,
    PullQuote,
    Run,
    Statement,
    When,
    plain,
)
from pamphlet.resources import layout_folders

PUBLISHER = Publisher(
    name="Mill Press", address="1 Weir Lane", web="mill.example", phone="0555 0100"
)


def layout(name: str):
    return find_layout(name, layout_folders(None))


def statement(**fields) -> Statement:
    given = {
        "statement_id": "path",
        "path": Path("path.md"),
        "lang": "en",
        "title": "The path stays",
        "body": (Paragraph((Run("Text."),)),),
        **fields,
    }
    return Statement(**given)


def composed(name="handbill", *, publisher=None, lang=None, paper="a", **fields):
    return compose(
        (statement(**fields),),
        layout(name),
        name="x",
        publisher=publisher,
        lang=lang,
        paper=paper,
    )


def outline(blocks) -> str:
    kinds = {PullQuote: "Q", Paragraph: "p", Heading: "h"}
    return "".join(kinds[type(block)] for block in blocks)


def paragraphs(count: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(f"Sentence number {n}. " * 12),)) for n in range(count))


def quote(number: int) -> PullQuote:
    return PullQuote((Run(f"Sentence number {number}."),))


@pytest.mark.parametrize(
    ("count", "source", "place"),
    [(8, 1, "ppppQpppp"), (8, 6, "ppppQpppp"), (8, 4, "ppQpppppp"), (2, 0, "pQp"), (1, 0, "pQ")],
)
def test_pull_quote_stands_away_from_its_source(count, source, place):
    assert outline(place_quotes(paragraphs(count), (quote(source),))) == place


def test_pull_quote_never_follows_a_heading():
    p = paragraphs(2)
    blocks = (p[0], Heading(2, (Run("Head"),)), p[1], Heading(2, (Run("Head"),)), *paragraphs(1))
    shown = outline(place_quotes(blocks, (quote(0),)))
    assert "hQ" not in shown and not shown.startswith("Q")


def test_two_pull_quotes_do_not_stand_together():
    assert "QQ" not in outline(place_quotes(paragraphs(9), (quote(0), quote(8))))


@pytest.mark.parametrize(
    ("lang", "paper", "day", "dateline"),
    [
        ("en", "a", "Saturday, 13 February", "Millford, 3 February 2027"),
        ("en", "us", "Saturday, February 13", "Millford, February 3, 2027"),
        ("de", "a", "Samstag, 13. Februar", "Millford, 3. Februar 2027"),
        ("es", "a", "Sábado, 13 de febrero", "Millford, 3 de febrero de 2027"),
        ("fr", "a", "Samedi 13 février", "Millford, 3 février 2027"),
        ("ar", "a", "السبت، 13 فبراير", "Millford, 3 فبراير 2027"),
    ],
)
def test_bare_dates_are_written_out_in_the_language(lang, paper, day, dateline):
    piece = composed(
        lang=lang,
        paper=paper,
        date=When(day=date(2027, 2, 3)),
        place="Millford",
        call_to_action=CallToAction("Walk", When(day=date(2027, 2, 13)), "14:00", "Mill gate"),
    ).pieces[0]
    # The statement's own language writes its days, whatever the edition's.
    english = composed(
        lang=lang, paper=paper, date=When(day=date(2027, 2, 3)), place="Millford"
    ).pieces[0]
    assert english.dateline in ("Millford, 3 February 2027", "Millford, February 3, 2027")
    own = compose(
        (
            statement(
                lang=lang,
                date=When(day=date(2027, 2, 3)),
                place="Millford",
                call_to_action=CallToAction("Walk", When(day=date(2027, 2, 13))),
            ),
        ),
        layout("handbill"),
        name="x",
        paper=paper,
    ).pieces[0]
    assert (own.call.day, own.dateline) == (day, dateline)
    assert piece.call.time == "14:00"


def test_days_in_the_authors_words_are_left_alone():
    piece = composed(date=When("den 9. Mai 2025", date(2025, 5, 9)), place="Kassel").pieces[0]
    assert piece.dateline == "Kassel, den 9. Mai 2025"


def test_program_words_are_in_the_language_of_the_edition():
    assert composed(lang="de").labels["contents"] == "Inhalt"
    assert composed(lang="ar").direction == "rtl"


def test_statement_without_issuer_is_answered_for_by_the_publisher():
    piece = composed(publisher=PUBLISHER).pieces[0]
    assert [line.text for line in piece.contact] == [
        "Mill Press",
        "1 Weir Lane",
        "mill.example",
        "0555 0100",
    ]


def test_who_speaks_for_themselves_is_not_asked_at_the_publishers_address():
    assert composed(publisher=PUBLISHER, issuer="Path Friends").pieces[0].contact == ()


def test_contact_lines_can_be_followed():
    piece = composed(
        contact=Contact(web="millpath.example", email="a@millpath.example", phone="+44 (0)555 0100")
    ).pieces[0]
    assert [line.href for line in piece.contact] == [
        "https://millpath.example",
        "mailto:a@millpath.example",
        "tel:+4405550100",
    ]


def test_numbers_and_addresses_in_a_right_to_left_line_are_isolated():
    piece = composed(lang="ar", contact=Contact(phone="0555 0164", web="both.example")).pieces[0]
    statement_in_arabic = compose(
        (
            statement(
                lang="ar",
                contact=Contact(phone="0555 0164"),
                body=(Paragraph((Run("اتصلوا على 0555 0164 الآن"),)),),
            ),
        ),
        layout("handbill"),
        name="x",
    ).pieces[0]
    assert piece.contact[0].text == "both.example"  # an English statement stays as it is
    assert statement_in_arabic.contact[0].text == "\u20660555 0164\u2069"
    assert "\u20660555\u00a00164\u2069" in plain(statement_in_arabic.body[0].runs)


def test_marks_become_typographic_and_code_is_left_alone():
    runs = (Run('He said "no" - '), Run('print("x")', code=True), Run(" ... it's"))
    shown = composed(body=(Paragraph(runs),)).pieces[0].body[0]
    assert plain(shown.runs) == 'He said “no” – print("x") … it’s'


def test_edition_title_is_its_own_or_that_of_its_first_statement():
    assert composed().title == "The path stays"
    own = compose((statement(),), layout("booklet"), name="x", title="A reader")
    assert (own.title, own.has_own_title) == ("A reader", True)
