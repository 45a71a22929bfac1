"""The fields of a manifest → `Layout`, or everything that is wrong with them."""

from __future__ import annotations

import math
import re
from pathlib import Path

from pamphlet.errors import LayoutError, PamphletError, raise_all
from pamphlet.fields import Place, did_you_mean
from pamphlet.imposition import schemes
from pamphlet.layout.manifest import FacesFields, LayoutFields, Manifest, is_abstract
from pamphlet.layout.shape import ROLES, Layout, Margins, Paper, ScriptSetting, TypeRange
from pamphlet.resources import MANIFEST, short_name
from pamphlet.units import OFFICE_SHEETS, Size, parse_length, parse_size, pt

# Narrower or lower text is a slip, and takes the engine for ever.
LEAST_MEASURE_MM = 10.0

# How many pages there are: so many, or from so many to so many.
_PAGES = re.compile(r"(?:0*([1-9]\d{0,3})\s*-\s*)?0*([1-9]\d{0,3})", re.ASCII)

# Limits that are sizes of type or white between lines.
_IN_POINTS = frozenset({"body_size", "smallest_type", "off_grid"})

# ISO 32000-1, annex C: no page is wider or higher than 14,400 units.
LARGEST_PAGE_MM = 5080.0


class Reader:
    """Reads one manifest. A value that is wrong is noted in `problems` and read as NaN."""

    def __init__(self, fields: LayoutFields, manifest: Manifest) -> None:
        self.fields, self.manifest = fields, manifest
        self.problems: list[PamphletError] = []

    def layout(self, name: str, chain: tuple[Path, ...]) -> Layout:
        """Return the layout; raises LayoutError, or Complaints when several things are wrong."""
        fields = self.fields
        for group in ("paper", "margins", "type", "faces"):
            if not getattr(fields, group):
                self.note((), f"{group!r} is missing", f"add '{group}: …'")
        raise_all(self.problems)
        pages = self.pages()
        layout = Layout(
            name=name,
            title=fields.title,
            about=fields.about,
            folders=chain,
            gathers=fields.gathers,
            pages=pages,
            fewest=self.fewest(),
            body=fields.body,
            multiple=self.at_least_one("multiple"),
            densities=self.at_least_one("densities"),
            freedoms=fields.freedoms,
            capacity=fields.capacity,
            papers={key: self.paper(key, pages) for key in fields.paper},
            margins=self.margins(),
            type=self.type_range(),
            scripts=self.scripts(),
            print_scheme=self.scheme("print_scheme"),
            sheets_scheme=self.scheme("sheets_scheme"),
            frame=self.length(fields.frame, "frame"),
            theme=fields.theme,
            poster=self.poster(pages),
            limits=self.limits(),
            own_faces=self.own_faces(chain),
            shows=fields.shows,
            turns=fields.turns,
        )
        raise_all(self.problems)
        self.check_room(layout)
        raise_all(self.problems)
        return layout

    def note(self, place: Place, message: str, hint: str | None = None) -> None:
        self.problems.append(LayoutError(message, at=self.manifest.at(place), hint=hint))

    def length(self, text: str, *place: str) -> float:
        """Return a written length in millimetres."""
        try:
            found = parse_length(text)
        except ValueError as problem:
            self.note(place, f"{place[-1]} {problem}", "write it as 12mm, 0.5in or 9pt")
            return math.nan
        if found < 0:
            self.note(place, f"{place[-1]} {text!r} is less than nothing", "write 0mm or more")
        return found

    def size(self, text: str, name: str, place: Place) -> Size:
        """Return a written size of paper."""
        try:
            found = parse_size(text)
        except ValueError as problem:
            self.note(place, f"{name} {problem}", "write '148mm x 210mm' or 'A5'")
            return Size(math.nan, math.nan)
        if max(found.width, found.height) > LARGEST_PAGE_MM:
            self.note(place, f"{name} {text!r} is larger than a page can be", "5 m is the most")
        return found

    def at_least_one(self, key: str) -> int:
        found = getattr(self.fields, key)
        if found < 1:
            self.note((key,), f"{key} is {found}", "write 1 or more")
        return found

    def scheme(self, key: str) -> str:
        found, known = getattr(self.fields, key), [scheme.name for scheme in schemes()]
        if found not in known:
            hint = did_you_mean(found, known) or f"schemes: {', '.join(known)}"
            self.note((key,), f"there is no scheme {found!r}", hint)
        return found

    def pages(self) -> int | None:
        """Return how many pages there are, None for any number."""
        written, body = self.fields.pages, self.fields.body
        if written == "any":
            if body:
                self.note(("body",), "'body' needs a number of pages", "add 'pages: 2' or another")
            return None
        found = _PAGES.fullmatch(written)
        if not found or int(found[1] or 1) > int(found[2]):
            hint = "write 'any', a number from 1 on, or two: '1-2'"
            self.note(("pages",), f"pages is {written!r}", hint)
            return None
        self.check_body(int(found[2]))
        return int(found[2])

    def fewest(self) -> int | None:
        """Return how many pages there are at least, None for any number."""
        found = _PAGES.fullmatch(self.fields.pages)
        return int(found[1] or found[2]) if found else None

    def check_body(self, pages: int) -> None:
        """Note when the text does not run through the pages in their order."""
        body = self.fields.body
        if not body and (not self.fields.shows or "text" in self.fields.shows):
            hint = "add 'body: [1]' or another: the pages that the text runs through"
            self.note(("pages",), "'body' is missing", hint)
        for index, page in enumerate(body):
            if not 1 <= page <= pages:
                hint = f"its pages are 1 to {pages}"
                self.note(("body", index), f"the text runs through page {page}", hint)
            elif index and page <= body[index - 1]:
                hint = "name the pages in their order, each once"
                message = f"page {page} of the text comes after page {body[index - 1]}"
                self.note(("body", index), message, hint)

    def poster(self, pages: int | None) -> int | None:
        """Return the page that may show a quote; the text does not run through it."""
        found = self.fields.poster or None
        if found is None or (pages and 1 <= found <= pages and found not in self.fields.body):
            return found
        hint = "name a page that the text does not run through"
        self.note(("poster",), f"page {found} cannot show a quote beside the text", hint)
        return None

    def paper(self, key: str, pages: int | None) -> Paper:
        fields, place = self.fields.paper[key], ("paper", key)
        if key not in OFFICE_SHEETS:
            self.note(place, f"{key!r} is no family of paper", "it is 'a' or 'us'")
        count = len(fields.trim)
        if count != 1 and count != pages:
            many = "any number of" if pages is None else pages
            hint = "give one size for all pages, or one for each"
            self.note((*place, "trim"), f"{count} sizes for {many} pages", hint)
        trims = (
            self.size(text, "trim", (*place, "trim", index))
            for index, text in enumerate(fields.trim)
        )
        return Paper(tuple(trims), self.size(fields.sheet, "sheet", (*place, "sheet")))

    def margins(self) -> Margins:
        written = self.fields.margins
        return Margins(**{side: self.length(text, "margins", side) for side, text in written})

    def type_range(self) -> TypeRange:
        """Return the sizes of the type in points; a good one not given is the smallest."""
        written = self.fields.type
        lengths = {key: text for key, text in written if isinstance(text, str)}
        sizes = {key: round(pt(self.length(text, "type", key)), 3) for key, text in lengths.items()}
        found = TypeRange(
            **{"good": sizes["least"], **sizes},
            justifies=written.justified,
            hyphenates=written.hyphens,
            slants=written.italics,
        )
        if found.least == 0:
            self.note(("type", "least"), "type of no size cannot be read", "write 8pt or more")
        if found.least > found.most:
            self.note(("type",), "the smallest size of the type is larger than the largest")
        elif found.good < found.least or found.good > found.most:
            self.note(("type", "good"), "the good size of the type is not between the others")
        return found

    def scripts(self) -> dict[str, ScriptSetting]:
        faces = self.fields.faces
        if "Latn" not in faces:
            self.note(("faces",), "'faces.Latn' is missing", "add it, it is the rule")
            return {}
        for role in ROLES:
            if not getattr(faces["Latn"], role):
                hint = f"add '{role}: FAMILY'; 'pamphlet fonts' lists the families"
                self.note(("faces", "Latn"), f"'faces.Latn.{role}' is missing", hint)
        return {script: self.script(script, own, faces["Latn"]) for script, own in faces.items()}

    def script(self, script: str, own: FacesFields, latin: FacesFields) -> ScriptSetting:
        if not re.fullmatch("[A-Z][a-z]{3}", script):
            hint = "write its four letters of ISO 15924: Latn, Grek, Cyrl, Arab, Hebr …"
            self.note(("faces", script), f"{script!r} is no script", hint)
        for key in ("leading", "display_leading", "scale"):
            found = getattr(own, key)
            if found is not None and not 0.1 <= found <= 10:
                self.note(("faces", script, key), f"{key} is {found:g}", "write it as 1.4")
        return ScriptSetting(
            families={role: getattr(own, role) for role in ROLES},
            leading=own.leading or latin.leading or 1.36,
            display_leading=own.display_leading or latin.display_leading or 1.0,
            scale=own.scale or 1.0,
        )

    def own_faces(self, chain: tuple[Path, ...]) -> frozenset[tuple[str, str]]:
        """Return the roles whose families are said by the layout, not by what all share."""
        manifests = [home / MANIFEST for home in chain]
        shared = {short_name(path) for path in manifests if is_abstract(path)}
        return frozenset(
            (script, role)
            for script, own in self.fields.faces.items()
            for role in ROLES
            if getattr(own, role)
            and str(self.manifest.at(("faces", script, role)).path) not in shared
        )

    def limits(self) -> tuple[tuple[str, float], ...]:
        """Return the layout's own limits: type in points, other lengths in millimetres."""
        found = []
        for key, written in self.fields.limits or ():
            if written is None:
                continue
            value = self.length(written, "limits", key) if isinstance(written, str) else written
            if isinstance(written, float) and not 0 <= written < math.inf:
                self.note(("limits", key), f"{key} is {written:g}", "write 0 or more")
            found.append((key, round(pt(value), 3) if key in _IN_POINTS else value))
        return tuple(found)

    def check_room(self, layout: Layout) -> None:
        """Note when the margins leave no room for text."""
        margins = layout.margins
        for key, paper in layout.papers.items():
            for size in dict.fromkeys(paper.trims):
                width = size.width - margins.inner - margins.outer
                height = size.height - margins.top - margins.bottom
                if min(width, height) < LEAST_MEASURE_MM:
                    self.note(
                        ("paper", key, "trim"),
                        f"the margins leave {max(width, 0):g} x {max(height, 0):g} mm of a page "
                        f"of {size} for the text",
                        f"make the page larger or the margins smaller: "
                        f"{LEAST_MEASURE_MM:g} mm is the least",
                    )
