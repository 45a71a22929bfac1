"""layout.yml as it is written, laid over the manifests that it extends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from pamphlet.errors import LayoutError, Location
from pamphlet.fields import (
    Fields,
    OrText,
    Place,
    Text,
    Texts,
    Tree,
    YesNo,
    did_you_mean,
    listed,
    read_yaml,
)
from pamphlet.resources import MANIFEST, short_name

# Measures stay as they are written until the layout is made of them.
Length = Annotated[str, WithJsonSchema({"type": "string", "examples": ["12mm", "9pt"]})]
PaperSize = Annotated[
    str,
    WithJsonSchema({"type": "string", "examples": ["A5", "A4 landscape", "148mm x 210mm"]}),
]
PageCount = Annotated[
    str,
    WithJsonSchema(
        {
            "anyOf": [
                {"const": "any", "type": "string"},
                {"type": "integer"},
                {"type": "string", "pattern": r"^\d+\s*-\s*\d+$"},
            ]
        }
    ),
]


Freedom = Literal["size", "leading", "spacing", "lead", "opening", "pictures", "quotes", "closing"]

# What of a statement a layout may show.
Part = Literal[
    "title", "kicker", "subtitle", "issuer", "byline", "date", "slogans", "call", "contact", "qr",
    "image", "credit", "imprint", "text",
]  # fmt: skip


class PaperFields(Fields):
    """The object on one family of paper."""

    trim: Annotated[tuple[PaperSize, ...], BeforeValidator(listed), OrText()]
    """The finished page, or each page in reading order where they differ."""
    sheet: PaperSize
    """The sheet of the office printer."""


class MarginFields(Fields):
    """White around the text."""

    top: Length
    bottom: Length
    inner: Length
    outer: Length


class TypeFields(Fields):
    """The range of the body's type."""

    least: Length
    """The smallest size of the text."""
    most: Length
    """The largest size of the text."""
    good: Length | None = None
    """Below this size a layout grows denser first, if it can."""
    justified: YesNo = False
    """Whether lines are justified where the spaces between words stay narrow enough."""
    hyphens: YesNo = True
    """Whether words may be parted at the end of a line."""
    italics: YesNo = True
    """Whether there are italics; without them what is stressed is bold."""


class FacesFields(Fields):
    """How a script is set: families by role, the first that has a letter wins."""

    text: Texts = ()
    sans: Texts = ()
    display: Texts = ()
    leading: float | None = None
    """The distance of lines of text, as a multiple of the size."""
    display_leading: float | None = None
    """The same for headlines."""
    scale: float | None = None
    """The size of the script's text beside that of Latin at the same number of points."""


class LimitFields(Fields):
    """What finished files are measured against, where the layout asks for more than is usual."""

    body_size: Length | None = None
    """The least size of the text."""
    smallest_type: Length | None = None
    """The least size of any text."""
    characters_least: float | None = None
    """The least number of characters a line."""
    characters_most: float | None = None
    """The greatest number of characters a line."""
    leading_least: float | None = None
    """The least distance of lines, as a multiple of the size."""
    leading_most: float | None = None
    """The greatest distance of lines, as a multiple of the size."""
    least_fill: float | None = None
    """How much of its last page the text fills, in per cent."""
    white_above_block: float | None = None
    """The white between the text and the block at its foot, in per cent of the page."""
    column_feet: float | None = None
    """How many lines the feet of neighbouring columns may differ."""
    last_line: float | None = None
    """The least number of characters of a paragraph's last line."""
    hyphens_in_row: float | None = None
    """How many lines in a row may end in a hyphen."""
    word_space: float | None = None
    """How many times its normal width a space of justified text may have."""
    off_grid: Length | None = None
    """How far a line may lie off the grid."""
    contrast: float | None = None
    """The least contrast of text with what is behind it."""
    text_from_trim: Length | None = None
    """The least white between text and an edge that is cut."""
    text_from_fold: Length | None = None
    """The least white between text and a fold."""
    picture_good: float | None = None
    """Pixels an inch below which a picture is noted."""
    picture_least: float | None = None
    """Pixels an inch below which a picture fails."""
    families: float | None = None
    """How many families a page may have."""
    qr_small: Length | None = None
    """The least side of a QR code on A5 and smaller."""
    qr_large: Length | None = None
    """The least side of a QR code on larger pages."""
    quote_distance: float | None = None
    """How many lines a pull quote stands away from its source."""


