"""Whatever is pasted: nothing of it is lost, and nothing but words of ours is raised."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pamphlet.errors import PamphletError
from pamphlet.language import language
from pamphlet.model import Statement, texts
from pamphlet.preflight.words import letters
from pamphlet.reading import read_statement

# No address among them: one that stands twice in a text is kept once.
WORDS = st.sampled_from(
    "the of Assembly union path stays water Freitag Wir fordern Kontakt: Photo: Imprint: by Rue "
    "appel nous demandons 14 2027 3. März May March Saturday 19:00 p.m. at in school hall — - * "
    "** # > : ! ? . … « » \" ' ( ) [ ] V.i.S.d.P.: Keep it open! ¡Ven! ñ e. V. Nr. 1) a) I. ::: "
    "--- === _x_ `code` <b> & \\ | ~ 5% €3 §7 الحديقة اجتماع يوم السبت الساعة 7 مساء".split()
)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    st.lists(LINES, min_size=2, max_size=5).map("\n".join),
    LINES.map(lambda line: f"**{line}**"),
    st.lists(LINES, min_size=2, max_size=4).map(lambda found: "\n".join(f"- {x}" for x in found)),
    st.lists(LINES, min_size=2, max_size=4).map(
        lambda found: "\n".join(f"{n}. {x}" for n, x in enumerate(found, 1))
    ),
    st.sampled_from(
        [
            "Kassel, den 9. Mai 2025",
            "Photo by Marta Lindqvist",
            "Press release",
            "Come to the meeting: Saturday, 13 February, 2 p.m., Mill gate.",
            "Contact: us@path.example, 0555 0143",
            "www.path.example",
            "https://walk.example/a?b=1",
            "Telephone 0555 0199",
            "V.i.S.d.P.: A. Becker, Gasse 1, 34121 Kassel",
            "We demand:",
            "When: Saturday, 13 February 2027, 2 p.m.\nWhere: Mill gate\nTickets: none",
            "Saturday, 20 February, and at 3 p.m. or so, in the hall, and bring tea",
            "So we walk:\n\nFriday, 19 February 2027\nBegins: 11 a.m., square",
            "Dear neighbours,\nthe gate is shut.",
            "Best wishes,\nJoan Pellow\nReaders' Circle\n0555 0184",
            "Ramblers' Society • Mill Lane 3 • 00143 Ferrowby",
            "Workers' Bulletin No. 14",
            "To all tenants of Mill Lane",
            "Facebook: The Path | walk.example | Instagram @path",
            "Phone 0555 0122 (Mon–Fri, 10–4)",
            "Vicar: Ruth Adeyemi (retired), 0555 0163",
            'The choir presents\n\n"A Winter Evening"',
            "Ferrowby, 8 March 2027.- The gate was shut by a man in a coat.",
            "-----",
            "NINE WEEKS ARE ENOUGH",
        ]
    ),
)
# What is said twice alike, a contact above and below, is kept once.
PASTED = st.lists(BLOCKS, min_size=1, max_size=9, unique=True).map("\n\n".join)

FREELY = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def said(statement: Statement) -> str:
    """Return every letter that a statement holds, fields and body."""
    call, contact = statement.call_to_action, statement.contact
    when = (statement.date, call.when if call else None)
    parts = [
        statement.title, statement.kicker, statement.subtitle, statement.issuer,
        statement.byline, statement.place, statement.credit, *statement.slogans,
        *(each.text for each in when if each),
        *((call.what, call.time, call.place, call.more) if call else ()),
        # The usual label is the program's own word, and printed by it.
        contact.label or language(statement.lang).labels["contact"],
        contact.name, contact.address, contact.web, contact.email,
        contact.phone, contact.note, *statement.imprint.lines,
        *(text for text, _ in texts(statement.body)),
        *(run.link or "" for run in runs_in(statement)),
    ]  # fmt: skip
    return " ".join(parts)


def runs_in(statement: Statement):
    def within(blocks):
        for block in blocks:
            yield from getattr(block, "runs", ())
            yield from within(getattr(block, "blocks", ()))
            for item in getattr(block, "items", ()):
                yield from within(item)

    return within(statement.body)


# Marks of lists, which are counted anew; the letters of a) b) c) stay in the text.
_MARKS = re.compile(r"^[\s>*_#-]*\(?(?:\d{1,2}|[a-z])[.)]+(?=\s|$)", re.MULTILINE)


def words(text: str) -> Counter:
    """Return the words and figures of a text, however setting may write them."""
    return Counter(found for word in re.findall(r"[^\W_]+", text) if (found := letters(word)))


def lost(text: str, statement: Statement) -> Counter:
    """Return the words of a text that its statement has not, marks of lists aside."""
    while (plain := _MARKS.sub("", text)) != text:
        text = plain
    return words(text) - words(said(statement))


@FREELY
@given(PASTED)
@example("Freitag\n\n- a\n- b")
@example("The path\n\nThe text of the path.\n\nContact: us@path.example, 0555 0143")
def test_no_word_of_a_pasted_text_is_lost(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "pasted.txt"
    path.write_text(text, "utf-8")
    try:
        statement = read_statement(path)
    except PamphletError as problem:
        assert "no title" in str(problem) or "no text" in str(problem) or "empty" in str(problem)
        return
    assert not lost(text, statement), (lost(text, statement), text)


@FREELY
@given(PASTED)
def test_no_word_of_a_written_text_is_lost(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "written.md"
    path.write_text(f"---\ntitle: T\nlang: en\n---\n{text}\n", "utf-8")
    try:
        statement = read_statement(path)
    except PamphletError:
        return
    assert not lost(text, statement), (lost(text, statement), text)


@FREELY
@given(st.text(max_size=400))
def test_any_text_at_all_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    try:
        path.write_text(text, "utf-8")
    except UnicodeEncodeError:
        return
    try:
        first = read_statement(path)
    except PamphletError:
        return
    assert read_statement(path) == first


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_read_or_refused(raw):
    from pamphlet.reading.source import decode

    try:
        decode(raw, Path("any.txt"))
    except PamphletError as problem:
        assert str(problem).startswith("any.txt")


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "text",
    [
        "Title\n\n" + "word " * 200_000,
        "Title\n\n" + "A short line of text.\n" * 30_000,
        "Title\n\n" + "- item\n" * 20_000,
        "Title\n\n" + "*" * 20_000,
        "Title\n\n" + "[" * 5_000,
        "Title\n\n" + "> " * 5_000 + "deep",
        "Title\n\n" + "1. 2. 3. 4. 5. 6. 7. 8. 9. " * 3_000,
        "Title\n\n" + "Saturday, 13 February 2027, 2 p.m. " * 3_000,
    ],
    ids=["words", "rows", "items", "stars", "brackets", "quotes", "numbers", "days"],
)
def test_long_texts_end(tmp_path, text, suffix):
    path = tmp_path / f"long{suffix}"
    path.write_text(text, "utf-8")
    try:
        assert read_statement(path).title
    except PamphletError as problem:
        assert str(problem)
