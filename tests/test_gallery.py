"""The gallery, built once a run: every layout with four texts in three languages, looked at."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import numpy
import pypdfium2
import pytest
import yaml
from PIL import Image

from conftest import ROOT
from pamphlet.errors import UsageError
from pamphlet.impose import plan_for
from pamphlet.imposition import Cell, Options, Plan, fold
from pamphlet.layout import Layout, find_layout, layout_names
from pamphlet.resources import layout_folders
from pamphlet.units import pt

KNOWN = yaml.safe_load((ROOT / "tests" / "cases" / "gallery" / "known.yml").read_text("utf-8"))
WANTED = yaml.safe_load((ROOT / "docs" / "gallery.yml").read_text("utf-8"))
PICTURES = ROOT / "docs" / "pictures" / "gallery"
FOLDERS = layout_folders(ROOT)
# Pages are compared at this size; the white frame of office sheets is left out of it.
PX_PER_PT, FRAME_MM = 0.4, 7.0


def layouts() -> list[str]:
    found = []
    for name in layout_names(FOLDERS):
        try:
            find_layout(name, FOLDERS)
        except UsageError:
            continue
        found.append(name)
    return [name for name in found if name not in WANTED["without"]]


@cache
def layout_of(name: str) -> Layout:
    return find_layout(name, FOLDERS)


@pytest.fixture(scope="module")
def rows(gallery) -> list[dict]:
    return json.loads((gallery / "gallery.json").read_text("utf-8"))["editions"]


@pytest.fixture(scope="module")
def built(rows) -> list[dict]:
    return [row for row in rows if row["built"]]


def file_of(gallery: Path, row: dict, form: str) -> Path:
    return gallery / row["name"] / f"{row['name']}.{form}.pdf"


def test_gallery_has_four_texts_of_different_length_in_three_languages():
    texts = WANTED["texts"]
    assert len(texts) == 4
    for text in texts:
        assert len(text["statements"]) == 3 and {"en", "ar"} < set(text["statements"])
    words = [len((ROOT / t["statements"]["en"]).read_text("utf-8").split()) for t in texts]
    assert words == sorted(words) and words[-1] > 5 * words[0]


@pytest.mark.parametrize("name", layouts())
def test_layout_takes_texts_in_every_direction_and_design(name, rows):
    """What it does not take is too long for it, and it says how long it may be."""
    mine = [row for row in rows if row["layout"] == name]
    refused = [row for row in mine if not row["built"]]
    for row in refused:
        assert row["capacity"], f"{row['name']}: {row['why']}"
        if not is_known(row["name"], "refused:"):
            assert re.search(r"\d+ words do not fit .*\n.*cut (about )?\d+ words", row["why"])
    for lang in ("en", "ar"):
        assert [row for row in mine if row["built"] and row["lang"] == lang]
    shown = {row["theme"] for row in mine}
    assert layout_of(name).theme in shown


def test_time_that_the_gallery_takes_is_told(gallery, rows, record_property):
    told = json.loads((gallery / "gallery.json").read_text("utf-8"))
    record_property("gallery", f"{len(rows)} editions in {told['seconds']:.0f} s")
    assert told["seconds"] > 0


def test_check_finds_nothing_that_is_not_known(built):
    found = [
        f"{row['name']}: {line}"
        for row in built
        for line in row["failing"]
        if not is_known(row["name"], line)
    ]
    assert not found, "\n".join(found)


def is_known(name: str, line: str) -> bool:
    return any(
        line.startswith(f"{known['measure']}:")
        and any(fnmatch(name, pattern) for pattern in known["editions"])
        for known in KNOWN
    )


def test_every_edition_has_as_many_pages_as_its_layout(built, gallery):
    for row in built:
        layout = layout_of(row["layout"])
        pages = len(pypdfium2.PdfDocument(file_of(gallery, row, "screen")))
        assert pages == row["pages"], row["name"]
        assert layout.takes(pages), row["name"]
        printed = len(pypdfium2.PdfDocument(file_of(gallery, row, "print")))
        whole = 2 if layout.print_scheme != "single" else pages + -pages % layout.multiple
        assert printed <= whole, row["name"]


def test_every_edition_has_a_contact_sheet_of_moderate_size(built, gallery):
    for row in built:
        assert f"{row['name']}.png" in row["files"]
        path = gallery / row["name"] / f"{row['name']}.png"
        assert path.stat().st_size < 1_500_000, row["name"]
        with Image.open(path) as picture:
            assert picture.mode == "P" and max(picture.size) < 4000, row["name"]
            pixels = numpy.asarray(picture.convert("L"), dtype=int)
        # Pages are whiter than the ground, and something is printed on them.
        assert (pixels > 250).mean() > 0.03 or (pixels < 200).mean() > 0.3, row["name"]
        assert len(numpy.unique(pixels)) > 16, row["name"]


# --- the sheets hold the pages where the folds want them --------------------------------


def plan_of(gallery: Path, row: dict) -> Plan:
    layout = layout_of(row["layout"])
    path = file_of(gallery, row, "screen")
    direction = "rtl" if row["lang"] == "ar" else "ltr"
    folded = layout.print_scheme != "single"
    options = Options(
        sheet=layout.papers["a"].sheet,
        direction=direction,
        frame_mm=layout.frame,
        duplex=folded or row["pages"] > 1,
    )
    return plan_for(path, layout.sheets_scheme, options)


def is_whole(plan: Plan) -> bool:
    """Tell whether no page is larger than its sheet."""
    cells = [cell for sheet in plan.sheets for cell in (*sheet.front, *(sheet.back or ()))]
    return all(
        min(cell.x, cell.y) > -0.5
        and cell.x + cell.width < plan.sheet.width + 0.5
        and cell.y + cell.height < plan.sheet.height + 0.5
        for cell in cells
    )


def drawn(path: Path) -> list[numpy.ndarray]:
    file = pypdfium2.PdfDocument(path)
    pages = [
        numpy.asarray(page.render(scale=PX_PER_PT).to_pil().convert("L"), dtype=int)
        for page in file
    ]
    file.close()
    return pages


def shown_in(cell: Cell, sheet: numpy.ndarray) -> numpy.ndarray:
    """Return what a sheet shows in a cell, upright, without the rim that may be white."""
    left, width, height = (
        round(pt(mm) * PX_PER_PT) for mm in (cell.x, cell.width, cell.height)
    )  # fmt: skip
    top = round(sheet.shape[0] - pt(cell.y + cell.height) * PX_PER_PT)
    return rimless(numpy.rot90(sheet[top : top + height, left : left + width], cell.turn // 90))


def rimless(pixels: numpy.ndarray) -> numpy.ndarray:
    rim = round(pt(FRAME_MM) * PX_PER_PT)
    return pixels[rim:-rim, rim:-rim]


def apart(one: numpy.ndarray, other: numpy.ndarray) -> float:
    """Return how far two pictures differ in greys, as seen from afar and a pixel's shift aside."""
    high, wide = (min(sides) - 2 for sides in zip(one.shape, other.shape, strict=True))
    middle = from_afar(one[1 : high + 1, 1 : wide + 1])
    return min(
        float(abs(middle - from_afar(other[y : high + y, x : wide + x])).mean())
        for y in range(3)
        for x in range(3)
    )


