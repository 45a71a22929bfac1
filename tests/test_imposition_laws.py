"""What holds for every scheme, count, direction, flip and sheet: laws, by Hypothesis."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pamphlet.errors import ImpositionError
from pamphlet.imposition import Cell, Options, Plan, Sheet, fold, make_plan, prove
from pamphlet.imposition.forme import standard_sheet
from pamphlet.units import PAPERS, Size

laws = settings(deadline=None, max_examples=60)

COUNTS = st.integers(1, 200)
# Spreads of the first three lie, of the last two stand.
PAGES = st.sampled_from(
    [PAPERS["A5"], PAPERS["half Letter"], PAPERS["A4"].landscape, Size(74, 210), Size(99, 297)]
)
OPTIONS = st.builds(
    Options,
    flip=st.sampled_from(["long", "short", None]),
    direction=st.sampled_from(["ltr", "rtl"]),
    blanks=st.sampled_from(["before-back-cover", "end", "inside-covers"]),
    up=st.sampled_from([2, 4, 6, 8, 9, 16]),
    bleed_mm=st.sampled_from([0.0, 3.0]),
)


def on_office_paper(scheme: str, pages: list[Size], options: Options) -> Plan:
    """Return the plan on the smallest standard sheet, if there is one."""
    tight = make_plan(scheme, pages, options)
    name = standard_sheet(tight.sheet)
    sheet = PAPERS[name] if name else None
    return make_plan(scheme, pages, replace(options, sheet=sheet))


def printed(plan: Plan) -> Counter:
    return Counter(
        cell.page
        for sheet in plan.sheets
        for cell in (*sheet.front, *(sheet.back or ()))
        if cell.page is not None
    )


@laws
@given(count=COUNTS, page=PAGES, options=OPTIONS)
def test_every_booklet_folds_in_order_with_its_covers_outermost(count, page, options):
    plan = on_office_paper("saddle", [page] * count, options)
    prove(plan)
    assert set(printed(plan).values()) == {1}
    assert len(printed(plan)) == count
    (booklet,) = fold(plan)
    assert booklet.openings[0] == (0,)
    if count > 1 and options.blanks != "end":
        assert booklet.openings[-1] == (count - 1,)
    assert len(plan.sheets) == -(-count // 4)
    assert all(len(opening) == 2 for opening in booklet.openings[1:-1])


@laws
@given(
    count=COUNTS,
    page=PAGES,
    options=OPTIONS,
    duplex=st.booleans(),
    scheme=st.sampled_from(["single", "twoup", "fourup", "nup"]),
)
def test_every_flat_scheme_gives_whole_pieces(count, page, options, duplex, scheme):
    plan = on_office_paper(scheme, [page] * count, replace(options, duplex=duplex))
    prove(plan)
    copies = {"twoup": 2, "fourup": 4}.get(scheme, 1)
    assert printed(plan) == dict.fromkeys(range(count), copies)
    assert len(fold(plan)) == copies


@laws
@given(
    panel=st.floats(60, 200),
    less=st.floats(0.5, 5),
    height=st.floats(80, 500),
    options=OPTIONS,
)
def test_every_letter_fold_opens_as_intended(panel, less, height, options):
    widths = [panel] * 3 + [panel - less] * 2 + [panel]
    plan = on_office_paper("letterfold", [Size(width, height) for width in widths], options)
    prove(plan)
    assert fold(plan)[0].openings == ((0,), (1, 4), (1, 2, 3), (5,))


@laws
@given(panel=st.floats(40, 200), height=st.floats(80, 500), options=OPTIONS)
def test_every_z_fold_is_read_straight_on(panel, height, options):
    plan = on_office_paper("zfold", [Size(panel, height)] * 6, options)
    prove(plan)
    assert fold(plan)[0].openings == ((0,), (1, 2), (3, 4, 0), (5,))


@laws
@given(gate=st.floats(40, 150), more=st.floats(0, 20), height=st.floats(80, 500), options=OPTIONS)
def test_every_gate_fold_opens_on_its_centre(gate, more, height, options):
    centre = 2 * gate + more
    widths = (gate, gate, gate, centre, gate, centre)
    plan = on_office_paper("gatefold", [Size(width, height) for width in widths], options)
    prove(plan)
    assert fold(plan)[0].openings == ((0, 1), (0, 3, 4), (2, 3, 4), (5,))


ZINE_PAGES = st.builds(Size, st.floats(30, 200), st.floats(30, 200))


@laws
@given(page=ZINE_PAGES, options=OPTIONS)
def test_every_mini_zine_folds_in_order(page, options):
    plan = on_office_paper("minizine", [page] * 8, options)
    prove(plan)
    (book,) = fold(plan)
    assert book.openings == ((0,), (1, 2), (3, 4), (5, 6), (7,))
    assert len(plan.sheets) == 1 and not plan.duplex


@laws
@given(page=ZINE_PAGES, options=OPTIONS, data=st.data())
def test_no_two_pages_of_a_mini_zine_can_be_exchanged_unnoticed(page, options, data):
    plan = make_plan("minizine", [page] * 8, options)
    one, other = data.draw(st.permutations(range(8)))[:2]
    names = {one: other, other: one}
    front = tuple(replace(c, page=names.get(c.page, c.page)) for c in plan.sheets[0].front)
    with pytest.raises(ImpositionError):
        prove(replace(plan, sheets=(Sheet(front),)))


@laws
@given(page=ZINE_PAGES, options=OPTIONS, turned=st.integers(0, 7))
def test_no_crease_of_a_mini_zine_can_be_turned_round(page, options, turned):
    plan = make_plan("minizine", [page] * 8, options)
    slit, folds = plan.steps
    crease = folds.creases[turned]
    other = replace(crease, direction="valley" if crease.direction == "mountain" else "mountain")
    creases = (*folds.creases[:turned], other, *folds.creases[turned + 1 :])
    with pytest.raises(ImpositionError):
        prove(replace(plan, steps=(slit, replace(folds, creases=creases))))


@laws
@given(
    count=COUNTS,
    options=OPTIONS,
    sizes=st.lists(st.builds(Size, st.floats(50, 200), st.floats(50, 200)), min_size=1, max_size=5),
    scheme=st.sampled_from(["saddle", "single", "twoup", "fourup", "nup"]),
)
def test_pages_of_any_sizes_are_placed_whole(count, options, sizes, scheme):
    pages = [sizes[number % len(sizes)] for number in range(count)]
    plan = make_plan(scheme, pages, options)
    for sheet in plan.sheets:
        for cell in (*sheet.front, *sheet.back):
            assert cell.x >= -1e-9 and cell.y >= -1e-9
            assert cell.x + cell.width <= plan.sheet.width + 1e-9
            assert cell.y + cell.height <= plan.sheet.height + 1e-9
            if cell.page is not None:
                assert Size(cell.width, cell.height) == pages[cell.page]


@laws
@given(count=st.integers(2, 60), page=PAGES, options=OPTIONS, data=st.data())
def test_no_two_pages_of_a_booklet_can_be_exchanged_unnoticed(count, page, options, data):
    plan = make_plan("saddle", [page] * count, options)
    one, other = data.draw(st.tuples(*[st.integers(0, count - 1)] * 2))
    assume(one != other)
    names = {one: other, other: one}

    def renamed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, page=names.get(cell.page, cell.page)) for cell in cells)

    sheets = tuple(Sheet(renamed(sheet.front), renamed(sheet.back)) for sheet in plan.sheets)
    with pytest.raises(ImpositionError):
        prove(replace(plan, sheets=sheets))


@laws
@given(
    count=st.integers(2, 60),
    page=PAGES,
    options=OPTIONS,
    scheme=st.sampled_from(["saddle", "single", "twoup", "fourup", "nup"]),
)
def test_the_wrong_flip_is_never_unnoticed(count, page, options, scheme):
    plan = make_plan(scheme, [page] * count, options)
    assume(any(cell.page is not None for sheet in plan.sheets for cell in sheet.back))
    wrong = replace(plan, flip="short" if plan.flip == "long" else "long")
    with pytest.raises(ImpositionError):
        prove(wrong)
