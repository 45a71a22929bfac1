"""`pamphlet schemes`: the ways in which pages can be put on sheets."""

from __future__ import annotations

import argparse
import json


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = "List the schemes that 'pamphlet impose --scheme NAME' knows."
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List all schemes; return 0."""
    from pamphlet.imposition import schemes

    found = schemes()
    if args.format == "json":
        listed = [{"name": scheme.name, "description": scheme.line} for scheme in found]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    width = max(len(scheme.name) for scheme in found)
    for scheme in found:
        print(f"{scheme.name:{width}}  {scheme.line}")
    return 0
