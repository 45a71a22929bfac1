"""Statement(s) + Layout → `Composition`: what the template is given.

Everything is in its final words here: typographic marks, days written out in
the language of the edition, the program's own words, pull quotes in their
places. What comes out is frozen and knows nothing of HTML.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pamphlet.compose.choosing import ranked_quotes
from pamphlet.compose.places import place_choices, place_quotes
from pamphlet.language import Language, language
from pamphlet.language.typography import isolated, typographic, typographic_text
from pamphlet.language.written import write_day, write_figure
from pamphlet.layout import Layout
from pamphlet.model import (
    Block,
    Box,
    Call,
    CallToAction,
    Composition,
    Contact,
    ContactLine,
    Figure,
    Heading,
    Listing,
    Note,
    Paragraph,
    Piece,
    Publisher,
    PullQuote,
    Quotation,
    Run,
    Runs,
    Slogan,
    Statement,
    When,
    texts,
    with_runs,
)

# Between the figures of two notes that are called together: they are two numbers.
_BETWEEN_CALLS = "\u202f"

# Lines of a contact in the order in which people look for them.
_CONTACT_LINES = ("name", "address", "web", "email", "phone", "note")


def compose(
    statements: tuple[Statement, ...],
    layout: Layout,
    *,
    name: str,
    title: str = "",
    subtitle: str = "",
    lang: str | None = None,
    paper: str = "a",
    publisher: Publisher | None = None,
) -> Composition:
    """Return an edition's text in its final words.

    `lang` is the language of the program's own words; by default that of the
    first statement.
    """
    publisher = publisher or Publisher()
    known = language(lang or statements[0].lang)
    pieces = tuple(
        _piece(statement, number, paper, publisher, layout)
        for number, statement in enumerate(statements, 1)
    )
    first, shown = pieces[0], tuple(_shown(piece, layout) for piece in pieces)
    return Composition(
        name=name,
        title=typographic_text(title, known) if title else first.title,
        has_own_title=bool(title),
        subtitle=typographic_text(subtitle, known),
        lang=known.code,
        direction=known.direction,
        pieces=shown,
        labels=known.labels,
        publisher=publisher,
        author=publisher.name or first.issuer or first.byline,
        imprint=_publisher_imprint(publisher),
        contact=_contact_lines(_beside_imprint(publisher), known),
        left_out=_left_out(pieces, shown),
    )


def _piece(
    statement: Statement, number: int, paper: str, publisher: Publisher, layout: Layout
) -> Piece:
    known = language(statement.lang)

    def set_text(text: str) -> str:
        return typographic_text(text, known)

    # Whoever speaks for themselves is not asked at somebody else's address.
    speaks_for_project = not layout.gathers and statement.issuer in ("", publisher.name)
    contact = statement.contact or (
        _publisher_contact(publisher) if speaks_for_project else Contact()
    )
    image = statement.image
    return Piece(
        anchor=f"s{number}",
        lang=statement.lang,
        direction=known.direction,
        title=set_text(statement.title),
        kicker=set_text(statement.kicker),
        subtitle=set_text(statement.subtitle),
        issuer=set_text(statement.issuer),
        byline=set_text(statement.byline),
        dateline=_dateline(statement, paper),
        slogans=tuple(set_text(slogan) for slogan in statement.slogans),
        call=_call(statement.call_to_action, known, paper) if statement.call_to_action else None,
        contact_label=contact.label or known.labels["contact"],
        contact=_contact_lines(contact, known),
        qr=statement.qr,
        image=replace(image, credit=set_text(image.credit)) if image else None,
        credit=set_text(statement.credit),
        imprint=tuple(set_text(line) for line in statement.imprint.lines),
        **_body(statement, known),
        labels=known.labels,
    )


# What a layout may show of a piece: its attributes, and what each is where it is left out.
_PARTS: dict[str, dict[str, Any]] = {
    **{
        part: {part: ""}
        for part in ("title", "kicker", "subtitle", "issuer", "byline", "qr", "credit")
    },
    "date": {"dateline": ""},
    "slogans": {"slogans": ()},
    "call": {"call": None},
    "contact": {"contact": ()},
    "image": {"image": None},
    "imprint": {"imprint": ()},
    "text": {"body": ()},
}


def _shown(piece: Piece, layout: Layout) -> Piece:
    """Return what a layout shows of a piece; without a slogan the title stands in its place."""
    if not layout.shows:
        return piece
    gone: dict[str, Any] = {}
    for part, nothing in _PARTS.items():
        gone |= nothing if part not in layout.shows else {}
    if "slogans" in layout.shows and "title" in gone and not piece.slogans:
        gone["slogans"] = (piece.title,)
    return replace(piece, **gone)


def _left_out(pieces: tuple[Piece, ...], shown: tuple[Piece, ...]) -> tuple[tuple[str, int], ...]:
    """Return what is not on the pages, by name, each with its number of words."""
    counts: Counter[str] = Counter()
    for piece, kept in zip(pieces, shown, strict=True):
        said = {text for _, text in kept.fields}
        counts.update({"text": _words(texts(piece.body)) - _words(texts(kept.body))})
        for name, text in piece.fields:
            counts[name] += len(text.split()) * (text not in said)
    return tuple((name, count) for name, count in counts.items() if count)


def _words(found: Iterable[tuple[str, int]]) -> int:
    return sum(len(text.split()) for text, _ in found)


def _dateline(statement: Statement, paper: str) -> str:
    """Return place and day in one line: "Kassel, den 9. Mai 2025"."""
    body = " ".join(text for text, _ in texts(statement.body))
    day = _written(statement.date, statement.lang, paper, beside=body) if statement.date else ""
    return ", ".join(part for part in (statement.place, day) if part)


def _written(when: When, lang: str, paper: str, *, weekday: bool = False, beside: str = "") -> str:
    """Return a day in the author's words, or else in those of the language."""
    if when.text or when.day is None:
        return when.text
    return write_day(when.day, lang, paper=paper, weekday=weekday, beside=beside)


