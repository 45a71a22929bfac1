"""Any file → `Statement`.

Markdown with front matter says what it is; a text without any is asked, by
the rules of `plain` and `recognise`. Files are read, none is written; pictures
are looked for where a statement may point, and nowhere else. All that is wrong
with a file is said at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pamphlet.errors import InputError, Location, PamphletError, StatementError, raise_all
from pamphlet.language import language
from pamphlet.language.detect import detect_language
from pamphlet.model import Block, Heading, Statement, notes_in, texts
from pamphlet.model import plain as text_of
from pamphlet.reading.frontmatter import read_fields, read_tree, split_front_matter
from pamphlet.reading.inline import settled
from pamphlet.reading.markdown import parse_markdown
from pamphlet.reading.pictures import Places
from pamphlet.reading.plain import find_headings, join_broken, parse_plain
from pamphlet.reading.recognise import recognise
from pamphlet.reading.source import read_text
from pamphlet.reading.tables import rows_of_tables

MARKDOWN_SUFFIXES = (".md", ".markdown")
SUFFIXES = (*MARKDOWN_SUFFIXES, ".txt", ".text")


@dataclass(frozen=True, slots=True)
class Peek:
    """A statement's language, what it translates ("" if nothing), the layout it names."""

    lang: str
    translation_of: str
    layout: str


def read_statement(
    path: Path, *, roots: tuple[Path, ...] = (), lang: str = "en", base: Path | None = None
) -> Statement:
    """Return the statement that a file holds.

    `roots` are the folders, beside the file's own, that its references may point
    into. `lang` is used when the text gives no language and does not show one.
    Error messages name the file as `base`-relative when `base` is given.
    Raises StatementError, or Complaints when there are several.
    """
    shown = _shown(path, base)
    source = read_text(path, shown=shown)
    _refuse_empty(source, shown)
    written, body, first_line = split_front_matter(source, shown)
    is_markdown = written is not None or path.suffix.lower() in MARKDOWN_SUFFIXES
    text = _Text(shown, rows_of_tables(body, is_markdown=is_markdown), first_line)
    if written is None:
        text.read_pasted(lang, is_markdown=is_markdown)
    else:
        text.read_written(written, lang)
    places = Places(path.parent, roots, shown, text.complaints)
    if "image" in text.fields:
        text.fields["image"] = places.find(text.fields["image"], text.lines.get("image"))
    blocks = places.in_blocks(settled(text.blocks))
    raise_all(sorted(text.complaints, key=lambda one: (one.at and one.at.line) or 0))
    return Statement(
        statement_id=statement_id(path),
        path=path,
        body=blocks,
        lines=tuple(text.lines.items()),
        **text.fields,
    )


def peek(path: Path, *, lang: str = "en") -> Peek:
    """Return what an edition must know of a statement before it is read.

    Raises StatementError when the file or its front matter cannot be read.
    """
    source = read_text(path)
    written, body, _ = split_front_matter(source, path)
    keys = read_tree(written, path).value if written is not None else {}

    def field(name: str) -> str:
        value = keys.get(name)
        return value if isinstance(value, str) else ""

    own = field("lang") or detect_language(body, otherwise=lang)
    return Peek(own, field("translation_of"), field("layout"))


def statement_id(path: Path) -> str:
    """Return a statement's name: its file's, without the suffix."""
    return path.stem


def _shown(path: Path, base: Path | None) -> Path:
    if base and path.is_absolute() and path.is_relative_to(base):
        return path.relative_to(base)
    return path


def _refuse_empty(source: str, path: Path) -> None:
    if not any(letter.isalnum() for letter in source):
        raise StatementError(
            "this statement is empty", at=path, hint="write or paste its text into the file"
        )


class _Text:
    """One file's text on its way to a statement, with all that is wrong with it."""

    def __init__(self, path: Path, body: str, first_line: int) -> None:
        self.path, self.body, self.first_line = path, body, first_line
        self.complaints: list[PamphletError] = []
        self.fields: dict[str, Any] = {}
        self.lines: dict[str, int] = {}
        self.blocks: tuple[Block, ...] = ()

    def read_written(self, front_matter: str, lang: str) -> None:
        """Read a file with front matter: the author has said what is what."""
        try:
            tree = read_tree(front_matter, self.path)
            self.lines = {str(p[0]): line for p, line in tree.lines.items() if len(p) == 1}
            self.fields = read_fields(tree, self.complaints)
        except InputError as problem:
            self.complaints.extend(problem.complaints)
        self.blocks = self.parse_markdown()
        self.take_title()
        if not self.complaints:
            self.require_text()
        if "lang" not in self.fields:
            said = (self.fields.get("title", ""), *(text for text, _ in texts(self.blocks)))
            self.fields["lang"] = detect_language(" ".join(said), otherwise=lang)

    def read_pasted(self, lang: str, *, is_markdown: bool) -> None:
        """Read a file without front matter: the text itself is asked."""
        known = language(detect_language(self.body, otherwise=lang))
        if is_markdown:
            blocks = self.parse_markdown()
            found = recognise(blocks, known)
            self.blocks = tuple(found.body)
            self.keep_notes(blocks)
        else:
            found = recognise(join_broken(parse_plain(self.body, known), known), known)
            self.blocks = find_headings(tuple(found.body), known)
        self.fields, self.lines = {**found.fields, "lang": known.code}, dict(found.lines)
        image = self.fields.get("image")
        if image and not image.credit and "credit" in self.fields:
            self.fields["image"] = replace(image, credit=self.fields.pop("credit"))
        if not self.complaints:
            self.require_text()

    def parse_markdown(self) -> tuple[Block, ...]:
        return parse_markdown(self.body, self.path, self.complaints, first_line=self.first_line)

    def keep_notes(self, before: tuple[Block, ...]) -> None:
        """Complain of notes that are called in what became a field, where none can stand."""
        kept = {note.label for note in notes_in(self.blocks)}
        for note in notes_in(before):
            if note.label not in kept:
                hint = "call it in a paragraph, or say what is what in front matter"
                message = "this note is called in a line that is no part of the text"
                self.complain(message, note.text.line, hint)

    def take_title(self) -> None:
        """Take a first heading for the title when the front matter gives none."""
        first = self.blocks[0] if self.blocks else None
        if "title" not in self.fields and isinstance(first, Heading) and first.level == 1:
            self.fields["title"] = " ".join(text_of(settled((first,))[0].runs).split())
            self.lines["title"] = first.line
            self.blocks = self.blocks[1:]

    def require_text(self) -> None:
        if not self.fields.get("title"):
            hint = "put a short title on the first line, or 'title: …' into the front matter"
            self.complain("this statement has no title", 1, hint)
        has_text = any(text.strip() for text, _ in texts(self.blocks))
        if not has_text and not self.fields.keys() & {"slogans", "call_to_action"}:
            hint = "write the text below it"
            self.complain("this statement has a title and no text", None, hint)

    def complain(self, message: str, line: int | None, hint: str) -> None:
        self.complaints.append(StatementError(message, at=Location(self.path, line), hint=hint))


__all__ = ["MARKDOWN_SUFFIXES", "SUFFIXES", "Peek", "peek", "read_statement", "statement_id"]
