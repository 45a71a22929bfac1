"""Plans the lines of a language in the faces of a layout."""

from __future__ import annotations

from functools import cache

from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language
from pamphlet.layout import Layout
from pamphlet.setting.hyphens import hyphen_points
from pamphlet.setting.lines import Plan, Style
from pamphlet.setting.measure import advance
from pamphlet.setting.paragraph import Setting

# Scripts whose words stand in one row, in one direction, with spaces between.
PLANNED_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl"})


class Planner:
    """Knows the widths and the rules of one language in one layout."""

    def __init__(self, library: FontLibrary, layout: Layout, lang: str) -> None:
        self.library, self.layout, self.lang = library, layout, lang
        self.known = language(lang)
        self._face = cache(self._face_of)
        self.setting = Setting(
            hyphens=lambda word: hyphen_points(word, lang),
            hyphen_width=self(Style(), "‐"),
            glue=self.known.glue,
            bound=lambda word: word in self.known.bound,
            # The engine cannot set a hyphen again on the next line.
            breaks_at_hyphens=not self.known.repeats_hyphen,
        )

    def plan(self, widths: tuple[float, float], size: float, left: frozenset[int]) -> Plan:
        """Return a plan for frames of such least and greatest widths, all in points."""
        narrow, wide = (width / size for width in widths)
        return Plan(narrow, wide - narrow, size, self, self.setting, left=left)

    def __call__(self, style: Style, text: str) -> float:
        face = self._face(style)
        return advance(face.path, text, self.lang, face.index) if face else 0.0

    def knows(self, style: Style, text: str) -> bool:
        face = self._face(style)
        return face is not None and {ord(letter) for letter in text} <= face.characters

    def _face_of(self, style: Style) -> Face | None:
        """Return the face of a style, None where the engine would make one up."""
        role = "sans" if style.code else "text"
        family = self.layout.families(role, self.known.script)[0]
        weight = 700 if style.bold else 400
        face = self.library.find(family, weight=weight, italic=style.italic)
        exact = face and (face.weight, face.italic) == (weight, style.italic)
        return face if exact else None
