"""What several verbs ask of the command line: the project, the editions, the language."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pamphlet.errors import Location, UsageError, raise_all

if TYPE_CHECKING:
    from pamphlet.build import Surroundings
    from pamphlet.project import Edition, Project


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format text|json`."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to report [text]"
    )


def add_editions(parser: argparse.ArgumentParser) -> None:
    """Add what names editions and statements, and how ad-hoc ones are made."""
    add = parser.add_argument
    add(
        "what",
        nargs="*",
        metavar="EDITION|PATH",
        help="editions of pamphlet.yml, or statement files [every edition]",
    )
    add("--layout", metavar="NAME", help="see 'pamphlet layouts' [handbill]")
    add("--paper", choices=("a", "us"), help="A4 and its kin, or Letter and its kin")
    add("--theme", metavar="NAME", help="the design, see 'pamphlet themes' [the layout's own]")
    add("--title", metavar="TEXT", help="the title of a booklet made of files")
    add("--out", type=Path, metavar="DIR", help="where the files go [out/ in the project]")


def find_editions(args: argparse.Namespace) -> tuple[list[tuple[Edition, Surroundings]], Path]:
    """Return the editions that are asked for, each with what is around it, and where they go.

    Raises UsageError or ProjectError before anything is started.
    """
    project = current_project()
    here = Path.cwd()
    paths = [word for word in args.what if _is_path(word)]
    names = [word for word in args.what if not _is_path(word)]
    editions = [] if paths and not names else _named(names, project)
    editions = [_adjusted(edition, args) for edition in editions]
    if paths:
        editions += _ad_hoc(paths, args, project)
    from pamphlet.project import refuse_same_names

    refuse_same_names(editions)
    out = args.out or (project.root if project else here) / "out"
    return [(edition, _around(edition, project, here)) for edition in editions], out


def _around(edition: Edition, project: Project | None, here: Path) -> Surroundings:
    """Return the surroundings of an edition; a text from elsewhere has another publisher."""
    from pamphlet.build import Surroundings

    if project is None:
        return Surroundings(base=here)
    if all(path.is_relative_to(project.root) for path in edition.statements):
        return Surroundings(project.root, project.publisher, project.lang, here)
    return Surroundings(project.root, base=here)


def current_project() -> Project | None:
    """Return the project of this folder or of the nearest above it, if there is one."""
    from pamphlet.project import read_project
    from pamphlet.reading import peek
    from pamphlet.resources import find_project

    path = find_project(Path.cwd())
    if path is None:
        return None

    def translation(statement: Path) -> tuple[str, str]:
        facts = peek(statement)
        return facts.lang, facts.translation_of

    return read_project(path, translations=translation)


def _is_path(word: str) -> bool:
    from pamphlet.reading import SUFFIXES

    path = Path(word)
    return path.suffix.lower() in SUFFIXES or "/" in word or "\\" in word or path.is_dir()


def _named(names: list[str], project: Project | None) -> list[Edition]:
    """Return the editions of some names, or all when none is named."""
    if project is None:
        raise UsageError(
            "there is no pamphlet.yml here or above"
            if not names
            else f"no edition {names[0]!r}: there is no pamphlet.yml here or above",
            hint="give a file ('pamphlet build text.txt'), or make a project with 'pamphlet init'",
        )
    if not names:
        if not project.editions:
            raise UsageError("pamphlet.yml has no editions", hint="add some under 'editions:'")
        return list(project.editions)
    found, problems = [], []
    for name in names:
        # An edition in several languages is also known by the name it has in pamphlet.yml.
        matching = [e for e in project.editions if name in (e.name, _without_lang(e))]
        found += [edition for edition in matching if edition not in found]
        if not matching:
            problems.append(_unknown_edition(name, project))
    raise_all(problems)
    return found


def _without_lang(edition: Edition) -> str:
    return edition.name.removesuffix(f"-{edition.lang}") if edition.lang else edition.name


def _unknown_edition(name: str, project: Project) -> UsageError:
    from pamphlet.fields import did_you_mean

    known = [edition.name for edition in project.editions]
    return UsageError(
        f"there is no edition {name!r} in pamphlet.yml",
        hint=did_you_mean(name, known) or f"editions: {', '.join(known)}",
    )


def _adjusted(edition: Edition, args: argparse.Namespace) -> Edition:
    changes = {
        key: value
        for key in ("layout", "paper", "theme")
        if (value := getattr(args, key)) is not None
    }
    return replace(edition, **changes)


def _ad_hoc(words: list[str], args: argparse.Namespace, project: Project | None) -> list[Edition]:
    """Return the editions of statement files: one each, or one of all where the layout gathers."""
    from pamphlet.layout import find_layout
    from pamphlet.project import Edition
    from pamphlet.reading import statement_id
    from pamphlet.resources import layout_folders

    paths = _files(words)
    root = project.root if project else None
    inside = project and all(path.is_relative_to(project.root) for path in paths)
    paper = args.paper or (project.paper if inside else "a")
    theme = args.theme or (project.theme if inside else None)

    def edition(name: str, statements: tuple[Path, ...], layout: str) -> Edition:
        at = Location(_relative(statements[0]))
        title = args.title or ""
        return Edition(name, statements, layout, at, title=title, paper=paper, theme=theme)

    if args.layout and find_layout(args.layout, layout_folders(root)).gathers:
        name = slug(args.title or f"{statement_id(paths[0])}-{args.layout}")
        return [edition(name, tuple(paths), args.layout)]
    layouts = [args.layout or _own_layout(path) for path in paths]
    return [
        edition(f"{slug(statement_id(path))}-{layout}", (path,), layout)
        for path, layout in zip(paths, layouts, strict=True)
    ]


def _own_layout(path: Path) -> str:
    """Return the layout that a statement names; what is wrong with it is said when it is built."""
    from pamphlet.build import DEFAULT_LAYOUT
    from pamphlet.errors import StatementError
    from pamphlet.reading import peek

    try:
        return peek(path).layout or DEFAULT_LAYOUT
    except StatementError:
        return DEFAULT_LAYOUT


def _files(words: list[str]) -> list[Path]:
    """Return the statement files that paths name; a folder stands for those in it."""
    from pamphlet.errors import StatementError
    from pamphlet.reading import SUFFIXES

    found: list[Path] = []
    for word in words:
        path = Path(word)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES)
            if not inside:
                raise StatementError("there is no statement in this folder", at=path)
            found += inside
        elif not path.exists():
            raise StatementError("there is no such file", at=path)
        else:
            found.append(path)
    return [path.resolve() for path in found]


def _relative(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def slug(text: str) -> str:
    """Return a text as a file name: its letters and digits, other things as hyphens."""
    return re.sub(r"[^\w.]+", "-", text.strip().lower()).strip("-.") or "untitled"