def from_afar(pixels: numpy.ndarray) -> numpy.ndarray:
    """Return the means of squares of three pixels: edges that fall between pixels vanish."""
    high, wide = (side // 3 for side in pixels.shape)
    return pixels[: high * 3, : wide * 3].reshape(high, 3, wide, 3).mean(axis=(1, 3))


def test_sheets_show_every_page_in_its_place(built, gallery):
    looked = 0
    for row in built:
        plan = plan_of(gallery, row)
        if row["theme"] != layout_of(row["layout"]).theme or not is_whole(plan):
            continue
        pages = [rimless(page) for page in drawn(file_of(gallery, row, "screen"))]
        sheets = drawn(file_of(gallery, row, "sheets"))
        sides = [side for sheet in plan.sheets for side in (sheet.front, sheet.back) if side]
        assert len(sheets) == len(sides), row["name"]
        for side, sheet in zip(sides, sheets, strict=True):
            for cell in side:
                if cell.page is None:
                    continue
                here = shown_in(cell, sheet)
                distances = [apart(here, page) for page in pages]
                nearest = min(distances)
                assert distances[cell.page] <= nearest + 1.5, (row["name"], cell.page + 1)
                assert distances[cell.page] < 14, (row["name"], cell.page + 1)
                looked += 1
    assert looked > 300


def test_panels_of_arabic_editions_are_the_mirror_image(built, gallery):
    compared = 0
    for arabic in (row for row in built if row["lang"] == "ar" and row["text"] == "crossing"):
        latin = next(
            (
                row
                for row in built
                if (row["layout"], row["text"], row["lang"]) == (arabic["layout"], "crossing", "en")
                and row["pages"] == arabic["pages"]
            ),
            None,
        )
        if latin is None:
            continue
        one, other = plan_of(gallery, latin), plan_of(gallery, arabic)
        if not (is_whole(one) and is_whole(other)):
            continue
        for ltr, rtl in zip(one.sheets, other.sheets, strict=True):
            assert from_left(ltr.front) == from_left(rtl.front)[::-1], arabic["name"]
        first = [fold(plan)[0].order[0] for plan in (one, other)]
        assert first == [0, 0], arabic["name"]
        compared += len(one.sheets[0].front) > 1
    assert compared >= 3


def from_left(cells: tuple[Cell, ...]) -> list[list[int | None]]:
    """Return the pages of a side column by column, each from the top."""
    columns: dict[int, list[Cell]] = {}
    for cell in sorted(cells, key=lambda cell: cell.x):
        columns.setdefault(round(cell.x), []).append(cell)
    return [[cell.page for cell in sorted(c, key=lambda cell: -cell.y)] for c in columns.values()]


# --- the page that shows it -------------------------------------------------------------


def test_page_of_the_gallery_shows_every_layout_and_names_every_picture():
    page = (ROOT / "docs" / "gallery.md").read_text("utf-8")
    missing = [name for name in layouts() if f"`--layout {name}`" not in page]
    assert not missing, f"not in docs/gallery.md: {', '.join(missing)}; run './pamphlet gallery'"
    named = set(re.findall(r"\(pictures/gallery/([^)]+)\)", page))
    assert named == {path.name for path in PICTURES.glob("*.png")}


def test_pictures_of_the_gallery_are_small():
    sizes = {path.name: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert sizes and max(sizes.values()) <= 60_000
    assert sum(sizes.values()) <= 6_000_000
