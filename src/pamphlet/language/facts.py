"""The data files of languages, laid over one another.

A tag comes in, what its files say comes out: `fr-CA.yml` over `fr.yml`, `zh-Hant.yml` over
`zh.yml`. Languages whose words are not known, only some rules, have theirs in `rules/`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_HOME = "pamphlet.language"

# CLDR 45, likelySubtags.xml: where Chinese is written in traditional signs.
_TRADITIONAL = ("TW", "HK", "MO")

# What takes its place where a variant says nothing; other values are replaced whole.
_MERGED = ("labels", "spaces_before")


def base_code(tag: str) -> str:
    """Return the language of a tag: `en` for `en-GB`."""
    return _subtags(tag)[0].lower()


def script_subtag(tag: str) -> str:
    """Return the script that a tag names, or that its region writes in, "" for neither."""
    subtags = _subtags(tag)
    if subtags[0].lower() == "zh" and any(part.upper() in _TRADITIONAL for part in subtags[1:]):
        return "Hant"
    found = (part.title() for part in subtags[1:] if len(part) == 4 and part.isalpha())
    return next(found, "")


def locale_name(tag: str) -> str:
    """Return the name of a tag's locale as CLDR writes it: `zh_Hant_TW` for `zh-hant-tw`."""
    code, *others = _subtags(tag)
    shaped = (part.title() if len(part) == 4 else part.upper() for part in others)
    return "_".join((code.lower(), *shaped))


def _subtags(tag: str) -> list[str]:
    return tag.replace("_", "-").split("-")


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of every language whose words are known, sorted."""
    names = (entry.name for entry in files(_HOME).iterdir())
    return tuple(sorted(name[:-4] for name in names if re.fullmatch(r"[a-z]{2,3}\.yml", name)))


@cache
def variants() -> tuple[str, ...]:
    """Return the tags of every variant that has a data file of its own, sorted."""
    names = (entry.name for entry in files(_HOME).iterdir())
    return tuple(sorted(name[:-4] for name in names if re.fullmatch(r"[a-z]{2,3}-\w+\.yml", name)))


def facts_of(tag: str) -> dict[str, Any] | None:
    """Return what the files of a tag say, None when its language has none."""
    code = base_code(tag)
    if code not in codes():
        return _read(f"rules/{code}.yml") if _is_there(f"rules/{code}.yml") else None
    facts = _read(f"{code}.yml")
    for variant in _variants_of(tag):
        facts = _overlaid(_read(f"{variant}.yml"), facts)
    return facts


def _variants_of(tag: str) -> tuple[str, ...]:
    """Return the variants that a tag asks for, the widest first: zh-Hant before zh-TW."""
    code, *others = _subtags(tag)
    asked = dict.fromkeys((script_subtag(tag).lower(), *(part.lower() for part in others)))
    by_name = {name.lower(): name for name in variants()}
    found = (by_name.get(f"{code.lower()}-{part}") for part in asked)
    return tuple(name for name in found if name)


def _overlaid(above: dict[str, Any], below: dict[str, Any]) -> dict[str, Any]:
    merged = {key: {**below.get(key, {}), **above[key]} for key in _MERGED if key in above}
    return {**below, **above, **merged}


def _is_there(name: str) -> bool:
    return files(_HOME).joinpath(name).is_file()


@cache
def _read(name: str) -> dict[str, Any]:
    return read_data(name)


def read_data(name: str) -> dict[str, Any]:
    """Return a data file of this room, every value a string."""
    text = files(_HOME).joinpath(name).read_text("utf-8")
    # BaseLoader keeps every scalar a string: `no` is a Norwegian word, not False.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load(text, Loader=loader)
