"""An edition becomes its files: whole, alike each time, or not at all."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT, SAMPLES, STATEMENT
from pamphlet.build import Surroundings, Wishes, build_edition, check_edition
from pamphlet.errors import (
    FitError,
    GlyphError,
    Location,
    LostWords,
    OutputError,
    StatementError,
    UsageError,
)
from pamphlet.preflight.measured import Measured
from pamphlet.project import Edition
from pamphlet.units import mm


def edition(*statements: Path, layout="handbill", name="it", **fields) -> Edition:
    return Edition(name, statements, layout, Location("asked"), **fields)


def built(out: Path, *statements: Path, **fields):
    wishes = {key: fields.pop(key) for key in list(fields) if key in Wishes.__slots__}
    return build_edition(edition(*statements, **fields), Surroundings(), Wishes(out=out, **wishes))


@pytest.fixture(scope="session")
def statement(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("statement") / "footpath.md"
    path.write_text(STATEMENT, "utf-8")
    return path


@pytest.fixture(scope="session")
def handbill(tmp_path_factory, statement) -> Path:
    """The folder of a handbill's three forms."""
    out = tmp_path_factory.mktemp("handbill")
    built(out, statement)
    return out / "it"


@pytest.fixture(scope="session")
def trifold(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("trifold")
    built(out, SAMPLES / "heating.txt", layout="trifold")
    return out / "it"


@pytest.fixture(scope="session")
def booklet(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("booklet")
    names = ("heating.txt", "bibliothek.txt", "water.md")
    built(out, *(SAMPLES / name for name in names), layout="booklet")
    return out / "it"


def box(page, name: str) -> list[float]:
    """Return a box of a page in mm."""
    return [round(mm(float(value)), 2) for value in page.obj[name]]


def pages(path: Path) -> list:
    """Return the pages of a file, which stays open as long as they are used."""
    pdf = pikepdf.open(path)
    _OPEN.append(pdf)
    return list(pdf.pages)


_OPEN: list[pikepdf.Pdf] = []


# --- the three forms -------------------------------------------------------------------


def test_screen_form_is_cut_to_the_trim_at_the_origin(handbill):
    for page in pages(handbill / "it.screen.pdf"):
        assert box(page, "/MediaBox") == box(page, "/TrimBox") == [0, 0, 148, 210]


def test_screen_form_is_tagged_titled_linked_and_in_its_language(handbill):
    with pikepdf.open(handbill / "it.screen.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "The footpath stays"
        assert str(pdf.docinfo["/Author"]) == "Friends of the Mill Path"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.Root.Outlines.First.Title).startswith("The footpath stays")
        links = {
            str(annotation.A.URI)
            for page in pdf.pages
            for annotation in page.obj.get("/Annots", [])
            if "/A" in annotation
        }
        assert {"https://millpath.example", "tel:05550143"} <= links


def test_print_form_of_a_leaf_has_bleed_and_marks_around_each_page(handbill):
    for page in pages(handbill / "it.print.pdf"):
        left, bottom, right, top = box(page, "/TrimBox")
        assert (round(right - left, 2), round(top - bottom, 2)) == (148, 210)
        assert box(page, "/BleedBox") == [
            round(edge, 2) for edge in (left - 3, bottom - 3, right + 3, top + 3)
        ]
        assert box(page, "/MediaBox")[:2] == [0, 0]
        assert left > 3  # room for marks
        assert "/Annots" not in page.obj


def test_print_form_of_folded_work_is_the_flat_sheet(trifold):
    flat = pages(trifold / "it.print.pdf")
    assert len(flat) == 2
    for page in flat:
        left, bottom, right, top = box(page, "/TrimBox")
        assert (round(right - left, 2), round(top - bottom, 2)) == (297, 210)


def test_marks_can_be_switched_off(tmp_path, statement):
    built(tmp_path, statement, forms=("print",), marks=False)
    page = pages(tmp_path / "it" / "it.print.pdf")[0]
    assert box(page, "/MediaBox") == [0, 0, 154, 216]
    assert box(page, "/TrimBox") == [3, 3, 151, 213]


def test_print_form_of_a_booklet_is_a_whole_number_of_sheets(booklet):
    screen, printed = pages(booklet / "it.screen.pdf"), pages(booklet / "it.print.pdf")
    assert len(screen) % 4  # else the sample shows nothing
    assert len(printed) % 4 == 0
    said = [subprocess_text(booklet / "it.print.pdf", number) for number in (1, len(printed))]
    assert "COLD HOMES" in said[0]
    assert "Set in" in said[1]


def subprocess_text(path: Path, page: int) -> str:
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_sheets_fit_the_office_printer_at_full_size(handbill, trifold, booklet):
    for folder in (handbill, trifold, booklet):
        with pikepdf.open(folder / "it.sheets.pdf") as pdf:
            assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
            assert str(pdf.Root.ViewerPreferences.Duplex) == "/DuplexFlipShortEdge"
            for page in pdf.pages:
                assert box(page, "/MediaBox") == [0, 0, 297, 210]


def test_handbill_stands_twice_on_its_sheet(handbill):
    front = subprocess_text(handbill / "it.sheets.pdf", 1)
    assert front.replace("\n", " ").count("For ninety years") == 2


def test_printer_without_duplex_gets_fronts_and_then_backs(tmp_path):
    sample = SAMPLES / "water.md"
    for single in (False, True):
        built(
            tmp_path,
            *(SAMPLES / name for name in ("heating.txt", "water.md")),
            layout="booklet",
            name=f"single{single}",
            single_sided=single,
            forms=("sheets",),
        )
    assert sample.exists()
    duplex = tmp_path / "singleFalse" / "singleFalse.sheets.pdf"
    single = tmp_path / "singleTrue" / "singleTrue.sheets.pdf"
    count = len(pages(duplex))
    in_turn = [subprocess_text(duplex, number) for number in range(1, count + 1)]
    one_side = [subprocess_text(single, number) for number in range(1, count + 1)]
    assert one_side == in_turn[::2] + in_turn[1::2]


def test_american_paper_has_sizes_of_its_own(tmp_path):
    for layout, flat in (("handbill", (139.7, 215.9)), ("trifold", (279.4, 215.9))):
        built(tmp_path, SAMPLES / "heating.txt", layout=layout, name=layout, paper="us")
        left, bottom, right, top = box(
            pages(tmp_path / layout / f"{layout}.print.pdf")[0], "/TrimBox"
        )
        assert (round(right - left, 1), round(top - bottom, 1)) == flat
        assert box(pages(tmp_path / layout / f"{layout}.sheets.pdf")[0], "/MediaBox") == [
            0,
            0,
            279.4,
            215.9,
        ]


def test_right_to_left_booklet_binds_on_the_right(tmp_path):
    built(tmp_path, ROOT / "statements" / "river-ferry.ar.md", layout="booklet", lang="ar")
    with pikepdf.open(tmp_path / "it" / "it.screen.pdf") as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.Lang) == "ar"
    outer = pages(tmp_path / "it" / "it.sheets.pdf")[0]
    forms = {
        str(name): [round(float(value)) for value in form.get("/BBox", [])]
        for name, form in outer.obj.Resources.XObject.items()
    }
    assert len(forms) == 2
    # The cover is the left half of the outer sheet: its picture lies there.
    left, right = halves(tmp_path / "it" / "it.sheets.pdf")
    assert left > right


def halves(path: Path) -> tuple[float, float]:
    """Return how dark the left and the right half of the first page are."""
    import numpy
    from PIL import Image

    command = ["pdftoppm", "-r", "20", "-l", "1", "-gray", str(path)]
    picture = Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    level = 255 - numpy.asarray(picture, dtype=float)
    middle = level.shape[1] // 2
    return float(level[:, :middle].mean()), float(level[:, middle:].mean())


def test_grey_version_has_no_colour(tmp_path):
    built(tmp_path, SAMPLES / "water.md", grey=True)
    for form in ("screen", "print", "sheets"):
        command = ["pdftoppm", "-r", "30", "-png", str(tmp_path / "it" / f"it.{form}.pdf")]
        subprocess.run([*command, str(tmp_path / form)], check=True)
        for picture in tmp_path.glob(f"{form}-*.png"):
            assert is_grey(picture), picture
        with pikepdf.open(tmp_path / "it" / f"it.{form}.pdf") as pdf:
            raw = b"".join(stream_bytes(pdf))
            assert b" rg\n" not in raw and b" RG\n" not in raw


def is_grey(path: Path) -> bool:
    import numpy
    from PIL import Image

    pixels = numpy.asarray(Image.open(path).convert("RGB"), dtype=int)
    return int(abs(pixels - pixels.mean(axis=2, keepdims=True)).max()) <= 1


def stream_bytes(pdf):
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
            yield item.read_bytes()


def test_draft_marks_every_page_and_no_search_finds_the_mark(tmp_path, statement):
    built(tmp_path, statement, name="plain", forms=("screen",))
    built(tmp_path, statement, name="draft", forms=("screen",), proof=True)
    plain, draft = (tmp_path / n / f"{n}.screen.pdf" for n in ("plain", "draft"))
    for number in (1, 2):
        assert subprocess_text(plain, number) == subprocess_text(draft, number)
        assert picture_of(plain, number) != picture_of(draft, number)


def picture_of(path: Path, page: int) -> bytes:
    command = ["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout


# --- alike each time, whole or not at all ----------------------------------------------


def test_builds_are_byte_identical_when_repeated(tmp_path, handbill, statement):
    code = (
        "import sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[3])\n"
        "from test_build import built\n"
        "built(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(statement), str(ROOT / "tests")],
        env=environment,
        check=True,
    )
    for form in ("screen", "print", "sheets"):
        again = tmp_path / "it" / f"it.{form}.pdf"
        assert again.read_bytes() == (handbill / f"it.{form}.pdf").read_bytes(), form


def test_failed_edition_leaves_the_former_files(tmp_path, statement):
    text = tmp_path / "text.md"
    text.write_text(STATEMENT, "utf-8")
    built(tmp_path, text)
    before = {path.name: path.read_bytes() for path in (tmp_path / "it").iterdir()}
    text.write_text(STATEMENT + "\nAnd a word more. " * 2000, "utf-8")
    with pytest.raises(FitError):
        built(tmp_path, text)
    assert {path.name: path.read_bytes() for path in (tmp_path / "it").iterdir()} == before


def test_text_that_does_not_fit_says_by_how_much(tmp_path):
    text = tmp_path / "long.md"
    text.write_text("---\ntitle: Long\n---\n" + "One sentence of six plain words. " * 400, "utf-8")
    with pytest.raises(FitError) as caught:
        built(tmp_path, text)
    said = str(caught.value)
    head, hint = said.split("\n")
    assert head == f"{text}: 2400 words do not fit 'handbill' even at its smallest size (9 pt)"
    words = int(hint.split("cut ")[1].split()[0])
    assert hint.startswith("  cut ") and 1000 < words < 1800
    # The number is of use: cut by it, the text fits.
    text.write_text(
        "---\ntitle: Long\n---\n" + "One sentence of six plain words. " * int((2400 - words) // 6),
        "utf-8",
    )
    assert built(tmp_path, text, forms=("screen",)).size < 9.6


def test_what_stands_beside_the_text_can_be_too_much(tmp_path):
    text = tmp_path / "much.md"
    lines = "\n".join(f"  - A line of an imprint, number {n}" for n in range(90))
    text.write_text(f"---\ntitle: Much\nimprint:\n  text:\n{lines}\n---\nText.\n", "utf-8")
    with pytest.raises(FitError) as caught:
        built(tmp_path, text, layout="trifold")
    assert "what stands beside the text does not fit 'trifold'" in str(caught.value)


def test_lost_words_fail_the_edition(tmp_path, monkeypatch):
    """A stylesheet that hides what runs over loses text in silence; the proof does not."""
    layout = tmp_path / "layouts" / "cutter"
    layout.mkdir(parents=True)
    (layout / "layout.yml").write_text("title: Cutter\nextends: handbill\n", "utf-8")
    (layout / "print.css").write_text(
        ".body { position: absolute; left: 0; top: 400mm; }\n", "utf-8"
    )
    text = tmp_path / "text.md"
    text.write_text(STATEMENT, "utf-8")
    with pytest.raises((LostWords, FitError)) as caught:
        build_edition(
            edition(text, layout="cutter"),
            Surroundings(root=tmp_path),
            Wishes(out=tmp_path / "out"),
        )
    assert "lost" in str(caught.value) or "fit" in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_field_that_a_template_forgets_fails_the_edition(tmp_path):
    layout = tmp_path / "layouts" / "forgetful"
    layout.mkdir(parents=True)
    (layout / "layout.yml").write_text(
        "title: F\nextends: handbill\npages: any\nbody: []\n", "utf-8"
    )
    (layout / "page.html.j2").write_text(
        '{% extends "base/page.html.j2" %}{% import "base/blocks.html.j2" as b with context %}'
        '{% block pages %}<h1>{{ piece.title }}</h1><article class="body">'
        "{{ b.blocks(piece.body) }}</article>"
        "<p>{{ piece.issuer }}</p>{% endblock %}",
        "utf-8",
    )
    text = tmp_path / "text.md"
    text.write_text(STATEMENT, "utf-8")
    with pytest.raises(LostWords) as caught:
        build_edition(
            edition(text, layout="forgetful"),
            Surroundings(root=tmp_path, base=tmp_path),
            Wishes(out=tmp_path / "out"),
        )
    said = str(caught.value)
    assert said.startswith("text.md: ") and "words are lost on the pages" in said
    assert "slogan: Keep the path open" in said
    assert "date: 3 February 2027" in said


def test_character_that_no_font_has_is_named_with_its_place(tmp_path):
    text = tmp_path / "text.md"
    text.write_text(STATEMENT.replace("Nobody was asked.", "Nobody was asked 字."), "utf-8")
    with pytest.raises(GlyphError) as caught:
        built(tmp_path, text)
    assert str(caught.value).startswith(f"{text}:11: no font has the character '字' (U+5B57)\n")


def test_statements_too_many_for_a_layout_are_refused(tmp_path, statement):
    with pytest.raises(UsageError) as caught:
        built(tmp_path, statement, SAMPLES / "water.md")
    assert str(caught.value) == (
        "asked: 'handbill' takes one statement, here are 2\n"
        "  make one edition of each, or choose a layout that gathers, such as 'booklet'"
    )


def test_missing_statement_is_said_before_anything_is_made(tmp_path):
    with pytest.raises(StatementError):
        built(tmp_path, tmp_path / "gone.md")
    assert not (tmp_path / "it").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_that_cannot_be_written_is_named(tmp_path, statement):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be made"):
        built(closed, statement)


def test_output_folder_that_is_a_file_is_named(tmp_path, statement):
    taken = tmp_path / "out"
    taken.write_text("mine")
    with pytest.raises(OutputError) as caught:
        built(taken, statement)
    assert str(caught.value) == (
        f"{taken / 'it'}: this folder cannot be made: Not a directory\n  choose another with --out"
    )
    assert taken.read_text() == "mine"


def test_disk_that_fills_leaves_the_former_file_and_nothing_half_written(tmp_path, statement):
    built(tmp_path, statement)
    folder = tmp_path / "it"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    import signal

    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))  # as if the disk were full
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            built(tmp_path, statement, grey=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, former)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == before


# --- what is there can be proved again -------------------------------------------------


def rows_of(found) -> dict[str, Measured]:
    return {row.name: row for row in found.measures}


def test_check_proves_the_files_that_lie_there(tmp_path, statement):
    built(tmp_path, statement)
    found = check_edition(edition(statement), Surroundings(), tmp_path)
    assert found.words > 70
    assert rows_of(found)["text lost"].holds and rows_of(found)["pages on the sheets"].holds


def test_check_finds_a_statement_that_has_changed_since(tmp_path):
    text = tmp_path / "text.md"
    text.write_text(STATEMENT, "utf-8")
    built(tmp_path, text)
    text.write_text(STATEMENT.replace("Nobody was asked.", "Nobody was asked at all."), "utf-8")
    found = check_edition(edition(text), Surroundings(), tmp_path)
    row = rows_of(found)["text lost"]
    assert (found.holds, row.figure, row.places[0].words) == (False, 2, "at all.")


def test_check_finds_a_page_that_is_missing_on_the_sheets(tmp_path, statement):
    built(tmp_path, statement)
    sheets = tmp_path / "it" / "it.sheets.pdf"
    with pikepdf.open(sheets, allow_overwriting_input=True) as pdf:
        del pdf.pages[1]
        pdf.save(sheets)
    row = rows_of(check_edition(edition(statement), Surroundings(), tmp_path))
    (place,) = row["pages on the sheets"].places
    assert str(place) == "the text of page 2 is not on the sheets"


def test_check_of_an_edition_never_built_says_so(tmp_path, statement):
    with pytest.raises(OutputError) as caught:
        check_edition(edition(statement), Surroundings(), tmp_path)
    assert str(caught.value).endswith("this file is not there\n  build the edition first")


def test_labels_of_a_language_without_data_are_noted(tmp_path):
    text = tmp_path / "text.md"
    text.write_text("---\ntitle: Njia inabaki\nlang: sw\n---\nMaandishi ya njia.\n", "utf-8")
    said = "nothing is known of the language 'sw': labels are in English"
    assert built(tmp_path, text).notes[0] == said


def test_text_that_does_not_fit_says_what_would_be_missed_least(tmp_path):
    text = tmp_path / "long.md"
    filler = "\n\n".join(["We walked from the mill to the station in the rain. " * 12] * 11)
    text.write_text(
        f"---\ntitle: Long\n---\n{filler}\n\n{'Nobody has asked us. ' * 8}\n\n"
        f"We meet on 3 March. {'Come and bring a friend along. ' * 6}\n\nThe end of it all.\n",
        "utf-8",
    )
    with pytest.raises(FitError) as caught:
        built(tmp_path, text)
    last = str(caught.value).split("\n")[-1]
    assert last.startswith("  what would be missed least is, for example, line ")