def _call(call: CallToAction, known: Language, paper: str) -> Call:
    day = ""
    if call.when:
        day = _written(call.when, known.code, paper, weekday=True, beside=call.time)
    return Call(
        what=typographic_text(call.what, known),
        day=day[:1].upper() + day[1:],
        time=typographic_text(call.time, known),
        place=typographic_text(call.place, known),
        more=typographic_text(call.more, known),
    )


def _publisher_contact(publisher: Publisher) -> Contact:
    return Contact(
        name=publisher.name,
        address=publisher.address,
        web=publisher.web,
        email=publisher.email,
        phone=publisher.phone,
    )


def _beside_imprint(publisher: Publisher) -> Contact:
    """Return what the imprint of a publisher does not say already."""
    return Contact(web=publisher.web, email=publisher.email, phone=publisher.phone)


def _publisher_imprint(publisher: Publisher) -> tuple[str, ...]:
    line = ", ".join(part for part in (publisher.name, publisher.address) if part)
    return (line,) if line else ()


def _contact_lines(contact: Contact, known: Language) -> tuple[ContactLine, ...]:
    def shown(kind: str, text: str) -> str:
        from_left = kind in ("web", "email", "phone")
        return isolated(text, known) if from_left else typographic_text(text, known)

    return tuple(
        ContactLine(kind, shown(kind, text), _href(kind, text))
        for kind in _CONTACT_LINES
        if (text := getattr(contact, kind))
    )


def _href(kind: str, text: str) -> str:
    if kind == "web":
        return text if "://" in text else f"https://{text}"
    if kind == "email":
        return f"mailto:{text}"
    if kind == "phone":
        return "tel:" + "".join(c for c in text if c.isdigit() or c == "+")
    return ""


# --- The body ---------------------------------------------------------------


