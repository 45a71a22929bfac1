"""The pictures of a statement: found where it may point, and proved to be pictures.

A file is opened to see whether it can be placed; nothing is fetched, and
nothing of a drawing is expanded.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from pathlib import Path
from xml.parsers import expat

from PIL import Image as Raster
from PIL import UnidentifiedImageError

from pamphlet.errors import Location, PamphletError, StatementError
from pamphlet.model import Block, Box, Figure, Image, Listing, Quotation
from pamphlet.resources import find_reference

# What a layout can place; others would need programs of their own.
FORMATS = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "TIFF", "BMP")
MAX_DRAWING_BYTES = 20_000_000
_SAVE_AS = "save it as JPEG, PNG or SVG"


class Places:
    """Finds the pictures of one statement; what is wrong with them is added to `complaints`."""

    def __init__(
        self,
        folder: Path,
        roots: tuple[Path, ...],
        shown: Path,
        complaints: list[PamphletError],
    ) -> None:
        self.folder, self.roots, self.shown = folder, roots, shown
        self.complaints = complaints

    def find(self, image: Image, line: int | None) -> Image:
        at = Location(self.shown, line)
        try:
            path = self.path_of(image, at)
            check_picture(path, at)
        except StatementError as problem:
            self.complaints.append(problem)
            return image
        return replace(image, src=path)

    def path_of(self, image: Image, at: Location) -> Path:
        if str(image.src) in ("", "."):
            raise StatementError("a picture has no file name", at=at, hint="write ![what it shows](name.jpg)")
        try:
            return find_reference(image.src, folder=self.folder, roots=self.roots, at=at)
        except ValueError:
            raise StatementError(f"there is no picture {str(image.src)!r}", at=at) from None

    def in_blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self.in_block(block) for block in blocks)

    def in_block(self, block: Block) -> Block:
        match block:
            case Figure():
                return replace(block, image=self.find(block.image, block.line))
            case Quotation() | Box():
                return replace(block, blocks=self.in_blocks(block.blocks))
            case Listing():
                return replace(block, items=tuple(self.in_blocks(item) for item in block.items))
        return block


def check_picture(path: Path, at: Location) -> None:
    """Raise StatementError unless a file is a picture that can be placed."""
    try:
        if path.suffix.lower() == ".svg":
            _check_drawing(path, at)
        else:
            _check_raster(path, at)
    except OSError as problem:
        message = f"{path.name!r} cannot be read: {problem.strerror or problem}"
        raise StatementError(message, at=at) from None


def _check_raster(path: Path, at: Location) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Raster.DecompressionBombWarning)
            with Raster.open(path, formats=FORMATS) as picture:
                # A small size is enough to see the file to its end.
                picture.draft("L", (64, 64))
                picture.load()
    except UnidentifiedImageError:
        raise StatementError(f"{path.name!r} is not a picture", at=at, hint=_SAVE_AS) from None
    except (Raster.DecompressionBombError, Raster.DecompressionBombWarning):
        hint = "save it at most 9,000 pixels wide and high"
        raise StatementError(f"{path.name!r} is too large a picture", at=at, hint=hint) from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as problem:
        if isinstance(problem, OSError) and problem.errno:
            raise
        hint = "copy or download it again, or open it and save it anew"
        message = f"{path.name!r} is damaged: it ends too early or holds what no picture holds"
        raise StatementError(message, at=at, hint=hint) from None


class _Refused(Exception):
    """Raised inside the XML parser to stop it."""


def _check_drawing(path: Path, at: Location) -> None:
    """Read an SVG's tags, but none of what a document type could define."""
    with path.open("rb") as file:
        raw = file.read(MAX_DRAWING_BYTES + 1)
    if len(raw) > MAX_DRAWING_BYTES:
        raise StatementError(f"{path.name!r} is too large a drawing (20 MB)", at=at)
    parser = expat.ParserCreate(namespace_separator=" ")
    roots: list[str] = []

    def start_doctype(name: str, system: str, public: str, has_definitions: int) -> None:
        if has_definitions:
            raise _Refused

    def start_element(name: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name)

    parser.StartDoctypeDeclHandler = start_doctype
    parser.StartElementHandler = start_element
    try:
        parser.Parse(raw, True)
    except _Refused:
        message = f"{path.name!r} defines entities, which are not read in a drawing"
        raise StatementError(message, at=at, hint="save it as 'plain SVG'") from None
    except (expat.ExpatError, ValueError, LookupError):
        roots.clear()
    if not roots or roots[0].rsplit(" ", 1)[-1] != "svg":
        hint = "open it in a drawing program and save it as SVG, or as PNG"
        raise StatementError(f"{path.name!r} is not an SVG drawing", at=at, hint=hint)
