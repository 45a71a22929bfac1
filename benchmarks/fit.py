"""How often a text fills its pages at the first build, and what that costs.

Texts of sixteen languages (tests/texts.py) in every layout that says that it takes them.
Chinese and Japanese are set in Debian's Noto CJK, where it is installed;
PAMPHLET_FONTS names a folder with other fonts. A language that no font covers is left out,
and said.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

from pamphlet import render
from pamphlet.build import Surroundings, Wishes, build_edition
from pamphlet.build.flowing import Flowing
from pamphlet.errors import GlyphError, Location, PamphletError
from pamphlet.language import script
from pamphlet.layout import find_layout
from pamphlet.preflight.measures import measure
from pamphlet.project import Edition
from pamphlet.setting.copyfit import Copyfit

ROOT = Path(__file__).resolve().parent.parent
_ALL = "handbill trifold zfold gatefold minizine card flyer booklet large-print"
LAYOUTS = tuple(os.environ.get("LAYOUTS", _ALL).split())
FULL = 92.0


class Watched:
    """The engine, counted: `texts` were laid out with their text, `probes` without."""

    def __init__(self) -> None:
        self.texts = self.probes = 0
        self.seconds = 0.0

    def __call__(self, html: str, **options: Any) -> render.LaidOut:
        begun = time.perf_counter()
        laid = render.lay_out(html, **options)
        self.seconds += time.perf_counter() - begun
        if ' probe"' in html[:500]:
            self.probes += 1
        else:
            self.texts += 1
        return laid


@dataclass(frozen=True, slots=True)
class Fitted:
    """What came of one text: whether it filled its pages, and the faults if not."""

    name: str
    layout: str
    lang: str
    fits: bool
    texts: int
    foretold_ms: float
    fault: str = ""


def run() -> list[dict[str, Any]]:
    """Return a row for each layout, and one for the time that lines take."""
    sys.path.insert(0, str(ROOT / "tests"))
    from texts import within

    step = int(os.environ.get("EVERY", "1"))
    with tempfile.TemporaryDirectory() as folder:
        root = _project(Path(folder))
        rows = []
        for layout in LAYOUTS:
            found = within(find_layout(layout, (ROOT / "layouts",)).capacity)[::step]
            rows.append(_row(layout, [one for text in found if (one := _fit(text, layout, root))]))
    return [*rows, _lines()]


def _project(folder: Path) -> Path:
    """Return a project with the fonts that are given, or those of the system."""
    fonts = folder / "fonts"
    fonts.mkdir()
    given = os.environ.get("PAMPHLET_FONTS")
    for path in Path(given).iterdir() if given else installed():
        shutil.copy(path, fonts)
    (folder / "statements").mkdir()
    return folder


def installed() -> list[Path]:
    """Return the Chinese and Japanese fonts of the system: none is bundled."""
    paths = (Path(name) for name in script("Hans").files)
    return [path for path in paths if path.is_file()]


def _fit(text: Any, layout: str, root: Path) -> Fitted | None:
    """Build one text; None where no font has its letters."""
    path = root / "statements" / f"{text.name}.md"
    path.write_text(text.statement, "utf-8")
    engine, begun = Watched(), _Clock()
    gc.collect()  # what the builds before it left does not count
    edition = Edition(text.name, (path,), layout, Location("benchmark"))
    wishes = Wishes(out=root / "out", forms=("screen",))
    try:
        with begun:
            built = build_edition(edition, Surroundings(root=root), wishes, lay_out=engine)
    except GlyphError as problem:
        print(f"  {text.name}: {str(problem).splitlines()[0]}", flush=True)
        return None
    except PamphletError as problem:
        return Fitted(text.name, layout, text.lang, False, engine.texts, begun.ms, str(problem))
    fault = _fault(edition, built.files[0].read_bytes(), root)
    return Fitted(text.name, layout, text.lang, not fault, engine.texts, begun.ms, fault)


def _fault(edition: Edition, screen: bytes, root: Path) -> str:
    """Return what is wrong with the fill of the pages, nothing if they are full."""
    from pamphlet.build import _read

    text = _read(edition, Surroundings(root=root))
    rows = measure(screen, text.composition, text.layout, text.paper, sources=text.sources)
    fill = next(row for row in rows if row.name == "fill of the last page")
    return "" if fill.holds else fill.shown


class _Clock:
    """Measures how long settings are looked for."""

    def __init__(self) -> None:
        self.ms = 0.0

    def __enter__(self) -> None:
        self.real = Copyfit.best, Flowing.foretold
        Copyfit.best = self.clocked(Copyfit.best)
        Flowing.foretold = self.clocked(Flowing.foretold)

    def clocked(self, look: Callable[..., Any]) -> Callable[..., Any]:
        def look_and_clock(fit: Copyfit, **options: Any) -> Any:
            begun = time.process_time()  # what else the machine does is not counted
            found = look(fit, **options)
            self.ms += (time.process_time() - begun) * 1000
            return found

        return look_and_clock

    def __exit__(self, *_: object) -> None:
        Copyfit.best, Flowing.foretold = self.real


def _row(layout: str, found: list[Fitted]) -> dict[str, Any]:
    missed = [f"{one.name} ({one.fault.splitlines()[0]})" for one in found if not one.fits]
    by_lang: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        by_lang[one.lang].append(one.fits)
    return {
        "tool": layout,
        "texts": len(found),
        "fit": f"{100 * mean(one.fits for one in found):.1f} %",
        "layouts": round(mean(one.texts for one in found), 2),
        "foretold_ms": round(median(one.foretold_ms for one in found), 1),
        "foretold_ms_most": round(max(one.foretold_ms for one in found), 1),
        "languages": " ".join(f"{lang} {sum(ok)}/{len(ok)}" for lang, ok in by_lang.items()),
        "missed": "; ".join(missed) or "none",
    }


def _lines() -> dict[str, Any]:
    """Return how long total fit takes for 650 words, and what it is worth."""
    from benchmarks.lines import compared

    return {"tool": "650 words broken as a whole", **compared()}
