"""How long imposing takes, what memory it wants, how large the sheets are.

Whole processes, from the start of Python to the written file, as a user waits for
them: a saddle-stitched booklet of 64, 400 and 2,000 distinct A5 pages with bleed, two
links a page and bookmarks. pdfimpose and pikepdf do the same side by side in the same
run, where they are installed; they carry no links, bookmarks or boxes over.

`PAMPHLET_PEERS` may name the Python of another environment that has the peers.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.processes import medians

SIZES = (64, 400, 2000)
REPEATS = {64: 7, 400: 5, 2000: 3}
TARGET_S = {64: 0.35, 400: 1.0, 2000: 5.0}
TARGET_MB = {2000: 220.0}
TARGET_RATIO = 1.3

_PIKEPDF = """
import sys, pikepdf
from pikepdf import Dictionary, Name, Page
source, made = pikepdf.open(sys.argv[1]), pikepdf.new()
pages, total = list(source.pages), -(-len(source.pages) // 4) * 4
forms = {}
def form(number):
    if number not in forms:
        forms[number] = made.copy_foreign(pages[number].as_form_xobject())
    return forms[number]
for sheet in range(total // 4):
    for left, right in ((total - 2*sheet - 1, 2*sheet), (2*sheet + 1, total - 2*sheet - 2)):
        names, operators = Dictionary(), []
        for x, number in ((0, left), (419.5, right)):
            if number < len(pages):
                names[f"/P{number}"] = form(number)
                operators.append(f"q 1 0 0 1 {x} 0 cm /P{number} Do Q")
        page = Dictionary(Type=Name.Page, MediaBox=[0, 0, 839, 595.3],
                          Resources=Dictionary(XObject=names),
                          Contents=made.make_stream(" ".join(operators).encode()))
        made.pages.append(Page(made.make_indirect(page)))
made.save(sys.argv[2], object_stream_mode=pikepdf.ObjectStreamMode.disable)
"""


def run() -> list[dict]:
    """Return a row for each tool and number of pages; what is absent has a note instead."""
    with tempfile.TemporaryDirectory() as folder:
        return list(_rows(Path(folder)))


def _rows(folder: Path) -> Iterator[dict]:
    for pages in SIZES:
        source = folder / f"source{pages}.pdf"
        source.write_bytes(booklet(pages))
        for tool, command in _tools(source, folder / "out.pdf"):
            yield _row(tool, pages, source, folder / "out.pdf", command)


def _tools(source: Path, out: Path) -> Iterator[tuple[str, list[str] | None]]:
    """Yield each tool with its command line, or None if it is not installed."""
    peers = os.environ.get("PAMPHLET_PEERS", sys.executable)
    yield "pamphlet", [
        sys.executable, "-m", "pamphlet", "impose", str(source), "-o", str(out),
        "--bleed", "3", "--marks", "--force",
    ]  # fmt: skip
    pdfimpose = [
        peers,
        "-m",
        "pdfimpose",
        "saddle",
        "--signature",
        "2x1",
        "-o",
        str(out),
        str(source),
    ]
    yield "pdfimpose", pdfimpose if _has(peers, "pdfimpose") else None
    pikepdf = [peers, "-c", _PIKEPDF, str(source), str(out)]
    yield "pikepdf", pikepdf if _has(peers, "pikepdf") else None


def _has(python: str, module: str) -> bool:
    if python == sys.executable:
        return importlib.util.find_spec(module) is not None
    code = f"import importlib.util as u, sys; sys.exit(not u.find_spec({module!r}))"
    return subprocess.run([python, "-c", code]).returncode == 0


def _row(tool: str, pages: int, source: Path, out: Path, command: list[str] | None) -> dict:
    row: dict = {"tool": tool, "pages": pages}
    if command is None:
        return row | {"note": "not installed"}
    run = medians({tool: command}, out.parent, repeats=REPEATS[pages])[tool]
    row |= {
        "seconds": round(run.seconds, 3),
        "memory_mb": round(run.memory_mb, 1),
        "ratio": round(out.stat().st_size / source.stat().st_size, 2),
    }
    if tool == "pamphlet":
        row |= {"target_seconds": TARGET_S[pages], "within_target": _within(row)}
        row |= {"start_seconds": _start(out.parent)}
    return row


def _start(folder: Path) -> float:
    """Return how long Python takes to start and to import pypdf, before any work."""
    command = [sys.executable, "-c", "import pypdf"]
    return round(medians({"start": command}, folder, repeats=5)["start"].seconds, 3)


def _within(row: dict) -> bool:
    return (
        row["seconds"] <= TARGET_S[row["pages"]]
        and row["memory_mb"] <= TARGET_MB.get(row["pages"], float("inf"))
        and row["ratio"] <= TARGET_RATIO
    )


# --- the source: a booklet written by hand, without object streams -------------------------

_WORDS = """
heat the houses not the balance sheet cold homes are no accident rent boiler meeting street
tenants winter water council damp window repair stairs fair price
""".split()


def booklet(pages: int) -> bytes:
    """Return a PDF of distinct A5 pages with 3 mm bleed, two links each, and bookmarks."""
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R /Lang (en) >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: b"<< /Font << /F 3 0 R >> >>",
    }
    first = 6
    numbers = [first + 4 * page for page in range(pages)]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects[2] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids)
    for page, number in enumerate(numbers):
        target = numbers[(page + 7) % pages]
        objects |= dict(enumerate(_page_objects(page, number, target), start=number))
    _add_outline(objects, numbers, after=first + 4 * pages)
    return _file(objects)


def _page_objects(page: int, number: int, target: int) -> Iterator[bytes]:
    yield (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [-8.504 -8.504 428.031 603.78] "
        b"/TrimBox [0 0 419.528 595.276] /BleedBox [-8.504 -8.504 428.031 603.78] "
        b"/Resources 4 0 R /Contents %d 0 R /Annots [%d 0 R %d 0 R] >>"
        % (number + 1, number + 2, number + 3)
    )
    raw = zlib.compress(_text(page).encode())
    yield b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(raw), raw)
    link = b"<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [40 %d 200 %d] %s >>"
    uri = b"/A << /S /URI /URI (https://foundryroad.example/%d) >>" % page
    yield link % (500, 512, uri)
    yield link % (400, 412, b"/Dest [%d 0 R /XYZ 40 560 0]" % target)


def _text(page: int) -> str:
    """Return a page of 36 lines that no other page has."""
    state, lines = page * 7919 + 1, []
    for _ in range(36):
        words = []
        for _ in range(9):
            state = (state * 1103515245 + 12345) % 2**31
            words.append(_WORDS[(state >> 8) % len(_WORDS)])
        lines.append(f"({' '.join(words)}) Tj T*")
    return f"BT /F 9 Tf 40 560 Td 13 TL (Page {page + 1}) Tj T* {' '.join(lines)} ET"


def _add_outline(objects: dict[int, bytes], numbers: list[int], *, after: int) -> None:
    """Add a bookmark for every eighth page."""
    targets = numbers[::8]
    last = after + len(targets) - 1
    objects[5] = b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % (
        after, last, len(targets),
    )  # fmt: skip
    for at, target in enumerate(targets):
        own = after + at
        links = (b"/Prev %d 0 R " % (own - 1) if at else b"") + (
            b"/Next %d 0 R " % (own + 1) if own < last else b""
        )
        objects[own] = b"<< /Title (Chapter %d) /Parent 5 0 R %s/Dest [%d 0 R /Fit] >>" % (
            at + 1, links, target,
        )  # fmt: skip


def _file(objects: dict[int, bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.6\n"), []
    for number in sorted(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(offsets) + 1, at,
    )  # fmt: skip
    return bytes(out)
