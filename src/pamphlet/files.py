"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from pamphlet.errors import OutputError


def write_atomically(path: Path | str, content: bytes) -> None:
    """Write a file so that nobody ever finds half of it.

    The bytes go to a temporary file in the same folder, which then takes the place
    of `path`; a link is followed. Raises OutputError, and leaves nothing behind, if
    the folder is missing or closed, the disk is full, or `path` is no plain file.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        raise OutputError(
            "is not a plain file" if not path.is_dir() else "is a folder",
            at=path,
            hint="give the name of a file",
        )
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{target.name[:100]}.{os.urandom(4).hex()}.part")
    try:
        _write_new(temporary, content)
        if target.exists():
            os.chmod(temporary, target.stat().st_mode & 0o777)
        os.replace(temporary, target)
    except OSError as problem:
        raise OutputError(
            f"cannot be written: {problem.strerror or problem}", at=path, hint=_mend(problem)
        ) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


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
