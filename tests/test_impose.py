"""Pages on sheets: where they land, what is shown of them, boxes and marks."""

from __future__ import annotations

from io import BytesIO
from itertools import product

import pikepdf
import pytest
from pikepdf import Name

from imposition_samples import (
    TINTS,
    Odd,
    assert_landed,
    assert_sound,
    colour_at,
    marker,
    pdf_of,
    picture_of,
    words_in,
)
from pamphlet.impose import impose, page_sizes, plan_for
from pamphlet.imposition import Options, prove
from pamphlet.units import PAPERS, Size, pt

A4, A5, A6 = PAPERS["A4"], PAPERS["A5"], PAPERS["A6"]
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))
ODDS = [
    Odd(rotate, unit, origin, box, around)
    for rotate, unit, origin, (box, around) in product(
        (0, 90, 180, 270),
        (1.0, 2.0),
        ((0.0, 0.0), (-120.5, 33.25)),
        (("/TrimBox", 8.0), ("/CropBox", 8.0), ("/MediaBox", 0.0)),
    )
]


def boxes(page: pikepdf.Page, name: str) -> list[float]:
    return [float(number) for number in page.obj[name]]


# --- where pages land -------------------------------------------------------------------


@pytest.mark.parametrize("flip", ["short", "long"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_booklet_pages_land_where_the_plan_has_them(flip, direction, tmp_path):
    source = pdf_of([A5] * 7)
    plan = plan_for(source, "saddle", Options(sheet=A4, flip=flip, direction=direction))
    prove(plan)
    assert_landed(impose(source, plan), plan, tmp_path)


@pytest.mark.parametrize("scheme", ["single", "twoup", "nup", "saddle"])
def test_odd_pages_land_as_plain_ones_do(scheme, tmp_path):
    source = pdf_of([A6] * len(ODDS), odds=ODDS)
    assert all(
        (size.width, size.height) == pytest.approx((105, 148), abs=0.001)
        for size in page_sizes(source)
    )
    plan = plan_for(source, scheme, Options(up=4))
    sheets = impose(source, plan)
    assert_landed(sheets, plan, tmp_path)
    assert_sound(sheets, tmp_path)


def test_panels_of_unequal_width_land_with_bleed_and_marks(tmp_path):
    source = pdf_of(PANELS, bleed_mm=3)
    plan = plan_for(source, "letterfold", Options(bleed_mm=3))
    sheets = impose(source, plan, marks=True)
    assert_landed(sheets, plan, tmp_path, margin_mm=10)


def test_pages_of_mixed_sizes_land_in_the_middle_of_their_places(tmp_path):
    source = pdf_of([A5, A6, Size(100, 210), A5.landscape, A5])
    plan = plan_for(source, "saddle", Options())
    prove(plan)
    assert_landed(impose(source, plan), plan, tmp_path)


def test_several_files_are_joined_in_order(tmp_path):
    one, two = pdf_of([A5] * 3), pdf_of([A5])
    plan = plan_for([one, two], "saddle", Options())
    found = [word.text for word in words_in(impose([one, two], plan), tmp_path)]
    assert sorted(found) == sorted(["1", "1", "2", "3", *map(marker, (1, 1, 2, 3))])


def test_page_is_one_form_however_often_it_is_placed():
    source = pdf_of([A5] * 2)
    sheets = impose(source, plan_for(source, "twoup", Options()))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
        assert len(forms) == 2


# --- what is shown of a page ----------------------------------------------------------------


def test_bleed_is_shown_outside_and_ends_at_the_fold(tmp_path):
    source = pdf_of([A5] * 4, bleed_mm=5)
    plan = plan_for(source, "saddle", Options(bleed_mm=3))
    image = picture_of(impose(source, plan, slug_mm=4), tmp_path)
    last, first = TINTS[3], TINTS[0]
    # The flat sheet begins 7 mm from the edge of the medium, its bleed 4 mm.
    assert colour_at(image, 3.7, 100) == "1 1 1"
    assert colour_at(image, 4.3, 100) == last
    assert colour_at(image, 7 + 147.7, 100) == last
    assert colour_at(image, 7 + 148.3, 100) == first
    assert colour_at(image, 7 + 296 + 2.7, 100) == first
    assert colour_at(image, 7 + 296 + 3.3, 100) == "1 1 1"
    assert colour_at(image, 100, 4.3) == last
    assert colour_at(image, 100, 3.7) == "1 1 1"


def test_white_frame_is_clean_and_runs_through_folds(tmp_path):
    source = pdf_of(PANELS, bleed_mm=3)
    plan = plan_for(source, "letterfold", Options(frame_mm=5))
    image = picture_of(impose(source, plan), tmp_path)
    assert colour_at(image, 4.7, 100) == "1 1 1"
    assert colour_at(image, 5.3, 100) == TINTS[4]
    assert colour_at(image, 96.7, 100) == TINTS[4]
    assert colour_at(image, 97.3, 100) == TINTS[5]
    assert colour_at(image, 50, 4.7) == colour_at(image, 50, 205.3) == "1 1 1"
    assert colour_at(image, 50, 5.3) == TINTS[4]


def test_without_bleed_nothing_is_shown_beyond_the_trim(tmp_path):
    source = pdf_of([A6] * 4, bleed_mm=5)
    image = picture_of(impose(source, plan_for(source, "saddle", Options(sheet=A4))), tmp_path)
    left = (297 - 210) / 2
    assert colour_at(image, left - 0.3, 100) == "1 1 1"
    assert colour_at(image, left + 0.3, 100) == TINTS[3]


def test_back_is_painted_upside_down_for_the_long_edge_of_a_landscape_sheet(tmp_path):
    source = pdf_of([A5] * 4)
    plan = plan_for(source, "saddle", Options(flip="long"))
    (word,) = [w for w in words_in(impose(source, plan), tmp_path) if w.text == marker(2)]
    assert word.page == 2 and word.top > 180


# --- the boxes of a sheet ---------------------------------------------------------------------


def test_boxes_of_a_flat_sheet_with_bleed_and_slug():
    source = pdf_of(PANELS, bleed_mm=3)
    sheets = impose(source, plan_for(source, "letterfold", Options(bleed_mm=3)), slug_mm=6)
    with pikepdf.open(BytesIO(sheets)) as pdf:
        for page in pdf.pages:
            assert boxes(page, "/MediaBox") == pytest.approx([0, 0, pt(315), pt(228)], abs=1e-3)
            assert boxes(page, "/BleedBox") == pytest.approx(
                [pt(6), pt(6), pt(309), pt(222)], abs=1e-3
            )
            assert boxes(page, "/TrimBox") == pytest.approx(
                [pt(9), pt(9), pt(306), pt(219)], abs=1e-3
            )


def test_boxes_of_an_office_sheet_are_the_sheet():
    source = pdf_of([A5] * 4)
    sheets = impose(source, plan_for(source, "saddle", Options(sheet=A4)))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
            assert boxes(pdf.pages[0], name) == pytest.approx([0, 0, 841.8898, 595.2756])


def test_flat_sheet_lies_in_the_middle_of_larger_paper():
    source = pdf_of([A5] * 4, bleed_mm=3)
    plan = plan_for(source, "saddle", Options(bleed_mm=3))
    sheets = impose(source, plan, marks=True, paper=PAPERS["SRA3"])
    with pikepdf.open(BytesIO(sheets)) as pdf:
        page = pdf.pages[0]
        assert boxes(page, "/MediaBox") == pytest.approx([0, 0, pt(450), pt(320)], abs=1e-3)
        assert boxes(page, "/TrimBox") == pytest.approx(
            [pt(77), pt(55), pt(373), pt(265)], abs=1e-3
        )


# --- marks ------------------------------------------------------------------------------------


def test_marks_are_one_form_in_registration_colour_on_every_side():
    source = pdf_of([A5] * 8)
    sheets = impose(source, plan_for(source, "saddle", Options(bleed_mm=3)), marks=True)
    with pikepdf.open(BytesIO(sheets)) as pdf:
        shared = {page.obj.Resources.XObject.Marks.objgen for page in pdf.pages}
        assert len(pdf.pages) == 4 and len(shared) == 1
        drawn = pdf.pages[0].obj.Resources.XObject.Marks
        assert list(drawn.Resources.ColorSpace.All)[:2] == [Name.Separation, Name.All]
        assert b"0.25 w" in drawn.read_bytes()
        assert drawn.read_bytes().count(b" l S") == 10


def test_fold_marks_of_the_back_lie_behind_those_of_the_front(tmp_path):
    source = pdf_of(PANELS)
    sheets = impose(source, plan_for(source, "letterfold", Options()), marks=True)
    for page, folds in ((1, {97, 197}), (2, {100, 200})):
        image = picture_of(sheets, tmp_path, page=page, dpi=254)
        upper_slug = image.crop((0, 0, image.width, 65))
        inked = {
            round(x / 10 - 7)
            for y in range(upper_slug.height)
            for x in range(upper_slug.width)
            if upper_slug.getpixel((x, y)) != (255, 255, 255)
        }
        assert inked == {0, 297} | folds
