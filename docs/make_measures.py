"""Write the table of docs/type.md anew: the seven measures that matter most, by edition.

    .venv/bin/python docs/make_measures.py

builds every sample in every layout and measures the files. What was measured before type
was planned stands in docs/measures-before.yml.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from math import sqrt
from pathlib import Path

import pikepdf
import yaml

from pamphlet.build import Surroundings, _read
from pamphlet.cli.asking import add_editions, find_editions
from pamphlet.preflight.measures import _subject, measure
from pamphlet.preflight.subject import Subject
from pamphlet.project import Edition

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs" / "type.md"
BEFORE = ROOT / "docs" / "measures-before.yml"
LAYOUTS = ("booklet", "handbill", "trifold")
SAMPLES = ROOT / "tests" / "cases" / "samples"
HEAD = (
    "| edition | words lost | fill of the last page, % | widest space | rag | widows "
    "| hyphens in a row | off the grid |\n|---|---|---|---|---|---|---|---|\n"
)
COLUMNS = (
    "text lost",
    "fill of the last page",
    "word space",
    "rag",
    "widows, orphans, headings",
    "hyphens in a row",
    "off the grid",
)


def main() -> None:
    before = yaml.safe_load(BEFORE.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        found = [(name, facts) for name, facts in measured(Path(folder)) if name in before]
        rows = [row(name, facts, before[name]) for name, facts in found]
    text = GUIDE.read_text("utf-8")
    table = re.compile(r"\| edition \|.*?\n\n", re.DOTALL)
    GUIDE.write_text(table.sub(lambda _: HEAD + "".join(rows) + "\n", text), "utf-8")


def row(name: str, after: dict[str, str], before: dict[str, str]) -> str:
    """Return a row of the table: each measure before and after."""
    cells = (f"{before[key]}; {after[key]}" for key in COLUMNS)
    return f"| {name} | {' | '.join(cells)} |\n"


def measured(out: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give every edition by name, with what was measured of it."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md"))
    raw = [[str(path), "--layout", layout] for layout in LAYOUTS for path in samples]
    for named in ([], *raw):
        command = [sys.executable, "-m", "pamphlet", "build", "--as", "screen", *named]
        subprocess.run(
            [*command, "--out", str(out)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        parser = ArgumentParser()
        add_editions(parser)
        editions, _ = find_editions(parser.parse_args([*named, "--out", str(out)]))
        for edition, around in editions:
            yield edition.name, facts_of(edition, out, around)


def facts_of(edition: Edition, out: Path, around: Surroundings) -> dict[str, str]:
    """Return what is shown of each measure of an edition."""
    text = _read(edition, around)
    content = (out / edition.name / f"{edition.name}.screen.pdf").read_bytes()
    rows = measure(content, text.composition, text.layout, text.paper, sources=text.sources)
    found = {one.name: shown(one.shown, holds=one.holds) for one in rows}
    with pikepdf.open(BytesIO(content)) as pdf:
        found["rag"] = f"{rag(_subject(pdf, text.composition, text.layout, text.paper)):.1f} %"
    return found


def shown(text: str, *, holds: bool) -> str:
    """Return a figure shortly; in bold where it is not what is asked for."""
    fill = re.fullmatch(r"(\d+) %(?:, (\d+) % with what follows)?", text)
    if fill:
        text = " → ".join(filter(None, fill.groups()))
    text = text.removesuffix(" words").replace(" x normal", " × normal")
    text = re.sub(r", \d+ of \d+ lines", "", text)
    return text if holds else f"**{text}**"


def rag(subject: Subject) -> float:
    """Return how much of their measure lines leave free, as the root of the mean square.

    The measure is the widest line of the same kind of passage in the same statement.
    """
    widest: dict[tuple[int, str], float] = {}
    for passage in subject.running():
        key = passage.piece, passage.kind
        own = max((line.right - line.left for line in passage.lines), default=0.0)
        widest[key] = max(widest.get(key, 0.0), own)
    free = [
        1 - (line.right - line.left) / widest[passage.piece, passage.kind]
        for passage in subject.running()
        for line in passage.lines[:-1]
    ]
    return 100 * sqrt(sum(part * part for part in free) / len(free)) if free else 0.0


if __name__ == "__main__":
    main()
