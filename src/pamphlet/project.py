"""pamphlet.yml → `Project` and its `Edition`s.

A project is a folder with pamphlet.yml, statements/, layouts/ and fonts/. An
edition says which statements go into which layout, in which languages and on
which paper; nothing is read of the statements here but their file names and
front matter's `translation_of` and `lang`, through a function that is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator

from pamphlet.errors import Location, ProjectError, raise_all
from pamphlet.fields import (
    Fields,
    Line,
    OrText,
    Text,
    Texts,
    Tree,
    complain,
    did_you_mean,
    read_yaml,
    typed,
)
from pamphlet.model import Publisher
from pamphlet.resources import PROJECT_FILE

STATEMENT_SUFFIXES = (".md", ".markdown", ".txt", ".text")

_NAME = re.compile(r"[^\W_][\w.-]*")


def _edition_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise complain(
            f"{name!r} cannot name a file", "use letters, digits, '-', '_' and '.', no spaces"
        )
    return name


def _publisher_group(value):
    return {"name": value} if isinstance(value, str) else value


Name = Annotated[Text, AfterValidator(_edition_name)]


class PublisherFields(Fields):
    """Who stands behind the project; fills in what a statement leaves out."""

    name: Text
    address: Line = ""
    web: Line = ""
    email: Line = ""
    phone: Line = ""
    logo: Text | None = None
    """A picture file, from the project's folder."""


class EditionFields(Fields):
    """One thing to make: statements in a layout."""

    name: Name
    """The name of its files."""
    statements: Texts
    """Names of statements (without suffix) or patterns such as winter-*, in order."""
    layout: Text | None = None
    title: Text | None = None
    """The title of a booklet; other layouts take the statement's."""
    subtitle: Text | None = None
    languages: Texts = ()
    """One edition each, from the translations of its statements."""
    paper: Literal["a", "us"] | None = None
    theme: Text | None = None
    like: Text | None = None
    """Another edition; the text is set in its size and leading, so that a series is alike."""


