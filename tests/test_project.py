"""pamphlet.yml: what it may say, and what is said when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pamphlet.errors import PamphletError
from pamphlet.project import read_project
from pamphlet.resources import find_project

FACTS = {
    "heating": ("en", ""),
    "heating.ar": ("ar", "heating"),
    "water": ("en", ""),
    "water.ar": ("ar", "water"),
    "wasser": ("de", "water"),
}


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "statements").mkdir()
    for name in FACTS:
        (tmp_path / "statements" / f"{name}.md").write_text("x", "utf-8")
    return tmp_path


def read(folder: Path, text: str):
    path = folder / "pamphlet.yml"
    path.write_text(text, "utf-8")
    return read_project(path, translations=lambda statement: FACTS[statement.stem])


def complaint(folder: Path, text: str) -> str:
    with pytest.raises(PamphletError) as caught:
        read(folder, text)
    return str(caught.value)


def names(project) -> list[str]:
    return [edition.name for edition in project.editions]


def stems(edition) -> list[str]:
    return [path.stem for path in edition.statements]


def test_project_without_editions_is_a_project(folder):
    project = read(folder, "title: Northern Estates\n")
    assert (project.title, project.lang, project.paper, project.editions) == (
        "Northern Estates",
        "en",
        "a",
        (),
    )


def test_empty_file_is_a_project(folder):
    assert read(folder, "# nothing yet\n").editions == ()


def test_editions_take_over_what_the_project_says(folder):
    project = read(
        folder,
        "publisher: Tenants\npaper: us\ntheme: blue\neditions:\n"
        "- {name: one, statements: heating, layout: trifold}\n"
        "- {name: two, statements: [water, heating], layout: booklet, paper: a, theme: red}\n",
    )
    one, two = project.editions
    assert (one.paper, one.theme, two.paper, two.theme) == ("us", "blue", "a", "red")
    assert stems(two) == ["water", "heating"]
    assert project.publisher.name == "Tenants"


def test_languages_make_an_edition_each_from_the_translations(folder):
    project = read(
        folder,
        "editions:\n- {name: all, statements: [heating, water], layout: booklet, "
        "languages: [en, ar]}\n",
    )
    assert names(project) == ["all-en", "all-ar"]
    assert [stems(edition) for edition in project.editions] == [
        ["heating", "water"],
        ["heating.ar", "water.ar"],
    ]
    assert [edition.lang for edition in project.editions] == ["en", "ar"]


def test_pattern_gathers_statements_and_not_their_translations(folder):
    project = read(folder, "editions:\n- {name: all, statements: ['*'], layout: booklet}\n")
    assert stems(project.editions[0]) == ["heating", "water"]


def test_numbers_and_words_stay_as_they_are_written(folder):
    project = read(folder, "title: 0561\npublisher: {name: no, phone: 0561 22}\n")
    assert (project.title, project.publisher.name, project.publisher.phone) == (
        "0561",
        "no",
        "0561 22",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "titel: Northern Estates\n",
            "pamphlet.yml:1: unknown key 'titel'\n  did you mean 'title'?",
        ),
        (
            "editions:\n- {name: a, statments: [heating]}\n",
            "pamphlet.yml:2: 'editions[1].statements' is missing\n"
            "  add a line 'statements: …'\n"
            "pamphlet.yml:2: unknown key 'statments'\n  did you mean 'statements'?",
        ),
        (
            "editions:\n  - name: a\n    statements: [heatin]\n",
            "pamphlet.yml:3: there is no statement 'heatin' in statements/\n"
            "  did you mean 'heating'?",
        ),
        (
            "editions:\n- {name: a b, statements: [heating]}\n",
            "pamphlet.yml:2: 'editions[1].name': 'a b' cannot name a file\n"
            "  use letters, digits, '-', '_' and '.', no spaces",
        ),
        (
            "editions:\n- {name: ../a, statements: [heating]}\n",
            "pamphlet.yml:2: 'editions[1].name': '../a' cannot name a file\n"
            "  use letters, digits, '-', '_' and '.', no spaces",
        ),
        (
            "editions:\n- {name: a, statements: [heating]}\n- {name: A, statements: [water]}\n",
            "pamphlet.yml:3: two editions are named 'A': here and at pamphlet.yml:2\n"
            "  give one of them another name",
        ),
        (
            "editions:\n- {name: a, statements: [heating], languages: [en, fr]}\n",
            "pamphlet.yml:2: there is no translation of 'heating' into 'fr'\n"
            "  write statements/heating.fr.md with 'translation_of: heating'",
        ),
        (
            "paper: A4\n",
            "pamphlet.yml:1: 'paper' is 'A4', not one of 'a' or 'us'",
        ),
        (
            "editions: heating\n",
            "pamphlet.yml:1: 'editions' should be a list",
        ),
        (
            "publisher: {name: X, logo: logo.png}\n",
            "pamphlet.yml:1: there is no logo 'logo.png' in the project\n"
            "  give the name of a picture in the project's folder",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, said, folder):
    assert complaint(folder, text) == said


def test_bad_yaml_names_its_line(folder):
    said = complaint(folder, "title: a\nlang: [en\npaper: a\n")
    assert said.startswith("pamphlet.yml:3: this is not YAML: ")


def test_statements_that_differ_in_their_suffix_are_named_with_it(folder):
    (folder / "statements" / "water.txt").write_text("x", "utf-8")
    said = complaint(folder, "editions:\n- {name: a, statements: [water]}\n")
    assert said == ("pamphlet.yml:2: 'water' is water.md and water.txt\n  name one with its suffix")
    project = read(folder, "editions:\n- {name: a, statements: [water.md]}\n")
    assert stems(project.editions[0]) == ["water"]


def test_nearest_project_above_is_found(folder):
    (folder / "pamphlet.yml").write_text("title: x\n", "utf-8")
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    assert find_project(below) == folder / "pamphlet.yml"
