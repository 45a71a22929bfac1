"""The wheel: built, installed into an empty environment elsewhere, it builds a sample."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES

# Fonts make most of it; much more would mean that something got in that does not belong.
LARGEST_MB = 6.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


def test_wheel_carries_what_a_clone_has(wheel, record_property):
    size = wheel.stat().st_size / 1e6
    record_property("wheel", f"{wheel.name}, {size:.1f} MB")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert size < LARGEST_MB
    assert {
        "pamphlet/bundled/layouts/trifold/page.html.j2",
        "pamphlet/bundled/themes/red.yml",
        "pamphlet/bundled/fonts/source-serif-4/OFL.txt",
        "pamphlet/bundled/statements/night-bus.md",
        "pamphlet/bundled/pamphlet.yml",
        "pamphlet/schemas/statement.schema.json",
        "pamphlet/language/ar.yml",
    } <= names
    assert not any("__pycache__" in name or name.startswith("tests/") for name in names)


def test_installed_wheel_builds_a_sample_outside_the_repository(wheel, tmp_path):
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL"))
    }
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", str(wheel)],
        check=True,
        env=environment,
    )
    text = tmp_path / "elsewhere" / "heating.txt"
    text.parent.mkdir()
    text.write_bytes((SAMPLES / "heating.txt").read_bytes())
    program = tmp_path / "env" / "bin" / "pamphlet"
    done = subprocess.run(
        [str(program), "build", "heating.txt", "--layout", "trifold"],
        cwd=text.parent,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in text.parent.rglob("*.pdf")) == [
        "heating-trifold.print.pdf",
        "heating-trifold.screen.pdf",
        "heating-trifold.sheets.pdf",
    ]
    layouts = subprocess.run(
        [str(program), "layouts"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert "handbill: Handbill" in layouts.stdout
