"""Which page lies where, scheme by scheme: orders as tables, places in millimetres."""

from __future__ import annotations

import pytest

from pamphlet.errors import ImpositionError
from pamphlet.imposition import (
    Cut,
    Fold,
    Options,
    Reach,
    Slit,
    make_plan,
    page_table,
    plan_as_json,
    plan_as_text,
    prove,
    schemes,
)
from pamphlet.units import PAPERS, Size

A3, A4, A5, A6 = (PAPERS[name] for name in ("A3", "A4", "A5", "A6"))
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))
US_PANELS = tuple(Size(width * 25.4, 215.9) for width in (3.6875,) * 3 + (3.625,) * 2 + (3.6875,))


def table(scheme: str, pages, **options) -> str:
    plan = make_plan(scheme, pages, Options(**options))
    prove(plan)
    return page_table(plan)


def refusal(scheme: str, pages, **options) -> str:
    with pytest.raises(ImpositionError) as caught:
        make_plan(scheme, pages, Options(**options))
    return str(caught.value)


# --- saddle stitch --------------------------------------------------------------------


@pytest.mark.parametrize(
    "expected",
    [
        "1 page: (–,1) (–,–)",
        "2 pages: (2,1) (–,–)",
        "3 pages: (3,1) (2,–)",
        "4 pages: (4,1) (2,3)",
        "5 pages: (5,1) (2,–) (–,3) (4,–)",
        "6 pages: (6,1) (2,–) (–,3) (4,5)",
        "7 pages: (7,1) (2,–) (6,3) (4,5)",
        "8 pages: (8,1) (2,7) (6,3) (4,5)",
        "12 pages: (12,1) (2,11) (10,3) (4,9) (8,5) (6,7)",
    ],
)
def test_booklet_nests_its_sheets(expected):
    assert table("saddle", [A5] * int(expected.split()[0])) == expected


@pytest.mark.parametrize(
    ("blanks", "expected"),
    [
        ("before-back-cover", "5 pages: (5,1) (2,–) (–,3) (4,–)"),
        ("end", "5 pages: (–,1) (2,–) (–,3) (4,5)"),
        ("inside-covers", "5 pages: (5,1) (–,–) (–,2) (3,4)"),
        ("inside-covers", "6 pages: (6,1) (–,–) (5,2) (3,4)"),
        ("inside-covers", "7 pages: (7,1) (2,–) (6,3) (4,5)"),
        ("end", "1 page: (–,1) (–,–)"),
        ("inside-covers", "1 page: (–,1) (–,–)"),
        ("inside-covers", "2 pages: (2,1) (–,–)"),
    ],
)
def test_booklet_is_padded_where_it_is_told(blanks, expected):
    assert table("saddle", [A5] * int(expected.split()[0]), blanks=blanks) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "5 pages: (1,5) (–,2) (3,–) (–,4)",
        "8 pages: (1,8) (7,2) (3,6) (5,4)",
    ],
)
def test_booklet_read_from_right_to_left_is_mirrored(expected):
    assert table("saddle", [A5] * int(expected.split()[0]), direction="rtl") == expected


def test_booklet_lies_in_the_middle_of_its_sheet_at_full_size():
    plan = make_plan("saddle", [A5] * 8, Options(sheet=A4))
    left, right = plan.sheets[0].front
    assert plan.sheet == Size(297, 210)
    assert (left.x, left.y, left.width, left.height) == (0.5, 0.0, 148, 210)
    assert (right.x, right.y, right.width, right.height) == (148.5, 0.0, 148, 210)
    assert plan.steps == (Fold("vertical", 148.5, "left", "mountain"),)
    assert (plan.nested, plan.binding) == (2, "left")


def test_booklet_smaller_than_its_sheet_is_trimmed_after_folding():
    plan = make_plan("saddle", [Size(140, 200)] * 8, Options(sheet=A4))
    prove(plan)
    assert plan.steps == (
        Fold("vertical", 148.5, "left", "mountain"),
        Cut("vertical", 8.5),
        Cut("horizontal", 5),
        Cut("horizontal", 205),
    )


