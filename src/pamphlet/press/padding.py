"""Blank pages for the print shop: a booklet is a whole number of sheets."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from pamphlet.press.screen import saved


def padded(master: bytes, *, multiple: int) -> bytes:
    """Return a master with blank pages before its last one, up to a multiple of pages.

    So the back cover stays outermost. Bytes that need none come back as they are.
    """
    with pikepdf.open(BytesIO(master)) as pdf:
        missing = -len(pdf.pages) % multiple
        if not missing:
            return master
        last = pdf.pages[-1]
        boxes = {name: last.obj[name] for name in _BOXES if name in last.obj}
        for _ in range(missing):
            blank = pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    Resources=pikepdf.Dictionary(),
                    Contents=pdf.make_stream(b""),
                )
            )
            for name, box in boxes.items():
                blank[name] = pikepdf.Array(list(box))
            pdf.pages.insert(len(pdf.pages) - 1, pikepdf.Page(blank))
        return saved(pdf)


_BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
