"""The house keeps its shape: imports run downhill, and only the command line prints."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pamphlet"

# Each room and the rooms it may import, as docs/design.md draws them.
GROUND = {"errors", "units"}
LOW = {
    "files": {"errors"},
    "notes": {"errors", "files"},
    "draft": set(),
    "fields": {"errors"},
    "language": GROUND,
    "pdf": GROUND | {"language"},
}
MODEL = {"model": GROUND}
IMPOSITION = {"imposition": GROUND}
FOUND = GROUND | {"files", "notes", "draft", "fields", "language", "pdf", "model", "imposition"}
DATA = {
    "resources": FOUND,
    "fontfile": GROUND,
    "fonts": GROUND | {"fontfile", "notes"},
    "theme": FOUND | {"layout"},
    "project": FOUND | {"resources"},
    "layout": FOUND | {"resources"},
}
BELOW_STAGES = FOUND | set(DATA)
STAGES = dict.fromkeys(
    (
        "reading",
        "compose",
        "setting",
        "markup",
        "render",
        "press",
        "impose",
        "contact",
        "preflight",
    ),
    BELOW_STAGES,
)
TOP = {
    "build": BELOW_STAGES | set(STAGES),
    "batch": BELOW_STAGES | {"build", "render"},
    "schemas": BELOW_STAGES | {"reading"},
    "cli": BELOW_STAGES | set(STAGES) | {"build", "batch"},
    "__main__": {"cli"},
}
MAY_IMPORT = {
    "errors": set(),
    "units": set(),
    **LOW,
    **MODEL,
    **IMPOSITION,
    **DATA,
    **STAGES,
    **TOP,
}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    """Return the rooms of the package that a module imports, functions included."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            names = (
                [node.module]
                if node.module != "pamphlet"
                else [f"pamphlet.{alias.name}" for alias in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        rooms |= {name.split(".")[1] for name in names if re.match(r"pamphlet\.\w", name or "")}
    return {room for room in rooms if (SOURCE / room).is_dir() or (SOURCE / f"{room}.py").is_file()}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downhill(path):
    room = room_of(path)
    if room == "__init__":
        return
    uphill = imported_rooms(path) - MAY_IMPORT[room] - {room}
    assert not uphill, f"{room} may not import {sorted(uphill)}"


def test_every_room_has_its_place_in_the_table():
    rooms = {room_of(path) for path in modules()} - {"__init__"}
    assert rooms == set(MAY_IMPORT)


def test_only_the_command_line_prints():
    for path in modules():
        if room_of(path) in ("cli", "schemas"):
            continue
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
        ]
        assert not calls, f"{path.relative_to(SOURCE)} prints"


@pytest.mark.parametrize(
    ("library", "room"),
    [("weasyprint", "render"), ("jinja2", "markup")],
)
def test_one_room_uses_each_engine(library, room):
    users = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else []
            )
            if any(name.split(".")[0] == library for name in names):
                users.add(room_of(path))
    assert users - {"cli"} == {room}  # the doctor asks for versions


def test_no_file_is_too_long_to_hold_in_mind():
    for path in modules():
        lines = path.read_text("utf-8").count("\n")
        assert lines <= 400, f"{path.relative_to(SOURCE)} has {lines} lines: part it"


def test_layout_files_are_short():
    for path in sorted((ROOT / "layouts").rglob("*")):
        if path.is_file():
            assert path.read_text("utf-8").count("\n") <= 200, path


def test_every_module_says_what_it_is_for():
    for path in modules():
        assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_no_file_of_the_program_is_ignored_by_git():
    """A folder named like one of a build tool's would be missing in every clone."""
    if not (ROOT / ".git").exists():
        pytest.skip("not in a clone")
    kept = ("src", "layouts", "fonts", "themes", "statements", "tests", "docs", "benchmarks")
    files = [
        str(path.relative_to(ROOT))
        for folder in kept
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    done = subprocess.run(
        ["git", "check-ignore", "--stdin"],
        cwd=ROOT,
        input="\n".join(files),
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""
