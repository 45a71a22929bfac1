"""The size at which a text fills its frames, before anything is laid out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pamphlet.model import Box, Heading, Listing, Paragraph, Quotation, Run
from pamphlet.setting.copyfit import Frame, Passage, estimate_fill, fit_size, passages

PAGE = Frame(300, 400)


def width_of(text: str) -> float:
    return 0.5 * len(text)


def paragraph(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def test_longer_text_is_set_smaller():
    sizes = [
        fit_size(
            (Passage("word " * count),), (PAGE,), least=6, most=20, leading=1.4, width_of=width_of
        ).size
        for count in (100, 200, 400)
    ]
    assert sizes[0] > sizes[1] > sizes[2]


def test_short_text_takes_the_largest_size():
    found = fit_size(
        (Passage("a word"),), (PAGE,), least=9, most=12.5, leading=1.4, width_of=width_of
    )
    assert found.size == 12.5


def test_too_long_a_text_takes_the_smallest_size_and_says_how_full_it_is():
    found = fit_size(
        (Passage("word " * 9000),), (PAGE,), least=9, most=12, leading=1.4, width_of=width_of
    )
    assert found.size == 9
    assert found.fill > 5


def test_every_kind_of_block_takes_room():
    heading = Heading(2, (Run("Heading"),))
    blocks = (
        heading,
        paragraph("text"),
        Quotation((paragraph("quoted"),)),
        Box("title", (paragraph("boxed"),)),
        Listing(False, ((paragraph("one"),), (paragraph("two"),))),
    )
    alone = [
        estimate_fill(passages((b,)), (PAGE,), size=10, leading=1.4, width_of=width_of)
        for b in blocks
    ]
    assert all(fill > 0 for fill in alone)
    together = estimate_fill(passages(blocks), (PAGE,), size=10, leading=1.4, width_of=width_of)
    assert together == sum(alone) or abs(together - sum(alone)) < 1e-9


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.integers(1, 4))
def test_foretold_size_fits_unless_it_is_the_smallest(lengths, pages):
    text = tuple(Passage("word " * count) for count in lengths)
    frames = (PAGE,) * pages
    found = fit_size(text, frames, least=7, most=14, leading=1.38, width_of=width_of)
    assert 7 <= found.size <= 14
    assert found.fill <= pages or found.size == 7
