"""The contact sheet shows what is in the files: every opening and every side of every sheet."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image

from conftest import ROOT
from pamphlet.contact import contact_sheets, figures, strip
from pamphlet.contact.draw import MOST_PAGES, MOST_PX
from pamphlet.impose import impose, plan_for
from pamphlet.imposition import Options, Plan, make_plan
from pamphlet.units import PAPERS, Size, pt

FACE = ROOT / "fonts" / "source-sans-3" / "SourceSans3-Regular.ttf"
A5, A4 = PAPERS["A5"], PAPERS["A4"]
# Colours that no caption and no line has.
FULL = {
    "red": (255, 0, 0), "green": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "cyan": (0, 255, 255), "violet": (128, 0, 255), "orange": (255, 128, 0), "brown": (96, 48, 0),
}  # fmt: skip


def pages(colours: list[str], size: Size = A5) -> bytes:
    """Return a PDF with a page in each colour, 3 mm of bleed around it."""
    pdf = pikepdf.new()
    bleed = pt(3)
    media = [0, 0, pt(size.width) + 2 * bleed, pt(size.height) + 2 * bleed]
    trim = [bleed, bleed, media[2] - bleed, media[3] - bleed]
    for name in colours:
        drawn = " ".join(f"{value / 255:.3f}" for value in FULL[name])
        content = f"{drawn} rg 0 0 {media[2]:.2f} {media[3]:.2f} re f".encode()
        pdf.pages.append(
            pikepdf.Page(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    MediaBox=media,
                    TrimBox=trim,
                    Contents=pdf.make_stream(content),
                )
            )
        )
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def plan_of(content: bytes, scheme: str, **options) -> Plan:
    return plan_for(content, scheme, Options(sheet=A4.landscape, **options))


def rows_of_colours(picture: bytes) -> list[list[str]]:
    """Return the colours along lines through the picture, wherever they change."""
    pixels = numpy.asarray(Image.open(BytesIO(picture)).convert("RGB"), dtype=int)
    found: list[list[str]] = []
    for line in pixels[::7]:
        row: list[str] = []
        for name in map(named, line[::3]):
            if name and (not row or row[-1] != name):
                row.append(name)
        if row and (not found or found[-1] != row):
            found.append(row)
    return found


def named(pixel: numpy.ndarray) -> str | None:
    near = {name: abs(pixel - numpy.array(rgb)).sum() for name, rgb in FULL.items()}
    best = min(near, key=near.__getitem__)
    return best if near[best] < 12 else None


def drawn(content: bytes, plan: Plan, **options) -> tuple[bytes, ...]:
    return contact_sheets(content, impose(content, plan), plan, face=FACE, **options)


@pytest.mark.parametrize(
    ("direction", "seen"),
    [
        ("ltr", [["red", "green", "blue", "yellow"], ["yellow", "red", "green", "blue"]]),
        ("rtl", [["yellow", "blue", "green", "red"], ["blue", "green", "red", "yellow"]]),
    ],
)
def test_booklet_is_shown_opening_by_opening_and_sheet_by_sheet(direction, seen):
    content = pages(["red", "green", "blue", "yellow"])
    (picture,) = drawn(content, plan_of(content, "saddle", direction=direction))
    assert rows_of_colours(picture) == seen


def test_trifold_is_shown_as_it_is_unfolded():
    wide, flap = Size(100, 210), Size(97, 210)
    plan = make_plan(
        "letterfold", (wide, wide, wide, flap, flap, wide), Options(sheet=A4.landscape)
    )
    openings, sheets = figures([wide, wide, wide, flap, flap, wide], plan, sides="duplex")
    captions = [[caption.text for caption in figure.captions] for figure in openings]
    assert captions == [["1"], ["2", "5"], ["2", "3", "4"], ["6"]]
    assert [figure.captions[0].text for figure in sheets] == ["sheet, front", "sheet, back"]
    folds = [sorted(s.x1 for s in side.strokes if s.kind == "fold") for side in sheets]
    # The flap is on the left of the outside and on the right of the inside.
    assert folds == [[97, 197], [100, 200]]


def test_folds_lie_where_the_back_of_a_tumbled_sheet_has_them():
    """Flipped on the long edge, a lying sheet is turned about its foot: nothing moves sideways."""
    wide, flap = Size(100, 210), Size(97, 210)
    sizes = (wide, wide, wide, flap, flap, wide)
    plan = make_plan("letterfold", sizes, Options(sheet=A4.landscape, flip="long"))
    _, (front, back) = figures(sizes, plan, sides="duplex")
    folds = [sorted(s.x1 for s in side.strokes if s.kind == "fold") for side in (front, back)]
    assert folds[0] == folds[1] == [97, 197]


def test_slit_and_creases_of_a_mini_zine_are_where_they_are_made():
    sizes = (PAPERS["A7"],) * 8
    plan = make_plan("minizine", sizes, Options(sheet=A4.landscape))
    openings, (front,) = figures(sizes, plan, sides="duplex")
    assert [[c.text for c in figure.captions] for figure in openings] == [
        ["1"], ["2", "3"], ["4", "5"], ["6", "7"], ["8"]
    ]  # fmt: skip
    (slit,) = [s for s in front.strokes if s.kind == "cut" and s.x2 - s.x1 < 200]
    assert slit.x1 == pytest.approx(74.5, abs=1) and slit.x2 == pytest.approx(222.5, abs=1)
    assert slit.y1 == slit.y2 == pytest.approx(105, abs=0.5)


def test_cut_of_two_handbills_on_a_sheet_is_drawn():
    plan = make_plan("twoup", (A5, A5), Options(sheet=A4.landscape))
    openings, sheets = figures((A5, A5), plan, sides="duplex")
    assert [[c.text for c in figure.captions] for figure in openings] == [["1"], ["2"]]
    for side in sheets:
        cuts = {round(s.x1, 1) for s in side.strokes if s.kind == "cut" and s.x1 == s.x2}
        assert 148.5 in cuts


@pytest.mark.parametrize(("sides", "order"), [("duplex", [0, 1, 2, 3]),
                                              ("fronts-then-backs", [0, 2, 1, 3])])  # fmt: skip
def test_sides_are_found_in_either_order_of_the_file(sides, order):
    plan = make_plan("saddle", (A5,) * 8, Options(sheet=A4.landscape))
    _, sheets = figures((A5,) * 8, plan, sides=sides)
    assert [figure.parts[0].page for figure in sheets] == order
    assert [figure.captions[0].text for figure in sheets] == [
        "sheet 1, front", "sheet 1, back", "sheet 2, front", "sheet 2, back",
    ]  # fmt: skip


def test_pages_are_shown_without_their_bleed_and_in_their_shape():
    content = pages(["red"])
    (picture,) = contact_sheets(content, None, None, face=FACE)
    pixels = numpy.asarray(Image.open(BytesIO(picture)).convert("RGB"), dtype=int)
    red = (abs(pixels - numpy.array(FULL["red"])).sum(axis=-1) < 12).nonzero()
    high, wide = (int(place.max() - place.min()) for place in red)
    assert high == pytest.approx(600, abs=4) and wide / high == pytest.approx(148 / 210, abs=0.01)


def test_folds_are_dashed_and_seen_on_white_and_on_black():
    content = pages(["red", "red", "red", "red"])
    plan = plan_of(content, "saddle")
    pixels = numpy.asarray(Image.open(BytesIO(drawn(content, plan)[0])).convert("RGB"), dtype=int)
    dark = (pixels < 100).all(axis=-1)
    light = (pixels > 250).all(axis=-1)
    columns = [x for x in range(pixels.shape[1]) if dark[:, x].sum() > 150 < light[:, x].sum()]
    assert columns  # a column of dark and light dashes: the spine of the opening


def test_many_pages_are_shown_in_several_pictures_none_too_large():
    names = list(FULL)
    content = pages([names[number % 8] for number in range(MOST_PAGES + 12)])
    pictures = drawn(content, plan_of(content, "saddle"))
    assert len(pictures) == 2
    for picture in pictures:
        assert max(Image.open(BytesIO(picture)).size) <= MOST_PX
        assert len(picture) <= 1_500_000
    first, second = (sum(map(len, rows_of_colours(picture))) for picture in pictures)
    assert first > second > 0


def test_very_high_or_wide_pages_give_a_picture_that_can_be_opened():
    content = pages(["red", "green"] * 8, Size(800, 60))
    (picture,) = contact_sheets(content, None, None, face=FACE)
    assert max(Image.open(BytesIO(picture)).size) <= MOST_PX


def test_strip_shows_what_has_room_in_a_row():
    content = pages(["red", "green", "blue", "yellow", "cyan", "violet", "orange", "brown"])
    plan = plan_of(content, "saddle", direction="rtl")
    picture = Image.open(BytesIO(strip(content, plan, height=100, widest=300)))
    assert picture.width <= 300 and 100 <= picture.height < 130
    assert rows_of_colours(strip(content, plan, height=100, widest=300)) == [
        ["blue", "green", "red"]
    ]


def test_same_files_give_the_same_picture():
    content = pages(["red", "green", "blue", "yellow"])
    plan = plan_of(content, "saddle")
    assert drawn(content, plan) == drawn(content, plan)


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        assert picture.format == "PNG" and picture.mode == "P"
        return picture.size


# --- as a build makes it ----------------------------------------------------------------


def test_build_draws_a_contact_sheet_and_names_it_among_its_files(project, pamphlet):
    code, told, _ = pamphlet("build", "--format", "json")
    assert code == 0
    path = project / "out" / "path" / "path.png"
    assert str(path) in json.loads(told)[0]["files"]
    assert min(size_of(path)) > 500
    assert path.stat().st_size < 300_000


def test_build_leaves_the_contact_sheet_out_when_it_is_not_wanted(project, pamphlet):
    code, told, _ = pamphlet("build", "--no-contact", "--as", "screen", "--format", "json")
    assert code == 0
    (built,) = json.loads(told)
    assert [Path(file).name for file in built["files"]] == ["path.screen.pdf"]
    assert not (project / "out" / "path" / "path.png").exists()


def test_pictures_of_a_former_longer_edition_go_and_others_stay(project, pamphlet):
    folder = project / "out" / "path"
    folder.mkdir(parents=True)
    for name in ("path-2.png", "path-3.png", "path-b.png", "mine.png"):
        (folder / name).write_bytes(b"former")
    assert pamphlet("build", "--as", "screen")[0] == 0
    assert sorted(path.name for path in folder.glob("*.png")) == [
        "mine.png",
        "path-b.png",
        "path.png",
    ]


def test_contact_sheet_of_an_edition_without_sheets_shows_its_pages(project, pamphlet):
    assert pamphlet("build", "--as", "print")[0] == 0
    high = size_of(project / "out" / "path" / "path.png")[1]
    assert pamphlet("build")[0] == 0
    assert size_of(project / "out" / "path" / "path.png")[1] > high + 100


def test_missing_library_is_named_with_the_way_to_do_without(project, pamphlet, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    code, _, told = pamphlet("build", "--jobs", "1")
    assert code == 1
    assert "the library pypdfium2 is missing: the contact sheet cannot be drawn" in told
    assert "install it ('pip install pypdfium2'), or build with --no-contact" in told
    assert not (project / "out" / "path").exists()
