"""`pamphlet impose`: any PDF → sheets that fold in the right order."""

from __future__ import annotations

import argparse
import gc
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pamphlet.errors import OutputError, UsageError
from pamphlet.units import PAPERS, Size, parse_length, parse_size

if TYPE_CHECKING:
    from pamphlet.imposition import Options, Plan
    from pamphlet.pdf.opening import Document

_EXAMPLES = """\
examples:
  pamphlet impose pages.pdf -o sheets.pdf
  pamphlet impose panels.pdf -o flat.pdf --scheme letterfold --bleed 3 --marks
  pamphlet impose bill.pdf -o bills.pdf --scheme twoup --sheet A4 --frame 5
  pamphlet impose pages.pdf --plan
"""


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = "Put the pages of PDFs, joined in order, on sheets to print and fold."
    parser.epilog = _EXAMPLES
    add = parser.add_argument
    add("inputs", nargs="+", type=Path, metavar="IN.pdf", help="pages, in reading order")
    add("-o", "--output", type=Path, metavar="OUT.pdf", help="where the sheets go")
    add("--scheme", default="saddle", metavar="NAME", help="see 'pamphlet schemes' [saddle]")
    add("--sheet", metavar="SIZE", help="A4, Letter, SRA3, '320mm x 450mm' [one that fits]")
    add("--up", type=int, metavar="N", help="pages on a side, for nup: 2, 4, 6, 8, 9 or 16 [2]")
    add("--flip", choices=("long", "short"), help="the printer's duplex edge [backs upright]")
    add("--rtl", action="store_true", help="the pages are read from right to left")
    add(
        "--blanks",
        choices=("before-back-cover", "end", "inside-covers"),
        help="where a booklet is padded [before-back-cover]",
    )
    add("--bleed", metavar="MM", help="ink beyond the trim, in mm [0]")
    add("--frame", metavar="MM", help="white margin kept at every edge but folds, in mm [0]")
    add("--overlap", metavar="MM", help="how far the parts of a poster overlap, for tiles [10]")
    add("--marks", action="store_true", help="draw crop and fold marks outside the bleed")
    add(
        "--sides",
        choices=("duplex", "fronts-then-backs", "fronts-only"),
        default="duplex",
        help="the sides of the sheets, in their order in the file [duplex]",
    )
    add(
        "--single-sided",
        dest="sides",
        action="store_const",
        const="fronts-then-backs",
        help="for a printer without duplex: all fronts, then all backs",
    )
    add("--force", action="store_true", help="write over a file that pamphlet did not make")
    add("--plan", action="store_true", help="show sheets, folds and openings; write nothing")
    add("--format", choices=("text", "json"), default="text", help="how to report [text]")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what the command line says and return 0.

    Raises a PamphletError when nothing was done.
    """
    # Imports and pypdf make many objects and none in cycles: collecting finds nothing.
    gc.disable()
    try:
        _run(args)
    finally:
        gc.enable()
    return 0


def _run(args: argparse.Namespace) -> None:
    _check_usage(args)
    from pamphlet.files import write_atomically
    from pamphlet.impose import impose, opened
    from pamphlet.imposition import prove

    documents = opened(args.inputs)
    plan, paper = _planned(args, documents)
    prove(plan)
    if args.plan:
        _print_plan(plan, args.format)
        return
    sides = "fronts-then-backs" if args.sides == "fronts-then-backs" else "duplex"
    sheets = impose(documents, plan, marks=args.marks, paper=paper, sides=sides)
    write_atomically(args.output, sheets)
    _report(plan, paper, args)


def _check_usage(args: argparse.Namespace) -> None:
    """Raise UsageError or OutputError for what can be known before a page is read."""
    from pamphlet.imposition import find_scheme

    takes = find_scheme(args.scheme).takes
    for option in ("up", "blanks", "overlap"):
        if getattr(args, option) is not None and option not in takes:
            raise UsageError(
                f"--{option} means nothing to {args.scheme!r}", hint=f"leave out --{option}"
            )
    if args.plan:
        return
    if args.output is None:
        raise UsageError("there is no output", hint="add -o OUT.pdf, or --plan to see the plan")
    if any(_same_file(args.output, source) for source in args.inputs):
        raise OutputError(
            "is one of the inputs", at=args.output, hint="give the sheets another name"
        )
    _check_overwriting(args)


def _same_file(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _check_overwriting(args: argparse.Namespace) -> None:
    if args.force or not args.output.is_file():
        return
    from pamphlet.pdf.opening import is_ours

    if not is_ours(args.output):
        raise OutputError(
            "exists, and pamphlet did not make it",
            at=args.output,
            hint="choose another name, or add --force",
        )


def _planned(args: argparse.Namespace, documents: Sequence[Document]) -> tuple[Plan, Size | None]:
    """Return the plan, and the paper it lies on if that is larger than the flat sheet.

    With bleed or marks the flat sheet is just what the pages need and the named sheet
    is the paper around it; without, the named sheet is the flat sheet.
    """
    from pamphlet.impose import plan_for
    from pamphlet.imposition import standard_sheet

    options, sheet = _options(args), _sheet(args.sheet)
    if options.bleed_mm or args.marks:
        return plan_for(documents, args.scheme, options), sheet
    if sheet is None:
        tight = plan_for(documents, args.scheme, options)
        name = standard_sheet(tight.sheet)
        if name is None:
            return tight, None
        sheet = PAPERS[name]
    return plan_for(documents, args.scheme, replace(options, sheet=sheet)), None


def _options(args: argparse.Namespace) -> Options:
    from pamphlet.imposition import Options

    return Options(
        flip=args.flip,
        direction="rtl" if args.rtl else "ltr",
        blanks=args.blanks or "before-back-cover",
        up=2 if args.up is None else args.up,
        duplex=args.sides != "fronts-only",
        bleed_mm=_millimetres("--bleed", args.bleed),
        frame_mm=_millimetres("--frame", args.frame),
        overlap_mm=10.0 if args.overlap is None else _millimetres("--overlap", args.overlap),
    )


def _sheet(text: str | None) -> Size | None:
    try:
        return None if text is None else parse_size(text)
    except ValueError as problem:
        raise UsageError(
            f"--sheet: {problem}", hint="write 'A4', 'Letter' or '320mm x 450mm'"
        ) from None


def _millimetres(option: str, text: str | None) -> float:
    """Return a length; a bare number is in millimetres."""
    if text is None:
        return 0.0
    try:
        return float(text)
    except ValueError:
        pass
    try:
        return parse_length(text)
    except ValueError as problem:
        raise UsageError(f"{option}: {problem}", hint="write '3' or '3mm'") from None


def _print_plan(plan: Plan, how: str) -> None:
    from pamphlet.imposition import plan_as_json, plan_as_text

    if how == "json":
        print(json.dumps(plan_as_json(plan), ensure_ascii=False, indent=2))
    else:
        print(plan_as_text(plan))


def _report(plan: Plan, paper: Size | None, args: argparse.Namespace) -> None:
    """Say what was written and how to print it."""
    facts: dict[str, Any] = {
        "output": str(args.output),
        "scheme": plan.scheme,
        "pages": plan.pages,
        "sheets": len(plan.sheets),
        "flat_mm": [plan.sheet.width, plan.sheet.height],
        "duplex": plan.duplex,
        "flip": plan.flip if plan.duplex else None,
    }
    if args.format == "json":
        print(json.dumps(facts, ensure_ascii=False))
        return
    sheets = f"{len(plan.sheets)} sheet{'s' if len(plan.sheets) > 1 else ''}"
    sides = f"both sides, flip on the {plan.flip} edge" if plan.duplex else "one side"
    print(
        f"{args.output}: {plan.pages} page{'s' if plan.pages > 1 else ''} on {sheets} of "
        f"{plan.sheet.width:.5g} x {plan.sheet.height:.5g} mm; print at 100 %, {sides}"
    )
