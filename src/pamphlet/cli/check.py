"""`pamphlet check`: what finished files are measured against."""

from __future__ import annotations

import argparse
import json
import sys

from pamphlet.cli.asking import add_editions, add_format, find_editions
from pamphlet.errors import PamphletError


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = (
        "Compare the files of editions, as they lie in the output folder, with their "
        "statements: every word must be on the pages, every page on the sheets."
    )
    add_editions(parser)
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the files of editions; 0 nothing found, 1 something found."""
    editions, out = find_editions(args)
    from pamphlet.build import check_edition

    rows, failed = [], False
    for edition, around in editions:
        try:
            words = check_edition(edition, around, out)
            rows.append({"name": edition.name, "words": words, "lost": 0, "problem": None})
        except PamphletError as problem:
            failed = True
            row = {"name": edition.name, "words": None, "lost": None, "problem": str(problem)}
            rows.append(row)
    if args.format == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 1 if failed else 0
    for row in rows:
        if row["problem"]:
            print(f"{row['name']}: {row['problem']}", file=sys.stderr)
        else:
            print(f"{row['name']}: {row['words']} words, none lost")
    return 1 if failed else 0