def _body(statement: Statement, known: Language) -> dict[str, Any]:
    """Return the body of a piece with its pull quotes, and what could be quoted of it.

    Whatever the author marked wins: nothing is chosen beside it.
    """
    blocks = _typographic(statement.body, known)
    marked = [PullQuote((Run(typographic_text(q, known)),)) for q in statement.pull_quotes]
    wanted = statement.quotes_wanted
    if marked or wanted == 0 or any(isinstance(block, PullQuote) for block in blocks):
        return {"body": _numbered(place_quotes(blocks, tuple(marked)), known)}
    said = (statement.title, statement.subtitle, statement.kicker, *statement.slogans)
    choices = ranked_quotes(blocks, said, known)
    if wanted is None:
        return {"body": _numbered(blocks, known), "choices": choices, "may_quote": True}
    body, placed = place_choices(blocks, choices, wanted)
    choices = ranked_quotes(body, said, known)  # the same, by the blocks as they are now
    quoted = tuple(choice for choice in choices if choice.text in {one.text for one in placed})
    return {
        "body": _numbered(body, known),
        "choices": choices,
        "quoted": quoted,
        "may_quote": True,
    }


def _numbered(blocks: tuple[Block, ...], known: Language) -> tuple[Block, ...]:
    """Number the notes from 1; one that is called again keeps its figure, and is set once."""
    figures: dict[str, str] = {}
    beside = " ".join(text for text, _ in texts(blocks))

    def number(runs: Runs) -> Runs:
        found: list[Run] = []
        for run in runs:
            if run.note and found and found[-1].is_call:
                found.append(Run(_BETWEEN_CALLS))
            if run.note and run.note.label in figures:
                run = replace(run, text=figures[run.note.label], note=None)
            elif run.note:
                figure = write_figure(len(figures) + 1, known.code, beside=beside)
                figures[run.note.label] = figure
                run = replace(run, text=figure, note=_led(run.note, figure))
            found.append(run)
        return tuple(found)

    return with_runs(blocks, number)


def _led(note: Note, figure: str) -> Note:
    """Return a note with its figure before it."""
    runs = (Run(f"{figure}\u00a0"), *note.text.runs)
    return replace(note, text=replace(note.text, runs=runs))


def _typographic(blocks: tuple[Block, ...], known: Language) -> tuple[Block, ...]:
    return tuple(_typographic_block(block, known) for block in blocks)


def _typographic_block(block: Block, known: Language) -> Block:
    match block:
        case Paragraph():
            return replace(block, runs=_closed(_typographic_runs(block.runs, known), known))
        case Heading() | PullQuote() | Slogan():
            return replace(block, runs=_typographic_runs(block.runs, known))
        case Quotation():
            return replace(block, blocks=_typographic(block.blocks, known))
        case Box():
            title = typographic_text(block.title, known)
            return replace(block, title=title, blocks=_typographic(block.blocks, known))
        case Listing():
            items = tuple(_typographic(item, known) for item in block.items)
            return replace(block, items=items)
        case Figure():
            credit = typographic_text(block.image.credit, known)
            return replace(block, image=replace(block.image, credit=credit))
    return block


def _typographic_runs(runs: tuple[Run, ...], known: Language) -> tuple[Run, ...]:
    """Set the marks of prose, in notes too; code keeps its own."""
    changed = iter(typographic(tuple(run.text for run in runs if not run.code), known))
    return tuple(
        run if run.code else _with_marks(replace(run, text=next(changed)), known) for run in runs
    )


def _with_marks(run: Run, known: Language) -> Run:
    """Return a run with the marks of prose in the note that it calls."""
    if run.note is None:
        return run
    text = replace(run.note.text, runs=_typographic_runs(run.note.text.runs, known))
    return replace(run, note=replace(run.note, text=text))


# A word of fewer letters makes no last line.
_LAST_LINE = 5


def _closed(runs: tuple[Run, ...], known: Language) -> tuple[Run, ...]:
    """Hold a short last word to the one before it, where the engine breaks the lines.

    It would set "है।" on a line of its own; where lines are planned, this has its price.
    """
    if known.has_case or not known.writing.has_spaces or not runs or runs[-1].code:
        return runs
    rest, space, last = runs[-1].text.rpartition(" ")
    letters = sum(unicodedata.category(sign) != "Mn" for sign in last)  # marks have no width
    if not space or not rest.strip() or letters >= _LAST_LINE:
        return runs
    return (*runs[:-1], replace(runs[-1], text=f"{rest}\u00a0{last}"))


__all__ = ["compose", "place_quotes"]
