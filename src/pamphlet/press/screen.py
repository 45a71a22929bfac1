"""The screen form: the master at its trim size, for reading.

Bytes of a master come in, bytes go out: boxes are cut to the trim, what a
reader's program should show first is said. Links, bookmarks and tags stay.
"""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf

from pamphlet.press.parted import whole_words

_BOXES = ("/BleedBox", "/ArtBox", "/CropBox")


def screen_form(master: bytes, *, rtl: bool, creator: str, parts_words: bool = False) -> bytes:
    """Return the master with every page cut to its trim, origin at 0, 0.

    `rtl` makes facing pages run from right to left; `parts_words` tells that words are parted
    by hyphens (U+2010) at the ends of lines. The same master gives the same
    bytes.
    """
    with pikepdf.open(BytesIO(master)) as pdf:
        if parts_words:
            whole_words(pdf)
        _plain_spaces(pdf)
        _name_notes(pdf)
        for page in pdf.pages:
            trim = [float(value) for value in page.trimbox]
            page.obj["/MediaBox"] = pikepdf.Array(_rounded(trim))
            page.obj["/TrimBox"] = page.obj["/MediaBox"]
            for name in _BOXES:
                if name in page.obj:
                    del page.obj[name]
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences["/DisplayDocTitle"] = True
        if rtl:
            preferences["/Direction"] = pikepdf.Name("/R2L")
        pdf.Root["/ViewerPreferences"] = preferences
        pdf.docinfo["/Creator"] = creator
        return saved(pdf)


# What a font says of the glyph of its space, where the text has one that holds.
_HELD, _PLAIN = re.compile(rb"(<[0-9A-Fa-f]+>\s*)<00[aA]0>"), rb"\1<0020>"


def _plain_spaces(pdf: pikepdf.Pdf) -> None:
    """Let the glyph of a space stand for a plain one: search looks for no other."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            said = item["/ToUnicode"].read_bytes()
            plain = _HELD.sub(_PLAIN, said)
            if plain != said:
                item["/ToUnicode"] = pdf.make_stream(plain)


def _name_notes(pdf: pikepdf.Pdf) -> None:
    """Give every note a name of its own (ISO 14289-1, 7.9), by which a reader finds it.

    The engine tags the blocks within a note as notes too.
    """
    tagged = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Note"
    ]
    within = [item for item in tagged if item["/P"].get("/S") == "/Note"]
    for item in within:
        item["/S"] = pikepdf.Name("/NonStruct")
    found = [item for item in tagged if item["/S"] == "/Note"]
    names = pikepdf.Array()
    for number, note in enumerate(found, 1):
        note["/ID"] = pikepdf.String(f"note-{number:04}")
        names.extend((note["/ID"], note))
    if found:
        pdf.Root["/StructTreeRoot"]["/IDTree"] = pdf.make_indirect(pikepdf.Dictionary(Names=names))


def _rounded(box: list[float]) -> list[float]:
    return [round(value, 4) for value in box]


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Return a file's bytes, alike each time."""
    out = BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
    return out.getvalue()
