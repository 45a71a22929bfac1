"""Designs: one text in every one of them, and what a layout and a script keep of their own."""

from __future__ import annotations

import logging
from pathlib import Path

import pikepdf
import pytest

from pamphlet.build import Surroundings, Wishes, build_edition, check_edition
from pamphlet.build.faces import letters_first, with_design
from pamphlet.compose import compose
from pamphlet.errors import Location
from pamphlet.fonts import font_library
from pamphlet.layout import find_layout
from pamphlet.project import Edition
from pamphlet.reading import read_statement
from pamphlet.resources import bundled_root, font_folders, layout_folders, theme_folders
from pamphlet.theme import find_theme

STATEMENTS = bundled_root() / "statements"
THEMES = theme_folders(None)
LIBRARY = font_library(font_folders(None))
DESIGNS = ("loud", "bookish", "geometric", "plain")
HEADLINES = {
    "loud": "Sofia-Sans",
    "bookish": "EB-Garamond",
    "geometric": "Jost",
    "plain": "Source-Sans",
}


def edition(statement: str, layout: str, theme: str) -> Edition:
    path = STATEMENTS / statement
    return Edition(f"{path.stem}-{theme}", (path,), layout, Location("x"), theme=theme)


@pytest.mark.parametrize("theme", DESIGNS)
def test_a_handbill_is_set_as_planned_and_holds_in_every_design(theme, tmp_path, caplog):
    caplog.set_level(logging.INFO, "pamphlet")
    wanted = edition("night-bus.md", "handbill", theme)
    build_edition(wanted, Surroundings(), Wishes(tmp_path))
    assert not [record for record in caplog.messages if "otherwise than planned" in record]
    checked = check_edition(wanted, Surroundings(), tmp_path)
    assert [found.name for found in checked.measures if not found.holds] == []
    with pikepdf.open(tmp_path / wanted.name / f"{wanted.name}.screen.pdf") as pdf:
        names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert any(HEADLINES[theme] in name for name in names)
    for other in set(HEADLINES.values()) - {HEADLINES[theme]}:
        assert not any(other in name for name in names)


@pytest.mark.parametrize("theme", DESIGNS)
@pytest.mark.parametrize("script", ["Latn", "Grek", "Cyrl", "Arab", "Hebr"])
def test_every_script_has_a_face_with_its_letters_first_in_every_design(theme, script):
    from pamphlet.language.scripts import script as facts_of

    layout = find_layout("handbill", layout_folders(None))
    designed = with_design(layout, find_theme(theme, THEMES), LIBRARY)
    letters = {ord(letter) for letter in facts_of(script).letters}
    for role in ("text", "sans", "display"):
        first = LIBRARY.find(designed.families(role, script)[0])
        assert letters <= first.characters, (role, first.families)


def test_faces_that_a_layout_names_itself_are_changed_by_no_theme(tmp_path):
    home = tmp_path / "layouts" / "sans"
    home.mkdir(parents=True)
    (home / "layout.yml").write_text(
        "title: Sans\nextends: handbill\nfaces: {Latn: {text: [Noto Sans]}}\n", "utf-8"
    )
    layout = find_layout("sans", layout_folders(tmp_path))
    designed = with_design(layout, find_theme("geometric", THEMES), LIBRARY)
    assert designed.families("text", "Latn")[0] == "Noto Sans"
    assert designed.families("display", "Latn")[0] == "Jost"
    assert designed.setting("Latn").scale == layout.setting("Latn").scale


@pytest.mark.parametrize(
    ("letter", "family"), [("é", "Jost"), ("ế", "Geologica"), ("ɛ", "Noto Serif")]
)
def test_a_text_is_set_in_one_face_that_has_all_its_letters(letter, family, tmp_path):
    path = tmp_path / "it.txt"
    path.write_text(f"---\ntitle: One\nlang: vi\n---\nA word with {letter} in it.\n", "utf-8")
    layout = find_layout("handbill", layout_folders(None))
    designed = with_design(layout, find_theme("geometric", THEMES), LIBRARY)
    composition = compose((read_statement(path),), layout, name="it")
    found = letters_first(designed, LIBRARY, composition)
    assert found.families("text", "Latn")[0] == family


def test_no_stylesheet_or_template_names_a_design():
    """A layout serves every design by the shared properties and classes alone."""
    names = ("bookish", "geometric", "plain.yml", "loud")
    for path in Path(bundled_root() / "layouts").rglob("*"):
        if path.suffix in (".css", ".j2"):
            text = path.read_text("utf-8")
            assert not [name for name in names if f".{name}" in text], path
