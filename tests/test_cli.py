"""The command line: what it builds, what it says, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SAMPLES, STATEMENT

FORMS = ("screen", "print", "sheets")


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.pdf"))


def three(name: str) -> list[str]:
    return sorted(f"{name}/{name}.{form}.pdf" for form in FORMS)


# --- what is built, and under which name -----------------------------------------------


def test_build_makes_every_edition_of_the_project(project, pamphlet):
    code, told, complaints = pamphlet("build")
    assert (code, complaints) == (0, "")
    assert files(project / "out") == three("path")
    first, made, printing = told.splitlines()
    assert first.startswith("path: handbill, en, 2 pages, ") and "none lost" in first
    assert made == "1 of 1 made: 4 files in out/"
    assert printing == (
        "  handbill sheets: A4, 100 % (no scaling), both sides, flip on the short edge"
    )


def test_ad_hoc_edition_is_named_after_statement_and_layout(project, pamphlet):
    assert pamphlet("build", "statements/footpath.md", "--layout", "trifold")[0] == 0
    assert files(project / "out") == three("footpath-trifold")


def test_layout_that_gathers_makes_one_edition_of_all_paths(project, pamphlet):
    (project / "b.txt").write_bytes((SAMPLES / "heating.txt").read_bytes())
    code, _, _ = pamphlet(
        "build", "statements/footpath.md", "b.txt", "--layout", "booklet", "--out", "made"
    )
    assert code == 0
    assert files(project / "made") == three("footpath-booklet")
    code, _, _ = pamphlet(
        "build", "b.txt", "--layout", "booklet", "--title", "The Winter Reader!", "--out", "titled"
    )
    assert code == 0
    assert files(project / "titled") == three("the-winter-reader")


def test_folder_stands_for_the_statements_in_it(project, pamphlet):
    (project / "statements" / "b.txt").write_bytes((SAMPLES / "heating.txt").read_bytes())
    assert pamphlet("build", "statements/", "--as", "screen")[0] == 0
    assert files(project / "out") == [
        "b-handbill/b-handbill.screen.pdf",
        "footpath-handbill/footpath-handbill.screen.pdf",
    ]


def test_statement_can_name_its_layout(project, pamphlet):
    path = project / "statements" / "footpath.md"
    path.write_text(STATEMENT.replace("lang: en", "lang: en\nlayout: trifold"), "utf-8")
    assert pamphlet("build", path, "--as", "screen")[0] == 0
    assert files(project / "out") == ["footpath-trifold/footpath-trifold.screen.pdf"]


def test_edition_in_several_languages_makes_one_each(project, pamphlet):
    german = STATEMENT.replace("lang: en", "lang: de\ntranslation_of: footpath")
    (project / "statements" / "weg.md").write_text(german, "utf-8")
    (project / "pamphlet.yml").write_text(
        "editions:\n- {name: path, statements: [footpath], layout: handbill, "
        "languages: [en, de]}\n",
        "utf-8",
    )
    assert pamphlet("build", "path", "--as", "screen")[0] == 0
    assert files(project / "out") == ["path-de/path-de.screen.pdf", "path-en/path-en.screen.pdf"]
    assert pamphlet("build", "path-de", "--as", "screen", "--out", "one")[0] == 0
    assert files(project / "one") == ["path-de/path-de.screen.pdf"]


def test_flags_reach_the_files(project, pamphlet):
    code, told, _ = pamphlet(
        "build", "--paper", "us", "--theme", "black", "--layout", "trifold", "--jobs", "1",
        "--grey", "--draft", "--single-sided", "--no-marks", "--flip", "long",
        "--as", "sheets,print",
    )  # fmt: skip
    assert code == 0
    assert "path: trifold" in told
    assert "Letter, 100 % (no scaling), both sides, flip on the long edge" in told
    assert files(project / "out") == ["path/path.print.pdf", "path/path.sheets.pdf"]


def test_report_can_be_json(project, pamphlet):
    (project / "bad.md").write_text("---\ntitel: x\ntitle: y\n---\ntext\n", "utf-8")
    code, told, _ = pamphlet(
        "build", "statements/footpath.md", "bad.md", "--as", "screen", "--format", "json"
    )
    good, bad = json.loads(told)
    assert code == 1
    assert (good["built"], good["pages"], good["lost_words"]) == (True, 2, 0)
    home = project / "out" / "footpath-handbill"
    names = ("footpath-handbill.screen.pdf", "footpath-handbill.png")
    assert sorted(good["files"]) == sorted(str(home / name) for name in names)
    assert bad == {
        "name": "bad-handbill",
        "built": False,
        "problems": [
            {
                "place": "bad.md:2",
                "problem": "unknown key 'titel'",
                "hint": "did you mean 'title'?",
            }
        ],
    }


# --- how it ends -----------------------------------------------------------------------


def test_failed_edition_does_not_stop_the_others(project, pamphlet):
    (project / "bad.md").write_bytes(b"caf\xe9")
    code, told, complaints = pamphlet(
        "build", "bad.md", "statements/footpath.md", "--as", "screen", "--jobs", "2"
    )
    assert code == 1
    assert "1 of 2 made" in told
    assert complaints.startswith(
        "bad-handbill: not built\n  bad.md:1: this is not UTF-8 text: a letter of 'caf�' "
        "cannot be read\n"
    )
    assert files(project / "out") == ["footpath-handbill/footpath-handbill.screen.pdf"]


def test_nothing_started_ends_with_two(project, pamphlet):
    (project / "bad.md").write_text("---\ndate: 2027-02-30\ntitle: y\n---\ntext\n", "utf-8")
    code, told, complaints = pamphlet("build", "bad.md")
    assert (code, told) == (2, "")
    assert complaints == (
        "bad-handbill: not built\n"
        "  bad.md:2: 'date': '2027-02-30' is not a day of the calendar "
        "(day is out of range for month)\n"
        "    write year-month-day, as in 2025-02-03\n"
    )
    assert not (project / "out").exists()


def test_text_that_does_not_fit_ends_with_one(project, pamphlet):
    (project / "long.md").write_text("---\ntitle: L\n---\n" + "word " * 9000, "utf-8")
    code, _, complaints = pamphlet("build", "long.md")
    assert code == 1
    assert "9000 words do not fit 'handbill' even at its smallest size (9 pt)" in complaints
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("build", "nowhere.md"), "nowhere.md: there is no such file"),
        (
            ("build", "pth"),
            "there is no edition 'pth' in pamphlet.yml\n  did you mean 'path'?",
        ),
        (
            ("build", "--layout", "hanbill"),
            "path: not built\n  pamphlet.yml:3: there is no layout 'hanbill'\n"
            "    did you mean 'handbill'?",
        ),
        (
            ("build", "statements/footpath.md", "--layout", "hanbill"),
            "there is no layout 'hanbill'\n  did you mean 'handbill'?",
        ),
        (
            ("build", "--theme", "rde"),
            "path: not built\n  pamphlet.yml:3: there is no theme 'rde'\n    did you mean 'red'?",
        ),
        (
            ("build", "--as", "screen,prnt"),
            "--as 'screen,prnt': 'prnt' is no form\n"
            "  write screen, print, sheets, or several with commas",
        ),
        (("build", "--jobs", "0"), "--jobs 0 builds nothing\n  give 1 or more"),
        (("new", "   "), "a statement needs a title\n  pamphlet new 'Cold homes'"),
        (
            ("init",),
            "pamphlet.yml is there already\n  nothing was changed; choose another name",
        ),
    ],
)
def test_wrong_words_are_answered_with_what_to_do(words, said, project, pamphlet):
    code, told, complaints = pamphlet(*words)
    assert (code, told, complaints) == (2, "", f"{said}\n")
    assert not (project / "out").exists()


def test_build_outside_a_project_says_what_to_do(tmp_path, monkeypatch, pamphlet):
    monkeypatch.chdir(tmp_path)
    code, _, complaints = pamphlet("build")
    assert code == 2
    assert complaints == (
        "there is no pamphlet.yml here or above\n"
        "  give a file ('pamphlet build text.txt'), or make a project with 'pamphlet init'\n"
    )


def test_unknown_verb_ends_with_two(pamphlet):
    assert pamphlet("bild")[0] == 2


def test_two_files_that_would_have_one_name_are_refused(project, pamphlet):
    (project / "footpath.md").write_text(STATEMENT, "utf-8")
    code, _, complaints = pamphlet("build", "footpath.md", "statements/footpath.md")
    assert code == 2
    assert complaints == (
        "statements/footpath.md: two editions are named 'footpath-handbill': "
        "here and at footpath.md\n  give one of them another name\n"
    )


def test_texts_from_elsewhere_have_another_publisher(project, pamphlet, tmp_path):
    (project / "pamphlet.yml").write_text(
        "publisher: {name: Path Press, web: press.example}\n", "utf-8"
    )
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text("A title\n\nA text from elsewhere, of a few words only.\n", "utf-8")
    (project / "own.txt").write_text(elsewhere.read_text("utf-8"), "utf-8")
    assert pamphlet("build", elsewhere, "own.txt", "--as", "screen")[0] == 0
    said = {name: text_of(project / f"out/{name}/{name}.screen.pdf") for name in (
        "elsewhere-handbill", "own-handbill")}  # fmt: skip
    assert "press.example" in said["own-handbill"]
    assert "press.example" not in said["elsewhere-handbill"]


def text_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


# --- the other verbs -------------------------------------------------------------------


def test_new_project_can_be_built_at_once(tmp_path, monkeypatch, pamphlet):
    monkeypatch.chdir(tmp_path)
    assert pamphlet("init", "Leaflets of ours")[0] == 0
    monkeypatch.chdir(tmp_path / "Leaflets of ours")
    assert pamphlet("build")[0] == 0
    assert files(Path("out")) == three("first")


def test_new_drafts_a_statement_that_can_be_built(project, pamphlet):
    code, told, _ = pamphlet("new", 'The "last" ferry: a question')
    assert (code, told) == (
        0,
        f"{project}/statements/the-last-ferry-a-question.md: to be filled in\n"
        "next: 'pamphlet build statements/the-last-ferry-a-question.md', or name it in an "
        "edition of pamphlet.yml\n",
    )
    assert pamphlet("build", "statements/the-last-ferry-a-question.md", "--as", "screen")[0] == 0
    assert pamphlet("new", 'The "last" ferry: a question')[0] == 2


def test_words_of_the_draft_are_noted(project, pamphlet):
    pamphlet("new", "Ferry")
    code, told, _ = pamphlet("build", "statements/ferry.md", "--as", "screen")
    assert code == 0
    assert "note: words of the draft are still in it: 'A few words above the title', " in told
    assert "'Write or paste the text here.'" in told
    assert "note" not in pamphlet("build", "path", "--as", "screen")[1]


def test_blank_pages_of_a_booklet_are_noted(project, pamphlet):
    _, told, _ = pamphlet(
        "build", "statements/footpath.md", "--layout", "booklet", "--as", "screen"
    )
    assert "note: on paper 1 blank page stands before the back cover" in told


@pytest.mark.parametrize(
    ("verb", "names"),
    [
        (
            "layouts",
            set(
                "handbill card flyer trifold zfold gatefold minizine booklet poster poster-a2 "
                "placard placard-a3 large-print newsletter newsletter-leaves".split()
            ),
        ),
        (
            "schemes",
            set(
                "single onesided saddle letterfold zfold gatefold minizine twoup fourup nup "
                "tiles".split()
            ),
        ),
        ("themes", {"loud", "red", "blue", "green", "black", "bookish", "geometric", "plain"}),
    ],
)
def test_lists_name_what_there_is(verb, names, pamphlet):
    code, told, _ = pamphlet(verb, "--format", "json")
    assert code == 0
    assert {row["name"] for row in json.loads(told)} == names
    code, told, _ = pamphlet(verb)
    assert code == 0 and all(name in told for name in names)


def test_layouts_of_the_project_are_listed_and_broken_ones_complained_of(project, pamphlet):
    own = project / "layouts" / "mine"
    own.mkdir(parents=True)
    (own / "layout.yml").write_text("title: Mine\nextends: handbill\n", "utf-8")
    assert "mine: Mine, 2 pages" in pamphlet("layouts")[1]
    (own / "layout.yml").write_text("title: Mine\nextends: handbill\npages: two\n", "utf-8")
    code, told, complaints = pamphlet("layouts")
    assert code == 1
    assert "handbill: Handbill" in told and "layouts/mine/layout.yml:3: " in complaints


def test_fonts_say_what_they_cover(pamphlet):
    code, told, _ = pamphlet("fonts", "--format", "json")
    assert code == 0
    covered = {script for row in json.loads(told) for script in row["covers"]}
    assert {"Latin", "Vietnamese", "African letters", "Greek", "Cyrillic", "Arabic", "Hebrew"} <= (
        covered
    )
    assert "Source Serif 4 400: " in pamphlet("fonts")[1]


def test_doctor_finds_what_is_needed(pamphlet):
    code, told, _ = pamphlet("doctor")
    assert code == 0
    assert "ok      WeasyPrint, which lays out pages: " in told
    assert {row["state"] for row in json.loads(pamphlet("doctor", "--format", "json")[1])} <= {
        "ok",
        "absent",
    }


# --- as a process ----------------------------------------------------------------------


def run(*words: str, cwd: Path, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "pamphlet", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        **options,
    )


def test_process_ends_with_the_code_of_its_verb(project):
    assert run("build", "--as", "screen", cwd=project).returncode == 0
    assert run("build", "gone.md", cwd=project).returncode == 2
    assert run("--help", cwd=project).returncode == 0
    assert run("build", "--help", cwd=project).returncode == 0
    assert run(cwd=project).returncode == 2


def test_help_is_written_without_loading_anything_heavy():
    code = (
        "import sys\nfrom pamphlet.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'weasyprint', 'pydantic', 'yaml', 'jinja2', 'pypdf', 'pikepdf', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.endswith("[]\n")


def test_reader_that_stops_reading_is_no_fault(project):
    with subprocess.Popen(
        [sys.executable, "-m", "pamphlet", "fonts", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=project,
    ) as process:
        process.stdout.close()
        complaints = process.stderr.read()
    assert b"Traceback" not in complaints


def test_fault_of_the_program_is_said_without_a_trace(project, monkeypatch, pamphlet):
    import pamphlet.build as building

    monkeypatch.setattr(building, "count_words", lambda _: 1 / 0)
    code, _, complaints = pamphlet("build", "--jobs", "1")
    assert code == 1
    assert complaints == (
        "path: not built\n  a fault of the program: ZeroDivisionError: division by zero\n"
        "    please report it with the text; PAMPHLET_DEBUG=1 shows where it happened\n"
    )


def test_build_works_where_home_cannot_be_written(project, tmp_path):
    environment = {**os.environ, "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache"}
    environment.pop("FONTCONFIG_FILE", None)
    told = run("build", "--as", "screen", cwd=project, env=environment)
    assert (told.returncode, told.stderr) == (0, "")
