"""The front matter of a statement: which keys there are, and what they become.

The schema below is also what editors check against
(`schemas/statement.schema.json`).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from pamphlet.errors import Location, PamphletError, StatementError
from pamphlet.fields import (
    Day,
    Fields,
    Line,
    OrText,
    Text,
    Texts,
    Tree,
    complain,
    read_yaml,
    typed,
)
from pamphlet.model import CallToAction, Contact, Image, Imprint, When
from pamphlet.reading.markdown import parse_focus

_FENCE = re.compile(r"---[ \t]*$")
_END = re.compile(r"(---|\.\.\.)\s*$")
_KEY = re.compile(r"[\w-]+\s*:(\s|$)|#")


def _language_tag(tag: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise complain(f"{tag!r} is not a language", "write a code such as en, de, fr, es or ar")
    return tag


def _web_address(address: str) -> str:
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if parts.scheme not in ("http", "https") or "." not in (parts.hostname or ""):
        raise complain(f"{address!r} is not a web address", "write it as https://town.example/page")
    return address


def _image_group(value: Any) -> Any:
    """Take a lone file name where a picture's keys may stand."""
    return {"src": value} if isinstance(value, str) else value


def _imprint_group(value: Any) -> Any:
    return {"text": value} if isinstance(value, str | list) else value


def _call_group(value: Any) -> Any:
    return {"what": value} if isinstance(value, str) else value


# Words that may stand in the place of pull quotes: choose some, or none.
CHOOSE, NO_QUOTES = "auto", "none"

# As many as suit the length of the text; nobody asks for more.
AS_MANY_AS_SUIT = 20


LanguageTag = Annotated[Text, AfterValidator(_language_tag)]


class CallFields(Fields):
    """What to do, when and where."""

    what: Text
    """What to come to or to do, in a few words."""
    date: Day | None = None
    """The day, as 2025-02-15."""
    time: Text | None = None
    """The time as it is to be printed, such as "14:00"."""
    place: Text | None = None
    """Where."""


class ContactFields(Fields):
    """Whom to ask."""

    name: Text | None = None
    address: Text | None = None
    web: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class ImageFields(Fields):
    """The picture of the statement."""

    src: Text
    """The file, from the statement's own folder."""
    alt: Line = ""
    """What the picture shows, for those who cannot see it."""
    credit: Line = ""
    """Who made it; printed beside it."""
    focus: Text | None = None
    """The point that a crop keeps, from the left and the top: "30% 60%"."""


class ImprintFields(Fields):
    """Who is answerable for the text."""

    profile: Literal["none"] = "none"
    """Which country's rules the imprint follows."""
    text: Texts = ()
    """The lines to print."""


class StatementFields(Fields):
    """The front matter of a statement."""

    title: Text | None = None
    kicker: Text | None = None
    """A few words above the title: where, or what kind of text."""
    subtitle: Text | None = None
    issuer: Text | None = None
    """Who speaks."""
    byline: Text | None = None
    """Who wrote it."""
    date: Day | None = None
    """The day of the statement, as 2025-02-03."""
    place: Text | None = None
    lang: LanguageTag | None = None
    """The language, such as en, de, fr, es or ar."""
    slogans: Texts = ()
    """Short calls, set large."""
    pull_quotes: Texts = ()
    """Sentences of the text to be repeated large, word for word; or how many are to be chosen:
    a number, 'auto' or 'none'."""
    call_to_action: Annotated[CallFields | None, BeforeValidator(_call_group), OrText()] = None
    contact: ContactFields | None = None
    qr: Annotated[Text, AfterValidator(_web_address)] | None = None
    """The web address that the QR code leads to."""
    image: Annotated[ImageFields | None, BeforeValidator(_image_group), OrText()] = None
    imprint: Annotated[ImprintFields | None, BeforeValidator(_imprint_group), OrText()] = None
    translation_of: Text | None = None
    """The name of the statement that this one translates."""
    layout: Text | None = None
    """The layout to use when none is asked for."""


def split_front_matter(text: str, path: Path) -> tuple[str | None, str, int]:
    """Return the front matter (or None), the body and the body's first line number.

    Dashes above a text that has no such keys are a rule that somebody pasted along.
    """
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return None, text, 1
    end = next((i for i, line in enumerate(lines[1:], 1) if _END.match(line)), 0)
    if not end and not any(_KEY.match(line) for line in lines[1:2]):
        return None, text, 1
    if not end:
        raise StatementError(
            "the front matter is never closed",
            at=Location(path, 1),
            hint="put a line '---' after its last key",
        )
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def read_tree(front_matter: str, path: Path) -> Tree:
    """Return the keys and values of a front matter with their lines."""
    return read_yaml(front_matter, path=str(path), first_line=2, error=StatementError)


def read_fields(tree: Tree, complaints: list[PamphletError]) -> dict[str, Any]:
    """Return the front matter as fields of a `Statement`; what is not written is left out.

    Raises StatementError, or Complaints, for keys and values that are wrong.
    """
    written = typed(StatementFields, tree, error=StatementError)
    fields = {
        name: value
        for name in StatementFields.model_fields
        if (value := getattr(written, name)) is not None and value != ()
    }
    _count_quotes(fields, tree, complaints)
    _convert(fields, "date", lambda day: When(day=day))
    _convert(fields, "call_to_action", _call)
    _convert(fields, "contact", lambda c: Contact(**_given(c)))
    _convert(fields, "image", lambda image: _image(image, tree, complaints))
    _convert(fields, "imprint", lambda i: Imprint(i.text, i.profile))
    return fields


def _count_quotes(fields: dict[str, Any], tree: Tree, complaints: list[PamphletError]) -> None:
    """Take a number, 'auto' or 'none' in the place of pull quotes for how many are wanted."""
    written = fields.get("pull_quotes", ())
    asked = written[0].lower() if len(written) == 1 else ""
    if asked in (CHOOSE, NO_QUOTES):
        wanted = AS_MANY_AS_SUIT if asked == CHOOSE else 0
    elif re.fullmatch(r"[+-]?\d+", asked, re.ASCII):
        wanted = int(asked)
    else:
        return
    if not 0 <= wanted <= AS_MANY_AS_SUIT:
        message = f"{asked} pull quotes cannot be chosen"
        hint = f"write a number from 0 to {AS_MANY_AS_SUIT}, or 'auto'"
        complaints.append(StatementError(message, at=tree.at(("pull_quotes",)), hint=hint))
    del fields["pull_quotes"]
    fields["quotes_wanted"] = wanted


def _convert(fields: dict[str, Any], name: str, change) -> None:
    if name in fields:
        fields[name] = change(fields[name])


def _given(group: Fields) -> dict[str, Any]:
    return {name: value for name, value in group if value is not None}


def _call(call: CallFields) -> CallToAction:
    when = When(day=call.date) if call.date else None
    return CallToAction(call.what, when, call.time or "", call.place or "")


def _image(image: ImageFields, tree: Tree, complaints: list[PamphletError]) -> Image:
    focus = parse_focus(image.focus or "", tree.at(("image", "focus")), complaints)
    return Image(Path(image.src), image.alt, image.credit, focus)
