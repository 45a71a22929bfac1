"""A theme as CSS: custom properties that every stylesheet may use, and classes for <html>.

docs/layouts.md lists them; layouts take them and hold no rule for a single theme.
"""

from __future__ import annotations

from urllib.parse import quote

from pamphlet.theme import Theme

_RULES = {"thick": "2pt", "thin": "0.6pt"}
_EDGES = {"none": "0 solid transparent", "thick": "1.5pt solid {}", "thin": "0.6pt solid {}"}
_MARKS = {"dash": "–  ", "bullet": "•  "}
_LABELS = {
    "capitals": ("normal", "0.04em"),
    "small capitals": ("all-small-caps", "0.06em"),
    "written": ("normal", "0"),
}
_AIR = {"airy": "1.3", "usual": "1", "dense": "0.75"}


def properties(theme: Theme) -> dict[str, str]:
    """Return the custom properties of a theme by name, without the two hyphens."""
    ornament, headlines = theme.ornament, theme.headlines
    variant, spacing = _LABELS[ornament.labels]
    line = theme.colour("on_solid")
    return {
        **{name.replace("_", "-"): colour for name, colour in theme.colours},
        "solid": theme.colour("solid"),
        "on-solid": line,
        "ground": _ground(theme),
        "edge": _EDGES[ornament.edges].format(line),
        "frame": _EDGES[ornament.frames].format(line),
        "rule": _RULES[ornament.rules],
        "box-line": _EDGES["thin" if ornament.boxes == "outline" else "none"].format(
            theme.colour("accent")
        ),
        "box-ground": theme.colour("paper" if ornament.boxes == "outline" else "tint"),
        "mark": f'"{_MARKS[ornament.marks]}"',
        "label-caps": variant,
        "label-spacing": spacing,
        "capitals": "uppercase" if headlines.case == "capitals" else "none",
        "display-weight": str(headlines.weight),
        "air": _AIR[theme.density],
    }


def classes(theme: Theme) -> str:
    """Return the classes of <html>, for what no property can say."""
    ornament = theme.ornament
    grounds = "white" if theme.colour("solid") == theme.colour("paper") else "solids"
    return f"{grounds} shapes-{ornament.shapes} boxes-{ornament.boxes} {theme.density}"


def _ground(theme: Theme) -> str:
    """Return the background of a large solid: its colour, and what lies on it."""
    solid, shape = theme.colour("solid"), theme.colour("shape")
    if theme.ornament.shapes == "none" or shape == solid:
        return solid
    return f"{_SHAPES[theme.ornament.shapes](shape)}, {solid}"


def _circles(colour: str) -> str:
    drawing = f'<circle cx="50" cy="50" r="50" fill="{colour}"/>'
    return f"{_picture(drawing)} right -22mm bottom -22mm / 78mm 78mm no-repeat"


def _blocks(colour: str) -> str:
    drawing = f'<rect width="100" height="100" fill="{colour}"/>'
    return f"{_picture(drawing)} right bottom / 62% 7mm no-repeat"


def _picture(drawing: str) -> str:
    root = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none"'
    svg = f"<svg {root}>{drawing}</svg>"
    return f'url("data:image/svg+xml,{quote(svg)}")'


_SHAPES = {"circles": _circles, "blocks": _blocks}
