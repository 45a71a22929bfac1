"""The layout's measures as CSS: custom properties and page boxes.

The manifest states a measure once; the stylesheet receives it here by name
(`--size`, `--leading`, `--page-height` …) and repeats none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from pamphlet.language import language
from pamphlet.language.scripts import Script
from pamphlet.language.scripts import script as script_facts
from pamphlet.layout import BLEED_MM, ROLES, Layout, Paper
from pamphlet.markup.design import classes, properties
from pamphlet.theme import Theme

# The distance of the lines of a call, as the shared stylesheet has it.
_CALL_LEADING = 1.06

# Headings and slogans within the text against its size, as `setting` counts them.
_HEADING, _SLOGAN = 1.5, 2.4

# The indent of a paragraph, as the shared stylesheet has it.
_INDENT_EM = 1.1


class Quotes(Protocol):
    """How pull quotes are set: size against the text's, lines of text for each of theirs,
    and lines for their rules.
    """

    scale: float
    rows: int
    rules: int


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What a template is told of its pages.

    `css` holds the custom properties and the page boxes, and comes before the
    layout's own stylesheets; `body_pages` is how many of the layout's body pages
    the text takes; `density` is 0, or more where a long text asks what stands beside
    it to make room; `slack` is the height in mm that the text is expected to leave
    on its last page; `rests` are the heights in points, for each piece, that bring its
    text onto the grid of lines, `leads` those that are added to the picture above a text,
    `fills` those that bring what follows it to the foot of its page; `spare` is how many
    pages would stay blank on the last sheet; `quotes` says how pull
    quotes are set; `whites` gives, for each piece, the lines of white above those of its
    blocks that have more than usual, by their number from 0; `facts` are measures in mm and
    points, by name.
    """

    css: str
    body_pages: int
    density: int = 0
    slack: float = 0.0
    rests: tuple[float, ...] = ()
    leads: tuple[float, ...] = ()
    fills: tuple[float, ...] = ()
    spare: int = 0
    quotes: tuple[Quotes, ...] = ()
    whites: tuple[dict[int, int], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def page_style(
    layout: Layout,
    paper: Paper,
    *,
    size: float,
    leading: float,
    script: str,
    design: Theme,
    display: tuple[str, ...],
    drops: dict[str, float],
    notes: tuple[float, float],
    quotes: tuple[Quotes, ...],
    narrower: float,
    probe: bool = False,
    langs: tuple[str, ...] = (),
    **shape: Any,
) -> PageStyle:
    """Return the CSS measures of a layout on a paper.

    `size` and `leading` are those of the running text in points, `display` the families
    of headlines, the one that has all their letters first; `drops` says by role how far
    the baseline of a face lies below the middle of its line, in em; `notes` are size and
    leading of notes in points; `quotes` says how pull quotes are set, `design` the colours
    and the ornament, `narrower` by how much the spaces of justified lines may shrink in em.
    A `probe` puts each paragraph of the text on a page of its own, to see how much room
    there is. `shape` is what `PageStyle` says of the pages, `langs` are the languages of
    the text.
    """
    setting, scale = layout.setting(script), design.headlines.size
    trim = paper.trim(0)
    margins = layout.margins
    measure = layout.measure(paper)
    variables = {
        "size": f"{size:g}pt",
        "leading": f"{leading:.3f}pt",
        "note-size": f"{notes[0]:g}pt",
        "note-leading": f"{notes[1]:.4f}pt",
        "display-leading": f"{setting.display_leading:g}",
        "bleed": f"{BLEED_MM:g}mm",
        "page-width": f"{trim.width:g}mm",
        "page-height": f"{trim.height:g}mm",
        "measure": f"{measure:g}mm",
        "text-height": f"{trim.height - margins.top - margins.bottom:g}mm",
        **{f"margin-{side}": f"{getattr(margins, side):g}mm" for side in margins.__slots__},
        **{role: _families(layout.families(role, script)) for role in ROLES},
        "display": _families(display),
        **{f"drop-{role}": f"{drop:.4f}" for role, drop in drops.items()},
        "narrower": f"{narrower:.4f}",
        "quote-size": f"{quotes[0].scale:g}em",
        "quote-rows": f"{quotes[0].rows}rlh",
        "quote-rules": f"{quotes[0].rules / 2:g}rlh",
        "heading-size": f"{_HEADING * scale:g}em",
        "slogan-size": f"{_SLOGAN * scale:g}em",
        **properties(design),
    }
    return PageStyle(
        css="\n".join(
            (
                _properties(variables),
                _page_rules(layout, paper),
                *_script_rules(script, setting.display_leading, langs),
                *_hyphen_rules(langs),
                *_plain_rules(layout),
                *_feature_rules(langs),
            )
        ),
        quotes=quotes,
        **shape,
        facts={
            "width": trim.width,
            "widths": tuple(trim.width for trim in paper.trims),
            "height": trim.height,
            "margin": margins.outer,
            "text_width": measure,
            "text_height": trim.height - margins.top - margins.bottom,
            "size": size,
            "leading": leading,
            "script": script,
            "probe": probe,
            "design": classes(design),
            "heading": _HEADING * scale,
            "slogan": _SLOGAN * scale,
            "faces": tuple(layout.families(role, script)[0] for role in ("text", "sans"))
            + display[:1],
        },
    )


def _properties(variables: dict[str, str]) -> str:
    lines = (f"--{name}: {value};" for name, value in variables.items())
    return f":root {{ {' '.join(lines)} }}"


def _families(names: tuple[str, ...]) -> str:
    return ", ".join('"' + re.sub(r'(["\\])', r"\\\1", name) + '"' for name in names)


def _page_rules(layout: Layout, paper: Paper) -> str:
    margins, first = layout.margins, paper.trim(0)
    sides = f"{margins.top:g}mm {margins.outer:g}mm {margins.bottom:g}mm {margins.inner:g}mm"
    rules = [
        f"@page {{ size: {first.width:g}mm {first.height:g}mm; bleed: {BLEED_MM:g}mm; "
        f"margin: {sides} }}",
        f"@page :left {{ margin-left: {margins.outer:g}mm; margin-right: {margins.inner:g}mm }}",
        f"@page :right {{ margin-left: {margins.inner:g}mm; margin-right: {margins.outer:g}mm }}",
    ]
    rules += [
        f"@page :nth({number}) {{ size: {trim.width:g}mm {trim.height:g}mm }}"
        for number, trim in enumerate(paper.trims, 1)
        if trim != first
    ]
    return "\n".join(rules)


def _script_rules(script: str, display_leading: float, langs: tuple[str, ...]) -> tuple[str, ...]:
    """Return how scripts without italics, letterspacing or capitals are set otherwise."""
    known, rules = script_facts(script), []
    rules += _style_rules(f".{script}", known)
    for tag in dict.fromkeys(langs):
        if language(tag).script != script:
            rules += _style_rules(f'[lang="{tag}"]', language(tag).writing)
    if not known.has_case:
        lines = max(display_leading, _CALL_LEADING)
        rules.append(f".{script} :is(.call-day, .call-where) {{ line-height: {lines:g} }}")
        small = ".contact, .imprint, .credit, .call-what, .call-more"
        rules.append(f".{script} :is({small}) {{ line-height: {known.leading.least:g} }}")
    if any(language(tag).direction == "rtl" for tag in langs):
        rules += _INDENTS_FROM_THE_RIGHT
    return tuple(rules)


def _style_rules(root: str, writing: Script) -> list[str]:
    """Return the rules of a script below an element."""
    rules = []
    if not writing.has_italics:
        rules.append(f"{root} em, {root} .body blockquote {{ font-style: normal }}")
        rules.append(f"{root} em {{ font-weight: 700 }}")
    if not writing.may_letterspace:
        rules.append(f"{root} .label {{ letter-spacing: 0 }}")
    if writing.indent is not None:
        rules.append(f"{root} .body > p{_PROSE} {{ text-indent: {writing.indent:g}em }}")
    return rules


# Paragraphs of running text, and what else is set in them.
_PROSE = ":not(.slogan):not(.credit):not(.box-title)"

# The engine (WeasyPrint 70) makes room for an indent at the wrong end of a line that runs
# from the right: there it is a box before the paragraph.
_INDENTS_FROM_THE_RIGHT = (
    '[dir="rtl"] .body p { text-indent: 0 }',
    f'[dir="rtl"] .body p{_PROSE} + p{_PROSE}::before '
    f'{{ content: ""; display: inline-block; width: {_INDENT_EM:g}em }}',
)


def _plain_rules(layout: Layout) -> Iterator[str]:
    """Give the rules of a layout that parts no words, or has no italics."""
    if not layout.type.hyphenates:
        yield ":root { hyphens: manual }"
    if not layout.type.slants:
        yield ":root :is(em, .body blockquote) { font-style: normal }"
        yield ":root em { font-weight: 700 }"


def _feature_rules(langs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the features that the glyphs of each language are set with."""
    found = ((tag, language(tag).features) for tag in dict.fromkeys(langs))
    return tuple(
        f'[lang="{tag}"] {{ font-feature-settings: '
        + ", ".join(f'"{name}" {value}' for name, value in features.items())
        + " }"
        for tag, features in found
        if features
    )


def _hyphen_rules(langs: tuple[str, ...]) -> tuple[str, ...]:
    """Return how far words may be parted in each language."""
    found = ((tag, language(tag).hyphenation) for tag in dict.fromkeys(langs))
    return tuple(
        f'[lang="{tag}"] {{ hyphenate-limit-chars: {limits.least} {limits.before} {limits.after} }}'
        for tag, limits in found
    )
