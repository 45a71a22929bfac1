"""Pages are filled to their feet, words are whole at a page's end, rivers are broken up."""

from __future__ import annotations

from shutil import copy

import pytest

from conftest import ROOT
from pamphlet.build.fitting import fit, page_of
from pamphlet.build.setter import Shape
from pamphlet.setting.flow import Flow
from pamphlet.setting.frames import Frames, leading_of
from pamphlet.setting.items import Item, Looks, Place
from pamphlet.setting.levelling import Levelling
from pamphlet.setting.paragraph import Breakable, Departure, Room, set_lines
from pamphlet.setting.rivers import rivers, without_rivers
from test_flow import setter_of
from test_paragraph import GERMAN, TEXT, breakable, setting, together
from texts import text

LONG = f"{TEXT} {TEXT} {TEXT}"


# --- looseness --------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [TEXT, GERMAN, LONG], ids=["short", "german", "long"])
@pytest.mark.parametrize("justified", [False, True])
def test_best_of_all_numbers_of_lines_is_the_best(source, justified):
    found, room = breakable(source, "de" if source is GERMAN else "en"), Room(24.0, 1.1)
    best = found.best(room, justified=justified)
    ways = [found.in_lines(count, room, justified=justified) for count in range(1, 24)]
    cheapest = min((way for way in ways if way), key=lambda way: way[0])
    assert cheapest[1] == best
    assert ways[len(best)] == cheapest


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_paragraph_is_set_in_so_many_lines_where_that_can_be(more):
    found, room = breakable(LONG), Room(24.0)
    many = len(found.best(room)) + 1 + more
    way = found.in_lines(many, room)
    if way is None:
        assert more < 0  # what does not fit is not set
        return
    lines = set_lines(LONG, way[1])
    assert len(lines) == many
    assert together(lines).strip() == LONG
    wide = max(found.points[-1].width if not way[1] else 0, *(b.width - 0 for b in way[1][:1]))
    assert wide <= room.measure


def test_no_paragraph_is_set_in_fewer_lines_than_it_has_room_for():
    assert breakable(LONG).in_lines(2, Room(24.0)) is None
    assert breakable("One word.").in_lines(3, Room(24.0)) is None


# --- rivers -----------------------------------------------------------------------------------


def bricks(widths: list[list[float]], space: float = 0.25) -> tuple[Breakable, tuple]:
    """Return a text of words so wide, and its breaks after each row of them."""
    words = [f"{'x' * 3}{number}" for number, _ in enumerate(w for row in widths for w in row)]
    given = dict(zip(words, (w for row in widths for w in row), strict=True))
    source = " ".join(words)
    found = Breakable(
        source,
        lambda a, b: (
            sum(given.get(word, 0.0) for word in source[a:b].split())
            + space * source[a:b].count(" ")
        ),
        setting(hyphens=lambda word: (), space=space),
    )
    ends, count = [], 0
    for row in widths[:-1]:
        count += len(row)
        ends.append([point for point in found.points if point.end < point.start][count - 1])
    return found, tuple(ends)


def test_three_wide_spaces_that_touch_are_a_river():
    stacked, breaks = bricks([[4.0, 4.9], [4.2, 4.7], [3.9, 5.0], [2.0]])
    assert [*rivers(stacked, Room(10.0), breaks)] == [1]
    apart, breaks = bricks([[4.0, 4.9], [6.2, 2.7], [3.9, 5.0], [2.0]])
    assert [*rivers(apart, Room(10.0), breaks)] == []
    narrow, breaks = bricks([[4.0, 4.9], [4.8, 4.9], [3.9, 5.0], [2.0]])
    assert [*rivers(narrow, Room(10.0), breaks)] == []


def test_rivers_are_broken_up_and_no_space_becomes_wider():
    before = after = 0
    for name in ("en-900", "de-900", "fr-900", "it-900"):
        lang = name[:2]
        body = text(name).statement.split("---", 2)[2]
        for paragraph in body.split("\n\n"):
            source = " ".join(paragraph.split())
            if len(source) < 200 or source.startswith("#"):
                continue
            found = breakable(source, lang)
            for measure in (22.0, 24.0, 26.0):
                room = Room(measure, 1.1)
                plain, mended = found.best(room, justified=True), without_rivers(found, room)
                if plain is None:
                    continue
                before += len([*rivers(found, room, plain)])
                after += len([*rivers(found, room, mended)])
                assert max(found.gaps(room, mended)) <= max(found.gaps(room, plain)) + 1e-9
                assert together(set_lines(source, mended)).strip() == source
    assert before > 3
    assert after < 0.8 * before


# --- whole pages ------------------------------------------------------------------------------


def paragraphs(*found: tuple[str, bool]) -> Flow:
    """Return a flow of paragraphs, some with white above that can be more."""
    made = [
        Item(
            breakable(source),
            Place(),
            number=number,
            block=number - 1,
            before=int(spreads),
            is_exact=True,
            may_spread=spreads,
        )
        for number, (source, spreads) in enumerate(found, 1)
    ]
    return Flow(tuple(made), 240.0)


def levelling(flow: Flow) -> Levelling:
    return Levelling(flow, 10.0, 14.0, Looks(), justified=False)


def test_page_is_filled_and_what_falls_on_it_stays():
    flow = paragraphs((TEXT, False), (TEXT, True), (LONG, False))
    high = Item(None, fixed=lambda *_: 6, block=3)
    flow = Flow((*flow.items, high), flow.width)
    lines = sum(row.height + row.before for row in flow.rows(10.0, 14.0, Looks(), whole=True)[:-1])
    done = levelling(flow).levelled(lambda page: lines + 3, wanted=lambda number, free: free)
    assert done.used in ((lines + 2, 6), (lines + 3, 6))  # a line less is level still
    assert len(done.level.whites) + len(done.level.departures) >= 2
    assert done.price > 0


