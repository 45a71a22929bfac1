"""Posters in parts: which part lies on which sheet, and that the parts make the page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import numpy
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imposition_samples import picture_of
from pamphlet.errors import ImpositionError
from pamphlet.impose import impose
from pamphlet.imposition import Options, Sheet, make_plan, plan_as_json, plan_as_text, prove
from pamphlet.imposition import tile_marks as marks_of
from pamphlet.units import PAPERS, Size, parse_size, pt

A2, A3, A4, A5 = (PAPERS[name] for name in ("A2", "A3", "A4", "A5"))
LETTER, TABLOID = PAPERS["Letter"], PAPERS["Tabloid"]


def tiled(page: Size, sheet: Size = A4, *, pages: int = 1, **options):
    plan = make_plan("tiles", [page] * pages, Options(sheet=sheet, **{"frame_mm": 5, **options}))
    prove(plan)
    return plan


def refusal(make, *arguments, **options) -> str:
    with pytest.raises(ImpositionError) as caught:
        make(*arguments, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("page", "sheet", "expected"),
    [
        (A3, A4, "2 x 2 on 210 x 297 mm"),
        (A3.landscape, A4, "2 x 2 on 297 x 210 mm"),
        (A2, A4, "2 x 4 on 297 x 210 mm"),
        (TABLOID, LETTER, "2 x 2 on 215.9 x 279.4 mm"),
        (parse_size("18in x 24in"), LETTER, "2 x 4 on 279.4 x 215.9 mm"),
        (A5, A4, "1 x 1 on 210 x 297 mm"),
        (Size(1000, 180), A4, "4 x 1 on 297 x 210 mm"),
    ],
)
def test_sheets_lie_as_makes_them_fewest(page, sheet, expected):
    plan = tiled(page, sheet)
    first = plan.tiles[0]
    assert f"{first.columns} x {first.rows} on {plan.sheet}" == expected
    assert len(plan.sheets) == first.columns * first.rows
    assert not plan.duplex


@pytest.mark.parametrize(
    ("direction", "left_edges"),
    [("ltr", {"A1": 0, "A2": 115}), ("rtl", {"A1": 115, "A2": 0})],
)
def test_parts_run_in_the_direction_of_reading(direction, left_edges):
    plan = tiled(A3, direction=direction)
    assert [tile.name for tile in plan.tiles] == ["A1", "A2", "B1", "B2"]
    seen = {
        tile.name: round(sheet.front[0].shown[0] - sheet.front[0].x)
        for tile, sheet in zip(plan.tiles, plan.sheets, strict=True)
    }
    # 192 mm of 297 are on a sheet; what both are larger than the page is left on both sides.
    assert {name: seen[name] for name in ("A1", "A2")} == pytest.approx(
        {name: 0 if at == 0 else 144 for name, at in left_edges.items()}, abs=1
    )


def test_plan_says_what_is_glued_to_what():
    said = plan_as_text(tiled(A3, pages=2)).splitlines()
    assert said == [
        "tiles: 2 pages on 8 sheets of 210 x 297 mm, one side only",
        "2 pages: (1) (1) (1) (1) (2) (2) (2) (2)",
        "page 1, glued with 10 mm overlap: A1=1 A2=2 / B1=3 B2=4",
        "page 2, glued with 10 mm overlap: A1=5 A2=6 / B1=7 B2=8",
    ]
    told = plan_as_json(tiled(A3))
    assert told["tiles"] == ["A1", "A2", "B1", "B2"] and told["overlap_mm"] == 10


LENGTHS = st.floats(30, 1500)
laws = settings(deadline=None, max_examples=80)


@laws
@given(
    width=LENGTHS,
    height=LENGTHS,
    sheet=st.sampled_from([A4, LETTER, A3]),
    frame=st.sampled_from([0.0, 3.0, 5.0, 8.0]),
    overlap=st.sampled_from([0.0, 5.0, 10.0, 20.0]),
    direction=st.sampled_from(["ltr", "rtl"]),
    pages=st.integers(1, 3),
)
def test_every_point_of_every_page_is_on_a_part_and_marks_keep_off_the_print(
    width, height, sheet, frame, overlap, direction, pages
):
    plan = tiled(
        Size(width, height),
        sheet,
        pages=pages,
        frame_mm=min(frame, min(width, height) / 2 - 1),
        overlap_mm=overlap,
        direction=direction,
    )
    for marks, sheet_ in zip(marks_of(plan), plan.sheets, strict=True):
        left, bottom, right, top = sheet_.front[0].shown
        for mark in (*marks.lines, *marks.letters):
            xs, ys = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
            beside = xs[1] <= left or xs[0] >= right or ys[1] <= bottom or ys[0] >= top
            assert beside, mark
            assert (
                plan.frame_mm - 1e-6 <= xs[0] and xs[1] <= plan.sheet.width - plan.frame_mm + 1e-6
            )
            assert (
                plan.frame_mm - 1e-6 <= ys[0] and ys[1] <= plan.sheet.height - plan.frame_mm + 1e-6
            )


def moved(plan, number: int, **changes):
    """Return a plan with one cell changed."""
    sheets = list(plan.sheets)
    sheets[number] = Sheet((replace(sheets[number].front[0], **changes),))
    return replace(plan, sheets=tuple(sheets))


def test_proof_finds_parts_that_do_not_make_the_page():
    plan = tiled(A3)
    cell = plan.sheets[0].front[0]
    short = moved(plan, 0, reach=replace(cell.reach, right=cell.reach.right - 12))
    assert "a part of page 1 is on no sheet" in refusal(prove, short)
    assert "A1 and A2 of page 1 overlap by -2.0 mm" in refusal(prove, short)
    less = moved(plan, 0, reach=replace(cell.reach, right=cell.reach.right - 4))
    assert "A1 and A2 of page 1 overlap by 6.0 mm" in refusal(prove, less)
    swapped = replace(plan, sheets=(plan.sheets[1], plan.sheets[0], *plan.sheets[2:]))
    assert "A1 and A2 of page 1 overlap" in refusal(prove, swapped)
    wide = moved(plan, 0, x=cell.x - 60, reach=replace(cell.reach, left=0))
    assert "A1 of page 1 reaches into the white frame" in refusal(prove, wide)
    assert "missing: page 2" in refusal(prove, replace(plan, pages=2))


@pytest.mark.parametrize(
    ("page", "options", "said"),
    [
        (A3, {"sheet": None}, "tiles need a sheet to lie on"),
        (A3, {"sheet": A5, "overlap_mm": 70}, "has no room for parts that overlap by 70 mm"),
        (Size(200, 5000), {"sheet": A5.landscape}, "takes 28 rows of parts: 26 is the most"),
    ],
)
def test_what_cannot_be_tiled_is_refused(page, options, said):
    options = {"frame_mm": 5, **options}
    assert said in refusal(make_plan, "tiles", [page], Options(**options))


# --- the sheets themselves -----------------------------------------------------------


def patchwork(page: Size) -> bytes:
    """Return a page of squares of 30 mm, each in a colour of its own."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(pt(page.width), pt(page.height)))
    squares = [
        f"{column * 0.09:.2f} {row * 0.06:.2f} {(column * row) % 5 * 0.2:.2f} rg "
        f"{pt(column * 30):.3f} {pt(row * 30):.3f} {pt(30):.3f} {pt(30):.3f} re f"
        for column in range(10)
        for row in range(14)
    ]
    pdf.pages[0].Contents = pdf.make_stream("\n".join(squares).encode())
    saved = BytesIO()
    pdf.save(saved)
    return saved.getvalue()


