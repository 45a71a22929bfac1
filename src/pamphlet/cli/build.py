"""`pamphlet build`: statements → files for the screen, the print shop and the office printer."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlet.cli.asking import add_editions, add_format, find_editions
from pamphlet.errors import InputError, UsageError

if TYPE_CHECKING:
    from pamphlet.batch import Outcome
    from pamphlet.build import Built, Surroundings
    from pamphlet.model import Choice
    from pamphlet.project import Edition
    from pamphlet.render import LayOut

FORMS = ("screen", "print", "sheets")

_EXAMPLES = """\
examples:
  pamphlet build                               every edition of pamphlet.yml
  pamphlet build text.txt --layout trifold     a leaflet from a pasted text
  pamphlet build a.md b.md --layout booklet --title "The winter reader"
  pamphlet build heating --as sheets --single-sided --grey
"""


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = "Make PDFs for the screen, the print shop and the office printer."
    parser.epilog = _EXAMPLES
    add_editions(parser)
    add = parser.add_argument
    add(
        "--as",
        dest="forms",
        default=",".join(FORMS),
        metavar="FORMS",
        help="screen, print and sheets, separated by commas [all three]",
    )
    add("--jobs", type=int, metavar="N", help="how many editions at once [one a core]")
    add("--grey", action="store_true", help="in shades of black only")
    add("--draft", action="store_true", help="mark every page as a proof")
    add(
        "--single-sided",
        action="store_true",
        help="sheets for a printer without duplex: all fronts, then all backs",
    )
    add("--flip", choices=("long", "short"), help="the printer's duplex edge [backs upright]")
    add("--refit", action="store_true", help="look for the size of the text anew")
    add("--no-marks", action="store_true", help="no crop and fold marks on the print form")
    add("--no-contact", action="store_true", help="no contact sheet (EDITION.png)")
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build what is asked for; 0 all built, 1 some failed, 2 nothing was started."""
    forms = _forms(args.forms)
    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"--jobs {args.jobs} builds nothing", hint="give 1 or more")
    with _engine() as engine:
        editions, out = find_editions(args)
        outcomes = _build(args, forms, editions, out, engine)
    if args.format == "json":
        print(json.dumps([_as_json(outcome) for outcome in outcomes], ensure_ascii=False, indent=2))
    else:
        _summary(outcomes, out)
    return _exit_code(outcomes)


@contextmanager
def _engine() -> Iterator[LayOut | None]:
    """Give the layout engine in a process of its own, loading from now on, where that helps.

    It is begun before anything is known of the editions: loading it takes longer than
    reading them.
    """
    from pamphlet.render.apart import EngineApart, can_fork

    if not can_fork():
        yield None
        return
    with EngineApart(_font_folders()) as engine:
        yield engine


def _font_folders() -> tuple[Path, ...]:
    from pamphlet.resources import find_project, font_folders

    project = find_project(Path.cwd())
    return font_folders(project.parent if project else None)


def _build(
    args: argparse.Namespace,
    forms: tuple[str, ...],
    editions: list[tuple[Edition, Surroundings]],
    out: Path,
    engine: LayOut | None,
) -> list[Outcome]:
    from pamphlet.batch import Job, build_all
    from pamphlet.build import Wishes

    wishes = Wishes(
        out=out,
        forms=forms,
        contact=not args.no_contact,
        grey=args.grey,
        proof=args.draft,
        single_sided=args.single_sided,
        marks=not args.no_marks,
        flip=args.flip,
        remember=not args.refit,
    )
    progress = _Progress(shown=args.format == "text")
    jobs = [Job(edition, around, wishes) for edition, around in editions]
    options = {"lay_out": engine} if engine else {}
    outcomes = build_all(jobs, workers=args.jobs, report=progress.heard, **options)
    progress.end()
    return outcomes


def _forms(text: str) -> tuple[str, ...]:
    asked = [word.strip() for word in text.split(",") if word.strip()]
    unknown = [word for word in asked if word not in FORMS]
    if unknown or not asked:
        raise UsageError(
            f"--as {text!r}: {unknown[0] if unknown else 'nothing'!r} is no form",
            hint="write screen, print, sheets, or several with commas",
        )
    return tuple(form for form in FORMS if form in asked)


def _exit_code(outcomes: list[Outcome]) -> int:
    failed = [outcome for outcome in outcomes if outcome.problem]
    if not failed:
        return 0
    nothing_started = all(isinstance(outcome.problem, InputError) for outcome in outcomes)
    return 2 if nothing_started else 1


class _Progress:
    """Says what is made as it is made; on a terminal also how much is left."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown
        self.live = shown and sys.stderr.isatty()

    def heard(self, outcome: Outcome, done: int, total: int) -> None:
        if not self.shown:
            return
        self.end()
        if outcome.built:
            print(_line(outcome.built), flush=True)
        else:
            print(f"{outcome.name}: not built\n{_indented(outcome)}", file=sys.stderr, flush=True)
        if self.live and done < total:
            print(f"\r{done} of {total} …", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self.live:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def _indented(outcome: Outcome) -> str:
    return "\n".join(f"  {line}" for line in str(outcome.problem).splitlines())


def _line(built: Built) -> str:
    from pamphlet.language.counted import many

    pages = f"{built.pages} page{'s' if built.pages != 1 else ''}"
    words = f"{many(built.words, built.lang)}, none lost"
    line = f"{built.name}: {built.layout}, {built.lang}, {pages}, {words}, {built.size:g} pt"
    return "\n".join((line, *(f"  note: {note}" for note in built.notes)))


def _summary(outcomes: list[Outcome], out: Path) -> None:
    made = [outcome.built for outcome in outcomes if outcome.built]
    if not made:
        return
    files = sum(len(built.files) for built in made)
    many = "file" if files == 1 else "files"
    print(f"{len(made)} of {len(outcomes)} made: {files} {many} in {_shown(out)}/")
    for sheets in sorted({built.printing for built in made if built.printing}):
        print(f"  {sheets}")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    if outcome.built is None:
        problems = [
            {"place": str(p.at) if p.at else None, "problem": p.message, "hint": p.hint}
            for p in outcome.problem.complaints
        ]
        return {"name": outcome.name, "built": False, "problems": problems}
    built = outcome.built
    return {
        "name": built.name,
        "built": True,
        "layout": built.layout,
        "lang": built.lang,
        "pages": built.pages,
        "words": built.words,
        "lost_words": 0,
        "size_pt": built.size,
        "sheets": built.sheets,
        "printing": built.printing,
        "quotes": [_quote(choice) for choice in built.quotes.chosen],
        "quotes_passed_over": [_quote(choice) for choice in built.quotes.passed_over],
        "notes": list(built.notes),
        "files": [str(path) for path in built.files],
    }


def _quote(choice: Choice) -> dict[str, Any]:
    """Return a pull quote that was or could have been chosen, with its points and reasons."""
    reasons = [{"why": reason.why, "points": reason.points} for reason in choice.reasons]
    return {"text": choice.text, "score": choice.score, "reasons": reasons}
