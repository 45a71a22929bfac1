"""Where files are found, and which of them may be read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pamphlet import resources
from pamphlet.errors import Location, StatementError
from pamphlet.resources import (
    bundled_root,
    check_image,
    find_reference,
    font_folders,
    is_inside,
    layout_folders,
    theme_folders,
)

AT = Location("statements/rent.md", 4)


# --- Folders ----------------------------------------------------------------


def test_a_clone_brings_its_layouts_fonts_themes_and_statements():
    names = {path.name for path in bundled_root().iterdir()}
    assert {"layouts", "fonts", "themes", "statements"} <= names


def test_a_wheel_carries_them_inside(tmp_path, monkeypatch):
    (tmp_path / "bundled").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    bundled_root.cache_clear()
    try:
        assert bundled_root() == tmp_path / "bundled"
    finally:
        bundled_root.cache_clear()


@pytest.mark.parametrize(
    ("name", "folders"),
    [("layouts", layout_folders), ("themes", theme_folders), ("fonts", font_folders)],
)
def test_the_project_s_own_comes_first_if_it_is_there(tmp_path, name, folders):
    bundled = bundled_root() / name
    assert folders(None) == folders(tmp_path) == (bundled,)
    (tmp_path / name).mkdir()
    assert folders(tmp_path) == (tmp_path / name, bundled)


def test_the_clone_as_a_project_names_its_fonts_once():
    assert font_folders(bundled_root()) == (bundled_root() / "fonts",)


# --- References -------------------------------------------------------------


@pytest.fixture
def tree(tmp_path) -> Path:
    """A project with a picture beside a statement, one in its root, and one outside."""
    for name in ("project/statements", "project/pictures", "outside"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("project/statements/a.png", "project/b.png", "outside/c.png"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def found(tree: Path, src: str) -> Path:
    folder = tree / "project" / "statements"
    path = find_reference(Path(src), folder=folder, roots=(tree / "project",), at=AT)
    return path.relative_to(tree)


def refused(tree: Path, src: str) -> str:
    with pytest.raises(StatementError) as caught:
        found(tree, src)
    return str(caught.value)


@pytest.mark.parametrize(
    ("src", "path"),
    [
        ("a.png", "project/statements/a.png"),
        ("./a.png", "project/statements/a.png"),
        ("b.png", "project/b.png"),
        ("../b.png", "project/b.png"),
        ("statements/a.png", "project/statements/a.png"),
    ],
)
def test_a_reference_is_looked_for_beside_the_statement_then_in_the_project(tree, src, path):
    assert found(tree, src) == Path(path)


def test_an_absolute_path_inside_is_a_reference_like_others(tree):
    assert found(tree, str(tree / "project" / "b.png")) == Path("project/b.png")


@pytest.mark.parametrize(
    "src", ["../../outside/c.png", "{tree}/outside/c.png", "link.png", "way/c.png"]
)
def test_a_reference_outside_is_refused_and_named(tree, src):
    src = src.format(tree=tree)
    (tree / "project" / "statements" / "link.png").symlink_to(tree / "outside" / "c.png")
    (tree / "project" / "way").symlink_to(tree / "outside")
    assert refused(tree, src) == (
        f"statements/rent.md:4: the picture {src!r} lies outside the folders a statement "
        f"may read\n  copy it into {tree / 'project' / 'statements'}"
    )


def test_a_link_that_stays_inside_is_followed(tree):
    (tree / "project" / "statements" / "link.png").symlink_to(tree / "project" / "b.png")
    assert found(tree, "link.png") == Path("project/b.png")


@pytest.mark.parametrize(
    "src",
    [
        "http://x.example/a.png",
        "HTTPS://x.example/a.png",
        "ftp://x/a",
        "data:image/png,x",
        "file:///etc/hostname",
    ],
)
def test_nothing_is_fetched(tree, src):
    shown = src.replace(":///", ":/")
    assert refused(tree, src) == (
        f"statements/rent.md:4: the picture {shown!r} is not a file: nothing is fetched from "
        "the network\n  save it beside the statement and give its name"
    )


@pytest.mark.parametrize("src", ["no.png", "", "pictures", "a\0.png", "//server/share/a.png"])
def test_a_reference_to_what_is_not_there(tree, src):
    assert refused(tree, src) == (
        f"statements/rent.md:4: there is no picture {str(Path(src))!r}\n"
        f"  it was looked for in {tree / 'project' / 'statements'}"
    )


def test_a_name_that_is_too_long_for_a_file(tree):
    name = "x" * 400
    assert refused(tree, name) == f"statements/rent.md:4: the picture {name!r}: File name too long"


def test_what_lies_inside_is_told_by_where_links_lead(tree):
    project = tree / "project"
    (project / "way").symlink_to(tree / "outside")
    (tree / "alias").symlink_to(project)
    assert is_inside(project / "b.png", (project,))
    assert is_inside(tree / "alias" / "b.png", (project,))
    assert is_inside(project / "b.png", (tree / "alias",))
    assert not is_inside(project / "way" / "c.png", (project,))
    assert not is_inside(tree / "project2", (project,))
    assert not is_inside(project, ())


# --- Pictures ---------------------------------------------------------------


def picture(kind: str, mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> bytes:
    content = io.BytesIO()
    Image.effect_noise(size, 80).convert(mode).save(content, kind)
    return content.getvalue()


def checked(path: Path, content: bytes) -> str:
    """Return what is said of a picture, nothing if it is good."""
    path.write_bytes(content)
    try:
        check_image(path, AT)
    except StatementError as problem:
        return str(problem)
    return ""


DAMAGED = (
    "statements/rent.md:4: {!r} is not a picture, or it is damaged\n  save it as JPEG, PNG or SVG"
)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "1"),
        ("PNG", "L"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("GIF", "P"),
        ("WEBP", "RGB"),
        ("TIFF", "RGB"),
        ("BMP", "RGB"),
    ],
)
def test_usual_pictures_are_good(tmp_path, kind, mode):
    assert checked(tmp_path / f"x.{kind.lower()}", picture(kind, mode)) == ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "TIFF"])
@pytest.mark.parametrize("engine_is_loaded", [False, True])
def test_a_picture_that_is_cut_short_is_refused(tmp_path, monkeypatch, kind, engine_is_loaded):
    # The engine tells Pillow, for the whole process, to be content with half a picture.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", engine_is_loaded)
    content = picture(kind, size=(600, 400))
    if kind in ("GIF", "TIFF"):
        content = content[:20]
    path = tmp_path / f"half.{kind.lower()}"
    assert checked(path, content[: len(content) // 2]) == DAMAGED.format(path.name)


def test_a_jpeg_with_a_preview_is_still_seen_to_be_cut_short(tmp_path):
    # The preview within has an end of its own.
    content = picture("JPEG", size=(600, 400))
    exif = b"Exif\0\0" + picture("JPEG")
    head = content[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif
    assert checked(tmp_path / "whole.jpg", head + content[2:]) == ""
    assert checked(tmp_path / "half.jpg", (head + content[2:])[:-2000]) == DAMAGED.format(
        "half.jpg"
    )


@pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused(tmp_path, content):
    assert checked(tmp_path / "x.png", content) == DAMAGED.format("x.png")


def test_pictures_that_the_engine_would_draw_black_or_white_are_refused(tmp_path):
    content = io.BytesIO()
    Image.new("I;16", (20, 20), 30000).save(content, "PNG")
    assert checked(tmp_path / "x-ray.png", content.getvalue()) == (
        "statements/rent.md:4: 'x-ray.png' is a picture of a kind that cannot be printed (I;16)\n"
        "  save it as JPEG, or as PNG with 8 bits a colour"
    )
    assert checked(tmp_path / "scan.tif", picture("TIFF", "CMYK")) == (
        "statements/rent.md:4: 'scan.tif' is a picture of a kind that cannot be printed (CMYK)\n"
        "  save it as JPEG, or as PNG with 8 bits a colour"
    )


@pytest.mark.parametrize("limit", [1000, 2000])
def test_a_picture_with_more_pixels_than_memory_is_refused(tmp_path, monkeypatch, limit):
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", limit)
    assert checked(tmp_path / "wide.png", picture("PNG")) == (
        "statements/rent.md:4: 'wide.png' is too large a picture\n"
        "  save it at most 9,000 pixels wide"
    )


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def test_an_svg_is_good(tmp_path):
    assert checked(tmp_path / "x.svg", SVG.format("<rect/>").encode()) == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", ": no element found: line 1, column 0"),
        (b"<svg", ": unclosed token: line 1, column 0"),
        (b"<html/>", ""),
        (
            b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg>&x;</svg>',
            ": undefined entity &x;: line 1, column 63",
        ),
    ],
)
def test_what_is_no_svg_is_refused(tmp_path, content, reason):
    assert checked(tmp_path / "x.svg", content) == (
        f"statements/rent.md:4: 'x.svg' is not an SVG picture{reason}"
    )


def test_an_svg_whose_entities_grow_without_bound_is_refused(tmp_path):
    entities = "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12)
    )
    text = f'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{entities}]>{SVG.format("&m;")}'
    assert "limit on input amplification factor" in checked(tmp_path / "x.svg", text.encode())
