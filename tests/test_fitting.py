"""The size of a text: as large as its pages let it be, and never a page too many."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from pamphlet import render
from pamphlet.build import Surroundings, Wishes, build_edition
from pamphlet.errors import FitError, Location
from pamphlet.notes import write_note
from pamphlet.project import Edition

HEAD = """\
---
title: A path by the water
lang: en
slogans: [Keep it open, Walk on it]
call_to_action: {what: Come, date: 2027-02-13, time: "14:00", place: Mill gate}
---
"""
SENTENCES = (
    "For ninety years people have walked from the mill to the station. "
    "In autumn somebody put up a fence, and nobody had been asked. "
    "The way round it takes twenty minutes and crosses the main road twice. "
)


class Watched:
    """The engine, with what it was asked and what came of it."""

    def __init__(self) -> None:
        self.laid: list[render.LaidOut] = []

    def __call__(self, html: str, **options: Any) -> render.LaidOut:
        self.laid.append(render.lay_out(html, **options))
        return self.laid[-1]

    def texts(self) -> list[render.LaidOut]:
        """Return what was laid out with more than a probe's line on each page."""
        return [laid for laid in self.laid if sum(page.body_words for page in laid.pages) > 12]

    def pages_of_text(self) -> list[int]:
        pages = enumerate(self.laid[-1].pages, 1)
        return [number for number, page in pages if page.body_words]


