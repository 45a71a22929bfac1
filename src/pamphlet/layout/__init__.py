"""layouts/NAME/layout.yml → `Layout`.

A layout is a folder: a manifest, a Jinja2 template (page.html.j2) and a
print stylesheet (print.css). One that `extends` another takes over whatever
it does not say or hold itself. The manifest states every measure; the
template and the stylesheet only use them.
"""

from __future__ import annotations

from pathlib import Path

from pamphlet.errors import LayoutError, Location, UsageError
from pamphlet.fields import typed
from pamphlet.layout.manifest import LayoutFields, homes, known_layouts, layout_names, read_chain
from pamphlet.layout.reader import Reader
from pamphlet.layout.shape import (
    BLEED_MM,
    ROLES,
    STYLESHEET,
    TEMPLATE,
    Layout,
    Margins,
    Paper,
    ScriptSetting,
    TypeRange,
)


def find_layout(name: str, folders: tuple[Path, ...], *, at: Location | None = None) -> Layout:
    """Return the layout of a name, from the first of `folders` that has it.

    Raises UsageError (with `at`) when there is none that can be used; LayoutError, or
    Complaints, when its manifest or that of one it extends is wrong.
    """
    home = next(homes(name, folders), None)
    if home is None:
        raise UsageError(f"there is no layout {name!r}", at=at, hint=known_layouts(name, folders))
    manifest, chain = read_chain(home, folders)
    fields = typed(LayoutFields, manifest, error=LayoutError)
    if fields.abstract:
        raise UsageError(f"{name!r} is no layout of its own, only what others extend", at=at)
    return Reader(fields, manifest).layout(name, chain)


__all__ = [
    "BLEED_MM",
    "ROLES",
    "STYLESHEET",
    "TEMPLATE",
    "Layout",
    "LayoutFields",
    "Margins",
    "Paper",
    "ScriptSetting",
    "TypeRange",
    "find_layout",
    "layout_names",
]
