"""Grey printing: no colour is left, as light as it was; text and tags stay what they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import Image

from pamphlet.press.grey import grey_form
from pamphlet.press.greys import WEIGHTS, luminance, luminance_of_inks, luminance_of_lab
from press_samples import is_sound, laid_out, master, opened, pixels, said_in, written


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
        b"0 1 1 0 k 0 0 100 150 re f",
        b"0 1 1 0 K 300 w 0 75 m 100 75 l S",
        b"/DeviceCMYK cs 0 1 1 0 scn 0 0 100 150 re f",
        b"/Profiled cs 1 0 0 scn 0 0 100 150 re f",
    ],
)
def test_colours_of_content_become_grey(tmp_path, content):
    pdf = opened(master(content))
    profile = pdf.make_stream(b"no profile", N=3, Alternate=Name.DeviceRGB)
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(Profiled=Array([Name.ICCBased, profile]))
    seen = pixels(grey_form(written(pdf)), tmp_path)
    assert is_grey(seen)
    assert abs(int(seen[80, 50, 0]) - RED) <= 2


def test_forms_and_patterns_within_forms_become_grey(tmp_path):
    pdf = opened(master(b"/Out Do"))
    box = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 100, 150])}
    inner = pdf.make_stream(b"0 1 0 rg 0 0 100 150 re f", **box)
    tile = pdf.make_stream(
        b"0 0 1 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1, XStep=10, YStep=10,
        BBox=Array([0, 0, 10, 10]), Resources=Dictionary(),
    )  # fmt: skip
    own = Dictionary(XObject=Dictionary(In=inner), Pattern=Dictionary(P=tile))
    content = b"/In Do /Pattern cs /P scn 0 0 100 75 re f"
    outer = pdf.make_stream(content, Resources=own, **box)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Out=outer))
    raw = written(pdf)
    assert not is_grey(pixels(raw, tmp_path))
    grey = pixels(grey_form(raw), tmp_path)
    assert is_grey(grey) and len(set(grey[90:150, 10:100, 0].ravel())) > 1


@pytest.mark.parametrize(
    ("kind", "coords"), [(2, [0, 0, 100, 0]), (3, [0, 75, 0, 0, 75, 100])], ids=["axial", "radial"]
)
@pytest.mark.parametrize("direct", [True, False], ids=["by itself", "as a pattern"])
def test_shadings_become_grey(tmp_path, kind, coords, direct):
    ends = [
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(a), C1=Array(b), N=1)
        for a, b in (([1, 0, 0], [0, 1, 0]), ([0, 1, 0], [0, 0, 1]))
    ]
    stitched = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Functions=Array(ends), Bounds=Array([0.5]),
        Encode=Array([0, 1, 0, 1]), Range=Array([0, 1] * 3),
    )  # fmt: skip
    shading = Dictionary(
        ShadingType=kind, ColorSpace=Name.DeviceRGB, Coords=Array(coords),
        Function=stitched,
    )  # fmt: skip
    pattern = Dictionary(PatternType=2, Shading=shading)
    content = b"/S sh" if direct else b"/Pattern cs /P scn 0 0 100 150 re f"
    named = {"Shading": Dictionary(S=shading)} if direct else {"Pattern": Dictionary(P=pattern)}
    made = grey_form(master(content, **named))
    grey = pixels(made, tmp_path)
    assert is_grey(grey) and b"/Range [ 0 1 ]" in plain(made)
    assert grey[80, 58, 0] > grey[80, 10, 0] > grey[80, 105, 0]  # green is light, blue is dark


def picture(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Stream:
    """Return a picture of one colour as a file may hold it."""
    plain, space = Image.new("RGB", (16, 16), (200, 30, 60)), Name.DeviceRGB
    content = plain.tobytes()
    if kind == "jpeg":
        plain.save(packed := BytesIO(), "JPEG")
        content = packed.getvalue()
    if kind == "indexed":
        content, palette = bytes(256), pikepdf.String(bytes((200, 30, 60)))
        space = Array([Name.Indexed, Name.DeviceRGB, 0, palette])
    image = pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16, ColorSpace=space,
        BitsPerComponent=8,
    )  # fmt: skip
    if kind == "jpeg":
        image.Filter = Name.DCTDecode
    if kind == "masked":
        image.SMask = pdf.make_stream(
            bytes(range(256)), Type=Name.XObject, Subtype=Name.Image, Width=16, Height=16,
            ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
    return image


@pytest.mark.parametrize("kind", ["rgb", "indexed", "jpeg", "masked"])
def test_pictures_become_grey(tmp_path, kind):
    pdf = opened(master(b"100 0 0 150 0 0 cm /I Do"))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=picture(pdf, kind)))
    raw = written(pdf)
    seen, made = pixels(raw, tmp_path), grey_form(raw)
    grey = pixels(made, tmp_path)
    assert not is_grey(seen) and is_grey(grey) and is_sound(made, tmp_path)
    assert abs(grey[:, :, 0] - seen @ WEIGHTS).max() <= 3


# --- what the engine writes -------------------------------------------------------------------


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><defs>
<linearGradient id="g"><stop offset="0" stop-color="red" stop-opacity="0.3"/>
<stop offset="1" stop-color="blue"/></linearGradient>
<mask id="m"><rect width="40" height="40" fill="#8f8"/></mask>
<pattern id="p" width="4" height="4" patternUnits="userSpaceOnUse">
<circle r="2" fill="green"/></pattern></defs>
<rect width="20" height="20" fill="url(#g)"/>
<rect y="20" width="20" height="20" fill="url(#p)" stroke="red"/>
<rect x="20" width="20" height="20" fill="orange" mask="url(#m)"/></svg>
"""


