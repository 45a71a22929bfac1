"""The engine itself: HTML in, laid-out pages and their PDF out. Loads WeasyPrint."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from pamphlet import fonts
from pamphlet.errors import EditionError, LayoutError, PamphletError
from pamphlet.render.confined import ConfinedFetcher
from pamphlet.render.facts import PageFacts, page_facts, planned_lines
from pamphlet.render.listening import (
    listening,
    refuse_left_out,
    refuse_missing_glyphs,
    refuse_undrawn,
)
from pamphlet.render.noted import set_notes
from pamphlet.render.pictures import Pictures, unfollowed
from pamphlet.render.spoken import speak_lines
from pamphlet.render.stylesheets import forget, stylesheet
from pamphlet.resources import LINKS, short_name


class _Fonts(FontConfiguration):
    """The fonts that the engine sees; `has_own` when a stylesheet has added some."""

    has_own = False

    def add_font_face(self, *rule: Any) -> None:
        self.has_own = True
        super().add_font_face(*rule)


class LaidOutHere:
    """A document laid out in this process."""

    def __init__(self, document: Any, job: _Job) -> None:
        self.pages: tuple[PageFacts, ...] = tuple(page_facts(page) for page in document.pages)
        self.lines = planned_lines(document.pages)
        self._document, self._job = document, job

    def write(self) -> bytes:
        """Return the master file; see `render.LaidOut`."""
        job = self._job
        with listening() as heard:
            speak_lines()
            pdf = job.guarded(lambda: self._document.write_pdf(pdf_tags=True))
        refuse_undrawn(heard)
        library = fonts.font_library(job.font_folders)
        families = tuple(dict.fromkeys(face.families[-1] for face in library.faces))
        refuse_missing_glyphs(heard, job.html, job.stylesheets, families)
        return pdf


def lay_out(
    html: str,
    *,
    measures: str,
    stylesheets: tuple[Path, ...],
    allowed: tuple[Path, ...],
    font_folders: tuple[Path, ...],
    base: Path,
) -> LaidOutHere:
    """Lay out HTML; see `render.lay_out`."""
    job = _Job(html, stylesheets, allowed, font_folders)
    set_notes()
    with listening() as heard:
        document = job.guarded(lambda: job.render(measures, base))
    try:
        refuse_left_out(heard, stylesheets, job.folder)
    except LayoutError:
        forget()
        raise
    for page in document.pages:
        page.links = [link for link in page.links if _is_kept(link)]
    return LaidOutHere(document, job)


class _Job:
    """One document on its way through the engine."""

    def __init__(
        self,
        html: str,
        stylesheets: tuple[Path, ...],
        allowed: tuple[Path, ...],
        font_folders: tuple[Path, ...],
    ) -> None:
        self.html, self.stylesheets, self.font_folders = html, stylesheets, font_folders
        self.fetcher = ConfinedFetcher(allowed)
        self.blame = short_name(stylesheets[-1]) if stylesheets else None
        self.folder = str(Path(self.blame).parent) if self.blame else None

    def render(self, measures: str, base: Path) -> Any:
        """Return the engine's document."""
        own, fetcher = _configuration(fonts.use_only(self.font_folders)), self.fetcher
        address = f"{base.absolute().as_uri()}/"
        first = weasyprint.CSS(string=measures, base_url=address, url_fetcher=fetcher)
        sheets = [first]
        sheets += (stylesheet(path, fetcher.allowed, own) for path in self.stylesheets)
        page = weasyprint.HTML(string=self.html, base_url=address, url_fetcher=fetcher)
        fetcher.refused += unfollowed(page.etree_element)
        try:
            return page.render(stylesheets=sheets, font_config=own, cache=Pictures())
        finally:
            if own.has_own:  # no other document may be set in them
                _configuration.cache_clear()

    def guarded(self, work: Callable[[], Any]) -> Any:
        """Do what the engine does, and say what went wrong in words of ours."""
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", module="PIL")  # odd facts in a good picture
                done = work()
        except FatalURLFetchingError as problem:  # a BaseException: the engine lets it pass
            self.fetcher.complain(self.stylesheets)
            raise EditionError(str(problem)) from None
        except PamphletError:
            raise
        except Exception as problem:
            # The engine raises whatever it stumbles over: KeyError, NotImplementedError …
            self.fetcher.complain(self.stylesheets)
            raise LayoutError(
                f"the engine fails on this page: {type(problem).__name__} {problem}".rstrip(),
                at=self.blame,
                hint="take out what was last put into the stylesheet or the template",
            ) from problem
        self.fetcher.complain(self.stylesheets)
        return done


def _is_kept(link: tuple) -> bool:
    """Tell whether a link is written: one to a file would tell of the machine it lies on."""
    kind, target = link[:2]
    return kind == "internal" or (kind == "external" and target.lower().startswith(LINKS))


@lru_cache(maxsize=4)
def _configuration(_fontconfig_file: Path) -> _Fonts:
    """Return the fonts of a fontconfig file; loading them takes as long as a short page."""
    return _Fonts()
