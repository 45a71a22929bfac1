"""What each form makes of a master: boxes, greys, proof marks, blank pages."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.press.grey import grey_form, luminance
from pamphlet.press.padding import padded
from pamphlet.press.proof import proof_form
from pamphlet.press.screen import screen_form

MEDIA, TRIM = (-8.5, -8.5, 108.5, 158.5), (0, 0, 100, 150)


def master(*contents: bytes, **resources: object) -> bytes:
    """Return a PDF of pages with bleed, each with its content, all with the same resources."""
    pdf = pikepdf.new()
    shared = pdf.make_indirect(Dictionary({f"/{key}": value for key, value in resources.items()}))
    for content in contents:
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(MEDIA),
            BleedBox=Array(MEDIA),
            TrimBox=Array(TRIM),
            Resources=shared,
            Contents=pdf.make_stream(content),
        )
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(out := BytesIO())
    return out.getvalue()


def opened(raw: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(raw))


def pixels(raw: bytes, folder: Path, page: int = 1) -> numpy.ndarray:
    path = folder / "seen.pdf"
    path.write_bytes(raw)
    command = ["pdftoppm", "-r", "72", "-f", str(page), "-l", str(page), str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return numpy.asarray(Image.open(BytesIO(done.stdout)).convert("RGB"), dtype=int)


def is_sound(raw: bytes, folder: Path) -> bool:
    path = folder / "checked.pdf"
    path.write_bytes(raw)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True)
    return done.returncode == 0


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


# --- grey -------------------------------------------------------------------------------------


def is_grey(seen: numpy.ndarray) -> bool:
    return int(abs(seen - seen.mean(axis=2, keepdims=True)).max()) <= 1


RED = round(255 * luminance(1, 0, 0))


@pytest.mark.parametrize(
    "content",
    [
        b"1 0 0 rg 0 0 100 150 re f",
        b"/DeviceRGB cs 1 0 0 sc 0 0 100 150 re f",
        b"/DeviceRGB cs 1 0 0 scn 0 0 100 150 re f",
        b"1 0 0 RG 300 w 0 75 m 100 75 l S",
        b"/DeviceRGB CS 1 0 0 SCN 300 w 0 75 m 100 75 l S",
    ],
)
def test_colours_of_content_become_grey(tmp_path, content):
    seen = pixels(grey_form(master(content)), tmp_path)
    assert is_grey(seen)
    assert abs(int(seen[80, 50, 0]) - RED) <= 2


def test_forms_and_patterns_within_forms_become_grey(tmp_path):
    pdf = pikepdf.new()
    inner = pdf.make_stream(b"0 1 0 rg 0 0 100 150 re f")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 150])
    tile = pdf.make_stream(b"0 0 1 rg 0 0 5 5 re f")
    for key, value in {
        "/PatternType": 1, "/PaintType": 1, "/TilingType": 1, "/BBox": Array([0, 0, 10, 10]),
        "/XStep": 10, "/YStep": 10, "/Resources": Dictionary(),
    }.items():  # fmt: skip
        tile[key] = value
    outer = pdf.make_stream(b"/In Do /Pattern cs /P scn 0 0 100 75 re f")
    outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 150])
    outer.Resources = Dictionary(XObject=Dictionary(In=inner), Pattern=Dictionary(P=tile))
    page = Dictionary(
        Type=Name.Page, MediaBox=Array(TRIM), TrimBox=Array(TRIM),
        Resources=Dictionary(XObject=Dictionary(Out=outer)), Contents=pdf.make_stream(b"/Out Do"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(out := BytesIO())
    assert not is_grey(pixels(out.getvalue(), tmp_path))
    assert is_grey(pixels(grey_form(out.getvalue()), tmp_path))


def test_shadings_become_grey(tmp_path):
    ends = [
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(a), C1=Array(b), N=1)
        for a, b in (([1, 0, 0], [0, 1, 0]), ([0, 1, 0], [0, 0, 1]))
    ]
    stitched = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=Array(ends), Bounds=Array([0.5]),
        Encode=Array([0, 1, 0, 1]),
    )  # fmt: skip
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 100, 0]), Function=stitched
    )
    raw = master(b"/S sh", Shading=Dictionary(S=shading))
    assert not is_grey(pixels(raw, tmp_path))
    grey = pixels(grey_form(raw), tmp_path)
    assert is_grey(grey)
    assert grey[80, 58, 0] > grey[80, 10, 0] > grey[80, 105, 0]  # green is light, blue is dark


@pytest.mark.parametrize("kind", ["rgb", "indexed", "jpeg", "masked"])
def test_pictures_become_grey(tmp_path, kind):
    pdf = pikepdf.new()
    picture = Image.new("RGB", (4, 4), (200, 30, 60))
    if kind == "jpeg":
        picture.resize((16, 16)).save(packed := BytesIO(), "JPEG")
        image = pdf.make_stream(packed.getvalue())
        image.Filter, image.Width, image.Height = Name.DCTDecode, 16, 16
        image.ColorSpace = Name.DeviceRGB
    elif kind == "indexed":
        image = pdf.make_stream(bytes(16))
        palette = pikepdf.String(bytes((200, 30, 60)))
        image.Width, image.Height = 4, 4
        image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 0, palette])
    else:
        image = pdf.make_stream(picture.tobytes())
        image.Width, image.Height, image.ColorSpace = 4, 4, Name.DeviceRGB
    image.Type, image.Subtype, image.BitsPerComponent = Name.XObject, Name.Image, 8
    if kind == "masked":
        mask = pdf.make_stream(bytes(range(0, 256, 16)))
        mask.Type, mask.Subtype, mask.BitsPerComponent = Name.XObject, Name.Image, 8
        mask.Width, mask.Height, mask.ColorSpace = 4, 4, Name.DeviceGray
        image.SMask = mask
    page = Dictionary(
        Type=Name.Page, MediaBox=Array(TRIM), TrimBox=Array(TRIM),
        Resources=Dictionary(XObject=Dictionary(I=image)),
        Contents=pdf.make_stream(b"100 0 0 150 0 0 cm /I Do"),
    )  # fmt: skip
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.save(out := BytesIO())
    assert not is_grey(pixels(out.getvalue(), tmp_path))
    grey = grey_form(out.getvalue())
    assert is_grey(pixels(grey, tmp_path)) and is_sound(grey, tmp_path)


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
    (tmp_path / "m.pdf").write_bytes(marked)
    said = subprocess.run(["pdftotext", str(tmp_path / "m.pdf"), "-"], capture_output=True).stdout
    assert said.strip() == b""


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
