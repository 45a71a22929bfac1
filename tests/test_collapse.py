"""Slit paper that is folded along all creases at once: what comes of it, and what cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pamphlet.errors import ImpositionError
from pamphlet.imposition import (
    Cell,
    Collapse,
    Crease,
    Cut,
    Fold,
    Options,
    Plan,
    Sheet,
    Slit,
    fold,
    make_plan,
    prove,
)
from pamphlet.units import Size

ZINE = make_plan("minizine", [Size(70, 100)] * 8)
SLIT, FOLDS = ZINE.steps


def refusal(plan: Plan) -> str:
    with pytest.raises(ImpositionError) as caught:
        prove(plan)
    return str(caught.value)


def strip_of(pages: str, creases: str, *, still: str = "left", binding=None) -> Plan:
    """Return a plan of a strip of pages 100 mm wide; `creases` are V or M, from the left."""
    names = pages.split()
    cells = tuple(Cell(int(name) - 1, 100 * place, 0, 100, 100) for place, name in enumerate(names))
    bends = {"V": "valley", "M": "mountain"}
    folds = tuple(
        Crease("vertical", 100 * place, 0, 100, bends[way])
        for place, way in enumerate(creases, start=1)
    )
    sheet = Size(100 * len(names), 100)
    steps = (Collapse(folds, still),)
    return Plan("drawn", len(names), sheet, (Sheet(cells),), steps, binding=binding, flip="short")


def layers(plan: Plan) -> list[int]:
    """Return the pages of the folded strip from top to bottom, counted from 1."""
    return [page + 1 for page in fold(plan)[0].printed]


# --- the order of layers ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("creases", "order"),
    [
        ("V", [2, 1]),
        ("M", [1, 2]),
        ("VM", [3, 2, 1]),
        ("MV", [1, 2, 3]),
    ],
)
def test_layers_of_a_strip_follow_from_its_creases(creases, order):
    pages = " ".join(str(number + 1) for number in range(len(creases) + 1))
    assert layers(strip_of(pages, creases)) == order


def test_strip_folded_at_once_lies_as_when_it_is_folded_crease_by_crease():
    at_once = strip_of("1 2 3 4", "MVM", binding="left")
    one_by_one = replace(
        at_once,
        steps=(
            Fold("vertical", 300, "right", "mountain"),
            Fold("vertical", 200, "right", "valley"),
            Fold("vertical", 100, "right", "mountain"),
        ),
    )
    assert layers(at_once) == [1, 2, 3, 4]
    assert [piece.printed for piece in fold(one_by_one)] == [
        piece.printed for piece in fold(at_once)
    ]


@pytest.mark.parametrize("creases", ["MM", "VV", "VVV"])
def test_creases_that_leave_the_order_open_are_refused(creases):
    """A third panel can be tucked in, or go round the other two."""
    plan = strip_of("1 2 3 4"[: 2 * len(creases) + 1], creases)
    assert refusal(plan) == (
        "the creases leave open which part of the sheet lies upon which\n"
        "  fold one crease after the other"
    )


# --- the mini-zine ------------------------------------------------------------------------


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_mini_zine_is_a_book_of_four_leaves_closed_at_head_or_fore_edge(direction):
    plan = make_plan("minizine", [Size(70, 100)] * 8, Options(direction=direction))
    (book,) = fold(plan)
    assert book.openings == ((0,), (1, 2), (3, 4), (5, 6), (7,))
    assert book.printed == tuple(range(8)) and book.upright and not book.faults


def test_mini_zine_without_its_slit_would_tear():
    assert refusal(replace(ZINE, steps=(FOLDS,))) == (
        "the sheet would tear: its creases do not fold flat at vertical 210 mm\n"
        "  slit it there, or fold it elsewhere"
    )


@pytest.mark.parametrize("slit", [(70, 140), (140, 210), (70, 175)])
def test_slit_that_is_too_short_would_tear(slit):
    short = replace(SLIT, start=slit[0], end=slit[1])
    assert refusal(replace(ZINE, steps=(short, FOLDS))).startswith("the sheet would tear")


def test_slit_from_edge_to_edge_cuts_the_sheet_apart():
    through = replace(SLIT, start=0, end=280)
    assert refusal(replace(ZINE, steps=(through, FOLDS))) == (
        "the slits cut the sheet apart\n  make cuts of them, or shorter ones"
    )


def test_mini_zine_folded_inside_out_hides_its_pages():
    inside_out = tuple(
        replace(c, direction="valley" if c.direction == "mountain" else "mountain")
        for c in FOLDS.creases
    )
    found = refusal(replace(ZINE, steps=(SLIT, replace(FOLDS, creases=inside_out))))
    assert "the leaf of page 1 is shut in by a fold away from the binding" in found


def test_page_on_its_feet_in_the_upper_row_is_found():
    (sheet,) = ZINE.sheets
    front = (replace(sheet.front[0], turn=0), *sheet.front[1:])
    assert refusal(replace(ZINE, sheets=(Sheet(front),))).startswith(
        "minizine: not upright: page 5"
    )


def test_mini_zine_bound_on_the_wrong_side_is_found():
    assert "away from the binding" in refusal(replace(ZINE, binding="right"))


def test_upper_row_that_runs_the_other_way_is_found():
    names = dict(zip((4, 3, 2, 1), (1, 2, 3, 4), strict=True))
    front = tuple(replace(c, page=names.get(c.page, c.page)) for c in ZINE.sheets[0].front)
    assert refusal(replace(ZINE, sheets=(Sheet(front),))).startswith(
        "minizine: place 2 holds page 5, not page 2"
    )


# --- what cannot be done ------------------------------------------------------------------


def test_slit_paper_is_not_folded_crease_by_crease():
    plan = replace(ZINE, steps=(SLIT, Fold("vertical", 140, "left", "mountain")))
    assert refusal(plan) == (
        "a vertical fold at 140 mm goes through slit paper\n"
        "  fold a slit sheet along all of its creases at once, by a Collapse"
    )


def test_folded_paper_is_not_folded_along_all_creases_at_once():
    plan = replace(ZINE, steps=(Fold("vertical", 140, "left", "mountain"), FOLDS))
    assert refusal(plan) == (
        "only one flat sheet is folded along many creases at once\n"
        "  make the other folds later, and fold sheet by sheet"
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Slit("horizontal", 300, 0, 10), "a horizontal slit at 300 mm meets no paper"),
        (
            Collapse((Crease("vertical", 300, 0, 10, "valley"),), "left"),
            "a fold along many creases meets no paper",
        ),
        (Cut("vertical", 300), "a vertical cut at 300 mm meets no paper"),
    ],
)
def test_steps_beside_the_paper_are_refused(step, said):
    assert refusal(replace(ZINE, steps=(step,))) == (
        f"{said}\n  place steps inside the sheet, in the order in which they are made"
    )


def test_sheet_in_too_many_parts_is_refused():
    plan = strip_of(" ".join(map(str, range(1, 19))), "VM" * 8 + "V")
    assert refusal(plan).startswith("creases that part a sheet into 18 cannot be folded at once")


@pytest.mark.parametrize("width", [74.0, 74.2, 74.25, 74.2502])
def test_little_book_is_folded_from_pages_a_hair_smaller_or_larger_than_the_sheet(width):
    """A7 pages of 74 mm leave half a millimetre of A4 beside them; files round their sizes."""
    plan = make_plan("minizine", [Size(width, 105)] * 8, Options(sheet=Size(297, 210)))
    prove(plan)
    assert fold(plan)[0].openings == ((0,), (1, 2), (3, 4), (5, 6), (7,))
