"""Pages are laid out from the files they may read, in the fonts they are given, or refused."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT, SAMPLES
from pamphlet import render
from pamphlet.errors import EditionError, GlyphError, LayoutError, ReferenceRefused

FONTS = (ROOT / "fonts",)
PAGE = "@page { size: 100mm 100mm; margin: 10mm } html { font: 10pt/14pt 'Source Serif 4' }"

LayOut = Callable[..., render.LaidOut]


@pytest.fixture
def home(tmp_path) -> Path:
    """A layout's folder with a picture; a picture and a font lie outside of it."""
    folder = tmp_path / "layouts" / "mine"
    folder.mkdir(parents=True)
    (folder / "layout.yml").write_text("title: Mine\n")
    shutil.copy(SAMPLES / "mill-lane.jpg", folder / "inside.jpg")
    shutil.copy(SAMPLES / "mill-lane.jpg", tmp_path / "outside.jpg")
    (tmp_path / "outside.css").write_text("p { color: red }")
    (folder / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    return folder


@pytest.fixture
def lay(home, monkeypatch) -> LayOut:
    """Lay out a body with an own stylesheet; the network is dead."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)

    def lay_out(body: str, css: str = "") -> render.LaidOut:
        sheet = home / "print.css"
        sheet.write_text(css, "utf-8")
        return render.lay_out(
            f"<!DOCTYPE html><html lang=en><head><title>T</title></head><body>{body}</body></html>",
            measures=PAGE,
            stylesheets=(sheet,),
            allowed=(home, *FONTS),
            font_folders=FONTS,
            base=home,
        )

    return lay_out


# --- what may be read -----------------------------------------------------------------------


def test_pictures_of_its_own_folders_are_read(lay):
    css = "p { background: url(inside.jpg) }"
    laid = lay('<img src="inside.jpg" alt="x" style="width: 20mm">', css)
    with pikepdf.open(BytesIO(laid.write())) as pdf:
        assert any("/Image" in str(o.get("/Subtype")) for o in pdf.objects if _is_stream(o))


def _is_stream(item: object) -> bool:
    return isinstance(item, pikepdf.Stream)


OUTSIDE = [
    "http://town.example/a.jpg",
    "https://town.example/a.jpg",
    "ftp://town.example/a.jpg",
    "file:///etc/hostname",
    "file://server/share/a.jpg",
    "../../outside.jpg",
    "link.jpg",
    "/etc/hostname",
    "//town.example/a.jpg",
    "%2e%2e/%2e%2e/outside.jpg",
]


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}" alt="x">',
        '<object data="{}"></object>',
        '<embed src="{}">',
        '<p style="background: url({})">x</p>',
        '<p style="list-style: url({}) inside; display: list-item">x</p>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{}" '
        'width="9" height="9"/></svg>',
        '<link rel="stylesheet" href="{}">',
        "<style>@import url({});</style><p>x</p>",
        "<style>@font-face {{ font-family: Z; src: url({}) }} p {{ font-family: Z }}</style><p>x",
        '<a rel="attachment" href="{}">x</a>',
    ],
)
def test_nothing_else_is_read_by_a_page(lay, body, address):
    with pytest.raises(ReferenceRefused) as caught:
        lay(body.format(address)).write()
    assert str(caught.value).startswith("the page asks for ")


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize(
    "css",
    [
        "\n@import url({});",
        "\np {{ background-image: url({}) }}",
        "\n@font-face {{ font-family: Z; src: url({}) }}\np {{ font-family: Z }}",
        "\n@page {{ background: url({}) }}",
        "\np::before {{ content: url({}) }}",
    ],
)
def test_nothing_else_is_read_by_a_stylesheet_and_its_line_is_named(lay, css, address):
    with pytest.raises(ReferenceRefused) as caught:
        lay("<p>text</p>", css.format(address)).write()
    assert str(caught.value.at) == "layouts/mine/print.css:2"


@pytest.mark.parametrize(
    "drawing",
    [
        '<image href="../../outside.jpg" width="9" height="9"/>',
        '<image href="http://town.example/a.png" width="9" height="9"/>',
        '<use href="../../outside.svg#a"/>',
        '<style>@import url("../../outside.css");</style>',
    ],
)
def test_nothing_else_is_read_by_a_drawing(lay, home, drawing):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{drawing}</svg>'
    (home / "drawing.svg").write_text(svg)
    if "@import" in drawing:
        lay('<img src="drawing.svg" alt="x">').write()  # not looked at: nothing is imported
        return
    with pytest.raises(ReferenceRefused):
        lay('<img src="drawing.svg" alt="x">').write()


def test_entities_of_a_drawing_are_not_expanded(lay, home):
    bomb = '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    (home / "bomb.svg").write_text(
        f'{bomb}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&b;</text></svg>'
    )
    with pytest.raises(EditionError):
        lay('<img src="bomb.svg" alt="x">').write()


# --- what is wrong with a stylesheet -----------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "line", "said"),
    [
        ("p { color: blurple }", 2, "'color: blurple'"),
        ("p { colour: red }", 2, "'colour: red'"),
        ("p { widht: 2mm }", 2, "'widht: 2mm'"),
        ("p { color: red", 2, "what begins here is never closed"),
        ("p {{ color: red }", 2, "what begins here is never closed"),
        ("@media print { p { colour: red } }", 2, "'colour: red'"),
        ("p:hoover { color: red }", 2, "p:hoover"),
    ],
)
def test_rule_that_the_engine_does_not_know_is_named_with_its_line(lay, css, line, said):
    with pytest.raises(LayoutError) as caught:
        lay("<p>text</p>", f"/* a comment */\n{css}\n").write()
    assert str(caught.value.at) == f"layouts/mine/print.css:{line}"
    assert said in str(caught.value)


def test_stylesheet_in_another_encoding_is_named(lay, home):
    with pytest.raises(LayoutError, match="not UTF-8"):
        (home / "more.css").write_bytes(b"p { content: '\xe9' }")
        render.lay_out(
            "<p>x</p>",
            measures=PAGE,
            stylesheets=(home / "more.css",),
            allowed=(home,),
            font_folders=FONTS,
            base=home,
        )


def test_rules_that_are_known_are_not_refused(lay):
    css = """
    @page named { margin: 5mm; @bottom-left { content: counter(page) } }
    @page :nth(2) { background: #eee }
    :root { --accent: #c8102e }
    p { color: var(--accent); margin: 1rlh 0 calc(2mm + 1pt); string-set: t content(text);
        hyphenate-limit-chars: 7 4 3; text-align-last: justify; float: footnote }
    p::footnote-call, p::footnote-marker { content: none }
    a::after { content: leader(" ") target-counter(attr(href), page) }
    """
    assert lay("<p>text</p>", css).pages


# --- what is drawn ------------------------------------------------------------------------------


def test_character_that_no_font_has_is_named_with_the_words_around_it(lay):
    with pytest.raises(GlyphError) as caught:
        lay("<p>Nobody was asked 字 here.</p>").write()
    said = str(caught.value)
    assert said.startswith("no font has the character '字' (U+5B57)\n  it stands in ")
    assert "Nobody was asked 字 here." in said and "Source Serif 4" in said


def test_damaged_picture_is_named(lay, home):
    whole = (home / "inside.jpg").read_bytes()
    (home / "half.png").write_bytes(b"\x89PNG\r\n\x1a\n" + whole[:100])
    with pytest.raises(EditionError, match=r"a picture cannot be drawn: half\.png"):
        lay('<img src="half.png" alt="x">').write()


def test_picture_that_is_not_there_is_named(lay):
    with pytest.raises(EditionError, match=r"there is no picture 'gone\.jpg'"):
        lay('<img src="gone.jpg" alt="x">').write()


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
    assert second.room == pytest.approx(second.height - second.foot, abs=5)
    assert first.room < first.height - 10  # the head is above the text
    assert second.body_height < 15


def test_master_tells_nothing_of_the_machine(lay, home):
    raw = lay('<img src="inside.jpg" alt="x"><a href="inside.jpg">x</a>').write()
    with pikepdf.open(BytesIO(raw)) as pdf:
        pdf.save(plain := BytesIO(), compress_streams=False, object_stream_mode=
                 pikepdf.ObjectStreamMode.disable)  # fmt: skip
    assert str(home).encode() not in plain.getvalue()
    assert not re.search(rb"/(home|root|tmp|Users)/", plain.getvalue())


def test_master_is_the_same_wherever_its_files_lie(lay, home, tmp_path):
    first = lay('<img src="inside.jpg" alt="x" style="width: 9mm"><p>Text.').write()
    other = tmp_path / "elsewhere" / "deeper" / "mine"
    shutil.copytree(home, other, symlinks=True)
    again = render.lay_out(
        "<!DOCTYPE html><html lang=en><head><title>T</title></head><body>"
        '<img src="inside.jpg" alt="x" style="width: 9mm"><p>Text.</body></html>',
        measures=PAGE,
        stylesheets=(other / "print.css",),
        allowed=(other, *FONTS),
        font_folders=FONTS,
        base=other,
    ).write()
    assert first == again
