"""Display type of one edition: what templates call to break and size headlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from types import MappingProxyType

from pamphlet.errors import FitError, Location
from pamphlet.fonts import FontLibrary
from pamphlet.language import language
from pamphlet.language.typography import capitals, quoted
from pamphlet.layout import Layout
from pamphlet.model import Composition, Piece, texts
from pamphlet.setting.display import (
    MAX_LINES,
    Display,
    Frame,
    break_display,
    cleared,
    fit_display,
    held,
    hung,
)
from pamphlet.setting.hyphens import softened
from pamphlet.setting.lines import HYPHEN
from pamphlet.setting.measure import Measure, drop
from pamphlet.setting.parting import Part, joined, parts_of
from pamphlet.setting.stacking import POSTER_LOUDNESS, stack_display
from pamphlet.theme import Theme
from pamphlet.units import pt

# Where in the sources a text stands that is shown.
PlaceOf = Callable[[str], Location | None]

_WAYS = ("fit", "stack", "shout", "break")

# How much more than sense size counts in a stack that is to be read from across a street.
SHOUT = 4.0

# That of display type is the design's.
_WEIGHTS: Mapping[str, int | None] = MappingProxyType({"display": None, "sans": 700, "text": 400})

# A headline is at least so many times the text; a word is parted for it if that makes it
# larger by so much.
HEADLINE, WORTH_A_HYPHEN = 2.2, 1.12

# A headline of more times the text is a large one; a design may draw those in.
LARGE = 3.0

# A word of more letters is what is wrong with a headline; so many are shown.
_LONG_WORD, _SHOWN = 40, 24

# Lines of a very long headline have about so many characters.
_LONG_LINE = 22

# A headline smaller than this part of the smallest text is none.
SMALLEST = 1.0

# Marks that stand before no ellipsis.
_LOOSE = " ,;:.–—-…"

# The distance of bold lines of sans as the shared stylesheet sets them.
_SANS_LEADING = 1.3

# The distance of lines of capitals: they have no tails.
_CAPITALS_LEADING = 0.86


class Displayer:
    """Breaks and sizes the headlines and slogans of one edition."""

    def __init__(
        self,
        composition: Composition,
        layout: Layout,
        library: FontLibrary,
        design: Theme,
        place_of: PlaceOf = lambda text: None,
    ) -> None:
        self.composition, self.layout, self.library = composition, layout, library
        self.headlines, self.place_of = design.headlines, place_of
        self._language = language(composition.lang)
        self.script = self._language.script
        self.families = self._families_of_headlines()
        self._displayed = cache(self._display)
        self.measure = cache(self._measure_of)

    @property
    def _has_capitals(self) -> bool:
        return self._language.has_case and self.headlines.case == "capitals"

    @cached_property
    def drops(self) -> dict[str, float]:
        """How far below the middle of its line the baseline of each role's face lies, in em."""
        lang = self._language.code
        faces = {role: self.measure(role, False, lang).faces[0] for role in _WEIGHTS}
        return {role: drop(face.path, face.index) for role, face in faces.items()}

    def capitals(self, text: str, lang: str = "") -> str:
        """Return a text in capitals, where its script has them and the design wants them.

        The engine maps none in what floats to the foot of a page.
        """
        return capitals(text, lang or self._language.code) if self._has_capitals else text

    def quoted(self, text: str, lang: str = "") -> str:
        """Return a text between the quotation marks of its language, if it has none."""
        return quoted(text, language(lang or self._language.code))

    def shortened(self, text: str, width: float, size: float, *, lang: str = "") -> str:
        """Return as many words of a text as one line of `width` mm has room for.

        `size` is in points; an ellipsis says that there were more.
        """
        tongue = lang or self._language.code
        measure, room = self.measure("text", False, tongue), pt(width) / size
        parts = parts_of(text, tongue)
        if measure.width(text) <= room:
            return text
        lines = (f"{joined(parts[:count]).rstrip(_LOOSE)}…" for count in range(len(parts), 0, -1))
        return next((line for line in lines if measure.width(line) <= room), "…")

    def height_of(self, display: Display) -> float:
        """Return the height in points of lines of display type."""
        leading = self.layout.setting(self.script).display_leading
        return sum(line.size * leading + line.space for line in display.lines)

    def display(
        self,
        text: str,
        width: float,
        height: float,
        most: float,
        *,
        capitals: bool = False,
        mapped: bool = False,
        how: str = "fit",
        lines: int = MAX_LINES,
        role: str = "display",
        lang: str = "",
    ) -> Display:
        """Return a text broken by sense into a frame of mm, at most `most` points large.

        What templates call; `how` is fit, stack, shout or break. Lines set in `capitals` come as
        they are written, to be mapped by the stylesheet, or `mapped` already.
        """
        if how not in _WAYS:
            raise ValueError(f"display: how={how!r} is none of {', '.join(_WAYS)}")
        if role not in _WEIGHTS:
            raise ValueError(f"display: role={role!r} is none of {', '.join(_WEIGHTS)}")
        if height <= 0 or width <= 0:
            raise FitError(
                f"there is no room left for {text!r} on {self.layout.name!r}",
                at=self.place_of(text),
                hint="take a slogan or a line away, or choose a layout with more room",
            )
        tongue = lang or self._language.code
        largest = self._drawn_in(float(most)) if role == "display" else float(most)
        frame = (float(width), float(height), largest)
        capitals = capitals and self._has_capitals
        if how == "stack" and self.headlines.lines == "broken":
            how = "fit"
        found = self._displayed(str(text), *frame, bool(capitals), how, int(lines), role, tongue)
        if not (capitals and mapped):
            return found
        return Display(
            tuple(replace(line, text=self.capitals(line.text, tongue)) for line in found.lines)
        )

    def _drawn_in(self, most: float) -> float:
        """Return how large a headline may be: a quiet design takes less of what is there."""
        usual = LARGE * self.layout.sizes(self.script).most
        return most if most <= usual else usual + (most - usual) * self.headlines.reach

    def _display(
        self,
        text: str,
        width: float,
        height: float,
        most: float,
        capitals: bool,
        how: str,
        lines: int,
        role: str,
        lang: str,
    ) -> Display:
        measure = self.measure(role, capitals, lang)
        is_display, in_capitals = role == "display", capitals
        leading = self.layout.setting(self.script).display_leading if is_display else _SANS_LEADING
        frame = Frame(pt(width), pt(height), leading, most, _lines_for(text, lines))
        tight = replace(frame, line_height=min(leading, _CAPITALS_LEADING))
        found = self._set(text, measure, tight if in_capitals else frame, how, lang)
        found = _with_own_hyphen(found, measure)
        if not is_display:
            return found
        loose = cleared(
            hung(found, measure.edges, frame.width), measure.ink, leading, capitals=in_capitals
        )
        return loose if how == "break" else held(loose, frame)

    def _set(self, text: str, measure: Measure, frame: Frame, how: str, lang: str) -> Display:
        """Return the lines of a text; its long words parted where that makes it much larger."""
        found = self._broken(parts_of(text, lang), measure, frame, how, lang)
        sizes = self.layout.sizes(self.script)
        floor = min(frame.most, HEADLINE * sizes.most)
        if found.size < floor and self.layout.type.hyphenates:
            parted = softened(text, measure.width, room=frame.width / floor, lang=lang)
            other = self._broken(parts_of(parted, lang), measure, frame, how, lang)
            if other.size > found.size * WORTH_A_HYPHEN:
                found = other
        is_small = 0 < found.size < sizes.least * SMALLEST
        word = max((part.text for part in parts_of(text, lang)), key=measure.width, default="")
        # What stands within a text may be small, but no hair line.
        if is_small and (how != "break" or len(word) > _LONG_WORD):
            raise _too_long(text, word, self.place_of(text))
        return found

    def _broken(
        self, parts: tuple[Part, ...], measure: Measure, frame: Frame, how: str, lang: str
    ) -> Display:
        if how in ("stack", "shout"):
            return stack_display(
                parts,
                measure.width,
                frame,
                edges_of=measure.edges,
                glue=language(lang).glue,
                loudness=SHOUT if how == "shout" else POSTER_LOUDNESS,
            )
        return (break_display if how == "break" else fit_display)(parts, measure.width, frame)

    def _measure_of(self, role: str, capitals: bool, lang: str) -> Measure:
        families = self.layout.families(role, self.script)
        return Measure(
            self.library,
            self.families if role == "display" else families,
            lang=lang,
            weight=self.headlines.weight if role == "display" else _WEIGHTS[role],
            capitals=capitals,
        )

    def _families_of_headlines(self) -> tuple[str, ...]:
        """Return the families of headlines, one that has all their letters first.

        A headline half in one face and half in another looks like an accident.
        """
        families = self.layout.families("display", self.script)
        shown = " ".join(_headlines(self.composition))
        first = self.library.covering(families, shown + shown.upper())
        return tuple(dict.fromkeys((first, *families))) if first else families


