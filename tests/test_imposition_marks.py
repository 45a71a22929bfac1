"""Where crop and fold marks lie: in the slug, never in the bleed."""

from __future__ import annotations

import pytest

from pamphlet.imposition import Options, Segment, make_plan, mark_segments
from pamphlet.units import PAPERS, Size

A5 = PAPERS["A5"]
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))


PLANS = (
    make_plan("saddle", [A5] * 4, Options(bleed_mm=3)),
    make_plan("letterfold", PANELS, Options(bleed_mm=3)),
    make_plan("twoup", [A5] * 2, Options(bleed_mm=3)),
)


def test_letter_fold_has_four_corners_and_two_dashed_folds():
    segments = mark_segments(make_plan("letterfold", PANELS), bleed_mm=3)
    assert set(segments) == {
        Segment(97, -10, 97, -5, dashed=True),
        Segment(97, 215, 97, 220, dashed=True),
        Segment(197, -10, 197, -5, dashed=True),
        Segment(197, 215, 197, 220, dashed=True),
        Segment(0, -10, 0, -5),
        Segment(0, 215, 0, 220),
        Segment(297, -10, 297, -5),
        Segment(297, 215, 297, 220),
        Segment(-10, 0, -5, 0),
        Segment(302, 0, 307, 0),
        Segment(-10, 210, -5, 210),
        Segment(302, 210, 307, 210),
    }


def test_cut_between_handbills_is_marked_with_a_whole_line():
    plan = make_plan("twoup", [A5] * 2)
    assert Segment(148, -7, 148, -2) in mark_segments(plan, bleed_mm=0)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.scheme)
def test_no_mark_enters_the_bleed(plan):
    for mark in mark_segments(plan, bleed_mm=3, gap_mm=1):
        inside_x = -4 < mark.x1 < plan.sheet.width + 4 and -4 < mark.x2 < plan.sheet.width + 4
        inside_y = -4 < mark.y1 < plan.sheet.height + 4 and -4 < mark.y2 < plan.sheet.height + 4
        assert not (inside_x and inside_y)


def test_length_and_gap_are_as_asked():
    (*_, mark) = mark_segments(make_plan("single", [A5]), bleed_mm=2, gap_mm=3, length_mm=4)
    assert (mark.x1, mark.x2) == (153, 157)
