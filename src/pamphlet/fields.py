"""Outside data, read as strings with their lines, then typed by pydantic.

YAML 1.1 would turn `no` into False, `14:00` into 840 and `0561` into 369, so a
file is read as strings, lists and mappings alone. Every node keeps its line,
and every complaint names it. Files are not opened here: text comes in.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from pamphlet.errors import InputError, Location, PamphletError, raise_all

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]

# Deeper than any file a person writes, shallow enough never to exhaust the stack.
MAX_DEPTH = 30


class Fields(BaseModel):
    """A mapping that a person writes: no unknown keys, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Tree:
    """Plain values of a YAML text, with the line of every key and item."""

    value: Any
    path: str
    lines: dict[Place, int]

    def at(self, place: Place) -> Location:
        """Return where a value stands, or the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return Location(self.path, self.lines.get(place, 1))


def read_yaml(text: str, *, path: str, first_line: int = 1, error: type[InputError]) -> Tree:
    """Return the strings, lists and mappings of a YAML text.

    `first_line` is the line of the file at which `text` begins. Raises `error`
    with the line for bad YAML, a key given twice, an anchor, or a text that is
    no mapping.
    """
    reader = _YamlReader(path, first_line, error)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        reader.refuse_depth(yaml.parse(text, Loader=loader))
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as problem:
        raise reader.fail(
            f"this is not YAML: {problem.problem}",
            problem.problem_mark or problem.context_mark,
            "put a text that has a colon, a # or a quotation mark in it between quotes",
        ) from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise reader.fail(f"this is not YAML: {str(problem).splitlines()[0]}", None) from None
    value = {} if node is None else reader.read(node, ())
    if not isinstance(value, dict):
        raise reader.fail("expected 'key: value' lines", node.start_mark)
    return Tree(value, path, reader.lines)


class _YamlReader:
    """Turns the nodes of one YAML text into plain values and remembers their lines."""

    def __init__(self, path: str, first_line: int, error: type[InputError]) -> None:
        self.path, self.first_line, self.error = path, first_line, error
        self.lines: dict[Place, int] = {}
        self.used: set[int] = set()

    def fail(self, message: str, mark: yaml.Mark | None, hint: str | None = None) -> InputError:
        line = self.first_line + (mark.line if mark else 0)
        return self.error(message, at=Location(self.path, line), hint=hint)

    def refuse_depth(self, events: Iterable[yaml.Event]) -> None:
        """Refuse what is nested so deeply that composing it would exhaust the stack."""
        depth = 0
        for event in events:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                raise self.fail("nested too deeply", event.start_mark)

    def read(self, node: yaml.Node, place: Place) -> Any:
        self.lines.setdefault(place, self.first_line + node.start_mark.line)
        if isinstance(node, yaml.ScalarNode):
            return None if node.tag.endswith(":null") and not node.style else node.value
        if id(node) in self.used:  # an alias; repeated, they grow without bound
            raise self.fail("anchors and aliases are not read", node.start_mark, "write it out")
        self.used.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*place, i)) for i, item in enumerate(node.value)]
        return self.read_mapping(node, place)

    def read_mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                raise self.fail("a key must be a word", key_node.start_mark)
            if key in found:
                mark = key_node.start_mark
                raise self.fail(f"the key {key!r} is given twice", mark, "keep one of them")
            self.lines[(*place, key)] = self.first_line + key_node.start_mark.line
            found[key] = self.read(value_node, (*place, key))
        return found


def typed(model: type[Model], tree: Tree, *, error: type[InputError]) -> Model:
    """Return the tree's values as `model`, or raise all that is wrong with them."""
    try:
        return model.model_validate(_without_empty(tree.value))
    except ValidationError as problems:
        raise_all([_complaint(model, tree, problem, error) for problem in problems.errors()])
        raise


