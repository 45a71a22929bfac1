"""The rows of a text and the pages they fall on, before and after the engine has set them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pamphlet import render
from pamphlet.build.fitting import page_of
from pamphlet.build.setter import Setter, Shape
from pamphlet.compose import compose
from pamphlet.fonts import font_library
from pamphlet.layout import find_layout
from pamphlet.reading import read_statement
from pamphlet.setting.frames import Frames, Page, leading_of
from pamphlet.setting.items import LOUD, PLAIN, QUIET, Looks
from pamphlet.setting.pagination import Row, paginate, paragraph_rows
from pamphlet.theme import find_theme

BLOCKS = """\
---
title: All that stands in a text
lang: en
---
A paragraph of some length begins the text, so that it takes more than one line of its page.

## A heading of the second rank that may take two lines of a narrow page, or more

Another paragraph after it. It is followed by a list.

- The first of its items is short.
- The second one has so many words that it takes more than a line, and perhaps three.

After the list comes a paragraph with **bold**, *italic* and `code` within it, and a sign: ∑.

> A quotation stands between two rules of white, and is set in italics where there are any.
> It goes on for a second line.

### A heading of the third rank

::: pull-quote
A thought that is said twice
:::

Text between a quote and a box. It takes two lines or three.

::: box A box with a title
What is in the box has its own measure.

A second paragraph of the box.
:::

One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. Thirteen. Fourteen.

---

::: slogan
Say it out loud
:::

    Lines that are kept
      as they are written

The last paragraph ends the text. It is long enough to run over a page, if there is one to run
over, and has at least four lines in every layout that is tried here, which takes some words.
"""


def setter_of(folder, layout: str, text: str = BLOCKS) -> Setter:
    path = folder / "all.md"
    path.write_text(text, "utf-8")
    statement = read_statement(path)
    found = find_layout(layout, (ROOT / "layouts",))
    fonts = (ROOT / "fonts",)
    return Setter(
        compose((statement,), found, name="it"),
        found,
        found.papers["a"],
        design=find_theme("red", (ROOT / "themes",)),
        library=font_library(fonts),
        font_folders=fonts,
        allowed=(folder, *found.folders, *fonts),
        base=folder,
        lay_out=render.lay_out,
    )


@pytest.mark.parametrize("layout", ["handbill", "trifold"])
@pytest.mark.parametrize("quotes", [LOUD, PLAIN, QUIET], ids=lambda quotes: quotes.name)
@pytest.mark.parametrize("lines", [33, 37])
def test_every_kind_of_block_takes_the_rows_that_are_counted(layout, quotes, lines, tmp_path):
    """What the stylesheet sets and what is foretold of it are one."""
    setter = setter_of(tmp_path, layout)
    (flow,), body = setter.flows, setter.layout.body
    leading = leading_of(setter.frame_height, lines)
    size = round(leading / 1.38, 1)
    probe = setter.lay_out_probe(Shape(size, leading, len(body)))
    frames = Frames(tuple(page_of(probe.pages[number - 1], leading) for number in body))
    looks = Looks(quotes)
    rows = flow.rows(size, leading, looks, whole=True)
    foretold = paginate(rows, lambda page: frames.room(page, leading))
    shape = Shape(
        size, leading, len(body), rests=(frames.page(0).rest(leading),), quotes=(quotes.name,)
    )
    pages = [page for page in setter.lay_out(shape).pages if page.body_words]
    done = [(page.end - page.start) / leading for page in pages]
    assert len(done) == len(foretold)
    for lines_, end in zip(foretold, done, strict=True):
        assert lines_ - 1.2 <= end <= lines_ + 0.2
    assert sum(foretold) - 1.5 <= sum(done) <= sum(foretold) + 0.5


@pytest.mark.parametrize("layout", ["handbill", "trifold"])
def test_all_baselines_of_a_text_are_on_one_grid(layout, tmp_path):
    from pikepdf import open as opened

    from pamphlet.pdf.text import page_texts

    setter = setter_of(tmp_path, layout)
    leading = leading_of(setter.frame_height, 37)
    shape = Shape(10.0, leading, len(setter.layout.body))
    probe = setter.lay_out_probe(shape)
    first = page_of(probe.pages[setter.layout.body[0] - 1], leading)
    master = setter.lay_out(
        Shape(10.0, leading, len(setter.layout.body), rests=(first.rest(leading),))
    ).write()
    (tmp_path / "it.pdf").write_bytes(master)
    heights = []
    with opened(tmp_path / "it.pdf") as pdf:
        for number in setter.layout.body:
            page = pdf.pages[number - 1]
            top = float(page.trimbox[3])
            heights += [top - shown.y for shown in page_texts(page) if _is_text(shown)]
    origin = heights[0] % leading
    off = [min((y - origin) % leading, (origin - y) % leading) for y in heights]
    assert len(off) > 20
    assert max(off) < 0.3


def _is_text(shown) -> bool:
    """Leave out the headline, which is no part of the text."""
    return shown.size < 30 and "ALL THAT" not in shown.text.upper()


# --- pages of rows ----------------------------------------------------------------------------


def test_paragraph_leaves_two_lines_on_either_side():
    assert paginate(paragraph_rows(6), lambda page: 5) == (4, 2)
    assert paginate(paragraph_rows(3), lambda page: 3) == (3,)
    rows = [*paragraph_rows(4), *paragraph_rows(3)]
    assert paginate(rows, lambda page: 6) == (4, 3)
    rows = [*paragraph_rows(4), *paragraph_rows(4)]
    assert paginate(rows, lambda page: 6) == (6, 2)


def test_heading_goes_with_the_lines_after_it():
    heading = [Row(1, 1)]
    text = paragraph_rows(4, may_break=False)
    rows = [*paragraph_rows(5), *heading, *text]
    assert paginate(rows, lambda page: 8) == (5, 5)
    assert paginate(rows, lambda page: 9) == (9, 2)


def test_white_is_dropped_at_the_head_of_a_page():
    rows = [Row(5), Row(3, 2), Row(3, 2)]
    assert paginate(rows, lambda page: 6) == (5, 3, 3)
    assert paginate(rows, lambda page: 10) == (10, 3)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=1, max_size=20),
    st.integers(10, 40),
)
def test_no_page_holds_more_than_it_has_room_for(paragraphs, room):
    rows = [row for lines, before in paragraphs for row in paragraph_rows(lines, before=before)]
    pages = paginate(rows, lambda page: room)
    assert all(0 < used <= room for used in pages)
    lines = sum(row.height for row in rows)
    assert lines <= sum(pages) <= lines + sum(row.before for row in rows)


def test_page_says_what_brings_its_text_onto_the_grid():
    page = Page(500.0, rigid=101.0, lines=2)
    assert page.rest(10.0) == pytest.approx(9.0)
    assert page.room(10.0) == 50 - 11 - 2
    assert Page(500.0, rigid=100.0).rest(10.0) == 0
    assert leading_of(530.0, 37) * 37 <= 530.0
