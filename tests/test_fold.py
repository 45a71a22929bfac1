"""The fold simulator: what it reads off paper it knows nothing about, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pamphlet.errors import ImpositionError
from pamphlet.imposition import Cell, Cut, Fold, Options, Plan, Sheet, fold, make_plan, prove
from pamphlet.units import PAPERS, Size

A4, A5 = PAPERS["A4"], PAPERS["A5"]
PANELS = tuple(Size(width, 210) for width in (100, 100, 100, 97, 97, 100))


def side(table: str, sheet: Size, *, columns: tuple[float, ...] | None = None):
    """Return the cells of a side drawn as a table, top row first; `4^` stands on its head."""
    rows = [row.split() for row in table.split("/")]
    widths = columns or (sheet.width / len(rows[0]),) * len(rows[0])
    height = sheet.height / len(rows)
    cells = []
    for down, row in enumerate(rows):
        for across, word in enumerate(row):
            page = None if word == "-" else int(word.rstrip("^>")) - 1
            turn = 180 if word.endswith("^") else 90 if word.endswith(">") else 0
            y = sheet.height - (down + 1) * height
            cells.append(Cell(page, sum(widths[:across]), y, widths[across], height, turn))
    return tuple(cells)


def plan_of(front: str, back: str | None, sheet: Size, *steps, columns=None, **what) -> Plan:
    """Return a plan of one sheet drawn as two tables; the back is seen when turned like a leaf."""
    printed = Sheet(
        side(front, sheet, columns=columns),
        None if back is None else side(back, sheet, columns=columns and columns[::-1]),
    )
    pages = {cell.page for cell in (*printed.front, *(printed.back or ())) if cell.page is not None}
    leaf_like = "long" if sheet.height >= sheet.width else "short"
    what = {"flip": leaf_like, "pages": len(pages)} | what
    return Plan(scheme="drawn", sheet=sheet, sheets=(printed,), steps=steps, **what)


def openings(plan: Plan) -> list[str]:
    """Return the openings of each piece as text, pages counted from 1."""
    return [
        " ".join(
            "(" + ",".join("-" if page is None else str(page + 1) for page in opening) + ")"
            for opening in piece.openings
        )
        for piece in fold(plan)
    ]


def complaint(plan: Plan) -> str:
    with pytest.raises(ImpositionError) as caught:
        prove(plan)
    assert caught.value.hint == "this plan would waste paper: do not print it"
    return caught.value.message


def swapped(plan: Plan, one: int, other: int) -> Plan:
    """Return a plan with two pages exchanged, counted from 1."""
    names = {one - 1: other - 1, other - 1: one - 1}

    def renamed(cells):
        return cells and tuple(replace(c, page=names.get(c.page, c.page)) for c in cells)

    sheets = tuple(Sheet(renamed(s.front), renamed(s.back)) for s in plan.sheets)
    return replace(plan, sheets=sheets)


# --- what is read -----------------------------------------------------------------


def test_booklet_is_read_leaf_by_leaf():
    plan = make_plan("saddle", [A5] * 8)
    assert openings(plan) == ["(1) (2,3) (4,5) (6,7) (8)"]
    assert fold(plan)[0].order == (0, 1, 2, 3, 4, 5, 6, 7)


def test_booklet_read_from_right_to_left_opens_in_the_same_order():
    assert openings(make_plan("saddle", [A5] * 8, Options(direction="rtl"))) == [
        "(1) (2,3) (4,5) (6,7) (8)"
    ]


def test_letter_fold_shows_page_two_beside_five_before_it_is_open():
    plan = make_plan("letterfold", PANELS)
    assert openings(plan) == ["(1) (2,5) (2,3,4) (6)"]
    assert fold(plan)[0].order == (0, 1, 4, 2, 3, 5)


def test_cut_sheet_gives_one_piece_for_each_part():
    assert openings(make_plan("twoup", [A5] * 2)) == ["(1) (2)", "(1) (2)"]


def test_waste_is_no_piece():
    assert openings(make_plan("twoup", [PAPERS["A6"]] * 2, Options(sheet=A4))) == [
        "(1) (2)",
        "(1) (2)",
    ]


def test_unprinted_backs_are_not_read():
    assert openings(make_plan("single", [A5] * 3, Options(duplex=False))) == ["(1) (2) (3)"]


# --- plans no scheme makes yet ------------------------------------------------------

QUARTO = (
    Fold("horizontal", 148.5, "top", "mountain"),
    Fold("vertical", 105, "left", "mountain"),
)


def test_quarto_is_shut_until_its_head_is_slit():
    plan = plan_of("5^ 4^ / 8 1", "3^ 6^ / 2 7", A4, *QUARTO, binding="left")
    assert complaint(plan) == (
        "drawn: the leaf of pages 1 and 2 is shut in by a fold away from the binding; "
        "the leaf of pages 3 and 4 is shut in by a fold away from the binding; "
        "the leaf of pages 5 and 6 is shut in by a fold away from the binding; "
        "the leaf of pages 7 and 8 is shut in by a fold away from the binding"
    )
    slit = replace(plan, steps=(*plan.steps, Cut("horizontal", 148.5)))
    prove(slit)
    assert openings(slit) == ["(1) (2,3) (4,5) (6,7) (8)"]


def test_octavo_of_sixteen_pages_is_read_in_order():
    sheet = PAPERS["A3"].landscape
    plan = plan_of(
        "5^ 12^ 9^ 8^ / 4 13 16 1",
        "7^ 10^ 11^ 6^ / 2 15 14 3",
        sheet,
        Fold("vertical", 210, "left", "mountain"),
        Fold("horizontal", 148.5, "top", "mountain"),
        Fold("vertical", 315, "left", "mountain"),
        Cut("horizontal", 148.5),
        Cut("vertical", 210),
        binding="left",
    )
    prove(plan)
    assert openings(plan) == ["(1) (2,3) (4,5) (6,7) (8,9) (10,11) (12,13) (14,15) (16)"]


def test_gate_opens_both_wings():
    columns = (73.5, 150, 73.5)
    plan = plan_of(
        "3 4 5",
        "2 6 1",
        A4.landscape,
        Fold("vertical", 73.5, "left", "valley"),
        Fold("vertical", 223.5, "right", "valley"),
        columns=columns,
    )
    prove(plan)
    assert openings(plan) == ["(1,2) (1,4,5) (3,4,5) (6)"]


def test_leaflet_trimmed_after_folding_still_opens():
    small = [Size(width, 200) for width in (100, 100, 100, 97, 97, 100)]
    plan = make_plan("letterfold", small, Options(sheet=A4))
    cuts = tuple(step for step in plan.steps if isinstance(step, Cut))
    folds = tuple(step for step in plan.steps if isinstance(step, Fold))
    assert len(cuts) == len(folds) == 2
    late = replace(plan, steps=(*folds, *cuts))
    prove(late)
    assert openings(late) == ["(1) (2,5) (2,3,4) (6)"]


def test_accordion_is_read_from_both_sides():
    plan = plan_of(
        "2 3 6",
        "4 5 1",
        A4.landscape,
        Fold("vertical", 99, "left", "valley"),
        Fold("vertical", 198, "right", "mountain"),
    )
    prove(plan)
    assert openings(plan) == ["(1) (4,5) (2,3,6) (6)"]


def test_work_and_turn_gives_two_whole_pieces():
    plan = plan_of("1 2", "1 2", A4.landscape, Cut("vertical", 148.5, turns="right"), pages=2)
    prove(plan)
    assert openings(plan) == ["(1) (2)", "(1) (2)"]


def test_calendar_bound_at_the_top_wants_its_backs_the_other_way_up():
    plan = plan_of("1", "2^", A5, binding="top")
    prove(plan)
    assert complaint(plan_of("1", "2", A5, binding="top")) == "drawn: not upright: page 2"


def test_pages_lying_on_the_sheet_are_upright_once_it_is_turned_in_the_hands():
    plan = plan_of("2> 1>", None, A5.landscape, pages=2)
    assert fold(plan)[0].upright
    assert openings(plan) == ["(1,2)"]


def test_signatures_follow_each_other_in_one_binding():
    one = make_plan("saddle", [A5] * 4)
    first, second = one.sheets[0], pages_later(one.sheets[0], by=4)
    plan = replace(one, pages=8, sheets=(first, second), nested=1)
    prove(plan)
    assert openings(plan) == ["(1) (2,3) (4,5) (6,7) (8)"]


def pages_later(sheet: Sheet, *, by: int) -> Sheet:
    sides = (sheet.front, sheet.back)
    return Sheet(*(tuple(replace(cell, page=cell.page + by) for cell in cells) for cells in sides))


# --- seeded faults --------------------------------------------------------------------

BOOKLET = make_plan("saddle", [A5] * 8, Options(sheet=A4))
LEAFLET = make_plan("letterfold", PANELS)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((1, 8), "saddle: place 1 holds page 8, not page 1"),
        ((2, 3), "saddle: place 2 holds page 3, not page 2"),
        ((4, 5), "saddle: place 4 holds page 5, not page 4"),
    ],
)
def test_swapped_pages_of_a_booklet_are_found(pages, said):
    assert complaint(swapped(BOOKLET, *pages)) == said


@pytest.mark.parametrize("one", range(1, 7))
@pytest.mark.parametrize("other", range(1, 7))
def test_every_swap_in_a_letter_fold_is_found(one, other):
    if one == other:
        prove(LEAFLET)
    else:
        assert complaint(swapped(LEAFLET, one, other)).startswith("letterfold: opening ")


def test_flap_with_its_faces_exchanged_is_named():
    assert complaint(swapped(LEAFLET, 4, 5)) == (
        "letterfold: opening 2 holds pages 2 and 4, not pages 2 and 5"
    )


def test_wrong_flip_turns_all_backs_on_their_heads():
    assert complaint(replace(BOOKLET, flip="long")) == ("saddle: not upright: pages 2, 4, 5 and 7")


def test_wrong_flip_of_a_leaflet_puts_panels_across_its_folds():
    with pytest.raises(ImpositionError, match="page 3 lies across a fold"):
        prove(replace(LEAFLET, flip="long"))


def test_rotated_back_is_found():
    first, second = BOOKLET.sheets
    turned = replace(first, back=tuple(c.on_turned_sheet(BOOKLET.sheet) for c in first.back))
    assert complaint(replace(BOOKLET, sheets=(turned, second))) == (
        "saddle: not upright: pages 2 and 7"
    )


def test_single_page_on_its_side_is_found():
    first, second = BOOKLET.sheets
    tilted = replace(first, front=(replace(first.front[0], turn=90), first.front[1]))
    assert complaint(replace(BOOKLET, sheets=(tilted, second))) == "saddle: not upright: page 8"


def test_blank_in_the_wrong_place_is_found():
    right = make_plan("saddle", [A5] * 5)
    wrong = replace(make_plan("saddle", [A5] * 5, Options(blanks="end")), blanks=right.blanks)
    assert complaint(wrong) == "saddle: place 5 holds page 5, not a blank"


def test_missing_page_is_named():
    front = tuple(replace(c, page=None) if c.page == 7 else c for c in BOOKLET.sheets[0].front)
    sheets = (replace(BOOKLET.sheets[0], front=front), BOOKLET.sheets[1])
    assert complaint(replace(BOOKLET, sheets=sheets)) == "saddle: missing: page 8"


def test_page_printed_twice_is_named():
    front = tuple(replace(c, page=0) if c.page == 7 else c for c in BOOKLET.sheets[0].front)
    sheets = (replace(BOOKLET.sheets[0], front=front), BOOKLET.sheets[1])
    assert complaint(replace(BOOKLET, sheets=sheets)) == (
        "saddle: missing: page 8; more than once: page 1"
    )


def test_page_beyond_the_last_is_named():
    assert complaint(replace(BOOKLET, pages=7)) == "saddle: no page of this plan: page 8"


def test_back_that_slipped_is_found():
    back = tuple(replace(cell, x=cell.x + 1.5) for cell in BOOKLET.sheets[0].back)
    with pytest.raises(ImpositionError, match="lies across a fold"):
        prove(replace(BOOKLET, sheets=(replace(BOOKLET.sheets[0], back=back), BOOKLET.sheets[1])))
    back = tuple(replace(cell, y=cell.y - 0.4) for cell in BOOKLET.sheets[0].back)
    sheets = (replace(BOOKLET.sheets[0], back=back), BOOKLET.sheets[1])
    assert complaint(replace(BOOKLET, sheets=sheets)) == (
        "saddle: pages 1 and 2 do not lie back to back: they are 0.4 mm apart; "
        "pages 7 and 8 do not lie back to back: they are 0.4 mm apart"
    )


def test_leaf_out_of_reach_of_the_binding_is_found():
    stapled = replace(LEAFLET, binding="left", intended=())
    assert complaint(stapled) == (
        "letterfold: the leaf of pages 4 and 5 is not held by the binding at the left; "
        "the leaf of pages 4 and 5 is shut in by a fold away from the binding; "
        "the leaf of pages 3 and 6 is shut in by a fold away from the binding"
    )


def test_unfolded_booklet_is_found():
    assert complaint(replace(BOOKLET, steps=())) == "saddle: place 1 holds page 8, not page 1"


def test_sheets_in_the_wrong_nest_are_found():
    assert complaint(replace(BOOKLET, nested=1)).startswith("saddle: place 3 holds page 7")


def test_binding_on_the_wrong_side_is_found():
    assert complaint(replace(BOOKLET, binding="right")).startswith(
        "saddle: the leaf of pages 1 and 2 is shut in by a fold away from the binding"
    )


def test_wrong_reading_direction_is_found():
    assert complaint(replace(BOOKLET, direction="rtl")) == (
        "saddle: place 2 holds page 3, not page 2"
    )


def test_incomplete_handbill_is_named_by_its_piece():
    plan = make_plan("twoup", [A5] * 2)
    left, right = plan.sheets[0].back
    broken = replace(plan.sheets[0], back=(left, replace(right, page=0)))
    assert complaint(replace(plan, sheets=(broken,))) == (
        "twoup: piece 1: missing: page 2; piece 1: more than once: page 1"
    )


def test_plan_without_any_page_is_refused():
    assert complaint(replace(BOOKLET, sheets=(Sheet(()),))) == "saddle: no page is printed"


def test_leaflet_whose_pages_run_backwards_is_found_without_knowing_the_scheme():
    plan = replace(swapped(LEAFLET, 2, 4), intended=())
    assert complaint(plan) == "letterfold: opening 3 holds pages 4, 3 and 2, which runs backwards"


# --- steps that cannot be done --------------------------------------------------------


@pytest.mark.parametrize("kind", ["fold", "cut"])
def test_step_beside_the_paper_is_refused(kind):
    step = Cut("vertical", 300) if kind == "cut" else Fold("vertical", 300, "left", "mountain")
    with pytest.raises(ImpositionError) as caught:
        fold(replace(BOOKLET, steps=(step,)))
    assert str(caught.value) == (
        f"a vertical {kind} at 300 mm meets no paper\n"
        "  place steps inside the sheet, in the order in which they are made"
    )


def test_page_across_a_fold_is_refused():
    with pytest.raises(ImpositionError) as caught:
        fold(replace(BOOKLET, steps=(Fold("vertical", 120, "left", "mountain"),)))
    assert str(caught.value) == (
        "page 8 lies across a fold, a cut or the edge of the sheet\n"
        "  place each page between the folds and cuts"
    )
