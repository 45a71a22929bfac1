"""How long one waits for the first leaflet, and for help.

A handbill in three forms from a cold start, beside the same without planning its type, and
beside the `weasyprint` command and a headless browser, which each make one PDF of the very
same page.
"""

from __future__ import annotations

import multiprocessing
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.processes import medians

ROOT = Path(__file__).resolve().parent.parent
STATEMENT = ROOT / "statements" / "night-bus.md"
REPEATS = 9

TARGET_RATIO = 1.4
TARGET_PLANNED = 1.2
TARGET_HELP_S = 0.12


def run() -> list[dict[str, Any]]:
    """Return a row for each tool; what is absent has a note instead."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_handbill(Path(folder)), *_help(Path(folder))]


def _handbill(folder: Path) -> list[dict[str, Any]]:
    page = folder / "page.html"
    # Not in this process: a child's peak memory is never less than its parent's.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        html = pool.submit(page_of, STATEMENT, folder).result()
    page.write_text(html, "utf-8")
    weasyprint = Path(sys.executable).with_name("weasyprint")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    commands: dict[str, list[str]] = {
        "pamphlet, three forms": [
            sys.executable, "-m", "pamphlet", "build", str(STATEMENT), "--layout", "handbill",
            "--out", str(folder / "out"), "--refit",
        ],
        "pamphlet, the same again": [
            sys.executable, "-m", "pamphlet", "build", str(STATEMENT), "--layout", "handbill",
            "--out", str(folder / "out"),
        ],
        "pamphlet, without planning": [
            sys.executable, str(ROOT / "benchmarks" / "plain.py"), str(STATEMENT),
            "--layout", "handbill", "--out", str(folder / "out"),
        ],
        "weasyprint, one PDF": [str(weasyprint), str(page), str(folder / "weasyprint.pdf")],
    }  # fmt: skip
    if browser:
        commands["chromium, one PDF"] = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'chromium.pdf'}", page.as_uri(),
        ]  # fmt: skip
    found = medians(commands, folder, repeats=REPEATS)
    base = found["weasyprint, one PDF"].seconds
    rows = [
        {
            "tool": name,
            "seconds": round(run.seconds, 2),
            "memory_mb": round(run.memory_mb),
            "times_weasyprint": round(run.seconds / base, 2),
        }
        for name, run in found.items()
    ]
    ratio = found["pamphlet, three forms"].seconds / base
    rows[0] |= {"target": TARGET_RATIO, "within": ratio <= TARGET_RATIO}
    plain = found["pamphlet, without planning"].seconds
    planned = found["pamphlet, three forms"].seconds / plain
    rows[0] |= {
        "times_unplanned": round(planned, 2),
        "target_unplanned": TARGET_PLANNED,
        "within_unplanned": planned <= TARGET_PLANNED,
    }
    if not browser:
        rows.append({"tool": "chromium, one PDF", "note": "not installed"})
    return rows


def _help(folder: Path) -> list[dict[str, Any]]:
    commands = {
        "pamphlet --help": [sys.executable, "-m", "pamphlet", "--help"],
        "./pamphlet --help": [str(ROOT / "pamphlet"), "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    found = medians(commands, folder, repeats=15)
    rows = [{"tool": name, "seconds": round(run.seconds, 3)} for name, run in found.items()]
    for row in rows[:2]:
        row |= {"target": TARGET_HELP_S, "within": row["seconds"] <= TARGET_HELP_S}
    return rows


def page_of(statement: Path, folder: Path) -> str:
    """Return the HTML that is laid out for a handbill, its stylesheets in it."""
    from pamphlet import render
    from pamphlet.build import Surroundings, Wishes, build_edition
    from pamphlet.errors import Location
    from pamphlet.project import Edition

    seen: dict[str, Any] = {}

    def watched(html: str, **options: Any) -> render.LaidOut:
        seen.update(options, html=html)
        return render.lay_out(html, **options)

    edition = Edition("page", (statement,), "handbill", Location("benchmark"))
    build_edition(edition, Surroundings(), Wishes(out=folder / "page"), lay_out=watched)
    sheets = "\n".join(path.read_text("utf-8") for path in seen["stylesheets"])
    style = f"<style>{seen['measures']}\n{sheets}</style></head>"
    return seen["html"].replace("</head>", style)