@pytest.fixture
def pictures(tmp_path) -> Path:
    """A folder with a picture of each kind that the engine takes."""
    for name, kind, colour in (
        ("rgb.png", "RGB", (200, 30, 60)),
        ("clear.png", "RGBA", (200, 30, 60, 128)),
        ("photograph.jpg", "RGB", (200, 30, 60)),
        ("inks.jpg", "CMYK", (20, 230, 200, 10)),
    ):
        Image.new(kind, (40, 40), colour).save(tmp_path / name)
    (tmp_path / "drawing.svg").write_text(DRAWING)
    return tmp_path


@pytest.mark.parametrize(
    "body",
    [
        "<p style='color: #c8102e'>Text",
        "<p style='background: hsl(10 80% 50% / 50%)'>Text",
        "<p style='background: oklch(60% 0.2 30)'>Text",
        "<p style='background: lab(50% 60 40); border: 2mm solid lch(40% 50 200)'>Text",
        "<p style='background: color(display-p3 1 0 0)'>Text",
        "<p style='background: linear-gradient(45deg, red, #00f8, lime); height: 20mm'>Text",
        "<p style='background: radial-gradient(red, #00f8, lime); height: 20mm'>Text",
        "<p style='box-shadow: 2mm 2mm 2mm red'>Text",
        "<p style='opacity: 0.5; color: red'>Text <img src=rgb.png alt=x>",
        "<img src=rgb.png alt=x>",
        "<img src=clear.png alt=x>",
        "<img src=photograph.jpg alt=x>",
        "<img src=drawing.svg alt=x>",
        "<p style='background: url(drawing.svg); height: 20mm'>",
    ],
)
def test_every_colour_of_a_page_becomes_a_grey_as_light_as_it_was(pictures, body):
    colour = laid_out(body, pictures)
    seen, grey = pixels(colour, pictures), pixels(grey_form(colour), pictures)
    assert not is_grey(seen)
    assert is_grey(grey)
    # The edges of drawings are mixed before or after they are turned to grey.
    assert numpy.percentile(abs(grey[:, :, 0] - seen @ WEIGHTS), 99) <= 3


@pytest.mark.parametrize(
    "body",
    ["<p style='background: device-cmyk(0 1 1 0); height: 20mm'>", "<img src=inks.jpg alt=x>"],
)
def test_inks_become_grey(pictures, body):
    """How a screen shows inks differs from reader to reader, so how light they are may too."""
    colour = laid_out(body, pictures)
    assert not is_grey(pixels(colour, pictures))
    grey = pixels(grey_form(colour), pictures)
    assert is_grey(grey) and 30 < grey.min() < 110


def plain(raw: bytes) -> bytes:
    """Return a file with nothing packed."""
    with opened(raw) as pdf:
        mode = pikepdf.ObjectStreamMode.disable
        pdf.save(out := BytesIO(), compress_streams=False, object_stream_mode=mode,
                 stream_decode_level=pikepdf.StreamDecodeLevel.generalized)  # fmt: skip
    return out.getvalue()


