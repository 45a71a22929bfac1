"""`pamphlet build`, but laid out once in a shape that is known and with the engine's own lines.

What planning costs is measured against this; run as a program, with the arguments of `build`.
"""

from __future__ import annotations

import sys
from typing import Any

from pamphlet.cli import build as verb
from pamphlet.cli import main


def _build_plainly(*arguments: Any) -> Any:
    """Build as the program does, without measuring, foretelling or breaking lines."""
    import pamphlet.build
    from pamphlet.build.fitting import Fitted

    def fit(setter: Any, _source: str, memory: Any) -> Fitted:
        shape = memory.shape()
        return Fitted(setter._laid(setter.composition, shape), shape)

    pamphlet.build.fit = fit
    return _as_ever(*arguments)


_as_ever = verb._build
verb._build = _build_plainly
sys.exit(main(["build", *sys.argv[1:]]))
