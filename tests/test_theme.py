"""Themes: designs with their colours, found by name."""

from __future__ import annotations

import colorsys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pamphlet.errors import Location, PamphletError, ThemeError, UsageError
from pamphlet.resources import theme_folders
from pamphlet.theme import Theme, find_theme, theme_names
from pamphlet.theme.colour import contrast, readable

BUNDLED = theme_folders(None)

THEMES = "themes: black, blue, bookish, geometric, green, loud, plain, red"

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
    colours = (
        ("accent", "#8a5a00"),
        ("tint", "#f6f0e0"),
        ("ink", "#000000"),
        ("paper", "#ffffff"),
        ("solid", "#8a5a00"),
        ("on_solid", "#ffffff"),
    )
    assert find_theme("ochre", (folder,)) == Theme("ochre", "Ochre", colours)


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
        ("", THEMES),
        ("..", THEMES),
        ("../themes/red", "did you mean 'red'?"),
        ("x" * 5000, THEMES),
        ("zzz\0", THEMES),
    ],
)
def test_a_theme_that_is_not_there(name, hint):
    with pytest.raises(UsageError) as caught:
        find_theme(name, BUNDLED, at=Location("pamphlet.yml", 7))
    message = f"pamphlet.yml:7: there is no theme {name!r}"
    assert str(caught.value) in (
        f"{message}\n  {hint}",
        f"{message}\n  {THEMES}",
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


@pytest.mark.parametrize("name", theme_names(BUNDLED))
def test_text_in_a_bundled_theme_has_the_contrast_that_wcag_asks_for(name):
    colours = dict(find_theme(name, BUNDLED).colours)
    assert contrast(colours["paper"], colours["accent"]) >= 4.5
    assert contrast(colours["on_solid"], colours["solid"]) >= 4.5
    assert contrast(colours["accent"], colours["tint"]) >= 4.5
    assert contrast(colours["ink"], colours["tint"]) >= 7
    assert contrast(colours["ink"], colours["paper"]) >= 7


def test_black_on_white_has_the_greatest_contrast():
    """WCAG 2.2 gives 21 to 1, and grey #767676 as the lightest that is read on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@given(
    st.integers(0, 0xFFFFFF).map("#{:06x}".format), st.integers(0, 0xFFFFFF).map("#{:06x}".format)
)
def test_a_colour_that_would_do_is_read_and_has_the_same_hue(colour, ground):
    found = readable(colour, (ground,))
    assert found is not None and contrast(found, ground) >= 4.5
    hues = [colorsys.rgb_to_hls(*parts(one)) for one in (colour, found)]
    if all(full > 0.3 and 0.2 < light < 0.8 for _, light, full in hues):
        turn = abs(hues[0][0] - hues[1][0])
        assert min(turn, 1 - turn) < 0.02
    assert found == colour or contrast(colour, ground) < 4.5


def parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            'accent: "#ffd000"',
            "3: text in 'accent' (#ffd000) on 'paper' (#ffffff) has a contrast of 1.5 to 1, "
            "4.5 is the least\n"
            '  in the same hue this would do: accent: "#826a00"',
        ),
        (
            'solid: "#ffee00"',
            "3: text in 'on_solid' (#ffffff) on 'solid' (#ffee00) has a contrast of 1.2 to 1, "
            "4.5 is the least\n"
            '  in the same hue this would do: solid: "#807700"',
        ),
        (
            'accent: {rgb: "#8a5a00", ink: {c: 10, m: 60, y: 100}}',
            "3: 'accent.ink': a build of 3 inks (c, m, y)\n"
            "  two are enough, a third makes the colour dull and shows where plates are off; "
            "for a darker one take k",
        ),
        (
            'accent: {rgb: "#8a5a00", ink: {m: 110}}',
            "3: 'accent.ink.m' is 110, 100 is the most",
        ),
        (
            "solid: akcent",
            "3: 'solid': 'akcent' is not a colour\n  write it as #c8102e, between quotes",
        ),
        ("headlines: {sise: 1}", "3: unknown key 'sise'\n  did you mean 'size'?"),
        ("faces: {Latin: {text: Jost}}", None),
    ],
)
def test_what_is_wrong_with_a_design_is_said_with_a_cure(folder, line, message):
    said_of = said_in(folder, f"title: Ochre\nextends: loud\n{line}\n")
    if message is None:
        assert "'Latin' is no script" in said_of
    else:
        assert said_of == f"themes/ochre.yml:{message}"


def said_in(folder: Path, text: str) -> str:
    (folder / "ochre.yml").write_text(text, "utf-8")
    with pytest.raises(PamphletError) as caught:
        find_theme("ochre", (folder, *BUNDLED))
    return str(caught.value)


def test_a_theme_takes_what_it_does_not_say_from_the_one_it_extends(folder):
    text = 'title: Ochre\nextends: bookish\naccent: "#8a5a00"\nheadlines: {weight: 500}\n'
    (folder / "ochre.yml").write_text(text, "utf-8")
    own = find_theme("ochre", (folder, *BUNDLED))
    book = find_theme("bookish", BUNDLED)
    assert (own.faces, own.ornament) == (book.faces, book.ornament)
    assert own.headlines == replace(book.headlines, weight=500)
    assert own.colour("accent") == own.colour("on_solid") == "#8a5a00"
    # The inks of another colour would print another colour.
    assert "accent" in dict(book.inks) and "accent" not in dict(own.inks)


def test_a_theme_that_extends_itself_or_nothing_known(folder):
    assert said_in(folder, "title: O\nextends: ochre\n") == (
        "themes/ochre.yml:2: the theme 'ochre' extends itself\n"
        "  name another, or leave 'extends' out"
    )
    assert said_in(folder, "title: O\nextends: lod\n") == (
        "themes/ochre.yml:2: there is no theme 'lod'\n  did you mean 'loud'?"
    )


@pytest.mark.parametrize("name", theme_names(BUNDLED))
def test_bundled_colours_are_built_of_two_inks_at_most(name):
    theme = find_theme(name, BUNDLED)
    assert {"accent", "solid"} & dict(theme.inks).keys()
    assert all(len(build) <= 2 for _, build in theme.inks)