def test_no_colour_is_left_in_masks_and_groups():
    pdf = opened(master(b"/Soft gs 1 0 0 rg 0 0 100 150 re f"))
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = pdf.make_stream(
        b"0 1 0 rg 0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form, Group=group,
        BBox=Array([0, 0, 100, 150]),
    )  # fmt: skip
    soft = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(Soft=soft))
    pdf.pages[0].obj.Group = group
    grey = plain(grey_form(written(pdf)))
    assert b"DeviceRGB" not in grey and b" rg" not in grey
    assert grey.count(b"/CS /DeviceGray") == 2 and b".7152 g" in grey


def test_text_and_tags_stay(tmp_path):
    colour = laid_out("<h1 style='color: red'>A head</h1><p>And its text.", tmp_path)
    grey = grey_form(colour)
    assert said_in(grey, tmp_path) == said_in(colour, tmp_path) == "A head\nAnd its text."
    assert is_sound(grey, tmp_path)
    with opened(grey) as pdf:
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root


def test_colour_of_a_space_holds_until_its_state_is_restored(tmp_path):
    content = (
        b"/Own cs q /DeviceRGB cs 0 0 1 sc 0 0 100 75 re f Q 53 80 67 sc 0 75 100 75 re f "
        b"0 0 1 RG 4 w 0 75 m 100 75 l S"
    )
    lab = Array([Name.Lab, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))])
    seen = pixels(grey_form(master(content, ColorSpace=Dictionary(Own=lab))), tmp_path)
    assert is_grey(seen)
    assert abs(int(seen[120, 50, 0]) - round(255 * luminance(0, 0, 1))) <= 2
    assert abs(int(seen[40, 50, 0]) - RED) <= 3


def test_photograph_is_no_larger_than_it_was(tmp_path):
    noise = numpy.random.default_rng(1).integers(0, 256, (60, 80, 3), dtype=numpy.uint8)
    Image.fromarray(noise).resize((800, 600)).save(tmp_path / "large.jpg", quality=88)
    colour = laid_out("<img src=large.jpg alt=x style='width: 40mm'>", tmp_path)
    grey = grey_form(colour)
    assert len(grey) < len(colour)
    with opened(grey) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        assert image.Filter == "/DCTDecode" and image.ColorSpace == "/DeviceGray"
    assert is_sound(grey, tmp_path)


def test_picture_and_ground_of_one_colour_stay_alike(pictures):
    css = "body { margin: 0; background: rgb(200 30 60) } img { margin: 10mm }"
    grey = pixels(grey_form(laid_out("<img src=rgb.png alt=x>", pictures, css)), pictures)
    inner = grey[30:-30, 30:-30, 0]
    assert inner.max() - inner.min() <= 1


# --- how light colours are --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lab", "rgb"),
    [
        ((100, 0, 0), (1, 1, 1)),
        ((0, 0, 0), (0, 0, 0)),
        ((53.24, 80.09, 67.20), (1, 0, 0)),
        ((87.73, -86.18, 83.18), (0, 1, 0)),
        ((32.30, 79.19, -107.86), (0, 0, 1)),
        ((53.39, 0, 0), (0.5, 0.5, 0.5)),
    ],
)
def test_lab_is_as_light_as_its_rgb(lab, rgb):
    assert luminance_of_lab(*lab) == pytest.approx(luminance(*rgb), abs=0.002)


def test_inks_are_as_light_as_their_rgb():
    assert luminance_of_inks(0, 0, 0, 0) == 1 and luminance_of_inks(0, 0, 0, 1) == 0
    assert luminance_of_inks(0, 1, 1, 0) == luminance(1, 0, 0)
    assert luminance_of_inks(1, 1, 1, 1) == 0
    assert luminance_of_inks(0, 0, 0, 0.4) == 0.6


@given(st.floats(0, 1))
def test_greys_stay_what_they_are(level):
    assert luminance(level, level, level) == pytest.approx(level, abs=1e-4)
    assert luminance_of_inks(0, 0, 0, 1 - level) == pytest.approx(level, abs=1e-4)


@given(st.tuples(*[st.floats(-300, 300)] * 3))
def test_no_colour_is_darker_than_black_or_lighter_than_white(lab):
    assert 0 <= luminance_of_lab(*lab) <= 1