def test_booklet_names_the_places_that_stay_blank():
    assert make_plan("saddle", [A5] * 5).blanks == (4, 5, 6)


@pytest.mark.parametrize(
    ("page", "flip", "back"),
    [
        # On a landscape sheet the short edge leaves backs upright …
        (A5, "short", "(2,7)"),
        (A5, "long", "(7,2) turned"),
        # … on an upright one, of two narrow pages, the long edge does.
        (Size(74, 210), "long", "(2,7)"),
        (Size(74, 210), "short", "(7,2) turned"),
    ],
)
def test_flip_decides_which_way_up_backs_are_printed(page, flip, back):
    plan = make_plan("saddle", [page] * 8, Options(flip=flip))
    prove(plan)
    cells = sorted(plan.sheets[0].back, key=lambda cell: cell.x)
    turned = {cell.turn for cell in cells}
    shown = f"({','.join(str(cell.page + 1) for cell in cells)})"
    assert shown + (" turned" if turned == {180} else "") == back
    assert turned in ({0}, {180})


@pytest.mark.parametrize(("page", "flip"), [(A5, "short"), (Size(74, 210), "long")])
def test_flip_that_leaves_backs_upright_is_chosen_by_itself(page, flip):
    assert make_plan("saddle", [page] * 4).flip == flip


def test_pages_of_unequal_size_lie_in_the_middle_of_the_largest():
    plan = make_plan("saddle", [A5, A5, Size(140, 200), A5], Options(bleed_mm=3))
    prove(plan)
    small = plan.sheets[0].back[1]
    assert (small.page, small.x, small.y, small.width, small.height) == (2, 152, 5, 140, 200)
    # Nothing is cut where the small page ends, so its bleed is not shown.
    assert small.reach.right == small.reach.top == 0


# --- letter fold ----------------------------------------------------------------------


def test_letter_fold_puts_pages_four_and_five_on_the_flap():
    assert table("letterfold", PANELS) == "6 pages: (5,6,1) (2,3,4)"


def test_letter_fold_read_from_right_to_left_is_mirrored():
    assert table("letterfold", PANELS, direction="rtl") == "6 pages: (1,6,5) (4,3,2)"


def test_letter_fold_of_a4_has_panels_of_100_100_and_97_mm():
    plan = make_plan("letterfold", PANELS, Options(sheet=A4))
    outside = [(cell.page + 1, cell.x, cell.width) for cell in plan.sheets[0].front]
    inside = [(cell.page + 1, cell.x, cell.width) for cell in plan.sheets[0].back]
    assert outside == [(5, 0.0, 97), (6, 97.0, 100), (1, 197.0, 100)]
    assert inside == [(2, 0.0, 100), (3, 100.0, 100), (4, 200.0, 97)]
    assert plan.steps == (
        Fold("vertical", 97, "left", "mountain"),
        Fold("vertical", 197, "left", "mountain"),
    )


def test_letter_fold_smaller_than_its_sheet_is_cut_out_before_folding():
    small = [Size(width - 20, 200) for width in (100, 100, 100, 97, 97, 100)]
    plan = make_plan("letterfold", small, Options(sheet=A4))
    prove(plan)
    assert plan.steps == (
        Cut("vertical", 30),
        Cut("vertical", 267),
        Cut("horizontal", 5),
        Cut("horizontal", 205),
        Fold("vertical", 107, "left", "mountain"),
        Fold("vertical", 187, "left", "mountain"),
    )


def test_letter_fold_of_us_letter_fills_its_sheet():
    plan = make_plan("letterfold", US_PANELS, Options(sheet=PAPERS["Letter"]))
    prove(plan)
    assert plan.sheet == PAPERS["Letter"].portrait.landscape
    assert [step.position for step in plan.steps] == pytest.approx([92.075, 185.7375])


def test_letter_fold_wants_six_panels():
    assert refusal("letterfold", [A5] * 8) == (
        "a letter fold has 6 panels, here are 8 pages\n  give six pages, or choose 'saddle'"
    )


