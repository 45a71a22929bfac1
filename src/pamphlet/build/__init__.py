"""One edition → its files: the only place that knows the order of the stages.

Statements are read and composed, set and laid out once, proved to have lost no
word, and made into the forms that are asked for. Files are written at the end,
all of them or none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from pamphlet import fonts, render
from pamphlet.build.checking import Checked, checked
from pamphlet.build.contacting import ContactSheet
from pamphlet.build.faces import letters_first, with_design, with_faces
from pamphlet.build.fitting import fit
from pamphlet.build.forms import make_forms
from pamphlet.build.glyphs import refuse_missing_glyphs
from pamphlet.build.headlines import Headlines
from pamphlet.build.logo import check_logo, logo_notes
from pamphlet.build.memory import Memory
from pamphlet.build.output import read_form, write_files
from pamphlet.build.proving import prove_sheets, prove_words
from pamphlet.build.quoting import ToldQuotes, quote_notes, told_quotes
from pamphlet.build.remarks import remarks, said
from pamphlet.build.setter import Setter
from pamphlet.build.tags import refuse_tags
from pamphlet.compose import compose
from pamphlet.errors import (
    PamphletError,
    StatementError,
    UsageError,
    raise_all,
)
from pamphlet.language import language
from pamphlet.layout import ROLES, Layout, Paper, find_layout
from pamphlet.model import Composition, Publisher, Statement
from pamphlet.preflight.words import count_words
from pamphlet.press.grey import grey_form
from pamphlet.press.proof import proof_form
from pamphlet.project import Edition
from pamphlet.reading import read_statement
from pamphlet.render import LayOut
from pamphlet.resources import font_folders, layout_folders, theme_folders
from pamphlet.setting.lines import HYPHEN
from pamphlet.theme import BRAND, Theme, brand_file, find_theme

DEFAULT_LAYOUT = "handbill"
FORMS = ("screen", "print", "sheets")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around an edition: the project's folder, who stands behind it, its language.

    `base` is the folder that messages name files from.
    """

    root: Path | None = None
    publisher: Publisher = field(default_factory=Publisher)
    lang: str = "en"
    base: Path | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wanted of every edition: where its files go, which forms, how they look.

    `contact` asks for a contact sheet beside the forms.
    `flip` is the edge that the office printer turns sheets on; None: the one that
    leaves backs upright. With `remember` an unchanged edition is not fitted again.
    """

    out: Path
    forms: tuple[str, ...] = FORMS
    contact: bool = True
    grey: bool = False
    proof: bool = False
    single_sided: bool = False
    marks: bool = True
    flip: str | None = None
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What was made: pages, words on them, the size of the text in points, the files.

    `sheets` is how many sheets of paper a copy takes, `printing` how to print them, `quotes`
    which sentences were chosen to be quoted, and why.
    """

    name: str
    layout: str
    lang: str
    pages: int
    words: int
    size: float
    sheets: int
    printing: str
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    quotes: ToldQuotes = field(default_factory=ToldQuotes)


@dataclass(frozen=True, slots=True)
class _Text:
    """An edition's text in its final words, with the layout and where it was read."""

    statements: tuple[Statement, ...]
    composition: Composition
    layout: Layout
    paper: Paper
    design: Theme
    sources: tuple[str, ...]


def build_edition(
    edition: Edition,
    around: Surroundings,
    wishes: Wishes,
    *,
    lay_out: LayOut = render.lay_out,
) -> Built:
    """Make the files of an edition and return what was made.

    Raises a PamphletError, and leaves former files as they were, when the edition
    cannot be made whole.
    """
    with ContactSheet(wanted=wishes.contact) as contact:
        return _build(edition, around, wishes, contact, lay_out)


def _build(
    edition: Edition,
    around: Surroundings,
    wishes: Wishes,
    contact: ContactSheet,
    lay_out: LayOut,
) -> Built:
    text = _read(edition, around)
    composition, layout = text.composition, text.layout
    setter = _setter(edition, around, text, lay_out)
    if edition.like:
        setter.pin = _size_of(edition.like, around, wishes, lay_out)
    fitted = fit(setter, text.sources[0], Memory(setter) if wishes.remember else None)
    composition = setter.told(fitted.shape)
    master = fitted.laid.write()
    if wishes.grey:
        master = grey_form(master)
    if wishes.proof:
        master = proof_form(master, composition.labels["proof"], setter.display_face)
    made = make_forms(
        master,
        composition,
        layout,
        text.paper,
        forms=wishes.forms,
        single_sided=wishes.single_sided,
        marks=wishes.marks,
        flip=wishes.flip,
        parts_words=not any(HYPHEN in text for text in said(composition)),
    )
    contact.begin(made, setter.library)
    prove_words(made.screen, composition, text.sources, frame_mm=layout.frame)
    prove_sheets(made.screen, [made.files[form] for form in made.imposed])
    return Built(
        name=edition.name,
        layout=layout.name,
        lang=composition.lang,
        pages=len(fitted.laid.pages),
        words=count_words(text.composition),
        size=fitted.size,
        sheets=made.sheets,
        printing=made.printing,
        files=write_files(wishes.out, edition.name, made.files, contact.pictures()),
        notes=(
            *remarks(composition, layout, text.paper, fitted.laid.pages),
            *text.design.notes,
            *logo_notes(composition.publisher, text.design),
            *quote_notes(text.statements, composition, text.sources),
        ),
        quotes=told_quotes(composition),
    )


