"""An edition on its way through setting, markup and the engine.

A `Setter` holds all that stays the same while the size of the text is looked for: the
words, the measures of the layout, the faces, the design.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from pamphlet.build.displayer import Displayer, PlaceOf
from pamphlet.build.planner import Planner
from pamphlet.build.quoting import Quoted, with_quote
from pamphlet.build.turning import as_it_lies
from pamphlet.fonts import Face, FontLibrary
from pamphlet.language import language
from pamphlet.layout import STYLESHEET, Layout, Paper, TypeRange
from pamphlet.markup import page_style, write_html
from pamphlet.model import Composition, Image, Paragraph, PullQuote, Run, pictures_in
from pamphlet.render import LaidOut, LayOut
from pamphlet.setting.copyfit import Ranges
from pamphlet.setting.flow import Flow
from pamphlet.setting.items import (
    LOUD,
    QUOTES,
    Quotes,
    items,
    note_size,
    picture_rows,
    quote_item,
)
from pamphlet.setting.levelling import Level
from pamphlet.setting.lines import LineEnds
from pamphlet.setting.pagination import NOTE_LEADING
from pamphlet.setting.parting import split_title
from pamphlet.setting.prices import SHRINK
from pamphlet.theme import Theme
from pamphlet.units import pt

# The tightest and the airiest leading, against the script's own.
LEADINGS = (0.905, 1.085)

# Where the leading leans to inside that range, by the density of the design.
LEANS = {"airy": 1.04, "usual": 1.0, "dense": 0.95}

# How often the engine may disagree before all lines are left to it.
AGREEMENTS = 3

_LOG = logging.getLogger("pamphlet")

# Enough for a page of a probe to have a line of text.
_PROBE = (Paragraph((Run("–"),)),)


@dataclass(frozen=True, slots=True)
class Shape:
    """How an edition is set: size and leading in points, pages of text, density, slack in mm.

    `rests`, `leads` and `fills` are heights in points for each piece: what brings its text
    onto the grid of lines, what is added to the picture above it, and what brings that
    which follows it to the foot of its page. `quotes` names how its pull quotes are set,
    `pictures` are lines added, for each piece, to the height of the pictures in its text;
    `levels` is what fills its pages to their feet. `quoted` is the choice that the text of
    the only piece quotes, and the block that it stands before; `poster` the one on a panel.
    `spare` pages would stay blank on its sheets.
    """

    size: float
    leading: float
    body_pages: int = 0
    density: int = 0
    slack: float = 0.0
    rests: tuple[float, ...] = ()
    leads: tuple[float, ...] = ()
    fills: tuple[float, ...] = ()
    quotes: tuple[str, ...] = ()
    pictures: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    is_justified: bool = False
    quoted: tuple[int, int] | None = None
    poster: int | None = None
    spare: int = 0

    def level(self, piece: int) -> Level:
        return self.levels[piece] if self.levels else Level()


class Setter:
    """Sets one edition; only the `Shape` of its pages is left to choose."""

    def __init__(
        self,
        composition: Composition,
        layout: Layout,
        paper: Paper,
        *,
        design: Theme,
        library: FontLibrary,
        font_folders: tuple[Path, ...],
        allowed: tuple[Path, ...],
        base: Path,
        lay_out: LayOut,
        place_of: PlaceOf = lambda text: None,
    ) -> None:
        self.composition, self.layout = composition, layout
        self.design, self.library = design, library
        self.font_folders, self.allowed, self.base = font_folders, allowed, base
        self._lay_out = lay_out
        # Size and leading in points that are not to be chosen, but those of another edition.
        self.pin: tuple[float, float] | None = None
        self._language = language(composition.lang)
        self.displayer = Displayer(composition, layout, library, design, place_of)
        self.paper = paper
        if layout.turns:
            self.paper = as_it_lies(paper, composition, layout, self.displayer)
        self._planner = cache(self._planner_of)
        self.flow = cache(self._flow_with)

    @property
    def script(self) -> str:
        return self._language.script

    @property
    def sizes(self) -> TypeRange:
        """The range of the text's size, as its script asks for it."""
        found, least = self.layout.sizes(self.script), self._language.writing.least_size
        sizes = {key: max(getattr(found, key), least) for key in ("least", "most", "good")}
        return replace(found, **sizes)

    @property
    def ranges(self) -> Ranges:
        """The sizes and leadings that may be chosen, as the script asks for them."""
        sizes, usual = self.sizes, self.layout.setting(self.script).leading
        ideal = usual * LEANS[self.design.density]
        if self.pin:
            size, leading = self.pin
            sizes, usual = TypeRange(size, size, size), leading / size
            ideal = usual
        return Ranges(
            least=sizes.least,
            good=sizes.good,
            most=sizes.most,
            tight=usual * LEADINGS[0],
            ideal=ideal,
            airy=usual * LEADINGS[1],
            leading=self.pin[1] if self.pin else None,
            justifies=self.layout.type.justifies
            and all(planner.plans for planner in map(self._planner, self._tongues)),
            spreads="spacing" in self.layout.freedoms,
        )

    @property
    def _tongues(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.lang for piece in self.composition.pieces))

    @property
    def frame_height(self) -> float:
        """The height in points of the frame of a page of text."""
        margins = self.layout.margins
        return pt(self.paper.trim(0).height - margins.top - margins.bottom)

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The running text of every piece, measured."""
        narrow, display = self.text_width, self.design.headlines.size
        return tuple(
            Flow(items(piece.body, self._planner(piece.lang), display=display), narrow)
            for piece in self.composition.pieces
        )

    def _flow_with(self, quoted: Quoted) -> Flow:
        """Return the running text of the only piece with a quote in it."""
        (piece,), (flow,) = self.composition.pieces, self.flows
        quote = PullQuote((Run(piece.choices[quoted.choice].text),))
        display = self.design.headlines.size
        item = quote_item(quote, self._planner(piece.lang), display=display)
        return flow.quoting(item, quoted.block)

    def flows_of(self, shape: Shape) -> tuple[Flow, ...]:
        """Return the running texts as they are in a shape."""
        return (self.flow(Quoted(*shape.quoted)),) if shape.quoted else self.flows

    def told(self, shape: Shape) -> Composition:
        """Return the composition with the quotes that a shape adds."""
        if shape.quoted is None and shape.poster is None:
            return self.composition
        (piece,) = self.composition.pieces
        if shape.quoted:
            number, block = shape.quoted
            choice = piece.choices[number]
            piece = replace(piece, body=with_quote(piece.body, choice, block), quoted=(choice,))
        if shape.poster is not None:
            choice = piece.choices[shape.poster]
            piece = replace(piece, poster=choice.text, quoted=(*piece.quoted, choice))
        return replace(self.composition, pieces=(piece,))

    @property
    def display_face(self) -> Face:
        """The face of headlines."""
        return self.displayer.measure("display", False, self._language.code).faces[0]

    @property
    def text_width(self) -> float:
        """The width of the text in points."""
        return pt(self.layout.measure(self.paper))

    def _more_of(self, image: Image, shape: Shape) -> int:
        """Return how many lines are added to the height of a picture in a text."""
        for piece, more in zip(self.composition.pieces, shape.pictures, strict=False):
            if any(image is found for found in pictures_in(piece.body)):
                return more
        return 0

    def _quotes(self, name: str) -> Quotes:
        """Return how pull quotes are set, as large as the design has them."""
        found = QUOTES[name]
        return replace(found, scale=found.scale * self.design.headlines.size)

    def _planner_of(self, lang: str) -> Planner:
        """Return what measures the texts of a language."""
        return Planner(
            self.library,
            self.layout,
            lang,
            main_script=self.script,
            roughly_of=lambda role: self.displayer.measure(role, False, lang).width,
        )

    def lay_out(self, shape: Shape) -> LaidOut:
        """Lay the edition out, its lines planned as far as the engine agrees."""
        for _ in range(AGREEMENTS):
            composition, planned = self._planned(shape)
            laid = self._laid(composition, shape)
            wrong = _disagreements(planned, laid.lines)
            if not wrong:
                return laid
            _LOG.info("%s: %d paragraphs are set otherwise than planned", shape, len(wrong))
            for piece, paragraph in wrong:
                self.flows[piece].left.add(paragraph)
        return self._laid(self.told(shape), shape)

    def rehearse(self) -> None:
        """Measure every word, while an engine in a process of its own is still loading."""
        for flow in self.flows:
            flow.breaks(self.sizes.good)

    def _planned(self, shape: Shape) -> tuple[Composition, list[_PlannedParagraph]]:
        """Return the composition with the ends of its lines, and what was planned."""
        composition, flows = self.told(shape), self.flows_of(shape)
        pieces, lines = [], []
        for number, (piece, flow) in enumerate(zip(composition.pieces, flows, strict=True)):
            justified = shape.is_justified
            departures = shape.level(number).departures
            breaks = flow.breaks(shape.size, justified=justified, departures=departures)
            ends = LineEnds(breaks, justified=justified)
            pieces.append(replace(piece, body=ends.blocks(piece.body)))
            lines += (((number, place), set_) for place, set_ in ends.lines)
        return replace(composition, pieces=tuple(pieces)), lines

    def lay_out_probe(self, shape: Shape) -> LaidOut:
        """Lay the edition out with one line of text on each of its body pages."""
        many = max(shape.body_pages, 1)
        composition = self.told(shape)
        pieces = tuple(replace(piece, body=_PROBE * many) for piece in composition.pieces)
        return self._laid(replace(composition, pieces=pieces), shape, probe=True)

    def _laid(self, composition: Composition, shape: Shape, *, probe: bool = False) -> LaidOut:
        none = (0.0,) * len(composition.pieces)
        pages = page_style(
            self.layout,
            self.paper,
            size=shape.size,
            leading=shape.leading,
            script=self.script,
            design=self.design,
            display=self.displayer.families,
            drops=self.displayer.drops,
            notes=(note_size(shape.size), NOTE_LEADING * shape.leading),
            body_pages=shape.body_pages,
            density=shape.density,
            slack=round(shape.slack, 2),
            rests=shape.rests or none,
            leads=shape.leads or none,
            fills=shape.fills or none,
            spare=shape.spare,
            quotes=tuple(map(self._quotes, shape.quotes)) or (self._quotes(LOUD.name),) * len(none),
            whites=tuple(dict(shape.level(number).whites) for number in range(len(none))),
            narrower=SHRINK * self.displayer.measure("text", False, self._language.code).width(" "),
            probe=probe,
            langs=(composition.lang, *(piece.lang for piece in composition.pieces)),
        )
        functions = {
            "display": self.displayer.display,
            "split_title": split_title,
            "capitals": self.displayer.capitals,
            "quoted": self.displayer.quoted,
            "height_of": self.displayer.height_of,
            "shortened": self.displayer.shortened,
            "picture_rows": lambda image: picture_rows(
                image, self.text_width, shape.leading, self._more_of(image, shape)
            ),
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


__all__ = ["Setter", "Shape"]