def text_of(folder: Path, words: int, *, paragraph: int = 60) -> Path:
    said = (SENTENCES * (words // 30 + 1)).split()[:words]
    parts = [" ".join(said[at : at + paragraph]) for at in range(0, words, paragraph)]
    path = folder / f"text{words}.md"
    path.write_text(HEAD + "\n\n".join(parts) + "\n", "utf-8")
    return path


def build(path: Path, layout: str, engine: Watched):
    edition = Edition("it", (path,), layout, Location("asked"))
    wishes = Wishes(out=path.parent / "out", forms=("screen",))
    return build_edition(edition, Surroundings(), wishes, lay_out=engine)


@pytest.mark.parametrize("layout", ["handbill", "trifold"])
def test_longer_text_is_never_set_larger(layout, tmp_path):
    sizes = []
    for words in (60, 150, 260, 380, 500, 620):
        built = build(text_of(tmp_path, words), layout, Watched())
        sizes.append(built.size)
    # Where a text takes one page more, it may grow again: by that page, not beyond it.
    assert sizes[0] == max(sizes) and sizes[-1] == min(sizes)
    assert sizes[-1] < sizes[0]


def test_full_leaflet_leaves_little_room(tmp_path):
    engine = Watched()
    build(text_of(tmp_path, 600), "trifold", engine)
    assert engine.pages_of_text() == [2, 3, 4]
    for page in engine.laid[-1].pages[1:4]:
        assert page.end > 0.92 * (page.height - page.foot)


@pytest.mark.parametrize(("words", "pages"), [(60, [2]), (330, [2, 3]), (600, [2, 3, 4])])
def test_text_takes_the_panels_that_it_needs(words, pages, tmp_path):
    engine = Watched()
    build(text_of(tmp_path, words), "trifold", engine)
    assert engine.pages_of_text() == pages


def test_text_without_a_body_leaves_its_page_white(tmp_path):
    path = tmp_path / "slogans.md"
    path.write_text(HEAD, "utf-8")
    for layout in ("handbill", "trifold"):
        assert build(path, layout, Watched()).words > 10


def test_text_far_too_long_is_refused_without_being_laid_out(tmp_path):
    engine = Watched()
    with pytest.raises(FitError) as caught:
        build(text_of(tmp_path, 60_000), "handbill", engine)
    assert "60000 words do not fit 'handbill' even at its smallest size (9 pt)" in str(caught.value)
    assert all(sum(page.body_words for page in laid.pages) < 10 for laid in engine.laid)


@pytest.mark.parametrize(("layout", "words"), [("trifold", 1600), ("handbill", 1000)])
def test_words_too_many_are_those_that_have_no_room(layout, words, tmp_path):
    with pytest.raises(FitError) as caught:
        build(text_of(tmp_path, words), layout, Watched())
    too_many = int(str(caught.value).split("cut ")[1].split()[0])
    assert build(text_of(tmp_path, words - too_many), layout, Watched()).size < 9.4
    with pytest.raises(FitError):
        build(text_of(tmp_path, words - too_many + 15), layout, Watched())


def test_text_that_takes_more_lines_than_foretold_is_set_smaller(tmp_path, monkeypatch, caplog):
    """The engine is right: what it sets in more lines is foretold anew, until it holds."""
    from pamphlet.setting.flow import Flow

    path = text_of(tmp_path, 560)
    plain = build(path, "trifold", Watched())
    real = Flow._lines

    def hopeful(self: Flow, item: Any, size: float, breaks: Any) -> int:
        return max(1, round(0.93 * self.surplus * real(self, item, size, breaks)))

    monkeypatch.setattr(Flow, "_lines", hopeful)
    engine = Watched()
    with caplog.at_level("INFO", "pamphlet"):
        built = build(path, "trifold", engine)
    assert "lines on the pages were foretold as" in caplog.text
    assert plain.size - 1 < built.size < plain.size + 0.4
    assert engine.pages_of_text() == [2, 3, 4]


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
@pytest.mark.parametrize("name", ["chorus", "river-ferry", "river-ferry.ar", "werkzeug"])
def test_lines_lie_on_the_pages_as_foretold(name, layout, tmp_path, caplog):
    engine = Watched()
    edition = Edition("it", (ROOT / f"statements/{name}.md",), layout, Location("asked"))
    wishes = Wishes(out=tmp_path / "out", forms=("screen",))
    with caplog.at_level("INFO", "pamphlet"), suppress(FitError):
        build_edition(edition, Surroundings(root=ROOT), wishes, lay_out=engine)
    assert name.endswith(".ar") or "foretold" not in caplog.text
    assert len(engine.texts()) <= 1 + (layout == "booklet")


def test_booklet_takes_the_size_that_wastes_least_paper(tmp_path):
    engine = Watched()
    path = text_of(tmp_path, 1500)
    edition = Edition("it", (path, path), "booklet", Location("asked"))
    wishes = Wishes(out=tmp_path / "out", forms=("screen",))
    built = build_edition(edition, Surroundings(), wishes, lay_out=engine)
    assert built.pages <= 12 and len(engine.texts()) == 1


def test_foot_that_is_foretold_too_high_is_left_as_it_was(tmp_path, monkeypatch):
    """What stands at the foot of the last page never drives itself off the page."""
    from pamphlet.build import fitting

    monkeypatch.setattr(fitting, "SLACK_SHARE", 1.9)
    for layout in ("trifold", "handbill"):
        assert build(text_of(tmp_path, 500), layout, Watched()).words > 500


# --- what was found is remembered --------------------------------------------------------------


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    from pamphlet import notes

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    notes.cache_folder.cache_clear()
    yield tmp_path / "cache" / "pamphlet" / "fits"
    notes.cache_folder.cache_clear()


def remembered(path: Path, layout: str, engine: Watched) -> bytes:
    edition = Edition("it", (path,), layout, Location("asked"))
    wishes = Wishes(out=path.parent / "out", forms=("screen",), contact=False, remember=True)
    (made,) = build_edition(edition, Surroundings(), wishes, lay_out=engine).files
    return made.read_bytes()


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
def test_unchanged_text_is_laid_out_once(layout, tmp_path, own_cache):
    path, first, again = text_of(tmp_path, 480), Watched(), Watched()
    made = remembered(path, layout, first)
    assert remembered(path, layout, again) == made
    assert len(again.laid) == 1
    assert layout == "booklet" or len(first.laid) > 1


def test_changed_text_is_fitted_anew(tmp_path, own_cache):
    path, again = text_of(tmp_path, 480), Watched()
    remembered(path, "trifold", Watched())
    path.write_text(path.read_text("utf-8").replace("autumn", "winter"), "utf-8")
    remembered(path, "trifold", again)
    assert len(again.laid) > 1 and len(list(own_cache.iterdir())) == 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"size": "x"}',
        '{"size": 30, "leading": 40, "body_pages": 1, "density": 0, "slack": 0, "rests": [0], '
        '"leads": [0], "fills": [0], "quotes": ["loud"], "pictures": [0], "is_justified": false}',
    ],
)
def test_memory_that_is_wrong_does_no_harm(tmp_path, own_cache, content):
    path = text_of(tmp_path, 480)
    made = remembered(path, "trifold", Watched())
    (known,) = own_cache.iterdir()
    known.write_text(content)
    assert remembered(path, "trifold", Watched()) == made
    write_note(f"fits/{known.name}", content.encode())
    assert remembered(path, "trifold", Watched()) == made


