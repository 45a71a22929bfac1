"""Headlines on real pages: where their ink stands, and what becomes of bad ones."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image

from pamphlet.build import Surroundings, Wishes, build_edition
from pamphlet.errors import FitError, Location
from pamphlet.pdf.text import page_texts
from pamphlet.project import Edition
from pamphlet.units import pt

DPI = 144
LONG = (
    "The people who live along the lower river have asked the council four times to publish what "
    "the measurements of the spring have shown, and four times they were told to wait for another "
    "report that nobody has ordered, while the water at the footbridge turned the colour of rust "
    "and the fish went away"
)


def made(folder: Path, title: str, *, lang: str = "en", layout: str = "trifold") -> Path:
    """Return the screen form of a statement with a title."""
    body = "نص.\n" if lang == "ar" else "Eleven weeks have passed without heating.\n\n" * 6
    path = folder / "it.md"
    path.write_text(
        f'---\ntitle: "{title}"\nlang: {lang}\nissuer: River Keepers\n---\n{body}', "utf-8"
    )
    edition = Edition("it", (path,), layout, Location("asked"))
    build_edition(edition, Surroundings(), Wishes(out=folder / "out"))
    return folder / "out" / "it" / "it.screen.pdf"


def rows_of_ink(path: Path, height: float) -> list[tuple[float, float]]:
    """Return where the ink of each line begins and ends on the first page, in points.

    Lines are looked for in the upper part of a height in points.
    """
    command = [
        "pdftoppm",
        "-r",
        str(DPI),
        "-l",
        "1",
        "-png",
        "-singlefile",
        path,
        path.with_suffix(""),
    ]
    subprocess.run(command, check=True)
    page = numpy.asarray(Image.open(path.with_suffix(".png")).convert("L"), dtype=int)
    page = page[: int(height * DPI / 72)]
    is_ink = abs(page - page[2, 2]) > 90
    rows, found = is_ink.any(axis=1), []
    edges = numpy.flatnonzero(numpy.diff(numpy.r_[False, rows, False].astype(int)))
    for top, foot in zip(edges[::2], edges[1::2], strict=True):
        columns = numpy.flatnonzero(is_ink[top:foot].any(axis=0))
        found.append((columns[0] * 72 / DPI, (columns[-1] + 1) * 72 / DPI))
    return found


@pytest.mark.parametrize(
    ("title", "lang"),
    [("Heat the houses, not the balance sheet", "en"), ("Lesen ist kein Luxus", "de")],
)
def test_ink_of_a_cover_stands_on_one_edge(tmp_path, title, lang):
    found = rows_of_ink(made(tmp_path, title, lang=lang), 300)
    assert len(found) > 1
    begins = [begin for begin, _ in found]
    assert begins == pytest.approx([pt(9)] * len(found), abs=0.9)


def test_stacked_lines_end_on_one_edge_but_for_their_marks(tmp_path):
    found = rows_of_ink(made(tmp_path, "The river is not a drain"), 300)
    assert len(found) == 2
    assert [end for _, end in found] == pytest.approx([pt(91)] * 2, abs=1.2)


def test_marks_hang_by_three_millimetres_at_most(tmp_path):
    found = rows_of_ink(made(tmp_path, "“Heat” is what we ask, not words,"), 300)
    assert min(begin for begin, _ in found) >= pt(6) - 1
    assert max(end for _, end in found) <= pt(94) + 1


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
def test_title_of_300_characters_is_set_in_more_lines(tmp_path, layout):
    assert len(LONG) > 295
    with pikepdf.open(made(tmp_path, LONG, layout=layout)) as pdf:
        sizes = [text.size for text in page_texts(pdf.pages[0]) if len(text.text) > 4]
    assert max(sizes) > 15


def test_running_head_of_a_long_title_is_one_line(tmp_path):
    with pikepdf.open(made(tmp_path, LONG, layout="booklet")) as pdf:
        texts = [text.text for text in page_texts(pdf.pages[1])]
    heads = [text for text in texts if text.endswith("…")]
    assert len(heads) == 1 and LONG.startswith(heads[0][:-1])


def test_word_that_never_ends_is_refused(tmp_path):
    with pytest.raises(FitError) as refused:
        made(tmp_path, "A" + "aaa" * 100)
    assert str(refused.value).partition("it.md:")[2] == (
        "2: the word 'Aaaaaaaaaaaaaaaaaaaaaaaa…' of a headline has 301 characters in a row\n"
        "  write a shorter one, or put a soft hyphen (U+00AD) where it may be parted"
    )


def test_title_as_long_as_a_text_is_refused(tmp_path):
    with pytest.raises(FitError, match="2: a title of 1199 characters is too long: 'The people"):
        made(tmp_path, " ".join([LONG] * 4)[:1199], layout="booklet")


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("افتتاح مقهى Repair Café يوم السبت", "ar"),
        ("Wohnungs\u00adbau\u00adgesellschaft muss zahlen", "de"),
        ("Fe\u200dder \u200bund Tinte", "de"),
    ],
)
def test_words_of_odd_titles_are_all_on_the_page(tmp_path, title, lang):
    """The build itself compares the pages with the text."""
    assert made(tmp_path, title, lang=lang).is_file()
