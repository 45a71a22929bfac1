"""Whether a page that may lie or stand does the one or the other."""

from __future__ import annotations

from dataclasses import replace
from math import log

from pamphlet.build.displayer import Displayer
from pamphlet.layout import Layout, Paper
from pamphlet.model import Composition
from pamphlet.units import pt


def as_it_lies(
    paper: Paper, composition: Composition, layout: Layout, displayer: Displayer
) -> Paper:
    """Return the paper of a layout that turns, lying or standing as makes slogans larger.

    All pages of an edition lie alike: carried beside one another they are one set.
    """
    ways = [
        replace(paper, trims=tuple(getattr(trim, way) for trim in paper.trims))
        for way in ("portrait", "landscape")
    ]
    return max(ways, key=lambda one: _loudness(one, composition, layout, displayer))


def _loudness(
    paper: Paper, composition: Composition, layout: Layout, displayer: Displayer
) -> float:
    """Return how large the letters of all slogans are on a paper, on average, as a logarithm."""
    margins, trim = layout.margins, paper.trim(0)
    width = trim.width - margins.inner - margins.outer
    height = trim.height - margins.top - margins.bottom
    sizes: list[float] = []
    for piece in composition.pieces:
        for slogan in piece.slogans:
            set_ = displayer.display(
                slogan, width, height, pt(height), capitals=True, how="shout", lang=piece.lang
            )
            sizes += (log(line.size) for line in set_.lines for _ in line.text)
    return sum(sizes) / len(sizes) if sizes else 0.0
