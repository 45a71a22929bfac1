"""Notes in Markdown: where they are written, where they are called, and what is wrong with them."""

from __future__ import annotations

import pytest

from pamphlet.errors import PamphletError
from pamphlet.model import Listing, Paragraph, Run, notes_in, plain
from pamphlet.reading import read_statement

HEAD = "---\ntitle: Nine weeks\nlang: en\n---\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a body that begins on line 5 of `text.md`."""

    def reader(body: str, head: str = HEAD):
        path = tmp_path / "text.md"
        path.write_text(head + body, "utf-8")
        return read_statement(path, base=tmp_path)

    return reader


def said(statement) -> list[tuple[str, int]]:
    return [(plain(note.text.runs), note.text.line) for note in notes_in(statement.body)]


def test_note_is_written_apart_or_where_it_is_called(read):
    found = read("Word[^a] and more^[Said *here*.] of it.\n\n[^a]: The source,\nand its page.\n")
    assert said(found) == [("The source, and its page.", 7), ("Said here.", 5)]
    (paragraph,) = found.body
    assert [(run.text, run.is_call) for run in paragraph.runs] == [
        ("Word", False), ("", True), (" and more", False), ("", True), (" of it.", False),
    ]  # fmt: skip
    assert plain(paragraph.runs) == "Word and more of it."


def test_note_keeps_its_styles_and_links(read):
    (note,) = notes_in(read("Word[^a].\n\n[^a]: See [the map](https://a.example), *twice*.").body)
    assert note.text.runs == (
        Run("See "), Run("the map", link="https://a.example"), Run(", "),
        Run("twice", italic=True), Run("."),
    )  # fmt: skip


def test_no_space_parts_a_call_from_its_word(read):
    found = read("One [^a] two\n[^b] three.\n\n[^a]: A.\n[^b]: B.\n")
    assert plain(found.body[0].runs) == "One two three."


def test_note_may_begin_with_a_day(read):
    found = read("Wort[^1] und Wort[^2].\n\n[^1]: 18. Januar, Protokoll.\n[^2]: 3) so gezählt.\n")
    assert [text for text, _ in said(found)] == ["18. Januar, Protokoll.", "3) so gezählt."]


def test_notes_are_called_in_lists_quotations_and_boxes(read):
    found = read("- One[^a]\n\n> Two[^b]\n\n::: box Three\nFour^[D]\n:::\n\n[^a]: A\n[^b]: B\n")
    assert [text for text, _ in said(found)] == ["A", "B", "D"]
    assert isinstance(found.body[0], Listing)


def test_brackets_in_code_and_behind_a_backslash_call_nothing(read):
    (block,) = read("The class `[^a]` and \\[^b] stay.\n").body
    assert plain(block.runs) == "The class [^a] and [^b] stay."


def test_text_without_front_matter_keeps_its_notes(read):
    body = "# A fence\n\nIn autumn somebody put up a fence.[^1] Nobody had been asked, not one.\n\n"
    found = read(f"{body}The way round it is long, and crosses the road twice.\n\n[^1]: Seen.", "")
    assert found.title == "A fence" and said(found) == [("Seen.", 7)]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (
            "One.\nTwo[^x] and more.\n",
            "text.md:6: there is no note [^x]\n  write it on a line of its own: '[^x]: …'",
        ),
        (
            "One.\n\n[^x]: Never.\n",
            "text.md:7: the note [^x] is never called\n"
            "  write '[^x]' behind the word that it belongs to",
        ),
        (
            "One[^x] and^[in\nthis [^x]] more.\n\n[^x]: A.\n",
            "text.md:5: a note cannot call a note\n  say it in one note, or call both in the text",
        ),
        (
            "One[^x].\n\n[^x]: A^[b].\n",
            "text.md:7: a note cannot call a note\n  say it in one note, or call both in the text",
        ),
        (
            "One[^x].\n\n[^x]: A.\n[^x]: B.\n",
            "text.md:8: there are two notes [^x]\n"
            "  the first stands on line 7: call one of them by another name",
        ),
        (
            "One[^x].\n\n[^x]:\n",
            "text.md:7: the note [^x] has no text\n  write what it says behind '[^x]:'",
        ),
        (
            "One^[ ].\n",
            "text.md:5: this note has no text\n  write it between '^[' and ']'",
        ),
        (
            "One[^x].\n\n[^x]: A.\n\n    B.\n",
            "text.md:7: the note [^x] is more than a paragraph\n"
            "  keep it to one, without lists and quotations",
        ),
        (
            "One[^x].\n\n[^x]: A ![b](c.png).\n",
            "text.md:7: a note cannot hold a picture\n  place it in the text",
        ),
        (
            "[^x] One.\n\n[^x]: A.\n",
            "text.md:5: this note is called before any word\n"
            "  write its call behind the word that it belongs to",
        ),
        (
            "## One[^x]\n\nTwo.\n\n[^x]: A.\n",
            "text.md:5: a heading cannot call a note\n  call it in the text below",
        ),
        (
            "One.\n\n::: slogan\nTwo[^x]\n:::\n\n[^x]: A.\n",
            "text.md:7: a '::: slogan' cannot call a note\n"
            "  call it in the text that it is taken from",
        ),
    ],
)
def test_what_is_wrong_with_a_note_is_said(read, body, complaint):
    with pytest.raises(PamphletError) as caught:
        read(body)
    assert str(caught.value) == complaint


def test_lines_are_counted_past_a_note_in_the_text(read):
    with pytest.raises(PamphletError) as caught:
        read("One^[that runs\nover lines] and two[^x].\n")
    assert str(caught.value).startswith("text.md:6: there is no note [^x]")


def test_note_of_a_line_that_is_lifted_out_of_the_text_is_not_lost_in_silence(read):
    body = "# A fence\n\nIn autumn somebody put up a fence, and nobody had been asked, not one.\n\n"
    with pytest.raises(PamphletError) as caught:
        read(f"{body}Keep it open![^1]\n\n[^1]: A source.\n", "")
    assert str(caught.value) == (
        "text.md:7: this note is called in a line that is no part of the text\n"
        "  call it in a paragraph, or say what is what in front matter"
    )


def test_paragraph_of_plain_text_calls_nothing(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("A fence\n\nIn autumn[^1] somebody put up a fence across the path.\n", "utf-8")
    body = read_statement(path).body
    assert any("[^1]" in plain(one.runs) for one in body if isinstance(one, Paragraph))
