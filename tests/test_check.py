"""`pamphlet check` measures the files of editions and says where and how to mend them."""

from __future__ import annotations

import json
import subprocess
import sys

import jsonschema
import pytest

from conftest import STATEMENT
from pamphlet.build.checking import Checked
from pamphlet.preflight.measured import Measured, Place
from pamphlet.schemas import schema

NAMES = [
    "text lost", "pages on the sheets", "body size", "smallest type", "characters a line",
    "leading / size", "fill of the last page", "column feet", "widows, orphans, headings",
    "last line of a paragraph", "hyphens in a row", "word space", "off the grid", "contrast",
    "text from trim", "text from fold", "picture resolution", "missing glyphs, fonts",
    "families a page", "QR codes", "pull quotes",
]  # fmt: skip


@pytest.fixture
def own(project, pamphlet):
    """Build the project's edition in a layout of its own: `own(css, manifest)`."""

    def build(css: str, manifest: str = "") -> None:
        home = project / "layouts" / "mine"
        home.mkdir(parents=True, exist_ok=True)
        (home / "layout.yml").write_text(f"title: Mine\nextends: handbill\n{manifest}", "utf-8")
        (home / "print.css").write_text(css, "utf-8")
        path = project / "pamphlet.yml"
        path.write_text(path.read_text("utf-8").replace("layout: handbill", "layout: mine"))
        code, _, complaints = pamphlet("build", "--as", "screen,sheets")
        assert code == 0, complaints

    return build


def rows(pamphlet) -> dict[str, dict]:
    _, told, _ = pamphlet("check", "--format", "json")
    (edition,) = json.loads(told)
    return {row["name"]: row for row in edition["measures"]}


def test_every_measure_is_told_in_order(project, pamphlet):
    pamphlet("build")
    code, told, _ = pamphlet("check", "path", "--format", "json")
    (edition,) = json.loads(told)
    assert [row["name"] for row in edition["measures"]] == NAMES
    assert (edition["name"], edition["layout"], edition["problem"]) == ("path", "handbill", None)
    assert code == (0 if edition["holds"] else 1)
    assert edition["holds"] == all(row["holds"] for row in edition["measures"])


def test_json_is_as_its_schema_says(project, pamphlet):
    pamphlet("build")
    checker = jsonschema.Draft202012Validator(schema("check"))
    for edition in json.loads(pamphlet("check", "--format", "json")[1]):
        checker.validate(edition)
    (project / "out" / "path" / "path.screen.pdf").unlink()
    code, told, _ = pamphlet("check", "--format", "json")
    (edition,) = json.loads(told)
    checker.validate(edition)
    assert code == 2
    assert edition["problem"].endswith(
        "path.screen.pdf: this file is not there\n  build the edition first"
    )


def test_words_that_are_lost_are_named_with_their_line(project, pamphlet):
    pamphlet("build")
    path = project / "statements" / "footpath.md"
    path.write_text(STATEMENT.replace("Nobody", "Positively nobody"), "utf-8")
    code, told, _ = pamphlet("check")
    assert code == 1
    assert (
        "        ‘Positively’: statements/footpath.md:10\n"
        "        build the edition again: its statement or its layout has changed\n"
    ) in told
    assert "  FAILS text lost " in told


def test_words_too_near_to_the_edge_are_named(own, pamphlet, project):
    own("")
    (project / "layouts" / "mine" / "layout.yml").write_text(
        "title: Mine\nextends: handbill\nframe: 14mm\n", "utf-8"
    )
    row = rows(pamphlet)["text lost"]
    assert not row["holds"]
    assert row["places"][0]["what"] == (
        "statements/footpath.md:10, within 14 mm of the edge, where many printers cannot print"
    )


def test_sheets_of_another_text_are_found(project, pamphlet):
    pamphlet("build")
    sheets = project / "out" / "path" / "path.sheets.pdf"
    other = sheets.read_bytes()
    path = project / "statements" / "footpath.md"
    path.write_text(STATEMENT.replace("Nobody", "Positively nobody"), "utf-8")
    pamphlet("build")
    sheets.write_bytes(other)
    row = rows(pamphlet)["pages on the sheets"]
    assert (row["holds"], row["shown"]) == (False, "0 of 1 files")
    assert row["places"][0]["what"].startswith("the text of page")


