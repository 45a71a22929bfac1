"""The frozen types that pass between stages.

A `Statement` is what an author said: fields and a body of blocks. A
`Composition` is the same in its final words, ready for a template. Nothing in
either knows of pages. Text keeps the author's words; a "\\n" inside a run is a line
break that the author asked for. `line` is where a block begins in its file,
counted from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, or the call of a note.

    A call (`is_call`) has no text until the notes are numbered; its text is then its
    figure. `note` is what it calls, None where the same note was called before.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    is_call: bool = False
    note: Note | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: where it lies, what it shows, who made it.

    `focus` is the point that a crop keeps, as fractions of width and height
    from the upper left corner; `ratio` is its height to its width.
    """

    src: Path
    alt: str = ""
    credit: str = ""
    focus: tuple[float, float] = (0.5, 0.5)
    ratio: float = 0.66


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; where its lines are planned, its runs hold their ends.

    Where the lines are justified, `last` holds the last one and `runs` the others.
    """

    runs: Runs
    line: int = 0
    is_planned: bool = False
    last: Runs = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the foot of the page where it is called; `label` tells it from the others."""

    text: Paragraph
    label: str


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class PullQuote:
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class Slogan:
    runs: Runs
    line: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    image: Image
    line: int = 0


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and spaces count."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Divider:
    """A change of thought without a heading."""

    line: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    blocks: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    blocks: tuple[Block, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the number of its first item when it is ordered."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    start: int = 1
    line: int = 0


Block = (
    Paragraph
    | Heading
    | PullQuote
    | Slogan
    | Figure
    | Preformatted
    | Divider
    | Quotation
    | Box
    | Listing
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


def plain(runs: Runs) -> str:
    """Return the text of runs without their styles."""
    return "".join(run.text for run in runs)


def all_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Give every block in reading order, those inside others too."""
    for block in blocks:
        yield block
        for inside in (getattr(block, "blocks", ()), *getattr(block, "items", ())):
            yield from all_blocks(inside)


def texts(blocks: tuple[Block, ...], *, notes: bool = False) -> tuple[tuple[str, int], ...]:
    """Return the text of every block in reading order, each with its line; then the `notes`."""
    found = [(_text_of(block), block.line) for block in all_blocks(blocks)]
    if notes:
        found += [(plain(note.text.runs), note.text.line) for note in notes_in(blocks)]
    return tuple((text, line) for text, line in found if text is not None)


def _text_of(block: Block) -> str | None:
    match block:
        case Paragraph() | Heading() | PullQuote() | Slogan():
            return plain(block.runs)
        case Preformatted():
            return block.text
        case Figure():
            return block.image.credit or None
        case Box():
            return block.title or None
    return None


def notes_in(blocks: tuple[Block, ...]) -> tuple[Note, ...]:
    """Return every note of a text once, in the order of their calls."""
    found: dict[str, Note] = {}
    for block in all_blocks(blocks):
        for run in getattr(block, "runs", ()):
            if run.note:
                found.setdefault(run.note.label, run.note)
    return tuple(found.values())


def pictures_in(blocks: tuple[Block, ...]) -> tuple[Image, ...]:
    """Return every picture of a text."""
    return tuple(block.image for block in all_blocks(blocks) if isinstance(block, Figure))


def with_runs(blocks: tuple[Block, ...], change: Callable[[Runs], Runs]) -> tuple[Block, ...]:
    """Return blocks with the runs of each changed, in reading order, however deep they lie."""
    return tuple(_with_runs(block, change) for block in blocks)


def _with_runs(block: Block, change: Callable[[Runs], Runs]) -> Block:
    match block:
        case Paragraph() | Heading() | PullQuote() | Slogan():
            return replace(block, runs=change(block.runs))
        case Quotation() | Box():
            return replace(block, blocks=with_runs(block.blocks, change))
        case Listing():
            return replace(block, items=tuple(with_runs(item, change) for item in block.items))
    return block
