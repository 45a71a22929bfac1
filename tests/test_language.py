"""What the program knows of languages: which one, its marks, its days, its capitals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.language import codes, language
from pamphlet.language.dates import find_days, find_times
from pamphlet.language.detect import detect_language
from pamphlet.language.sentences import sentences
from pamphlet.language.typography import capitals, isolated, typographic, typographic_text
from pamphlet.language.written import write_day

NB, NN = "\u00a0", "\u202f"

LABELS = {"contents", "contact", "page", "photo", "imprint", "scan", "set_in", "proof"}


@pytest.mark.parametrize("code", codes())
def test_every_language_has_its_words(code):
    known = language(code)
    assert set(known.labels) >= LABELS and all(known.labels.values())
    assert "{faces}" in known.labels["set_in"]
    assert len(known.quotes) == 4 and known.script and known.name


def test_language_that_has_no_file_has_english_labels_and_no_english_words():
    known = language("sw")
    assert (known.code, known.labels) == ("sw", language("en").labels)
    assert not known.organisations and not known.glue and not known.months


def test_regions_of_a_language_share_its_file():
    assert language("en-GB").labels == language("en").labels
    assert language("en-GB").code == "en-GB"


# --- which language ------------------------------------------------------------------------

TEXTS = {
    "en": "The bus leaves before the shift ends, and nobody has asked the people who need it.",
    "de": "Der Bus fährt ab, bevor die Schicht endet, und niemand hat die Leute gefragt.",
    "fr": "Le bus part avant la fin du service, et personne n'a demandé aux gens concernés.",
    "es": "El autobús sale antes de que termine el turno y nadie ha preguntado a la gente.",
    "ar": "تغادر الحافلة قبل نهاية المناوبة ولم يسأل أحد الناس الذين يحتاجون إليها.",
    "it": "L'autobus parte prima della fine del turno e nessuno ha chiesto alle persone.",
    "pt": "O ônibus sai antes do fim do turno e ninguém perguntou às pessoas que precisam dele.",
    "pl": "Autobus odjeżdża przed końcem zmiany i nikt nie zapytał ludzi, którzy go potrzebują.",
    "tr": "Otobüs vardiya bitmeden kalkıyor ve ona ihtiyacı olan insanlara kimse sormadı.",
    "el": "Το λεωφορείο φεύγει πριν τελειώσει η βάρδια και κανείς δεν ρώτησε τον κόσμο.",
    "ru": "Автобус уходит до конца смены, и никто не спросил людей, которым он нужен.",
    "he": "האוטובוס יוצא לפני סוף המשמרת ואיש לא שאל את האנשים שזקוקים לו.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_language_is_told_from_the_words(code, text):
    assert detect_language(text, otherwise="en" if code != "en" else "de") == code


@pytest.mark.parametrize("text", ["", "123 456", "Zbrqk vlmpt", "!?"])
def test_text_that_tells_nothing_is_in_the_usual_language(text):
    assert detect_language(text, otherwise="fr") == "fr"


# --- marks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("en", 'She said "no" - twice...', "She said “no” – twice…"),
        ("en", "It's the tenants' turn", "It’s the tenants’ turn"),
        ("en", "\"He said 'go' to us\"", "“He said ‘go’ to us”"),
        ("en", "'Tis the '90s", "’Tis the ’90s"),
        ("de", '"Nein", sagt sie - "nie"', "„Nein“, sagt sie – „nie“"),
        ("fr", "Pourquoi ? Voici : « non »", f"Pourquoi{NN}? Voici{NB}: «{NB}non{NB}»"),
        ("fr", "Pourquoi? Voici: oui!", f"Pourquoi{NN}? Voici{NB}: oui{NN}!"),
        ("fr", "à 18:30; www.ville.example:80", f"à 18:30{NN}; www.ville.example:80"),
        ("fr-CA", "Pourquoi? Oui!", "Pourquoi? Oui!"),
        ("es", 'Dijo "no"', "Dijo «no»"),
        ("en", 'a 6" pipe', "a 6″ pipe"),
        ("en", "7 p.m. on 3 March", f"7{NB}p.m. on 3{NB}March"),
        ("de", "um 17 Uhr am 9. Mai", f"um 17{NB}Uhr am 9.{NB}Mai"),
    ],
)
def test_typewriter_marks_become_those_of_the_language(lang, typed, set_):
    assert typographic_text(typed, language(lang)) == set_


@pytest.mark.parametrize(
    "text",
    [
        "https://town.example/it's--here...\"x",
        "mail o'brien@town.example now",
        "well-known 1990-2020 A-to-Z",
        "“Already” – right…",
        "a....b",
    ],
)
def test_what_is_right_and_what_is_no_prose_is_left_alone(text):
    assert typographic_text(text, language("en")) == text


def test_quotation_may_begin_in_one_style_and_end_in_another():
    assert typographic(('He said "', "no", '" loudly'), language("en")) == (
        "He said “",
        "no",
        "” loudly",
    )


ALPHABET = st.sampled_from([*"ab c d'\"-.…–“”«»!?:; 127\u00a0", "é", "...", " - "])


@settings(max_examples=300, deadline=None)
@given(st.lists(ALPHABET, max_size=30).map("".join), st.sampled_from(["en", "de", "fr", "es"]))
def test_setting_marks_changes_no_letter_and_no_figure(text, lang):
    found = typographic_text(text, language(lang))
    assert [c for c in found if c.isalnum()] == [c for c in text if c.isalnum()]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(list(TEXTS.values())), min_size=1, max_size=3))
def test_what_has_been_set_stays_as_it_is(parts):
    text = " ".join(parts)
    for lang in ("en", "de", "fr"):
        once = typographic_text(text, language(lang))
        assert typographic_text(once, language(lang)) == once


def test_figures_and_addresses_in_a_right_to_left_line_are_isolated():
    known = language("ar")
    assert isolated("0555 0143", known) == "\u20660555 0143\u2069"
    assert isolated("0555 0143", language("en")) == "0555 0143"
    set_ = typographic_text("اتصلوا على 0555 0143 أو us@town.example الآن", known)
    assert "\u20660555\u00a00143\u2069" in set_ and "\u2066us@town.example\u2069" in set_


@pytest.mark.parametrize(
    ("lang", "text", "large"),
    [
        ("en", "straße", "STRASSE"),
        ("tr", "istanbul ılık", "İSTANBUL ILIK"),
        ("en", "istanbul", "ISTANBUL"),
        ("el", "Καφές, άυλος", "ΚΑΦΕΣ, ΑΫΛΟΣ"),
        ("fr", "été", "ÉTÉ"),
    ],
)
def test_capitals_are_those_of_the_language(lang, text, large):
    assert capitals(text, lang) == large


# --- days ----------------------------------------------------------------------------------

DAY = date(2027, 3, 11)  # a Thursday


@pytest.mark.parametrize(
    ("lang", "paper", "written", "with_weekday"),
    [
        ("en", "a", "11 March 2027", "Thursday, 11 March"),
        ("en", "us", "March 11, 2027", "Thursday, March 11"),
        ("de", "a", "11. März 2027", "Donnerstag, 11. März"),
        ("fr", "a", "11 mars 2027", "jeudi 11 mars"),
        ("es", "a", "11 de marzo de 2027", "jueves, 11 de marzo"),
        ("pl", "a", "11 marca 2027", "czwartek, 11 marca"),
    ],
)
def test_days_are_written_out_in_the_language(lang, paper, written, with_weekday):
    assert write_day(DAY, lang, paper=paper).replace(NB, " ") == written
    assert write_day(DAY, lang, paper=paper, weekday=True).replace(NB, " ") == with_weekday


@pytest.mark.parametrize(
    ("lang", "text", "day"),
    [
        ("en", "on Thursday, 11 March 2027, at the mill", DAY),
        ("en", "on March 11th, 2027", DAY),
        ("de", "am Donnerstag, dem 11. März 2027", DAY),
        ("de", "am 11.3.2027", DAY),
        ("fr", "le jeudi 11 mars 2027", DAY),
        ("fr", "le 1er mars 2027", date(2027, 3, 1)),
        ("es", "el jueves 11 de marzo de 2027", DAY),
        ("ar", "يوم الخميس 11 مارس 2027", DAY),
        ("ar", "الخميس ١١ مارس ٢٠٢٧", DAY),
        ("en", "2027-03-11", DAY),
    ],
)
def test_days_are_found_in_a_text(lang, text, day):
    (found,) = find_days(text, language(lang))
    assert found.resolve(None) == day


@pytest.mark.parametrize(
    ("text", "after", "day"),
    [
        ("Thursday, 11 March", date(2027, 2, 1), DAY),
        ("11 March", date(2027, 3, 20), date(2028, 3, 11)),
        ("Friday, 11 March", date(2027, 2, 1), None),  # the weekday does not agree
        ("every Sunday", date(2027, 2, 1), None),
    ],
)
def test_day_without_a_year_is_the_next_one_that_agrees(text, after, day):
    (found,) = find_days(text, language("en"))
    assert found.resolve(after) == day


@pytest.mark.parametrize("text", ["30 February 2027", "31. April 2027"])
def test_day_that_no_calendar_has_is_no_day(text):
    found = [day.resolve(None) for day in find_days(text, language("en"))]
    assert not any(found)


@pytest.mark.parametrize(
    ("lang", "text", "time"),
    [
        ("en", "at 7 p.m. in the hall", "7 p.m."),
        ("en", "at 19:30 in the hall", "19:30"),
        ("de", "um 17 Uhr im Saal", "17 Uhr"),
        ("fr", "à 18 h 30, salle", "18 h 30"),
        ("es", "a las 12:00 en", "12:00"),
    ],
)
def test_times_are_found_in_a_text(lang, text, time):
    spans = find_times(text, language(lang))
    assert any(time in text[start:end] for start, end in spans)


# --- sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three? Four…", ("One.", "Two!", "Three?", "Four…")),
        ("Dr. Holt came at 7 p.m. and left. Then rain.", None),
        ("Der Förderverein e. V. tagt am 9. Mai. Kommt!", None),
        ("She said “Go.” He went.", ("She said “Go.”", "He went.")),
        ("لا. نعم؟ ربما!", ("لا.", "نعم؟", "ربما!")),
        ("No mark at the end", ("No mark at the end",)),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, parts):
    found = sentences(text)
    assert found == parts if parts else len(found) == 2
    assert " ".join(found) == text
