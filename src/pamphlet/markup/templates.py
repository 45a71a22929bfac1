"""Where templates are found, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from markupsafe import Markup, escape

from pamphlet import __version__
from pamphlet.errors import LayoutError
from pamphlet.model import Runs
from pamphlet.notes import read_note, write_note
from pamphlet.resources import LINKS, is_inside, short_name

# A power of more bits can take longer than anyone waits, and cannot be interrupted.
MAX_BITS = 4096


class Outside(Exception):
    """A template names a file outside the folders of its layout."""


class _Loader(jinja2.BaseLoader):
    """Finds templates in a layout's folders, and nowhere else.

    `FILE` is the nearest one, `super/FILE` the next after the asking template's
    folder, and `NAME/FILE` that of a layout which is extended. Within Jinja the last
    two are DEPTH:FILE, the place of the folder to begin at.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        depth, name = _parted(template)
        path = self._find(name, depth)
        if path is None:
            raise jinja2.TemplateNotFound(name)
        written = path.stat().st_mtime_ns
        try:
            source = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise LayoutError(
                "this is not UTF-8 text", at=short_name(path), hint="save the file again as UTF-8"
            ) from None

        def is_current() -> bool:
            return self._find(name, depth) == path and path.stat().st_mtime_ns == written

        return source, str(path), is_current

    def resolve(self, template: str, parent: str) -> str:
        """Return `template` as the loader knows it, seen from the template `parent`."""
        depth, name = _parted(parent)
        own = self._depth(name, depth)
        prefix, _, rest = template.partition("/")
        if prefix == "super":
            return f"{own + 1}:{rest}"
        # In a layout that extends one of its own name, the name is that of the other.
        order = (*range(own + 1, len(self.folders)), *range(own + 1))
        places = (place for place in order if self.folders[place].name == prefix)
        place = next(places, None)
        return template if place is None or not rest else f"{place}:{rest}"

    def _find(self, name: str, depth: int) -> Path | None:
        for folder in self.folders[depth:]:
            path = folder / name
            if not is_inside(path, self.folders):
                raise Outside(name)
            if path.is_file():
                return path
        return None

    def _depth(self, name: str, depth: int) -> int:
        found = self._find(name, depth)
        homes = (place for place in range(depth, len(self.folders)))
        return next((place for place in homes if self.folders[place] / name == found), depth)


def _parted(template: str) -> tuple[int, str]:
    found = re.fullmatch(r"(\d+):(.*)", template)
    return (int(found[1]), found[2]) if found else (0, template)


class _Environment(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"**"})

    def join_path(self, template: str, parent: str) -> str:
        return self.loader.resolve(template, parent)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        # A path could read and write whatever the program can.
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        are_whole = isinstance(left, int) and isinstance(right, int)
        if are_whole and right * left.bit_length() > MAX_BITS:
            raise SecurityError(f"{left} ** {right} is too large to be computed")
        return super().call_binop(context, operator, left, right)


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled before: that takes as long as laying out a page."""

    def load_bytecode(self, bucket: Any) -> None:
        if note := read_note(_name_of(bucket)):
            bucket.bytecode_from_string(note)

    def dump_bytecode(self, bucket: Any) -> None:
        write_note(_name_of(bucket), bucket.bytecode_to_string())


def _name_of(bucket: Any) -> str:
    return f"templates/{bucket.key}-{__version__}"


@lru_cache(maxsize=32)
def environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Return where the templates of a layout live: sandboxed, escaped, strict about names.

    A template that has changed is read anew. Nothing in it depends on chance.
    """
    environment = _Environment(
        loader=_Loader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(),
    )
    environment.tests["block"] = lambda block, name: type(block).__name__ == name
    environment.tests["raised"] = lambda figure: any(map(str.isdecimal, figure))
    environment.filters["safe_link"] = _safe_link
    environment.filters["for_engine"] = _spaces_ahead
    environment.filters["breakable"] = _breakable
    environment.filters["ends_kept"] = _ends_kept
    del environment.filters["random"], environment.globals["lipsum"]
    return environment


def _safe_link(link: str | None) -> str:
    """Return a link if it leads to the web, a mailbox, a telephone or a place in the text."""
    link = (link or "").strip()
    return link if link.lower().startswith((*LINKS, "#")) else ""


def _ends_kept(text: str) -> Markup:
    """Return a text whose planned line ends are not taken for white between two tags."""
    return Markup(str(escape(text)).replace("\n", "&#10;"))


def _breakable(address: str) -> Markup:
    """Let a long address end a line after one of its marks, without a hyphen.

    One that runs from the left in a right-to-left line stays one text: the engine would
    set the parts around an element from the right.
    """
    parts = re.split(r"(?<=[/.@?&=_-])(?=[^/\u2069])", address)
    return Markup("\u200b" if address.startswith("\u2066") else "<wbr>").join(parts)


def _spaces_ahead(runs: Runs) -> Runs:
    """Move the space at the end of a run to the start of the next.

    Where a line ends exactly at such a space the engine (WeasyPrint 70) breaks after the
    line's first word instead.
    """
    moved, space = [], ""
    for run in runs:
        text = space + run.text
        kept = text.rstrip(" ")
        space = text[len(kept) :]
        if kept:
            moved.append(replace(run, text=kept))
    if moved and space:
        moved[-1] = replace(moved[-1], text=moved[-1].text + space)
    return tuple(moved)
