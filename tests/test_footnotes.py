"""Notes at the feet of pages: numbered, planned, set where they are called, and not lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet import render
from pamphlet.build import Surroundings, Wishes, build_edition
from pamphlet.compose import compose
from pamphlet.errors import Location
from pamphlet.layout import find_layout
from pamphlet.model import Composition, Paragraph, notes_in, plain, texts
from pamphlet.pdf.text import marks_in_notes, page_texts
from pamphlet.preflight.measures import measure
from pamphlet.preflight.words import lost_words
from pamphlet.press.screen import screen_form
from pamphlet.project import Edition
from pamphlet.reading import read_statement
from pamphlet.render.facts import NOTE_TAG
from pamphlet.setting.pagination import Row, filled_pages, note_room, paginate, paragraph_rows

LAYOUTS = ("handbill", "trifold", "booklet")
HELD = (
    "text lost", "off the grid", "column feet", "fill of the last page", "smallest type",
    "text from trim", "text from fold", "families a page",
)  # fmt: skip
CALL, RULE = f"{NOTE_TAG}::footnote-call", f"{NOTE_TAG}::before"

HEAD = """\
---
title: Plant the gaps
lang: {lang}
slogans: [{slogan}]
contact: {{web: treecount.example}}
---
"""
ENGLISH = """\
In October thirty-four of us walked every pavement with a street plan and a pencil.[^how] It took
three weekends. We counted the openings in the paving that were made for trees.

There are 1,240. In 1,054 of them a tree is alive. The other **186[^kinds]** *stand* empty, and in
ninety-seven there is bare earth or a stump. Another fifty-eight have been covered with asphalt.

- Half of all the gaps are in nine streets.[^how]
- In those nine streets few houses have a garden.

> Felling is an order that is carried out^[So the forester told us.]; replanting is a wish.

From the council’s own records we know how this came about.[^records] In the past five years 163
street trees were felled, nearly all for good reason: disease, storm damage, cars. In the same
time seventy-one were planted. That is a loss of ninety-two trees, and nobody decided on it.

::: box What it costs
A street tree costs £420, the watering of three summers included.[^costs]
:::

On 18 July last year, at three in the afternoon, we laid a thermometer on the pavement in two
places. In the sun it showed forty-seven degrees. Eighty metres away, under one of the remaining
limes, it showed thirty-one. A tree that is planted today gives shade in thirty years.

[^how]: Two people a street, each with a list of their own; where the lists differed, a third
    went again.
[^kinds]: The nine kinds are named in the appendix of the count, which lies in the Reading Room.
[^records]: Register of works on highway trees, 2022 to 2026, seen on 4 November.
[^costs]: Mean of the tenders of 2025 and 2026.
"""
ARABIC = """\
من مرسى العبّارة في فيلمير يمكنك أن تقرأ الوقت على ساعة المدرسة في دورو.[^ا] تحتاج العبّارة إلى أربع
دقائق لتصل إلى هناك. أمّا الطريق البرّي الذي يمرّ بجسر هارن فطوله {n} كيلومترًا[^ب].

ثمن المحرّك الجديد يُدفع مرّة واحدة. أمّا الحافلة المدرسية التي ستحلّ محلّ العبّارة فتكلّف أكثر كل سنة!
^[محضر جلسة المجلس.] وبعد عشرين شهرًا ينقلب التوفير خسارة.

