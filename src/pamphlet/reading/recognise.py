"""What a text without front matter says of itself.

Its head and its foot are asked line by line, each by a rule of its own room
(`head`, `title`, `foot`, `contact`, `calls`); what no rule claims stays in the
body, in its order.
"""

from __future__ import annotations

from pamphlet.language import Language
from pamphlet.model import Block, Figure, Paragraph, plain
from pamphlet.reading.calls import call_in_prose
from pamphlet.reading.foot import read_foot
from pamphlet.reading.found import Recognised
from pamphlet.reading.head import read_head
from pamphlet.reading.lines import lines_of
from pamphlet.reading.names import is_credit


def recognise(blocks: tuple[Block, ...], language: Language) -> Recognised:
    """Return the fields and the remaining body of a text without front matter."""
    found = Recognised(list(blocks))
    read_head(found, language)
    read_foot(found, language)
    _lift_credit(found, language)
    _lift_only_picture(found)
    _copy_call(found, language)
    return found


def _lift_credit(found: Recognised, language: Language) -> None:
    """Take "Photo: Ilse Varga" from wherever it stands alone."""
    if "credit" in found.fields:
        return
    for place, block in enumerate(found.body):
        lines = lines_of(block) if isinstance(block, Paragraph) else []
        if len(lines) == 1 and is_credit(lines[0].text, language):
            found.put("credit", lines[0].text, block.line)
            del found.body[place]
            return


def _lift_only_picture(found: Recognised) -> None:
    """The only picture of a text is the picture of its leaflet."""
    figures = [block for block in found.body if isinstance(block, Figure)]
    if len(figures) == 1:
        found.put("image", figures[0].image, figures[0].line)
        found.body.remove(figures[0])


def _copy_call(found: Recognised, language: Language) -> None:
    """Find a call inside the text when no line of its own makes one; the text stays whole."""
    if "call_to_action" in found.fields:
        return
    # One day calls for more than office hours do.
    for recurring in (False, True):
        for block in reversed(found.body):
            call = None
            if isinstance(block, Paragraph):
                text = plain(block.runs)
                call = call_in_prose(text, language, found.day, recurring=recurring)
            if call:
                found.put("call_to_action", call, block.line)
                return
