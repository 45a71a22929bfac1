"""The file themes/NAME.yml as it is written."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from pamphlet.fields import Fields, OrText, Text, Texts, complain

_AMOUNTS = {"ge": 0, "le": 100}

# A third ink makes no colour that two cannot make cleaner, and shows when plates are off.
MOST_INKS = 2


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise complain(f"{text!r} is not a colour", "write it as #c8102e, between quotes")
    return text.lower()


class InkFields(Fields):
    """Inks in per cent; two at most."""

    c: float = Field(0, **_AMOUNTS)
    m: float = Field(0, **_AMOUNTS)
    y: float = Field(0, **_AMOUNTS)
    k: float = Field(0, **_AMOUNTS)


def _few(inks: InkFields) -> InkFields:
    used = [name for name, amount in inks if amount]
    if len(used) > MOST_INKS:
        raise complain(
            f"a build of {len(used)} inks ({', '.join(used)})",
            "two are enough, a third makes the colour dull and shows where plates are off; "
            "for a darker one take k",
        )
    return inks


class ColourFields(Fields):
    """A colour for the screen, and the inks that a press makes it of."""

    rgb: Annotated[Text, AfterValidator(_colour)]
    ink: Annotated[InkFields | None, AfterValidator(lambda found: found and _few(found))] = None


def _full(value: Any) -> Any:
    """Take the short form, a colour without inks."""
    return {"rgb": _colour(value.strip())} if isinstance(value, str) else value


NAMES = ("accent", "tint", "ink", "paper")
COLOURS = (*NAMES, "solid", "on_solid", "shape")


def _kind(value: Any) -> str:
    """Tell a name from a colour; what begins so is left out of complaints."""
    is_name = isinstance(value, str) and value in NAMES
    return "function-name" if is_name else "function-colour"


class _AnyOf:
    """Says in a schema that of several forms any will do: a name is a text as well."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        found = handler(core)
        return {"anyOf": found["oneOf"]}


def _required(schema: dict[str, Any]) -> None:
    """Say in the schema that what a theme extends may have the colours."""
    colours = [name for name in schema["required"] if name in COLOURS]
    schema["required"] = [name for name in schema["required"] if name not in colours]
    schema["anyOf"] = [{"required": ["extends"]}, {"required": colours}]


Colour = Annotated[ColourFields, BeforeValidator(_full), OrText()]
ColourOrName = Annotated[
    Annotated[Literal["accent", "tint", "ink", "paper"], Tag("function-name")]
    | Annotated[Colour, Tag("function-colour")],
    Discriminator(_kind),
    _AnyOf(),
]


class ThemeFacesFields(Fields):
    """Families of a script by role, the first that has a letter wins; others are the layout's."""

    text: Texts = ()
    sans: Texts = ()
    """Small type: contacts, labels, captions."""
    display: Texts = ()
    leading: float | None = Field(None, ge=1, le=3)
    """The distance of lines of text, as a multiple of the size."""
    display_leading: float | None = Field(None, ge=0.5, le=3)
    """The same for headlines."""
    scale: float | None = Field(None, ge=0.5, le=2)
    """The size of the text beside that of others at the same number of points."""


class HeadlineFields(Fields):
    """How titles, slogans and headings are set."""

    case: Literal["capitals", "written"] = "capitals"
    """Whether titles are set in capitals, or as they are written."""
    lines: Literal["stacked", "broken"] = "stacked"
    """Whether every line of a title fills the measure, or all have one size."""
    weight: int = Field(900, ge=100, le=900)
    """The weight of the face, from 100 to 900."""
    size: float = Field(1, ge=0.7, le=1.2)
    """Headings, slogans and pull quotes in the text, against the usual: wide faces need less."""
    reach: float = Field(1, ge=0, le=1)
    """How far headlines grow beyond three times the text: 1 as far as there is room."""


class OrnamentFields(Fields):
    """What stands around the text."""

    rules: Literal["thick", "thin"] = "thick"
    """Rules above and below quotes and heads."""
    edges: Literal["none", "thick", "thin"] = "none"
    """The rule where a block that is a solid in other themes meets the page."""
    frames: Literal["none", "thick", "thin"] = "none"
    """The outline of a page or panel that is a solid in other themes."""
    boxes: Literal["tint", "outline"] = "tint"
    """Whether a box in the text has a ground or an outline."""
    shapes: Literal["none", "circles", "blocks"] = "none"
    """What lies on solid grounds."""
    marks: Literal["dash", "bullet"] = "dash"
    """The mark of a point of a list."""
    labels: Literal["capitals", "small capitals", "written"] = "capitals"


class ThemeFields(Fields):
    """The file themes/NAME.yml."""

    model_config = ConfigDict(json_schema_extra=_required)

    title: Text
    about: Text | None = None
    """Whom it suits, in a sentence."""
    extends: Text | None = None
    """The theme that it takes over what it does not say from."""
    accent: Colour
    """The one colour beside black; text in it must be readable on paper and tint."""
    tint: Colour
    """A pale ground for boxes, light enough for black text."""
    ink: Colour = ColourFields(rgb="#000000")
    paper: Colour = ColourFields(rgb="#ffffff")
    solid: ColourOrName = "accent"
    """The ground of covers, heads and feet: a colour, or the name of another."""
    on_solid: ColourOrName = "paper"
    """Text on it."""
    shape: ColourOrName | None = None
    """What lies on solid grounds; text on them must be readable on it too."""
    faces: dict[str, ThemeFacesFields] = Field(default_factory=dict)
    """Faces by script (Latn, Grek, Cyrl, Arab, Hebr); what is not named is the layout's."""
    density: Literal["airy", "usual", "dense"] = "usual"
    """Where leading and white lean to, inside the range of the layout."""
    headlines: HeadlineFields = HeadlineFields()
    ornament: OrnamentFields = OrnamentFields()