class LayoutFields(Fields):
    """The file layout.yml."""

    title: Text
    about: str = ""
    """What it is for, in a sentence."""
    extends: Text | None = None
    """The layout that it takes over what it does not say from."""
    abstract: YesNo = False
    """Only there for others to extend."""
    gathers: YesNo = False
    """Whether it takes many statements."""
    pages: PageCount = "any"
    """How many pages it has; two numbers where it takes no more than the text needs."""
    body: tuple[int, ...] = ()
    """The pages that the text runs through, counted from 1; none means as many as it needs."""
    shows: tuple[Part, ...] = ()
    """The parts of a statement that it shows, where that is not all of them; 'text' is the body."""
    turns: YesNo = False
    """Whether a page may lie as well as stand, as makes its slogans larger."""
    multiple: int = 1
    """A whole number of sheets has a multiple of this many pages."""
    densities: int = 1
    """How many ways the layout has to make room for a long text, the roomiest first."""
    capacity: tuple[int, int] = (0, 0)
    """How many words of text it takes, with a title, a slogan and a call beside it."""
    freedoms: tuple[Freedom, ...] = ("size", "leading")
    """What may be changed so that the text fills its pages, first what is changed first."""
    poster: int | None = None
    """The page, from 1, that shows a quote where it would else be empty; 0 for none."""
    paper: dict[str, PaperFields] = Field(default_factory=dict)
    margins: MarginFields | None = None
    type: TypeFields | None = None
    faces: dict[str, FacesFields] = Field(default_factory=dict)
    """Faces by script (Latn, Arab, Hebr); Latn is the rule, others come before it."""
    print_scheme: Text = "single"
    """How pages lie on the flat sheet that the print shop gets."""
    sheets_scheme: Text = "single"
    """How pages lie on the sheet of the office printer."""
    frame: Length = "5mm"
    """White kept at cut and sheet edges for a printer that cannot print to the edge."""
    theme: Text = "red"
    limits: LimitFields | None = None


@dataclass(frozen=True, slots=True)
class Manifest(Tree):
    """The values of a manifest over those it extends; each keeps its own file and line."""

    places: dict[Place, Location]

    def at(self, place: Place) -> Location:
        """Return where a value stands, or the nearest thing around it."""
        while place and place not in self.places:
            place = place[:-1]
        return self.places.get(place, Location(self.path, 1))

    def over(self, below: Manifest) -> Manifest:
        """Lay this manifest over another; groups are merged, lists replaced."""
        inherited = {key: value for key, value in below.value.items() if key != "abstract"}
        value = _overlaid(self.value, inherited)
        return Manifest(value, self.path, self.lines, {**below.places, **self.places})


def _overlaid(above: Any, below: Any) -> Any:
    if not (isinstance(above, dict) and isinstance(below, dict)):
        return above
    both = {key: _overlaid(above[key], below[key]) for key in above.keys() & below.keys()}
    return {**below, **above, **both}


def layout_names(folders: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the names of every layout in the given folders that can be used, sorted."""
    manifests = (path for folder in folders for path in folder.glob(f"*/{MANIFEST}"))
    return tuple(sorted({path.parent.name for path in manifests if not is_abstract(path)}))


def is_abstract(path: Path) -> bool:
    """Tell a manifest that is only there to be extended, be the rest of it as it may."""
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return False
    return (
        re.search(r"^abstract:\s*(yes|true|on)\b", text, re.MULTILINE | re.IGNORECASE) is not None
    )


def known_layouts(name: str, folders: tuple[Path, ...]) -> str:
    """Return a hint for a name that no layout has."""
    names = layout_names(folders)
    return did_you_mean(name, names) or f"layouts: {', '.join(names)}"


def homes(name: str, folders: tuple[Path, ...]) -> Iterator[Path]:
    """Give the folders of a name, nearest first; no path is made of the name itself."""
    for folder in folders:
        yield from (home for home in folder.iterdir() if home.name == name and home.is_dir())


def read_chain(
    home: Path, folders: tuple[Path, ...], seen: tuple[Path, ...] = ()
) -> tuple[Manifest, tuple[Path, ...]]:
    """Return the manifest in a folder over those it extends, and the folders of all of them.

    Raises LayoutError when one of them cannot be read or is not there.
    """
    manifest = _read_manifest(home / MANIFEST)
    name = manifest.value.get("extends")
    if not isinstance(name, str):
        return manifest, (home,)
    # A project's own layout may extend the bundled one of its name.
    seen = (*seen, home)
    parent = next((found for found in homes(name, folders) if found not in seen), None)
    if parent is None:
        raise _no_parent(name, folders, seen, manifest.at(("extends",)))
    below, chain = read_chain(parent, folders, seen)
    return manifest.over(below), (home, *chain)


def _no_parent(
    name: str, folders: tuple[Path, ...], seen: tuple[Path, ...], at: Location
) -> LayoutError:
    if any(home.name == name for home in seen):
        hint = "name another, or leave 'extends' out"
        return LayoutError(f"the layout {name!r} extends itself", at=at, hint=hint)
    return LayoutError(f"there is no layout {name!r}", at=at, hint=known_layouts(name, folders))


def _read_manifest(path: Path) -> Manifest:
    shown = short_name(path)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise LayoutError(
            "this is not UTF-8 text", at=shown, hint="save the file again as UTF-8"
        ) from None
    except FileNotFoundError:
        raise LayoutError(
            f"this folder has no {MANIFEST}",
            at=str(Path(shown).parent),
            hint="write one: 'extends: handbill' is enough",
        ) from None
    except OSError as problem:
        raise LayoutError(f"cannot be read: {problem.strerror}", at=shown) from None
    tree = read_yaml(text, path=shown, error=LayoutError)
    places = {place: Location(shown, line) for place, line in tree.lines.items()}
    return Manifest(tree.value, shown, tree.lines, places)
