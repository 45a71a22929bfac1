"""`pamphlet layouts` and `pamphlet themes`: what there is to build with."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from pamphlet.cli.asking import add_format, current_project

if TYPE_CHECKING:
    from pamphlet.layout import Layout


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Add the options of either verb."""
    parser.description = f"List the {verb} that 'build' knows."
    add_format(parser)
    parser.set_defaults(run=run if verb == "layouts" else run_themes)


def run(args: argparse.Namespace) -> int:
    """List every layout; 1 when one of them cannot be read."""
    from pamphlet.errors import PamphletError, UsageError
    from pamphlet.layout import find_layout, layout_names
    from pamphlet.resources import layout_folders

    project = current_project()
    folders = layout_folders(project.root if project else None)
    rows, problems = [], []
    for name in layout_names(folders):
        try:
            layout = find_layout(name, folders)
        except UsageError:
            continue  # only there for others to extend
        except PamphletError as problem:
            problems.append(problem)
            continue
        rows.append(
            {
                "name": name,
                "title": layout.title,
                "about": layout.about,
                "pages": _pages(layout),
                "trim": {key: str(paper.trim(0)) for key, paper in layout.papers.items()},
                "sheet": {key: str(paper.sheet) for key, paper in layout.papers.items()},
                "scheme": layout.sheets_scheme,
                "folder": str(layout.folders[0]),
            }
        )
    _print_layouts(rows, args.format)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _pages(layout: Layout) -> int | str:
    """Return how many pages a layout has, in figures or in words."""
    if layout.pages is None or layout.fewest == layout.pages:
        return layout.pages or "any number"
    return f"{layout.fewest}-{layout.pages}"


def _print_layouts(rows: list[dict], how: str) -> None:
    if how == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        trims = ", ".join(f"{size} on {key}" for key, size in row["trim"].items())
        print(f"{row['name']}: {row['title']}, {row['pages']} pages ({trims})\n  {row['about']}")


def run_themes(args: argparse.Namespace) -> int:
    """List every theme."""
    from pamphlet.resources import theme_folders
    from pamphlet.theme import find_theme, theme_names

    project = current_project()
    folders = theme_folders(project.root if project else None)
    rows = [find_theme(name, folders) for name in theme_names(folders)]
    if args.format == "json":
        found = [{"name": row.name, "title": row.title, **dict(row.colours)} for row in rows]
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(f"{row.name}: {dict(row.colours)['accent']}")
    return 0
