"""Markdown → blocks, by markdown-it (CommonMark, with attributes and containers).

Raw HTML is off: it stays text. Line ends are told in `inline`. What is wrong is
gathered, not raised, so that a person reads all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from pamphlet.errors import Location, PamphletError, StatementError
from pamphlet.fields import did_you_mean
from pamphlet.model import (
    Block,
    Box,
    Divider,
    Figure,
    Heading,
    Image,
    Listing,
    Paragraph,
    Preformatted,
    PullQuote,
    Quotation,
    Runs,
    Slogan,
    notes_in,
    plain,
)
from pamphlet.reading.footnotes import DEFINITION, Footnotes

CONTAINERS = ("pull-quote", "slogan", "box")

# Deeper nesting is no text that anybody wrote; markdown-it drops what lies below its own limit.
MAX_NESTING = 20
PARSED_NESTING = 60

_COLONS = re.compile(r"\s*:::+\s*(\S*)")
_NUMBERED = re.compile(r"(\]:\s*\d+)(?=[.)])")
_FENCE_END = re.compile(r"[\s>]*(:::+)\s*$")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": PARSED_NESTING})
    parser.disable(["html_block", "html_inline"])
    parser.use(attrs_plugin, spans=True).use(attrs_block_plugin)
    for name in CONTAINERS:
        parser.use(container_plugin, name=name)
    # Calls of notes that are not there are found too, to be complained of.
    parser.use(footnote_plugin, move_to_end=False, always_match_refs=True)
    return parser


def parse_markdown(
    text: str, path: Path, complaints: list[PamphletError], *, first_line: int = 1
) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text whose first line is `first_line` of `path`.

    What is wrong with it is added to `complaints`.
    """
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    kept = _keep_days(_keep_unused_links(text, env), tokens)
    if kept != text:
        env = {}
        text, tokens = kept, _parser().parse(kept, env)
    reader = _Reader(path, first_line, text.split("\n"), complaints, env)
    deep = next((token for token in tokens if token.map and token.level > MAX_NESTING), None)
    if deep:
        reader.complain(
            "this is nested too deeply", reader.line(deep), "use fewer '>' or list levels"
        )
        return ()
    return reader.read(_Tree.of(tokens))


def _keep_unused_links(text: str, env: dict[str, Any]) -> str:
    """Return a text in which a link's address that no link uses is text and not dropped."""
    written = [(label, found["map"]) for label, found in env.get("references", {}).items()]
    repeated = [found["map"] for found in env.get("duplicate_refs", ())]
    lines = text.split("\n")
    places = {start for _, (start, end) in written for start in range(start, end)}
    rest = "\n".join(line for number, line in enumerate(lines) if number not in places)
    used = " ".join(rest.upper().split())
    unused = [place for label, place in written if f"[{label.upper()}]" not in used]
    for start, _ in unused + repeated:
        lines[start] = lines[start].replace("[", "\\[", 1)
    return "\n".join(lines)


def _keep_days(text: str, tokens: list[Token]) -> str:
    """Return a text in which a note that begins with "18. Januar" begins no list."""
    lines = text.split("\n")
    for token, after in pairwise(tokens):
        if token.type == DEFINITION and after.type == "ordered_list_open" and token.map:
            place = token.map[0]
            lines[place] = _NUMBERED.sub(r"\1\\", lines[place], count=1)
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Tree:
    """A token with what lies inside it."""

    token: Token
    children: tuple[_Tree, ...] = ()

    @classmethod
    def of(cls, tokens: list[Token]) -> tuple[_Tree, ...]:
        return cls._level(iter(tokens))

    @classmethod
    def _level(cls, tokens: Iterator[Token]) -> tuple[_Tree, ...]:
        found = []
        for token in tokens:
            if token.nesting == 1:
                found.append(cls(token, cls._level(tokens)))
            elif token.nesting == -1:
                break
            else:
                found.append(cls(token))
        return tuple(found)


