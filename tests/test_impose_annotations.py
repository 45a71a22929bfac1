"""Links that lead where they led, stamps and fields that are seen as they were."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from imposition_samples import assert_sound, colour_at, pdf_of, picture_of
from pamphlet.impose import impose, plan_for
from pamphlet.imposition import Options
from pamphlet.units import PAPERS, mm, pt

A4, A5 = PAPERS["A4"], PAPERS["A5"]
RIGHT = 148.5  # where the right page of a spread of two A5 pages begins on A4


def imposed(source: bytes | list[bytes], scheme: str = "saddle", **how) -> pikepdf.Pdf:
    options = Options(sheet=A4 if scheme == "saddle" else None)
    return pikepdf.open(BytesIO(impose(source, plan_for(source, scheme, options), **how)))


def in_mm(numbers) -> list[float]:
    return [round(mm(float(number)), 2) for number in numbers]


def annotate(*annotations, page: int = 0):
    """Return a finish that adds annotations, given as functions of the file, to a page."""

    def finish(pdf):
        made = [pdf.make_indirect(make(pdf)) for make in annotations]
        pdf.pages[page].obj.Annots = Array(made)

    return finish


def link(rect_mm, **where):
    def make(pdf):
        made = {key: value(pdf) if callable(value) else value for key, value in where.items()}
        return Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[pt(side) for side in rect_mm],
            Border=[0, 0, 0],
            **made,
        )

    return make


def to_page(number: int, *view):
    """Return a maker of an explicit destination; the page counts from 1."""
    return lambda pdf: Array([pdf.pages[number - 1].obj, *view])


WEB = Dictionary(S=Name.URI, URI=String("https://foundryroad.example/(a)"))


# --- links ------------------------------------------------------------------------------


def test_link_out_of_the_file_is_moved_with_its_page():
    with imposed(pdf_of([A5] * 4, finish=annotate(link((20, 30, 60, 40), A=WEB)))) as pdf:
        (found,) = pdf.pages[0].obj.Annots
        assert in_mm(found.Rect) == [RIGHT + 20, 30, RIGHT + 60, 40]
        assert found.A.URI == "https://foundryroad.example/(a)"
        assert list(found.Border) == [0, 0, 0]


def test_link_on_a_turned_page_is_turned():
    source = pdf_of([A5] * 4, finish=annotate(link((20, 30, 60, 40), A=WEB), page=1))
    plan = plan_for(source, "saddle", Options(sheet=A4, flip="long"))
    with pikepdf.open(BytesIO(impose(source, plan))) as pdf:
        (found,) = pdf.pages[1].obj.Annots
        assert in_mm(found.Rect) == [RIGHT + 148 - 60, 170, RIGHT + 148 - 20, 180]


@pytest.mark.parametrize(
    "where",
    [
        {"Dest": to_page(3, Name.XYZ, pt(10), pt(100), 0)},
        {"A": lambda pdf: Dictionary(
            S=Name.GoTo, D=to_page(3, Name.XYZ, pt(10), pt(100), 0)(pdf)
        )},
        {"Dest": String("water")},
        {"A": Dictionary(S=Name.GoTo, D=String("water"))},
        {"Dest": Name("/older")},
        {"Dest": Array([2, Name.XYZ, pt(10), pt(100), 0])},
    ],
    ids=["explicit", "action", "named", "named action", "named of old", "by number"],
)  # fmt: skip
def test_link_to_a_page_leads_to_its_place_on_the_sheet(where):
    def finish(pdf):
        annotate(link((20, 30, 60, 40), **where))(pdf)
        target = to_page(3, Name.XYZ, pt(10), pt(100), 0)(pdf)
        leaf = pdf.make_indirect(Dictionary(Names=Array([String("water"), Dictionary(D=target)])))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
        pdf.Root.Dests = Dictionary(older=target)

    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf:
        (found,) = pdf.pages[0].obj.Annots
        target, kind, x, y, zoom = found.Dest
        assert target.objgen == pdf.pages[1].obj.objgen
        assert (kind, in_mm([x, y]), zoom) == (Name.XYZ, [RIGHT + 10, 100], None)


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ((Name.Fit,), ["/FitR", RIGHT, 0, 296.5, 210]),
        ((Name.FitH, pt(150)), ["/XYZ", RIGHT, 150]),
        ((Name.XYZ, None, None, None), ["/XYZ", RIGHT, 210]),
        ((Name.FitR, pt(5), pt(6), pt(50), pt(60)), ["/XYZ", RIGHT + 5, 60]),
        ((Name.XYZ, pt(-50), pt(900), 2), ["/XYZ", RIGHT, 210]),
        ((), ["/FitR", RIGHT, 0, 296.5, 210]),
    ],
)
def test_every_view_of_a_page_becomes_one_of_its_place(view, expected):
    finish = annotate(link((20, 30, 60, 40), Dest=to_page(3, *view)))
    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf:
        kind, *numbers = list(pdf.pages[0].obj.Annots[0].Dest)[1:]
        assert [str(kind), *in_mm(n for n in numbers if n is not None)] == expected


@pytest.mark.parametrize(
    "make",
    [
        link((20, 30, 60, 40), Dest=String("nowhere")),
        link((20, 30, 60, 40), A=Dictionary(S=Name.Launch, F=String("calc.exe"))),
        link((20, 30, 60, 40), A=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))),
        link((20, 30, 60, 40), A=WEB, F=2),
        link((-60, 30, -20, 40), A=WEB),
        link((20, 30), A=WEB),
        link((20, 30, 60, 40)),
    ],
    ids=["lost name", "program", "script", "hidden", "off the page", "no rectangle", "no target"],
)
def test_links_that_lead_nowhere_or_are_not_seen_stay_behind(make):
    with imposed(pdf_of([A5] * 4, finish=annotate(make))) as pdf:
        assert "/Annots" not in pdf.pages[0].obj


def test_link_is_cut_at_the_fold_as_its_page_is():
    finish = annotate(link((-10, 30, 60, 40), A=WEB))
    with imposed(pdf_of([A5] * 4, bleed_mm=12, finish=finish)) as pdf:
        assert in_mm(pdf.pages[0].obj.Annots[0].Rect) == [RIGHT, 30, RIGHT + 60, 40]


def test_handbill_has_its_link_twice():
    with imposed(pdf_of([A5], finish=annotate(link((20, 30, 60, 40), A=WEB))), "twoup") as pdf:
        lefts = [in_mm(found.Rect)[0] for found in pdf.pages[0].obj.Annots]
        assert lefts == [20, 168]


def test_nothing_is_carried_that_was_not_asked_for():
    def finish(pdf):
        annotate(link((20, 30, 60, 40), A=WEB))(pdf)
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("One", 0))

    with imposed(pdf_of([A5] * 4, finish=finish), carry=False) as pdf:
        assert "/Annots" not in pdf.pages[0].obj
        assert not {"/Outlines", "/PageLabels", "/Metadata"} & set(pdf.Root.keys())


# --- other annotations ------------------------------------------------------------------


def stamp(rect_mm, *, side: int = 10, states: bool = False, **more):
    """Return a red stamp, drawn in a square box that is scaled to its rectangle."""

    def make(pdf):
        form = pdf.make_stream(b"1 0 0 rg 0 0 %d %d re f" % (side, side))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, side, side])
        looks = Dictionary(Yes=form, Off=pdf.make_stream(b"")) if states else form
        return Dictionary(
            Type=Name.Annot,
            Subtype=Name.Stamp,
            Rect=[pt(side) for side in rect_mm],
            AP=Dictionary(N=looks),
            **{key: value(pdf) if callable(value) else value for key, value in more.items()},
        )

    return make


def painted(finish, tmp_path, *, at=(RIGHT + 105, 105)) -> str:
    """Return the colour in the middle of where a stamp lies on page 1."""
    source = pdf_of([A5] * 4, finish=finish)
    sheets = impose(source, plan_for(source, "saddle", Options(sheet=A4)))
    assert_sound(sheets, tmp_path)
    return colour_at(picture_of(sheets, tmp_path), *at)


RED, PAGE = "1 0 0", "0.8 0.2 0.2"


def test_stamp_is_drawn_where_it_lies(tmp_path):
    finish = annotate(stamp((100, 100, 110, 110)))
    assert painted(finish, tmp_path) == RED
    assert painted(finish, tmp_path, at=(RIGHT + 99.5, 105)) == PAGE
    assert painted(finish, tmp_path, at=(RIGHT + 109.5, 109.5)) == RED


def test_stamp_drawn_in_a_huge_box_is_scaled_exactly(tmp_path):
    finish = annotate(stamp((10, 10, 140, 140), side=900_000))
    assert painted(finish, tmp_path, at=(RIGHT + 139.5, 139.5)) == RED
    assert painted(finish, tmp_path, at=(RIGHT + 140.5, 139.5)) == PAGE


@pytest.mark.parametrize(
    ("more", "colour"),
    [
        ({"F": 2}, PAGE),
        ({"F": 32}, PAGE),
        ({"F": 4}, RED),
        ({"states": True, "AS": Name.Yes}, RED),
        ({"states": True, "AS": Name.Off}, PAGE),
        ({"states": True}, PAGE),
    ],
    ids=["hidden", "not viewed", "printed", "on", "off", "no state"],
)
def test_stamp_is_drawn_if_it_is_to_be_seen(more, colour, tmp_path):
    assert painted(annotate(stamp((100, 100, 110, 110), **more)), tmp_path) == colour


@pytest.mark.parametrize("on", [True, False])
def test_stamp_on_a_layer_is_seen_as_its_layer_is(on, tmp_path):
    def finish(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Stamps")))
        annotate(stamp((100, 100, 110, 110), OC=layer))(pdf)
        view = Dictionary() if on else Dictionary(OFF=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=view)

    assert painted(finish, tmp_path) == (RED if on else PAGE)


def test_form_fields_are_drawn_and_no_longer_fields():
    def finish(pdf):
        annotate(stamp((100, 100, 110, 110), FT=Name.Tx, T=String("name")))(pdf)
        pdf.Root.AcroForm = Dictionary(Fields=Array(list(pdf.pages[0].obj.Annots)))

    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf:
        assert "/AcroForm" not in pdf.Root and "/Annots" not in pdf.pages[0].obj
