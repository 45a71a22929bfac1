"""Sheets that fit or do not, how far artwork may run, and options that contradict each other."""

from __future__ import annotations

import math

import pytest

from pamphlet.errors import ImpositionError
from pamphlet.imposition import Options, Reach, make_plan, standard_sheet
from pamphlet.units import PAPERS, Size

A3, A4, A5, A6 = (PAPERS[name] for name in ("A3", "A4", "A5", "A6"))
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))


def refusal(scheme: str, pages, **options) -> str:
    with pytest.raises(ImpositionError) as caught:
        make_plan(scheme, pages, Options(**options))
    return str(caught.value)


def reaches(cells) -> list[Reach]:
    return [cell.reach for cell in cells]


# --- sheets -----------------------------------------------------------------------------


def test_sheet_is_laid_so_that_the_pages_fit():
    assert make_plan("saddle", [A5] * 4, Options(sheet=A4)).sheet == A4.landscape
    assert make_plan("twoup", [A5.landscape] * 2, Options(sheet=A4)).sheet == A4.portrait
    assert make_plan("single", [Size(60, 59)], Options(sheet=Size(59, 61))).sheet == Size(61, 59)


def test_without_a_sheet_the_flat_size_is_what_the_pages_need():
    assert make_plan("saddle", [A5] * 4).sheet == Size(296, 210)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (A5, "A4"),
        (A6, "A5"),
        (A4, "A3"),
        (A3, "A2"),
        (PAPERS["half Letter"], "Letter"),
        (PAPERS["Letter"], "Tabloid"),
        # A page written in whole points is a little too large.
        (Size(148.17, 210.1), "A4"),
        (PAPERS["A2"], None),
    ],
)
def test_two_pages_go_on_the_smallest_office_sheet_that_holds_them(page, name):
    assert standard_sheet(make_plan("saddle", [page] * 4).sheet) == name


def test_too_small_a_sheet_says_by_how_much_and_what_would_do():
    assert refusal("saddle", [A5] * 8, sheet=PAPERS["Letter"]) == (
        "a sheet of 279.4 x 215.9 mm is too small: the pages need 296 x 210 mm, "
        "so it lacks 16.6 mm in width\n  A4 would do"
    )
    assert refusal("saddle", [A4] * 8, sheet=A4) == (
        "a sheet of 297 x 210 mm is too small: the pages need 420 x 297 mm, "
        "so it lacks 123.0 mm in width and 87.0 mm in height\n  A3 would do"
    )


def test_pages_no_standard_sheet_holds_are_called_too_large():
    assert refusal("saddle", [PAPERS["A2"]] * 4, sheet=A4).endswith(
        "no standard sheet would do: use smaller pages"
    )


def test_rounding_to_whole_points_is_no_lack_of_paper():
    plan = make_plan("saddle", [Size(148.6, 210.2)] * 4, Options(sheet=A4))
    assert plan.sheets[0].front[0].x == pytest.approx(-0.1)


# --- reach --------------------------------------------------------------------------------


def test_bleed_reaches_over_outer_edges_and_stops_at_the_fold():
    plan = make_plan("saddle", [A5] * 4, Options(bleed_mm=3))
    assert reaches(plan.sheets[0].front) == [Reach(3, 3, 0, 3), Reach(0, 3, 3, 3)]


def test_reach_is_turned_with_the_back():
    plan = make_plan("letterfold", PANELS, Options(bleed_mm=3, flip="long"))
    assert [(c.page + 1, c.reach) for c in plan.sheets[0].back] == [
        (2, Reach(0, 3, 3, 3)),
        (3, Reach(0, 3, 0, 3)),
        (4, Reach(3, 3, 0, 3)),
    ]


def test_bleed_does_not_run_into_a_neighbour_beyond_a_cut():
    plan = make_plan("twoup", [A5] * 2, Options(bleed_mm=3))
    assert reaches(plan.sheets[0].front) == [Reach(3, 3, 0, 3), Reach(0, 3, 3, 3)]


def test_frame_is_kept_at_every_edge_but_folds():
    plan = make_plan("letterfold", PANELS, Options(frame_mm=5))
    assert reaches(plan.sheets[0].front) == [
        Reach(-5, -5, 0, -5),
        Reach(0, -5, 0, -5),
        Reach(0, -5, -5, -5),
    ]


def test_frame_is_kept_at_cuts_as_at_sheet_edges():
    plan = make_plan("twoup", [A5] * 2, Options(frame_mm=5, sheet=A4))
    assert set(reaches(plan.sheets[0].front)) == {Reach(-5, -5, -5, -5)}


def test_frame_of_a_booklet_runs_through_its_fold():
    plan = make_plan("saddle", [A5] * 4, Options(frame_mm=4, sheet=A4))
    assert reaches(plan.sheets[0].front) == [Reach(-4, -4, 0, -4), Reach(0, -4, -4, -4)]


def test_without_bleed_nothing_reaches_beyond_the_trim():
    for scheme in ("saddle", "single", "twoup", "nup"):
        for sheet in make_plan(scheme, [A5] * 4).sheets:
            assert set(reaches((*sheet.front, *sheet.back))) == {Reach()}


# --- contradictions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"bleed_mm": 3, "frame_mm": 5},
            "bleed and a white frame exclude each other\n  leave out one of the two",
        ),
        (
            {"bleed_mm": -1},
            "a bleed of -1 mm is not possible\n  give 0 or more millimetres",
        ),
        (
            {"frame_mm": math.nan},
            "a frame of nan mm is not possible\n  give 0 or more millimetres",
        ),
        (
            {"frame_mm": 80},
            "a frame of 80 mm leaves nothing of a page of 148 mm\n  give a narrower frame",
        ),
        ({"flip": "top"}, "flip 'top' does not exist\n  there are long, short"),
        ({"direction": "up"}, "direction 'up' does not exist\n  there are ltr, rtl"),
        (
            {"blanks": "start"},
            "blanks 'start' does not exist\n  there are before-back-cover, end, inside-covers",
        ),
    ],
)
def test_options_that_cannot_be_met_are_refused(options, said):
    assert refusal("saddle", [A5] * 4, **options) == said


def test_no_pages_are_refused():
    assert refusal("saddle", []) == "there are no pages to place\n  give at least one page"


@pytest.mark.parametrize("size", [Size(0, 210), Size(148, -1), Size(math.nan, 210)])
def test_pages_without_extent_are_refused(size):
    assert refusal("saddle", [size]) == ("page 1 has no width or no height\n  give its size in mm")
