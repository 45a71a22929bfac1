"""Themes: named colours, found by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlet.errors import Location, ThemeError, UsageError
from pamphlet.resources import theme_folders
from pamphlet.theme import Theme, find_theme, theme_names

BUNDLED = theme_folders(None)

GOOD = 'title: Ochre\naccent: "#8A5A00"\ntint: "#f6f0e0"\n'


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "themes"
    folder.mkdir()
    return folder


def said(folder: Path, text: str | bytes) -> str:
    """Return what is said of a theme that is wrong."""
    content = text.encode() if isinstance(text, str) else text
    (folder / "ochre.yml").write_bytes(content)
    with pytest.raises(ThemeError) as caught:
        find_theme("ochre", (folder,))
    return str(caught.value)


def test_a_theme_names_its_colours_in_small_letters(folder):
    (folder / "ochre.yml").write_text(GOOD, "utf-8")
    assert find_theme("ochre", (folder,)) == Theme(
        "ochre",
        "Ochre",
        (
            ("accent", "#8a5a00"),
            ("tint", "#f6f0e0"),
            ("ink", "#000000"),
            ("paper", "#ffffff"),
        ),
    )


def test_a_project_s_theme_comes_before_the_bundled_one_of_its_name(tmp_path):
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "red.yml").write_text(GOOD, "utf-8")
    folders = theme_folders(tmp_path)
    assert find_theme("red", folders).title == "Ochre"
    assert find_theme("blue", folders) == find_theme("blue", BUNDLED)
    assert theme_names(folders) == theme_names(BUNDLED)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("redd", "did you mean 'red'?"),
        ("", "themes: black, blue, green, red"),
        ("..", "themes: black, blue, green, red"),
        ("../themes/red", "did you mean 'red'?"),
        ("x" * 5000, "themes: black, blue, green, red"),
        ("zzz\0", "themes: black, blue, green, red"),
    ],
)
def test_a_theme_that_is_not_there(name, hint):
    with pytest.raises(UsageError) as caught:
        find_theme(name, BUNDLED, at=Location("pamphlet.yml", 7))
    message = f"pamphlet.yml:7: there is no theme {name!r}"
    assert str(caught.value) in (
        f"{message}\n  {hint}",
        f"{message}\n  themes: black, blue, green, red",
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"#8A5A00"',
            "'8A5A00'",
            "2: 'accent': '8A5A00' is not a colour\n  write it as #c8102e, between quotes",
        ),
        (
            '"#8A5A00"',
            "ochre",
            "2: 'accent': 'ochre' is not a colour\n  write it as #c8102e, between quotes",
        ),
        # Without quotes the rest of the line is a comment.
        ('"#8A5A00"', "#8A5A00", "1: 'accent' is missing\n  add a line 'accent: …'"),
        ("tint:", "tnit:", None),
        ("title: Ochre\n", "", "1: 'title' is missing\n  add a line 'title: …'"),
        ("title: Ochre", "title: [Ochre", None),
    ],
)
def test_a_wrong_theme_is_named_with_its_line(folder, old, new, message):
    text = GOOD.replace(old, new)
    if message:
        assert said(folder, text) == f"themes/ochre.yml:{message}"


def test_a_theme_in_another_encoding(folder):
    assert said(folder, "title: Grün\n".encode("latin-1")) == (
        "themes/ochre.yml: this is not UTF-8 text\n  save the file again as UTF-8"
    )


def test_a_theme_that_is_a_folder(folder):
    (folder / "ochre.yml").mkdir()
    with pytest.raises(ThemeError) as caught:
        find_theme("ochre", (folder,))
    assert str(caught.value) == "themes/ochre.yml: cannot be read: Is a directory"


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", theme_names(BUNDLED))
def test_text_in_a_bundled_theme_has_the_contrast_that_wcag_asks_for(name):
    colours = dict(find_theme(name, BUNDLED).colours)
    assert contrast(colours["paper"], colours["accent"]) >= 4.5
    assert contrast(colours["accent"], colours["tint"]) >= 4.5
    assert contrast(colours["ink"], colours["tint"]) >= 7
    assert contrast(colours["ink"], colours["paper"]) >= 7
