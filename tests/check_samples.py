"""A page that every measure is content with, and what it takes to spoil one thing of it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf

from conftest import ROOT
from pamphlet import render
from pamphlet.model import Composition, Heading, Paragraph, Piece, Publisher, Run
from pamphlet.preflight.measured import Measured
from pamphlet.preflight.measures import measure_subject
from pamphlet.preflight.subject import read_subject

FONTS = (ROOT / "fonts",)

FIRST = (
    "For ninety years people have walked from the mill to the station beside the water, in the "
    "morning to their work and in the evening home. In autumn a fence was put across the path, "
    "and a sign that names no owner. Nobody who lives here was asked before it came."
)
SECOND = (
    "We walked the way round it with a watch: it takes twenty minutes more and crosses the main "
    "road twice, once where there is no light. Children take it alone every day, and those who "
    "cannot walk so far take the car. The bakery at the mill has lost a third of its trade."
)
THIRD = (
    "The council says that the bank is not safe, and that nothing can be done before an engineer "
    "has seen it. We found the report of last spring in the library: it calls the bank sound. "
    "We ask the council to open the gate before Easter, and to come and walk the path with us."
)

# 100 mm of text is about 60 characters of this size.
PAGE = "@page { size: 148mm 104mm; margin: 15mm 24mm 13mm }"
CSS = (
    "html { font: 10pt/14pt 'Source Serif 4'; hyphens: manual; orphans: 2; widows: 2 } "
    "body, p, h1, h2 { margin: 0 } p + p { text-indent: 1em } "
    "h2 { font: 700 10pt/14pt 'Source Serif 4'; margin-top: 14pt; break-after: avoid } "
)
TEXTS = (FIRST, SECOND, THIRD)
MARGINS = (15.0, 13.0)


def composition(*body, lang: str = "en", **fields: object) -> Composition:
    direction = "rtl" if lang == "ar" else "ltr"
    piece = Piece(
        anchor="s1", lang=lang, direction=direction, title="The path", kicker="", subtitle="",
        issuer="", byline="", dateline="", slogans=(), call=None, contact_label="", contact=(),
        qr="", image=None, credit="", imprint=(), body=body, labels={},
    )  # fmt: skip
    return Composition(
        name="it", title="The path", has_own_title=False, subtitle="", lang=lang,
        direction=direction, pieces=(replace(piece, **fields),), labels={}, publisher=Publisher(),
        author="", imprint=(), contact=(),
    )  # fmt: skip


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(text),), number) for number, text in enumerate(texts, 1))


def heading(text: str) -> Heading:
    return Heading(2, (Run(text),))


def html_of(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def laid(folder: Path, html: str, css: str = "", *, page: str = PAGE, lang: str = "en") -> bytes:
    """Return the file of a page with a stylesheet of its own after that of every sample."""
    sheet = folder / "print.css"
    sheet.write_text(css, "utf-8")
    return render.lay_out(
        f"<html lang={lang}><head><title>T</title></head><body>{html}</body></html>",
        measures=f"{page} {CSS}",
        stylesheets=(sheet,),
        allowed=(folder, *FONTS, ROOT / "tests"),
        font_folders=FONTS,
        base=folder,
    ).write()


def measured(content: bytes, said: Composition, **options: object) -> dict[str, Measured]:
    """Return the measures of a file by their names."""
    options = {"margins_mm": MARGINS, **options}
    with pikepdf.open(BytesIO(content)) as pdf:
        subject = read_subject(pdf, said, **options)
    return {row.name: row for row in measure_subject(subject, content)}


def failing(rows: dict[str, Measured]) -> list[str]:
    return [name for name, row in rows.items() if not row.holds]


def told(row: Measured) -> str:
    """Return a row as the table tells it: figure, target, places, how to mend it."""
    lines = [f"{row.shown} | {row.target}", *map(str, row.places), row.hint]
    return "\n".join(line for line in lines if line)
