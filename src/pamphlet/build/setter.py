"""An edition on its way through setting, markup and the engine.

A `Setter` holds all that stays the same while the size of the text is looked for: the
words, the measures of the layout, the faces, the colours.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pamphlet.build.planner import PLANNED_SCRIPTS, Planner
from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language
from pamphlet.language.typography import capitals
from pamphlet.layout import STYLESHEET, Layout, Paper, TypeRange
from pamphlet.markup import page_style, write_html
from pamphlet.model import Composition, Paragraph, Piece, Run, texts
from pamphlet.render import LaidOut, LayOut
from pamphlet.setting.display import (
    MAX_LINES,
    Display,
    break_display,
    cleared,
    fit_display,
    split_title,
    stack_display,
)
from pamphlet.setting.hyphens import has_patterns, parted_for, unparted
from pamphlet.setting.measure import Measure
from pamphlet.units import pt

_WAYS = MappingProxyType({"fit": fit_display, "stack": stack_display, "break": break_display})

_WEIGHTS: Mapping[str, int] = MappingProxyType({"display": 900, "sans": 700, "text": 400})

# A headline is at least so many times the text; a word is parted for it if that makes it
# larger by so much.
HEADLINE, WORTH_A_HYPHEN = 2.2, 1.12

# The distance of bold lines of sans as the shared stylesheet sets them.
_SANS_LEADING = 1.3

# How often the engine may disagree before all lines are left to it.
AGREEMENTS = 3

_LOG = logging.getLogger("pamphlet")

# Enough for a page of a probe to have a line of text.
_PROBE = (Paragraph((Run("–"),)),)


@dataclass(frozen=True, slots=True)
class Shape:
    """How an edition is set: size in points, pages of text, density, slack in mm."""

    size: float
    body_pages: int = 0
    density: int = 0
    slack: float = 0.0


class Setter:
    """Sets one edition; only the `Shape` of its pages is left to choose."""

    def __init__(
        self,
        composition: Composition,
        layout: Layout,
        paper: Paper,
        *,
        colours: tuple[tuple[str, str], ...],
        library: FontLibrary,
        font_folders: tuple[Path, ...],
        allowed: tuple[Path, ...],
        base: Path,
        lay_out: LayOut,
    ) -> None:
        self.composition, self.layout, self.paper = composition, layout, paper
        self.colours, self.library = colours, library
        self.font_folders, self.allowed, self.base = font_folders, allowed, base
        self._lay_out = lay_out
        self._language = language(composition.lang)
        self._display_families = self._families_of_headlines()
        self._displayed = cache(self._display)
        self._measure = cache(self._measure_of)
        self.planner = cache(self._planner_of)
        # Paragraphs, by piece and place, that the engine set otherwise than planned.
        self._left: frozenset[tuple[int, int]] = frozenset()

    @property
    def script(self) -> str:
        return self._language.script

    @property
    def sizes(self) -> TypeRange:
        """The range of the text's size, as its script asks for it."""
        scale, found = self.layout.setting(self.script).scale, self.layout.type
        least = self._language.writing.least_size
        return TypeRange(
            *(max(round(size * scale, 1), least) for size in (found.least, found.most, found.good))
        )

    @property
    def leading(self) -> float:
        return self.layout.setting(self.script).leading

    @property
    def display_face(self) -> Face:
        """The face of headlines."""
        return self._measure("display", False, self._language.code).faces[0]

    @property
    def text_widths(self) -> tuple[float, float]:
        """The widths in points of the narrowest and the widest page."""
        margins, trims = self.layout.margins, [trim.width for trim in self.paper.trims]
        around = margins.inner + margins.outer
        return pt(min(trims) - around), pt(max(trims) - around)

    def _planner_of(self, lang: str) -> Planner | None:
        """Return what plans the lines of a language, None where the engine does better."""
        script = language(lang).script
        # Another script is set in a face, and at a leading, that is not its own here.
        if script != self.script or script not in PLANNED_SCRIPTS or not has_patterns(lang):
            return None
        return Planner(self.library, self.layout, lang)

    def width_of_text(self, text: str) -> float:
        """Return the width of running text in em."""
        return self._measure("text", False, self._language.code).width(text)

    def lay_out(self, shape: Shape) -> LaidOut:
        """Lay the edition out, its lines planned as far as the engine agrees."""
        for _ in range(AGREEMENTS):
            composition, planned = self._planned(shape.size)
            laid = self._laid(composition, shape)
            wrong = _disagreements(planned, laid.lines)
            if not wrong:
                return laid
            _LOG.info("%s: %d paragraphs are set otherwise than planned", shape, len(wrong))
            self._left |= wrong
        return self._laid(self.composition, shape)

    def rehearse(self) -> None:
        """Measure every word, while an engine in a process of its own is still loading."""
        self._planned(self.sizes.good)

    def _planned(self, size: float) -> tuple[Composition, list[_PlannedParagraph]]:
        """Return the composition with its lines planned at a size, and what was planned."""
        pieces, lines = [], []
        for number, piece in enumerate(self.composition.pieces):
            planner = self.planner(piece.lang)
            if planner is None:
                pieces.append(piece)
                continue
            left = frozenset(place for other, place in self._left if other == number)
            plan = planner.plan(self.text_widths, size, left)
            pieces.append(replace(piece, body=plan.blocks(piece.body)))
            lines += (((number, place), set_) for place, set_ in plan.lines)
        return replace(self.composition, pieces=tuple(pieces)), lines

    def lay_out_probe(self, shape: Shape) -> LaidOut:
        """Lay the edition out with one line of text on each of its body pages."""
        (piece,) = self.composition.pieces
        empty = replace(piece, body=_PROBE * shape.body_pages)
        return self._laid(replace(self.composition, pieces=(empty,)), shape, probe=True)

    def _laid(self, composition: Composition, shape: Shape, *, probe: bool = False) -> LaidOut:
        pages = page_style(
            self.layout,
            self.paper,
            size=shape.size,
            script=self.script,
            colours=self.colours,
            display=self._display_families,
            body_pages=shape.body_pages,
            density=shape.density,
            slack=shape.slack,
            probe=probe,
            langs=(composition.lang, *(piece.lang for piece in composition.pieces)),
        )
        functions = {
            "display": self.display,
            "split_title": split_title,
            "capitals": self.capitals,
            "quoted": self.quoted,
        }
        html = write_html(composition, self.layout, pages, functions=functions)
        homes = reversed(self.layout.folders)
        return self._lay_out(
            html,
            measures=pages.css,
            stylesheets=tuple(path for home in homes if (path := home / STYLESHEET).is_file()),
            allowed=self.allowed,
            font_folders=self.font_folders,
            base=self.base,
        )

    # --- What templates call ------------------------------------------------

    def capitals(self, text: str, lang: str = "") -> str:
        """Return a text in capitals, where its script has them.

        The engine maps none in what floats to the foot of a page.
        """
        return capitals(text, lang or self._language.code) if self._language.has_case else text

    def quoted(self, text: str, lang: str = "") -> str:
        """Return a text between the quotation marks of its language, if it has none."""
        opening, closing = language(lang or self._language.code).quotes[:2]
        return text if text[:1] in '“„«"‚‘「『”' else f"{opening}{text}{closing}"

    # --- Display ------------------------------------------------------------

    def display(
        self,
        text: str,
        width: float,
        height: float,
        most: float,
        *,
        capitals: bool = False,
        how: str = "fit",
        lines: int = MAX_LINES,
        role: str = "display",
        lang: str = "",
    ) -> Display:
        """Return a text broken by sense into a frame of mm, at most `most` points large.

        What templates call; `how` is fit, stack or break.
        """
        if how not in _WAYS:
            raise ValueError(f"display: how={how!r} is none of {', '.join(_WAYS)}")
        if role not in _WEIGHTS:
            raise ValueError(f"display: role={role!r} is none of {', '.join(_WEIGHTS)}")
        tongue = lang or self._language.code
        frame = (float(width), float(height), float(most))
        return self._displayed(str(text), *frame, bool(capitals), how, int(lines), role, tongue)

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
        measure = self._measure(role, capitals, lang)
        leading = self.layout.setting(self.script).display_leading
        options = {
            "width": pt(width),
            "height": pt(height),
            "line_height": leading if role == "display" else _SANS_LEADING,
            "most": most,
            "glue": language(lang).glue,
            "max_lines": lines,
        }
        found = _WAYS[how](text, measure.width, **options)
        floor = min(most, HEADLINE * self.sizes.most)
        if found.size < floor and how != "break":
            parted = parted_for(text, measure.width, room=pt(width) / floor, lang=lang)
            other = _WAYS[how](parted, measure.width, **options)
            if other.size > found.size * WORTH_A_HYPHEN:
                found = unparted(other)
        return cleared(found, measure.ink, leading) if role == "display" else found

    def _measure_of(self, role: str, capitals: bool, lang: str) -> Measure:
        families = self.layout.families(role, self.script)
        return Measure(
            self.library,
            self._display_families if role == "display" else families,
            lang=lang,
            weight=_WEIGHTS[role],
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


# A paragraph that was planned: its piece and place, and its lines.
_PlannedParagraph = tuple[tuple[int, int], tuple[str, ...]]


def _disagreements(
    planned: list[_PlannedParagraph], set_: tuple[tuple[str, ...], ...]
) -> frozenset[tuple[int, int]]:
    """Return which paragraphs the engine has set otherwise than planned."""
    if len(planned) != len(set_):
        return frozenset(place for place, _ in planned)
    pairs = zip(planned, set_, strict=True)
    return frozenset(place for (place, lines), done in pairs if not _agree(lines, done))


def _agree(planned: tuple[str, ...], set_: tuple[str, ...]) -> bool:
    return len(planned) == len(set_) and all(
        _bare(one) == _bare(other) for one, other in zip(planned, set_, strict=True)
    )


def _bare(line: str) -> str:
    """Return a line without what the engine writes otherwise: spaces and hyphens."""
    return line.translate(_UNEVEN)


_UNEVEN = dict.fromkeys(map(ord, " \n\u00ad\u2010-"))


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


def words_of(piece: Piece) -> int:
    """Return how many words the running text of a piece has."""
    return sum(len(text.split()) for text, _ in texts(piece.body))


__all__ = ["Setter", "Shape", "words_of"]
