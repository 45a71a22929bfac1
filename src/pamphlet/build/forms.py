"""The master → screen, print and sheets; nothing is laid out anew.

Bytes of a master come in, bytes of each form go out, with what a printer must be told.
Every plan of sheets is folded by the simulator before it is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pamphlet import __version__
from pamphlet.impose import Sides, impose, opened, page_sizes, plan_for
from pamphlet.imposition import Options, Plan, prove, standard_sheet
from pamphlet.layout import BLEED_MM, Layout, Paper
from pamphlet.model import Composition
from pamphlet.press.padding import padded
from pamphlet.press.screen import screen_form


@dataclass(frozen=True, slots=True)
class Made:
    """The files of an edition by form, and what is to be known of them.

    `screen` is the screen form, asked for or not, and so is `plan`, how its pages lie on
    the office printer's sheets; `imposed` names the forms whose pages lie on sheets, and
    `sides` tells the order of the sides in `sheets`.
    """

    files: dict[str, bytes]
    screen: bytes
    imposed: tuple[str, ...]
    plan: Plan
    sides: Sides
    sheets: int
    printing: str


def make_forms(
    master: bytes,
    composition: Composition,
    layout: Layout,
    paper: Paper,
    *,
    forms: tuple[str, ...],
    single_sided: bool,
    marks: bool,
    flip: str | None,
    parts_words: bool,
) -> Made:
    """Return the forms of a master that are asked for.

    `parts_words` tells that every U+2010 at the end of a line parts a word.
    """
    rtl = composition.direction == "rtl"
    said = _said(composition)
    screen = screen_form(
        master, rtl=rtl, creator=f"pamphlet {__version__}", parts_words=parts_words
    )
    direction = "rtl" if rtl else "ltr"
    files, imposed = {}, []
    printing = ""
    if "screen" in forms:
        files["screen"] = screen
    if "print" in forms:
        options = Options(bleed_mm=BLEED_MM, direction=direction, duplex=_is_folded(layout))
        files["print"] = _print_form(master, layout, options, marks=marks, said=said)
        imposed += ["print"] if _is_folded(layout) else []
    documents = opened(master)
    options = Options(
        sheet=paper.sheet,
        flip=flip,
        direction=direction,
        frame_mm=layout.frame,
        # One page leaves the other side of its paper alone.
        duplex=_is_folded(layout) or len(page_sizes(documents)) > 1,
    )
    plan = plan_for(documents, layout.sheets_scheme, options)
    sides: Sides = "fronts-then-backs" if single_sided else "duplex"
    if "sheets" in forms:
        prove(plan)
        files["sheets"] = impose(documents, plan, sides=sides, carry=False, **said)
        imposed.append("sheets")
        printing = _printing(layout, plan, single_sided=single_sided)
    sheets = len(plan.sheets) if "sheets" in forms else 0
    return Made(files, screen, tuple(imposed), plan, sides, sheets, printing)


def _is_folded(layout: Layout) -> bool:
    return layout.print_scheme != "single"


def _print_form(
    master: bytes, layout: Layout, options: Options, *, marks: bool, said: dict[str, Any]
) -> bytes:
    """Return the flat sheet of folded work, else single pages, a whole number of sheets."""
    if not _is_folded(layout):
        master = padded(master, multiple=layout.multiple)
    documents = opened(master)
    plan = plan_for(documents, layout.print_scheme, options)
    prove(plan)
    return impose(documents, plan, marks=marks, carry=False, **said)


def _said(composition: Composition) -> dict[str, Any]:
    """Return what a file says of itself."""
    author = {"Author": composition.author} if composition.author else {}
    return {"title": composition.title, "lang": composition.lang, "information": author}


def _printing(layout: Layout, plan: Plan, *, single_sided: bool) -> str:
    """Return in a line how the sheets are to be printed."""
    name = standard_sheet(plan.sheet) or str(plan.sheet)
    how = "both sides" if plan.duplex else "one side"
    if len(set(plan.tiles)) > 1:
        how += f"; cut along the marks and glue by the labels, {plan.overlap_mm:g} mm over"
    if plan.duplex:
        how += f", flip on the {plan.flip} edge"
    if single_sided and plan.duplex:
        how += ": the fronts first, then on their other side the backs"
    return f"{layout.name} sheets: {name}, 100 % (no scaling), {how}"
