"""What each form makes of a master: boxes, proof marks, blank pages."""

from __future__ import annotations

import numpy
import pikepdf
import pytest

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.pdf.text import tagged_texts
from pamphlet.press.grey import grey_form
from pamphlet.press.padding import padded
from pamphlet.press.proof import proof_form
from pamphlet.press.screen import screen_form
from press_samples import TRIM, is_sound, laid_out, master, opened, pixels, said_in

# --- screen -----------------------------------------------------------------------------------


def test_screen_is_cut_to_the_trim(tmp_path):
    raw = screen_form(master(b"1 0 0 rg 0 0 50 50 re f"), rtl=False, creator="it")
    with opened(raw) as pdf:
        page = pdf.pages[0].obj
        assert [float(v) for v in page.MediaBox] == list(TRIM) == [float(v) for v in page.TrimBox]
        assert "/BleedBox" not in page
        assert str(pdf.docinfo["/Creator"]) == "it"
        assert "/Direction" not in pdf.Root.ViewerPreferences
    assert is_sound(raw, tmp_path)


def test_screen_runs_from_right_to_left_where_the_language_does():
    with opened(screen_form(master(b""), rtl=True, creator="it")) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


def test_same_master_gives_the_same_bytes():
    raw = master(b"1 0 0 rg 0 0 50 50 re f")
    assert screen_form(raw, rtl=False, creator="it") == screen_form(raw, rtl=False, creator="it")
    assert grey_form(raw) == grey_form(raw)


# --- proof ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "family"), [("Proof", "Source Sans 3"), ("تجريبي", "Vazirmatn")])
def test_proof_mark_lies_across_the_page_and_is_no_text(tmp_path, word, family):
    face = font_library((ROOT / "fonts",)).find(family, weight=700)
    plain = master(b"0 g 10 10 5 5 re f", b"")
    marked = proof_form(plain, word, face)
    assert is_sound(marked, tmp_path)
    for page in (1, 2):
        changed = pixels(marked, tmp_path, page) != pixels(plain, tmp_path, page)
        rows, columns = numpy.nonzero(changed.any(axis=2))
        assert rows.max() - rows.min() > 60 and columns.max() - columns.min() > 50
    assert said_in(marked, tmp_path) == ""


def test_proof_mark_hides_no_word_and_belongs_to_no_tag(tmp_path):
    face = font_library((ROOT / "fonts",)).find("Source Sans 3", weight=700)
    plain = laid_out("<h1>A head</h1><p>And its text.", tmp_path)
    marked = proof_form(plain, "Proof", face)
    assert said_in(marked, tmp_path) == said_in(plain, tmp_path) == "A head\nAnd its text."
    assert is_sound(marked, tmp_path)
    with opened(plain) as one, opened(marked) as other:
        assert [t.text for t in tagged_texts(one)] == [t.text for t in tagged_texts(other)]
        steps = [str(step.operator) for step in pikepdf.parse_content_stream(other.pages[0])]
        assert steps[0] == "q" and steps.index("BMC") > steps.index("BDC") and steps[-1] == "EMC"
        assert len(one.pages[0].obj.Resources.Font) == len(other.pages[0].obj.Resources.Font)


def test_proof_mark_lies_right_on_content_that_changes_its_state(tmp_path):
    """A page that ends scaled and clipped would take the mark away with it."""
    face = font_library((ROOT / "fonts",)).find("Source Sans 3", weight=700)
    plain, odd = master(b"0 0 9 9 re f"), master(b"0 0 9 9 re f 0 0 1 1 re W n 0.1 0 0 0.1 0 0 cm")
    seen = [pixels(proof_form(raw, "Proof", face), tmp_path) for raw in (plain, odd)]
    assert (seen[0] == seen[1]).all()


# --- blank pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "made"), [(1, 4), (2, 4), (4, 4), (5, 8), (7, 8), (8, 8)])
def test_back_cover_stays_last_when_padded(tmp_path, count, made):
    raw = padded(master(*(b"%% page %d" % n for n in range(count))), multiple=4)
    with opened(raw) as pdf:
        said = [page.Contents.read_bytes() for page in pdf.pages]
    blanks = made - count
    inner, last = [b"%% page %d" % n for n in range(count - 1)], b"%% page %d" % (count - 1)
    assert said == [*inner, *[b""] * blanks, last]
    with opened(raw) as pdf:
        assert all([float(v) for v in page.obj.TrimBox] == list(TRIM) for page in pdf.pages)
    assert is_sound(raw, tmp_path)


def test_pages_that_are_a_whole_number_of_sheets_come_back_as_they_are():
    raw = master(b"", b"")
    assert padded(raw, multiple=2) is raw and padded(raw, multiple=1) is raw


def test_links_tags_and_bookmarks_lead_where_they_did_when_padded(tmp_path):
    body = (
        "<h1>One</h1><p><a href='#end'>the end</a></p>"
        "<h1 style='break-before: page'>Two</h1><p>Between.</p>"
        "<h1 style='break-before: page' id=end>Three</h1><p>The end.</p>"
    )
    plain = laid_out(body, tmp_path)
    raw = padded(plain, multiple=4)
    assert is_sound(raw, tmp_path)
    with opened(plain) as before, opened(raw) as after:
        assert [text.text for text in tagged_texts(before)] == [
            text.text for text in tagged_texts(after)
        ]
        last = after.pages[3].obj.objgen
        assert last == after.pages[-1].obj.objgen
        (link,) = after.pages[0].obj.Annots
        assert named(after)[str(link.Dest)].objgen == last
        with after.open_outline() as outline:
            found = [(item.title, leads_to(item, after)) for item in outline.root]
        assert found == [("One", 1), ("Two", 2), ("Three", 4)]
        assert "/Annots" not in after.pages[2].obj and "/StructParents" not in after.pages[2].obj


def named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the page of each named destination."""
    names = list(pdf.Root.Names.Dests.Names)
    return {str(name): place[0] for name, place in zip(names[::2], names[1::2], strict=True)}


def leads_to(item: pikepdf.OutlineItem, pdf: pikepdf.Pdf) -> int:
    """Return the page, from 1, that a bookmark leads to."""
    pages = [page.obj.objgen for page in pdf.pages]
    return pages.index(item.destination[0].objgen) + 1