# --- one size for a series -----------------------------------------------------------------------


def test_edition_is_set_in_the_size_of_another(tmp_path):
    longer = Edition("longer", (text_of(tmp_path, 640),), "trifold", Location("asked"))
    shorter = Edition("it", (text_of(tmp_path, 500),), "trifold", Location("asked"), like=longer)
    wishes = Wishes(out=tmp_path / "out", forms=("screen",))
    sizes = [build_edition(one, Surroundings(), wishes).size for one in (longer, shorter)]
    assert sizes[0] == sizes[1]
    free = build_edition(replace(shorter, like=None), Surroundings(), wishes)
    assert free.size > sizes[0]


def test_text_too_long_for_the_size_of_another_is_refused(tmp_path):
    shorter = Edition("shorter", (text_of(tmp_path, 300),), "trifold", Location("asked"))
    longer = Edition("it", (text_of(tmp_path, 640),), "trifold", Location("asked"), like=shorter)
    with pytest.raises(FitError) as caught:
        build_edition(longer, Surroundings(), Wishes(out=tmp_path / "out"))
    assert "640 words do not fit 'trifold' in the size of the edition" in str(caught.value)


# --- planned lines are the lines that are set -----------------------------------------------


class Agreeing(Watched):
    """The engine, with the lines that it was given and those that it set."""

    def __call__(self, html: str, **options: Any) -> render.LaidOut:
        laid = super().__call__(html, **options)
        # A note stands at the foot of the page; its figure is called in the line.
        self.notes = [_lines_of(note) for note in re.findall(_NOTE, html) if " planned" in note]
        text = re.sub(_NOTE, lambda note: re.search(r'data-call="(.*?)"', note[0])[1], html)
        planned = re.findall(r'<p class="planned[^"]*">(.*?)</p>', text, re.DOTALL)
        self.planned = [_lines_of(paragraph) for paragraph in planned]
        return laid


_NOTE = re.compile(r"<foot-note .*?</foot-note>", re.DOTALL)


def _lines_of(paragraph: str) -> list[str]:
    """Return the lines of a planned paragraph, as far as its ends tell."""
    parts = paragraph.replace('</span><span class="last">', "&#10;").split("&#10;")
    return [unescape(re.sub(r"<[^>]+>", "", part)).strip() for part in parts]


@pytest.mark.parametrize("layout", ["handbill", "trifold", "booklet"])
@pytest.mark.parametrize(
    "path",
    [
        *sorted((ROOT / "tests/cases/samples").glob("[bhw]*.*")),
        *sorted((ROOT / "statements").glob("*.md")),
    ],
    ids=lambda path: path.name,
)
def test_planned_lines_are_the_lines_that_are_set(path, layout, tmp_path):
    engine = Agreeing()
    edition = Edition("it", (path,), layout, Location("asked"))
    wishes = Wishes(out=tmp_path / "out", forms=("screen",))
    with suppress(FitError):
        build_edition(edition, Surroundings(root=ROOT), wishes, lay_out=engine)
    last = [[" ".join(line.split()) for line in lines] for lines in engine.laid[-1].lines]
    for note in engine.notes:
        last.remove([" ".join(line.split()) for line in note])
    assert len(last) == len(engine.planned)
    if not path.name.endswith(".ar.md") and engine.texts():  # long ones are refused at once
        assert len(last) > 3
    for planned, done in zip(engine.planned, last, strict=True):
        assert done == [" ".join(line.split()) for line in planned]
