"""Where the files of an edition lie: written all together or not at all, and read again."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from pamphlet.errors import Location, OutputError
from pamphlet.files import write_together


def write_files(
    out: Path, name: str, forms: Mapping[str, bytes], pictures: Sequence[bytes]
) -> tuple[Path, ...]:
    """Write the forms and the contact sheet of an edition and return their paths.

    Former files are replaced all together; when that cannot be, OutputError is raised
    and they stay as they were.
    """
    folder = out / name
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(
            f"this folder cannot be made: {problem.strerror}",
            at=folder,
            hint="choose another with --out",
        ) from None
    files = {_form(out, name, form): content for form, content in forms.items()}
    files |= {_picture(out, name, number): png for number, png in enumerate(pictures, start=1)}
    try:
        write_together(files)
    except OutputError:
        if is_new:
            folder.rmdir()
        raise
    if pictures:
        _forget_pictures(folder, name, after=len(pictures))
    return tuple(files)


def read_form(out: Path, name: str, form: str) -> bytes:
    """Return a form of an edition as it lies in `out`.

    Raises OutputError when it is not there or cannot be read.
    """
    path = _form(out, name, form)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise OutputError(
            "this file is not there", at=Location(path), hint="build the edition first"
        ) from None
    except OSError as problem:
        raise OutputError(f"cannot be read: {problem.strerror}", at=Location(path)) from None


def _form(out: Path, name: str, form: str) -> Path:
    return out / name / f"{name}.{form}.pdf"


def _picture(out: Path, name: str, number: int) -> Path:
    return out / name / (f"{name}.png" if number == 1 else f"{name}-{number}.png")


def _forget_pictures(folder: Path, name: str, *, after: int) -> None:
    """Take away the rest of a former contact sheet that had more pictures."""
    for path in folder.glob("*.png"):
        number = re.fullmatch(rf"{re.escape(name)}-(\d+)\.png", path.name)
        if number and int(number[1]) > after:
            with contextlib.suppress(OSError):
                path.unlink()
