"""Marks and spaces: what is put in, what is left alone, and that doing it twice changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pamphlet.language import codes, language
from pamphlet.language.dates import find_days, find_months, find_times
from pamphlet.language.detect import detect_language
from pamphlet.language.sentences import sentences
from pamphlet.language.typography import typographic_text
from pamphlet.language.written import write_day

NB, NN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("fr", "Quoi? Non!", f"Quoi{NN}? Non{NN}!"),
        ("fr", "Quoi ?! «Oui» : ça", f"Quoi{NN}?! «{NB}Oui{NB}»{NB}: ça"),
        ("fr", "Voici: l'eau; la vie", f"Voici{NB}: l’eau{NN}; la vie"),
        ("fr-CA", "Quoi ? Oui : ça", f"Quoi? Oui{NB}: ça"),
        ("fr", "à 10:30 (salle 3)", "à 10:30 (salle 3)"),
        ("en", 'See "https://a.example/x".', "See “https://a.example/x”."),
        ("fr", "Voyez www.a.example!", f"Voyez www.a.example{NN}!"),
        ("en", "He came--late", "He came—late"),
        ("en", "Mr Holt of No. 14", f"Mr{NB}Holt of No.{NB}14"),
        ("en", "J. S. Bach, 5 km", f"J.{NB}S.{NB}Bach, 5{NB}km"),
        (
            "de",
            "30 % von 20 Euro, z. B. bei Dr. Sand",
            f"30{NB}% von 20{NB}Euro, z.{NB}B. bei Dr.{NB}Sand",
        ),
        ("es", "el Sr. Ruiz, 20 %", f"el Sr.{NB}Ruiz, 20{NB}%"),
        ("es", "con D.ª Amparo", f"con D.ª{NB}Amparo"),
        ("en", "ring 0555 01 43 22 now", f"ring 0555{NB}01{NB}43{NB}22 now"),
        ("he", "טלפון 0555 014 322", f"טלפון \u20660555{NB}014{NB}322\u2069"),
        ("de", "Tel. +49 561 5550-143", f"Tel. +49{NB}561{NB}5550-143"),
        ("en", "open for 6 hours", f"open for 6{NB}hours"),
        ("de", "nach 12 Jahren", f"nach 12{NB}Jahren"),
        ("fr", "depuis 12 ans", f"depuis 12{NB}ans"),
        ("en", "in 2027 412 people", "in 2027 412 people"),
    ],
)
def test_spaces_hold_what_belongs_together(lang, typed, set_):
    assert typographic_text(typed, language(lang)) == set_


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("fr", "1 200 habitants, 61 200 €", f"1{NN}200 habitants, 61{NN}200{NB}€"),
        ("es", "84 000 euros", f"84{NN}000{NB}euros"),
        ("pl", "1 200 000 zł", f"1{NN}200{NN}000{NB}zł"),
        ("ru", "11 400 руб.", f"11{NN}400{NB}руб."),
        ("pt-PT", "11 400 euros", f"11{NN}400{NB}euros"),
        ("fr", f"1{NB}200", f"1{NN}200"),
        ("fr", "en 2027 412 voisins", "en 2027 412 voisins"),
        ("fr", "05 55 01 43 22", f"05{NB}55{NB}01{NB}43{NB}22"),
        ("en", "61 200", "61 200"),
    ],
)
def test_thousands_have_the_narrow_space_of_the_language(lang, typed, set_):
    assert typographic_text(typed, language(lang)) == set_


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("ru", 'Он: "Мне сказали: "Нет"."', "Он: «Мне сказали: „Нет“.»"),
        ("en", '"I said "no" twice"', "“I said ‘no’ twice”"),
        ("de", '"Er sagt "nie"" - "so"', "„Er sagt ‚nie‘“ – „so“"),
        ("pl", '"Mówi "nie" i idzie"', f"„Mówi «nie» i{NB}idzie”"),
        ("ar", '"قيل "لا" لي"', "«قيل “لا” لي»"),
        ("en", '"Go," he said. "Now."', "“Go,” he said. “Now.”"),
        ("en", 'He has a "yes" and a "no"', "He has a “yes” and a “no”"),
    ],
)
def test_quotation_in_a_quotation_may_be_typed_with_the_same_mark(lang, typed, set_):
    assert typographic_text(typed, language(lang)) == set_


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("es", "El alcalde -lo dijo ayer- teme", "El alcalde —lo dijo ayer— teme"),
        ("es", "vino -¿quién?-.", "vino -¿quién?-."),
        ("es", "de 5-7 puntos, franco-alemán", "de 5-7 puntos, franco-alemán"),
        ("es", "-nada más", "-nada más"),
        ("en", "the mayor -he said- fears", "the mayor -he said- fears"),
        ("fr-CA", "il fait -10 °C dehors", f"il fait −10{NB}°C dehors"),
        ("de", "minus: -5,5 °C, Seite -5", f"minus: −5,5{NB}°C, Seite -5"),
    ],
)
def test_hyphen_of_a_typewriter_becomes_raya_or_minus(lang, typed, set_):
    assert typographic_text(typed, language(lang)) == set_


@pytest.mark.parametrize(
    "text",
    [
        "https://town.example/a?b=1;c=2",
        "town.example/a--b",
        "us@town.example",
        f"0555{NB}01{NB}43{NB}22",
        f"+49{NB}561{NB}5550-143",
        "14:00",
        f"«{NB}Oui{NB}»{NN}!",
        "„Nein“ – nie…",
    ],
)
@pytest.mark.parametrize("lang", ["en", "de", "fr", "es"])
def test_addresses_numbers_and_set_text_are_left_alone(lang, text):
    assert typographic_text(text, language(lang)) == text


MARKS = "aZ é 7 \" ' - . … ! ? : ; ( ) « » “ ” ’ – — % , \n".split(" ")
WORDS = [
    "Dr. ",
    "14:00",
    "0555 0143",
    " us@a.example",
    " https://a.example/?b ",
    "l'",
    "سلام",
    "5 km",
]
PIECES = st.sampled_from([*MARKS, " ", " ", NB, NN, "...", "--", *WORDS])


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["en", "de", "fr", "es", "ar"]))
@example("«a", "fr")
@example("--", "en")
@example('"', "de")
@example("0555 0143 سلام", "ar")
def test_setting_twice_is_setting_once(text, lang):
    once = typographic_text(text, language(lang))
    assert typographic_text(once, language(lang)) == once


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(list(codes())))
def test_addresses_survive_in_every_language(text, lang):
    found = typographic_text(f"{text} https://a.example/it's--x us@a.example", language(lang))
    plain = re.sub("[\u2066\u2069]", "", found)
    assert plain.endswith("https://a.example/it's--x us@a.example")


# --- dates and times of other scripts --------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "fa", "he", "hi", "ja", "zh", "tr", "ru"])
def test_day_is_written_in_every_script(lang):
    from datetime import date

    written = write_day(date(2027, 3, 11), lang)
    digits = "".join(str(int(c)) for c in written if c.isdecimal())
    assert "2027" in digits or "1405" in digits or "1448" in digits
    assert not written.isascii() or lang == "tr"


@pytest.mark.parametrize(
    ("lang", "text", "numbers"),
    [
        ("fa", "۱۱ مارس ۲۰۲۷", (11, 3, 2027)),
        ("he", "11 במרץ 2027", (11, 3, 2027)),
        ("pl", "11 marca 2027 r.", (11, 3, 2027)),
        ("ru", "11 марта 2027 г.", (11, 3, 2027)),
        ("it", "giovedì 11 marzo 2027", (11, 3, 2027)),
        ("nl", "donderdag 11 maart 2027", (11, 3, 2027)),
    ],
)
def test_day_is_found_in_every_script(lang, text, numbers):
    (day,) = find_days(text, language(lang))
    assert (day.day, day.month, day.year) == numbers
    assert text[day.start : day.end] == text


def test_day_that_is_two_days_is_none():
    (day,) = find_days("on 3/2/2027", language("en"))
    assert day.resolve(None) is None


@pytest.mark.parametrize("text", ["in May 2027", "May 2027", "Sept. 2027"])
def test_month_with_its_year_is_found(text):
    assert len(find_months(text, language("en"))) == 1


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "It costs £7.30"), ("de", "3,20 Euro"), ("en", "40.5%"), ("fr", "12 % des gens")],
)
def test_price_and_share_are_no_times(lang, text):
    assert find_times(text, language(lang)) == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "2 to 5 p.m."), ("de", "17 bis 19 Uhr"), ("es", "de 12:00 a 20:00")],
)
def test_span_of_hours_is_one_time(lang, text):
    ((start, end),) = find_times(text, language(lang))
    assert text[start:end] == text.removeprefix("de ")


# --- languages and sentences -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wir bleiben hier", "de"),
        ("We are staying here", "en"),
        ("Nous restons ici", "fr"),
        ("Aquí nos quedamos", "es"),
        ("نحن باقون هنا", "ar"),
        ("我们留在这里", "zh"),
        ("私たちはここに残る", "ja"),
    ],
)
def test_language_of_a_short_text_is_told(text, code):
    assert detect_language(text, otherwise="nl") == code


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kaistr. 2 ist zu. Kommt!", 2),
        ("It was Sept. 2027. We left.", 2),
        ("J. S. Bach wrote it. We sing it.", 2),
        ("Piątek, godz. 18 w szkole. Przyjdź!", 2),
        ("«Oui !» dit-elle. «Non.»", 2),
        ("花园属于我们。谁来？大家！", 3),
        ("Am 1. Mai um 10. Dann los.", 1),
        ("", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_counts(text, count):
    assert len(sentences(text)) == count
