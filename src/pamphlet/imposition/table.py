"""A plan in words and in JSON.

A plan comes in, text or plain values go out; pages are counted from 1, as people do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any

from pamphlet.imposition.fold import Piece, fold
from pamphlet.imposition.plan import Cell, Collapse, Crease, Cut, Plan, Sheet, Slit, Step, Tile

BLANK = "–"


def page_table(plan: Plan) -> str:
    """Return the pages of each side as they lie: `8 pages: (8,1) (2,7) (6,3) (4,5)`.

    Sides follow each other front, back; rows run from the top, `/` between them.
    """
    sides = (f"({_rows(side)})" for sheet in plan.sheets for side in _sides(sheet))
    return f"{_count(plan.pages, 'page')}: {' '.join(sides)}"


def _sides(sheet: Sheet) -> tuple[tuple[Cell, ...], ...]:
    return (sheet.front,) if sheet.back is None else (sheet.front, sheet.back)


def _rows(side: tuple[Cell, ...]) -> str:
    left = sorted(side, key=lambda cell: -(cell.y + cell.height / 2))
    rows = []
    while left:
        row = [cell for cell in left if cell.y + cell.height / 2 > left[0].y]
        left = left[len(row) :]
        rows.append(",".join(_page(cell.page) for cell in sorted(row, key=lambda cell: cell.x)))
    return " / ".join(rows)


def _page(page: int | None) -> str:
    return BLANK if page is None else str(page + 1)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def plan_as_text(plan: Plan) -> str:
    """Return a plan for people: the sheets, what to do with them, what is then seen."""
    sides = f"both sides, flip on the {plan.flip} edge" if plan.duplex else "one side only"
    lines = [
        f"{plan.scheme}: {_count(plan.pages, 'page')} on {_count(len(plan.sheets), 'sheet')} "
        f"of {plan.sheet.width:.5g} x {plan.sheet.height:.5g} mm, {sides}",
        page_table(plan),
    ]
    if plan.blanks:
        lines.append(f"blank: {', '.join(str(place + 1) for place in plan.blanks)}")
    lines += [line for step in plan.steps for line in _in_words(step)]
    if plan.tiles:
        return "\n".join([*lines, *_glued(plan)])
    if plan.binding:
        lines.append(f"nest {_count(plan.nested, 'sheet')}, bind at the {plan.binding}")
    lines += _seen(fold(plan))
    return "\n".join(lines)


def _glued(plan: Plan) -> Iterator[str]:
    """Give, page by page, which sheets are glued together, row by row from the top."""
    sheets = iter(enumerate(plan.tiles, start=1))
    for page in range(plan.pages):
        number, first = next(sheets)
        placed = {(first.row, first.column): number}
        placed |= {(t.row, t.column): n for n, t in islice(sheets, first.rows * first.columns - 1)}
        rows = (
            " ".join(
                f"{Tile(row, column, 0, 0).name}={placed[row, column]}"
                for column in range(first.columns)
            )
            for row in range(first.rows)
        )
        yield f"page {page + 1}, glued with {plan.overlap_mm:.5g} mm overlap: {' / '.join(rows)}"


def _in_words(step: Step) -> list[str]:
    if isinstance(step, Collapse):
        return [
            "fold all at once:",
            *(f"  {crease.direction} {_stretch(crease)}" for crease in step.creases),
        ]
    line = f"{step.axis} at {step.position:.5g} mm"
    if isinstance(step, Slit):
        return [f"slit {_stretch(step)}"]
    if isinstance(step, Cut):
        return [f"cut {line}"]
    way = "over" if step.direction == "valley" else "under"
    return [f"fold {line}, the {step.moves} part {way} the other"]


def _stretch(line: Slit | Crease) -> str:
    return f"{line.axis} at {line.position:.5g} mm, from {line.start:.5g} to {line.end:.5g} mm"


def _seen(pieces: tuple[Piece, ...]) -> list[str]:
    """Return the openings of each piece, pieces that read alike once."""
    alike: dict[str, int] = {}
    for piece in pieces:
        shown = " ".join(f"({','.join(map(_page, opening))})" for opening in piece.openings)
        alike[shown] = alike.get(shown, 0) + 1
    return [
        f"opens: {shown}" if times == 1 else f"{times} pieces, each opens: {shown}"
        for shown, times in alike.items()
    ]


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan, and what the fold simulator reads off it, as plain values.

    Pages count from 1, a blank is null; millimetres throughout.
    """
    return {
        "scheme": plan.scheme,
        "pages": plan.pages,
        "sheet": asdict(plan.sheet),
        "sheets": [
            {
                "front": [_cell(cell) for cell in sheet.front],
                "back": None if sheet.back is None else [_cell(cell) for cell in sheet.back],
            }
            for sheet in plan.sheets
        ],
        "steps": [{"do": type(step).__name__.lower(), **asdict(step)} for step in plan.steps],
        "nested": plan.nested,
        "binding": plan.binding,
        "flip": plan.flip if plan.duplex else None,
        "direction": plan.direction,
        "blanks": [place + 1 for place in plan.blanks],
        "bleed_mm": plan.bleed_mm,
        "frame_mm": plan.frame_mm,
        "overlap_mm": plan.overlap_mm,
        "tiles": [tile.name for tile in plan.tiles],
        "pieces": [
            {"openings": [[_number(page) for page in opening] for opening in piece.openings]}
            for piece in (() if plan.tiles else fold(plan))
        ],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {**asdict(cell), "page": _number(cell.page)}


def _number(page: int | None) -> int | None:
    return None if page is None else page + 1
