"""Composition → HTML; the only user of Jinja2.

A template sees the composition, the fit, and the functions given to it; it
can reach nothing else (sandboxed, autoescaped, strict about names). Its
measures and colours arrive as CSS custom properties. Links other than web,
mail and telephone addresses are not written.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2

from pamphlet.errors import LayoutError, Location, PamphletError, ReferenceRefused
from pamphlet.layout import TEMPLATE, Layout
from pamphlet.markup.bounds import TooLong, bounded
from pamphlet.markup.measures import PageStyle, page_style
from pamphlet.markup.qr import qr_code
from pamphlet.markup.templates import Outside, environment
from pamphlet.model import Composition, notes_in, plain
from pamphlet.resources import short_name

# In some places (footnotes) the engine makes an empty line of the white between two tags.
# A line end there is the template's, never the text's.
_BETWEEN_TAGS = re.compile(r">[ \t]*\n\s*<")


def write_html(
    composition: Composition,
    layout: Layout,
    pages: PageStyle,
    *,
    functions: dict[str, Callable[..., Any]],
) -> str:
    """Return the HTML of an edition.

    `functions` are what the template may call beside its own macros. White with a
    line end between two tags is dropped. Raises LayoutError with the template's own
    line when it fails, ReferenceRefused when it names a file outside its layout.
    """
    try:
        with bounded():
            template = environment(layout.folders).get_template(TEMPLATE)
            html = template.render(
                edition=composition,
                piece=composition.pieces[0],
                pieces=composition.pieces,
                labels=composition.labels,
                pages=pages,
                facts=pages.facts,
                plain=plain,
                has_notes=lambda blocks: bool(notes_in(blocks)),
                qr=qr_code,
                picture_url=lambda path: Path(path).as_uri(),
                **functions,
            )
    except PamphletError:
        raise
    except Exception as problem:  # a template can raise anything that Python can
        raise _complaint(problem, layout) from None
    return _BETWEEN_TAGS.sub("><", html)


def _complaint(problem: Exception, layout: Layout) -> PamphletError:
    """Return what went wrong in a template as an error with the template's own line."""
    hint = "mend the template at this line"
    at = _place_of(problem, layout)
    match problem:
        case jinja2.TemplateSyntaxError():
            at = Location(short_name(Path(problem.filename)), problem.lineno)
            what = problem.message or "the template cannot be read"
        case jinja2.TemplateNotFound():
            what = f"there is no template {(problem.message or problem.name)!r}"
            hint = f"a layout holds {TEMPLATE}, or extends one that does"
        case Outside():
            what = f"the template asks for a file outside its layout: {problem}"
            return ReferenceRefused(what, at=at, hint="put the file into the layout's folder")
        case RecursionError():
            what = "the template calls itself without end"
        case MemoryError():
            what = "the template takes more than a gigabyte of memory"
        case TooLong():
            what = "the template takes longer than any page needs"
        case _:
            what = f"the template fails: {problem}"
    return LayoutError(what, at=at, hint=hint)


def _place_of(problem: Exception, layout: Layout) -> Location:
    """Return the line of the template at which it failed."""
    place = Location(f"layouts/{layout.name}")
    for frame, line in traceback.walk_tb(problem.__traceback__):
        path = Path(frame.f_code.co_filename)
        if any(path.is_relative_to(folder) for folder in layout.folders):
            place = Location(short_name(path), line)
    return place


__all__ = ["PageStyle", "page_style", "write_html"]
