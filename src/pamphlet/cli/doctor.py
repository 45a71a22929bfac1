"""`pamphlet doctor`: what this machine has, and how to get what it lacks."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass

from pamphlet.cli.asking import add_format

_INSTALL = {
    "apt-get": "sudo apt-get install {apt}",
    "dnf": "sudo dnf install {dnf}",
    "brew": "brew install {brew}",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is looked for."""

    what: str
    found: str
    needed: bool
    mend: str = ""

    @property
    def mark(self) -> str:
        return "ok" if self.found else "missing" if self.needed else "absent"


def add_arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """Add the options of the verb."""
    parser.description = (
        "Look for everything the program uses, and say how to install what is missing."
    )
    add_format(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Report on this machine; 1 when something that is needed is missing."""
    findings = [_python(), *_libraries(), _engine(), _fonts(), *_programs()]
    if args.format == "json":
        rows = [{**asdict(finding), "state": finding.mark} for finding in findings]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            print(f"{finding.mark:8}{finding.what}: {finding.found or finding.mend}")
    return 1 if any(finding.mark == "missing" for finding in findings) else 0


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    is_new = sys.version_info >= (3, 11)
    return Finding("Python 3.11 or later", version if is_new else "", True, f"this is {version}")


def _libraries() -> list[Finding]:
    rows = (
        ("Pango, which shapes text", "pango-1.0", True, "libpango-1.0-0", "pango", "pango"),
        ("PangoFT2", "pangoft2-1.0", True, "libpangoft2-1.0-0", "pango", "pango"),
        (
            "HarfBuzz subsetter, for fast and small files",
            "harfbuzz-subset",
            False,
            "libharfbuzz-subset0",
            "harfbuzz",
            "harfbuzz",
        ),
    )
    from ctypes.util import find_library

    return [
        Finding(what, find_library(name) or "", needed, _mend(*packages))
        for what, name, needed, *packages in rows
    ]


def _mend(apt: str, dnf: str, brew: str) -> str:
    from shutil import which

    for program, command in _INSTALL.items():
        if which(program):
            return command.format(apt=apt, dnf=dnf, brew=brew)
    return f"install {apt} (Debian's name for it)"


def _engine() -> Finding:
    what = "WeasyPrint, which lays out pages"
    try:
        import weasyprint
    except (ImportError, OSError) as problem:
        return Finding(what, "", True, str(problem).splitlines()[0])
    return Finding(what, weasyprint.__version__, True)


def _fonts() -> Finding:
    from pamphlet.fonts import font_library
    from pamphlet.resources import bundled_root

    folder = bundled_root() / "fonts"
    faces = font_library((folder,)).faces
    found = f"{len(faces)} faces" if faces else ""
    return Finding("bundled fonts", found, True, f"nothing in {folder}: install the program again")


def _programs() -> list[Finding]:
    rows = (
        ("pdftoppm, to look at pages as pictures", "pdftoppm", "poppler-utils", "poppler"),
        ("Ghostscript, to measure ink", "gs", "ghostscript", "ghostscript"),
        ("lp, to print from here", "lp", "cups-client", "cups"),
    )
    from shutil import which

    return [
        Finding(what, which(name) or "", False, _mend(apt, apt, brew))
        for what, name, apt, brew in rows
    ]
