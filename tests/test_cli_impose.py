"""`pamphlet impose` and `pamphlet schemes`: what they print, write, refuse and return."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from imposition_samples import marker, pdf_of, words_in
from pamphlet.cli import main
from pamphlet.units import PAPERS, Size, mm

A4, A5, A6 = PAPERS["A4"], PAPERS["A5"], PAPERS["A6"]
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))


def pamphlet(*words: object) -> int:
    """Run a command line and return its exit code."""
    return main([str(word) for word in words])


@pytest.fixture
def pages(tmp_path) -> Path:
    """Eight A5 pages in a file of its own folder."""
    path = tmp_path / "pages.pdf"
    path.write_bytes(pdf_of([A5] * 8, bleed_mm=3))
    return path


def sheet_of(path: Path) -> tuple[int, int, int]:
    """Return how many pages a file has, and the size of the first in whole mm."""
    with pikepdf.open(path) as pdf:
        _, _, width, height = pdf.pages[0].obj.MediaBox
        return len(pdf.pages), round(mm(float(width))), round(mm(float(height)))


# --- what is made -----------------------------------------------------------------------


def test_booklet_goes_on_the_sheet_that_fits(pages, capsys):
    out = pages.with_name("sheets.pdf")
    assert pamphlet("impose", pages, "-o", out) == 0
    assert capsys.readouterr().out == (
        f"{out}: 8 pages on 2 sheets of 297 x 210 mm; "
        "print at 100 %, both sides, flip on the short edge\n"
    )
    assert sheet_of(out) == (4, 297, 210)
    assert [p.name for p in sorted(pages.parent.iterdir())] == ["pages.pdf", "sheets.pdf"]


@pytest.mark.parametrize(
    ("page", "sheet"),
    [
        (A6, (210, 148)),
        (A4, (420, 297)),
        (PAPERS["half Letter"], (279, 216)),
        (PAPERS["Letter"], (432, 279)),
        (Size(400, 560), (800, 560)),
    ],
)
def test_default_sheet_follows_the_pages(page, sheet, tmp_path):
    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(pdf_of([page] * 4))
    assert pamphlet("impose", source, "-o", out) == 0
    assert sheet_of(out)[1:] == sheet


def test_press_sheet_has_bleed_and_marks_on_the_paper_named(pages):
    out = pages.with_name("sheets.pdf")
    words = ("--bleed", "3mm", "--marks", "--sheet", "SRA3")
    assert pamphlet("impose", pages, "-o", out, *words) == 0
    assert sheet_of(out) == (4, 450, 320)
    with pikepdf.open(out) as pdf:
        trim = [round(mm(float(side)), 2) for side in pdf.pages[0].obj.TrimBox]
        assert trim == [77, 55, 373, 265]


def test_marks_without_a_sheet_take_the_room_they_need(tmp_path):
    source, out = tmp_path / "panels.pdf", tmp_path / "flat.pdf"
    source.write_bytes(pdf_of(PANELS, bleed_mm=3))
    words = ("--scheme", "letterfold", "--bleed", "3", "--marks")
    assert pamphlet("impose", source, "-o", out, *words) == 0
    assert sheet_of(out) == (2, 297 + 20, 210 + 20)


def test_several_files_are_joined(pages, tmp_path):
    more, out = tmp_path / "more.pdf", tmp_path / "out.pdf"
    more.write_bytes(pdf_of([A5] * 4))
    assert pamphlet("impose", pages, more, "-o", out) == 0
    assert sheet_of(out)[0] == 6


@pytest.mark.parametrize(
    ("words", "first_side"),
    [
        ((), [8, 1]),
        (("--rtl",), [1, 8]),
        (("--scheme", "twoup"), [1, 1]),
        (("--scheme", "nup", "--up", "4"), [1, 2, 3, 4]),
        (("--scheme", "single"), [1]),
    ],
)
def test_schemes_are_chosen_by_name(words, first_side, pages, tmp_path):
    out = tmp_path / "out.pdf"
    assert pamphlet("impose", pages, "-o", out, *words) == 0
    found = [w for w in words_in(out.read_bytes(), tmp_path) if w.page == 1 and len(w.text) > 1]
    found.sort(key=lambda word: (-round(word.bottom), word.left))
    assert [word.text for word in found] == [marker(page) for page in first_side]


def test_one_side_only(pages):
    out = pages.with_name("out.pdf")
    assert pamphlet("impose", pages, "-o", out, "--scheme", "nup", "--sides", "fronts-only") == 0
    assert sheet_of(out)[0] == 4


def test_printer_without_duplex_gets_all_fronts_and_then_all_backs(pages, tmp_path):
    out = pages.with_name("out.pdf")
    assert pamphlet("impose", pages, "-o", out, "--single-sided") == 0
    found = [w for w in words_in(out.read_bytes(), tmp_path) if len(w.text) > 1]
    sides = [{w.text for w in found if w.page == page} for page in (1, 2, 3, 4)]
    pairs = [(8, 1), (6, 3), (2, 7), (4, 5)]
    assert sides == [{marker(one), marker(other)} for one, other in pairs]


def test_report_can_be_json(pages, capsys):
    out = pages.with_name("out.pdf")
    assert pamphlet("impose", pages, "-o", out, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "output": str(out),
        "scheme": "saddle",
        "pages": 8,
        "sheets": 2,
        "flat_mm": [297, 210],
        "duplex": True,
        "flip": "short",
    }


# --- the plan instead -----------------------------------------------------------------------


def test_plan_is_shown_and_nothing_written(pages, capsys):
    assert pamphlet("impose", pages, "--plan", "--rtl") == 0
    assert capsys.readouterr().out == (
        "saddle: 8 pages on 2 sheets of 297 x 210 mm, both sides, flip on the short edge\n"
        "8 pages: (1,8) (7,2) (3,6) (5,4)\n"
        "fold vertical at 148.5 mm, the right part under the other\n"
        "nest 2 sheets, bind at the right\n"
        "opens: (1) (2,3) (4,5) (6,7) (8)\n"
    )
    assert [p.name for p in pages.parent.iterdir()] == ["pages.pdf"]


def test_plan_can_be_json(pages, capsys):
    assert pamphlet("impose", pages, "--plan", "--format", "json") == 0
    plan = json.loads(capsys.readouterr().out)
    assert plan["pieces"] == [{"openings": [[1], [2, 3], [4, 5], [6, 7], [8]]}]
    assert [cell["page"] for cell in plan["sheets"][0]["front"]] == [8, 1]


def test_overlap_of_parts_is_for_tiles_alone(tmp_path, capsys):
    source = tmp_path / "poster.pdf"
    source.write_bytes(pdf_of([PAPERS["A3"]]))
    words = ["impose", source, "--scheme", "tiles", "--sheet", "A4", "--frame", "5", "--plan"]
    assert pamphlet(*words, "--overlap", "15mm") == 0
    assert "glued with 15 mm overlap" in capsys.readouterr().out
    assert pamphlet("impose", source, "--overlap", "15", "--plan") == 2
    assert "--overlap means nothing to 'saddle'" in capsys.readouterr().err


def test_schemes_are_listed(capsys):
    assert pamphlet("schemes") == 0
    lines = capsys.readouterr().out.splitlines()
    line = "letterfold  leaflet of six panels: the flap is folded in, the cover over it"
    assert line in lines
    names = (
        "fourup gatefold letterfold minizine nup onesided saddle single tiles twoup zfold".split()
    )
    assert [line.split()[0] for line in lines] == names


def test_schemes_can_be_json(capsys):
    assert pamphlet("schemes", "--format", "json") == 0
    assert {"name": "saddle", "description": (
        "booklet: sheets nested, folded once, stapled in the fold"
    )} in json.loads(capsys.readouterr().out)  # fmt: skip


# --- what is refused ------------------------------------------------------------------------


def refusal(capsys, *words: object) -> str:
    assert pamphlet("impose", *words) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "there is no output\n  add -o OUT.pdf, or --plan to see the plan\n"),
        (
            ("-o", "OUT", "--scheme", "sadle"),
            "unknown scheme 'sadle'\n  did you mean 'saddle'?\n",
        ),
        (("-o", "OUT", "--up", "4"), "--up means nothing to 'saddle'\n  leave out --up\n"),
        (
            ("-o", "OUT", "--scheme", "nup", "--blanks", "end"),
            "--blanks means nothing to 'nup'\n  leave out --blanks\n",
        ),
        (
            ("-o", "OUT", "--sheet", "B9"),
            "--sheet: 'B9' is not a size\n  write 'A4', 'Letter' or '320mm x 450mm'\n",
        ),
        (
            ("-o", "OUT", "--bleed", "wide"),
            "--bleed: 'wide' is not a length\n  write '3' or '3mm'\n",
        ),
        (
            ("-o", "OUT", "--frame", "nan"),
            "a frame of nan mm is not possible\n  give 0 or more millimetres\n",
        ),
        (
            ("-o", "OUT", "--sheet", "A5"),
            "a sheet of 210 x 148 mm is too small: the pages need 296 x 210 mm, "
            "so it lacks 86.0 mm in width and 62.0 mm in height\n  A4 would do\n",
        ),
        (
            ("-o", "OUT", "--sides", "fronts-only"),
            "'saddle' is printed on both sides of the paper\n"
            "  print fronts and backs one after the other, or choose 'nup'\n",
        ),
        (
            ("-o", "OUT", "--marks", "--sheet", "A4"),
            "paper of 297 x 210 mm is too small by 14.0 mm for a flat sheet of 296 x 210 mm "
            "with its bleed and marks\n  choose larger paper, less bleed, or no marks\n",
        ),
    ],
)
def test_wrong_words_are_answered_and_nothing_is_written(words, said, pages, capsys):
    out = pages.with_name("out.pdf")
    given = [out if word == "OUT" else word for word in words]
    assert refusal(capsys, pages, *given) == said
    assert not out.exists()


def test_input_that_is_no_pdf_is_named(tmp_path, capsys):
    source = tmp_path / "letter.pdf"
    source.write_bytes(b"Dear all")
    assert refusal(capsys, source, "-o", tmp_path / "out.pdf") == (
        f"{source}: is no PDF\n  print or export it to PDF first\n"
    )


def test_unknown_choice_ends_with_two(pages):
    with pytest.raises(SystemExit) as caught:
        pamphlet("impose", pages, "-o", pages.with_name("out.pdf"), "--flip", "top")
    assert caught.value.code == 2


# --- files that are there already -----------------------------------------------------------


def test_file_of_someone_else_is_not_overwritten(pages, tmp_path, capsys):
    out = tmp_path / "thesis.pdf"
    out.write_bytes(pdf_of([A4]))
    before = out.read_bytes()
    assert refusal(capsys, pages, "-o", out) == (
        f"{out}: exists, and pamphlet did not make it\n  choose another name, or add --force\n"
    )
    assert out.read_bytes() == before
    assert pamphlet("impose", pages, "-o", out, "--force") == 0
    assert sheet_of(out) == (4, 297, 210)


def test_file_of_our_own_is_overwritten(pages, tmp_path):
    out = tmp_path / "out.pdf"
    assert pamphlet("impose", pages, "-o", out) == 0
    assert pamphlet("impose", pages, "-o", out, "--rtl") == 0


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_input_is_never_overwritten(force, pages, capsys):
    before = pages.read_bytes()
    assert refusal(capsys, pages, "-o", pages, *force) == (
        f"{pages}: is one of the inputs\n  give the sheets another name\n"
    )
    assert pages.read_bytes() == before


def test_missing_folder_is_named(pages, capsys):
    out = pages.with_name("gone") / "out.pdf"
    assert refusal(capsys, pages, "-o", out) == (
        f"{out}: cannot be written: No such file or directory\n  make its folder first\n"
    )


# --- speed of the command line --------------------------------------------------------------


def test_help_imports_nothing_heavy():
    code = (
        "import sys, argparse\n"
        "from pamphlet.cli import impose, schemes\n"
        "impose.add_arguments(argparse.ArgumentParser(), 'impose')\n"
        "schemes.add_arguments(argparse.ArgumentParser(), 'schemes')\n"
        "print({'pypdf', 'pikepdf', 'weasyprint', 'pamphlet.impose'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "set()\n"
