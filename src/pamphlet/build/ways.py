"""What a layout leaves free beside size and leading, in the order that it states."""

from __future__ import annotations

from collections.abc import Iterator

from pamphlet.build.quoting import quotes_in_text
from pamphlet.build.setter import Setter
from pamphlet.setting.copyfit import Way
from pamphlet.setting.items import LOUD, PLAIN, QUIET, Looks

# How many lines a picture may be lower or higher, and what each costs; what it costs when
# pull quotes are quieter than they could be.
LINES = 4
LINE_PRICE = 0.3
QUOTE_PRICES = {PLAIN: 1.0, QUIET: 2.5}

# What a quote costs that the author did not mark, loud, plain or quiet; and each point by
# which it is worth less than the best.
ADDED_PRICES = {LOUD: 1.6, PLAIN: 1.9, QUIET: 3.0}
LESSER = 0.25

# How high the title may be that is said again above the text, in lines, and what that costs.
# It takes this part of the text's first page at most.
OPENINGS = range(3, 17)
OPENING_SHARE = 0.67
OPENING_PRICE, OPENING_LINE_PRICE = 1.5, 0.05


def ways(setter: Setter) -> tuple[Way, ...]:
    """Return the ways to set an edition of one text, the plain one first."""
    found = [Way()]
    for freedom in setter.layout.freedoms:
        if freedom in _WAYS:
            found += _WAYS[freedom](setter)
    return tuple(found)


def _leads(setter: Setter) -> Iterator[Way]:
    (piece,) = setter.composition.pieces
    for lines in _by_size(LINES) if piece.image else range(1, LINES + 1):
        yield Way(lead=lines, price=LINE_PRICE * abs(lines), is_near=True)


def _openings(setter: Setter) -> Iterator[Way]:
    ranges = setter.ranges
    most = OPENING_SHARE * setter.frame_height / (ranges.good * ranges.ideal)
    for lines in (lines for lines in OPENINGS if lines <= most):
        price = OPENING_PRICE + OPENING_LINE_PRICE * lines
        yield Way(lead=lines, price=price, is_near=True)


def _pictures(setter: Setter) -> Iterator[Way]:
    if setter.flows[0].has_pictures:
        for lines in _by_size(LINES):
            yield Way(Looks(pictures=lines), price=LINE_PRICE * abs(lines), is_near=True)


def _quotes(setter: Setter) -> Iterator[Way]:
    if not setter.flows[0].has_quotes and not setter.layout.poster:
        yield from _added_quotes(setter)
    if setter.flows[0].has_quotes:
        for quotes in (PLAIN, QUIET):
            yield Way(Looks(quotes), price=QUOTE_PRICES[quotes])
            (piece,) = setter.composition.pieces
            if piece.image and "lead" in setter.layout.freedoms:
                for lines in _by_size(LINES):
                    price = QUOTE_PRICES[quotes] + LINE_PRICE * abs(lines)
                    yield Way(Looks(quotes), lines, price, is_near=True)


def _added_quotes(setter: Setter) -> Iterator[Way]:
    (piece,), (flow,) = setter.composition.pieces, setter.flows
    for quoted, lesser in quotes_in_text(piece, flow, setter.ranges.least):
        text = setter.flow(quoted)
        for quotes, price in ADDED_PRICES.items():
            yield Way(
                Looks(quotes),
                price=price + LESSER * lesser,
                flow=text,
                quoted=(quoted.choice, quoted.block),
            )


def _by_size(most: int) -> Iterator[int]:
    for lines in range(1, most + 1):
        yield from (-lines, lines)


_WAYS = {"lead": _leads, "opening": _openings, "pictures": _pictures, "quotes": _quotes}
