"""JSON Schemas of the files that people write, for editors that check while one types.

That of what `check --format json` prints, one object an edition, lies beside them.

`python -m pamphlet.schemas` writes them anew beside this module, from the
models that read those files; a test holds the two together.
"""

from __future__ import annotations

import ast
import inspect
import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from pamphlet.layout import LayoutFields
from pamphlet.project import ProjectFields
from pamphlet.reading.frontmatter import StatementFields
from pamphlet.schemas.check import CheckFields
from pamphlet.theme import ThemeFields

FOLDER = Path(__file__).parent

MODELS: dict[str, type[BaseModel]] = {
    "pamphlet": ProjectFields,
    "statement": StatementFields,
    "layout": LayoutFields,
    "theme": ThemeFields,
    "check": CheckFields,
}


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of file."""
    model = MODELS[name]
    found = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(mode="validation"),
    }
    said = _said_of_fields(model)
    for part in (found, *found.get("$defs", {}).values()):
        for field, facts in part.get("properties", {}).items():
            sentence = said.get((part["title"], field))
            if sentence:
                facts["description"] = sentence
            facts.pop("title", None)
    return found


def _said_of_fields(model: type[BaseModel]) -> dict[tuple[str, str], str]:
    """Return what the source says under each field of the models of a module."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(model)))
    said = {}
    for part in ast.walk(tree):
        if not isinstance(part, ast.ClassDef):
            continue
        for field, below in zip(part.body, part.body[1:], strict=False):
            is_text = isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
            if isinstance(field, ast.AnnAssign) and is_text:
                said[part.name, field.target.id] = " ".join(below.value.value.split())
    return said


def written(name: str) -> str:
    """Return the text of one schema's file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def path_of(name: str) -> Path:
    """Return where a schema lies in the package."""
    return FOLDER / f"{name}.schema.json"
