"""`pamphlet check`: what finished files are measured against."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pamphlet.cli.asking import add_editions, add_format, find_editions
from pamphlet.errors import PamphletError

if TYPE_CHECKING:
    from pamphlet.build import Checked
    from pamphlet.preflight.measured import Measured

# Of the places where a measure fails so many are named in the table; JSON has more.
_NAMED = 3


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = (
        "Measure the files of editions, as they lie in the output folder: every word is on "
        "the pages, every page on the sheets, and the type is set as a good leaflet's is."
    )
    add_editions(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the files of editions; 0 all holds, 1 something fails, 2 nothing could be measured."""
    editions, out = find_editions(args)
    from pamphlet.build import check_edition

    found: list[Checked] = []
    problems: dict[str, PamphletError] = {}
    for edition, around in editions:
        try:
            found.append(check_edition(edition, around, out))
        except PamphletError as problem:
            problems[edition.name] = problem
    if args.format == "json":
        rows = [_facts(checked) for checked in found]
        rows += [_no_facts(name, problem) for name, problem in problems.items()]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        if found:
            print("\n\n".join(_table(checked) for checked in found))
        for name, problem in problems.items():
            print(f"{name}: {problem}", file=sys.stderr)
    if problems and not found:
        return 2
    return 1 if problems or not all(checked.holds for checked in found) else 0


def _facts(checked: Checked) -> dict[str, Any]:
    """Return what was measured of an edition as check.schema.json describes it."""
    return {
        "name": checked.name,
        "layout": checked.layout,
        "lang": checked.lang,
        "words": checked.words,
        "holds": checked.holds,
        "problem": None,
        "measures": [asdict(measured) for measured in checked.measures],
    }


def _no_facts(name: str, problem: PamphletError) -> dict[str, Any]:
    """Return the same of an edition that could not be measured."""
    unknown = dict.fromkeys(("layout", "lang", "words"))
    return {"name": name, **unknown, "holds": False, "problem": str(problem), "measures": []}


def _table(checked: Checked) -> str:
    """Return the measures of an edition, one a line, below each where it fails."""
    failing = sum(not measured.holds for measured in checked.measures)
    says = f"{failing} of {len(checked.measures)} fail" if failing else "all hold"
    head = f"{checked.name}: {checked.layout}, {checked.lang}, {checked.words} words, {says}"
    names = max(len(measured.name) for measured in checked.measures)
    shown = max(len(measured.shown) for measured in checked.measures if measured.holds)
    return "\n".join([head, *(_row(row, names, min(shown, 34)) for row in checked.measures)])


def _row(measured: Measured, names: int, shown: int) -> str:
    verdict = "ok   " if measured.holds else "FAILS"
    row = f"  {verdict} {measured.name:{names}}  {measured.shown:{shown}}  {measured.target}"
    lines = [f"{row} ({measured.note})" if measured.note else row]
    lines += [f"        {place}" for place in measured.places[:_NAMED]]
    if len(measured.places) > _NAMED:
        lines.append(f"        and {len(measured.places) - _NAMED} more places")
    if measured.hint:
        lines.append(f"        {measured.hint}")
    return "\n".join(lines)
