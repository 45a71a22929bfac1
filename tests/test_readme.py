"""Every command of the README, and of the guides, does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

GUIDES = (
    "README.md",
    "docs/statements.md",
    "docs/printing.md",
    "docs/layouts.md",
    "docs/checking.md",
)

# What these do is shown elsewhere: CI runs the suite in a clone, test_wheel.py makes the wheel.
ELSEWHERE = ("git clone", "./pamphlet test", "./pamphlet bench")


def commands(guide: str) -> list[str]:
    """Return the shell commands of a guide in their order."""
    text = (ROOT / guide).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith(ELSEWHERE)]


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of what a clone holds, set up as after the first run of the launcher."""
    folder = tmp_path_factory.mktemp("clone") / "pamphlet"
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in tracked:
        if (ROOT / name).is_file() and not name.startswith(("tests/test_", "benchmarks/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    set_up(folder)
    return folder


def set_up(folder: Path) -> None:
    """Leave the stamps of a finished set-up, with this very Python as its environment."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    python = programs / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    for kind in ("run", "test"):
        stamp = folder / ".venv" / f".set-up-{kind}"
        needs = [(folder / name).read_bytes() for name in ("pyproject.toml", "pamphlet")]
        stamp.write_bytes(b"".join(needs))
        stamp.with_name(f"{stamp.name}.place").write_text(f"{folder} {python.resolve()}")


def test_guides_hold_commands():
    assert len(commands("README.md")) > 10
    assert all((ROOT / guide).is_file() for guide in GUIDES)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_runs(guide, clone):
    for command in commands(guide):
        words = shlex.split(command, comments=True)
        assert words[0] == "./pamphlet", f"{guide}: {command}"
        done = subprocess.run(words, cwd=clone, capture_output=True, text=True)
        # What is found in a sample's looks is no failure of the command.
        well = (0, 1) if words[1] == "check" else (0,)
        assert done.returncode in well, f"{guide}: {command}\n{done.stdout}{done.stderr}"


def test_layout_of_the_readme_makes_a_handbill(clone):
    text = (ROOT / "README.md").read_text("utf-8")
    manifest = re.search(r"```yaml\n# layouts/quiet/layout.yml\n(.*?)```", text, re.DOTALL)[1]
    folder = clone / "layouts" / "quiet"
    folder.mkdir(exist_ok=True)
    (folder / "layout.yml").write_text(manifest, "utf-8")
    done = subprocess.run(
        ["./pamphlet", "build", "statements/school-crossing.md", "--layout", "quiet"],
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_statement_of_the_readme_can_be_built(clone):
    text = (ROOT / "README.md").read_text("utf-8")
    statement = re.search(r"```markdown\n(.*?)```", text, re.DOTALL)[1]
    (clone / "readme.md").write_text(statement, "utf-8")
    done = subprocess.run(
        ["./pamphlet", "build", "readme.md", "--layout", "trifold"],
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_pictures_and_guides_that_are_linked_are_there():
    for guide in GUIDES:
        path = ROOT / guide
        prose = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#]+)\)", prose):
            if not target.startswith("http"):
                assert (path.parent / target).exists(), f"{guide}: {target}"
