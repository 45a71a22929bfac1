"""Source pages placed on larger pages, written as one file.

Documents, and surfaces that say which page goes where, come in; the bytes of a PDF
go out. It knows points and matrices, not sheets; no content is parsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pamphlet.pdf import carry
from pamphlet.pdf.annotations import (
    Appearance,
    Link,
    Placement,
    annotations_of,
    appearance_of,
    link_of,
    placed_link,
)
from pamphlet.pdf.body import Body, matrix_operator, name, numbers, text_string
from pamphlet.pdf.boxes import Box, Matrix
from pamphlet.pdf.destinations import Destinations
from pamphlet.pdf.forms import page_form
from pamphlet.pdf.opening import Document

# /Duplex is younger, but ignored by the old; PDF/X-4 is written in 1.6.
LOWEST_VERSION = (1, 6)


@dataclass(frozen=True, slots=True)
class Placing:
    """A source page, counted over all documents, with its matrix and its clip."""

    page: int
    matrix: Matrix
    clip: Box


@dataclass(frozen=True, slots=True)
class Surface:
    """One output page: its boxes, what lies on it, and where the drawing goes.

    `beside` are operators that need no resources, drawn on this page alone.
    """

    media: Box
    bleed: Box
    trim: Box
    placings: tuple[Placing, ...]
    drawing: Matrix | None = None
    beside: bytes = b""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Operators, and the resources they name, shared by all surfaces; such as marks."""

    box: Box
    content: bytes
    resources: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontispiece:
    """What the file says of itself; None stands for what the first source says.

    `navigation` carries links, bookmarks, page labels and XMP over; `viewer` holds
    the entries of the viewer preferences; `identity` are the two parts of /ID.
    """

    producer: str
    identity: tuple[bytes, bytes]
    viewer: bytes
    navigation: bool = True
    title: str | None = None
    lang: str | None = None
    information: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Page:
    """A source page made a form, with what is drawn and linked on it."""

    form: int
    links: tuple[Link, ...]
    drawn: tuple[Appearance, ...]


def assemble(
    documents: Sequence[Document],
    surfaces: Sequence[Surface],
    *,
    drawing: Drawing | None,
    front: Frontispiece,
) -> bytes:
    """Return a file with one page for each surface; the same input gives the same bytes."""
    return _Assembly(documents, surfaces, drawing, front).file()


