"""What the engine says while it works, and which of it is an error."""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from pamphlet.errors import EditionError, GlyphError, LayoutError, Location
from pamphlet.render.places import line_naming, line_with
from pamphlet.resources import short_name

# "… at 7:3, unknown property."
POSITION = re.compile(r" at (\d+):\d+(?=[.,:]|$)")

_FAILED_PICTURE = re.compile(r"Failed to load image at '(.*)': (.*)", re.DOTALL)

# So many characters before and after another say where it stands.
_AROUND = 20

# What is left out of a page that the engine says this of.
_LEFT_OUT = (
    "Parse error",
    "Error:",
    "Ignored",
    "Invalid",
    "Unknown",
    "Unsupported",
    "Missing",
    "Empty",
    "Failed to load stylesheet",
    "Font-face",
    "Unable to compute content",
    "Content discarded",
    "Only strings are allowed",
    "This row has more columns",
    '"',
)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what the engine logs, and let none of it out."""
    heard: list[str] = []
    logger = logging.getLogger("weasyprint")

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    before = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [Listener()], False
    logger.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = before[:2]
        logger.setLevel(before[2])


def worded(message: str) -> tuple[str, str]:
    """Return what the engine says of a rule in words of ours, and a hint."""
    said = re.sub(r"\s+`", "`", POSITION.sub("", message)).strip().rstrip(".").replace("`", "'")
    if said.startswith(("Parse error", "Error")):
        reason = said.partition(":")[2].strip().rstrip(".")
        if reason.startswith("EOF reached"):
            reason = "a ':', a '{' or a '}' is missing"
        return f"the stylesheet cannot be read: {reason}", "mend the stylesheet at this line"
    if said.startswith("Failed to load stylesheet at"):
        name = said.split()[5].strip(":").rpartition("/")[2]
        return f"the stylesheet {name!r} cannot be loaded", "check its name"
    if said.startswith("Font-face"):
        return f"the font {said.split(chr(39))[1]!r} cannot be loaded", "check its 'src'"
    refused = re.sub(r"^(Ignored|Invalid or unsupported|Unsupported|Unknown) ?", "", said)
    hint = "take the rule out, or write it as the engine knows it"
    if refused != said:
        return f"the engine cannot use {refused.lstrip(', ')}", hint
    return f"the engine says: {said}", hint


def refuse_left_out(heard: list[str], stylesheets: tuple[Path, ...], folder: str | None) -> None:
    """Raise an error when something would be missing on the pages.

    EditionError for a picture, LayoutError for what a rule of the stylesheets or the
    template asks for; `folder` is where the template is.
    """
    for message in heard:
        if message.startswith(("Failed to load image", "Failed to load inline SVG")):
            _refuse_picture(message, stylesheets)
        if message.startswith(_LEFT_OUT):
            what, hint = worded(message)
            raise LayoutError(what, at=_rule(message, stylesheets) or folder, hint=hint)


def _refuse_picture(message: str, stylesheets: tuple[Path, ...]) -> None:
    found = _FAILED_PICTURE.match(message)
    name = unquote(found[1]).rpartition("/")[2][:60] if found else "one within the page"
    if found and "No such file" in found[2]:
        at = line_naming(found[1], stylesheets)
        raise (LayoutError if at else EditionError)(
            f"there is no picture {name!r}", at=at, hint="check its name"
        )
    raise EditionError(
        f"a picture cannot be drawn: {name}", hint="save it again as JPEG, PNG or plain SVG"
    )


def _rule(message: str, stylesheets: tuple[Path, ...]) -> Location | None:
    """Return the line that a message speaks of, in the stylesheet that has its property there."""
    position, name = POSITION.findall(message), re.search(r"`([\w-]+):", message)
    if not position:
        return None
    word = name[1].partition("-")[0] if name else ""
    return next(
        (
            Location(short_name(path), int(position[-1]))
            for path in reversed(stylesheets)
            if line_with(path, int(position[-1]), word)
        ),
        None,
    )


def refuse_undrawn(heard: list[str]) -> None:
    """Raise EditionError when a picture was not drawn, or not in its own colours."""
    for message in heard:
        if message.startswith("Failed to render SVG image"):
            name = unquote(message).rpartition("/")[2][:60]
            raise EditionError(
                f"a picture cannot be drawn: {name}", hint="save it again as plain SVG, or as PNG"
            )
        if message.startswith("Unknown image mode"):
            raise EditionError(
                f"a picture cannot be drawn: its colours are {message.rpartition(' ')[2]}",
                hint="save it as JPEG, or as PNG with 8 bits a colour",
            )


def refuse_missing_glyphs(
    heard: list[str], page: str, stylesheets: tuple[Path, ...], families: tuple[str, ...]
) -> None:
    """Raise GlyphError when a box was drawn in place of a character.

    `page` is the HTML, in which the words around the character are its place.
    """
    for message in heard:
        found = re.search(r'"(.*)" \((U\+[0-9A-F]+)\)', message, re.DOTALL)
        if ".notdef" in message and found:
            words = _words_around(found[1], page)
            place = f"it stands in '{words}'; " if words else ""
            raise GlyphError(
                f"no font has the character {found[1]!r} ({found[2]})",
                at=None if words else line_naming(found[1], stylesheets),
                hint=f"{place}tried {', '.join(families)}; put a font that has it into the "
                "project's fonts/ folder",
            )


def _words_around(character: str, page: str) -> str:
    """Return some whole words around a character of a page, or nothing."""
    text = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
    at = text.find(character)
    if at < 0:
        return ""
    before, after = text[max(0, at - _AROUND) : at], text[at : at + _AROUND]
    if at > _AROUND:
        before = before.partition(" ")[2] or before
    if at + _AROUND < len(text):
        after = after.rpartition(" ")[0] or after
    return (before + after).strip()