[^ا]: ساعة المدرسة تتأخر دقيقة واحدة؛ ومن أراد الدقة فلينظر إلى ساعة الكنيسة التي فوق السوق القديمة.
[^ب]: من جدول المواعيد.
"""


@pytest.fixture
def write(tmp_path):
    def writer(body: str, lang: str = "en", slogan: str = "Plant the gaps"):
        path = tmp_path / "it.md"
        path.write_text(HEAD.format(lang=lang, slogan=slogan) + body, "utf-8")
        return path

    return writer


def composed(path, layout: str = "handbill") -> Composition:
    found = find_layout(layout, (ROOT / "layouts",))
    return compose((read_statement(path),), found, name="it")


class Watched:
    """The engine, with the last document that it laid out, and how often it was asked."""

    def __init__(self) -> None:
        self.count, self.document = 0, None

    def __call__(self, html: str, **options):
        laid = render.lay_out(html, **options)
        if "probe" not in html.split(">", 2)[1]:
            self.count, self.document = self.count + 1, laid._document
        return laid

    def boxes(self, page: int, kind: str, tag: str = "") -> list:
        """Return the boxes of a page that are of a kind, and of an element."""
        return [
            box
            for box in self.document.pages[page]._page_box.descendants()
            if type(box).__name__ == kind and tag in ("", box.element_tag)
        ]

    def calls(self, page: int) -> list[str]:
        return [_figure(box) for box in self.boxes(page, "InlineBox", CALL)]

    def notes(self, page: int) -> list:
        areas = self.boxes(page, "FootnoteAreaBox")
        return [box for area in areas for box in area.children if box.element_tag == NOTE_TAG]


def _figure(box) -> str:
    return box.element.get("data-call").strip("\u2060")


def built(path, layout: str, tmp_path) -> tuple[Watched, bytes]:
    engine = Watched()
    edition = Edition("it", (path,), layout, Location("asked"))
    wishes = Wishes(out=tmp_path / "out", forms=("screen",), contact=False)
    (file,) = build_edition(edition, Surroundings(), wishes, lay_out=engine).files
    return engine, file.read_bytes()


# --- Numbers ----------------------------------------------------------------------------------


def test_notes_are_numbered_from_one_in_the_order_of_their_calls(write):
    (piece,) = composed(write(ENGLISH)).pieces
    calls = [
        run.text
        for block in piece.body
        for run in (block.runs if isinstance(block, Paragraph) else ())
        if run.is_call
    ]
    assert calls == ["¹", "²", "⁴"]
    said = [plain(note.text.runs) for note in notes_in(piece.body)]
    assert [text[:2] for text in said] == ["¹\u00a0", "²\u00a0", "³\u00a0", "⁴\u00a0", "⁵\u00a0"]
    assert said[2] == "³\u00a0So the forester told us."


def test_note_called_again_keeps_its_figure_and_is_set_once(write):
    (piece,) = composed(write("One[^a] and two[^b] and three[^a].\n\n[^a]: A.\n[^b]: B.\n")).pieces
    (paragraph,) = piece.body
    assert plain(paragraph.runs) == "One¹ and two² and three¹."
    assert [run.note is not None for run in paragraph.runs if run.is_call] == [True, True, False]


def test_figures_of_two_notes_are_kept_apart(write):
    (piece,) = composed(write("One[^a][^b].\n\n[^a]: A.\n[^b]: B.\n")).pieces
    assert plain(piece.body[0].runs) == "One¹\u202f²."


@pytest.mark.parametrize(
    ("lang", "text", "figure"),
    [
        ("de", "Wort", "¹"), ("ru", "Слово", "¹"), ("he", "מילה", "¹"),
        ("ar", "كلمة", "1"), ("ar", "كلمة ٤٢", "١"), ("ar-EG", "كلمة", "١"), ("fa", "واژه", "۱"),
    ],
)  # fmt: skip
def test_figures_are_those_of_the_text_or_of_its_language(lang, text, figure, write):
    (piece,) = composed(write(f"{text}[^a].\n\n[^a]: {text}.\n", lang=lang)).pieces
    assert plain(piece.body[0].runs) == f"{text}{figure}."


def test_marks_of_prose_are_set_in_notes(write):
    (piece,) = composed(write('One[^a].\n\n[^a]: It said "no" -- twice...\n')).pieces
    assert [text for text, _ in texts(piece.body, notes=True)] == [
        "One¹.",
        "¹\u00a0It said “no” – twice…",
    ]


# --- The plan ---------------------------------------------------------------------------------


def test_page_gives_room_to_notes_and_their_rule():
    assert [note_room(lines) for lines in range(6)] == [0, 2, 3, 3, 4, 5]
    rows = [Row(1), Row(1, notes=2), *paragraph_rows(4)]
    assert paginate(rows, lambda page: 9) == (9,)
    assert paginate(rows, lambda page: 8) == (7, 2)  # two lines of the paragraph, and its rest


def test_row_goes_to_the_next_page_with_its_note():
    rows = [Row(1), Row(1), Row(1), Row(1, notes=3), Row(1)]
    assert paginate(rows, lambda page: 6) == (3, 5)
    assert paginate(rows, lambda page: 7) == (7, 1)


PARAGRAPHS = st.lists(
    st.tuples(st.integers(1, 9), st.integers(0, 2), st.dictionaries(st.integers(0, 8),
              st.integers(1, 5), max_size=2)),
    min_size=1, max_size=14,
)  # fmt: skip


def _with_notes(rows: list[Row], notes: dict[int, int]) -> list[Row]:
    return [replace(row, notes=notes.get(at, 0)) for at, row in enumerate(rows)]


@settings(deadline=None, max_examples=200)
@given(PARAGRAPHS, st.integers(24, 45))
def test_every_page_holds_its_rows_and_the_notes_called_in_them(paragraphs, room):
    rows = [
        row
        for lines, before, notes in paragraphs
        for row in _with_notes(paragraph_rows(lines, before=before), notes)
    ]
    pages = filled_pages(rows, lambda page: room)
    assert [page.start for page in pages[1:]] == [page.end for page in pages[:-1]]
    assert (pages[0].start, pages[-1].end) == (0, len(rows))
    for page in pages:
        own = rows[page.start : page.end]
        lines = sum(row.height + row.before for row in own) - own[0].before
        assert page.used == lines + note_room(sum(row.notes for row in own)) <= room
        assert page.end == len(rows) or rows[page.end].may_break


@settings(deadline=None, max_examples=100)
@given(PARAGRAPHS, st.integers(24, 45))
def test_notes_never_save_a_page(paragraphs, room):
    plain_ = [
        row for lines, before, _ in paragraphs for row in paragraph_rows(lines, before=before)
    ]
    noted = [
        row
        for lines, before, notes in paragraphs
        for row in _with_notes(paragraph_rows(lines, before=before), notes)
    ]
    assert len(paginate(plain_, lambda page: room)) <= len(paginate(noted, lambda page: room))


# --- Set --------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_notes_are_planned_and_laid_out_once(layout, write, tmp_path, caplog):
    with caplog.at_level("INFO", "pamphlet"):
        engine, _ = built(write(ENGLISH), layout, tmp_path)
    assert caplog.text == "" and engine.count == 1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_note_stands_on_the_page_of_its_call_beneath_one_rule(layout, lang, write, tmp_path):
    body = ENGLISH if lang == "en" else ARABIC.format(n="طويل")
    engine, _ = built(write(body, lang, "ازرعوا" if lang == "ar" else "Plant"), layout, tmp_path)
    found = Counter()
    for page in range(len(engine.document.pages)):
        notes, calls = engine.notes(page), engine.calls(page)
        assert [_figure(note) for note in notes] == calls
        assert len(engine.boxes(page, "BlockBox", RULE)) == bool(notes)
        found.update(calls)
    assert set(found.values()) == {1} and len(found) == (5 if lang == "en" else 3)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_notes_hang_from_the_foot_of_the_frame(layout, write, tmp_path):
    engine, _ = built(write(ENGLISH), layout, tmp_path)
    margins = find_layout(layout, (ROOT / "layouts",)).margins
    for number, page in enumerate(engine.document.pages):
        box, notes = page._page_box, engine.notes(number)
        if not notes:
            continue
        left, right = box.content_box_x(), box.content_box_x() + box.width
        assert all(left - 0.1 <= note.position_x for note in notes)
        assert all(note.position_x + note.width <= right + 0.1 for note in notes)
        frame = (page.height - margins.bottom * 96 / 25.4, page.height)
        end = notes[-1].position_y + notes[-1].margin_height()
        (area,) = engine.boxes(number, "FootnoteAreaBox")
        is_alone = area.children[-1] is notes[-1]
        assert end < frame[0] + 0.1 and (not is_alone or end > frame[0] - 1)


def test_call_is_as_large_as_the_text_and_moves_no_line(write, tmp_path):
    _, content = built(write(ENGLISH), "handbill", tmp_path)
    with pikepdf.open(BytesIO(content)) as pdf:
        notes = marks_in_notes(pdf)
        shown = [
            (text, (number, text.mark) in notes)
            for number, page in enumerate(pdf.pages)
            for text in page_texts(page, number)
        ]
    size = Counter(round(text.size, 2) for text, _ in shown).most_common(1)[0][0]
    calls = [text for text, is_note in shown if re.fullmatch("[¹²³⁴⁵]", text.text.strip())]
    assert len(calls) == 6
    assert {round(text.size, 2) for text in calls} == {size}
    assert {text.size >= 7 for text, is_note in shown if is_note} == {True}
    assert len({round(text.size, 2) for text, is_note in shown if is_note}) == 1


def test_raised_figure_of_another_script_is_small_and_opens_no_line(write, tmp_path):
    path = write(ARABIC.format(n="٣١"), "ar", "ازرعوا")
    engine, _ = built(path, "handbill", tmp_path)
    assert engine.calls(0) == ["١", "٢", "٣"]
    body, call = (engine.boxes(0, "InlineBox", tag) for tag in ("p", CALL))
    size = engine.boxes(0, "BlockBox", "p")[0].style["font_size"]
    assert not body and all(6 / 0.75 < one.style["font_size"] < 0.7 * size for one in call)
    # Lines with a call are as high as the others.
    lines = engine.boxes(0, "LineBox", "p")
    assert len({round(line.height, 2) for line in lines if line.style["font_size"] == size}) == 1


def test_call_never_begins_a_line(write, tmp_path):
    """After an exclamation mark the engine would break before a letter."""
    said = " ".join(f"كلمة{'و' * (n % 5)}![^{n}]" for n in range(1, 60))
    notes = "\n".join(f"[^{n}]: ن" for n in range(1, 60))
    engine, _ = built(write(f"{said}\n\n{notes}\n", "ar", "ازرعوا"), "booklet", tmp_path)
    lines = [
        line for page in range(len(engine.document.pages)) for line in engine.boxes(page, "LineBox")
    ]
    assert CALL not in [line.children[0].element_tag for line in lines if line.children]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_measure_holds_where_there_are_notes(layout, lang, write, tmp_path):
    body = (ENGLISH if lang == "en" else ARABIC.format(n="طويل")) + "\n"
    path = write(body, lang, "ازرعوا" if lang == "ar" else "Plant the gaps")
    _, content = built(path, layout, tmp_path)
    found = find_layout(layout, (ROOT / "layouts",))
    rows = measure(content, composed(path, layout), found, found.papers["a"])
    held = {row.name: row.holds for row in rows}
    for name in HELD:
        assert held[name], [row for row in rows if row.name == name]
    grid = next(row for row in rows if row.name == "off the grid")
    assert grid.figure <= 0.3


# --- Not lost ---------------------------------------------------------------------------------


def test_note_that_is_not_in_the_file_is_lost(write, tmp_path):
    path = write(ENGLISH)
    _, content = built(path, "handbill", tmp_path)
    other = tmp_path / "other.md"
    other.write_text(path.read_text("utf-8").replace("Mean of the tenders", "Mean of all tenders"))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert lost_words(pdf, composed(path), ("it.md",)) == []
        (lost,) = lost_words(pdf, composed(other), ("it.md",))
    assert (lost.what, lost.words, lost.source, lost.line) == ("note", "all", "it.md", 34)


def test_words_of_a_note_do_not_stand_for_those_of_the_text(write, tmp_path):
    path = write("A path of ninety years was shut[^a].\n\n[^a]: The bakery has lost its trade.\n")
    _, content = built(path, "handbill", tmp_path)
    other = tmp_path / "other.md"
    other.write_text(path.read_text("utf-8") + "\nThe bakery has lost its trade.\n", "utf-8")
    with pikepdf.open(BytesIO(content)) as pdf:
        (lost,) = lost_words(pdf, composed(other), ("it.md",))
    assert (lost.what, lost.words) == ("text", "The bakery has lost its trade.")


def test_notes_have_tags_and_names_of_their_own(write, tmp_path):
    _, content = built(write(ENGLISH), "booklet", tmp_path)
    with pikepdf.open(BytesIO(content)) as pdf:
        notes = [item for item in pdf.objects
                 if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Note"]  # fmt: skip
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [str(note.ID) for note in notes] == [f"note-{n:04}" for n in range(1, 6)]
        assert [str(name) for name in names[::2]] == [str(note.ID) for note in notes]


PARTED = """\
<html lang=en><head><title>T</title></head><body>
<h2 class=top>Heading</h2><p>One word<foot-note class=note>A note with its own par&#x2010;
ted word</foot-note> is circum&#x2010;</p><p class=next>stances, and ends.</p></body>
"""


def test_word_parted_over_notes_and_headings_stays_whole(tmp_path):
    """What is drawn between its parts, notes and a moved heading, is no part of it."""
    sheet = tmp_path / "print.css"
    sheet.write_text(
        ".note { float: footnote; footnote-display: block }"
        ".top { margin: 0; position: relative; top: 1pt }"
        ".note::footnote-marker { content: none } p { margin: 0; white-space: pre-line }"
        ".next { break-before: page }",
        "utf-8",
    )
    fonts = (ROOT / "fonts",)
    master = render.lay_out(
        PARTED,
        measures="@page { size: 90mm 60mm; margin: 8mm; @top-left { content: 'Running head' } } "
        "html { font: 9pt/12pt 'Source Serif 4'; hyphens: manual }",
        stylesheets=(sheet,),
        allowed=(tmp_path, *fonts),
        font_folders=fonts,
        base=tmp_path,
    ).write()
    screen = screen_form(master, rtl=False, creator="it", parts_words=True)
    with pikepdf.open(BytesIO(screen)) as pdf:
        said = " ".join(text.text for page in pdf.pages for text in page_texts(page))
    assert "circumstances" in said and "parted" in said
