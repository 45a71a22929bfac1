"""The contact sheet of an edition: its pages, openings and sheets at a glance.

Bytes of the screen form and of the sheets come in, with the plan that they were imposed
by; pictures in PNG go out. What is shown is drawn from the files themselves, so that a
fault of theirs is seen. Pillow and pypdfium2 are loaded when a picture is drawn, or by
`load` before.
"""

from pamphlet.contact.arrange import Caption, Figure, Part, Stroke, figures
from pamphlet.contact.draw import contact_sheets, load, strip

__all__ = [
    "Caption",
    "Figure",
    "Part",
    "Stroke",
    "contact_sheets",
    "figures",
    "load",
    "strip",
]
