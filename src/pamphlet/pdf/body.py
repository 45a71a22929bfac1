"""The body of a PDF being written: numbered objects as bytes.

pypdf reads; what is new is written here as bytes at once, and what is old is copied
object by object, each once. pypdf's own `clone` copies a stream named in an array
(every ICCBased colour space) anew for each array, and keeps all objects twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

# Nothing that is copied may drag the source's page tree or structure along.
_NOT_COPIED = frozenset({"/Page", "/Pages", "/Catalog", "/StructTreeRoot", "/StructElem"})


def number(value: float, *, places: int = 4) -> str:
    """Return a number as PDF writes it; by default to a ten-thousandth of a point."""
    written = f"{value:.{places}f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    return "0" if written == "-0" else written


def numbers(*values: float) -> str:
    """Return numbers with spaces between."""
    return " ".join(map(number, values))


def matrix_operator(matrix: Sequence[float]) -> bytes:
    """Return the operator that applies a matrix; its scale may be small and is kept."""
    scale = (number(value, places=8) for value in matrix[:4])
    return f"{' '.join(scale)} {numbers(*matrix[4:])} cm".encode()


def text_string(text: str) -> bytes:
    """Return text as a PDF string, in ASCII or UTF-16 (ISO 32000-1, 7.9.2.2)."""
    if text.isascii():
        return literal(text.encode())
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def literal(raw: bytes) -> bytes:
    """Return bytes as a PDF string: literal if they are plain, else hexadecimal."""
    if raw.isascii() and raw.decode("ascii").isprintable():
        escaped = raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"(" + escaped + b")"
    return b"<" + raw.hex().encode() + b">"


class Body:
    """Objects of a file, numbered from 1 in the order in which they are asked for."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self._copies: dict[int, Copies] = {}

    def reserve(self) -> int:
        """Return the number of an object that is put later."""
        self._objects.append(b"null")
        return len(self._objects)

    def put(self, number: int, content: bytes) -> None:
        """Set a reserved object."""
        self._objects[number - 1] = content

    def add(self, content: bytes) -> int:
        """Add an object and return its number."""
        self._objects.append(content)
        return len(self._objects)

    def add_stream(self, entries: bytes, raw: bytes) -> int:
        """Add a stream of encoded bytes; `entries` are its dictionary's, but /Length."""
        return self.add(stream(entries, raw))

    def copies(self, reader: PdfReader) -> Copies:
        """Return what is, and will be, copied from a reader."""
        return self._copies.setdefault(id(reader), Copies(self, reader))

    def file(
        self, *, root: int, info: int, version: tuple[int, int], identity: tuple[bytes, bytes]
    ) -> bytes:
        """Return the whole file."""
        parts = [b"%%PDF-%d.%d\n%%\xe2\xe3\xcf\xd3\n" % version]
        at, offsets = len(parts[0]), []
        for count, content in enumerate(self._objects, start=1):
            offsets.append(at)
            head = b"%d 0 obj\n" % count
            parts += [head, content, b"\nendobj\n"]
            at += len(head) + len(content) + 8
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
        parts += [b"%010d 00000 n \n" % offset for offset in offsets]
        first, second = (part.hex().encode() for part in identity)
        parts.append(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n"
            b"startxref\n%d\n%%%%EOF\n" % (len(offsets) + 1, root, info, first, second, at)
        )
        return b"".join(parts)


def stream(entries: bytes, raw: bytes) -> bytes:
    """Return a stream object of encoded bytes."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(raw), raw)


class Copies:
    """Objects of one source that are copied into a body, each once."""

    def __init__(self, body: Body, reader: PdfReader) -> None:
        self._body, self._reader = body, reader
        self._numbers: dict[tuple[int, int], int] = {}
        self._shared: dict[int, tuple[PdfObject, bytes]] = {}

    def of(self, value: Any) -> bytes:
        """Return a value as bytes, all that it refers to copied.

        Objects are copied from a list and not by recursion: chains may be long.
        """
        waiting: list[IndirectObject] = []
        written = self._written(value, waiting)
        while waiting:
            reference = waiting.pop()
            found = reference.get_object()
            content = b"null" if _stays_behind(found) else self._written_whole(found, waiting)
            self._body.put(self._numbers[reference.generation, reference.idnum], content)
            self.release(reference)
        return written

    def release(self, value: Any) -> None:
        """Forget what pypdf has read and is not needed again, so that memory stays flat."""
        if isinstance(value, IndirectObject):
            self._reader.resolved_objects.pop((value.generation, value.idnum), None)

    def shared(self, value: Any) -> bytes:
        """Return a reference to a value that many pages share, even if it is direct."""
        if isinstance(value, IndirectObject):
            return self.of(value)
        reference = getattr(value, "indirect_reference", None)
        if reference is not None:
            return self.of(reference)
        if id(value) not in self._shared:
            # The value is kept, so that no other one can get its id.
            number = self._body.add(self.of(value))
            self._shared[id(value)] = (value, b"%d 0 R" % number)
        return self._shared[id(value)][1]

    def _reference(self, reference: IndirectObject, waiting: list[IndirectObject]) -> bytes:
        key = (reference.generation, reference.idnum)
        if key not in self._numbers:
            self._numbers[key] = self._body.reserve()
            waiting.append(reference)
        return b"%d 0 R" % self._numbers[key]

    def _written_whole(self, value: Any, waiting: list[IndirectObject]) -> bytes:
        if isinstance(value, StreamObject):
            entries = self._entries(value, waiting)
            return stream(entries, encoded_bytes(value))
        return self._written(value, waiting)

    def _written(self, value: Any, waiting: list[IndirectObject]) -> bytes:
        kind = type(value)
        if kind is IndirectObject:
            return self._reference(value, waiting)
        if kind is NameObject:
            return name(value)
        if kind in (NumberObject, BooleanObject, FloatObject, NullObject):
            return _atom(value)
        if kind in (TextStringObject, ByteStringObject):
            return literal(value.original_bytes)
        if isinstance(value, ArrayObject):
            return b"[%s]" % b" ".join(self._written(item, waiting) for item in value)
        if isinstance(value, DictionaryObject):
            return b"<< %s >>" % self._entries(value, waiting)
        return b"null"

    def _entries(self, value: Mapping[str, Any], waiting: list[IndirectObject]) -> bytes:
        return b" ".join(
            b"%s %s" % (name(key), self._written(item, waiting))
            for key, item in value.items()
            if key != "/Length"
        )


def encoded_bytes(value: StreamObject) -> bytes:
    """Return the bytes of a stream as they stand in the file, still encoded."""
    return value._data


def _stays_behind(value: Any) -> bool:
    return isinstance(value, DictionaryObject) and value.get("/Type") in _NOT_COPIED


@lru_cache(maxsize=4096)
def name(text: str) -> bytes:
    """Return a name, given with its slash, as PDF writes it."""
    return NameObject(text).renumber()


def _atom(value: Any) -> bytes:
    if isinstance(value, BooleanObject):
        return b"true" if value.value else b"false"
    if isinstance(value, NumberObject):
        return b"%d" % value
    if isinstance(value, FloatObject):
        return value.myrepr().encode()
    return b"null"
