"""Make the gallery: every layout with texts of every kind, as `docs/gallery.yml` lists them.

    ./pamphlet gallery [--out DIR] [--jobs N] [--no-page]

builds the editions into out/gallery/, checks them, and writes there `gallery.json`: what
was made, what of it does not hold, and what a layout could not take, and why. Then
docs/gallery.md is written, with a small picture of each edition in docs/pictures/gallery/;
`--no-page` leaves these as they are. Ends with 1 when an edition failed, or `check` found
something.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

from pamphlet.batch import Job, Outcome, build_all
from pamphlet.build import Surroundings, Wishes, check_edition
from pamphlet.contact import strip
from pamphlet.errors import FitError, Location, UsageError
from pamphlet.impose import plan_for
from pamphlet.imposition import Options
from pamphlet.language import language
from pamphlet.layout import Layout, find_layout, layout_names
from pamphlet.project import Edition
from pamphlet.resources import layout_folders, theme_folders
from pamphlet.theme import theme_names

ROOT = Path(__file__).parents[1]
AROUND = Surroundings(base=ROOT)
PAGE = ROOT / "docs" / "gallery.md"
PICTURES = ROOT / "docs" / "pictures" / "gallery"
# The pictures of docs/gallery.md: the height of a page, the width of a row, in pixels.
PAGE_PX, ROW_PX = 170, 560
LARGEST_BYTES, COLOURS = 60_000, (48, 32, 16)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One edition of the gallery, and under what it is shown."""

    layout: Layout
    text: str
    lang: str
    theme: str
    statements: tuple[Path, ...]
    title: str = ""

    @property
    def name(self) -> str:
        """Return the name of the edition: its layout, text and language, a theme asked for."""
        words = (self.layout.name, self.text, self.lang, self.theme)
        return "-".join(word for word in words if word)

    @property
    def edition(self) -> Edition:
        return Edition(
            self.name,
            self.statements,
            self.layout.name,
            Location("docs/gallery.yml"),
            # Gathered texts come in their own languages; the edition is in this one.
            lang=self.lang if self.title else None,
            title=self.title,
            theme=self.theme or None,
        )


def main(words: list[str]) -> int:
    args = _arguments(words)
    wanted = yaml.safe_load((ROOT / "docs" / "gallery.yml").read_text("utf-8"))
    exhibits = list(exhibits_of(wanted))
    began = time.monotonic()
    outcomes = build_all(
        [Job(one.edition, AROUND, Wishes(out=args.out)) for one in exhibits],
        workers=args.jobs,
        report=_told if args.verbose else None,
    )
    findings = _checked(exhibits, outcomes, args.out, args.jobs)
    seconds = time.monotonic() - began
    rows = [
        _row(one, outcome, findings.get(one.name, []))
        for one, outcome in zip(exhibits, outcomes, strict=True)
    ]
    report = {"seconds": round(seconds, 1), "editions": rows}
    text = json.dumps(report, ensure_ascii=False, indent=1)
    (args.out / "gallery.json").write_text(text + "\n", "utf-8")
    if not args.no_page:
        _write_page(wanted, exhibits, outcomes, args.out)
    return _said(rows, seconds)


