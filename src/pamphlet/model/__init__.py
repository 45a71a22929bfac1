"""The frozen types that pass between stages.

A `Statement` is what an author said: fields and a body of blocks. A
`Composition` is the same in its final words, ready for a template. Nothing in
either knows of pages. Text keeps the author's words; a "\\n" inside a run is a line
break that the author asked for. `line` is where a block begins in its file,
counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pamphlet.model.blocks import (
    Block,
    Box,
    Divider,
    Figure,
    Heading,
    Image,
    Listing,
    Note,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Run,
    Runs,
    Slogan,
    all_blocks,
    notes_in,
    pictures_in,
    plain,
    texts,
    with_runs,
)


@dataclass(frozen=True, slots=True)
class When:
    """A day: as the author wrote it, as a calendar date, or both.

    `text` is empty when the author gave a bare date, which is then written out
    in the language of the edition; `day` is None when the words name no one day
    ("every Sunday").
    """

    text: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class CallToAction:
    """What to do, when, where; `more` is what else was said in the same breath."""

    what: str
    when: When | None = None
    time: str = ""
    place: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask.

    `label` is the author's own word over it, empty for the language's usual one;
    `note` is what was said beside the fields.
    """

    label: str = ""
    name: str = ""
    address: str = ""
    web: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return any((self.name, self.address, self.web, self.email, self.phone, self.note))


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who is answerable: the lines to print."""

    lines: tuple[str, ...] = ()
    profile: str = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with a little metadata, as its author wrote it."""

    statement_id: str
    path: Path
    lang: str
    title: str
    body: tuple[Block, ...]
    kicker: str = ""
    subtitle: str = ""
    issuer: str = ""
    byline: str = ""
    date: When | None = None
    place: str = ""
    slogans: tuple[str, ...] = ()
    pull_quotes: tuple[str, ...] = ()
    # How many pull quotes are to be chosen: None where the layout may ask for one.
    quotes_wanted: int | None = None
    call_to_action: CallToAction | None = None
    contact: Contact = field(default_factory=Contact)
    qr: str = ""
    image: Image | None = None
    credit: str = ""
    imprint: Imprint = field(default_factory=Imprint)
    translation_of: str = ""
    layout: str = ""
    lines: tuple[tuple[str, int], ...] = ()

    def line_of(self, name: str) -> int | None:
        """Return the line of the file where a field stands, if it is known."""
        return dict(self.lines).get(name)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is worth being set large, or is not, in points."""

    why: str
    points: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Words of a text that could be its pull quote: what they are worth, and why.

    `block` is the number of their block in the body, from 0, `before` how many letters of
    it stand before them, `length` how many they are.
    """

    text: str
    score: float
    reasons: tuple[Reason, ...]
    block: int
    before: int
    length: int


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind a project; fills in what a statement leaves out."""

    name: str = ""
    address: str = ""
    web: str = ""
    email: str = ""
    phone: str = ""
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """A call to action as it is printed."""

    what: str = ""
    day: str = ""
    time: str = ""
    place: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One line of a contact; `href` is empty where there is nothing to follow."""

    kind: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement as it is printed. `anchor` names it within the document."""

    anchor: str
    lang: str
    direction: str
    title: str
    kicker: str
    subtitle: str
    issuer: str
    byline: str
    dateline: str
    slogans: tuple[str, ...]
    call: Call | None
    contact_label: str
    contact: tuple[ContactLine, ...]
    qr: str
    image: Image | None
    credit: str
    imprint: tuple[str, ...]
    body: tuple[Block, ...]
    labels: dict[str, str]
    # What could be quoted of the text, the best first; which of it is; whether a layout may
    # add one; and the one that it shows beside the text.
    choices: tuple[Choice, ...] = ()
    quoted: tuple[Choice, ...] = ()
    may_quote: bool = False
    poster: str = ""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return every text beside the body by its name: each must be on the pages."""
        call = self.call or Call()
        found = [
            ("title", self.title),
            ("kicker", self.kicker),
            ("subtitle", self.subtitle),
            ("issuer", self.issuer),
            ("byline", self.byline),
            ("date", self.dateline),
            ("credit", self.credit),
            *(("slogan", slogan) for slogan in self.slogans),
            ("pull quote", self.poster),
            *(("call to action", text) for text in (call.what, call.day, call.time, call.place)),
            ("call to action", call.more),
            *(("contact", line.text) for line in self.contact),
            *(("imprint", line) for line in self.imprint),
        ]
        if self.image and self.image.credit:
            found.append(("credit", self.image.credit))
        return tuple((name, text) for name, text in found if text)


@dataclass(frozen=True, slots=True)
class Composition:
    """An edition as it is printed, before it is laid out.

    `lang` is the language of the program's own words; `imprint` and `contact` are
    the project's, for a layout that gathers several statements. `has_own_title` is
    False where the title is that of the first piece. `left_out` names what the layout
    does not show, with its number of words.
    """

    name: str
    title: str
    has_own_title: bool
    subtitle: str
    lang: str
    direction: str
    pieces: tuple[Piece, ...]
    labels: dict[str, str]
    publisher: Publisher
    author: str
    imprint: tuple[str, ...]
    contact: tuple[ContactLine, ...]
    left_out: tuple[tuple[str, int], ...] = ()


__all__ = [
    "Block",
    "Box",
    "Call",
    "CallToAction",
    "Choice",
    "Composition",
    "Contact",
    "ContactLine",
    "Divider",
    "Figure",
    "Heading",
    "Image",
    "Imprint",
    "Listing",
    "Note",
    "Paragraph",
    "Piece",
    "Preformatted",
    "Publisher",
    "PullQuote",
    "Quotation",
    "Reason",
    "Run",
    "Runs",
    "Slogan",
    "Statement",
    "When",
    "all_blocks",
    "notes_in",
    "pictures_in",
    "plain",
    "texts",
    "with_runs",
]
