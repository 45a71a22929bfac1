"""The pictures of a statement: found where it may point, and proved to be pictures.

A file is opened to see whether it can be placed; nothing is fetched.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pamphlet.errors import Location, PamphletError, StatementError
from pamphlet.model import Block, Box, Figure, Image, Listing, Quotation
from pamphlet.resources import check_image, find_reference


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
            check_image(path, at)
        except StatementError as problem:
            self.complaints.append(problem)
            return image
        return replace(image, src=path)

    def path_of(self, image: Image, at: Location) -> Path:
        if str(image.src) in ("", "."):
            hint = "write ![what it shows](name.jpg)"
            raise StatementError("a picture has no file name", at=at, hint=hint)
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
