"""Time and memory of whole processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src"


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds from start to end, peak memory in MB."""

    seconds: float
    memory_mb: float


def measured(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end; `folder` keeps bytecode, so that none is left in the clone.

    Raises RuntimeError when it fails.
    """
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed: with bytecode
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    begun = time.perf_counter()
    child = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[:4]))} ended with {child.returncode}")
    return Run(seconds, used.ru_maxrss / 1024)


def medians(commands: dict[str, Sequence[str]], folder: Path, *, repeats: int) -> dict[str, Run]:
    """Return the medians of commands that take turns; the first round is not counted."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(repeats + 1):
        for name, command in commands.items():
            run = measured(command, folder)
            if turn:
                found[name].append(run)
    return {
        name: Run(
            statistics.median(run.seconds for run in runs),
            statistics.median(run.memory_mb for run in runs),
        )
        for name, runs in found.items()
    }
