"""Measures the texts of one language in the faces of a layout."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language
from pamphlet.language.typography import quoted
from pamphlet.layout import Layout
from pamphlet.model import Paragraph, plain
from pamphlet.setting.breaks import Setting
from pamphlet.setting.hyphens import has_patterns, hyphen_points
from pamphlet.setting.measure import advance
from pamphlet.setting.paragraph import Breakable
from pamphlet.setting.styles import Style, Styled
from pamphlet.setting.unspaced import places_in_long, places_within

# Scripts whose words stand in one row, in one direction, with spaces between.
PLANNED_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl"})


class Planner:
    """Knows the widths and the rules of one language in one layout.

    `main_script` is that of the edition: text of another is set in a face, and at a
    leading, that is not its own. `roughly_of` gives how wide a text is in the faces of a
    role, those for letters that the first lacks included.
    """

    def __init__(
        self,
        library: FontLibrary,
        layout: Layout,
        lang: str,
        *,
        main_script: str,
        roughly_of: Callable[[str], Callable[[str], float]],
    ) -> None:
        self.library, self.layout, self.lang = library, layout, lang
        self.known = language(lang)
        self.indent = self.known.writing.indent
        self.plans = (
            self.known.script == main_script
            and main_script in PLANNED_SCRIPTS
            and has_patterns(lang)
        )
        self._face = cache(self._face_of)
        self._roughly_of = roughly_of
        self._rough = cache(self._rough_setting)
        self.setting = self._setting() if self.plans else None

    def text(self, block: Paragraph, *, italic: bool) -> Breakable | None:
        """Return a paragraph measured as the engine sets it, None where it cannot be."""
        text = plain(block.runs)
        found = Styled(block.runs, self, italic=italic and self.layout.type.slants)
        if self.setting is None or not text.strip() or not found.is_known():
            return None
        return Breakable(text, found.width, self.setting)

    def roughly(self, text: str, *, role: str) -> Breakable:
        """Return a text in the first face of a role that has its letters."""
        width_of, setting = self._roughly_of(role), self._rough(role)
        return Breakable(text, lambda start, end: width_of(text[start:end]), setting)

    def quoted(self, text: str) -> str:
        """Return a text between the quotation marks of its language."""
        return quoted(text, self.known)

    def __call__(self, style: Style, text: str) -> float:
        face = self._face(style)
        return advance(face.path, text, self.lang, face.index) if face else 0.0

    def knows(self, style: Style, text: str) -> bool:
        face = self._face(style)
        return face is not None and {ord(letter) for letter in text} <= face.characters

    def _setting(self) -> Setting:
        return Setting(
            hyphens=self._hyphens,
            hyphen_width=self(Style(), "‐"),
            glue=self.known.glue,
            bound=lambda word: word in self.known.bound,
            # The engine cannot set a hyphen again on the next line.
            breaks_at_hyphens=not self.known.repeats_hyphen,
            in_a_row=self.known.hyphenation.in_a_row,
            space=self(Style(), " "),
            within=lambda word: () if hyphen_points(word, self.lang) else places_in_long(word),
        )

    def _hyphens(self, word: str) -> tuple[int, ...]:
        parts_words = self.layout.type.hyphenates and has_patterns(self.lang)
        return hyphen_points(word, self.lang) if parts_words else ()

    def _rough_setting(self, role: str) -> Setting:
        return Setting(
            hyphens=self._hyphens if role == "text" else lambda word: (),
            hyphen_width=self._roughly_of(role)("-"),
            within=places_within,
            # The engine breaks these lines, and keeps nothing.
            hair=0.0,
        )

    def _face_of(self, style: Style) -> Face | None:
        """Return the face of a style, None where the engine would make one up."""
        role = "sans" if style.code else "text"
        family = self.layout.families(role, self.known.script)[0]
        is_italic = style.italic and self.layout.type.slants
        weight = 700 if style.bold or style.italic != is_italic else 400
        face = self.library.find(family, weight=weight, italic=is_italic)
        exact = face and (face.weight, face.italic) == (weight, is_italic)
        return face if exact else None
