"""Run the benchmarks that are named, or all."""

from __future__ import annotations

import importlib
import sys

NAMES = ("start", "impose", "fit")


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(
            f"there is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr
        )
        return 2
    for name in names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"{name}: {module.__doc__.splitlines()[0]}")
        for row in module.run():
            facts = ", ".join(f"{key} {value}" for key, value in row.items() if key != "tool")
            print(f"  {row['tool']}: {facts}", flush=True)
    return 0


sys.exit(main(sys.argv[1:]))
