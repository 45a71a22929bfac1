"""Pages read files of the folders they are given, and nothing else; what they ask is named."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from conftest import ROOT
from pamphlet import render
from pamphlet.errors import EditionError, ReferenceRefused
from render_samples import laid_in, layout_in


@pytest.fixture
def home(tmp_path) -> Path:
    return layout_in(tmp_path)


@pytest.fixture
def lay(home, monkeypatch) -> Iterator[Callable[..., render.LaidOut]]:
    """Lay out a body with a stylesheet of its own; nothing reaches for the network."""
    reached: list[object] = []  # the engine swallows many an error

    def refused(*asked: object, **__: object) -> None:
        reached.append(asked)
        raise OSError("the network is dead")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    yield partial(laid_in, home)
    assert reached == []


def test_pictures_of_its_own_folders_are_read(lay):
    css = "p { background: url(inside.jpg) }"
    laid = lay('<img src="inside.jpg" alt="x" style="width: 20mm">', css)
    with pikepdf.open(BytesIO(laid.write())) as pdf:
        assert any("/Image" in str(o.get("/Subtype")) for o in pdf.objects if _is_stream(o))


def _is_stream(item: object) -> bool:
    return isinstance(item, pikepdf.Stream)


# What is asked for, and what is said of it.
OUTSIDE = {
    "http://town.example/a.jpg": "the network: http://town.example/a.jpg",
    "https://town.example/a.jpg": "the network: https://town.example/a.jpg",
    "ftp://town.example/a.jpg": "the network: ftp://town.example/a.jpg",
    "file://server/share/a.jpg": "the network: file://server/share/a.jpg",
    "//town.example/a.jpg": "the network: file://town.example/a.jpg",
    "file:///etc/hostname": "a file outside its folders: /etc/hostname",
    "/etc/hostname": "a file outside its folders: /etc/hostname",
    "../../outside.jpg": "a file outside its folders: {home}/outside.jpg",
    "%2e%2e/%2e%2e/outside.jpg": "a file outside its folders: {mine}/../../outside.jpg",
    "link.jpg": "a file outside its folders: {mine}/link.jpg",
}


def said_of(address: str, home: Path) -> str:
    what = OUTSIDE[address].format(mine=home, home=home.parents[1])
    hint = "save the file in the project and refer to it by its name"
    return f"the page asks for {what}\n  {hint}"


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
        "<style>@page {{ background: url({}) }}</style><p>x",
    ],
)
def test_nothing_else_is_read_by_a_page(lay, home, body, address):
    with pytest.raises(ReferenceRefused) as caught:
        lay(body.format(address)).write()
    assert str(caught.value) == said_of(address, home)


@pytest.mark.parametrize("address", [*OUTSIDE, "inside.jpg"])
@pytest.mark.parametrize(
    "element", ["<a rel=attachment href='{}'>x</a>", "<link rel=attachment href='{}'>"]
)
def test_nothing_is_attached(lay, element, address):
    with pytest.raises(ReferenceRefused) as caught:
        lay(element.format(address)).write()
    assert str(caught.value) == (
        f"the page asks for a file to be attached: {address}\n  take rel=attachment out"
    )


@pytest.mark.parametrize(
    "body",
    [
        "<base href='/etc/'><img src=hostname alt=x>",
        '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" '
        'height="9"><image href="/etc/hostname" width="9" height="9"/></svg>\' alt=x>',
        '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" '
        'height="9"><image href="file:///etc/hostname" width="9" height="9"/></svg>\' alt=x>',
    ],
    ids=["another base", "within an address", "within an address, whole"],
)
def test_no_way_round_leads_outside(lay, body):
    with pytest.raises(ReferenceRefused, match=r"asks for a file .*: /etc/hostname\n"):
        lay(body).write()


@pytest.mark.parametrize(
    "body",
    [
        "<script src='{0}'></script><iframe src='{0}'></iframe>",
        "<video src='{0}' poster='{0}'></video><audio src='{0}'></audio>",
        "<input type=image src='{0}'>",
        "<picture><source srcset='{0}'><img srcset='{0} 2x' src=inside.jpg alt=x></picture>",
        "<meta http-equiv=refresh content='0;url={0}'>",
        "<link rel=preload href='{0}'><link rel=icon href='{0}'>",
        "<p style='cursor: url({0}), auto'>x",
        "<p style='list-style-image: url({0})'>no list",
    ],
)
@pytest.mark.parametrize("address", ["http://town.example/a", "../../outside.jpg"])
def test_what_the_engine_does_not_know_is_not_looked_at(lay, monkeypatch, body, address):
    """The folder outside is not opened, and the network not reached."""
    read: list[Path] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path.resolve()) or real(path))
    lay(f"<p>text</p>{body.format(address)}").write()
    assert [path for path in read if path.name == "outside.jpg"] == []


DOT = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


def test_picture_within_the_page_itself_is_drawn(lay):
    assert lay(f'<img src="{DOT}" alt="x">').write()


def test_stylesheets_fonts_and_drawings_of_its_own_folders_are_read(lay, home):
    shutil.copy(ROOT / "fonts" / "lalezar" / "Lalezar-Regular.ttf", home / "own.ttf")
    (home / "more.css").write_text("@font-face { font-family: Own; src: url(own.ttf) }")
    (home / "dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<image href="inside.jpg" width="9" height="9"/></svg>'
    )
    css = "@import url(more.css);\np { font-family: Own }\nli { list-style: url(dot.svg) inside }"
    with pikepdf.open(BytesIO(lay("<p>text</p><ul><li>item</ul>", css).write())) as pdf:
        fonts = [str(item.BaseFont) for item in pdf.objects if "/BaseFont" in (item or {})]
        assert any(font.endswith("+Own") for font in fonts)
        assert any("/Image" in str(o.get("/Subtype")) for o in pdf.objects if _is_stream(o))


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize(
    "css",
    [
        "\n@import url({});",
        "\np {{ background-image: url({}) }}",
        "\n@font-face {{ font-family: Z; src: url({}) }}\np {{ font-family: Z }}",
        "\n@page {{ background: url({}) }}",
        "\np::before {{ content: url({}) }}",
        "\np {{ display: list-item; list-style: url({}) inside }}",
        "\np {{ border-image: url({}) 3 }}",
        "\np {{ --own: url({}); background: var(--own) }}",
        "\n@color-profile device-cmyk {{ src: url({}); components: c, m, y, k }}",
    ],
)
def test_nothing_else_is_read_by_a_stylesheet_and_its_line_is_named(lay, home, css, address):
    with pytest.raises(ReferenceRefused) as caught:
        lay("<p>text</p>", css.format(address)).write()
    assert str(caught.value) == f"layouts/mine/print.css:2: {said_of(address, home)}"


def test_stylesheet_that_is_a_link_out_is_refused(lay, home, tmp_path):
    (home / "more.css").symlink_to(tmp_path / "outside.css")
    with pytest.raises(ReferenceRefused) as caught:
        lay("<p>x</p>", "\n@import url(more.css);")
    assert str(caught.value) == (
        "layouts/mine/print.css:2: the page asks for a file outside its folders: "
        f"{home}/more.css\n  save the file in the project and refer to it by its name"
    )


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