class _Reader:
    """Turns markdown-it's tokens into blocks of the model."""

    def __init__(
        self,
        path: Path,
        first_line: int,
        source: list[str],
        complaints: list[PamphletError],
        env: dict[str, Any],
    ) -> None:
        self.path, self.first_line, self.source = path, first_line, source
        self.complaints = complaints
        self.notes = Footnotes(env, self.complain)

    def complain(self, message: str, line: int, hint: str) -> None:
        self.complaints.append(StatementError(message, at=Location(self.path, line), hint=hint))

    def line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def read(self, trees: tuple[_Tree, ...]) -> tuple[Block, ...]:
        """Return the blocks of a whole text; notes may be written before or after their calls."""
        self.define_notes(trees)
        blocks = self.blocks(trees)
        self.notes.complain_of_uncalled()
        return blocks

    def define_notes(self, trees: tuple[_Tree, ...]) -> None:
        for tree in trees:
            if tree.token.type != DEFINITION:
                self.define_notes(tree.children)
                continue
            parts = [part.children for part in tree.children]
            is_text = all(part.token.type == "paragraph_open" for part in tree.children)
            said = [[t for one in part for t in one.token.children or ()] for part in parts]
            label, line = tree.token.meta["label"], self.line(tree.token)
            self.notes.define(label, said if is_text else None, line)

    def blocks(self, trees: tuple[_Tree, ...]) -> tuple[Block, ...]:
        return tuple(block for tree in trees for block in self.block(tree))

    def block(self, tree: _Tree) -> tuple[Block, ...]:
        token, line = tree.token, self.line(tree.token)
        match token.type:
            case "paragraph_open":
                return self.paragraph(tree, line)
            case "heading_open":
                hint = "call it in the text below"
                self.notes.refuse(_inline_tokens(tree), "a heading", line, hint)
                runs, figures = self.inline(tree, line)
                heading = Heading(int(token.tag[1]), runs, line)
                return ((heading,) if plain(runs).strip() else ()) + figures
            case "bullet_list_open" | "ordered_list_open":
                items = tuple(self.blocks(item.children) for item in tree.children)
                start = token.attrGet("start")
                number = 1 if start is None else int(start)
                return (Listing(token.type.startswith("ordered"), items, number, line),)
            case "blockquote_open":
                return (Quotation(self.blocks(tree.children), line),)
            case "fence" | "code_block":
                return (Preformatted(token.content.rstrip("\n"), line),)
            case "hr":
                return (Divider(line),)
            case "footnote_reference_open":
                return ()
        if token.type.startswith("container_"):
            return self.container(token, tree, line)
        return self.blocks(tree.children)

    # --- Paragraphs and pictures ---

    def paragraph(self, tree: _Tree, line: int) -> tuple[Block, ...]:
        """Return a paragraph; pictures in it become figures after it."""
        content = "\n".join(part.token.content for part in tree.children)
        for number, text in enumerate(content.split("\n") if ":::" in content else ()):
            if match := _COLONS.match(text):
                self.stray_colons(match[1], line + number)
                return ()
        runs, figures = self.inline(tree, line)
        return ((Paragraph(runs, line),) if plain(runs).strip() else ()) + figures

    def inline(self, tree: _Tree, line: int) -> tuple[Runs, tuple[Figure, ...]]:
        tokens = _inline_tokens(tree)
        runs = self.notes.runs([token for token in tokens if token.type != "image"], line)
        pictures = [token for token in tokens if token.type == "image"]
        for picture in pictures:
            hint = "call it in the text beside it"
            self.notes.refuse(picture.children, "the description of a picture", line, hint)
        return runs, tuple(Figure(self.image(token, line), line) for token in pictures)

    def image(self, token: Token, line: int) -> Image:
        at = Location(self.path, line)
        return Image(
            src=Path(unquote(str(token.attrGet("src") or ""))),
            alt=token.content,
            credit=str(token.attrGet("title") or ""),
            focus=parse_focus(str(token.attrGet("focus") or ""), at, self.complaints),
        )

    # --- Containers ---

    def container(self, token: Token, tree: _Tree, line: int) -> tuple[Block, ...]:
        name = token.type.removeprefix("container_").removesuffix("_open")
        title = token.info.strip().removeprefix(name).strip()
        inside = self.blocks(tree.children)
        if not inside or not self.is_closed(token):
            what = "is never closed" if inside else "has nothing in it"
            hint = "write ':::' on a line of its own after its text"
            self.complain(f"the '::: {name}' {what}", line, hint)
            return inside
        if name == "box":
            return (Box(title, inside, line),)
        if title:
            hint = "write its text on the lines below"
            self.complain(f"the '::: {name}' has text beside its name", line, hint)
        kind = PullQuote if name == "pull-quote" else Slogan
        if not all(isinstance(block, Paragraph) for block in inside):
            message = f"a '::: {name}' holds plain text, not lists, headings or pictures"
            self.complain(message, line, "use '::: box' for them")
            return inside
        if notes_in(inside):
            hint = "call it in the text that it is taken from"
            self.complain(f"a '::: {name}' cannot call a note", line, hint)
        return tuple(kind(block.runs, block.line) for block in inside)

    def is_closed(self, token: Token) -> bool:
        """Tell whether a container ends at its `:::` and not where the text ran out."""
        end = token.map[1] if token.map else 0
        found = _FENCE_END.match(self.source[end]) if end < len(self.source) else None
        return found is not None and len(found[1]) >= len(token.markup)

    def stray_colons(self, name: str, line: int) -> None:
        if not name:
            hint = "a block inside another needs an outer one with more colons: '::::'"
            self.complain("this ':::' closes nothing", line, hint)
            return
        hint = did_you_mean(name, CONTAINERS) or f"known blocks: {', '.join(CONTAINERS)}"
        self.complain(f"unknown block '::: {name}'", line, hint)


def _inline_tokens(tree: _Tree) -> list[Token]:
    return [token for part in tree.children for token in part.token.children or ()]


def parse_focus(text: str, at: Location, complaints: list[PamphletError]) -> tuple[float, float]:
    """Return the focus point `30% 60%` (from the left, from the top) as fractions."""
    if not text:
        return 0.5, 0.5
    parts = text.replace(",", " ").split()
    try:
        x, y = (float(part.rstrip("%")) / (100 if part.endswith("%") else 1) for part in parts)
    except ValueError:
        x = y = -1.0
    if not (0 <= x <= 1 and 0 <= y <= 1):
        hint = "write how far from the left and from the top, as in '30% 60%'"
        message = f"the focus {text!r} is not a point of the picture"
        complaints.append(StatementError(message, at=at, hint=hint))
        return 0.5, 0.5
    return x, y