def _size_of(
    edition: Edition, around: Surroundings, wishes: Wishes, lay_out: LayOut
) -> tuple[float, float]:
    """Return the size and the leading in points at which another edition is set."""
    text = _read(edition, around)
    setter = _setter(edition, around, text, lay_out)
    shape = fit(setter, text.sources[0], Memory(setter) if wishes.remember else None).shape
    return shape.size, shape.leading


def check_edition(edition: Edition, around: Surroundings, out: Path) -> Checked:
    """Measure the files of an edition, as they lie in `out`, against its statements.

    Raises OutputError when there is no file, PdfError when one cannot be read.
    """
    text = _read(edition, around)
    screen = read_form(out, edition.name, "screen")
    made = [read_form(out, edition.name, "sheets")]
    if text.layout.print_scheme != "single":
        made.append(read_form(out, edition.name, "print"))
    return checked(
        edition.name,
        screen,
        made,
        composition=text.composition,
        layout=text.layout,
        paper=text.paper,
        sources=text.sources,
    )


# --- What goes in ---------------------------------------------------------------


def _read(edition: Edition, around: Surroundings) -> _Text:
    """Read the statements of an edition and put them into their final words."""
    statements = _statements(edition, around)
    name = edition.layout or (statements[0].layout if len(statements) == 1 else "")
    layout = find_layout(name or DEFAULT_LAYOUT, layout_folders(around.root), at=edition.at)
    if len(statements) > 1 and not layout.gathers:
        raise UsageError(
            f"{layout.name!r} takes one statement, here are {len(statements)}",
            at=edition.at,
            hint="make one edition of each, or choose a layout that gathers, such as 'booklet'",
        )
    if edition.paper not in layout.papers:
        raise UsageError(
            f"{layout.name!r} has no paper {edition.paper!r}",
            at=edition.at,
            hint=f"it has {', '.join(repr(paper) for paper in layout.papers)}",
        )
    design = _design(edition, around, layout)
    composition = compose(
        statements,
        layout,
        name=edition.name,
        title=edition.title,
        subtitle=edition.subtitle,
        lang=edition.lang,
        paper=edition.paper,
        publisher=_branded(around.publisher, design),
    )
    check_logo(composition.publisher.logo)
    sources = tuple(_shown(statement.path, around.base) for statement in statements)
    return _Text(statements, composition, layout, layout.papers[edition.paper], design, sources)


def _design(edition: Edition, around: Surroundings, layout: Layout) -> Theme:
    """Return the design of an edition: the one that is asked for, a brand, or the layout's."""
    brand = brand_file(around.root)
    name = edition.theme or (BRAND if brand else layout.theme)
    return find_theme(name, theme_folders(around.root), brand=brand, at=edition.at)


def _branded(publisher: Publisher, design: Theme) -> Publisher:
    """Return a publisher with the logo of a brand, if it has none of its own."""
    return publisher if publisher.logo else replace(publisher, logo=design.logo)


def _statements(edition: Edition, around: Surroundings) -> tuple[Statement, ...]:
    """Read every statement; what is wrong with several is said at once."""
    roots = (around.root,) if around.root else ()
    statements, problems = [], []
    for path in edition.statements:
        try:
            found = read_statement(path, roots=roots, lang=around.lang, base=around.base)
            statements.append(found)
        except PamphletError as problem:
            problems += problem.complaints
    raise_all(problems)
    if not statements:
        raise StatementError("this edition has no statement", at=edition.at, hint="name one")
    return tuple(statements)


def _shown(path: Path, base: Path | None) -> str:
    return str(path.relative_to(base) if base and path.is_relative_to(base) else path)


def _setter(edition: Edition, around: Surroundings, text: _Text, lay_out: LayOut) -> Setter:
    design = text.design
    homes = tuple(dict.fromkeys(statement.path.parent for statement in text.statements))
    project = (around.root,) if around.root else ()
    faces = font_folders(around.root)
    library = fonts.font_library(faces)
    script = language(text.composition.lang).script
    written = {script, *(language(piece.lang).script for piece in text.composition.pieces)}
    layout = with_faces(with_design(text.layout, design, library), library, frozenset(written))
    layout = letters_first(layout, library, text.composition)
    refuse_missing_glyphs(
        text.composition,
        tuple(zip((statement.path for statement in text.statements), text.sources, strict=True)),
        library=library,
        tried=tuple(
            dict.fromkeys(name for role in ROLES for name in layout.families(role, script))
        ),
    )
    headlines = Headlines(text.composition, text.statements, text.sources)
    headlines.refuse_long()
    refuse_tags(text.composition, text.sources)
    return Setter(
        text.composition,
        layout,
        text.paper,
        design=design,
        library=library,
        font_folders=faces,
        allowed=(*homes, *project, *text.layout.folders, *faces),
        base=around.root or homes[0],
        lay_out=lay_out,
        place_of=headlines.place_of,
    )


__all__ = [
    "DEFAULT_LAYOUT",
    "FORMS",
    "Built",
    "Checked",
    "Surroundings",
    "Wishes",
    "build_edition",
    "check_edition",
]
