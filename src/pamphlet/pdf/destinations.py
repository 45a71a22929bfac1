"""Where a link or bookmark of a source leads: a page and a place on it.

Documents come in; page indices in reading order over all of them, and views in the
page's own space, go out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from pamphlet.pdf.opening import Document

# Deeper trees are knotted, not deep.
_DEEPEST = 64


@dataclass(frozen=True, slots=True)
class Destination:
    """A page, counted over all documents, and a point on it, if one is named."""

    page: int
    left: float | None = None
    top: float | None = None
    whole: bool = False


class Destinations:
    """What destinations of one document mean; `first` is the index of its first page."""

    def __init__(self, document: Document, *, first: int) -> None:
        self._document, self._first = document, first
        self._pages = {
            (page.indirect_reference.generation, page.indirect_reference.idnum): first + index
            for index, page in enumerate(document.pages)
            if getattr(page, "indirect_reference", None) is not None
        }
        self._names: dict[bytes, Any] | None = None

    def of(self, action_or_link: DictionaryObject) -> Destination | None:
        """Return where a dictionary with /Dest, or with a GoTo action, leads."""
        if "/Dest" in action_or_link:
            return self.resolve(action_or_link["/Dest"])
        action = action_or_link.get("/A")
        action = action.get_object() if action is not None else None
        if isinstance(action, DictionaryObject) and action.get("/S") == "/GoTo":
            return self.resolve(action.get("/D"))
        return None

    def resolve(self, value: Any) -> Destination | None:
        """Return an explicit or named destination, None if it leads nowhere."""
        value = value.get_object() if value is not None else None
        if isinstance(value, TextStringObject | ByteStringObject | NameObject):
            value = self._named(_key(value))
        if isinstance(value, DictionaryObject):
            value = value.get("/D")
            value = value.get_object() if value is not None else None
        if not isinstance(value, ArrayObject) or not value:
            return None
        page = self._page(value[0])
        return None if page is None else _view(page, value[1:])

    def _page(self, target: Any) -> int | None:
        if isinstance(target, IndirectObject):
            return self._pages.get((target.generation, target.idnum))
        # Some writers number pages even within one file.
        if isinstance(target, NumberObject) and 0 <= target < len(self._document.pages):
            return self._first + int(target)
        return None

    def _named(self, key: bytes) -> Any:
        if self._names is None:
            self._names = dict(self._all_named())
        found = self._names.get(key)
        return found.get_object() if found is not None else None

    def _all_named(self) -> Iterator[tuple[bytes, Any]]:
        root = self._document.reader.root_object
        old = _dictionary(root.get("/Dests"))
        yield from ((_key(name), value) for name, value in dict.items(old))
        tree = _dictionary(_dictionary(root.get("/Names")).get("/Dests"))
        yield from _leaves(tree, _DEEPEST)


def _view(page: int, how: list[Any]) -> Destination:
    kind, values = (how[0] if how else "/Fit"), [_float(value) for value in how[1:]]
    values += [None] * (4 - len(values))
    if kind == "/XYZ":
        return Destination(page, values[0], values[1])
    if kind in ("/FitH", "/FitBH"):
        return Destination(page, None, values[0])
    if kind == "/FitR":
        return Destination(page, values[0], values[3])
    return Destination(page, whole=True)


def _leaves(node: DictionaryObject, depth: int) -> Iterator[tuple[bytes, Any]]:
    """Yield the entries of a name tree (ISO 32000-1, 7.9.6)."""
    names = node.get("/Names")
    entries = names.get_object() if names is not None else ()
    for at in range(0, len(entries) - 1, 2):
        yield _key(entries[at].get_object()), entries[at + 1]
    if depth:
        kids = node.get("/Kids")
        for kid in kids.get_object() if kids is not None else ():
            yield from _leaves(_dictionary(kid), depth - 1)


def _key(name: Any) -> bytes:
    if isinstance(name, NameObject):
        return name[1:].encode("utf-8", "replace")
    return name.original_bytes


def _dictionary(value: Any) -> DictionaryObject:
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _float(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
