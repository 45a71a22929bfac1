"""The schemas that editors check against say what the program reads."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from conftest import ROOT
from pamphlet.schemas import MODELS, path_of, schema, written


@pytest.mark.parametrize("name", MODELS)
def test_published_schema_is_that_of_the_program(name):
    assert path_of(name).read_text("utf-8") == written(name), "run: python -m pamphlet.schemas"


@pytest.mark.parametrize("name", MODELS)
def test_every_schema_refuses_unknown_keys_and_says_what_it_is(name):
    found = schema(name)
    parts = [found, *found.get("$defs", {}).values()]
    assert all(part.get("additionalProperties") is False for part in parts)
    assert all(part.get("description") for part in parts)


def test_schema_names_the_keys_of_the_design():
    keys = set(schema("statement")["properties"])
    assert {
        "title", "kicker", "subtitle", "issuer", "byline", "date", "place", "lang", "slogans",
        "pull_quotes", "call_to_action", "contact", "qr", "image", "imprint", "translation_of",
        "layout",
    } <= keys  # fmt: skip


def test_schemas_are_json():
    for name in MODELS:
        json.loads(path_of(name).read_text("utf-8"))
    assert (ROOT / "src" / "pamphlet" / "schemas" / "statement.schema.json").is_file()


# --- what people write passes, what is wrong does not ------------------------------------


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2, core schema: true is a boolean, no is a word, a day is a text."""


_AsEditorsRead.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n\0"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    _AsEditorsRead.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def problems(name: str, text: str) -> list[str]:
    """Return what an editor would underline."""
    value = yaml.load(text, Loader=_AsEditorsRead)
    checker = jsonschema.Draft202012Validator(schema(name))
    return [error.message for error in checker.iter_errors(value)]


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


@pytest.mark.parametrize("path", sorted((ROOT / "statements").glob("*.md")), ids=lambda p: p.stem)
def test_sample_statements_pass(path):
    assert problems("statement", front_matter(path)) == []


@pytest.mark.parametrize("path", sorted((ROOT / "layouts").glob("*/layout.yml")), ids=str)
def test_bundled_layouts_pass(path):
    missing = [] if "title:" in path.read_text("utf-8") else ["'title' is a required property"]
    assert problems("layout", path.read_text("utf-8")) == missing


@pytest.mark.parametrize("path", sorted((ROOT / "themes").glob("*.yml")), ids=lambda p: p.stem)
def test_bundled_themes_pass(path):
    assert problems("theme", path.read_text("utf-8")) == []


def test_project_passes():
    assert problems("pamphlet", (ROOT / "pamphlet.yml").read_text("utf-8")) == []


def test_lone_texts_and_numbers_pass_where_they_are_read():
    assert problems(
        "statement",
        "title: 1984\nslogans: One\nimage: a.jpg\nimprint: Us\ncall_to_action: Come\n"
        "date: 2027-02-03\ncontact: {phone: 5550143}\n",
    ) == []  # fmt: skip
    assert problems("pamphlet", "publisher: Us\neditions: [{name: a, statements: b}]") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("statement", "titel: x"),
        ("statement", "contact: us"),
        ("statement", "title: [a, b]"),
        ("pamphlet", "paper: a5"),
        ("layout", "title: T\nabstract: maybe"),
        ("theme", "title: T"),
    ],
)
def test_mistakes_are_underlined(name, text):
    assert problems(name, text)
