"""Write files whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pamphlet.errors import OutputError


def write_atomically(path: Path | str, content: bytes) -> None:
    """Write a file so that nobody ever finds half of it; see `write_together`."""
    write_together({Path(path): content})


def write_together(files: Mapping[Path, bytes]) -> None:
    """Write several files so that nobody ever finds half of one, or some without the others.

    The bytes go to temporary files in the same folders; when all are there, they take
    the places of `files`; links are followed. Raises OutputError, and leaves nothing
    behind, if a folder is missing or closed, the disk is full, or a path is no plain file.
    """
    parts: list[tuple[Path, Path]] = []
    try:
        for path, content in files.items():
            with _said_of(path):
                part, target = _part(path)
                parts.append((part, target))
                _write_new(part, content)
                if target.exists():
                    os.chmod(part, target.stat().st_mode & 0o777)
        for (part, target), path in zip(parts, files, strict=True):
            with _said_of(path):
                os.replace(part, target)
    finally:
        for part, _ in parts:
            with contextlib.suppress(OSError):
                part.unlink()


def _part(path: Path) -> tuple[Path, Path]:
    """Return the temporary file of a path, and what it is to replace."""
    if path.exists() and not path.is_file():
        raise OutputError(
            "is not a plain file" if not path.is_dir() else "is a folder",
            at=path,
            hint="give the name of a file",
        )
    target = Path(os.path.realpath(path))
    return target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.part"), target


@contextlib.contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise OutputError(
            f"cannot be written: {problem.strerror or problem}", at=path, hint=_mend(problem)
        ) from None


def _write_new(path: Path, content: bytes) -> None:
    # "x": nothing that someone else put there is written into.
    with open(path, "xb") as file:
        file.write(content)


def _mend(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "make its folder first"
    if isinstance(problem, PermissionError):
        return "choose a folder you may write to"
    return "choose another folder, or make room on the disk"