class _Assembly:
    """One file on its way; every page is made a form once, when it is first placed."""

    def __init__(
        self,
        documents: Sequence[Document],
        surfaces: Sequence[Surface],
        drawing: Drawing | None,
        front: Frontispiece,
    ) -> None:
        self._documents, self._surfaces, self._front = documents, surfaces, front
        self._body = Body()
        self._root, self._tree = self._body.reserve(), self._body.reserve()
        self._numbers = [self._body.reserve() for _ in surfaces]
        self._drawing = self._drawing_form(drawing) if drawing else None
        self._destinations = list(_destinations(documents))
        self._sources = [
            (document, page, destinations)
            for document, destinations in zip(documents, self._destinations, strict=True)
            for page in range(len(document.pages))
        ]
        self._placed = self._first_placements()
        self._pages: dict[int, _Page] = {}

    def file(self) -> bytes:
        """Return the file."""
        for number, surface in zip(self._numbers, self._surfaces, strict=True):
            self._body.put(number, self._surface(number, surface))
        kids = b" ".join(b"%d 0 R" % number for number in self._numbers)
        pages = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._numbers), kids)
        self._body.put(self._tree, pages)
        self._body.put(self._root, self._catalog())
        info = self._body.add(self._information())
        return self._body.file(
            root=self._root,
            info=info,
            version=max(LOWEST_VERSION, *(document.version for document in self._documents)),
            identity=self._front.identity,
        )

    def _first_placements(self) -> dict[int, Placement]:
        """Return where each page is found first: links and bookmarks lead there."""
        first: dict[int, Placement] = {}
        for number, surface in zip(self._numbers, self._surfaces, strict=True):
            for placing in surface.placings:
                place = Placement(number, placing.matrix, placing.clip)
                first.setdefault(placing.page, place)
        return first

    # --- a surface

    def _surface(self, number: int, surface: Surface) -> bytes:
        """Return an output page; what it shows is added to the body."""
        names: dict[bytes, bytes] = {}
        layers: dict[bytes, bytes] = {}
        operators, links = [], []
        for placing in surface.placings:
            page = self._page(placing.page)
            operators += _shown(placing, page, names, layers)
            links += self._links(page, Placement(number, placing.matrix, placing.clip))
        if self._drawing and surface.drawing:
            names[b"/Marks"] = b"%d 0 R" % self._drawing
            operators.append(b"q %s /Marks Do Q" % matrix_operator(surface.drawing))
        if surface.beside:
            operators.append(b"q %s Q" % surface.beside)
        content = self._body.add_stream(b"", b"\n".join(operators))
        entries = [
            b"/Type /Page /Parent %d 0 R %s" % (self._tree, _boxes(surface)),
            b"/Resources << %s >>" % _resources(names, layers),
            b"/Contents %d 0 R" % content,
            self._group(surface),
            b"/Annots [%s]" % b" ".join(links) if links else b"",
        ]
        return b"<< %s >>" % b" ".join(filter(None, entries))

    def _page(self, index: int) -> _Page:
        """Return a source page as a form, made when it is first asked for."""
        if index not in self._pages:
            document, page, destinations = self._sources[index]
            dictionary = document.pages[page]
            copies = self._body.copies(document.reader)
            links, drawn = [], []
            for annotation in annotations_of(dictionary):
                link = link_of(annotation, copies, destinations)
                appearance = None if link else appearance_of(annotation, copies)
                links += [link] if link and self._front.navigation else []
                drawn += [appearance] if appearance else []
            form = page_form(self._body, copies, dictionary, document.boxes[page])
            self._pages[index] = _Page(form, tuple(links), tuple(drawn))
        return self._pages[index]

    def _links(self, page: _Page, here: Placement) -> list[bytes]:
        """Return references to the links of a page at one of its places."""
        dictionaries = (
            placed_link(link, here, self._placed.get(link.target.page) if link.target else None)
            for link in page.links
        )
        return [b"%d 0 R" % self._body.add(d) for d in dictionaries if d is not None]

    def _group(self, surface: Surface) -> bytes:
        """Return the blending space of the first page that states one."""
        for placing in surface.placings:
            document, page, _ = self._sources[placing.page]
            group = dict.get(document.pages[page], "/Group")
            if group is not None:
                return b"/Group %s" % self._body.copies(document.reader).of(group)
        return b""

    def _drawing_form(self, drawing: Drawing) -> int:
        entries = b"/Type /XObject /Subtype /Form /BBox [%s] /Resources << %s >>" % (
            numbers(*drawing.box).encode(),
            drawing.resources,
        )
        return self._body.add_stream(entries, drawing.content)

    # --- the document

    def _catalog(self) -> bytes:
        lang = self._front.lang
        told = text_string(lang) if lang is not None else carry.language(self._documents)
        entries = [
            b"/Type /Catalog /Pages %d 0 R" % self._tree,
            b"/ViewerPreferences << %s >>" % self._front.viewer,
            b"/Lang %s" % told if told is not None else b"",
            carry.output_intents(self._documents, self._body),
            carry.layers(self._documents, self._body),
        ]
        if self._front.navigation:
            entries += self._navigation()
        return b"<< %s >>" % b" ".join(filter(None, entries))

    def _navigation(self) -> list[bytes]:
        """Return the catalog entries of bookmarks, page labels and XMP."""
        marks = [
            mark
            for document, destinations in zip(self._documents, self._destinations, strict=True)
            for mark in carry.bookmarks(document, self._body, destinations)
        ]
        packet = carry.metadata(
            self._documents[0], producer=self._front.producer, title=self._front.title
        )
        metadata = b""
        if packet is not None:
            number = self._body.add_stream(b"/Type /Metadata /Subtype /XML", packet)
            metadata = b"/Metadata %d 0 R" % number
        return [
            carry.write_bookmarks(self._body, marks, self._placed.get),
            carry.write_page_labels(self._labels()),
            metadata,
        ]

    def _labels(self) -> list[str]:
        """Return for each surface the labels of its pages, each once: `8, 1`."""
        labels = [label for document in self._documents for label in carry.page_labels(document)]
        return [
            ", ".join(dict.fromkeys(labels[placing.page] for placing in surface.placings))
            for surface in self._surfaces
        ]

    def _information(self) -> bytes:
        told = carry.information(self._documents[0])
        told |= {f"/{key}": text_string(text) for key, text in self._front.information.items()}
        if self._front.title is not None:
            told["/Title"] = text_string(self._front.title)
        told["/Producer"] = text_string(self._front.producer)
        entries = (b"%s %s" % (name(key), value) for key, value in told.items())
        return b"<< %s >>" % b" ".join(entries)


def _destinations(documents: Sequence[Document]) -> Iterator[Destinations]:
    firsts = accumulate((len(document.pages) for document in documents), initial=0)
    for document, first in zip(documents, firsts, strict=False):
        yield Destinations(document, first=first)


def _shown(
    placing: Placing, page: _Page, names: dict[bytes, bytes], layers: dict[bytes, bytes]
) -> list[bytes]:
    """Return the operators that show a page in its clip, and its annotations upon it."""
    form = b"/P%d" % (placing.page + 1)
    names[form] = b"%d 0 R" % page.form
    left, bottom, right, top = placing.clip
    return [
        b"q %s re W n" % numbers(left, bottom, right - left, top - bottom).encode(),
        b"%s %s Do" % (matrix_operator(placing.matrix), form),
        *(_drawn(appearance, names, layers) for appearance in page.drawn),
        b"Q",
    ]


def _drawn(appearance: Appearance, names: dict[bytes, bytes], layers: dict[bytes, bytes]) -> bytes:
    """Return the operators of an annotation, in the layer it belongs to."""
    form = b"/A%s" % appearance.form.split()[0]
    names[form] = appearance.form
    drawn = b"q %s %s Do Q" % (matrix_operator(appearance.matrix), form)
    if appearance.layer is None:
        return drawn
    layer = b"/L%s" % appearance.layer.split()[0]
    layers[layer] = appearance.layer
    return b"/OC %s BDC %s EMC" % (layer, drawn)


def _resources(names: dict[bytes, bytes], layers: dict[bytes, bytes]) -> bytes:
    kinds = ((b"/XObject", names), (b"/Properties", layers))
    return b" ".join(
        b"%s << %s >>" % (kind, b" ".join(b"%s %s" % entry for entry in entries.items()))
        for kind, entries in kinds
        if entries
    )


def _boxes(surface: Surface) -> bytes:
    boxes = (("Media", surface.media), ("Bleed", surface.bleed), ("Trim", surface.trim))
    return b" ".join(b"/%sBox [%s]" % (key.encode(), numbers(*box).encode()) for key, box in boxes)
