"""A text that does not fit: how many words too many there are, and what could go."""

from __future__ import annotations

from pamphlet.build.cuts import enough_to_cut
from pamphlet.build.setter import Setter
from pamphlet.errors import FitError, Location
from pamphlet.language.counted import length, many
from pamphlet.model import Figure, Piece, texts
from pamphlet.setting.copyfit import Chain, Copyfit
from pamphlet.setting.frames import Frames


class Overset:
    """What is said of a text that is too long for its layout."""

    def __init__(self, setter: Setter, source: str) -> None:
        self.setter, self.layout = setter, setter.layout
        (self.piece,) = setter.composition.pieces
        self.at = Location(source)

    def too_much_beside(self) -> FitError:
        """Return the error for what leaves no room for any text."""
        return FitError(
            f"what {'stands beside the text' if self.layout.shows_text else 'is to be shown'} "
            f"does not fit {self.layout.name!r}",
            at=self.at,
            hint="shorten the title, the slogans, the call to action, the contact or the imprint",
        )

    def too_long(self, frames: Frames) -> FitError:
        """Return the error that says how many words there are too many."""
        least, words = self.setter.ranges.least, words_of(self.piece)
        too_many = self.words_over(frames)
        has_picture = any(isinstance(block, Figure) for block in self.piece.body)
        pictures = "or take a picture out of the text, " if has_picture else ""
        lang = self.piece.lang
        return FitError(
            f"{many(words, lang)} do not fit {self.layout.name!r} {self.how(least)}",
            at=self.at,
            hint=f"cut {many(too_many, lang)}, {pictures}or choose "
            f"a layout with more room, such as 'booklet'{self.example(too_many, frames)}",
        )

    def how(self, least: float) -> str:
        if self.setter.pin:
            return f"in the size of the edition that it is to be like ({least:g} pt)"
        return f"even at its smallest size ({least:g} pt)"

    def words_over(self, frames: Frames, gone: frozenset[int] = frozenset()) -> int:
        """Return how many words stand after the last line that has room.

        Some blocks of the text may be `gone`.
        """
        flow = self.setter.flows[0].without(gone)
        fit = Copyfit((Chain(flow, frames),), self.setter.frame_height, self.setter.ranges)
        return fit.words_over()

    def example(self, words: int, frames: Frames) -> str:
        """Return what could be cut, to be added to a hint."""
        found = enough_to_cut(
            self.piece.body,
            words,
            lang=self.piece.lang,
            is_enough=lambda gone: self.words_over(frames, gone) == 0,
        )
        named = " and ".join(map(str, found))
        return f"\n  what would be missed least is, for example, {named}" if found else ""


def words_of(piece: Piece) -> int:
    """Return how many words the running text of a piece has."""
    return sum(length(text) for text, _ in texts(piece.body, notes=True))