def _without_empty(value: Any) -> Any:
    """Drop keys with nothing behind them: `subtitle:` means no subtitle."""
    if isinstance(value, dict):
        return {key: _without_empty(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_empty(item) for item in value if item is not None]
    return value


def _complaint(
    model: type[BaseModel], tree: Tree, problem: dict, error: type[InputError]
) -> PamphletError:
    place = tuple(part for part in problem["loc"] if _is_written(part))
    name = _written_name(place)
    kind, context = problem["type"], problem.get("ctx", {})
    hint = context.get("hint")
    if kind == "extra_forbidden":
        known = _keys_around(model, problem["loc"])
        message = f"unknown key {str(place[-1])!r}"
        hint = did_you_mean(str(place[-1]), known) or f"known keys: {', '.join(known)}"
    elif kind == "missing":
        message, hint = f"{name!r} is missing", f"add a line '{place[-1]}: …'"
        place = place[:-1]
    elif kind in _KINDS:
        message, hint = f"{name!r} should be {_KINDS[kind]}", hint
    elif kind in _BOUNDS:
        bound = next(iter(context.values()))
        message = f"{name!r} is {problem['input']}, {bound:g} is the {_BOUNDS[kind]}"
    elif kind == "literal_error":
        message = f"{name!r} is {problem['input']!r}, not one of {context['expected']}"
    else:
        message = f"{name!r}: {problem['msg']}"
    return error(message, at=tree.at(place), hint=hint)


_BOUNDS = {"less_than_equal": "most", "greater_than_equal": "least"}

_KINDS = {
    "string_type": "a text, not a list or a group of keys",
    "list_type": "a list",
    "tuple_type": "a list",
    "model_type": "a group of keys",
    "dict_type": "a group of keys",
    "model_attributes_type": "a group of keys",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
}


def _is_written(part: str | int) -> bool:
    """Tell keys of the file from the marks that pydantic adds for its own branches."""
    return isinstance(part, int) or not part.startswith(("function-", "tuple[", "lax-or-strict"))


def _written_name(place: Place) -> str:
    name = ""
    for part in place:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _keys_around(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """Return the keys that may stand where an unknown one was found."""
    for part in place[:-1]:
        field = model.model_fields.get(part) if isinstance(part, str) else None
        inner = _models_in(field.annotation) if field else []
        if inner:
            model = inner[0]
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    inner = getattr(annotation, "__args__", ())
    return [found for part in inner for found in _models_in(part)]


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """Return a question that names the nearest known word, if one is near."""
    near = difflib.get_close_matches(word.lower(), [str(name) for name in known], n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else None


def complain(message: str, hint: str | None = None) -> PydanticCustomError:
    """Return an error to raise inside a validator, in words for a user."""
    safe = message.replace("{", "(").replace("}", ")")
    return PydanticCustomError("pamphlet", safe, {"hint": hint} if hint else None)


def _parse_day(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    parts = text.strip().split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise complain(f"{text!r} is not a date", "write year-month-day, as in 2025-02-03")
    try:
        return date(*map(int, parts))
    except ValueError as problem:
        raise complain(
            f"{text!r} is not a day of the calendar ({problem})",
            "write year-month-day, as in 2025-02-03",
        ) from None


def listed(value: Any) -> Any:
    """Take one text where a list of texts may stand."""
    return [value] if isinstance(value, str) else value


def _not_empty(text: str) -> str:
    if not text:
        raise complain("nothing is written here", "write a text, or leave the key out")
    return text


class OrText:
    """Says in a schema that a lone text may stand for the list or the group."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [{"type": ["string", "number", "boolean"]}, handler(core)]}


# What an editor takes for a number (a year, a telephone) is a text to us.
_ANY_SCALAR = WithJsonSchema({"type": ["string", "number", "boolean"]})

Day = Annotated[date, BeforeValidator(_parse_day)]
Line = Annotated[str, _ANY_SCALAR]
Text = Annotated[str, AfterValidator(_not_empty), _ANY_SCALAR]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed), OrText()]
YesNo = Annotated[bool, WithJsonSchema({"enum": [True, False, "yes", "no"]})]
