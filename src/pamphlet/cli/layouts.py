"""`pamphlet layouts` and `pamphlet themes`: what there is to build with."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pamphlet.cli.asking import add_format, current_project

if TYPE_CHECKING:
    from pamphlet.layout import Layout
    from pamphlet.theme import Theme

ROLES = ("text", "sans", "display")
COLOURS = ("accent", "tint", "ink", "paper", "solid", "on_solid", "shape")


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
    """List every theme with its colours and faces; 1 when one of them cannot be read."""
    from pamphlet.build.faces import with_design
    from pamphlet.errors import PamphletError
    from pamphlet.fonts import font_library
    from pamphlet.layout import find_layout
    from pamphlet.resources import font_folders, layout_folders, theme_folders
    from pamphlet.theme import brand_file, find_theme, theme_names

    project = current_project()
    root = project.root if project else None
    folders, brand = theme_folders(root), brand_file(root)
    library = font_library(font_folders(root))
    # The faces that a theme leaves to the layout are those that all layouts share.
    layout = find_layout("handbill", layout_folders(None))
    rows, problems = [], []
    for name in theme_names(folders, brand):
        try:
            theme = find_theme(name, folders, brand=brand)
            rows.append(_theme_row(theme, with_design(layout, theme, library)))
        except PamphletError as problem:
            problems.append(problem)
    _print_themes(rows, args.format)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _theme_row(theme: Theme, layout: Layout) -> dict[str, Any]:
    return {
        "name": theme.name,
        "title": theme.title,
        "about": theme.about,
        **dict(theme.colours),
        "inks": {key: dict(build) for key, build in theme.inks},
        "faces": {
            script: {role: layout.families(role, script)[0] for role in ROLES}
            for script in _SCRIPTS
        },
        "density": theme.density,
        "headlines": asdict(theme.headlines),
        "ornament": asdict(theme.ornament),
    }


# The scripts whose faces are shown: those that bundled fonts have.
_SCRIPTS = ("Latn", "Grek", "Cyrl", "Arab", "Hebr")


def _print_themes(rows: list[dict[str, Any]], how: str) -> None:
    if how == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        faces, headlines = row["faces"]["Latn"], row["headlines"]
        said = "in capitals" if headlines["case"] == "capitals" else "as written"
        colours = ", ".join(f"{key} {row[key]}" for key in COLOURS if key in row)
        print(f"{row['name']}: {row['about']}")
        print(f"  {faces['text']}, headlines in {faces['display']}, {said}, {headlines['lines']}")
        print(f"  {colours}")
