"""What goes on with the sheets: bookmarks, labels, metadata, intents, layers."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from imposition_samples import assert_sound, pdf_of, saved, words_in
from pamphlet.impose import impose, plan_for
from pamphlet.imposition import Options
from pamphlet.units import PAPERS, mm

A4, A5 = PAPERS["A4"], PAPERS["A5"]
RIGHT = 148.5  # where the right page of a spread of two A5 pages begins on A4
LEFT = 0.5


def imposed(source: bytes | list[bytes], scheme: str = "saddle", **how) -> pikepdf.Pdf:
    options = Options(sheet=A4 if scheme == "saddle" else None)
    return pikepdf.open(BytesIO(impose(source, plan_for(source, scheme, options), **how)))


def in_mm(numbers) -> list[float]:
    return [round(mm(float(number)), 2) for number in numbers]


# --- bookmarks and page labels ------------------------------------------------------------


def test_bookmarks_keep_their_tree_and_lead_to_the_sheets():
    def finish(pdf):
        with pdf.open_outline() as outline:
            cover = OutlineItem("Titel – Ä", 0)
            part = OutlineItem("Part", 2)
            part.children.append(OutlineItem("Chapter", 3))
            part.is_closed = True
            outline.root.extend([cover, part])

    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf:
        with pdf.open_outline() as outline:
            cover, part = outline.root
            assert (cover.title, part.title, part.is_closed) == ("Titel – Ä", "Part", True)
            assert [child.title for child in part.children] == ["Chapter"]
            assert cover.destination[0].objgen == pdf.pages[0].obj.objgen
            assert part.destination[0].objgen == pdf.pages[1].obj.objgen
        assert pdf.Root.Outlines.Count == 2


def test_bookmarks_tied_in_a_knot_are_carried_once():
    def finish(pdf):
        with pdf.open_outline() as outline:
            outline.root.extend([OutlineItem("One", 0), OutlineItem("Two", 1)])
        first = pdf.Root.Outlines.First
        first.Next.Next = first

    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["One", "Two"]


def test_bookmarks_of_joined_files_follow_each_other():
    def titled(title):
        def finish(pdf):
            with pdf.open_outline() as outline:
                outline.root.append(OutlineItem(title, 1))

        return pdf_of([A5] * 2, finish=finish)

    with imposed([titled("One"), titled("Two")]) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["One", "Two"]
        sides = [item.destination[0].objgen for item in outline.root]
        assert sides == [pdf.pages[1].obj.objgen, pdf.pages[0].obj.objgen]


def labels(pdf: pikepdf.Pdf) -> list[str]:
    return [str(rule.P) for rule in list(pdf.Root.PageLabels.Nums)[1::2]]


def test_sides_are_labelled_with_their_pages():
    with imposed(pdf_of([A5] * 7)) as pdf:
        assert labels(pdf) == ["7, 1", "2", "6, 3", "4, 5"]


def test_sides_are_labelled_with_the_source_s_own_numbers():
    def finish(pdf):
        pdf.Root.PageLabels = Dictionary(
            Nums=Array([
                0, Dictionary(S=Name.r),
                3, Dictionary(S=Name.D, St=10),
                5, Dictionary(S=Name.A, P=String("App. ")),
                7, Dictionary(P=String("End")),
            ])
        )  # fmt: skip

    with imposed(pdf_of([A5] * 8, finish=finish)) as pdf:
        assert labels(pdf) == ["End, i", "ii, App. B", "App. A, iii", "10, 11"]


def test_labels_without_end_do_not_fill_memory():
    def finish(pdf):
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.R, St=10**9)]))

    with imposed(pdf_of([A5] * 4, finish=finish)) as pdf:
        assert labels(pdf)[0] == "1000000003, 1000000000"


# --- metadata -----------------------------------------------------------------------------

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="3"><pdfuaid:part>1</pdfuaid:part><pdf:Producer>WeasyPrint</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Cold homes</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>"""


def described(pdf):
    pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("en-GB")
    pdf.docinfo.Title = "Cold homes"
    pdf.docinfo.Author = "Tenants' Assembly"
    pdf.docinfo.CreationDate = "D:20250203120000Z"
    pdf.docinfo.Producer = "WeasyPrint"


def test_metadata_goes_on_without_claims_that_no_longer_hold():
    with imposed(pdf_of([A5] * 4, finish=described)) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert b"Cold homes" in packet and b"<pdf:Producer>pamphlet " in packet
        assert b":part" not in packet
        assert pdf.Root.Lang == "en-GB"
        assert (pdf.docinfo.Title, pdf.docinfo.Author) == ("Cold homes", "Tenants' Assembly")
        assert pdf.docinfo.CreationDate == "D:20250203120000Z"
        assert str(pdf.docinfo.Producer).startswith("pamphlet ")


