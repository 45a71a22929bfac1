"""Posters, placards, large print and newsletters: what they show, how they are set."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT, SAMPLES, built_once
from pamphlet.cli import main
from pamphlet.compose import compose
from pamphlet.layout import find_layout
from pamphlet.reading import read_statement
from pamphlet.resources import layout_folders
from pamphlet.units import mm

FERRY = ROOT / "statements" / "river-ferry.md"
TEXTS = [str(SAMPLES / name) for name in ("heating.txt", "bibliothek.txt", "water.md")]
TEXTS += [str(FERRY), str(FERRY.with_name("river-ferry.ar.md"))]
BIG = ("poster", "placard", "placard-a3", "large-print")


@pytest.fixture(scope="session")
def big(shared_tmp) -> Path:
    """Five texts in the layouts that are for one text, and as a newsletter, on both papers."""

    def build(folder: Path) -> None:
        for paper in ("a", "us"):
            out = ["--paper", paper, "--out", str(folder / paper)]
            for layout in BIG:
                assert main(["build", *TEXTS, "--layout", layout, *out]) == 0
            gathered = [*TEXTS[:3], "--layout", "newsletter", "--title", "Three Estates"]
            assert main(["build", *gathered, *out]) == 0

    return built_once(shared_tmp / "big", build)


def file_of(folder: Path, name: str, form: str = "screen") -> Path:
    return folder / name / f"{name}.{form}.pdf"


def sizes(path: Path) -> list[tuple[int, int]]:
    """Return the width and height of the trim of each page in mm."""
    with pikepdf.open(path) as pdf:
        boxes = [[float(value) for value in page.trimbox] for page in pdf.pages]
    return [(round(mm(box[2] - box[0])), round(mm(box[3] - box[1]))) for box in boxes]


def words_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


def composition_of(path: Path, layout: str):
    found = find_layout(layout, layout_folders(None))
    return compose((read_statement(path),), found, name="x")


# --- what is on it, what is not ------------------------------------------------------


@pytest.mark.parametrize("layout", BIG)
@pytest.mark.parametrize("paper", ["a", "us"])
def test_everything_that_is_measured_holds(layout, paper, big, capsys):
    options = ["--layout", layout, "--paper", paper, "--out", str(big / paper)]
    assert main(["check", *TEXTS, *options]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("paper", ["a", "us"])
def test_everything_that_is_measured_of_a_newsletter_holds(paper, big, capsys):
    options = ["--layout", "newsletter", "--title", "Three Estates", "--paper", paper]
    assert main(["check", *TEXTS[:3], *options, "--out", str(big / paper)]) == 0, (
        capsys.readouterr().out
    )


def test_poster_leaves_the_text_out_and_says_so(tmp_path, capsys):
    words = ["build", str(FERRY), "--layout", "poster", "--out", str(tmp_path)]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "316 words of text are not on it" in said
    assert "poster shows title, kicker, subtitle" in said
    shown = words_of(file_of(tmp_path, "river-ferry-poster"))
    assert "Landing stage, Velmere" in shown and "bothbanks.example" in shown
    assert "thirty-one kilometres" not in shown
    capsys.readouterr()
    check = ["check", str(FERRY), "--layout", "poster", "--out", str(tmp_path), "--format", "json"]
    main(check)
    (told,) = json.loads(capsys.readouterr().out)
    lost = next(row for row in told["measures"] if row["name"] == "text lost")
    assert (lost["figure"], lost["note"]) == (
        0,
        "by design 316 words of text are not on it",
    )


def test_what_a_layout_shows_must_be_there(tmp_path, capsys, monkeypatch):
    """A poster whose template forgets the day fails as any other layout would."""
    home = tmp_path / "layouts" / "poster"
    home.mkdir(parents=True)
    (home / "layout.yml").write_text("extends: poster\ntitle: Forgetful\n", "utf-8")
    template = (ROOT / "layouts" / "poster" / "page.html.j2").read_text("utf-8")
    (home / "page.html.j2").write_text(template.replace("piece.call.day", "''"), "utf-8")
    (tmp_path / "pamphlet.yml").write_text("title: Forgetful\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(FERRY), "--layout", "poster", "--as", "screen"]) == 1
    assert "call to action: Saturday, 20 March" in capsys.readouterr().err


def test_placard_without_a_slogan_says_the_title(tmp_path):
    path = tmp_path / "strike.md"
    path.write_text("---\ntitle: No bus leaves\nissuer: Line 4\nlang: en\n---\nText.\n", "utf-8")
    found = composition_of(path, "placard")
    assert found.pieces[0].slogans == ("No bus leaves",) and found.title == "No bus leaves"
    assert found.left_out == (("text", 1),)


def test_parts_that_are_not_shown_are_counted_by_name():
    found = composition_of(FERRY, "placard")
    assert dict(found.left_out) == {
        "text": 316, "title": 7, "kicker": 3, "subtitle": 10, "date": 4,
        "call to action": 11, "contact": 10, "credit": 3,
    }  # fmt: skip
    assert not composition_of(FERRY, "handbill").left_out


def test_poster_that_cannot_hold_what_it_should_show_is_refused(tmp_path, capsys):
    path = tmp_path / "long.md"
    slogans = "\n".join(f"  - Slogan number {number} of very many" for number in range(40))
    path.write_text(f"---\ntitle: Too much\nlang: en\nslogans:\n{slogans}\n---\nText.\n", "utf-8")
    assert main(["build", str(path), "--layout", "poster", "--out", str(tmp_path)]) == 1
    assert "slogan" in capsys.readouterr().err


# --- sizes and sheets ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "name", "pages", "sheets"),
    [
        ("a", "river-ferry-poster", [(297, 420)], [(210, 297)] * 4),
        ("us", "river-ferry-poster", [(279, 432)], [(216, 279)] * 4),
        ("a", "river-ferry-placard", [(297, 210)] * 2, [(297, 210)] * 2),
        ("a", "heating-placard", [(210, 297)] * 3, [(210, 297)] * 3),
        ("a", "heating-placard-a3", [(297, 420)] * 3, [(210, 297)] * 12),
        ("us", "water-placard-a3", [(279, 432)], [(216, 279)] * 4),
        ("a", "three-estates", [(210, 297)] * 4, [(420, 297)] * 2),
        ("us", "three-estates", [(216, 279)] * 4, [(432, 279)] * 2),
    ],
)
def test_sizes_of_pages_and_sheets(paper, name, pages, sheets, big):
    assert sizes(file_of(big / paper, name)) == pages
    assert sizes(file_of(big / paper, name, "sheets")) == sheets


def test_large_poster_is_the_poster_on_larger_paper(tmp_path):
    for paper, expected in (("a", (420, 594)), ("us", (457, 610))):
        words = ["build", str(FERRY), "--layout", "poster-a2", "--paper", paper, "--as", "screen"]
        assert main([*words, "--out", str(tmp_path / paper)]) == 0
        assert sizes(file_of(tmp_path / paper, "river-ferry-poster-a2")) == [expected]


# --- type --------------------------------------------------------------------------------


def faces_and_sizes(path: Path) -> set[tuple[str, float]]:
    from pamphlet.pdf.drawing import drawn_pages

    with pikepdf.open(path) as pdf:
        pages = drawn_pages(pdf)
    return {(strip.font, round(strip.size, 1)) for page in pages for strip in page.strips}


def test_large_print_has_no_small_slanted_or_parted_word(big):
    for name in ("heating", "bibliothek", "river-ferry"):
        path = file_of(big / "a", f"{name}-large-print")
        with pikepdf.open(path) as pdf:
            fonts = {
                str(font.BaseFont)
                for page in pdf.pages
                for font in page.Resources.get("/Font", {}).values()
            }
        assert fonts and not any("Italic" in font or "It" in font.split("-")[-1] for font in fonts)
        lines = [line.rstrip() for line in words_of(path).splitlines()]
        assert not [line for line in lines if line.endswith(("-", "‐", "\u00ad"))]
        assert "COLD HOMES" not in "\n".join(lines)  # nothing in capitals that was not so


def test_newsletter_lists_what_is_inside_and_when(big):
    path = file_of(big / "a", "three-estates")
    text = words_of(path)
    assert "Contents" in text and "THREE ESTATES" in text
    assert "Saturday, 15 February" in text and "Montag, 26. Mai" in text


def test_pages_that_would_stay_blank_show_a_slogan(samples):
    """Five pages of text and the back would leave two of eight blank."""
    path = file_of(samples, "eastside")
    assert len(sizes(path)) % 4 == 0
    with pikepdf.open(path) as pdf:
        assert all(page.Contents.read_bytes().upper().count(b"TJ") for page in pdf.pages)
