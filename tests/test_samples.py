"""The sample editions, as they are built: read by other programs, looked at by machine."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from conftest import ROOT, SAMPLES, built_once
from pamphlet.cli import main
from pamphlet.fonts import font_library
from pamphlet.impose import plan_for
from pamphlet.imposition import Options, fold
from pamphlet.project import read_project
from pamphlet.reading import peek
from pamphlet.units import PAPERS, mm, pt

BOOKS = ("reader", "ferry-booklet-ar")


def names() -> list[str]:
    def translation(path: Path) -> tuple[str, str]:
        facts = peek(path)
        return facts.lang, facts.translation_of

    project = read_project(ROOT / "pamphlet.yml", translations=translation)
    return [edition.name for edition in project.editions]


def file_of(samples: Path, name: str, form: str) -> Path:
    return samples / name / f"{name}.{form}.pdf"


def raster(path: Path, page: int, dpi: int) -> numpy.ndarray:
    """Return a page of a PDF as pixels, row by row from the top."""
    command = ["pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return numpy.asarray(Image.open(BytesIO(done.stdout)).convert("RGB"), dtype=int)


def is_white(pixels: numpy.ndarray) -> numpy.ndarray:
    return (pixels > 245).all(axis=-1)


def test_there_are_enough_samples_of_enough_kinds():
    files = sorted((ROOT / "statements").glob("*.md"))
    languages = {peek(path).lang for path in files}
    assert len(files) >= 6 and {"en", "de", "ar"} <= languages and languages & {"es", "fr"}
    lengths = [len(path.read_text("utf-8").split("---", 2)[2].split()) for path in files]
    assert min(lengths) < 140 and max(lengths) > 1400
    translated = [peek(path).translation_of for path in files]
    assert max(translated.count(path.stem) for path in files) >= 2  # set in three languages


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("form", ["screen", "print", "sheets"])
def test_other_programs_read_every_file(name, form, samples):
    path = file_of(samples, name, form)
    subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=True)
    done = subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=nullpage", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Error" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", names())
def test_only_our_fonts_are_embedded_and_all_of_them(name, samples):
    told = subprocess.run(
        ["pdffonts", str(file_of(samples, name, "print"))],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()[2:]
    ours = {
        family.replace(" ", "")
        for face in font_library((ROOT / "fonts",)).faces
        for family in face.families
    }
    assert told
    for line in told:
        embedded, subset = re.search(r"(yes|no)\s+(yes|no)\s+(?:yes|no)\s+\d", line).groups()
        assert (embedded, subset) == ("yes", "yes") and "Type 3" not in line
        family = re.sub(r"^[A-Z]{6}\+", "", line.split()[0]).replace("-", "")
        assert any(family.startswith(known) for known in ours), line


@pytest.mark.parametrize("name", names())
def test_artwork_that_touches_the_trim_reaches_the_bleed(name, samples):
    path = file_of(samples, name, "print")
    with pikepdf.open(path) as pdf:
        boxes = [[[float(v) for v in page.obj[k]] for k in ("/TrimBox", "/BleedBox")]
                 for page in pdf.pages]  # fmt: skip
    chosen = sorted({*range(min(3, len(boxes))), len(boxes) - 1})
    for number in chosen:
        trim, bleed = boxes[number]
        pixels = raster(path, number + 1, 72)
        height = pixels.shape[0]
        for inner, outer in edges(trim, bleed, height):
            stops_short = ~is_white(pixels[inner]) & is_white(pixels[outer])
            assert stops_short.mean() < 0.01, (name, number + 1)


def edges(trim: list[float], bleed: list[float], height: int):
    """Give slices just inside the trim and just inside the bleed, edge by edge, at 72 dpi."""
    left, right = round(trim[0]), round(trim[2])
    top, low = round(height - trim[3]), round(height - trim[1])
    rows, columns = slice(top + 2, low - 2), slice(left + 2, right - 2)
    yield (rows, left + 1), (rows, round(bleed[0]) + 1)
    yield (rows, right - 2), (rows, round(bleed[2]) - 2)
    yield (top + 1, columns), (round(height - bleed[3]) + 1, columns)
    yield (low - 2, columns), (round(height - bleed[1]) - 2, columns)


@pytest.mark.parametrize("name", names())
def test_office_sheets_keep_a_white_frame(name, samples):
    path = file_of(samples, name, "sheets")
    frame = int(pt(4.6))
    for number in (1, 2):
        white = is_white(raster(path, number, 72))
        assert white[:frame].mean() > 0.999 and white[-frame:].mean() > 0.999
        assert white[:, :frame].mean() > 0.999 and white[:, -frame:].mean() > 0.999


@pytest.mark.parametrize("name", names())
def test_screen_form_can_be_navigated_and_read_aloud(name, samples):
    with pikepdf.open(file_of(samples, name, "screen")) as pdf:
        root = pdf.Root
        assert str(root.Lang) and str(pdf.docinfo["/Title"])
        assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
        assert "/Outlines" in root or "placards" in name  # a slogan is no heading
        assert all("/Rotate" not in page.obj for page in pdf.pages)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("night-bus", "https://bringbackthenine.example/sign"),
        ("river-ferry-ar", "https://bothbanks.example"),
    ],
)
def test_qr_codes_are_read_back_from_the_printed_sheet(name, address, samples):
    found = set()
    for number in (1, 2):
        pixels = raster(file_of(samples, name, "sheets"), number, 150).astype("uint8")
        found |= {code.text for code in zxingcpp.read_barcodes(pixels)}
    assert any(text.startswith(address) for text in found)


def test_booklet_lists_its_statements_with_their_pages(samples):
    path = file_of(samples, "reader", "screen")
    with pikepdf.open(path) as pdf:
        count = len(pdf.pages)
    contents = text_of(path, 2)
    listed = re.findall(r"(?m)^(\d+)$|\s(\d+)$", contents)
    numbers = sorted({int(one or other) for one, other in listed} - {2})
    assert len(numbers) == 8 and numbers[0] == 3 and numbers[-1] < count
    titles = {3: "NINETY PLOTS", numbers[1]: "THE LAST BUS"}
    for page, title in titles.items():
        assert title in text_of(path, page)


def text_of(path: Path, page: int) -> str:
    command = ["pdftotext", "-layout", "-f", str(page), "-l", str(page), str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_words_of_the_program_are_in_the_language_of_the_edition(samples):
    spanish = text_of(file_of(samples, "river-ferry-es", "screen"), 6)
    assert "CONTACTO" in spanish and "Más información" in spanish and "CONTACT\n" not in spanish
    assert "Sábado, 20 de marzo" in spanish
    reader = text_of(file_of(samples, "reader", "screen"), 2)
    assert "Contents" in reader


# --- what people send, folded -----------------------------------------------------------


@pytest.fixture(scope="module")
def sent(shared_tmp) -> Path:
    """The raw samples as tri-fold, handbill and, all together, as a booklet."""

    def build(folder: Path) -> None:
        texts = [str(SAMPLES / name) for name in ("heating.txt", "bibliothek.txt", "water.md")]
        for layout in ("trifold", "handbill"):
            assert main(["build", *texts, "--layout", layout, "--out", str(folder)]) == 0
        assert main(["build", *texts, "--layout", "booklet", "--out", str(folder)]) == 0

    return built_once(shared_tmp / "sent", build)


def openings(path: Path, scheme: str, sheet: str = "A4") -> list[tuple]:
    """Return what a reader meets when the pages of a file are put on sheets and folded."""
    plan = plan_for(path, scheme, Options(sheet=PAPERS[sheet], frame_mm=5))
    (piece,) = fold(plan)
    return [tuple("–" if page is None else page + 1 for page in seen) for seen in piece.openings]


@pytest.mark.parametrize("name", ["heating", "bibliothek", "water"])
def test_letter_fold_gives_the_openings_a_reader_expects(name, sent):
    path = file_of(sent, f"{name}-trifold", "screen")
    assert openings(path, "letterfold") == [(1,), (2, 5), (2, 3, 4), (6,)]


def test_booklet_gives_the_openings_a_reader_expects(sent):
    path = file_of(sent, "heating-booklet", "screen")
    seen = openings(path, "saddle")
    assert seen[0] == (1,) and seen[-1] == (9,)
    assert seen[1:5] == [(2, 3), (4, 5), (6, 7), (8, "–")]
    assert [page for opening in seen for page in opening if page != "–"] == list(range(1, 10))


def test_sheets_of_a_leaflet_carry_its_panels_where_the_folds_want_them(sent):
    """The cover lies on the right of the outside, the back beside it, the flap on the left."""
    path = file_of(sent, "heating-trifold", "sheets")
    outside = words_with_places(path, 1)
    cover = [x for word, x in outside if word in ("COLD", "ACCIDENT:")]
    flap = [x for word, x in outside if word in ("BALANCE", "SHEET")]
    back = [x for word, x in outside if word == "Saturday,"]
    assert cover and flap and back
    assert max(flap) < 97 < min(back) < 197 < min(cover)
    inside = words_with_places(path, 2)
    assert min(x for word, x in inside if word == "Eleven") < 100


def words_with_places(path: Path, page: int) -> list[tuple[str, float]]:
    """Return the words of a page with the mm of their left edge."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(path), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)</word>', told)
    return [(word, mm(float(x))) for x, word in found]