def test_letter_fold_wants_a_narrow_flap():
    assert refusal("letterfold", [Size(99, 210)] * 6) == (
        "pages 4 and 5 are the flap that is folded in: 99.00 mm is not narrower than 99.00 mm\n"
        "  make pages 4 and 5 two or three millimetres narrower than the others"
    )


def test_letter_fold_wants_both_faces_of_a_panel_alike():
    widths = (100, 100, 100, 100, 97, 97)
    assert refusal("letterfold", [Size(width, 210) for width in widths]) == (
        "pages 4 and 5 are the two faces of one panel: 100.00 mm is not 97.00 mm\n"
        "  give both one width"
    )


def test_letter_fold_wants_panels_of_one_height():
    assert refusal("letterfold", [*PANELS[:5], Size(100, 205)]) == (
        "the panels of a letter fold are equally high, these differ\n"
        "  give all six pages one height"
    )


# --- Z-fold ---------------------------------------------------------------------------

THIRDS = (Size(99, 210),) * 6


def test_z_fold_has_its_cover_beside_the_second_opening_and_its_back_beside_the_first():
    assert table("zfold", THIRDS) == "6 pages: (4,5,1) (2,3,6)"


def test_z_fold_read_from_right_to_left_is_mirrored():
    assert table("zfold", THIRDS, direction="rtl") == "6 pages: (1,5,4) (6,3,2)"


def test_z_fold_is_folded_to_and_fro():
    plan = make_plan("zfold", THIRDS, Options(sheet=A4))
    assert plan.sheet == A4.landscape
    assert plan.steps == (
        Fold("vertical", 99, "left", "valley"),
        Fold("vertical", 198, "left", "mountain"),
    )


def test_z_fold_of_us_letter_fills_its_sheet():
    thirds = [Size(11 / 3 * 25.4, 8.5 * 25.4)] * 6
    plan = make_plan("zfold", thirds, Options(sheet=PAPERS["Letter"]))
    prove(plan)
    assert [step.position for step in plan.steps] == pytest.approx([93.133, 186.267], abs=0.01)


def test_z_fold_wants_panels_that_are_all_alike():
    panels = [Size(width, 210) for width in (100, 100, 100, 97, 100, 97)]
    assert refusal("zfold", panels) == (
        "the panels of a Z-fold are all alike: 97.00 mm is not 100.00 mm\n"
        "  give all six pages one width, or choose 'letterfold'"
    )


# --- gate fold ------------------------------------------------------------------------

GATES = tuple(Size(width, 210) for width in (73.5, 73.5, 73.5, 150, 73.5, 150))


def test_gate_fold_has_both_gates_beside_the_centre():
    assert table("gatefold", GATES) == "6 pages: (3,4,5) (2,6,1)"


def test_gate_fold_read_from_right_to_left_is_mirrored():
    assert table("gatefold", GATES, direction="rtl") == "6 pages: (5,4,3) (1,6,2)"


def test_gate_fold_of_a4_has_panels_of_73_150_and_73_mm():
    plan = make_plan("gatefold", GATES, Options(sheet=A4))
    inside = [(cell.page + 1, cell.x, cell.width) for cell in plan.sheets[0].front]
    outside = [(cell.page + 1, cell.x, cell.width) for cell in plan.sheets[0].back]
    assert inside == [(3, 0.0, 73.5), (4, 73.5, 150), (5, 223.5, 73.5)]
    assert outside == [(2, 0.0, 73.5), (6, 73.5, 150), (1, 223.5, 73.5)]
    assert plan.steps == (
        Fold("vertical", 73.5, "left", "valley"),
        Fold("vertical", 223.5, "right", "valley"),
    )


def test_gates_that_are_wider_than_the_centre_are_refused():
    widths = (76, 76, 76, 145, 76, 145)
    assert refusal("gatefold", [Size(width, 210) for width in widths]) == (
        "the gates, pages 1 and 2, are 152.00 mm wide together and do not close over a "
        "centre of 145.00 mm\n"
        "  make pages 1, 2, 3 and 5 narrower, or pages 4 and 6 wider"
    )


