"""The command line: arguments, exit codes, and the only place that prints.

Exit 0: all done, nothing found. 1: something was done, and an edition failed
or a check found something. 2: nothing was started. Only the module of the verb
that is asked for is loaded, and what is slow to load is loaded by its `run`.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import sys

from pamphlet import __version__

# Each verb, the module that has its arguments, and what it does in a line.
VERBS = {
    "init": ("start", "make a project"),
    "new": ("start", "draft a statement"),
    "build": ("build", "make the files of editions or statements"),
    "impose": ("impose", "put the pages of any PDF on sheets"),
    "check": ("check", "measure finished files: words, type, edges, contrast, codes"),
    "layouts": ("layouts", "the layouts there are"),
    "themes": ("layouts", "the designs there are: faces, colours, ornament"),
    "fonts": ("fonts", "the fonts there are, and what they cover"),
    "schemes": ("schemes", "the ways to put pages on sheets"),
    "doctor": ("doctor", "what is missing on this machine"),
}

_EPILOG = """\
first steps:
  pamphlet build text.txt --layout trifold     a leaflet from a pasted text
  pamphlet init                                a project in this folder
  pamphlet build                               every edition of pamphlet.yml

'pamphlet VERB --help' says more of each.
"""


def main(argv: list[str] | None = None) -> int:
    """Run a command line and return its exit code."""
    # Loading the engine makes many objects and few cycles: looking for them as often as
    # usual takes a third of the time. Rarely enough is still often enough for long work.
    gc.set_threshold(200_000, 20, 20)
    argv = sys.argv[1:] if argv is None else argv
    args = _parser(argv).parse_args(argv)
    if os.environ.get("PAMPHLET_LOG"):
        _log(os.environ["PAMPHLET_LOG"])
    from pamphlet.errors import PamphletError

    try:
        return args.run(args)
    except PamphletError as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; what was finished is kept", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has stopped: nothing more may be flushed to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _log(level: str) -> None:
    """Show what the program notes while it works, from a level on (info, warning)."""
    import logging

    logging.basicConfig(format="%(name)s: %(message)s")
    known = logging.getLevelNamesMapping()
    logging.getLogger("pamphlet").setLevel(known.get(level.upper(), logging.INFO))


def entry() -> None:
    """Run the command line of this process and end it.

    Taking down every loaded module in order would take as long as imposing a booklet;
    what was written is written, so the process just ends.
    """
    try:
        code = main()
    except SystemExit as ended:  # argparse: --help, or a usage error
        code = ended.code if isinstance(ended.code, int) else 2
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            code = code or 141
    os._exit(code)


def _parser(argv: list[str]) -> argparse.ArgumentParser:
    """Return the parser of a command line: every verb, and the arguments of the one asked for."""
    whole = argparse.ArgumentParser(
        prog="pamphlet",
        description="From a pasted text to a leaflet or a booklet that folds in the right order.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"pamphlet {__version__}")
    verbs = whole.add_subparsers(metavar="VERB", required=True)
    asked = next((word for word in argv if not word.startswith("-")), None)
    for verb, (module, line) in VERBS.items():
        parser = verbs.add_parser(
            verb, help=line, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        if verb == asked:
            importlib.import_module(f"pamphlet.cli.{module}").add_arguments(parser, verb)
    return whole
