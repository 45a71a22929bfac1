"""What a page may read: files of the given folders, and nothing else."""

from __future__ import annotations

from mimetypes import MimeTypes
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pamphlet.errors import EditionError, ReferenceRefused
from pamphlet.render.pictures import Unfollowed, is_cut_off, unfollowed_in
from pamphlet.render.places import line_naming
from pamphlet.resources import is_inside

# A page asks for pictures and fonts; nothing it needs is larger.
MAX_FILE_BYTES = 200_000_000

# Python's own table: that of the machine would make builds differ.
_TYPES = MimeTypes()


class _Read(URLFetcherResponse):
    """What was read of a file; the engine is not to open it again when it draws."""

    path = None


class ConfinedFetcher(URLFetcher):
    """Reads files of the allowed folders; remembers what it read and what it refused.

    Inside an SVG the engine swallows the error, so whoever renders asks `complain`
    afterwards. Data URLs are let through; code for any other protocol is not reached.
    """

    def __init__(self, allowed: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        self.allowed = allowed
        self.read: list[Path] = []
        self.refused: list[Unfollowed] = []
        self.cut_off: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what an address holds; raises FatalURLFetchingError when it may not be read."""
        if url[:5].lower() == "data:":
            response = super().fetch(url, headers)
            content, kind = response.read(), response.content_type
        else:
            path = self._path(url)
            self.read.append(path)
            content, kind = path.read_bytes(), _TYPES.guess_type(path.name)[0]
        self.refused += unfollowed_in(content, url)
        if is_cut_off(content):
            self.cut_off.append(_short(url))
        return _Read(url, content, {"Content-Type": kind or "application/octet-stream"})

    def complain(self, stylesheets: tuple[Path, ...] = ()) -> None:
        """Raise ReferenceRefused when anything was refused, EditionError for half a picture.

        Its place is the line of a stylesheet that names it, if there is one.
        """
        for refused in self.refused:
            at = line_naming(refused.name, stylesheets)
            raise ReferenceRefused(
                f"the page asks for {refused.what}: {refused.name}", at=at, hint=refused.hint
            )
        for name in self.cut_off:
            raise EditionError(
                f"a picture cannot be drawn: {name}",
                at=line_naming(name, stylesheets),
                hint="it is damaged or cut off: save it again as JPEG, PNG or plain SVG",
            )

    def _path(self, url: str) -> Path:
        """Return the file behind an address, its links followed."""
        parts = urlsplit(url)
        if parts.scheme.lower() != "file" or parts.netloc not in ("", "localhost"):
            raise self._stop("the network" if parts.scheme else "a file from nowhere", url)
        named = Path(url2pathname(parts.path))
        path = named.resolve()
        if not is_inside(path, self.allowed):
            raise self._stop("a file outside its folders", str(named))
        if path.exists() and not path.is_file():
            raise self._stop("something that is no file", str(path))
        if path.is_file() and path.stat().st_size > MAX_FILE_BYTES:
            raise self._stop("a file of more than 200 MB", str(path))
        return path

    def _stop(self, what: str, name: str) -> FatalURLFetchingError:
        hint = "save the file in the project and refer to it by its name"
        self.refused.append(Unfollowed(what, name, hint))
        return FatalURLFetchingError(f"refused: {name}")


def _short(url: str) -> str:
    is_within = url[:5].lower() == "data:"
    return "one within the page" if is_within else unquote(url).rpartition("/")[2][:60]
