"""The file of sheets: how it is written, what it says of itself, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from imposition_samples import assert_landed, assert_sound, marker, pdf_of, words_in
from pamphlet.errors import ImpositionError
from pamphlet.impose import impose, opened, page_sizes, plan_for
from pamphlet.imposition import Options, Plan, make_plan
from pamphlet.units import PAPERS, Size

A4, A5, A6 = PAPERS["A4"], PAPERS["A5"], PAPERS["A6"]
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))


# --- what the file says of itself -------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "sides", "duplex"),
    [
        (Options(flip="long"), "duplex", "/DuplexFlipLongEdge"),
        (Options(flip="short"), "duplex", "/DuplexFlipShortEdge"),
        (Options(flip="short"), "fronts-then-backs", "/Simplex"),
        (Options(duplex=False), "duplex", "/Simplex"),
    ],
)
def test_viewer_is_told_how_to_print(options, sides, duplex):
    source = pdf_of([A5] * 2)
    sheets = impose(source, plan_for(source, "twoup", options), sides=sides)
    with pikepdf.open(BytesIO(sheets)) as pdf:
        told = pdf.Root.ViewerPreferences
        assert (told.Duplex, told.PrintScaling) == (duplex, "/None")
        assert "/Direction" not in told


def test_right_to_left_is_told_to_the_viewer():
    source = pdf_of([A5] * 4)
    sheets = impose(source, plan_for(source, "saddle", Options(direction="rtl")))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"


def test_fronts_can_all_come_before_the_backs(tmp_path):
    source = pdf_of([A5] * 8)
    plan = plan_for(source, "saddle", Options())
    found = words_in(impose(source, plan, sides="fronts-then-backs"), tmp_path)
    order = [[w.text for w in found if w.page == n and len(w.text) > 1] for n in range(1, 5)]
    assert order == [
        [marker(8), marker(1)],
        [marker(6), marker(3)],
        [marker(2), marker(7)],
        [marker(4), marker(5)],
    ]


def test_same_input_gives_the_same_bytes():
    source = pdf_of([A5] * 8)
    plan = plan_for(source, "saddle", Options(bleed_mm=3))
    assert impose(source, plan, marks=True) == impose(source, plan, marks=True)
    assert impose(source, plan) != impose(source, plan, title="Other")


@pytest.mark.parametrize(
    ("version", "header"), [("1.3", b"%PDF-1.6"), ("1.7", b"%PDF-1.7"), ("2.0", b"%PDF-2.0")]
)
def test_header_is_at_least_that_of_the_source(version, header):
    source = pdf_of([A5], force_version=version)
    assert impose(source, plan_for(source, "single"))[:8] == header


def test_version_in_the_catalog_counts():
    def later(pdf):
        pdf.Root.Version = Name("/2.0")

    source = pdf_of([A5], finish=later, force_version="1.4")
    assert impose(source, plan_for(source, "single")).startswith(b"%PDF-2.0")


def test_producer_is_pamphlet_and_told_entries_are_written():
    source = pdf_of([A5])
    sheets = impose(
        source,
        plan_for(source, "single"),
        title="Kalte Häuser",
        lang="de",
        information={"Author": "Mieterrat"},
    )
    with pikepdf.open(BytesIO(sheets)) as pdf:
        assert str(pdf.docinfo.Producer).startswith("pamphlet ")
        assert str(pdf.docinfo.Title) == "Kalte Häuser"
        assert str(pdf.docinfo.Author) == "Mieterrat"
        assert str(pdf.Root.Lang) == "de"


# --- how it is written ------------------------------------------------------------------------


def test_content_is_taken_as_it_stands():
    source = pdf_of([A5] * 2)
    with pikepdf.open(BytesIO(source)) as pdf:
        raw = [page.obj.Contents.read_raw_bytes() for page in pdf.pages]
    sheets = impose(source, plan_for(source, "single"))
    assert all(content in sheets for content in raw)


@pytest.mark.parametrize("compressed", [True, False])
def test_content_in_parts_is_joined(compressed, tmp_path):
    def split(pdf):
        for page in pdf.pages:
            words = page.obj.Contents.read_bytes().split(b" ")
            parts = [b" ".join(words[:9]), b" ".join(words[9:20]), b" ".join(words[20:])]
            page.obj.Contents = Array([pdf.make_stream(part) for part in parts])

    source = pdf_of([A5] * 4, finish=split, compress_streams=compressed)
    plan = plan_for(source, "saddle")
    sheets = impose(source, plan)
    assert_landed(sheets, plan, tmp_path)
    assert_sound(sheets, tmp_path)


def test_content_in_a_single_part_is_not_decoded():
    def wrap(pdf):
        pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents])

    source = pdf_of([A5], finish=wrap)
    with pikepdf.open(BytesIO(source)) as pdf:
        raw = pdf.pages[0].obj.Contents[0].read_raw_bytes()
    assert raw in impose(source, plan_for(source, "single"))


def test_page_without_content_is_empty():
    def bare(pdf):
        del pdf.pages[1].obj.Contents
        pdf.pages[2].obj.Contents = Array([])

    source = pdf_of([A5] * 4, finish=bare)
    sheets = impose(source, plan_for(source, "saddle"))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        assert pdf.pages[1].obj.Resources.XObject.P2.read_bytes() == b""


def test_shared_resources_are_copied_once():
    few, many = (impose(s, plan_for(s, "single")) for s in (pdf_of([A6] * 8), pdf_of([A6] * 64)))
    assert few.count(b"/Helvetica") == many.count(b"/Helvetica") == 1
    assert len(many) < 8 * len(few)


def test_resources_inherited_from_the_page_tree_are_copied_once():
    def inherit(pdf):
        pdf.Root.Pages.Resources = Dictionary(pdf.pages[0].obj.Resources)
        pdf.Root.Pages.MediaBox = Array([0, 0, 300, 400])
        for page in pdf.pages:
            for key in ("/Resources", "/MediaBox", "/TrimBox"):
                del page.obj[key]

    source = pdf_of([Size(100, 100)] * 32, finish=inherit)
    assert page_sizes(source)[0].width == pytest.approx(105.833, abs=0.001)
    sheets = impose(source, plan_for(source, "single"))
    with pikepdf.open(BytesIO(sheets)) as pdf:
        shared = {page.obj.Resources.XObject[f"/P{n}"].Resources.objgen
                  for n, page in enumerate(pdf.pages, start=1)}  # fmt: skip
        assert len(shared) == 1


def test_profile_named_in_every_page_s_colour_space_is_copied_once():
    # pypdf's own clone copies a stream that an array names anew for each array.
    def colour(pdf):
        profile = pdf.make_stream(b"profile " * 500, N=3)
        for page in pdf.pages:
            own = Dictionary(page.obj.Resources)
            own.ColorSpace = Dictionary(C=Array([Name.ICCBased, profile]))
            page.obj.Resources = own

    source = pdf_of([A6] * 16, finish=colour, compress_streams=False)
    assert impose(source, plan_for(source, "single")).count(b"profile " * 500) == 1


def test_page_tree_is_not_dragged_along_by_a_stray_reference():
    def tie(pdf):
        for page in pdf.pages:
            page.obj.Resources = Dictionary(Font=page.obj.Resources.Font, Stray=page.obj)

    source = pdf_of([A6] * 4, finish=tie)
    sheets = impose(source, plan_for(source, "single"))
    assert len(re.findall(rb"/Type /Page\b(?!s)", sheets)) == 4


def test_blending_space_of_pages_goes_to_forms_and_sheets():
    def blend(pdf):
        for page in pdf.pages:
            page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)

    source = pdf_of([A5] * 4, finish=blend)
    with pikepdf.open(BytesIO(impose(source, plan_for(source, "saddle")))) as pdf:
        page = pdf.pages[0].obj
        assert page.Group.CS == page.Resources.XObject.P1.Group.CS == Name.DeviceCMYK


def test_result_is_sound_to_other_programs(tmp_path):
    source = pdf_of(PANELS, bleed_mm=3)
    plan = plan_for(source, "letterfold", Options(bleed_mm=3))
    assert_sound(impose(source, plan, marks=True), tmp_path)


def test_opened_documents_can_be_imposed_again_and_again():
    documents = opened(pdf_of([A5] * 4))
    plan = plan_for(documents, "saddle")
    assert impose(documents, plan) == impose(documents, plan)


# --- what cannot be done ----------------------------------------------------------------------


def refusal(source: bytes, plan: Plan, **options) -> str:
    with pytest.raises(ImpositionError) as caught:
        impose(source, plan, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"bleed_mm": -1},
            "a bleed of -1 mm and a slug of 0 mm are not possible\n  give 0 or more millimetres",
        ),
        (
            {"slug_mm": float("nan")},
            "a bleed of 0 mm and a slug of nan mm are not possible\n  give 0 or more millimetres",
        ),
        (
            {"marks": True, "slug_mm": 3},
            "a slug of 3 mm is too narrow for marks\n  give at least 7 mm",
        ),
        (
            {"marks": True, "paper": A4},
            "paper of 297 x 210 mm is too small by 14.0 mm for a flat sheet of 296 x 210 mm "
            "with its bleed and marks\n  choose larger paper, less bleed, or no marks",
        ),
        (
            {"sides": "backs"},
            "sides 'backs' do not exist\n  there are duplex, fronts-then-backs",
        ),
    ],
)
def test_options_that_cannot_be_met_are_refused(options, said):
    source = pdf_of([A5] * 4)
    assert refusal(source, plan_for(source, "saddle"), **options) == said


def test_plan_made_for_another_file_is_refused():
    source = pdf_of([A5] * 4)
    assert refusal(source, make_plan("saddle", [A5] * 8)) == (
        "the plan is made for 8 pages, here are 4\n  make the plan from this file"
    )
    assert refusal(source, make_plan("saddle", [A6] * 4)) == (
        "page 4 is 148.0 x 210.0 mm, its place in the plan 105.0 x 148.0 mm\n"
        "  make the plan from this file"
    )


def test_page_that_is_a_hair_off_its_place_lies_in_the_middle_of_it(tmp_path):
    source = pdf_of([Size(148.2, 210)] * 4)
    plan = make_plan("saddle", [A5] * 4)
    shifted = [
        replace(
            sheet,
            front=tuple(replace(c, x=c.x - 0.1) for c in sheet.front),
            back=tuple(replace(c, x=c.x - 0.1) for c in sheet.back),
        )
        for sheet in plan.sheets
    ]
    assert_landed(impose(source, plan), replace(plan, sheets=tuple(shifted)), tmp_path)
