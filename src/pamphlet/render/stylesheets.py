"""Stylesheets, parsed once and refused with their own line when they are wrong.

The engine passes over what it does not know; here that is an error, since a rule
without effect is a slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2
import weasyprint
from weasyprint.urls import FatalURLFetchingError

from pamphlet.errors import LayoutError, Location, ReferenceRefused
from pamphlet.render.confined import ConfinedFetcher
from pamphlet.render.listening import POSITION, listening, worded
from pamphlet.render.places import line_naming
from pamphlet.resources import is_inside, short_name

_CHARSET = re.compile(r'@charset "utf-8";', re.IGNORECASE)

_KEPT = 64


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A parsed stylesheet, for which folders and fonts it was, and the files it is made of."""

    sheet: weasyprint.CSS
    allowed: tuple[Path, ...]
    fonts: Any
    changed: tuple[tuple[Path, int], ...]

    def fits(self, allowed: tuple[Path, ...], fonts: Any) -> bool:
        return (
            self.allowed == allowed
            and self.fonts is fonts
            and all(_changed(path) == when for path, when in self.changed)
        )


_parsed: dict[Path, _Parsed] = {}


def stylesheet(path: Path, allowed: tuple[Path, ...], fonts: Any) -> weasyprint.CSS:
    """Return a parsed stylesheet.

    Parsing takes as long as laying out a page, so each version is parsed once.
    Raises LayoutError with the line that cannot be read, or that the engine does
    not know; ReferenceRefused for a file that it may not read.
    """
    known = _parsed.get(path)
    if known and known.fits(allowed, fonts):
        return known.sheet
    fetcher = ConfinedFetcher(allowed)
    sheet = _parse(path, fetcher, fonts)
    while len(_parsed) >= _KEPT:
        _parsed.pop(next(iter(_parsed)))
    changed = tuple((file, _changed(file)) for file in (path, *fetcher.read))
    _parsed[path] = _Parsed(sheet, allowed, fonts, changed)
    return sheet


def forget() -> None:
    """Parse everything anew: a rule that fails when it is used is only complained of once."""
    _parsed.clear()


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


def _parse(path: Path, fetcher: ConfinedFetcher, fonts: Any) -> weasyprint.CSS:
    text = _text(path, fetcher.allowed)
    _refuse_unclosed(text, path)
    with listening() as heard:
        try:
            sheet = _css(text, path, fetcher, fonts)
        except FatalURLFetchingError:
            sheet = None
        except Exception as problem:  # the engine raises whatever it stumbles over
            raise LayoutError(
                f"the engine fails on this rule: {type(problem).__name__} {problem}".rstrip(),
                at=Location(short_name(path), _failing_line(text, path)),
                hint="take the rule out, or write it in another way",
            ) from problem
    fetcher.complain((path,))
    if heard:
        # What an imported stylesheet is blamed for has its own file and line.
        for imported in fetcher.read:
            if imported.suffix.lower() == ".css" and imported.is_file():
                _parse(imported, ConfinedFetcher(fetcher.allowed), fonts)
        _refuse_unusable(heard, path)
    return sheet


def _text(path: Path, allowed: tuple[Path, ...]) -> str:
    if not is_inside(path, allowed):
        raise ReferenceRefused(
            f"the stylesheet lies outside its layout: {path.resolve()}",
            at=short_name(path),
            hint="put the file itself into the layout's folder, not a link",
        )
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise LayoutError(
            "this is not UTF-8 text", at=short_name(path), hint="save the file again as UTF-8"
        ) from None
    except OSError as problem:
        raise LayoutError(f"cannot be read: {problem.strerror}", at=short_name(path)) from None
    return _CHARSET.sub("", text, count=1) if _CHARSET.match(text) else text


def _css(text: str, path: Path, fetcher: ConfinedFetcher, fonts: Any) -> weasyprint.CSS:
    base = path.absolute().as_uri()
    return weasyprint.CSS(string=text, base_url=base, url_fetcher=fetcher, font_config=fonts)


def _failing_line(text: str, path: Path) -> int | None:
    """Return the line of the first rule that the engine cannot take by itself."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        try:
            with listening():
                _css(rule.serialize(), path, ConfinedFetcher(()), None)
        except FatalURLFetchingError:
            continue
        except Exception:
            return rule.source_line
    return None


def _refuse_unclosed(text: str, path: Path) -> None:
    """Raise LayoutError when a brace, a comment or a quotation mark is never closed.

    A parser then takes the rest of the file for a part of it, and says nothing.
    """
    rules = tinycss2.parse_stylesheet(f"{text}\n}}", skip_comments=False, skip_whitespace=True)
    # With nothing open, the brace that was added stands alone.
    if rules[-1].type != "error":
        raise LayoutError(
            "what begins here is never closed",
            at=Location(short_name(path), rules[-1].source_line),
            hint="add the '}' or the '*/' that is missing",
        )


def _refuse_unusable(heard: list[str], path: Path) -> None:
    """Raise LayoutError for the first thing that the engine says of a stylesheet."""
    for message in heard:
        if not message.startswith("Deprecated"):
            what, hint = worded(message)
            raise LayoutError(what, at=_place(message, path), hint=hint)


def _place(message: str, path: Path) -> Location:
    """Return the line that a message speaks of: it gives it, or quotes what stands there."""
    position = POSITION.findall(message)
    if position:
        return Location(short_name(path), int(position[-1]))
    quoted = re.search(r"'(.+?)\s*'|file:(\S+)", message)
    named = line_naming(quoted[1] or quoted[2], (path,)) if quoted else None
    return named or Location(short_name(path))
