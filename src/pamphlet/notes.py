"""Notes in the user's cache: what takes long to find out and is the same tomorrow.

A note that cannot be written is not written, and one that was damaged was never there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from pamphlet.errors import OutputError
from pamphlet.files import write_atomically

_DIGEST = 32


def read_note(name: str) -> bytes | None:
    """Return what was noted under a name, None when nothing was, or it is damaged."""
    try:
        content = (cache_folder() / name).read_bytes()
    except (OSError, OutputError):
        return None
    digest, note = content[:_DIGEST], content[_DIGEST:]
    return note if digest == hashlib.sha256(note).digest() else None


def write_note(name: str, note: bytes) -> None:
    """Note something under a name; where nothing can be written, nothing is."""
    with contextlib.suppress(OSError, OutputError):
        path = cache_folder() / name
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, hashlib.sha256(note).digest() + note)


@cache
def cache_folder() -> Path:
    """Return a folder to keep notes in: the user's cache, else a temporary one.

    Raises OutputError when neither can be written.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    for folder in (Path(base) / "pamphlet", Path(tempfile.gettempdir()) / f"pamphlet-{_user()}"):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = folder / f".{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        if _is_ours(folder):
            return folder
    raise OutputError(
        "no folder can be written for notes", hint="set XDG_CACHE_HOME to one that can"
    )


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _is_ours(folder: Path) -> bool:
    """Tell whether nobody else can have put anything into a folder."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