class ProjectFields(Fields):
    """The file pamphlet.yml."""

    title: Text | None = None
    publisher: Annotated[PublisherFields | None, BeforeValidator(_publisher_group), OrText()] = None
    lang: Text = "en"
    """The language of statements that give none and show none."""
    paper: Literal["a", "us"] = "a"
    """The family of paper: a (A4, A5 …) or us (Letter …)."""
    theme: Text | None = None
    editions: tuple[EditionFields, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """Statements in a layout, on a paper, in one language or in that of its statements.

    `at` is where it was asked for: a line of pamphlet.yml, or a path. Its text is set in
    the size of that of another edition if it is to be `like` it.
    """

    name: str
    statements: tuple[Path, ...]
    layout: str | None
    at: Location
    lang: str | None = None
    title: str = ""
    subtitle: str = ""
    paper: str = "a"
    theme: str | None = None
    like: Edition | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a pamphlet.yml."""

    root: Path
    title: str = ""
    publisher: Publisher = field(default_factory=Publisher)
    lang: str = "en"
    paper: str = "a"
    theme: str | None = None
    editions: tuple[Edition, ...] = ()


def read_project(path: Path, *, translations: Callable[[Path], tuple[str, str]]) -> Project:
    """Return the project of a pamphlet.yml.

    `translations` tells, for a statement's file, its language and the name of the
    statement that it translates ("" if none); it is asked only where an edition
    wants several languages. Raises ProjectError, or Complaints.
    """
    shown = Path(PROJECT_FILE)
    try:
        text = path.read_text("utf-8")
    except OSError as problem:
        raise ProjectError(f"cannot be read: {problem.strerror}", at=path) from None
    except UnicodeDecodeError:
        raise ProjectError(
            "this is not UTF-8 text", at=path, hint="save the file again as UTF-8"
        ) from None
    tree = read_yaml(text, path=str(shown), error=ProjectError)
    fields = typed(ProjectFields, tree, error=ProjectError)
    project = Project(
        root=path.parent,
        title=fields.title or "",
        publisher=_publisher(fields.publisher, path.parent, tree),
        lang=fields.lang,
        paper=fields.paper,
        theme=fields.theme,
    )
    finder = _Finder(path.parent, translations)
    editions, problems, likes = [], [], []
    for number, written in enumerate(fields.editions):
        try:
            made = _editions(written, number, tree, project, finder)
            if written.like:
                at = tree.at(("editions", number, "like"))
                likes += ((edition.name, written.like, at) for edition in made)
            editions += made
        except ProjectError as problem:
            problems.append(problem)
    raise_all(problems)
    refuse_same_names(editions)
    return replace(project, editions=_pinned(editions, likes))


def _pinned(editions: list[Edition], likes: list[tuple[str, str, Location]]) -> tuple[Edition, ...]:
    """Return editions with those that they are to be like."""
    by_name = {edition.name: edition for edition in editions}
    wanting = {name for name, *_ in likes}
    for name, like, at in likes:
        lang = by_name[name].lang
        other = by_name.get(like) or by_name.get(f"{like}-{lang}")
        if other is None:
            known = [edition.name for edition in editions if edition.name != name]
            raise ProjectError(
                f"there is no edition {like!r}", at=at, hint=did_you_mean(like, known)
            )
        if other.name in wanting:
            raise ProjectError(
                f"{like!r} takes its size from another edition itself",
                at=at,
                hint="name the edition whose size all are to have",
            )
        by_name[name] = replace(by_name[name], like=other)
    return tuple(by_name.values())


def _publisher(fields: PublisherFields | None, root: Path, tree: Tree) -> Publisher:
    if fields is None:
        return Publisher()
    logo = root / fields.logo if fields.logo else None
    if logo and not (logo.is_file() and logo.resolve().is_relative_to(root.resolve())):
        raise ProjectError(
            f"there is no logo {fields.logo!r} in the project",
            at=tree.at(("publisher", "logo")),
            hint="give the name of a picture in the project's folder",
        )
    return Publisher(fields.name, fields.address, fields.web, fields.email, fields.phone, logo)


def _editions(
    written: EditionFields, number: int, tree: Tree, project: Project, finder: _Finder
) -> list[Edition]:
    at = tree.at(("editions", number, "name"))
    paths = finder.statements(written, number, tree)
    whole = Edition(
        name=written.name,
        statements=tuple(paths),
        layout=written.layout,
        at=at,
        title=written.title or "",
        subtitle=written.subtitle or "",
        paper=written.paper or project.paper,
        theme=written.theme or project.theme,
    )
    if not written.languages:
        return [whole]
    return [
        replace(
            whole,
            name=f"{whole.name}-{lang}",
            lang=lang,
            statements=tuple(
                finder.translation(path, lang, tree.at(("editions", number, "languages")))
                for path in paths
            ),
        )
        for lang in written.languages
    ]


def refuse_same_names(editions: list[Edition]) -> None:
    """Raise ProjectError when two editions would write the same files."""
    seen: dict[str, Edition] = {}
    for edition in editions:
        first = seen.setdefault(edition.name.casefold(), edition)
        if first is not edition:
            raise ProjectError(
                f"two editions are named {edition.name!r}: here and at {first.at}",
                at=edition.at,
                hint="give one of them another name",
            )


class _Finder:
    """Finds statements by name, pattern and language."""

    def __init__(self, root: Path, translations: Callable[[Path], tuple[str, str]]) -> None:
        self.root, self.ask = root, translations
        folder = root / "statements"
        self.files = sorted(
            path
            for path in (folder.iterdir() if folder.is_dir() else ())
            if path.suffix.lower() in STATEMENT_SUFFIXES and not path.name.startswith(".")
        )
        self.known: dict[Path, tuple[str, str]] = {}

    def statements(self, written: EditionFields, number: int, tree: Tree) -> list[Path]:
        found: list[Path] = []
        for index, name in enumerate(written.statements):
            at = tree.at(("editions", number, "statements", index))
            found += [path for path in self.named(name, at) if path not in found]
        return found

    def named(self, name: str, at: Location) -> list[Path]:
        if any(mark in name for mark in "*?["):
            # A pattern is not meant to gather the translations of what it names.
            found = [p for p in self.files if fnmatch(p.stem, name) and not self.facts(p)[1]]
        else:
            found = [p for p in self.files if name in (p.stem, p.name)]
        if len(found) > 1 and not any(mark in name for mark in "*?["):
            names = " and ".join(path.name for path in found)
            raise ProjectError(f"{name!r} is {names}", at=at, hint="name one with its suffix")
        if not found:
            raise ProjectError(
                f"there is no statement {name!r} in statements/",
                at=at,
                hint=did_you_mean(name, [path.stem for path in self.files]),
            )
        return found

    def facts(self, path: Path) -> tuple[str, str]:
        if path not in self.known:
            self.known[path] = self.ask(path)
        return self.known[path]

    def translation(self, path: Path, lang: str, at: Location) -> Path:
        """Return the file of the same statement in another language."""
        own_lang, original = self.facts(path)
        if own_lang == lang:
            return path
        wanted = {path.stem, original} - {""}
        for other in self.files:
            other_lang, translated = self.facts(other)
            if other_lang == lang and (translated in wanted or other.stem == original):
                return other
        raise ProjectError(
            f"there is no translation of {path.stem!r} into {lang!r}",
            at=at,
            hint=f"write statements/{path.stem}.{lang}.md with 'translation_of: {path.stem}'",
        )
