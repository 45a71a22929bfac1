"""What of the sources goes on with the sheets: bookmarks, labels, metadata, intents, layers.

Documents and placements come in; objects written into a `Body`, and entries of its
catalog as bytes, go out. The structure tree stays behind: sheets are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from pamphlet.pdf.annotations import Placement, placed_destination
from pamphlet.pdf.body import Body, Copies, literal, text_string
from pamphlet.pdf.destinations import Destination, Destinations
from pamphlet.pdf.opening import Document

# Deeper outlines are knotted, not deep.
_DEEPEST = 64
_CARRIED_INFO = (
    "/Title", "/Author", "/Subject", "/Keywords",
    "/Creator", "/Trapped", "/CreationDate", "/ModDate",
)  # fmt: skip


def _object(value: Any) -> Any:
    return value.get_object() if value is not None else None


def _integer(value: Any, otherwise: int) -> int:
    value = _object(value)
    return int(value) if isinstance(value, NumberObject) else otherwise


# --- bookmarks -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An outline item; `looks` are its colour, flags and outward action as bytes."""

    title: bytes
    target: Destination | None
    looks: bytes
    is_open: bool
    below: tuple[Bookmark, ...]


def bookmarks(document: Document, body: Body, destinations: Destinations) -> tuple[Bookmark, ...]:
    """Return the outline of a document, its knots undone."""
    seen: set[tuple[int, int]] = set()
    copies = body.copies(document.reader)

    def level(parent: DictionaryObject, depth: int) -> Iterator[Bookmark]:
        reference = dict.get(parent, "/First")
        while isinstance(reference, IndirectObject) and depth:
            key, item = (reference.generation, reference.idnum), reference.get_object()
            if key in seen or not isinstance(item, DictionaryObject):
                return
            seen.add(key)
            yield Bookmark(
                title=literal(getattr(_object(item.get("/Title")), "original_bytes", b"")),
                target=destinations.of(item),
                looks=_looks(item, copies),
                is_open=_integer(item.get("/Count"), 0) > 0,
                below=tuple(level(item, depth - 1)),
            )
            reference = dict.get(item, "/Next")

    root = _object(document.reader.root_object.get("/Outlines"))
    return tuple(level(root, _DEEPEST)) if isinstance(root, DictionaryObject) else ()


def _looks(item: DictionaryObject, copies: Copies) -> bytes:
    looks = [
        b"%s %s" % (key.encode(), copies.of(dict.__getitem__(item, key)))
        for key in ("/C", "/F")
        if key in item
    ]
    action = _object(item.get("/A"))
    if isinstance(action, DictionaryObject) and action.get("/S") == "/URI":
        uri = _object(action.get("/URI"))
        looks.append(b"/A << /S /URI /URI %s >>" % literal(getattr(uri, "original_bytes", b"")))
    return b" ".join(looks)


def write_bookmarks(
    body: Body, marks: Sequence[Bookmark], placed: Callable[[int], Placement | None]
) -> bytes:
    """Write an outline and return its catalog entry; `placed` says where a page now is."""
    if not marks:
        return b""
    root = body.reserve()
    first, last, shown = _write_level(body, marks, root, placed)
    entries = b"/First %d 0 R /Last %d 0 R /Count %d" % (first, last, shown)
    body.put(root, b"<< /Type /Outlines %s >>" % entries)
    return b"/Outlines %d 0 R" % root


def _write_level(
    body: Body, marks: Sequence[Bookmark], parent: int, placed: Callable[[int], Placement | None]
) -> tuple[int, int, int]:
    """Write siblings; return the first and last number and how many items are shown."""
    own = [body.reserve() for _ in marks]
    shown = len(marks)
    for at, (mark, number) in enumerate(zip(marks, own, strict=True)):
        entries = [b"/Title %s /Parent %d 0 R" % (mark.title, parent), mark.looks]
        there = placed(mark.target.page) if mark.target else None
        if mark.target and there:
            entries.append(b"/Dest %s" % placed_destination(mark.target, there))
        if at:
            entries.append(b"/Prev %d 0 R" % own[at - 1])
        if at + 1 < len(own):
            entries.append(b"/Next %d 0 R" % own[at + 1])
        if mark.below:
            first, last, below = _write_level(body, mark.below, number, placed)
            shown += below if mark.is_open else 0
            count = below if mark.is_open else -below
            entries.append(b"/First %d 0 R /Last %d 0 R /Count %d" % (first, last, count))
        body.put(number, b"<< %s >>" % b" ".join(filter(None, entries)))
    return own[0], own[-1], shown


# --- page labels -----------------------------------------------------------------


def page_labels(document: Document) -> list[str]:
    """Return the label of each page as a reader sees it (ISO 32000-1, 12.4.2)."""
    tree = _object(document.reader.root_object.get("/PageLabels"))
    ranges = sorted(_ranges(tree, _DEEPEST), key=lambda entry: entry[0])
    if not ranges or ranges[0][0] != 0:
        ranges.insert(0, (0, DictionaryObject({NameObject("/S"): NameObject("/D")})))
    labels, following = [], 0
    for index in range(len(document.pages)):
        while following + 1 < len(ranges) and ranges[following + 1][0] <= index:
            following += 1
        first, rule = ranges[following]
        labels.append(_label(rule, index - first))
    return labels


def _ranges(node: Any, depth: int) -> Iterator[tuple[int, DictionaryObject]]:
    """Yield the entries of a number tree of page labels."""
    if not isinstance(node, DictionaryObject) or not depth:
        return
    entries = _object(node.get("/Nums")) or ()
    for at in range(0, len(entries) - 1, 2):
        index, rule = _object(entries[at]), _object(entries[at + 1])
        if isinstance(index, NumberObject) and isinstance(rule, DictionaryObject):
            yield int(index), rule
    for kid in _object(node.get("/Kids")) or ():
        yield from _ranges(_object(kid), depth - 1)