def test_parts_glued_by_their_marks_make_the_page(tmp_path):
    """Each part is cut out of its drawn sheet and laid where its label says."""
    source = patchwork(A3)
    plan = tiled(A3)
    sheets = impose(source, plan)
    dpi, per_mm = 127, 5
    whole = numpy.asarray(picture_of(source, tmp_path, dpi=dpi), dtype=int)
    glued = numpy.zeros_like(whole)
    step = Size(210 - 18 - 10, 297 - 18 - 10)
    spare = (2 * step.width + 10 - 297) / 2, (2 * step.height + 10 - 420) / 2
    for number, (row, column) in enumerate([(0, 0), (0, 1), (1, 0), (1, 1)], start=1):
        drawn = numpy.asarray(picture_of(sheets, tmp_path, page=number, dpi=dpi), dtype=int)
        part = drawn[9 * per_mm : -9 * per_mm, 9 * per_mm : -9 * per_mm]
        top = round((row * step.height - spare[1]) * per_mm)
        left = round((column * step.width - spare[0]) * per_mm)
        part = part[max(0, -top) :, max(0, -left) :]
        top, left = max(0, top), max(0, left)
        high, wide = min(len(part), len(glued) - top), min(len(part[0]), len(glued[0]) - left)
        glued[top : top + high, left : left + wide] = part[:high, :wide]
    differing = (abs(glued - whole).max(axis=-1) > 40).mean()
    assert differing < 0.01  # edges of squares fall between pixels


def test_labels_are_drawn_on_each_sheet_and_nowhere_else(tmp_path):
    sheets = impose(patchwork(A3), tiled(A3))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        drawn = [page.Contents.read_bytes() for page in pdf.pages]
    assert len(drawn) == 4 and len(set(drawn)) == 4
    assert all(b"0 G" in one for one in drawn)
    plain = impose(patchwork(A3), make_plan("single", [A3]))
    with pikepdf.open(BytesIO(plain)) as pdf:
        assert b"0 G" not in pdf.pages[0].Contents.read_bytes()
