"""Pictures: how many of their pixels come to an inch of paper."""

from __future__ import annotations

from pamphlet.preflight.measured import Measured, judged, place
from pamphlet.preflight.subject import Subject
from pamphlet.units import mm

# Larger pages, from A3 on, hang on a wall: nobody reads them at arm's length.
HAND_HELD_MM = 400.0


def resolution(subject: Subject) -> Measured:
    """Measure the resolution of the coarsest picture as it is placed, in pixels an inch.

    Below the good value it is noted, below the least it fails. A poster is looked at from
    further off.
    """
    limits, pages = subject.limits, subject.pages
    good, least = limits.picture_good, limits.picture_least
    if all(mm(max(page.width, page.height)) > HAND_HELD_MM for page in pages):
        good, least = limits.poster_good, limits.poster_least
    target = f">= {good:g} ppi, fails below {least:g}"
    pictures = [picture for page in pages for picture in page.pictures]
    if not pictures:
        return Measured("picture resolution", None, "no pictures", target, True)
    coarsest = min(picture.ppi for picture in pictures)
    places = (
        place(picture.page, picture.box[0], picture.box[1], "", f"{picture.ppi:.0f} ppi")
        for picture in pictures
        if picture.ppi < least
    )
    soft = sum(least <= picture.ppi < good for picture in pictures)
    return judged(
        "picture resolution",
        round(coarsest),
        f"{coarsest:.0f} ppi",
        target,
        places,
        hint="take a larger file of the picture, or print it smaller",
        note=f"a larger file of {soft} would print sharper" if soft else "",
    )
