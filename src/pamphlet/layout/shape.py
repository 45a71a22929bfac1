"""What a layout is: measures, faces and pages, as every stage reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pamphlet.units import Size

TEMPLATE = "page.html.j2"
STYLESHEET = "print.css"
ROLES = ("text", "sans", "display")

# Ink beyond the trim, so that a cut a little off leaves no white edge.
BLEED_MM = 3.0


@dataclass(frozen=True, slots=True)
class Paper:
    """The object on one family of paper, in millimetres."""

    trims: tuple[Size, ...]
    sheet: Size

    def trim(self, page: int) -> Size:
        """Return the size of a page, counted from 0."""
        return self.trims[min(page, len(self.trims) - 1)]


@dataclass(frozen=True, slots=True)
class Margins:
    """White around the text, in millimetres."""

    top: float
    bottom: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class TypeRange:
    """Sizes of the body's type, in points; `justifies` where its lines may be justified.

    Words are not parted unless it `hyphenates`; what is stressed is bold unless it `slants`.
    """

    least: float
    most: float
    good: float
    justifies: bool = False
    hyphenates: bool = True
    slants: bool = True


@dataclass(frozen=True, slots=True)
class ScriptSetting:
    """How a script is set; leadings are multiples of the size."""

    families: dict[str, tuple[str, ...]]
    leading: float
    display_leading: float
    scale: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A folder that knows how a text looks on one folded or stapled object.

    `folders` holds its own folder and then those that it extends, nearest first.
    `poster` is the page, from 1, that shows a quote where nothing else would stand there.
    `scripts` says how each script is set. `limits` are measures of finished files that are
    stricter than the usual ones: type in points, lengths in millimetres. `own_faces` are the
    roles, by script, whose families it names itself: no theme changes them. `pages` is how
    many it has at most, `fewest` how many at least. `shows` names the parts of a statement
    that are on its pages, nothing stands for all; a layout that `turns` has pages that lie
    or stand.
    """

    name: str
    title: str
    about: str
    folders: tuple[Path, ...]
    gathers: bool
    pages: int | None
    fewest: int | None
    body: tuple[int, ...]
    multiple: int
    densities: int
    freedoms: tuple[str, ...]
    capacity: tuple[int, int]
    papers: dict[str, Paper]
    margins: Margins
    type: TypeRange
    scripts: dict[str, ScriptSetting]
    print_scheme: str
    sheets_scheme: str
    frame: float
    theme: str
    poster: int | None = None
    limits: tuple[tuple[str, float], ...] = ()
    own_faces: frozenset[tuple[str, str]] = frozenset()
    shows: tuple[str, ...] = ()
    turns: bool = False

    @property
    def shows_text(self) -> bool:
        """Whether the running text is on its pages."""
        return not self.shows or "text" in self.shows

    def measure(self, paper: Paper) -> float:
        """Return how wide text is in mm: as the narrowest page that it runs through allows."""
        pages = [number - 1 for number in self.body] or range(len(paper.trims))
        narrowest = min(paper.trim(page).width for page in pages)
        return narrowest - self.margins.inner - self.margins.outer

    def takes(self, pages: int) -> bool:
        """Tell whether it may have so many pages."""
        return self.pages is None or (self.fewest or self.pages) <= pages <= self.pages

    def families(self, role: str, script: str) -> tuple[str, ...]:
        """Return the families of a role, those of a script before the others."""
        order = dict.fromkeys(key for key in (script, "Latn", *self.scripts) if key in self.scripts)
        names = (family for key in order for family in self.scripts[key].families[role])
        return tuple(dict.fromkeys(names))

    def sizes(self, script: str) -> TypeRange:
        """Return the range of the text's size, as a script asks for it."""
        scale, found = self.setting(script).scale, self.type
        sizes = (round(size * scale, 1) for size in (found.least, found.most, found.good))
        least, most, good = sizes
        return replace(found, least=least, most=most, good=good)

    def setting(self, script: str) -> ScriptSetting:
        """Return how a script is set; one that the manifest does not name is set as Latin."""
        return self.scripts.get(script, self.scripts["Latn"])
