"""What `pamphlet check --format json` prints: a list of these, one an edition."""

from __future__ import annotations

from pamphlet.fields import Fields


class PlaceFields(Fields):
    """Where a measure fails: on a page, or in a source file that `what` names."""

    page: int | None
    """The page, counted from 1."""
    x_mm: float | None
    """Millimetres from the left edge of the trimmed page."""
    y_mm: float | None
    """Millimetres from the upper edge of the trimmed page."""
    words: str
    """The first words of the line."""
    what: str
    """How far it is off."""


class MeasureFields(Fields):
    """One measure of a file."""

    name: str
    """What is measured."""
    figure: float | None
    """The number that is compared; null where there is nothing to measure."""
    shown: str
    """The same for a reader, with its unit."""
    target: str
    """What it is compared with."""
    holds: bool
    """Whether it is as it should be."""
    places: tuple[PlaceFields, ...]
    """Where it fails, twelve places at most."""
    hint: str
    """How to mend it."""
    note: str
    """What is worth knowing though the measure holds."""


class CheckFields(Fields):
    """One edition of the list that 'pamphlet check --format json' prints."""

    name: str
    """The edition."""
    layout: str | None
    """Its layout."""
    lang: str | None
    """The language of its own words."""
    words: int | None
    """How many words it must show."""
    holds: bool
    """Whether every measure holds."""
    problem: str | None
    """Why it could not be measured at all."""
    measures: tuple[MeasureFields, ...]
    """Every measure, in the order of the table."""