def _said(rows: list[dict], seconds: float) -> int:
    """Tell what was made and what is wrong; return the exit code."""
    failed = [row for row in rows if not (row["built"] or row["capacity"])]
    found = [row for row in rows if row["failing"]]
    for row in failed:
        print(f"{row['name']}: {row['why']}", file=sys.stderr)
    for row in found:
        print("\n  ".join((f"{row['name']}: check finds", *row["failing"])), file=sys.stderr)
    made, refused = (sum(row[key] for row in rows) for key in ("built", "capacity"))
    print(f"{made} editions made, {refused} too long for their layout, in {seconds:.0f} s")
    return 1 if failed or found else 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="pamphlet gallery", description=__doc__.split("\n\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "gallery")
    parser.add_argument("--jobs", type=int, help="how many editions at once [one a core]")
    parser.add_argument("--no-page", action="store_true", help="leave docs/gallery.md as it is")
    parser.add_argument("--verbose", action="store_true", help="tell of each edition")
    return parser.parse_args(words)


def _told(outcome: Outcome, done: int, count: int) -> None:
    print(f"{done}/{count} {outcome.name}{'' if outcome.built else ': not built'}", flush=True)


# --- what is shown ----------------------------------------------------------------------


def layouts_of(wanted: dict) -> Iterator[Layout]:
    """Yield every layout there is, those left out that only show another larger."""
    folders = layout_folders(ROOT)
    for name in layout_names(folders):
        if name in wanted["without"]:
            continue
        try:
            yield find_layout(name, folders)
        except UsageError:
            continue  # only there for others to extend


def exhibits_of(wanted: dict) -> Iterator[Exhibit]:
    """Yield the editions of the gallery: layouts × texts × languages, then the designs."""
    designs = wanted["designs"]
    themes = [n for n in theme_names(theme_folders(ROOT)) if n not in designs["without"]]
    texts = {text["name"]: text["statements"] for text in wanted["texts"]}
    for layout in layouts_of(wanted):
        for name, paths in texts.items():
            for lang in paths:
                yield _exhibit(layout, texts, name, lang, "")
        if layout.gathers:
            for lang, title in wanted["together"].items():
                gathered = tuple(ROOT / paths[lang] for paths in texts.values())
                yield Exhibit(layout, "together", lang, "", gathered, title)
        for theme in themes:
            if theme != layout.theme:
                for lang in designs["languages"]:
                    yield _exhibit(layout, texts, designs["text"], lang, theme)


def _exhibit(layout: Layout, texts: dict, name: str, lang: str, theme: str) -> Exhibit:
    return Exhibit(layout, name, lang, theme, (ROOT / texts[name][lang],))


def _checked(
    exhibits: list[Exhibit], outcomes: list[Outcome], out: Path, jobs: int | None
) -> dict[str, list[str]]:
    """Return for each edition that was built what `pamphlet check` finds."""
    built = [one for one, outcome in zip(exhibits, outcomes, strict=True) if outcome.built]
    with ProcessPoolExecutor(jobs) as pool:
        found = pool.map(_failing, [one.edition for one in built], [out] * len(built))
        return {one.name: failing for one, failing in zip(built, found, strict=True)}


def _failing(edition: Edition, out: Path) -> list[str]:
    measures = check_edition(edition, AROUND, out).measures
    return [
        f"{one.name}: {one.shown}; {'; '.join(map(str, one.places[:3]))}"
        for one in measures
        if not one.holds
    ]


def _row(one: Exhibit, outcome: Outcome, failing: list[str]) -> dict:
    """Return what became of an edition; `capacity` tells that its text is too long."""
    problem, built = outcome.problem, outcome.built
    return {
        "name": one.name,
        "layout": one.layout.name,
        "text": one.text,
        "lang": one.lang,
        "theme": one.theme or one.layout.theme,
        "statements": [str(path.relative_to(ROOT)) for path in one.statements],
        "title": one.title,
        "built": built is not None,
        "capacity": isinstance(problem, FitError),
        "why": str(problem) if problem else "",
        "pages": built.pages if built else 0,
        "failing": failing,
        "files": [path.name for path in built.files] if built else [],
    }


# --- the page that shows them -----------------------------------------------------------


def _write_page(wanted: dict, exhibits: list[Exhibit], outcomes: list[Outcome], out: Path) -> None:
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    for one, outcome in zip(exhibits, outcomes, strict=True):
        if outcome.built:
            screen = (out / one.name / f"{one.name}.screen.pdf").read_bytes()
            (PICTURES / f"{one.name}.png").write_bytes(picture_of(one, screen))
    lines = list(_lines(wanted, list(zip(exhibits, outcomes, strict=True))))
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")


def picture_of(one: Exhibit, screen: bytes) -> bytes:
    """Return a small picture of an edition, of no more than `LARGEST_BYTES`."""
    paper = one.layout.papers["a"]
    options = Options(
        sheet=paper.sheet, direction=language(one.lang).direction, frame_mm=one.layout.frame
    )
    plan = plan_for(screen, one.layout.sheets_scheme, options)
    for colours in COLOURS:
        picture = strip(screen, plan, height=PAGE_PX, widest=ROW_PX, colours=colours)
        if len(picture) <= LARGEST_BYTES:
            break
    return picture


def _lines(wanted: dict, shown: list[tuple[Exhibit, Outcome]]) -> Iterator[str]:
    abouts = {text["name"]: text["about"] for text in wanted["texts"]}
    yield "# Gallery"
    yield ""
    yield "Every layout with four texts in three languages, as a reader meets its pages, and every"
    yield "design. `./pamphlet gallery` makes it anew from [gallery.yml](gallery.yml)."
    yield ""
    for name, about in abouts.items():
        yield f"- **{name}**: {about}"
    for layout, group in groupby(shown, key=lambda pair: pair[0].layout):
        yield from _layout_lines(layout, list(group))


def _layout_lines(layout: Layout, shown: list[tuple[Exhibit, Outcome]]) -> Iterator[str]:
    yield from ("", f"## {layout.title}", "", f"`--layout {layout.name}`. {layout.about}")
    # Per text, then per design.
    for (text, theme), group in groupby(shown, key=lambda pair: (pair[0].text, pair[0].theme)):
        pairs = list(group)
        made = [one for one, outcome in pairs if outcome.built]
        heading = f"**{text}**, design *{theme}*" if theme else f"**{text}**"
        langs = ", ".join(one.lang for one in made)
        yield from ("", f"{heading}: {langs}" if made else heading)
        yield ""
        for one in made:
            yield f"![{one.layout.title}, {one.text}, {one.lang}](pictures/gallery/{one.name}.png)"
        for one, outcome in pairs:
            if not outcome.built:
                yield f"- not in {one.lang}: {_reason(outcome)}"


def _reason(outcome: Outcome) -> str:
    message = outcome.problem.message if outcome.problem else ""
    return message.rstrip(".")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
