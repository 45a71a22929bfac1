"""Text inside one paragraph → runs.

A soft line end stays a "\\n" and a hard one becomes a line separator, since a
reader of pasted text may still need to know where lines ended; `settled`
turns both into what the model means by them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pamphlet.model import Block, Note, Run, Runs, with_runs

HARD_BREAK = "\u2028"


@cache
def _plain_parser() -> MarkdownIt:
    """Only what people do in plain text: stars around words, an address in angles."""
    return MarkdownIt("zero").enable(["emphasis", "autolink", "newline"])


def parse_plain_runs(lines: list[str]) -> Runs:
    """Return the runs of one pasted paragraph, its lines kept.

    `**bold**` and `*italic*` alone are marks.
    """
    tokens = _plain_parser().parseInline("\n".join(lines))
    runs = runs_of(tokens[0].children or [])
    return tuple(replace(run, text=run.text.replace("\n", HARD_BREAK)) for run in runs)


def runs_of(tokens: list[Token], notes: Callable[[Token], Note | None] | None = None) -> Runs:
    """Return inline tokens as runs, neighbours of one style joined.

    `notes` gives the note that a token calls, None where there is none.
    """
    styled: list[tuple[Run, list[str]]] = []
    style = Run("")
    for token in tokens:
        if token.type == "footnote_ref":
            if note := notes(token) if notes else None:
                styled.append((Run("", is_call=True, note=note), []))
            continue
        style = _style_after(token, style)
        text = _text_of(token)
        if not text:
            continue
        here = replace(style, code=token.type == "code_inline")
        if not styled or styled[-1][0] != here:
            styled.append((here, []))
        styled[-1][1].append(text)
    return tuple(replace(run, text="".join(parts)) for run, parts in styled)


def _style_after(token: Token, style: Run) -> Run:
    match token.type:
        case "strong_open" | "strong_close":
            return replace(style, bold=token.nesting == 1)
        case "em_open" | "em_close":
            return replace(style, italic=token.nesting == 1)
        case "link_open":
            return replace(style, link=str(token.attrGet("href") or ""))
        case "link_close":
            return replace(style, link=None)
    return style


def _text_of(token: Token) -> str:
    match token.type:
        case "softbreak":
            return "\n"
        case "hardbreak":
            return HARD_BREAK
    return token.content


def settled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with a soft line end as a space and a hard one as a line end."""
    return with_runs(blocks, _settled)


def _settled(runs: Runs) -> Runs:
    return tuple(_settle(run) for run in runs)


def _settle(run: Run) -> Run:
    if run.note:
        text = replace(run.note.text, runs=_settled(run.note.text.runs))
        return replace(run, note=replace(run.note, text=text))
    text = run.text.replace("\n", " ").replace(HARD_BREAK, "\n")
    return replace(run, text=text) if text != run.text else run