@pytest.mark.parametrize(
    ("scheme", "what"),
    [("letterfold", "a letter fold"), ("zfold", "a Z-fold"), ("gatefold", "a gate fold")],
)
def test_leaflets_want_six_panels_of_one_height_alike_on_both_faces(scheme, what):
    assert refusal(scheme, [A5] * 4) == (
        f"{what} has 6 panels, here are 4 pages\n  give six pages, or choose 'saddle'"
    )
    assert refusal(scheme, [*THIRDS[:5], Size(99, 205)]) == (
        f"the panels of {what} are equally high, these differ\n  give all six pages one height"
    )
    assert "are the two faces of one panel" in refusal(scheme, [*THIRDS[:5], Size(90, 210)])


# --- mini-zine ------------------------------------------------------------------------

A7 = Size(74.25, 105)


def test_mini_zine_lies_in_two_rows_with_the_cover_at_the_lower_right():
    assert table("minizine", [A7] * 8) == "8 pages: (5,4,3,2 / 6,7,8,1)"


def test_mini_zine_read_from_right_to_left_is_mirrored():
    assert table("minizine", [A7] * 8, direction="rtl") == "8 pages: (2,3,4,5 / 1,8,7,6)"


def test_upper_row_of_a_mini_zine_stands_on_its_head():
    (sheet,) = make_plan("minizine", [A7] * 8, Options(sheet=A4)).sheets
    assert [cell.turn for cell in sheet.front] == [180] * 4 + [0] * 4
    assert sheet.back is None


def test_mini_zine_is_slit_between_its_middle_four_pages():
    plan = make_plan("minizine", [A7] * 8, Options(sheet=A4))
    assert plan.sheet == A4.landscape
    assert plan.steps[0] == Slit("horizontal", 105, 74.25, 222.75)


def test_mini_zine_smaller_than_its_sheet_is_cut_out_first():
    plan = make_plan("minizine", [Size(60, 90)] * 8, Options(sheet=A4))
    prove(plan)
    assert plan.steps[:5] == (
        Cut("vertical", 28.5),
        Cut("vertical", 268.5),
        Cut("horizontal", 15),
        Cut("horizontal", 195),
        Slit("horizontal", 105, 88.5, 208.5),
    )


def test_mini_zine_a_little_smaller_than_its_sheet_is_folded_with_what_is_left_on():
    plan = make_plan("minizine", [Size(74, 105)] * 8, Options(sheet=A4))
    prove(plan)
    assert not any(isinstance(step, Cut) for step in plan.steps)


def test_mini_zine_keeps_a_frame_at_the_edges_of_its_sheet_alone():
    (sheet,) = make_plan("minizine", [A7] * 8, Options(sheet=A4, frame_mm=5)).sheets
    cover = next(cell for cell in sheet.front if cell.page == 0)
    assert cover.reach == Reach(left=0, bottom=-5, right=-5, top=0)


def test_mini_zine_wants_eight_pages_of_one_size():
    assert refusal("minizine", [A7] * 6) == (
        "a mini-zine has 8 pages, here are 6\n  give eight pages, or choose 'saddle'"
    )
    assert refusal("minizine", [*[A7] * 7, A6]) == (
        "the pages of a mini-zine are all of one size, these differ\n"
        "  give all eight pages one width and one height"
    )


# --- flat sheets ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "3 pages: (1) (2) (3) (–)"),
        ({"duplex": False}, "3 pages: (1) (2) (3)"),
        ({"direction": "rtl"}, "3 pages: (1) (2) (3) (–)"),
    ],
)
def test_single_pages_follow_each_other(options, expected):
    assert table("single", [A5] * 3, **options) == expected


@pytest.mark.parametrize(
    ("count", "options", "expected"),
    [
        (2, {}, "2 pages: (1,1) (2,2)"),
        (3, {}, "3 pages: (1,1) (2,2) (3,3) (–,–)"),
        (2, {"duplex": False}, "2 pages: (1,1) (2,2)"),
        (4, {"direction": "rtl"}, "4 pages: (1,1) (2,2) (3,3) (4,4)"),
    ],
)
def test_handbills_lie_twice_side_by_side(count, options, expected):
    assert table("twoup", [A5] * count, **options) == expected