def test_file_that_is_not_there_is_no_verdict(project, pamphlet):
    code, told, complaints = pamphlet("check")
    assert (code, told.strip()) == (2, "")
    assert complaints.startswith("path: ") and "this file is not there" in complaints


def test_pale_text_of_a_layout_is_found_in_its_file(own, pamphlet):
    own(".body { color: #999 }")
    row = rows(pamphlet)["contrast"]
    assert (row["holds"], row["figure"]) == (False, 2.85)
    assert row["places"][0]["words"] == "For ninety years people have"
    code, told, _ = pamphlet("check")
    assert code == 1
    assert "  FAILS contrast " in told and "‘For ninety years people have’: 2.8 : 1\n" in told
    assert "take a darker or a lighter colour, or put a plain area behind the text\n" in told


def test_layout_asks_for_more(own, pamphlet):
    own("", "limits: {body_size: 14pt, text_from_trim: 4cm, leading_most: 1.3, contrast: 3}\n")
    found = rows(pamphlet)
    assert found["body size"]["target"] == ">= 14 pt" and not found["body size"]["holds"]
    assert found["text from trim"]["target"] == ">= 40 mm" and not found["text from trim"]["holds"]
    assert found["leading / size"]["target"] == "1.24-1.3"
    assert found["contrast"]["target"] == ">= 4.5 : 1, in greys too"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("body_sise: 12pt", "unknown key 'body_sise'\n  did you mean 'body_size'?"),
        ("body_size: '12'", "body_size '12' has no unit\n  write it as 12mm, 0.5in or 9pt"),
        ("families: -1", "families is -1\n  write 0 or more"),
        ("families: few", "'limits.families' should be a number"),
    ],
)
def test_wrong_limit_is_named_with_its_line(project, pamphlet, written, complaint):
    home = project / "layouts" / "mine"
    home.mkdir(parents=True)
    (home / "layout.yml").write_text(f"title: M\nextends: handbill\nlimits:\n  {written}\n")
    code, _, complaints = pamphlet("build", "statements/footpath.md", "--layout", "mine")
    assert code == 2 or code == 1
    assert f"layouts/mine/layout.yml:4: {complaint}" in complaints


def test_table_is_compact(monkeypatch, project, pamphlet):
    place = Place(2, 13.2, 45.0, "In autumn a fence was", "8.5 pt")
    measures = (
        Measured("text lost", 0, "0 words", "0", True),
        Measured("body size", 8.5, "8.5 pt", ">= 9 pt", False, (place,) * 5, "cut the text"),
        Measured("picture resolution", 200, "200 ppi", ">= 250 ppi", True, note="soft"),
    )
    monkeypatch.setattr(
        "pamphlet.build.check_edition",
        lambda *_: Checked("path", "handbill", "en", 99, measures),
    )
    code, told, _ = pamphlet("check")
    assert code == 1
    assert told == (
        "path: handbill, en, 99 words, 1 of 3 fail\n"
        "  ok    text lost           0 words  0\n"
        "  FAILS body size           8.5 pt   >= 9 pt\n"
        + "        page 2, 13 x 45 mm: ‘In autumn a fence was’: 8.5 pt\n"
        * 3
        + "        and 2 more places\n"
        "        cut the text\n"
        "  ok    picture resolution  200 ppi  >= 250 ppi (soft)\n"
    )


def test_edition_that_holds_ends_well(monkeypatch, project, pamphlet):
    measures = (Measured("text lost", 0, "0 words", "0", True),)
    monkeypatch.setattr(
        "pamphlet.build.check_edition",
        lambda *_: Checked("path", "handbill", "en", 99, measures),
    )
    assert pamphlet("check")[:2] == (
        0, "path: handbill, en, 99 words, all hold\n  ok    text lost  0 words  0\n",
    )  # fmt: skip


def test_libraries_of_check_are_loaded_by_nothing_else(tmp_path):
    code = (
        "import sys, pamphlet.cli, pamphlet.build\n"
        "print([name for name in ('pypdfium2', 'zxingcpp', 'pamphlet.preflight.measures') "
        "if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
