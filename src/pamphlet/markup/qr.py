"""QR codes as vectors."""

from __future__ import annotations

import re

from markupsafe import Markup

from pamphlet.errors import StatementError


def qr_code(address: str, label: str) -> Markup:
    """Return a QR code as inline SVG: one black path on white, four modules of quiet around.

    The SVG has no size of its own; ISO/IEC 18004 asks for the quiet zone. Raises
    StatementError when the address is too long for any code.
    """
    import segno

    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        raise StatementError(
            f"an address of {len(address)} characters is too long for a QR code",
            hint="write a shorter one behind 'qr:'",
        ) from None
    rows = [list(row) for row in code.matrix_iter(scale=1, border=4)]
    size = len(rows)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _stretches(row)
    )
    return Markup(
        '<svg class="qr-code" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {s} {s}" '
        'width="{s}" height="{s}"><title>{label}</title>'
        '<path fill="#ffffff" d="M0 0h{s}v{s}h-{s}z"/><path fill="#000000" d="{path}"/></svg>'
    ).format(s=size, label=label, path=path)


def _stretches(row: list[int]) -> list[tuple[int, int]]:
    """Return the dark stretches of a row of modules, as start and length."""
    text = "".join("1" if module else "0" for module in row)
    return [(match.start(), len(match[0])) for match in re.finditer("1+", text)]