def test_new_title_is_told_in_both_places():
    with imposed(pdf_of([A5] * 4, finish=described), title="Heat & <light>", lang="de") as pdf:
        assert pdf.docinfo.Title == "Heat & <light>"
        assert b">Heat &amp; &lt;light&gt;</rdf:li>" in pdf.Root.Metadata.read_bytes()
        assert pdf.Root.Lang == "de"


# --- intents and layers ---------------------------------------------------------------------


def intended(pdf):
    profile = pdf.make_stream(b"profile", N=4)
    pdf.Root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFX,
            OutputConditionIdentifier=String("FOGRA39"),
            DestOutputProfile=profile,
        )
    ])  # fmt: skip


def test_output_intent_goes_on_with_its_profile():
    with imposed(pdf_of([A5] * 4, finish=intended), carry=False) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.DestOutputProfile.read_bytes() == b"profile"


def layered(name: str, *, view):
    """Return a file whose page 1 has its number on a layer."""

    def finish(pdf):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=view(layer))
        page = pdf.pages[0].obj
        resources = Dictionary(page.Resources)
        resources.Properties = Dictionary(L=layer)
        page.Resources = resources
        page.Contents = pdf.make_stream(
            b"/OC /L BDC BT /F 30 Tf 90 300 Td (" + name.encode() + b") Tj ET EMC"
        )

    return pdf_of([A5] * 2, finish=finish)


def test_layers_of_joined_files_stay_on_or_off(tmp_path):
    files = [
        layered("shown", view=lambda layer: Dictionary(Order=Array([layer]))),
        layered("off", view=lambda layer: Dictionary(OFF=Array([layer]))),
        layered("unlit", view=lambda layer: Dictionary(BaseState=Name.OFF)),
        layered("lit", view=lambda layer: Dictionary(BaseState=Name.OFF, ON=Array([layer]))),
    ]
    sheets = impose(files, plan_for(files, "saddle", Options(sheet=A4)))
    assert_sound(sheets, tmp_path)
    with pikepdf.open(BytesIO(sheets)) as pdf:
        properties = pdf.Root.OCProperties
        assert [str(layer.Name) for layer in properties.OCGs] == ["shown", "off", "unlit", "lit"]
        assert [str(layer.Name) for layer in properties.D.OFF] == ["off", "unlit"]
        drawn = pdf.pages[0].obj.Resources.XObject.P1.Resources.Properties.L
        assert drawn.objgen == properties.OCGs[0].objgen


# --- a file from the engine -------------------------------------------------------------------


@pytest.fixture(scope="session")
def laid_out() -> bytes:
    """A leaflet of six pages set by WeasyPrint: tags, links, bookmarks, language, bleed."""
    import weasyprint

    chapters = "".join(
        f"<h1 id=c{n}>Chapter{n}</h1><p><a href='#c{n % 6 + 1}'>onwards{n}</a> "
        f"<a href='https://foundryroad.example/{n}'>outwards{n}</a></p>"
        for n in range(1, 7)
    )
    style = "@page {size: A5; margin: 15mm; bleed: 3mm} h1 {break-before: page}"
    page = f"<html lang=en><title>Cold homes</title><style>{style}</style>{chapters}"
    return weasyprint.HTML(string=page).write_pdf(pdf_tags=True)


def test_leaflet_from_the_engine_is_imposed_with_all_that_belongs_to_it(laid_out, tmp_path):
    with imposed(laid_out, title=None) as pdf:
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [f"Chapter{n}" for n in range(1, 7)]
        assert len(pdf.pages) == 4
        assert [len(page.obj.get("/Annots", [])) for page in pdf.pages] == [4, 2, 2, 4]
        assert pdf.Root.Lang == "en" and pdf.docinfo.Title == "Cold homes"
        sheets = saved(pdf)
    assert_sound(sheets, tmp_path)
    heads = {word.text: word for word in words_in(sheets, tmp_path)}
    before = {word.text: word for word in words_in(laid_out, tmp_path)}
    # The engine's pages begin 3 mm outside the trim.
    assert heads["Chapter1"].left == pytest.approx(before["Chapter1"].left - 3 + RIGHT, abs=0.05)
    assert heads["Chapter6"].left == pytest.approx(before["Chapter6"].left - 3 + LEFT, abs=0.05)
    assert heads["Chapter6"].bottom == pytest.approx(before["Chapter6"].bottom - 3, abs=0.05)


def test_links_of_the_engine_cover_their_words(laid_out, tmp_path):
    with imposed(laid_out) as pdf:
        rect = next(
            in_mm(a.Rect) for a in pdf.pages[0].obj.Annots if "/A" in a and "/1" in str(a.A.URI)
        )
        word = next(w for w in words_in(saved(pdf), tmp_path) if w.text == "outwards1")
    assert rect[0] == pytest.approx(word.left, abs=0.3)
    assert rect[2] == pytest.approx(word.right, abs=0.3)
    assert rect[1] < word.top and rect[3] > word.bottom
