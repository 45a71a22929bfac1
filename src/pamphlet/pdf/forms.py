"""Source page → form XObject, straight from its parts, with no parsing.

The content's encoded bytes are taken as they stand and its resources by reference,
so that what pages share is copied once; merging pages by their operators costs a
hundred times as much, and copying shared resources page by page grows
quadratically.
"""

from __future__ import annotations

import zlib
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pamphlet.pdf.body import Body, Copies, encoded_bytes, numbers
from pamphlet.pdf.boxes import PageBoxes


def page_form(body: Body, copies: Copies, page: DictionaryObject, boxes: PageBoxes) -> int:
    """Write a page as a form XObject in its own space and return its object number.

    Its box is the MediaBox: how much is shown is for who places it to say.
    """
    entries = [
        b"/Type /XObject /Subtype /Form /BBox [%s]" % numbers(*boxes.media).encode(),
        b"/Resources %s" % _resources(copies, page),
    ]
    group = dict.get(page, "/Group")
    if group is not None:
        entries.append(b"/Group %s" % copies.of(group))
    contents = dict.get(page, "/Contents")
    filters, raw = _content(copies, contents)
    copies.release(contents)
    return body.add_stream(b" ".join([*entries, filters]).rstrip(), raw)


def _resources(copies: Copies, page: DictionaryObject) -> bytes:
    resources = dict.get(page, "/Resources")
    return b"<< >>" if resources is None else copies.shared(resources)


def _content(copies: Copies, contents: Any) -> tuple[bytes, bytes]:
    """Return the filter entries and the bytes of a page's content."""
    contents = contents.get_object() if contents is not None else None
    if isinstance(contents, ArrayObject):
        found = (item.get_object() for item in contents)
        parts = [part for part in found if isinstance(part, StreamObject)]
        if len(parts) != 1:
            return _joined(parts)
        contents = parts[0]
    if not isinstance(contents, StreamObject):
        return b"", b""
    filters = b" ".join(
        b"%s %s" % (key.encode(), copies.of(dict.__getitem__(contents, key)))
        for key in ("/Filter", "/DecodeParms")
        if key in contents
    )
    return filters, encoded_bytes(contents)


def _joined(parts: list[StreamObject]) -> tuple[bytes, bytes]:
    """Return several content streams as one: only they have to be decoded.

    They may be parted anywhere between two tokens (ISO 32000-1, 7.8.2).
    """
    whole = b"\n".join(part.get_data() for part in parts)
    return b"/Filter /FlateDecode", zlib.compress(whole)
