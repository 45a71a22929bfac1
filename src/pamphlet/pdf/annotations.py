"""Links carried to where their page was placed; other annotations drawn.

Page dictionaries and placements come in; annotation dictionaries and drawing
operators as bytes go out. Nothing interactive but links survives: a sheet is paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pamphlet.pdf.body import Copies, literal, number, numbers
from pamphlet.pdf.boxes import Box, Matrix, box_of, moved, moved_box
from pamphlet.pdf.destinations import Destination, Destinations

# Bits of /F (ISO 32000-1, 12.5.3) that keep an annotation out of sight.
_HIDDEN, _NO_VIEW = 2, 32
_LOOKS = ("/Border", "/BS", "/C", "/H", "/F")


@dataclass(frozen=True, slots=True)
class Placement:
    """One place of a page: the side it is on, the matrix to it, what of it is shown.

    `side` is the object number of the output page; `clip` is in points of that page.
    """

    side: int
    matrix: Matrix
    clip: Box


@dataclass(frozen=True, slots=True)
class Link:
    """A link in its page's space, leading out of the file or to a page of it."""

    rect: Box
    looks: bytes
    uri: bytes | None
    target: Destination | None


@dataclass(frozen=True, slots=True)
class Appearance:
    """A drawn annotation: a reference to its form, and the matrix to its rectangle."""

    form: bytes
    matrix: Matrix
    layer: bytes | None


def annotations_of(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the annotations of a page that can be seen."""
    annots = dict.get(page, "/Annots")
    annots = annots.get_object() if annots is not None else None
    for item in annots if isinstance(annots, ArrayObject) else ():
        annotation = item.get_object()
        if not isinstance(annotation, DictionaryObject):
            continue
        flags = annotation.get("/F", 0)
        if isinstance(flags, int) and flags & (_HIDDEN | _NO_VIEW):
            continue
        yield annotation


def link_of(
    annotation: DictionaryObject, copies: Copies, destinations: Destinations
) -> Link | None:
    """Return a link annotation that leads somewhere, else None."""
    if annotation.get("/Subtype") != "/Link":
        return None
    rect, uri = box_of(annotation.get("/Rect")), _uri(annotation)
    target = None if uri else destinations.of(annotation)
    if rect is None or (uri is None and target is None):
        return None
    looks = b" ".join(
        b"%s %s" % (key.encode(), copies.of(dict.__getitem__(annotation, key)))
        for key in _LOOKS
        if key in annotation
    )
    return Link(rect, looks, uri, target)


def _uri(annotation: DictionaryObject) -> bytes | None:
    action = annotation.get("/A")
    action = action.get_object() if action is not None else None
    if not isinstance(action, DictionaryObject) or action.get("/S") != "/URI":
        return None
    uri = action.get("/URI")
    uri = uri.get_object() if uri is not None else None
    return getattr(uri, "original_bytes", None)


def placed_link(link: Link, here: Placement, there: Placement | None) -> bytes | None:
    """Return the dictionary of a link at its new place; None if it is not to be seen.

    `there` is where the page is placed that the link leads to, if it leads to one.
    """
    rect = moved_box(here.matrix, link.rect).common(here.clip)
    if rect.is_empty:
        return None
    if link.uri is not None:
        lead = b"/A << /S /URI /URI %s >>" % literal(link.uri)
    elif link.target is not None and there is not None:
        lead = b"/Dest %s" % placed_destination(link.target, there)
    else:
        return None
    return b"<< /Type /Annot /Subtype /Link /Rect [%s] %s %s >>" % (
        numbers(*rect).encode(),
        lead,
        link.looks,
    )


def placed_destination(target: Destination, there: Placement) -> bytes:
    """Return an explicit destination on the sheet to which a page was moved."""
    if target.whole:
        return b"[%d 0 R /FitR %s]" % (there.side, numbers(*there.clip).encode())
    clip = there.clip
    left, top = _within(target, there)
    x = number(min(max(left, clip.left), clip.right))
    y = number(min(max(top, clip.bottom), clip.top))
    return b"[%d 0 R /XYZ %s %s null]" % (there.side, x.encode(), y.encode())


def _within(target: Destination, there: Placement) -> tuple[float, float]:
    """Return the named point on the sheet; what is not named is the page's upper left."""
    left, top = target.left, target.top
    if left is not None and top is not None:
        return moved(there.matrix, left, top)
    upright = there.matrix[1] == 0
    x, y = moved(there.matrix, left or 0.0, top or 0.0)
    known_x, known_y = (left, top) if upright else (top, left)
    return (
        there.clip.left if known_x is None else x,
        there.clip.top if known_y is None else y,
    )


def appearance_of(annotation: DictionaryObject, copies: Copies) -> Appearance | None:
    """Return how an annotation that is no link looks, None if it has no looks."""
    rect = box_of(annotation.get("/Rect"))
    reference = _normal_appearance(annotation)
    form = reference.get_object() if reference is not None else None
    if annotation.get("/Subtype") in ("/Link", "/Popup") or rect is None:
        return None
    if not isinstance(form, StreamObject):
        return None
    matrix = _onto(rect, form)
    layer = dict.get(annotation, "/OC")
    return matrix and Appearance(
        copies.shared(reference), matrix, copies.shared(layer) if layer is not None else None
    )


def _normal_appearance(annotation: DictionaryObject) -> Any:
    """Return the reference to /AP /N, of the state the annotation is in."""
    looks = annotation.get("/AP")
    looks = looks.get_object() if looks is not None else None
    normal = dict.get(looks, "/N") if isinstance(looks, DictionaryObject) else None
    states = normal.get_object() if normal is not None else None
    if isinstance(states, DictionaryObject) and not isinstance(states, StreamObject):
        state = annotation.get("/AS")
        return dict.get(states, state) if isinstance(state, str) else None
    return normal


def _onto(rect: Box, form: StreamObject) -> Matrix | None:
    """Return the matrix that puts a form on its rectangle (ISO 32000-1, 12.5.5)."""
    box = box_of(form.get("/BBox"))
    try:
        own = tuple(float(value) for value in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    except (TypeError, ValueError):
        own = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    if box is None or len(own) != 6:
        return None
    drawn = moved_box(own, box)
    if not drawn.width or not drawn.height:
        return None
    wide, high = rect.width / drawn.width, rect.height / drawn.height
    return (wide, 0.0, 0.0, high, rect.left - drawn.left * wide, rect.bottom - drawn.bottom * high)
