"""The schemas that editors check against say what the program reads."""

from __future__ import annotations

import json

import pytest

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