def _label(rule: DictionaryObject, offset: int) -> str:
    count = _integer(rule.get("/St"), 1) + offset
    prefix, style = _object(rule.get("/P")), rule.get("/S")
    return (str(prefix) if prefix is not None else "") + _numeral(count, style)


def _numeral(count: int, style: Any) -> str:
    if style in ("/R", "/r", "/A", "/a") and 0 < count < _MOST_NUMERALS:
        text = _roman(count) if style in ("/R", "/r") else _letters(count)
        return text if style in ("/r", "/a") else text.upper()
    return str(count) if style is not None else ""


# Beyond these, Roman numerals and repeated letters only fill memory.
_MOST_NUMERALS = 5000
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _letters(count: int) -> str:
    """Return a … z, aa … zz, aaa …: PDF repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def write_page_labels(labels: Sequence[str]) -> bytes:
    """Return the catalog entry that labels each output page with its own words."""
    entries = (
        b"%d << /P %s >>" % (index, text_string(label)) for index, label in enumerate(labels)
    )
    return b"/PageLabels << /Nums [%s] >>" % b" ".join(entries)


# --- metadata --------------------------------------------------------------------


def information(document: Document) -> dict[str, bytes]:
    """Return the entries of the information dictionary that stay true, as bytes."""
    info = _object(document.reader.trailer.get("/Info"))
    if not isinstance(info, DictionaryObject):
        return {}
    found = ((key, _object(info.get(key))) for key in _CARRIED_INFO)
    return {
        key: value.renumber() if isinstance(value, NameObject) else literal(value.original_bytes)
        for key, value in found
        if isinstance(value, NameObject) or hasattr(value, "original_bytes")
    }


# What a file claims to be, and the sheets made of it are not until it is proved anew.
_CLAIMS = ("pdfaid", "pdfuaid", "pdfxid", "pdfvtid", "pdfeid", "pdfx")


def metadata(document: Document, *, producer: str, title: str | None) -> bytes | None:
    """Return the XMP of a document without its claims of conformance.

    Its producer, and its title if one is given, are replaced where they stand.
    """
    stream = _object(document.reader.root_object.get("/Metadata"))
    if not isinstance(stream, StreamObject):
        return None
    packet = stream.get_data()
    if b"rdf:RDF" not in packet:  # in UTF-16, or no XMP at all
        return None
    for prefix in _CLAIMS:
        name = prefix.encode()
        packet = re.sub(rb"<%s:(\w+)[^<>]*>[^<]*</%s:\1>" % (name, name), b"", packet)
        packet = re.sub(rb"""\s%s:\w+\s*=\s*("[^"]*"|'[^']*')""" % name, b"", packet)
    packet = _retold(packet, b"pdf:Producer", b"pdf:Producer", producer)
    return packet if title is None else _retold(packet, b"dc:title", b"rdf:li", title)


def _retold(packet: bytes, element: bytes, leaf: bytes, text: str) -> bytes:
    """Return the packet with the text of each `leaf` within the first `element` replaced."""
    begin, end = packet.find(b"<%s" % element), packet.find(b"</%s>" % element)
    if begin < 0 or end < begin:
        return packet
    end += len(element) + 3
    told = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()
    within = re.sub(
        rb"(<%s[^<>]*>)[^<]*(</%s>)" % (leaf, leaf),
        lambda found: found[1] + told + found[2],
        packet[begin:end],
    )
    return packet[:begin] + within + packet[end:]


# --- what the look of the pages depends on ---------------------------------------


def output_intents(documents: Sequence[Document], body: Body) -> bytes:
    """Return the catalog entry with the output intents of the first that has any."""
    for document in documents:
        intents = _object(document.reader.root_object.get("/OutputIntents"))
        if isinstance(intents, ArrayObject) and intents:
            return b"/OutputIntents %s" % body.copies(document.reader).of(intents)
    return b""


def layers(documents: Sequence[Document], body: Body) -> bytes:
    """Return the catalog entry that keeps each layer on or off as it was.

    Several sources are joined: their groups, and the lists of their default views.
    """
    groups: list[bytes] = []
    lists: dict[str, list[bytes]] = {}
    for document in documents:
        properties = _object(document.reader.root_object.get("/OCProperties"))
        if not isinstance(properties, DictionaryObject):
            continue
        copies = body.copies(document.reader)
        own = [copies.of(group) for group in _object(properties.get("/OCGs")) or ()]
        view = _object(properties.get("/D")) or {}
        groups += own
        if view.get("/BaseState") == "/OFF":
            # The joined view begins with all layers on: say which are not.
            lit = {copies.of(group) for group in _object(view.get("/ON")) or ()}
            lists.setdefault("/OFF", []).extend(group for group in own if group not in lit)
        for key in ("/OFF", "/Order", "/AS", "/RBGroups", "/Locked"):
            items = _object(view.get(key)) or ()
            lists.setdefault(key, []).extend(copies.of(item) for item in items)
    if not groups:
        return b""
    view_entries = b" ".join(
        b"%s [%s]" % (key.encode(), b" ".join(items)) for key, items in lists.items() if items
    )
    return b"/OCProperties << /OCGs [%s] /D << %s >> >>" % (b" ".join(groups), view_entries)


def language(documents: Sequence[Document]) -> bytes | None:
    """Return the language of the first document that names one, as a PDF string."""
    for document in documents:
        value = _object(document.reader.root_object.get("/Lang"))
        if hasattr(value, "original_bytes"):
            return literal(value.original_bytes)
    return None
