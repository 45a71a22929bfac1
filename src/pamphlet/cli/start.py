"""`pamphlet init` and `pamphlet new`: a project, a statement to fill in."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from pamphlet.cli.asking import current_project, slug
from pamphlet.draft import STATEMENT
from pamphlet.errors import OutputError, UsageError
from pamphlet.files import write_atomically

_PROJECT = """\
# What this folder makes. 'pamphlet build' makes every edition below into out/.
title: {title}
publisher:
  name: {title}
  # address: 4 Foundry Road
  # web: foundryroad.example
lang: {lang}
paper: a            # a: A4, A5 …   us: Letter, half Letter …
editions:
  - name: first
    statements: [first]
    layout: handbill          # see 'pamphlet layouts'
  # - name: reader
  #   title: The winter reader
  #   statements: ["*"]       # names or patterns, in order
  #   layout: booklet
"""


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Add the options of either verb."""
    if verb == "init":
        parser.description = "Make a project: pamphlet.yml and a statement to fill in."
        parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR")
        parser.set_defaults(run=run_init)
    else:
        parser.description = "Draft a statement in the project's statements/ folder."
        parser.add_argument("title", metavar="TITLE")
        parser.set_defaults(run=run_new)


def run_init(args: argparse.Namespace) -> int:
    """Make a project; refuses a folder that is one already."""
    folder: Path = args.folder
    project, statement = folder / "pamphlet.yml", folder / "statements" / "first.md"
    for path in (project, statement):
        _refuse_existing(path)
    title = _quoted(folder.resolve().name or "Our pamphlets")
    _make(statement.parent)
    write_atomically(statement, _draft("First statement").encode())
    write_atomically(project, _PROJECT.format(title=title, lang="en").encode())
    print(f"{project}: a project with one edition\n{statement}: its statement, to be filled in")
    print("next: edit the statement, then run 'pamphlet build'")
    return 0


def run_new(args: argparse.Namespace) -> int:
    """Draft a statement; refuses a name that is taken."""
    title = " ".join(args.title.split())
    if not title:
        raise UsageError("a statement needs a title", hint="pamphlet new 'Cold homes'")
    project = current_project()
    folder = (project.root if project else Path()) / "statements"
    path = folder / f"{slug(title)}.md"
    _refuse_existing(path)
    _make(folder)
    write_atomically(path, _draft(title, project.lang if project else "en").encode())
    print(f"{path}: to be filled in")
    shown = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    print(f"next: 'pamphlet build {shown}', or name it in an edition of pamphlet.yml")
    return 0


def _draft(title: str, lang: str = "en") -> str:
    return STATEMENT.format(title=_quoted(title), day=date.today().isoformat(), lang=lang)


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise UsageError(
            f"{path} is there already", hint="nothing was changed; choose another name"
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"this folder cannot be made: {problem.strerror}", at=folder) from None
