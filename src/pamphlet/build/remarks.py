"""What should be known of an edition before copies are made, though nothing is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from pamphlet.draft import placeholders_in
from pamphlet.language import base_code, codes
from pamphlet.language.facts import facts_of
from pamphlet.layout import Layout, Paper
from pamphlet.model import Composition, pictures_in, texts
from pamphlet.preflight.words import said_of_rest
from pamphlet.render.facts import PageFacts
from pamphlet.resources import pixel_size

# Pixels an inch: a coarser picture is blurred, one with so many is not.
COARSE, GOOD = 150, 250
_INCH_MM = 25.4


def remarks(
    composition: Composition, layout: Layout, paper: Paper, pages: tuple[PageFacts, ...]
) -> tuple[str, ...]:
    """Return what should be known before copies are made."""
    spoken = dict.fromkeys((composition.lang, *(piece.lang for piece in composition.pieces)))
    notes = [
        f"{_unknown(tag)}: labels are in English" for tag in spoken if base_code(tag) not in codes()
    ]
    if composition.left_out:
        notes.append(f"{layout.name} shows {', '.join(layout.shows)}: {said_of_rest(composition)}")
    left = placeholders_in(said(composition))
    if left:
        notes.append(f"words of the draft are still in it: {', '.join(map(repr, left))}")
    filled, places = sum(page.body_words > 0 for page in pages), len(layout.body)
    if filled < places - 1:
        pages_of = "page" if filled == 1 else "pages"
        notes.append(f"the text fills {filled} {pages_of} of {places}: a smaller layout is fuller")
    empty = [str(number) for number, page in enumerate(pages, 1) if not page.words]
    if empty and layout.pages:
        which = f"page {empty[0]} has" if len(empty) == 1 else f"pages {', '.join(empty)} have"
        notes.append(f"{which} no words: slogans, a call to action or a contact would stand there")
    blanks = -len(pages) % layout.multiple
    if blanks:
        many = "1 blank page stands" if blanks == 1 else f"{blanks} blank pages stand"
        notes.append(f"on paper {many} before the back cover")
    return (*notes, *_coarse(composition, layout, paper))


def said(composition: Composition) -> tuple[str, ...]:
    """Return every text of an edition."""
    return tuple(
        text
        for piece in composition.pieces
        for text in (*(t for _, t in piece.fields), *(t for t, _ in texts(piece.body, notes=True)))
    )


def _coarse(composition: Composition, layout: Layout, paper: Paper) -> Iterator[str]:
    """Give a remark on each picture that has too few pixels for the width of a page."""
    widest = max(trim.width for trim in paper.trims) - layout.margins.inner - layout.margins.outer
    pieces = composition.pieces
    found = [image for piece in pieces for image in (piece.image, *pictures_in(piece.body))]
    for image in {image.src: image for image in found if image}.values():
        if not (size := pixel_size(image.src)):
            continue
        across = min(size[0], size[1] / image.ratio)  # what is too long is cropped
        if across / widest * _INCH_MM < COARSE:
            yield (
                f"the picture {image.src.name!r} ({size[0]} × {size[1]} pixels) will be blurred: "
                f"take one of {round(widest / _INCH_MM * GOOD, -2):.0f} pixels across or more"
            )


def _unknown(tag: str) -> str:
    if facts_of(tag):
        return f"only some rules are known of the language {tag!r}"
    return f"nothing is known of the language {tag!r}"
