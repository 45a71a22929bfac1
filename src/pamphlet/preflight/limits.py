"""What a file is measured against: the table measures.yml, made stricter by a layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Range = tuple[float, float]

# Of these the greater value is the stricter one; of all others the smaller.
_AT_LEAST = frozenset(
    "body_size smallest_type contrast least_fill picture_good picture_least "
    "poster_good poster_least text_from_trim text_from_fold qr_quiet qr_small qr_large "
    "quote_distance last_line".split()
)
# A key of a layout → the range that it narrows, and which end of it.
_ENDS = {
    "characters_least": (("characters_alone", "characters_in_columns"), 0),
    "characters_most": (("characters_alone", "characters_in_columns"), 1),
    "leading_least": (("leading",), 0),
    "leading_most": (("leading",), 1),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one script: lengths in mm, sizes of type and `off_grid` in pt, see measures.yml."""

    body_size: float
    smallest_type: float
    contrast: float
    families: float
    hyphens_in_row: float
    word_space: float
    wide_space: float
    off_grid: float
    column_feet: float
    least_fill: float
    white_above_block: float
    picture_good: float
    picture_least: float
    poster_good: float
    poster_least: float
    text_from_trim: float
    text_from_fold: float
    qr_quiet: float
    qr_small: float
    qr_large: float
    quote_distance: float
    characters_alone: Range
    characters_in_columns: Range
    leading: Range
    last_line: float


def limits_for(script: str, stricter: Mapping[str, float] | None = None) -> Limits:
    """Return the limits of a script; `stricter` are a layout's own, which loosen none."""
    table = _table()
    found: dict[str, Any] = {}
    for field in fields(Limits):
        value = table[field.name]
        found[field.name] = value.get(script, value["else"]) if isinstance(value, dict) else value
        if isinstance(found[field.name], list):
            found[field.name] = tuple(found[field.name])
    for key, value in (stricter or {}).items():
        if key in _ENDS:
            names, end = _ENDS[key]
            for name in names:
                found[name] = _narrowed(found[name], end, value)
        else:
            found[key] = (max if key in _AT_LEAST else min)(found[key], value)
    return Limits(**found)


def _narrowed(found: Range, end: int, value: float) -> Range:
    low, high = found
    return (max(low, value), high) if end == 0 else (low, min(high, value))


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("measures.yml").read_text("utf-8")
    return yaml.safe_load(text)
