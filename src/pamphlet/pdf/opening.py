"""Open a PDF, or say why it cannot be read.

A path or bytes come in, a `Document` goes out. Whatever pypdf raises is turned into
a PdfError here, and nowhere else.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject, IndirectObject, NullObject

from pamphlet.errors import PamphletError, PdfError
from pamphlet.pdf.boxes import PageBoxes, page_boxes

# pypdf reports what it forgives as log lines; what cannot be forgiven is raised.
logging.getLogger("pypdf").setLevel(logging.ERROR)

_MEND = "open it in a PDF viewer and save it anew, or try: qpdf IN.pdf MENDED.pdf"
# Acrobat looks for the end marker in the last 1024 bytes; some add more behind it.
_TAIL = 2048


@dataclass(frozen=True, slots=True)
class Document:
    """An opened PDF: its pages with inherited entries filled in, and their boxes."""

    name: str
    reader: PdfReader
    pages: tuple[DictionaryObject, ...]
    boxes: tuple[PageBoxes, ...]
    version: tuple[int, int]
    content: bytes = field(repr=False)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn whatever goes wrong inside pypdf into a PdfError at `name`.

    Meanwhile the garbage collector rests: pypdf makes some hundred objects a page and
    none in cycles, and walking them over and over takes a third of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    except (PamphletError, MemoryError):
        raise
    except Exception as problem:
        # A damaged file may raise anything: pypdf's own errors, KeyError, zlib.error …
        reason = str(problem).strip().splitlines() or [type(problem).__name__]
        raise PdfError(f"cannot be read: {reason[0]}", at=name, hint=_MEND) from problem
    finally:
        if collecting:
            gc.enable()


def open_pdf(source: Path | str | bytes, *, name: str | None = None) -> Document:
    """Return an opened PDF.

    `name` stands for bytes in messages. Raises PdfError, with place and remedy, if
    the file is missing, empty, cut short, locked, damaged, without pages or no PDF.
    """
    name = name or ("a PDF in memory" if isinstance(source, bytes) else str(source))
    content = source if isinstance(source, bytes) else _content(Path(source), name)
    _check_frame(content, name)
    with reading(name):
        reader = _reader(content, name)
        pages = tuple(reader.pages)
        _check_pages(reader, pages, name)
        boxes = tuple(page_boxes(page) for page in pages)
        _check_boxes(boxes, name)
        version = _version(reader)
    return Document(name, reader, pages, boxes, version, content)


def _content(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or "cannot be opened"
        hint = "check the name" if isinstance(problem, FileNotFoundError) else "check the file"
        raise PdfError(f"cannot be opened: {reason}", at=name, hint=hint) from None


def _check_frame(content: bytes, name: str) -> None:
    """Raise PdfError unless the bytes begin and end as a PDF does."""
    if not content.strip():
        raise PdfError("is empty", at=name, hint="make the file anew")
    if b"%PDF-" not in content[:1024]:
        raise PdfError("is no PDF", at=name, hint="print or export it to PDF first")
    if b"%%EOF" not in content[-_TAIL:]:
        raise PdfError(
            "ends before its end: it is cut short", at=name, hint="copy or download it again"
        )


def _reader(content: bytes, name: str) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(content))
        if not reader.is_encrypted:
            return reader
    except DependencyError:  # pypdf needs a further library for AES
        pass
    return PdfReader(BytesIO(_unlocked(content, name)))


def _unlocked(content: bytes, name: str) -> bytes:
    """Return the file without encryption, if it opens without a password.

    pikepdf knows every cipher by itself.
    """
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            plain = BytesIO()
            pdf.save(plain)
    except pikepdf.PasswordError:
        raise PdfError(
            "is locked with a password",
            at=name,
            hint="save it without: qpdf --password=SECRET --decrypt IN.pdf OUT.pdf",
        ) from None
    return plain.getvalue()


def _check_pages(reader: PdfReader, pages: tuple[DictionaryObject, ...], name: str) -> None:
    """Raise PdfError rather than go on with fewer pages, or emptier ones, than there were."""
    tree = reader.root_object["/Pages"]
    stated = tree.get("/Count") if isinstance(tree, DictionaryObject) else None
    if isinstance(stated, int) and stated > len(pages):
        raise PdfError(
            f"is damaged: it should have {stated} pages, {len(pages)} can be read",
            at=name,
            hint=_MEND,
        )
    if not pages:
        raise PdfError("has no pages", at=name, hint="make the file anew")
    for number, page in enumerate(pages, start=1):
        contents = dict.get(page, "/Contents")
        lost = isinstance(contents, IndirectObject) and contents.get_object() in (
            None,
            NullObject(),
        )
        if lost:
            raise PdfError(f"page {number} has lost its content", at=name, hint=_MEND)


def _check_boxes(boxes: tuple[PageBoxes, ...], name: str) -> None:
    for number, box in enumerate(boxes, start=1):
        if box.media.is_empty:
            raise PdfError(
                f"page {number} has no width or no height", at=name, hint="make the page anew"
            )


def _version(reader: PdfReader) -> tuple[int, int]:
    """Return the version of the file: the header's or, if later, the catalog's."""
    stated = (reader.pdf_header, str(reader.root_object.get("/Version", "")))
    found = (re.search(r"(\d)\.(\d)", text) for text in stated)
    return max(((int(match[1]), int(match[2])) for match in found if match), default=(1, 4))


def is_ours(path: Path) -> bool:
    """Return whether a file is a PDF that this program made: by its producer or creator."""
    try:
        with reading(str(path)):
            info = PdfReader(path).metadata or {}
            told = [str(info.get(key, "")) for key in ("/Producer", "/Creator")]
    except PdfError:
        return False
    return any(name.startswith("pamphlet") for name in told)
