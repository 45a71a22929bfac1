"""The notes of a Markdown text: where they are written, where they are called.

`[^1]` calls what `[^1]: …` says on a line of its own; `^[…]` says it where it is called.
A note is one paragraph and calls no other. What is wrong is gathered, not raised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from typing import Any

from markdown_it.token import Token

from pamphlet.model import Note, Paragraph, Runs, plain
from pamphlet.reading.inline import runs_of

# What an outer reader does with a complaint: its message, line and hint.
Complain = Callable[[str, int, str], None]

DEFINITION = "footnote_reference_open"
_CALL = "footnote_ref"
_LINE_ENDS = ("softbreak", "hardbreak")


class Footnotes:
    """The notes of one text; `env` is what markdown-it has kept of it."""

    def __init__(self, env: dict[str, Any], complain: Complain) -> None:
        # What is written inside the text, by the number that its call has.
        self._inline = {
            number: note["tokens"]
            for number, note in env.get("footnotes", {}).get("list", {}).items()
            if "tokens" in note
        }
        self._complain = complain
        self._written: dict[str, Note] = {}
        self._called: set[str] = set()

    def define(self, label: str, paragraphs: list[list[Token]] | None, line: int) -> None:
        """Take a note that is written on a line of its own; None where it is no text alone."""
        if label in self._written:
            first = self._written[label].text.line
            hint = f"the first stands on line {first}: call one of them by another name"
            self._complain(f"there are two notes [^{label}]", line, hint)
            return
        if paragraphs is None or len(paragraphs) > 1:
            hint = "keep it to one, without lists and quotations"
            self._complain(f"the note [^{label}] is more than a paragraph", line, hint)
        elif not paragraphs:
            hint = f"write what it says behind '[^{label}]:'"
            self._complain(f"the note [^{label}] has no text", line, hint)
        runs = self._said(paragraphs[0], line) if paragraphs else ()
        self._written[label] = Note(Paragraph(runs, line), label)

    def runs(self, tokens: list[Token], line: int) -> Runs:
        """Return the runs of a paragraph that begins on a line, with the notes it calls."""
        ends = accumulate((self._ends(token) for token in tokens), initial=line)
        lines = {id(token): at for token, at in zip(tokens, ends, strict=False)}
        runs = runs_of(tokens, lambda token: self._called_by(token, lines[id(token)]))
        if runs and runs[0].is_call:
            hint = "write its call behind the word that it belongs to"
            self._complain("this note is called before any word", line, hint)
        return _held(runs)

    def refuse(self, tokens: list[Token] | None, what: str, line: int, hint: str) -> None:
        """Complain where a note is called in what has none; it counts as called."""
        calls = [token for token in tokens or () if token.type == _CALL]
        self._called |= {self._label(token) for token in calls}
        if calls:
            self._complain(f"{what} cannot call a note", line, hint)

    def complain_of_uncalled(self) -> None:
        for label, note in self._written.items():
            if label not in self._called:
                hint = f"write '[^{label}]' behind the word that it belongs to"
                self._complain(f"the note [^{label}] is never called", note.text.line, hint)

    def _called_by(self, token: Token, line: int) -> Note | None:
        label = self._label(token)
        self._called.add(label)
        if token.meta["id"] in self._inline:
            runs = self._said(self._inline[token.meta["id"]], line)
            if not plain(runs).strip():
                self._complain("this note has no text", line, "write it between '^[' and ']'")
            return Note(Paragraph(runs, line), label)
        if label not in self._written:
            hint = f"write it on a line of its own: '[^{label}]: …'"
            self._complain(f"there is no note [^{label}]", line, hint)
        return self._written.get(label)

    def _ends(self, token: Token) -> int:
        """Return how many lines of the file end in a token."""
        inside = self._inline.get(token.meta["id"], ()) if token.type == _CALL else (token,)
        return sum(one.type in _LINE_ENDS for one in inside)

    def _label(self, token: Token) -> str:
        """Return what tells a note from others; no written label has a space in it."""
        return token.meta.get("label") or f"inline {token.meta['id']}"

    def _said(self, tokens: list[Token], line: int) -> Runs:
        """Return the runs of a note itself."""
        hint = "say it in one note, or call both in the text"
        if any(token.type == _CALL for token in tokens):
            self.refuse(tokens, "a note", line, hint)
        if any(token.type == "image" for token in tokens):
            self._complain("a note cannot hold a picture", line, "place it in the text")
        return runs_of([token for token in tokens if token.type not in (_CALL, "image")])


def _held(runs: Runs) -> Runs:
    """Return runs in which no space parts a call from the word before it."""
    held = list(runs)
    for place, run in enumerate(runs[1:]):
        if run.is_call:
            held[place] = replace(held[place], text=held[place].text.rstrip())
    return tuple(run for run in held if run.text or run.is_call)