def _with_own_hyphen(display: Display, measure: Measure) -> Display:
    """Return lines with a hyphen of their own face, not with that of another, thinner one."""
    if ord(HYPHEN) in measure.faces[0].characters:
        return display
    lines = (replace(line, text=line.text.replace(HYPHEN, "-")) for line in display.lines)
    return Display(tuple(lines))


def _lines_for(text: str, lines: int) -> int:
    """Return how many lines a text may take: more than is usual if it is very long."""
    return max(lines, len(text) // _LONG_LINE) if lines >= MAX_LINES else lines


def _too_long(text: str, word: str, at: Location | None) -> FitError:
    """Return the complaint that a headline has a word, or is, too long to be one."""
    if len(word) > _LONG_WORD:
        return FitError(
            f"the word '{word[:_SHOWN]}…' of a headline has {len(word)} characters in a row",
            at=at,
            hint="write a shorter one, or put a soft hyphen (U+00AD) where it may be parted",
        )
    return FitError(
        f"a headline of {len(text)} characters is too long: '{text[:_SHOWN]}…'",
        at=at,
        hint="write a shorter one, and the rest as 'subtitle' or as text",
    )


def _headlines(composition: Composition) -> tuple[str, ...]:
    """Return the texts that are set in display type on every kind of layout."""
    shown = [composition.title]
    for piece in composition.pieces:
        shown += (piece.title, *piece.slogans, *_of_call(piece))
        # Headings and pull quotes within the text are display type too.
        blocks = (block for block in piece.body if type(block).__name__ in _IN_DISPLAY)
        shown += (text for block in blocks for text, _ in texts((block,)))
    return tuple(shown)


_IN_DISPLAY = ("Heading", "PullQuote", "Slogan")


def _of_call(piece: Piece) -> tuple[str, ...]:
    call = piece.call
    return (call.day, call.time, call.place) if call else ()
