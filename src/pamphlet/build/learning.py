"""What the engine teaches of texts whose lines cannot be planned."""

from __future__ import annotations

from pamphlet.build.setter import Setter, Shape
from pamphlet.render import LaidOut
from pamphlet.setting.items import LOUD, QUOTES, Looks

# A hair more than was seen: a line that is foretold and not there does no harm.
CAUTION = 1.01


def learn(setter: Setter, laid: LaidOut, shape: Shape) -> bool:
    """Note by how much the engine needs other numbers of lines than counted; tell if it does."""
    foretold = sum(
        flow.line_count(
            shape.size,
            _looks(shape, number),
            justified=shape.is_justified,
            departures=shape.level(number).departures,
        )
        for number, flow in enumerate(setter.flows_of(shape))
    )
    done = sum(page.body_lines + page.note_lines for page in laid.pages)
    if not foretold or done == foretold:
        return False
    for flow in setter.flows_of(shape):
        flow.surplus *= CAUTION * done / foretold
    return True


def _looks(shape: Shape, number: int) -> Looks:
    quotes = QUOTES[shape.quotes[number]] if shape.quotes else LOUD
    return Looks(quotes, shape.pictures[number] if shape.pictures else 0)
