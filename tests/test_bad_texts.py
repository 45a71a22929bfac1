"""Texts that nobody should write and somebody will: a good page or a clear refusal."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pamphlet.pdf.text import shown_texts, tagged_texts

SENTENCES = (
    "For ninety years people have walked from the mill to the station. In autumn somebody put "
    "up a fence, and nobody had been asked. The way round it takes twenty minutes."
)
BODY = "\n\n".join([SENTENCES] * 3)
LETTERS = "a" * 200
ADDRESS = (
    "https://www.northern-estates-assembly.example/documents/2027/heating/reports/final_version"
    "_of_the_long_report_about_the_boiler_house.html?id=12345678901234567890&lang=en"
)
COMPOUND = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschafts"
    "vorsitzendenwitwenrente"
)
ENDLESS = " ".join((SENTENCES.split() * 200)[:5000])


def written(body: str, title: str = "A path by the water", lang: str = "en", more: str = "") -> str:
    return f'---\ntitle: "{title}"\nlang: {lang}\n{more}---\n{body}\n'


def made(pamphlet, text: str | bytes, layout: str, name: str = "text.md") -> tuple[int, str]:
    """Build a text; return the exit code and all that was said."""
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    code, out, err = pamphlet("build", name, "--layout", layout, "--as", "screen", "--out", "out")
    return code, out + err


def check_pages() -> None:
    """See that nothing on the pages is too small to be read."""
    (path,) = Path("out").glob("*/*.pdf")
    with pikepdf.open(path) as pdf:
        assert min(shown.size for shown in shown_texts(pdf)) > 5.9


def is_refused(code: int, said: str) -> bool:
    """Tell whether nothing was made, and whether it was said as it should be."""
    assert "Traceback" not in said and "a fault of the program" not in said
    assert not list(Path().glob("out/*/*"))
    return code in (1, 2)


# --- built --------------------------------------------------------------------------------------

IN_BODY = {
    "body": "{0}\n\nHere is {1} in the text.\n\n{0}",
    "list": "{0}\n\n- one\n- {1}\n- see {1} there\n\n{0}",
    "box": "{0}\n\n::: box What {1}\nIn the box {1} stands.\n:::\n\n{0}",
    "code": "{0}\n\n```\nx = {1}\n    indented\n```\n\n{0}",
    "nested": "{0}\n\n> > - {1}\n\n{0}",
}

BUILT = {
    "one line": ("We keep the gate open.", "handbill"),
    "one line in a booklet": ("We keep the gate open.", "booklet"),
    "marks that hide": (
        "Soft\u00adly zero\u200bwidth, joi\u200dner, non\u200cjoiner, word\u2060joiner, \ufeffmark, "
        "no\u00a0break, narrow\u202fspace.\n\n" + BODY,
        "handbill",
    ),
    "marks that combine": ("Cafe\u0301 nai\u0308ve a\u0302\u0303 x\u0304\u0323 Z\u0351\u036b\n\n" + BODY, "trifold"),
    "ligatures": ("\ufb01ne o\ufb03ce \ufb02y \ufb06 ĳ ŉ ǆ ½ № ™ ² Ω\n\n" + BODY, "handbill"),
    "lines and overrides": ("One\u2028two\u2029three \u202etold\u202c and done.\n\n" + BODY, "handbill"),
    "a long list": (BODY + "\n" + "\n".join(f"- Item {n}" for n in range(300)), "booklet"),
    "lists six deep": (
        BODY + "\n\n" + "\n".join("  " * n + f"- level {n} has words and more words" for n in range(7)),
        "trifold",
    ),
    "quotes six deep": (BODY + "\n\n" + "> " * 6 + "deep words\n\n" + SENTENCES, "handbill"),
    "only capitals": (BODY.upper(), "trifold"),
    "only numbers": (" ".join(str(n * 7919 % 100_003) for n in range(150)), "handbill"),
    "a paragraph of 5,000 words": (ENDLESS, "booklet"),
    "200 headings": ("\n\n".join(f"## Heading {n}" for n in range(200)), "booklet"),
    "a box of two pages": (f"{SENTENCES}\n\n::: box Long\n{' '.join([SENTENCES] * 16)}\n:::\n\n{BODY}", "booklet"),
}  # fmt: skip


@pytest.mark.parametrize("name", BUILT)
def test_odd_text_is_set_whole(pamphlet, project, name):
    body, layout = BUILT[name]
    code, said = made(pamphlet, written(body), layout)
    assert code == 0, said
    check_pages()


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
@pytest.mark.parametrize("place", IN_BODY)
@pytest.mark.parametrize(
    ("word", "lang"), [(LETTERS, "en"), (ADDRESS, "en"), (COMPOUND, "de")], ids=["a", "url", "de"]
)
def test_word_longer_than_the_line_is_parted(pamphlet, project, layout, place, word, lang):
    if (layout, word) == ("handbill", ADDRESS) or (layout, word) == ("booklet", COMPOUND):
        pytest.skip("as in the other layouts")
    text = written(IN_BODY[place].format(SENTENCES, word), lang=lang)
    code, said = made(pamphlet, text, layout)
    assert code == 0, said
    check_pages()


@pytest.mark.parametrize("word", [ADDRESS, COMPOUND], ids=["url", "de"])
@pytest.mark.parametrize(
    ("body", "title", "more"),
    [
        (f"{SENTENCES}\n\n## {{0}}\n\n{BODY}", "A path", ""),
        (f"{BODY}\n\n::: pull-quote\nWe said {{0}} to them\n:::\n\n{BODY}", "A path", ""),
        (BODY, "A path", 'slogans: ["{0}"]\n'),
        (BODY, "{0}", ""),
    ],
    ids=["heading", "quote", "slogan", "title"],
)
def test_long_word_of_a_headline_is_parted(pamphlet, project, word, body, title, more):
    lang = "de" if word == COMPOUND else "en"
    text = written(body.format(word), title.format(word), lang, more.format(word))
    code, said = made(pamphlet, text, "trifold" if lang == "de" else "handbill")
    assert code == 0, said
    check_pages()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("العبّارة Mill Path في الخدمة منذ 1962، انظروا https://mill.example/a?b=1 و 50% غدًا.", "ar"),
        ("We say שלום עולם to 12 people at https://mill.example/?q=שלום and (مرحبا 2027) again.", "en"),
        ("המעבורת של IG Metall נשארת, 3.5.2027, ‎+49 30 1234.", "he"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
def test_directions_mixed_in_a_sentence_lose_nothing(pamphlet, project, text, lang, layout):
    statement = written(f"{text}\n\n" * 3, title=text[:16], lang=lang)
    assert made(pamphlet, statement, layout)[0] == 0


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
def test_title_of_300_characters_is_set(pamphlet, project, layout):
    title = ("The footpath must be opened again, as children have no other safe way, " * 5)[:300]
    assert made(pamphlet, written(BODY, title.strip()), layout)[0] == 0
    check_pages()


@pytest.mark.parametrize("lang", ["sw", "xx"])
def test_language_without_rules_is_set_plainly_and_that_is_said(pamphlet, project, lang):
    code, said = made(
        pamphlet, written("Watu wamekuwa wakitembea.\n\n" + BODY, lang=lang), "handbill"
    )
    assert code == 0
    assert f"nothing is known of the language '{lang}': labels are in English" in said


@pytest.mark.parametrize(
    "raw",
    [
        written("Äpfel und Öl.\n\n" + BODY, "Größe", "de").replace("\n", "\r\n").encode(),
        written("Äpfel und Öl.\n\n" + BODY, "Größe", "de").replace("\n", "\r").encode(),
        written("Äpfel und Öl.\n\n" + BODY, "Größe", "de").encode("utf-16"),
        written("Äpfel und Öl.\n\n" + BODY, "Größe", "de").encode("utf-8-sig"),
    ],
    ids=["CRLF", "CR", "UTF-16", "UTF-8 with a mark"],
)
def test_file_of_another_system_is_read(pamphlet, project, raw):
    assert made(pamphlet, raw, "handbill")[0] == 0


# --- refused ------------------------------------------------------------------------------------

UTF8 = "save the file again as UTF-8"
WORD = "the word 'aaaaaaaaaaaaaaaaaaaaaaaa…' of a headline has 200 characters in a row"

REFUSED = {
    "empty": ("text.md", "", "text.md: this statement is empty"),
    "spaces": ("text.txt", "  \n \t\n\u00a0\u200b ", "text.txt: this statement is empty"),
    "mark alone": ("text.txt", "\ufeff", "text.txt: this statement is empty"),
    "one line pasted": ("text.txt", "We keep it.\n", "text.txt: this statement has a title and no text"),
    "numbers pasted": ("text.txt", "12 34 56 78 " * 30, "text.txt:1: this statement has no title"),
    "control": ("text.md", written("Bell \x07 rings."), "text.md:5: this is not plain text: it holds the control character U+0007"),
    "Latin-1": ("text.md", written("Öl").encode("latin-1"), "text.md:5: this is not UTF-8 text"),
    "UTF-16 unsaid": ("text.txt", "Größe zählt\n\nÖl".encode("utf-16-le"), "text.txt:1: this is not plain text"),
    "binary": ("text.md", bytes(range(256)) * 9, "text.md:2: this is not plain text"),
    "language": ("text.md", written(BODY, lang="english"), "text.md:3: 'lang': 'english' is not a language"),
    "emoji": ("text.md", written("Yes\n\n😀\n\n" + BODY), "text.md:7: no font has the character '😀' (U+1F600)"),
    "emoji alone": ("text.md", written(BODY, title="😀🎉"), "text.md:2: no font has the character '😀' (U+1F600)"),
    "private letter": ("text.md", written("A \ue000 letter"), r"text.md:5: no font has the character '\ue000' (U+E000)"),
    "twenty lists": ("text.md", written("\n".join("  " * n + "- x y" for n in range(24))), "this is nested too deeply"),
    "HTML": ("text.md", written("<div class='x'><b>Bold</b></div>"), "text.md:5: this is HTML, which is not read: '<div class"),
    "HTML within": ("text.md", written("We are\n\nso <b>bold</b> 3 < 4"), "text.md:7: this is HTML, which is not read: '<b>'"),
    "comment": ("text.md", written("We are <!-- not\nsure --> here."), "text.md:5: this is HTML"),
    "no picture": ("text.md", written("Yes\n\n![A gate](nowhere.jpg)"), "text.md:7: there is no picture 'nowhere.jpg'"),
    "word as title": ("text.md", written(BODY, title=LETTERS), f"text.md:2: {WORD}"),
    "word as slogan": ("text.md", written(BODY, more=f"slogans: [{LETTERS}]\n"), f"text.md:4: {WORD}"),
    "word as heading": ("text.md", written(f"Yes\n\n## {LETTERS}\n\n{BODY}"), f"text.md:7: {WORD}"),
    "word as quote": ("text.md", written(f"{SENTENCES}\n\n::: pull-quote\nA {LETTERS}\n:::\n\n{BODY}"), f"text.md:8: {WORD[:54]}"),
    "title of a page": ("text.md", written(BODY, title=SENTENCES * 3), "text.md:2: a title of 498 characters is too long"),
    "quote of a page": ("text.md", written(BODY, more=f'pull_quotes: ["{SENTENCES * 5}"]\n'), "text.md:4: a pull quote of 830 characters is too long"),
    "heading of a page": ("text.md", written(f"Yes\n\n# {SENTENCES * 3}\n\n{BODY}"), "text.md:7: a heading of 498 characters is too long"),
    "slogan of a page": ("text.md", written(f"Yes\n\n::: slogan\n{SENTENCES * 3}\n:::\n"), "text.md:8: a slogan of 498 characters is too long"),
    "3,000 headings": ("text.md", written("\n\n".join(["## Heading"] * 3000)), "text.md: 3000 words do not fit 'handbill' even at its smallest size (9 pt)"),
    "5,000 words": ("text.md", written(ENDLESS), "text.md: 5000 words do not fit 'handbill'"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_set_is_refused_with_its_place(pamphlet, project, name):
    file, text, complaint = REFUSED[name]
    code, said = made(pamphlet, text, "handbill", file)
    assert is_refused(code, said) and complaint in said, said
    # A way to mend it follows on a line of its own.
    assert len(said.strip().splitlines()) > 2


@pytest.mark.parametrize("layout", ["handbill", "trifold"])
def test_text_of_20_000_words_is_refused_with_what_could_go(pamphlet, project, layout):
    words = (SENTENCES.split() * 700)[:20_000]
    body = "\n\n".join(" ".join(words[at : at + 70]) for at in range(0, 20_000, 70))
    code, said = made(pamphlet, written(body), layout)
    assert code == 1 and is_refused(code, said)
    assert f"text.md: 20000 words do not fit '{layout}' even at its smallest size" in said
    assert "cut 18" in said and "what would be missed least is, for example, lines" in said


# --- tables and pictures ------------------------------------------------------------------------


def text_of_pages() -> str:
    (path,) = Path("out").glob("*/*.pdf")
    with pikepdf.open(path) as pdf:
        return " ".join(" ".join(shown.text.split()) for shown in tagged_texts(pdf))


def test_table_becomes_lines(pamphlet, project):
    table = "| Day | Place | Price |\n|---|:--|--:|\n| Monday | Hall | 3.50 |\n| Tuesday | | 4 |"
    assert made(pamphlet, written(f"{SENTENCES}\n\n{table}\n\n{SENTENCES}"), "handbill")[0] == 0
    said = text_of_pages()
    assert "Day · Place · Price Monday · Hall · 3.50 Tuesday · – · 4 For ninety" in said
    assert "|" not in said and "--" not in said


def test_table_of_tabs_becomes_lines(pamphlet, project):
    text = f"What it costs\n\nMonday\tHall\t3.50\nTuesday\tSchool gate\t4.00\n\n{SENTENCES}\n"
    assert made(pamphlet, text, "handbill", "text.txt")[0] == 0
    assert "Monday · Hall · 3.50 Tuesday · School gate · 4.00" in text_of_pages()


def test_bars_in_code_are_no_table(pamphlet, project):
    code = "```\na | b\n--|--\n1 | 2\n```"
    assert made(pamphlet, written(f"{SENTENCES}\n\n{code}"), "handbill")[0] == 0
    assert "a | b" in text_of_pages()


@pytest.mark.parametrize(
    ("size", "is_coarse"),
    [((1, 1), True), ((4000, 20), True), ((20, 4000), True), ((4000, 3000), False)],
)
def test_picture_with_too_few_pixels_is_told(pamphlet, project, size, is_coarse):
    Image.new("RGB", size, (90, 120, 150)).save("gate.png")
    text = written(f"{SENTENCES}\n\n![A gate](gate.png)\n\n{BODY}", more="image: gate.png\n")
    text = text.replace("image: gate.png", "image: {src: gate.png, alt: A gate}")
    code, said = made(pamphlet, text, "trifold")
    assert code == 0
    told = f"note: the picture 'gate.png' ({size[0]} × {size[1]} pixels) will be blurred"
    assert said.count(told) == is_coarse


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"])
def test_damaged_picture_is_refused(pamphlet, project, content):
    Path("gate.jpg").write_bytes(content)
    code, said = made(pamphlet, written("Yes\n\n![A gate](gate.jpg)"), "handbill")
    assert is_refused(code, said)
    assert "text.md:7: 'gate.jpg' is not a picture, or it is damaged" in said


def test_page_without_words_is_told(pamphlet, project):
    _, said = made(pamphlet, written(SENTENCES), "handbill")
    assert "note: page 2 has no words: slogans, a call to action or a contact would stand" in said
    _, said = made(pamphlet, written(SENTENCES, more="slogans: [Keep it open]\n"), "handbill")
    assert "has no words" not in said
