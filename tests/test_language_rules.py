"""The rules of each language: marks, spaces, days, hyphens, capitals, direction; and their laws."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.language import codes, language, segments, variants
from pamphlet.language.dates import find_days, find_times
from pamphlet.language.detect import detect_language
from pamphlet.language.scripts import script, script_of, scripts
from pamphlet.language.typography import capitals, typographic_text
from pamphlet.language.written import write_day
from pamphlet.setting.hyphens import hyphen_points

NB, NN = "\u00a0", "\u202f"

SIXTEEN = "en de fr es it pt pl tr el ru ar he fa hi zh ja".split()
TAGS = (*codes(), *variants(), "cs", "sk", "hr", "sr", "sl", "az", "sw", "ur", "th", "ko")


def set_in(lang: str, text: str) -> str:
    return typographic_text(text, language(lang))


# --- What each language has ---------------------------------------------------------------------


def test_the_sixteen_languages_are_known():
    assert set(SIXTEEN) <= set(codes())


@pytest.mark.parametrize("tag", [*codes(), *variants()])
def test_every_language_has_every_label_and_what_a_reader_needs(tag):
    known = language(tag)
    assert known.labels.keys() == language("en").labels.keys() and all(known.labels.values())
    assert "{faces}" in known.labels["set_in"]
    assert known.common and known.kinds and known.organisations and known.contacts
    assert known.phones and known.imprints and known.days and known.times and known.demands
    assert known.credits and known.script in scripts()


@pytest.mark.parametrize("tag", SIXTEEN)
def test_every_data_file_names_its_source(tag):
    from importlib.resources import files

    text = files("pamphlet.language").joinpath(f"{tag}.yml").read_text("utf-8")
    assert re.match(r"# Sources?: ", text)


@pytest.mark.parametrize(
    ("tag", "direction", "binding"),
    [("en", "ltr", "left"), ("ar", "rtl", "right"), ("he", "rtl", "right"), ("fa", "rtl", "right"),
     ("ur", "rtl", "right"), ("ja", "ltr", "left"), ("sw", "ltr", "left")],
)  # fmt: skip
def test_pages_are_bound_where_lines_begin(tag, direction, binding):
    assert (language(tag).direction, language(tag).binding) == (direction, binding)


@pytest.mark.parametrize(
    ("tag", "name", "says"),
    [
        ("fr-CA", "Français (Canada)", "Contact"),
        ("pt-BR", "Português (Brasil)", "Contato"),
        ("pt_br", "Português (Brasil)", "Contato"),
        ("de-AT", "Deutsch (Österreich)", "Kontakt"),
        ("zh-TW", "繁體中文", "聯絡方式"),
        ("zh-Hant-HK", "繁體中文", "聯絡方式"),
        ("zh-CN", "中文", "联系方式"),
        ("es-AR", "Español", "Contacto"),
    ],
)
def test_variant_says_only_what_it_has_otherwise(tag, name, says):
    assert (language(tag).name, language(tag).labels["contact"]) == (name, says)


def test_script_of_a_tag_is_the_one_it_is_written_in():
    assert language("zh-Hant").script == "Hant" and language("zh").script == "Hans"
    assert language("sr").script == "Cyrl" and language("sr-Latn").script == "Latn"
    assert language("ur").script == "Arab" and language("th").script == "Thai"


# --- Marks and spaces ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "typed", "set_"),
    [
        ("en", "\"He said 'no' - 5 km from here...\"", f"“He said ‘no’ – 5{NB}km from here…”"),
        ("de", "\"Sie sagt 'nie'\" - § 5", f"„Sie sagt ‚nie‘“ – §{NB}5"),
        ("de-CH", '"Die Strasse"', "«Die Strasse»"),
        ("de-CH", "Die Straße bleibt", "Die Straße bleibt"),
        ("fr", "Quoi ? Oui : «non» !", f"Quoi{NN}? Oui{NB}: «{NB}non{NB}»{NN}!"),
        ("fr-CA", "Quoi ? Oui : « non » !", f"Quoi? Oui{NB}: «{NB}non{NB}»!"),
        ("fr-CH", "Oui : « non »", f"Oui{NN}: «{NN}non{NN}»"),
        ("es", '¿Dijo "no"? El Sr. Ruiz', f"¿Dijo «no»? El Sr.{NB}Ruiz"),
        ("es-MX", 'Dijo "no"', "Dijo “no”"),
        ("it", 'Ha detto "no" alle 18.30', f"Ha detto «no» alle{NB}18.30"),
        ("pt", 'Disse "não" - duas vezes', "Disse “não” — duas vezes"),
        ("pt-PT", 'Disse "não"', "Disse «não»"),
        ("pl", 'Mówi "nie" i w domu', f"Mówi „nie” i{NB}w{NB}domu"),
        ("pl", "ul. Długa 5, 20 zł", f"ul.{NB}Długa 5, 20{NB}zł"),
        ("cs", "byl v domě s ní", f"byl v{NB}domě s{NB}ní"),
        ("tr", '"Hayır" dedi, İstanbul\'da', "“Hayır” dedi, İstanbul’da"),
        ("el", 'Είπε "όχι", στις 5 μ.μ.', f"Είπε «όχι», στις 5{NB}μ.μ."),
        ("ru", 'Он сказал "нет" - и в дом', f"Он сказал «нет»{NB}— и{NB}в{NB}дом"),
        ("ru", "А. С. Пушкин, № 5, 20 руб.", f"А.{NB}С.{NB}Пушкин, №{NB}5, 20{NB}руб."),
        ("uk", "Він у місті з нами", f"Він у{NB}місті з{NB}нами"),
        ("ar", 'قال "لا" مرتين', "قال «لا» مرتين"),
        ("fa", 'گفت "نه"', "گفت «نه»"),
        ("he", 'אמר "לא" בצה"ל', "אמר ”לא” בצה״ל"),
        ("hi", '"नहीं" - 20 प्रतिशत', f"“नहीं” – 20{NB}प्रतिशत"),
        ("zh", '他说"不走",好吗?(2025年)', "他说“不走”，好吗？（2025年）"),
        ("zh", "回来...再说--好", "回来……再说——好"),
        ("zh-Hant", '他說"不走"', "他說「不走」"),
        ("ja", '彼は"いいえ"と言った.', "彼は「いいえ」と言った。"),
        ("ja", "2,450人が来た,3.5キロ", "2,450人が来た、3.5キロ"),
    ],
)
def test_marks_and_spaces_of_the_language(lang, typed, set_):
    assert set_in(lang, typed) == set_
    assert set_in(lang, set_) == set_


RIGHT = {
    "en": "“Already,” she said – ‘right’…",
    "de": "„Schon“, sagte sie – ‚richtig‘ …",
    "fr": f"«{NB}Déjà{NB}»{NN}; juste{NN}! Oui{NB}: «{NB}“bien”{NB}»",
    "es": "«Ya está», dijo. ¡Bien! ¿No?",
    "it": "«Già giusto», disse: “bene”.",
    "pt": "“Já está”, disse — bem.",
    "pl": f"„Już dobrze” – i{NB}w{NB}domu.",
    "tr": "“Zaten doğru” dedi, İstanbul’da.",
    "el": "«Ήδη σωστό», είπε· ναι;",
    "ru": f"«Уже верно»{NB}— сказал он и{NB}ушёл.",
    "ar": "«صحيح» قال، نعم؟",
    "he": "”נכון” אמר צה״ל.",
    "fa": "«درست» گفت؛ می‌رود.",
    "hi": "“ठीक है” – उसने कहा।",
    "zh": "“已经对了”，他说……——好。（2025年）",
    "ja": "「もう正しい」と言った……。（2025年）",
}


@pytest.mark.parametrize("lang", SIXTEEN)
def test_text_that_is_right_is_left_alone(lang):
    assert set_in(lang, RIGHT[lang]) == RIGHT[lang]


KEPT = ("https://a.example/it's--here?b=1;c:2", "us@town.example", "www.ville.example/a..b")
MARKS = "a É ж ա 好 の は क ا א 7 \" ' - . … ! ? : ; ( ) « » “ ” ’ – — % , 、 。 \n".split(" ")
PIECES = st.sampled_from([*MARKS, " ", " ", NB, NN, "...", "--", "i ", " в ", "14:00", "5 km"])


@settings(max_examples=800, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(TAGS))
def test_setting_twice_is_setting_once_in_every_language(text, lang):
    once = set_in(lang, text)
    assert set_in(lang, once) == once


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(TAGS), st.sampled_from(KEPT))
def test_addresses_and_numbers_are_never_touched(text, lang, address):
    found = re.sub("[\u2066\u2069]", "", set_in(lang, f"{text} {address} 2,450 1990-2020"))
    assert f"{address} 2,450 1990-2020" in found


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(TAGS))
def test_no_letter_and_no_figure_is_changed(text, lang):
    assert [c for c in set_in(lang, text) if c.isalnum()] == [c for c in text if c.isalnum()]


# --- Days ---------------------------------------------------------------------------------------

DAY = date(2027, 3, 11)  # a Thursday

WRITTEN = {
    "en": ("11 March 2027", "Thursday, 11 March"),
    "en-US": ("March 11, 2027", "Thursday, March 11"),
    "de": ("11. März 2027", "Donnerstag, 11. März"),
    "fr": ("11 mars 2027", "jeudi 11 mars"),
    "fr-CA": ("11 mars 2027", "jeudi 11 mars"),
    "es": ("11 de marzo de 2027", "jueves, 11 de marzo"),
    "it": ("11 marzo 2027", "giovedì 11 marzo"),
    "pt": ("11 de março de 2027", "quinta-feira, 11 de março"),
    "pl": ("11 marca 2027", "czwartek, 11 marca"),
    "tr": ("11 Mart 2027", "11 Mart Perşembe"),
    "el": ("11 Μαρτίου 2027", "Πέμπτη 11 Μαρτίου"),
    "ru": ("11 марта 2027 г.", "четверг, 11 марта"),
    "uk": ("11 березня 2027 р.", "четвер, 11 березня"),
    "ar": ("11 مارس 2027", "الخميس، 11 مارس"),
    "ar-EG": ("١١ مارس ٢٠٢٧", "الخميس، ١١ مارس"),
    "ar-MA": ("11 مارس 2027", "الخميس، 11 مارس"),
    "ar-LB": ("١١ آذار ٢٠٢٧", "الخميس، ١١ آذار"),
    "he": ("11 במרץ 2027", "יום חמישי, 11 במרץ"),
    "fa": ("۱۱ مارس ۲۰۲۷", "پنجشنبه ۱۱ مارس"),
    "hi": ("11 मार्च 2027", "गुरुवार, 11 मार्च"),
    "zh": ("2027年3月11日", "3月11日星期四"),
    "zh-Hant": ("2027年3月11日", "3月11日 星期四"),
    "ja": ("2027年3月11日", "3月11日木曜日"),
    "sw": ("11 Machi 2027", "Alhamisi, 11 Machi"),
}


@pytest.mark.parametrize(("lang", "both"), WRITTEN.items())
def test_day_is_written_out_with_and_without_its_weekday(lang, both):
    found = (write_day(DAY, lang), write_day(DAY, lang, weekday=True))
    assert tuple(text.replace(NB, " ").replace(NN, " ") for text in found) == both


@pytest.mark.parametrize(
    ("lang", "beside", "written"),
    [
        ("ar-EG", "الساعة 14:00", "11 مارس 2027"),
        ("ar", "الساعة ١٤:٠٠", "١١ مارس ٢٠٢٧"),
        ("fa", "", "۱۱ مارس ۲۰۲۷"),
        ("ar-EG", "5 و ٦", "١١ مارس ٢٠٢٧"),
    ],
)
def test_day_has_the_digits_that_the_author_writes(lang, beside, written):
    assert write_day(DAY, lang, beside=beside) == written


@pytest.mark.parametrize("lang", SIXTEEN)
def test_day_that_was_written_out_is_found_again(lang):
    (found,) = find_days(write_day(DAY, lang), language(lang))
    assert (found.day, found.month, found.year) == (11, 3, 2027)
    (found, *_) = find_days(write_day(DAY, lang, weekday=True), language(lang))
    assert (found.day or 11, found.month or 3) == (11, 3)


@pytest.mark.parametrize(
    ("lang", "text", "day", "weekday"),
    [
        ("ja", "2026年3月14日（土）に", date(2026, 3, 14), 5),
        ("ja", "3月14日（土）午後", None, 5),
        ("zh", "于2026年3月14日星期六", date(2026, 3, 14), 5),
        ("zh", "3月14日（周六）", None, 5),
        ("hi", "शनिवार, 14 मार्च 2026 को", date(2026, 3, 14), 5),
        ("en-US", "on 3/14/2026", date(2026, 3, 14), None),
        ("en-GB", "on 14/3/2026", date(2026, 3, 14), None),
    ],
)
def test_days_of_all_kinds_are_found(lang, text, day, weekday):
    found = find_days(text, language(lang))[0]
    assert (found.resolve(None), found.weekday) == (day, weekday)


@pytest.mark.parametrize(
    ("lang", "text", "time"),
    [
        ("ja", "緑町で午後2時から", "午後2時"),
        ("ja", "14:00開演", "14:00"),
        ("ja", "午後2時半〜4時", "午後2時半〜4時"),
        ("zh", "下午2点在文化站", "下午2点"),
        ("zh", "晚上七点半", "晚上七点半"),
        ("hi", "शाम 5:30 बजे", "शाम 5:30 बजे"),
    ],
)
def test_times_of_all_kinds_are_found(lang, text, time):
    ((start, end),) = find_times(text, language(lang))
    assert text[start:end] == time


# --- Words and capitals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "word", "parts"),
    [
        ("en", "hyphenation", "hyphen-a-tion"),
        ("en", "little", "little"),
        ("de", "Versammlung", "Versamm-lung"),
        ("pl", "mieszkanie", "miesz-ka-nie"),
        ("tr", "istasyon", "istas-yon"),
        ("ru", f"в{NB}собрание", f"в{NB}собра-ние"),
        ("en", f"3{NB}February", f"3{NB}February"),
        ("de", f"20{NB}Prozentpunkte", f"20{NB}Prozentpunkte"),
    ],
)
def test_words_are_parted_as_far_as_their_language_lets_them(lang, word, parts):
    places = (0, *hyphen_points(word, lang), len(word))
    assert "-".join(word[a:b] for a, b in pairwise(places)) == parts


@pytest.mark.parametrize("lang", ["pt", "pt-BR", "pl", "cs", "sk", "hr", "sr", "sl"])
def test_compounds_whose_hyphen_is_repeated_are_known(lang):
    assert language(lang).repeats_hyphen and not language("en").repeats_hyphen


@pytest.mark.parametrize(
    ("lang", "text", "large"),
    [("az", "biri", "BİRİ"), ("tr", "ılık i", "ILIK İ"), ("el", "άυλος ώρα", "ΑΫΛΟΣ ΩΡΑ"),
     ("de", "Straße", "STRASSE"), ("ja", "abcあ", "ABCあ")],
)  # fmt: skip
def test_capitals_are_in_the_data_of_the_language(lang, text, large):
    assert capitals(text, lang) == large


# --- Pieces of texts without spaces -------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "pieces"),
    [
        ("ja", "公園を守る市民の会", "公園を|守る|市民の|会"),
        ("ja", "駐車場はいらない！", "駐車場はいらない！"),
        ("ja", "バス停をなくさないで", "バス停を|なくさないで"),
        ("ja", "「出ていけ」と言われても", "「出ていけ」と|言われても"),
        ("ja", "市民公園管理委員会からのお知らせ", "市民|公園|管理|委員会からの|お知らせ"),
        ("ja", "2026年3月14日（土）午後2時から", "2026年|3月14日|（土）|午後2時から"),
        ("ja", "メールはinfo@park.exampleへ", "メールは|info@park.exampleへ"),
        ("zh", "我们的公园，不要停车场！", "我们的|公园，|不要|停车场！"),
        ("zh", "公园属于所有人", "公园|属于|所有|人"),
        ("zh-Hant", "公園屬於所有人", "公園|屬於|所有|人"),
        ("zh", "3月14日星期六下午2点", "3月14日|星期六|下午2点"),
        ("zh", "“我们不走”——王老师", "“我们|不走”——|王|老师"),
        ("en", "Keep the path", "Keep |the |path"),
        ("ko", "공원을 지키자", "공원을 |지키자"),
    ],
)
def test_text_is_parted_where_a_line_may_end(lang, text, pieces):
    assert segments(text, lang) == tuple(pieces.split("|"))


CJK = st.text(
    st.sampled_from("公園を守る会のはがアイスー。、「」（）！？ab12 々ゃっ……——“”"), max_size=20
)


@settings(max_examples=400, deadline=None)
@given(CJK, st.sampled_from(["ja", "zh", "zh-Hant", "en"]))
def test_pieces_are_the_text_and_begin_and_end_as_lines_may(text, lang):
    found = segments(text, lang)
    assert "".join(found) == text and all(found)
    if lang != "en":
        assert not any(piece[0] in "。、」）！？ーゃっ々”" for piece in found[1:])
        assert not any(piece[-1] in "「（“" for piece in found[:-1])
        assert not any(
            re.search(r"[a-z0-9]$", one) and re.match(r"[a-z0-9]", other)
            for one, other in pairwise(found)
        )


# --- Scripts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", scripts())
def test_measures_of_a_script_are_in_order(code):
    known = script(code)
    for measure in (known.leading, known.characters):
        assert measure.least <= measure.good <= measure.most
    assert known.least_size >= 8.8 and known.letters and known.package
    assert all(file.startswith("/usr/share/fonts/") for file in known.files)


@pytest.mark.parametrize(
    ("sign", "lang", "code"),
    [("a", "", "Latn"), ("क", "en", "Deva"), ("字", "en", "Hans"), ("字", "ja", "Jpan"),
     ("字", "zh-TW", "Hant"), ("あ", "en", "Jpan"), ("한", "en", "Kore"), ("ก", "en", "Thai"),
     ("😀", "en", "Zsye"), ("☭", "en", "Zsym")],
)  # fmt: skip
def test_script_of_a_character_is_told(sign, lang, code):
    assert script_of(sign, lang=lang).code == code


def test_sign_of_no_known_script_has_none():
    assert script_of("𒀀") is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [("请保留我们的公园，不要停车场", "zh"), ("請保留我們的公園，不要停車場", "zh-Hant")],
)
def test_chinese_is_told_by_the_signs_of_each_kind(text, tag):
    assert detect_language(text, otherwise="en") == tag