def test_page_that_is_full_and_one_that_is_not_asked_for_are_left():
    flow = paragraphs((TEXT, False), (LONG, False))
    exactly = len(flow.rows(10.0, 14.0, Looks(), whole=True))
    done = levelling(flow).levelled(lambda page: exactly, wanted=lambda number, free: free)
    assert (done.used, done.level.whites, done.level.departures) == ((exactly,), (), ())
    done = levelling(flow).levelled(lambda page: exactly + 3, wanted=lambda number, free: 0)
    assert (done.used, done.price) == ((exactly,), 0.0)


def test_no_page_is_filled_beyond_its_foot():
    flow = paragraphs(*((TEXT, number % 2 == 1) for number in range(8)))
    for room in range(6, 30):
        done = levelling(flow).levelled(
            lambda page, room=room: room, wanted=lambda number, free: free
        )
        assert max(done.used) <= room


def test_word_is_whole_at_the_end_of_a_page():
    flow = paragraphs((GERMAN + " " + GERMAN, False))
    width = next(
        width for width in range(150, 300) if _first_hyphen(flow, width) not in (None, 0, 1)
    )
    flow.width = float(width)
    line = _first_hyphen(flow, width)
    done = levelling(flow).levelled(lambda page: line + 1, wanted=lambda number, free: 0)
    (departure,) = done.level.departures
    before = flow.breaks(10.0)[1]
    after = flow.breaks(10.0, departures=done.level.departures)[1]
    assert departure.barred[0] == before[line].end
    assert before[line].hyphen and not after[line].hyphen
    assert len(after) == len(before)


def _first_hyphen(flow: Flow, width: int) -> int | None:
    flow.width = float(width)
    flow._breaks.clear()
    breaks = flow.breaks(10.0)[1]
    found = (n for n, end in enumerate(breaks) if end.hyphen and 1 < n < len(breaks) - 2)
    return next(found, None)


def test_departure_that_cannot_be_had_changes_nothing():
    flow = paragraphs((TEXT, False))
    usual = flow.breaks(10.0)
    assert flow.breaks(10.0, departures=(Departure(1, 1),)) == usual
    assert flow.breaks(10.0, departures=(Departure(7, 2),)) == usual


UNEVEN = """\
---
title: A text whose pages do not end alike
lang: en
---
""" + "\n\n".join(
    f"## Part {number}\n\n{TEXT} {GERMAN if number % 3 == 0 else TEXT}" for number in range(1, 24)
)


@pytest.mark.parametrize("layout", ["booklet", "trifold"])
def test_engine_sets_filled_pages_as_they_were_foretold(layout, tmp_path):
    many = 23 if layout == "booklet" else 6
    source = UNEVEN.split("## Part ")
    setter = setter_of(tmp_path, layout, "## Part ".join(source[: many + 1]))
    fitted = fit(setter, "it.md")
    shape = fitted.shape
    pages = [page for page in fitted.laid.pages if page.body_words]
    feet = [round((page.height - page.end) / shape.leading) for page in pages[:-1]]
    if layout == "booklet":
        assert shape.levels[0].whites or shape.levels[0].departures
    assert max(feet) <= 1


def test_list_and_picture_stay_with_their_heading(tmp_path):
    """A heading, its picture and two lines of text, or two points of a list, go together."""
    body = f"{TEXT}\n\n## A heading\n\n- One point.\n- Another point.\n- A third point.\n"
    body += f"\n{TEXT}\n\n## A picture\n\n![It](it.jpg)\n\n{TEXT}\n"
    copy(ROOT / "statements" / "pictures" / "street-trees.jpg", tmp_path / "it.jpg")
    setter = setter_of(tmp_path, "trifold", f"---\ntitle: It\nlang: en\n---\n{body}")
    kept = [item.keeps_next for item in setter.flows[0].items]
    assert kept == [False, True, True, False, False, False, True, True, False]


def test_engine_keeps_the_first_points_of_a_list_together(tmp_path):
    """What the stylesheet keeps together is what is foretold to be."""
    points = "\n".join(f"- Point {number} of a list." for number in range(1, 30))
    head = "---\ntitle: It\nlang: en\n---\n"
    setter = setter_of(tmp_path, "trifold", f"{head}{TEXT}\n\n## A heading\n\n{points}\n")
    (flow,), body = setter.flows, setter.layout.body
    for lines in (12, 13, 14):
        leading = leading_of(setter.frame_height, lines)
        size = 12.0
        probe = setter.lay_out_probe(Shape(size, leading, len(body)))
        frames = Frames(tuple(page_of(probe.pages[number - 1], leading) for number in body))
        rows = flow.rows(size, leading, Looks(), whole=True)
        setting_ = Levelling(flow, size, leading, Looks(), justified=False)
        foretold = setting_.levelled(
            lambda page, frames=frames, leading=leading: frames.room(page, leading),
            wanted=lambda number, free: 0,
        ).used
        shape = Shape(size, leading, len(body), rests=(frames.page(0).rest(leading),))
        pages = [page for page in setter.lay_out(shape).pages if page.body_words]
        done = [round((page.end - page.start) / leading) for page in pages]
        assert len(rows) > 20
        assert done == list(foretold)[: len(done)]