def test_handbills_are_cut_between():
    assert make_plan("twoup", [A5] * 2, Options(sheet=A4)).steps == (Cut("vertical", 148.5),)


def test_landscape_handbills_stand_one_above_the_other():
    plan = make_plan("twoup", [A5.landscape] * 2, Options(sheet=A4))
    prove(plan)
    assert page_table(plan) == "2 pages: (1 / 1) (2 / 2)"
    assert plan.sheet == A4
    assert plan.steps == (Cut("horizontal", 148.5),)


def test_handbills_smaller_than_their_sheet_are_cut_out():
    assert make_plan("twoup", [A6] * 2, Options(sheet=A4)).steps == (
        Cut("vertical", 148.5),
        Cut("vertical", 43.5),
        Cut("vertical", 253.5),
        Cut("horizontal", 31),
        Cut("horizontal", 179),
    )


@pytest.mark.parametrize(
    ("count", "options", "expected"),
    [
        (2, {}, "2 pages: (1,1 / 1,1) (2,2 / 2,2)"),
        (1, {}, "1 page: (1,1 / 1,1) (–,– / –,–)"),
        (2, {"direction": "rtl"}, "2 pages: (1,1 / 1,1) (2,2 / 2,2)"),
        (2, {"duplex": False}, "2 pages: (1,1 / 1,1) (2,2 / 2,2)"),
    ],
)
def test_cards_lie_four_times_on_a_sheet(count, options, expected):
    assert table("fourup", [A6] * count, **options) == expected


def test_cards_are_cut_across_and_down():
    plan = make_plan("fourup", [A6] * 2, Options(sheet=A4))
    assert plan.sheet == A4
    assert plan.steps == (Cut("vertical", 105), Cut("horizontal", 148.5))


@pytest.mark.parametrize(
    ("up", "page", "options", "expected"),
    [
        (2, A5, {}, "5 pages: (1,2) (3,4) (5,–) (–,–)"),
        (2, A5, {"direction": "rtl"}, "5 pages: (2,1) (4,3) (–,5) (–,–)"),
        (2, A5.landscape, {}, "5 pages: (1 / 2) (3 / 4) (5 / –) (– / –)"),
        (4, A6, {}, "5 pages: (1,2 / 3,4) (5,– / –,–)"),
        (4, A6, {"direction": "rtl"}, "5 pages: (2,1 / 4,3) (–,5 / –,–)"),
        (4, A6, {"duplex": False}, "5 pages: (1,2 / 3,4) (5,– / –,–)"),
        (6, A6, {}, "5 pages: (1,2,3 / 4,5,–) (–,–,– / –,–,–)"),
        (8, A6, {}, "5 pages: (1,2,3,4 / 5,–,–,–) (–,–,–,– / –,–,–,–)"),
        (8, A6.landscape, {}, "5 pages: (1,2 / 3,4 / 5,– / –,–) (–,– / –,– / –,– / –,–)"),
        (9, A6, {}, "5 pages: (1,2,3 / 4,5,– / –,–,–) (–,–,– / –,–,– / –,–,–)"),
    ],
)
def test_n_up_reads_in_rows(up, page, options, expected):
    assert table("nup", [page] * 5, up=up, **options) == expected


def test_sixteen_up_reads_in_four_rows():
    assert table("nup", [Size(52, 74)] * 16, up=16, duplex=False) == (
        "16 pages: (1,2,3,4 / 5,6,7,8 / 9,10,11,12 / 13,14,15,16)"
    )


def test_n_up_is_arranged_otherwise_where_the_sheet_wants_it():
    plan = make_plan("nup", [Size(60, 60)] * 6, Options(up=6, sheet=Size(190, 130)))
    assert page_table(plan) == "6 pages: (1,2,3 / 4,5,6) (–,–,– / –,–,–)"
    tall = make_plan("nup", [Size(60, 90)] * 6, Options(up=6, sheet=Size(130, 280)))
    assert page_table(tall) == "6 pages: (1,2 / 3,4 / 5,6) (–,– / –,– / –,–)"


def test_n_up_of_another_number_is_refused():
    assert refusal("nup", [A6] * 5, up=3) == (
        "3 pages on a side cannot be arranged\n  choose one of 2, 4, 6, 8, 9, 16"
    )


