"""Pictures as the engine keeps them, and references that nobody follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from PIL.Image import DecompressionBombError
from weasyprint.images import RasterImage

from pamphlet.resources import odd_mode

_SVG = "{http://www.w3.org/2000/svg}"

# Elements that take a part of a document; the engine (WeasyPrint 70) only looks in their own.
_BORROWERS = {f"{_SVG}{name}" for name in ("use", "textPath", "linearGradient", "radialGradient")}
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


class Pictures(dict):
    """The engine's cache of pictures by address, each named in the PDF by what it holds.

    The engine names them by their address: the bytes of a PDF would depend on the
    folder that the project lies in.
    """

    def __setitem__(self, url: str, picture: Any) -> None:
        if isinstance(picture, RasterImage):
            picture.id = md5(picture.image_data.data, usedforsecurity=False).hexdigest()
        super().__setitem__(url, picture)


def is_cut_off(content: bytes) -> bool:
    """Tell whether a file is a JPEG or PNG picture that ends too soon.

    The engine copies their bytes: a printer would draw as much as there is.
    """
    if not content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return False
    try:
        odd_mode(BytesIO(content))
    except (OSError, SyntaxError, ValueError, EOFError):
        return True
    except DecompressionBombError:  # the engine says so
        pass
    return False


@dataclass(frozen=True, slots=True)
class Unfollowed:
    """A reference that is not followed: what it is, to what, and what to do instead."""

    what: str
    name: str
    hint: str


def unfollowed_in(content: bytes, url: str) -> Iterator[Unfollowed]:
    """Give the references in an SVG picture that are not followed."""
    if b"<svg" not in content:
        return
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:  # the engine says so
        return
    yield from unfollowed(root, url)


def unfollowed(root: ElementTree.Element, url: str = "") -> Iterator[Unfollowed]:
    """Give the references in a page or a picture that are not followed.

    To parts of other pictures, which the engine leaves out, and to files to be
    attached, which no print shop takes.
    """
    own = url.rpartition("/")[2]
    for element in root.iter():
        found = (element.get(name) for name in _HREFS)
        href = next((href.strip() for href in found if href), "#")
        if element.tag in _BORROWERS and href.split("#")[0] not in ("", own):
            yield Unfollowed("a part of another picture", href, "copy it into the picture itself")
        if "attachment" in (element.get("rel") or "").lower().split():
            yield Unfollowed("a file to be attached", href, "take rel=attachment out")
