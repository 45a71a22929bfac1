"""Where layouts, statements and fonts are found, and what a page may read.

Three places, in this order: the project, installed packages that offer
layouts (entry point `pamphlet.layouts`), and what the program brings along.
In a wheel the latter lies inside the package, in a clone beside
pyproject.toml. Nothing is written here.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pamphlet.errors import LayoutError, Location, StatementError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PACKAGE = Path(__file__).resolve().parent

# The file that makes a folder a project.
PROJECT_FILE = "pamphlet.yml"

# The file that makes a folder a layout.
MANIFEST = "layout.yml"

# Where a link on a page may lead, beside places on the pages themselves.
LINKS = ("http://", "https://", "mailto:", "tel:")


@cache
def bundled_root() -> Path:
    """Return the folder with the layouts, fonts and statements that the program brings."""
    inside = PACKAGE / "bundled"
    return inside if inside.is_dir() else PACKAGE.parents[1]


def find_project(start: Path) -> Path | None:
    """Return the pamphlet.yml of a folder or of the nearest one above it."""
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder / PROJECT_FILE
    return None


def layout_folders(project: Path | None) -> tuple[Path, ...]:
    """Return the folders that hold layouts, first come first served."""
    own = (project / "layouts",) if project else ()
    return tuple(path for path in (*own, *_packaged(), bundled_root() / "layouts") if path.is_dir())


def short_name(path: Path) -> str:
    """Name a file of a layout as people do: layouts/NAME/FILE."""
    own = next((folder for folder in path.parents if (folder / MANIFEST).is_file()), path.parent)
    return path.relative_to(own.parent.parent).as_posix()


def theme_folders(project: Path | None) -> tuple[Path, ...]:
    """Return the folders that hold themes: the project's own and the bundled ones."""
    own = (project / "themes",) if project else ()
    return tuple(path for path in (*own, bundled_root() / "themes") if path.is_dir())


@cache
def _packaged() -> tuple[Path, ...]:
    from importlib.metadata import entry_points  # as slow to load as all else here together

    found = sorted(entry_points(group="pamphlet.layouts"), key=lambda entry: entry.name)
    return tuple(Path(folder) for entry in found for folder in _folders_of(entry))


def _folders_of(entry: EntryPoint) -> tuple[str, ...]:
    """Return the folders of the package that an entry point names, without running it."""
    try:
        spec = find_spec(entry.module)
    except Exception:  # a package around it may raise anything
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise LayoutError(
            f"the layouts {entry.name!r} of an installed package cannot be found: "
            f"there is no package {entry.module!r}",
            hint="install the package again, or remove it",
        )
    return tuple(spec.submodule_search_locations)


def font_folders(project: Path | None) -> tuple[Path, ...]:
    """Return the folders that hold fonts: the project's own and the bundled ones."""
    bundled = bundled_root() / "fonts"
    own = project / "fonts" if project else bundled
    return (own, bundled) if own != bundled and own.is_dir() else (bundled,)


def is_inside(path: Path, folders: tuple[Path, ...]) -> bool:
    """Tell whether a path, its links followed, lies in one of the folders."""
    real = path.resolve()
    return any(real.is_relative_to(folder.resolve()) for folder in folders)


def find_reference(
    src: Path, *, folder: Path, roots: tuple[Path, ...], at: Location, what: str = "picture"
) -> Path:
    """Return the file that a statement points at.

    It is looked for in the statement's own `folder`, then in each of `roots`.
    Raises StatementError when it is missing or lies outside all of them.
    """
    allowed = (folder, *roots)
    if _has_scheme(src):
        raise StatementError(
            f"the {what} {_as_written(src)!r} is not a file: nothing is fetched from the network",
            at=at,
            hint="save it beside the statement and give its name",
        )
    try:
        for root in allowed:
            path = root / src
            if path.is_file():
                return _allowed(path, allowed, src, at, what)
    except OSError as problem:
        raise StatementError(f"the {what} {str(src)!r}: {problem.strerror}", at=at) from None
    raise StatementError(
        f"there is no {what} {str(src)!r}", at=at, hint=f"it was looked for in {folder}"
    )


def _allowed(path: Path, allowed: tuple[Path, ...], src: Path, at: Location, what: str) -> Path:
    if not is_inside(path, allowed):
        raise StatementError(
            f"the {what} {str(src)!r} lies outside the folders a statement may read",
            at=at,
            hint=f"copy it into {allowed[0]}",
        )
    return path.resolve()


def _as_written(src: Path) -> str:
    """Return an address as it was before a path was made of it."""
    return re.sub(r"^(https?|ftp):/", r"\1://", str(src), flags=re.IGNORECASE)


def _has_scheme(src: Path) -> bool:
    return re.match(r"(https?|ftp|file|data):", str(src), re.IGNORECASE) is not None


# The colours that the engine draws as they are; it makes black or white of finer greys.
_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")

_JPEG = ("JPEG", "MPO")
_JPEG_END = b"\xff\xd9"


def check_image(path: Path, at: Location) -> None:
    """Raise StatementError unless a file is a whole picture that can be placed."""
    if path.suffix.lower() == ".svg":
        _check_svg(path, at)
        return
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd facts in a picture that can be placed
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            odd = odd_mode(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise StatementError(
            f"{path.name!r} is too large a picture",
            at=at,
            hint="save it at most 9,000 pixels wide",
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise StatementError(
            f"{path.name!r} is not a picture, or it is damaged",
            at=at,
            hint="save it as JPEG, PNG or SVG",
        ) from None
    if odd:
        raise StatementError(
            f"{path.name!r} is a picture of a kind that cannot be printed ({odd})",
            at=at,
            hint="save it as JPEG, or as PNG with 8 bits a colour",
        )


def pixel_size(path: Path) -> tuple[int, int] | None:
    """Return how many pixels a picture is wide and high, None for a drawing, which has none."""
    if path.suffix.lower() == ".svg":
        return None
    from PIL import Image

    with Image.open(path) as picture:
        return picture.size


def odd_mode(file: Path | BinaryIO) -> str:
    """Return the colour mode of a picture if it cannot be drawn, else nothing.

    Raises what Pillow raises when the file is no picture or not whole.
    """
    from PIL import Image

    with Image.open(file) as picture:
        is_jpeg, mode = picture.format in _JPEG, picture.mode
        if not is_jpeg:
            picture.verify()
        elif _JPEG_END not in picture.fp.read():  # of JPEG, Pillow verifies only the head
            raise EOFError
    return "" if mode in _MODES or (is_jpeg and mode == "CMYK") else mode


def _check_svg(path: Path, at: Location) -> None:
    from xml.etree import ElementTree

    try:
        root = ElementTree.parse(path).getroot()
    except (ElementTree.ParseError, OSError, ValueError) as problem:
        raise StatementError(f"{path.name!r} is not an SVG picture: {problem}", at=at) from None
    if not root.tag.endswith("svg"):
        raise StatementError(f"{path.name!r} is not an SVG picture", at=at)
