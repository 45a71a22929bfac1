"""A template that never ends, or takes all memory, is stopped."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# A booklet's template takes a tenth of a second and a few megabytes.
MAX_SECONDS = 30.0
MAX_BYTES = 1 << 30


class TooLong(Exception):
    """A template took more time than any page needs."""


@contextmanager
def bounded() -> Iterator[None]:
    """Raise TooLong or MemoryError inside when it takes too much.

    Time is watched in the main thread of a process, memory on Linux.
    """
    with _short_of_time(), _short_of_memory():
        yield


@contextmanager
def _short_of_time() -> Iterator[None]:
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _short_of_memory() -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource

    limits = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm", encoding="ascii") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    wanted = used + MAX_BYTES
    known = [limit for limit in limits if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min((wanted, *known)), limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
