"""Pages are laid out as their stylesheets say, all of it is drawn, and nothing else is told."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image

from conftest import ROOT, SAMPLES
from pamphlet.errors import EditionError, GlyphError, LayoutError, ReferenceRefused
from pamphlet.render.stylesheets import stylesheet
from render_samples import laid_in, layout_in


@pytest.fixture
def home(tmp_path) -> Path:
    return layout_in(tmp_path)


@pytest.fixture
def lay(home) -> partial:
    return partial(laid_in, home)


# --- what is wrong with a stylesheet -----------------------------------------------------------


OTHERWISE = "take the rule out, or write it as the engine knows it"
UNCLOSED = ("what begins here is never closed", "add the '}' or the '*/' that is missing")
UNREADABLE = (
    "the stylesheet cannot be read: a ':', a '{' or a '}' is missing",
    "mend the stylesheet at this line",
)


@pytest.mark.parametrize(
    ("css", "what", "hint"),
    [
        (
            "p { color: blurple }",
            "the engine cannot use 'color: blurple', invalid value",
            OTHERWISE,
        ),
        ("p { colour: red }", "the engine cannot use 'colour: red', unknown property", OTHERWISE),
        ("p { color: }", "the engine cannot use 'color:', no value", OTHERWISE),
        (
            "@media print { p { colour: red } }",
            "the engine cannot use 'colour: red', unknown property",
            OTHERWISE,
        ),
        (
            "@page { @top-left { colour: red } }",
            "the engine cannot use 'colour: red', unknown property",
            OTHERWISE,
        ),
        (
            "@supports (color: red) { p { color: red } }",
            "the engine cannot use rule <AtRule @supports … { … }>",
            OTHERWISE,
        ),
        ("p { color: red", *UNCLOSED),
        ("p {{ color: red }", *UNCLOSED),
        ("p { color: red } /* and", *UNCLOSED),
        ("p { background: url(inside.jpg", *UNCLOSED),
        ("p { color: red }}", *UNREADABLE),
        ("p { *zoom: 1 }", *UNREADABLE),
        ("@import url(gone.css);", "the stylesheet 'gone.css' cannot be loaded", "check its name"),
        (
            "@font-face { font-family: Z; src: url(gone.ttf) } p { font-family: Z }",
            "the font 'Z' cannot be loaded",
            "check its 'src'",
        ),
        ("p { background: url(gone.jpg) }", "there is no picture 'gone.jpg'", "check its name"),
        (
            "p { background: var(--gone) }",
            "the engine cannot use 'background:', no value",
            OTHERWISE,
        ),
    ],
)
def test_what_is_wrong_with_a_stylesheet_is_said_with_its_line(lay, css, what, hint):
    text = f"/* a comment\n*/ {css}\n"
    for content in (text, None):  # what was parsed before is said again
        with pytest.raises(LayoutError) as caught:
            lay("<p>text</p>", content).write()
        assert str(caught.value) == f"layouts/mine/print.css:2: {what}\n  {hint}"


def test_selector_that_the_engine_does_not_know_is_said_with_its_line(lay):
    with pytest.raises(LayoutError) as caught:
        lay("<p>text</p>", "\np:hoover { color: red }")
    assert str(caught.value).startswith("layouts/mine/print.css:2: ")
    assert "p:hoover" in str(caught.value)


def test_what_is_wrong_with_an_imported_stylesheet_is_said_with_its_own_line(lay, home):
    (home / "more.css").write_text("\n\np { colour: red }")
    with pytest.raises(LayoutError) as caught:
        lay("<p>x</p>", "@import url(more.css);")
    assert str(caught.value) == (
        "layouts/mine/more.css:3: the engine cannot use 'colour: red', unknown property\n"
        f"  {OTHERWISE}"
    )


def test_imported_stylesheet_that_was_changed_is_read_anew(lay, home):
    more = home / "more.css"
    more.write_text("p { break-before: page }")
    assert len(lay("<p>x<p>y", "@import url(more.css);").pages) == 2
    more.write_text("p { break-before: auto }")
    assert len(lay("<p>x<p>y", None).pages) == 1
    more.write_text("p { colour: red }")
    with pytest.raises(LayoutError):
        lay("<p>x<p>y", None)


def test_mark_of_the_encoding_is_no_part_of_the_first_rule(lay):
    assert len(lay("<p>x<p>y", "\ufeffp { break-before: page }").pages) == 2
    assert len(lay("<p>x<p>y", '@charset "utf-8";\np { break-before: page }').pages) == 2


def test_stylesheet_that_is_a_link_out_of_its_layout_is_refused(home, tmp_path):
    (home / "print.css").symlink_to(tmp_path / "outside.css")
    with pytest.raises(ReferenceRefused) as caught:
        laid_in(home, "<p>x</p>", None)
    assert str(caught.value) == (
        f"layouts/mine/print.css: the stylesheet lies outside its layout: {tmp_path}/outside.css\n"
        "  put the file itself into the layout's folder, not a link"
    )


def test_stylesheet_in_another_encoding_is_named(lay, home):
    (home / "more.css").write_bytes(b"p::before { content: '\xe9' }")
    with pytest.raises(LayoutError) as caught:
        laid_in(home, "<p>x</p>", None, sheet="more.css")
    assert str(caught.value) == (
        "layouts/mine/more.css: this is not UTF-8 text\n  save the file again as UTF-8"
    )


def test_stylesheet_that_is_not_there_is_named(home):
    with pytest.raises(LayoutError) as caught:
        laid_in(home, "<p>x</p>", None, sheet="gone.css")
    assert str(caught.value) == "layouts/mine/gone.css: cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "css",
    [
        "@page named { margin: 5mm; @bottom-left { content: counter(page) } }",
        "@page :nth(2) { background: #eee }",
        ":root { --accent: #c8102e } p { color: var(--accent); background: var(--none, #fff) }",
        "p { margin: 1rlh 0 calc(2mm + 1pt) max(1em, 2mm) }",
        "p { string-set: t content(text); float: footnote } p::footnote-call { content: none }",
        "p { hyphenate-limit-chars: 7 4 3; text-align-last: justify }",
        'a::after { content: leader(" ") target-counter(attr(href), page) }',
        "p { & b { color: oklch(60% 0.2 30) } :is(b, i):not(.x) { color: hsl(10 80% 50% / 50%) } }",
        "@layer base { p { color: red !important } }",
        "@media screen { p { whatever: 1 } }",
        '@charset "utf-8";\np::before { content: "„“ 5 €" }',
        "\ufeffp { color: red }",
        "/* a } in a comment */ p::before { content: '} { */ /* \\'' }",
        "p { grid-template-columns: 1fr 2fr; display: grid; gap: 2mm }",
        "",
    ],
)
def test_rules_that_the_engine_knows_are_not_refused(lay, css):
    assert lay("<p>text <a href='#x' id=x>to <b>it</b></a></p>", css).write()


def test_every_stylesheet_of_the_program_is_taken():
    for sheet in sorted((ROOT / "layouts").rglob("*.css")):
        folders = (ROOT / "layouts", ROOT / "fonts")
        assert stylesheet(sheet, folders, None)


# --- what is drawn ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Nobody of the village was asked 字 before the decision.",
            "village was asked 字 before the",
        ),
        ("<b>字</b> &amp; more", "T 字 & more"),
        ("A" * 30 + "字" + "B" * 30, "A" * 20 + "字" + "B" * 19),
    ],
)
def test_character_that_no_font_has_is_named_with_the_words_around_it(lay, text, place):
    with pytest.raises(GlyphError) as caught:
        lay(f"<p>{text}</p>").write()
    said, hint = str(caught.value).split("\n")
    assert said == "no font has the character '字' (U+5B57)"
    assert hint.startswith(f"  it stands in '{place}'; tried EB Garamond, Frank Ruhl Libre, ")
    assert hint.endswith("Vazirmatn; put a font that has it into the project's fonts/ folder")


def test_character_of_a_stylesheet_that_no_font_has_is_named_with_its_line(lay):
    with pytest.raises(GlyphError) as caught:
        lay("<p>Text</p>", "\n\np::before { content: '字' }").write()
    said, hint = str(caught.value).split("\n")
    assert said == "layouts/mine/print.css:3: no font has the character '字' (U+5B57)"
    assert hint.startswith("  tried EB Garamond, Frank Ruhl Libre, ")


WHOLE = "save it again as JPEG, PNG or plain SVG"
DAMAGED = f"it is damaged or cut off: {WHOLE}"


def png(size: int) -> bytes:
    noise = numpy.random.default_rng(1).integers(0, 256, (size, size, 3), dtype=numpy.uint8)
    Image.fromarray(noise).save(packed := BytesIO(), "PNG")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "hint"),
    [
        ("half.jpg", (SAMPLES / "mill-lane.jpg").read_bytes()[:80_000], DAMAGED),
        ("half.png", png(60)[:5_000], DAMAGED),
        ("changed.png", png(60)[:3_000] + b"\0" + png(60)[3_001:], DAMAGED),
        ("head.png", b"\x89PNG\r\n\x1a\n", DAMAGED),
        ("empty.png", b"", WHOLE),
        ("text.png", b"This is no picture.", WHOLE),
        ("half.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><rect', WHOLE),
        ("packed.svg", b"\x1f\x8b\x08\x00", WHOLE),
    ],
)
def test_picture_that_is_broken_is_named(lay, home, name, content, hint):
    (home / name).write_bytes(content)
    with pytest.raises(EditionError) as caught:
        lay(f"<img src={name} alt=x>").write()
    assert str(caught.value) == f"a picture cannot be drawn: {name}\n  {hint}"


def test_picture_in_colours_that_cannot_be_drawn_is_named(lay, home):
    """The engine would make black or white of its greys."""
    Image.fromarray(numpy.full((9, 9), 30_000, dtype=numpy.uint16)).save(home / "deep.png")
    with pytest.raises(EditionError) as caught:
        lay("<img src=deep.png alt=x>").write()
    assert str(caught.value) == (
        "a picture cannot be drawn: its colours are I;16\n"
        "  save it as JPEG, or as PNG with 8 bits a colour"
    )


def test_drawing_that_the_engine_fails_on_is_named(lay, home):
    turned = '<rect width="9" height="9" transform="rotate(a)"/>'
    (home / "odd.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{turned}</svg>')
    with pytest.raises(EditionError) as caught:
        lay("<img src=odd.svg alt=x>").write()
    assert str(caught.value) == (
        "a picture cannot be drawn: odd.svg\n  save it again as plain SVG, or as PNG"
    )


def test_broken_picture_of_a_stylesheet_is_named_with_its_line(lay, home):
    (home / "half.png").write_bytes(png(60)[:5_000])
    with pytest.raises(EditionError) as caught:
        lay("<p>x</p>", "\np { background: url(half.png) }").write()
    assert str(caught.value) == (
        f"layouts/mine/print.css:2: a picture cannot be drawn: half.png\n  {DAMAGED}"
    )


def test_whole_pictures_are_drawn(lay, home):
    (home / "whole.png").write_bytes(png(60))
    assert lay("<img src=whole.png alt=x><img src=inside.jpg alt=x>").write()


def test_picture_that_is_not_there_is_named(lay):
    with pytest.raises(EditionError) as caught:
        lay('<img src="gone.jpg" alt="x">').write()
    assert str(caught.value) == "there is no picture 'gone.jpg'\n  check its name"


# --- what is known of it ------------------------------------------------------------------------


def test_facts_of_pages_are_those_of_the_boxes(lay):
    laid = lay(
        "<h1>Head</h1><div class=body><p>One two three.</p>"
        "<p style='break-before: page'>Four five.</p></div><p class=foot>At the foot</p>",
        ".foot { float: footnote; footnote-display: block } h1, p { margin: 0; font-size: 10pt }"
        " .foot::footnote-call, .foot::footnote-marker { content: none }",
    )
    first, second = laid.pages
    assert (first.body_words, second.body_words) == (3, 2)
    assert first.width == pytest.approx(80 / 25.4 * 72, abs=0.1)
    assert first.height == pytest.approx(80 / 25.4 * 72, abs=0.1)
    assert first.foot == 0 and second.foot > 10
    assert (first.body_lines, second.body_lines) == (1, 1)
    assert first.start > 10 and second.start == pytest.approx(0, abs=0.1)
    assert second.end == pytest.approx(14, abs=0.1)


def test_master_tells_nothing_of_the_machine(lay, home):
    raw = lay('<img src="inside.jpg" alt="x"><a href="inside.jpg">x</a>').write()
    with pikepdf.open(BytesIO(raw)) as pdf:
        pdf.save(plain := BytesIO(), compress_streams=False, object_stream_mode=
                 pikepdf.ObjectStreamMode.disable)  # fmt: skip
    assert str(home).encode() not in plain.getvalue()
    assert not re.search(rb"/(home|root|tmp|Users)/", plain.getvalue())


def test_master_is_the_same_wherever_its_files_lie(lay, home, tmp_path):
    body = '<img src="inside.jpg" alt="x" style="width: 9mm"><p>Text.'
    first = lay(body).write()
    other = tmp_path / "elsewhere" / "deeper" / "mine"
    shutil.copytree(home, other, symlinks=True)
    assert laid_in(other, body).write() == first


def test_master_is_the_same_in_another_process_on_another_day(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from render_samples import laid_in, layout_in\n"
        "body = '<h1 id=a>Head</h1><img src=inside.jpg alt=x><p>A <a href=\"#a\">text</a>'\n"
        "sys.stdout.buffer.write(laid_in(layout_in(Path(sys.argv[1])), body).write())\n"
    )
    made = set()
    for seed in ("1", "2"):
        own = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", code, str(tmp_path / seed)]
        made.add(subprocess.run(command, env=own, capture_output=True, check=True).stdout)
    (master,) = made
    assert master.startswith(b"%PDF-")
    assert b"/CreationDate" not in master and b"/ModDate" not in master
