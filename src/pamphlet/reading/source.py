"""A file's text: decoded, with one kind of line end and without hidden marks.

A path comes in, text goes out. Only UTF-8 is taken (with or without a byte
order mark), and UTF-16 that announces itself: guessing an encoding would put
wrong letters on 500 copies.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from pathlib import Path

from pamphlet.errors import Location, StatementError

# Larger than any book, small enough never to fill the memory.
MAX_BYTES = 20_000_000

_AS_TEXT = "open it in its program and save it as plain text (.txt, UTF-8)"
_AS_UTF8 = "save the file again as UTF-8 (in most editors: 'Save as…', 'Encoding: UTF-8')"

# How files begin that are given by mistake.
_OTHER_FILES = {
    b"PK\x03\x04": "a word processor's file (.docx, .odt) or an archive",
    b"\xd0\xcf\x11\xe0": "an old word processor's file (.doc)",
    b"{\\rtf": "a word processor's file (.rtf)",
    b"%PDF": "a PDF",
    b"\xff\xd8\xff": "a picture",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
}

# Line and page ends of other programs. A form feed ends a page, a vertical tab a line.
_LINE_ENDS = str.maketrans(
    {"\x85": "\n", "\v": "\n", "\u2028": "\n", "\f": "\n\n", "\u2029": "\n\n"}
)
# Marks that show nothing: soft hyphens, joints of words, order marks within a text; and those
# that turn letters round, which nobody writes.
_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff\u202d\u202e"))
# Direction marks around a line; inside one they may be meant.
_DIRECTIONS = "[\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
_AROUND_LINE = re.compile(rf"^{_DIRECTIONS}|{_DIRECTIONS}$", re.MULTILINE)
# Web pages paste no-break spaces between ordinary words.
_STRAY_SPACE = re.compile(r"(?<=[^\W\d_])\u00a0(?=[^\W\d_])")


def read_text(path: Path, *, shown: Path | None = None) -> str:
    """Return the text of a file with `\\n` as its only line end.

    `shown` is what an error calls the file. Raises StatementError when the file is
    missing, no file, too large, or not UTF-8, with the line of the first byte that
    is wrong.
    """
    shown = shown or path
    return decode(_read_bytes(path, shown), shown)


def _read_bytes(path: Path, shown: Path) -> bytes:
    try:
        if path.is_dir():
            raise StatementError(
                "this is a folder, not a statement", at=shown, hint="name a file in it"
            )
        if path.exists() and not path.is_file():
            raise StatementError("this is not a file", at=shown)
        if path.stat().st_size > MAX_BYTES:
            raise StatementError("this file is larger than any statement (20 MB)", at=shown)
        return path.read_bytes()
    except FileNotFoundError:
        raise StatementError("there is no such file", at=shown) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise StatementError(f"this file cannot be read: {reason}", at=shown) from None


def decode(raw: bytes, path: Path) -> str:
    """Return bytes as text, or raise StatementError with the line that is wrong."""
    for start, what in _OTHER_FILES.items():
        if raw.startswith(start):
            raise StatementError(f"this is {what}, not plain text", at=path, hint=_AS_TEXT)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decode_as(raw, "utf-16", path)
    else:
        text = _decode_as(raw.removeprefix(codecs.BOM_UTF8), "utf-8", path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_controls(text, path)
    return _tidied(text)


def _tidied(text: str) -> str:
    text = unicodedata.normalize("NFC", text.translate(_LINE_ENDS).translate(_HIDDEN))
    return _STRAY_SPACE.sub(" ", _AROUND_LINE.sub("", text))


def _refuse_controls(text: str, path: Path) -> None:
    control = re.search(r"[\x00-\x08\x0e-\x1f\x7f]", text)
    if control:
        raise StatementError(
            f"this is not plain text: it holds the control character U+{ord(control[0]):04X}",
            at=Location(path, text.count("\n", 0, control.start()) + 1),
            hint="save it as plain text (.txt, UTF-8)",
        )


def _decode_as(raw: bytes, encoding: str, path: Path) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        if encoding != "utf-8" or b"\0" in raw[:1000]:
            raise StatementError(
                "this is not plain text", at=Location(path, line), hint=_AS_TEXT
            ) from None
        raise StatementError(
            f"this is not UTF-8 text: a letter of {_around(raw, problem.start)!r} cannot be read",
            at=Location(path, line),
            hint=_AS_UTF8,
        ) from None


def _around(raw: bytes, place: int) -> str:
    """Return the word in which a byte is wrong, the byte as \ufffd."""
    line = raw[raw.rfind(b"\n", 0, place) + 1 : place + 40].split(b"\n")[0]
    before = raw[raw.rfind(b"\n", 0, place) + 1 : place].decode("utf-8", "replace")[-20:]
    after = line[len(raw[raw.rfind(b"\n", 0, place) + 1 : place]) :].decode("utf-8", "replace")
    return (before.split(" ")[-1] + after.split(" ")[0]).strip()