# --- the registry ---------------------------------------------------------------------


def test_schemes_are_listed_by_name_with_a_line_each():
    listed = schemes()
    names = (
        "fourup gatefold letterfold minizine nup onesided saddle single tiles twoup zfold".split()
    )
    assert [scheme.name for scheme in listed] == names
    assert all(scheme.line and "\n" not in scheme.line for scheme in listed)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("sadle", "did you mean 'saddle'?"),
        (
            "xyz",
            "there are fourup, gatefold, letterfold, minizine, nup, onesided, saddle, single, "
            "tiles, twoup, zfold",
        ),
    ],
)
def test_unknown_scheme_is_answered_with_a_near_one(name, hint):
    assert refusal(name, [A5] * 4) == f"unknown scheme {name!r}\n  {hint}"


@pytest.mark.parametrize("scheme", ["saddle", "letterfold", "zfold", "gatefold"])
def test_folded_schemes_are_printed_on_both_sides(scheme):
    pages = [A5] * 4 if scheme == "saddle" else PANELS
    assert refusal(scheme, pages, duplex=False) == (
        f"{scheme!r} is printed on both sides of the paper\n"
        "  print fronts and backs one after the other, or choose 'nup'"
    )


# --- a plan in words and in JSON ------------------------------------------------------


def test_plan_is_told_in_words():
    assert plan_as_text(make_plan("saddle", [A5] * 5, Options(sheet=A4))) == (
        "saddle: 5 pages on 2 sheets of 297 x 210 mm, both sides, flip on the short edge\n"
        "5 pages: (5,1) (2,–) (–,3) (4,–)\n"
        "blank: 5, 6, 7\n"
        "fold vertical at 148.5 mm, the left part under the other\n"
        "nest 2 sheets, bind at the left\n"
        "opens: (1) (2,3) (4,–) (–,–) (5)"
    )


def test_plan_of_handbills_says_how_many_pieces_open_alike():
    assert plan_as_text(make_plan("twoup", [A5], Options(duplex=False))) == (
        "twoup: 1 page on 1 sheet of 296 x 210 mm, one side only\n"
        "1 page: (1,1)\n"
        "cut vertical at 148 mm\n"
        "2 pieces, each opens: (1)"
    )


def test_plan_of_a_mini_zine_says_where_to_slit_and_how_to_fold():
    lines = plan_as_text(make_plan("minizine", [A7] * 8, Options(sheet=A4))).splitlines()
    assert lines[:5] == [
        "minizine: 8 pages on 1 sheet of 297 x 210 mm, one side only",
        "8 pages: (5,4,3,2 / 6,7,8,1)",
        "slit horizontal at 105 mm, from 74.25 to 222.75 mm",
        "fold all at once:",
        "  mountain horizontal at 105 mm, from 0 to 74.25 mm",
    ]
    assert lines[-1] == "opens: (1) (2,3) (4,5) (6,7) (8)"


def test_plan_of_a_mini_zine_as_json_names_its_slit_and_creases():
    slit, folds = plan_as_json(make_plan("minizine", [A7] * 8))["steps"]
    assert slit == {"do": "slit", "axis": "horizontal", "position": 105, "start": 74.25,
                    "end": 222.75}  # fmt: skip
    assert folds["do"] == "collapse" and len(folds["creases"]) == 8


def test_plan_as_json_counts_pages_from_one_and_blanks_as_null():
    plain = plan_as_json(make_plan("saddle", [A5] * 3, Options(sheet=A4)))
    assert plain["sheet"] == {"width": 297, "height": 210}
    assert [cell["page"] for cell in plain["sheets"][0]["front"]] == [3, 1]
    assert [cell["page"] for cell in plain["sheets"][0]["back"]] == [2, None]
    assert plain["steps"] == [
        {
            "do": "fold",
            "axis": "vertical",
            "position": 148.5,
            "moves": "left",
            "direction": "mountain",
        }
    ]
    assert plain["blanks"] == [3]
    assert plain["pieces"] == [{"openings": [[1], [2, None], [3]]}]
