"""brand.yml in the form of Quarto's brand files: a theme of the project's own."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pamphlet.cli import main
from pamphlet.errors import PamphletError
from pamphlet.resources import theme_folders
from pamphlet.theme import Theme, brand_file, find_theme, theme_names

BUNDLED = theme_folders(None)

BRAND = """\
meta: {name: Harbour Union}
color:
  palette:
    plum: "#6b1f5c"
  primary: plum
  background: "#fff"
  secondary: "#123456"
typography:
  fonts:
    - {family: Jost, source: google, weight: [400, 700]}
  base: {family: Source Sans 3, size: 11pt}
  headings: {family: Jost, weight: bold}
logo:
  images:
    mark: {path: mark.png, alt: Harbour Union}
  medium: mark
"""

STATEMENT = """\
---
title: The gate stays open
issuer: Harbour Union
lang: en
slogans: [Keep it open]
call_to_action: {what: Meeting, date: 2027-02-15, time: "18:00", place: Shed 4}
---
The harbour board wants to close the east gate. Six hundred people come to work through it.

They would walk for twenty minutes more, on a road without a pavement, in the dark.
"""


@pytest.fixture
def project(tmp_path) -> Path:
    (tmp_path / "brand.yml").write_text(BRAND, "utf-8")
    mark(tmp_path / "mark.png", (400, 200))
    return tmp_path


def mark(path: Path, size: tuple[int, int], ground: tuple = (255, 255, 255, 255)) -> None:
    picture = Image.new("RGBA", size, ground)
    third = (size[0] // 3, size[1] // 3)
    picture.paste((107, 31, 92, 255), (*third, 2 * third[0], 2 * third[1]))
    picture.save(path)


def read(project: Path) -> Theme:
    return find_theme("brand", BUNDLED, brand=brand_file(project))


def said(project: Path, old: str, new: str) -> str:
    assert old in BRAND
    (project / "brand.yml").write_text(BRAND.replace(old, new), "utf-8")
    with pytest.raises(PamphletError) as caught:
        read(project)
    return str(caught.value)


def test_a_brand_gives_colours_faces_and_a_logo(project):
    theme = read(project)
    assert theme.colour("accent") == theme.colour("solid") == "#6b1f5c"
    assert theme.colour("paper") == "#ffffff"
    assert theme.colour("tint") == "#f3edf2"
    latin = dict(dict(theme.faces)["Latn"].families)
    assert latin == {"text": ("Source Sans 3",), "sans": ("Source Sans 3",), "display": ("Jost",)}
    assert theme.headlines.weight == 700
    assert theme.logo == project / "mark.png"


def test_what_quarto_knows_and_we_do_not_use_is_passed_over_with_a_note(project):
    assert read(project).notes == (
        "brand.yml: not used here: meta, color.secondary, typography.base.size",
    )


def test_a_brand_may_extend_any_design(project):
    text = f"{BRAND}defaults:\n  pamphlet: {{extends: bookish}}\n"
    (project / "brand.yml").write_text(text, "utf-8")
    theme = read(project)
    assert theme.headlines.case == "written" and theme.ornament.rules == "thin"
    assert theme.colour("solid") == "#ffffff"


def test_quarto_s_own_name_of_the_file_is_known_too(project):
    (project / "brand.yml").rename(project / "_brand.yml")
    assert "brand" in theme_names(BUNDLED, brand_file(project))
    assert read(project).notes[0].startswith("_brand.yml: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("primary:", "primray:", "brand.yml:5: unknown key 'primray'\n  did you mean 'primary'?"),
        (
            "#6b1f5c",
            "#ffaacc",
            "brand.yml:5: text in 'primary' (#ffaacc) on 'background' (#ffffff) has a contrast of "
            "1.8 to 1, 4.5 is the least\n"
            '  in the same hue this would do: primary: "#e3005b"',
        ),
        (
            "path: mark",
            "path: other",
            "brand.yml:13: there is no logo 'other.png' in the project\n"
            "  give the name of a picture in the project's folder",
        ),
        ("weight: bold", "weight: fat", None),
        (
            "primary: plum",
            "primary: plumm",
            "brand.yml:5: there is no colour 'plumm' in the palette\n  did you mean 'plum'?",
        ),
    ],
)
def test_what_is_wrong_with_a_brand_is_named_with_its_line(project, old, new, message):
    found = said(project, old, new)
    if message:
        assert found == message
    else:
        assert new.split(": ")[1] in found and found.startswith("brand.yml:")


def built(project: Path, monkeypatch, capsys, *options: str) -> str:
    """Build the one edition of a project and return what was said."""
    (project / "statements").mkdir(exist_ok=True)
    (project / "statements" / "gate.md").write_text(STATEMENT, "utf-8")
    editions = "title: Harbour\neditions:\n  - {name: gate, statements: [gate], layout: handbill}\n"
    (project / "pamphlet.yml").write_text(editions, "utf-8")
    monkeypatch.chdir(project)
    main(["build", "--as", "screen", *options])
    said = capsys.readouterr()
    return said.out + said.err


def test_a_brand_that_lies_in_the_project_is_its_theme(project, monkeypatch, capsys):
    said = built(project, monkeypatch, capsys)
    assert "1 of 1 made" in said
    assert "the logo 'mark.png' has a white box around it, which shows on the colours" in said
    with pikepdf.open(project / "out/gate/gate.screen.pdf") as pdf:
        names = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
    assert any("Jost" in name for name in names) and any("Source-Sans" in name for name in names)
    mark(project / "mark.png", (400, 200), (0, 0, 0, 0))
    assert "white box" not in built(project, monkeypatch, capsys)
    mark(project / "mark.png", (400, 200))
    assert "white box" not in built(project, monkeypatch, capsys, "--theme", "plain")


def test_a_coarse_logo_and_an_unknown_family_are_refused(project, monkeypatch, capsys):
    mark(project / "mark.png", (80, 40))
    assert (
        "mark.png: the logo is 80 x 40 pixels: 85 an inch where it is 12 mm high, "
        "150 are the least\n"
        "    save it as SVG, or 119 pixels high or more; this one is good for 4 mm"
    ) in built(project, monkeypatch, capsys)
    mark(project / "mark.png", (400, 200))
    text = BRAND.replace("headings: {family: Jost", "headings: {family: Jots")
    (project / "brand.yml").write_text(text, "utf-8")
    assert (
        "brand.yml:12: there is no font 'Jots'\n"
        "    did you mean 'Jost'?\n"
        "    others go into the project's fonts/ folder"
    ) in built(project, monkeypatch, capsys)
