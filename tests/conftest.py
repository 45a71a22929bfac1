"""What tests share: a project to build in, and the sample editions, built once a run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pamphlet.cli import main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "cases" / "samples"

STATEMENT = """\
---
title: The footpath stays
issuer: Friends of the Mill Path
date: 2027-02-03
lang: en
slogans: [Keep the path open]
call_to_action: {what: Walk with us, date: 2027-02-13, time: "14:00", place: Mill gate}
contact: {web: millpath.example, phone: "0555 0143"}
---
For ninety years people have walked from the mill to the station beside the water.
In autumn a fence was put across it. Nobody was asked.

We walked the way round it: it takes twenty minutes and crosses the main road twice.

> I take the children by the road now, and hold my breath.

We ask the council to open the gate before Easter.
"""


# What tests tell of what they made, in the last lines of a run.
TOLD = {"wheel": "the wheel that was built", "gallery": "the gallery"}


def pytest_terminal_summary(terminalreporter) -> None:
    """Say how large the wheel is that a test has built, and how long the gallery took."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, value in report.user_properties:
            if name in TOLD:
                terminalreporter.write_line(f"{TOLD[name]}: {value}")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """An empty project with one statement, the working folder of the test."""
    folder = tmp_path / "project"
    (folder / "statements").mkdir(parents=True)
    (folder / "statements" / "footpath.md").write_text(STATEMENT, "utf-8")
    (folder / "pamphlet.yml").write_text(
        "title: Path\neditions:\n"
        "  - name: path\n    statements: [footpath]\n    layout: handbill\n",
        "utf-8",
    )
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def pamphlet(capsys):
    """Run a command line; return its exit code, what it printed, and what it complained of."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


WAIT_SECONDS = 900


def built_once(folder: Path, build) -> Path:
    """Build into a folder that all processes of a test run share; one of them does it."""
    done = folder / ".done"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        for _ in range(WAIT_SECONDS * 10):
            if done.exists():
                return folder
            time.sleep(0.1)
        raise TimeoutError(f"{folder} was never built") from None
    build(folder)
    done.touch()
    return folder


@pytest.fixture(scope="session")
def shared_tmp(tmp_path_factory) -> Path:
    """A folder that the processes of one test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def samples(shared_tmp) -> Path:
    """The output folder of every sample edition of the repository."""

    def build(folder: Path) -> None:
        here = Path.cwd()
        os.chdir(ROOT)
        try:
            assert main(["build", "--out", str(folder)]) == 0
        finally:
            os.chdir(here)

    return built_once(shared_tmp / "samples", build)


@pytest.fixture(scope="session")
def gallery(shared_tmp) -> Path:
    """The folder of the gallery: every layout with every text of docs/gallery.yml, checked."""

    def build(folder: Path) -> None:
        script = ROOT / "docs" / "make_gallery.py"
        command = [sys.executable, str(script), "--out", str(folder), "--no-page"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        # What was found is for the tests to judge; here it must only have been made.
        assert (folder / "gallery.json").exists(), done.stderr

    return built_once(shared_tmp / "gallery", build)
