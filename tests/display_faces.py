"""Headlines as tests set them: in the bundled faces, in frames that are said once."""

from __future__ import annotations

from functools import cache

from conftest import ROOT
from pamphlet.fonts import font_library
from pamphlet.language import language
from pamphlet.setting.display import Display, Frame, fit_display
from pamphlet.setting.hanging import Edges
from pamphlet.setting.measure import Measure
from pamphlet.setting.parting import parts_of, split_title
from pamphlet.setting.stacking import stack_display
from pamphlet.units import pt

FACES = {
    "Arab": ("Lalezar", 1.16),
    "Hebr": ("Karantina", 0.9),
    "Deva": ("Noto Sans", 1.3),
    "Hans": ("", 1.2),
    "Jpan": ("", 1.2),
}
LATIN = ("Sofia Sans Extra Condensed Black", 0.86)

HEAD = Frame(pt(114), pt(46), 0.0, 96)
SECOND = Frame(pt(114), pt(18), 0.0, 30)
SLOGAN = Frame(pt(66), pt(66), 0.0, 100)


class Square:
    """A face of CJK, none of which is bundled: every sign is an em wide."""

    def width(self, text: str) -> float:
        return float(len(text))

    def edges(self, text: str) -> Edges:
        return Edges(float(len(text)))


@cache
def measure(lang: str) -> Measure | Square:
    family, _ = FACES.get(language(lang).script, LATIN)
    if not family:
        return Square()
    library = font_library((ROOT / "fonts",))
    return Measure(library, (family,), lang=lang, weight=900, capitals=language(lang).has_case)


def framed(frame: Frame, lang: str) -> Frame:
    _, leading = FACES.get(language(lang).script, LATIN)
    return Frame(frame.width, frame.height, leading, frame.most, frame.max_lines)


def fitted(text: str, lang: str, frame: Frame = HEAD) -> Display:
    return fit_display(parts_of(text, lang), measure(lang).width, framed(frame, lang))


def stacked(text: str, lang: str, frame: Frame = SLOGAN) -> Display:
    face = measure(lang)
    return stack_display(
        parts_of(text, lang),
        face.width,
        framed(frame, lang),
        edges_of=face.edges,
        glue=language(lang).glue,
    )


def broken(text: str, lang: str, kind: str) -> str:
    """Return a headline or slogan with " / " where lines end and " // " before its second part."""
    if kind == "slogans":
        return shown(stacked(text, lang))
    main, second = split_title(text)
    lines = shown(fitted(main, lang))
    return f"{lines} // {shown(fitted(second, lang, SECOND))}" if second else lines


def shown(display: Display) -> str:
    return " / ".join(line.text for line in display.lines)
