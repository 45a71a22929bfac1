"""What people send comes out right in every field."""

from __future__ import annotations

from datetime import date

import pytest

from conftest import SAMPLES
from pamphlet.model import (
    CallToAction,
    Contact,
    Heading,
    Imprint,
    Listing,
    Paragraph,
    Quotation,
    Statement,
    When,
    plain,
    texts,
)
from pamphlet.reading import read_statement


@pytest.fixture(scope="module")
def heating() -> Statement:
    return read_statement(SAMPLES / "heating.txt")


@pytest.fixture(scope="module")
def bibliothek() -> Statement:
    return read_statement(SAMPLES / "bibliothek.txt")


@pytest.fixture(scope="module")
def water() -> Statement:
    return read_statement(SAMPLES / "water.md")


def empty(statement: Statement, *names: str) -> bool:
    return not any(getattr(statement, name) for name in names)


def test_heating_has_its_fields(heating):
    assert heating.title == "Cold homes are no accident: this is neglect, not bad luck!"
    assert heating.issuer == "Joint Statement of the Tenants' Assemblies of the Northern Estates"
    assert heating.date == When("February 3, 2025", date(2025, 2, 3))
    assert heating.credit == "Photo by Marta Lindqvist"
    assert heating.lang == "en"
    assert heating.slogans == (
        "Heat the houses, not the balance sheet",
        "Repair now, pay later is their motto - ours is repair now!",
        "No one on Foundry Road is cold alone!",
    )
    assert heating.call_to_action == CallToAction(
        what="Join the assembly",
        when=When("Saturday, 15 February", date(2025, 2, 15)),
        time="2 p.m.",
        place="Sports hall of the Eastfield School",
    )
    assert empty(heating, "kicker", "subtitle", "byline", "place", "contact", "image", "qr")
    assert heating.imprint == Imprint()


def ends(statement: Statement) -> list[str]:
    """Return each text of a body by its first and its last words."""
    found = (text.split() for text, _ in texts(statement.body))
    return [" ".join((*words[:3], "…", *words[-3:])) for words in found]


def test_heating_has_seven_paragraphs_and_the_broken_one_is_whole(heating):
    assert [type(block) for block in heating.body] == [Paragraph] * 7
    assert ends(heating) == [
        "Eleven weeks have … line by line.",
        "In every stairwell … closes at five.",
        "The landlord, Northgate … has been enforced.",
        "We have been … for the boiler.",
        "We thank everyone … door this winter.",
        "While the landlord … the Eastfield School.",
        "The inspectorate must … on 18 November!",
    ]
    said = [text for text, _ in texts(heating.body)]
    assert "Children do their homework in coats and gloves." in said[1]
    assert "to join the assembly on Saturday, 15 February, at 2 p.m." in said[5]


def test_bibliothek_has_its_fields(bibliothek):
    assert bibliothek.title == "Die Bücherei bleibt - jetzt erst recht"
    assert bibliothek.issuer == "Förderverein Stadtteilbücherei Süd e. V."
    assert bibliothek.kicker == "Pressemitteilung"
    assert bibliothek.place == "Kassel"
    assert bibliothek.date == When("den 9. Mai 2025", date(2025, 5, 9))
    assert bibliothek.lang == "de"
    assert bibliothek.slogans == ("Lesen ist kein Luxus!",)
    assert bibliothek.call_to_action == CallToAction(
        what="Kommt zur Ratssitzung",
        when=When("Montag, 26. Mai", date(2025, 5, 26)),
        time="17 Uhr",
        place="Rathaus, Saal 2",
    )
    # "Kontakt" is the language's usual word over it, which the program prints.
    assert bibliothek.contact == Contact(web="www.buecherei-sued.example", phone="0561 5550 143")
    assert bibliothek.imprint.lines == (
        "V.i.S.d.P.: Förderverein Stadtteilbücherei Süd e. V., Ludwigstraße 4, 34121 Kassel",
    )
    assert empty(bibliothek, "subtitle", "byline", "credit", "image", "qr")


def test_bibliothek_has_its_demands_as_a_list(bibliothek):
    *paragraphs, demands = bibliothek.body
    assert [type(block) for block in paragraphs] == [Paragraph] * 5
    assert ends(bibliothek)[:4] == [
        "Der Beschluss kam … im Einkaufszentrum ersetzen.",
        "Ein Automat erklärt … mehr gekommen ist.",
        '"Wir haben hier … jemand Zeit hatte."',
        "Die Stadt spart … und jeden Einwohner.",
    ]
    assert plain(paragraphs[-1].runs) == "Wir fordern:"
    assert isinstance(demands, Listing) and not demands.ordered
    assert [text for text, _ in texts((demands,))] == [
        "die Rücknahme des Beschlusses vom 2. Mai,",
        "eine öffentliche Anhörung vor der Sommerpause,",
        "die Veröffentlichung des Gutachtens, auf das sich die Verwaltung beruft.",
    ]


def test_water_has_its_fields(water):
    assert water.title == "The river is not a drain"
    assert water.issuer == "River Keepers of the Lower Valley"
    assert water.date == When("21 June 2025", date(2025, 6, 21))
    assert water.slogans == ("Clean water is not an upgrade.",)
    assert water.call_to_action == CallToAction(
        what="Come to the bank",
        when=When("every Sunday"),
        time="ten o'clock",
        place="at the Mill Lane footbridge",
        more="Bring boots.",
    )
    assert water.contact.web == "https://riverkeepers.example/samples"
    image = water.image
    assert (image.src.name, image.alt) == ("mill-lane.jpg", "Volunteers sampling at Mill Lane weir")
    assert image.credit == "Photo: River Keepers"
    kinds = [type(block) for block in water.body]
    assert kinds == [
        Paragraph, Heading, Paragraph, Quotation, Heading, Paragraph, Heading, Listing,
    ]  # fmt: skip
    assert water.body[-1].ordered and len(water.body[-1].items) == 3
    assert ends(water) == [
        "Forty-one. That is … rain at all.",
        "What we found … What we found",
        "We took samples … river was clean.",
        "A river that … taken from them.",
        "What the company … the company says",
        "The company says … are a rule.",
        "What must happen … What must happen",
        "The permit is … 2019 is built.",
        "The measurements are … not every year.",
        "The fine goes … to the treasury.",
    ]
    assert empty(water, "kicker", "subtitle", "byline", "place", "credit", "qr")
    assert (water.lang, water.imprint) == ("en", Imprint())
