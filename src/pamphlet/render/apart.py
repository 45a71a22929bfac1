"""The engine in a process of its own, loaded while the caller reads and composes.

One process is forked at once; it loads the engine and then lays out what it
is sent. On a machine with two cores a first leaflet so takes little longer
than the engine alone. Requests and answers are pickled over two pipes. The
process ends when it is told to, or with the process that forked it; one that
was killed is forked anew for the next document.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pamphlet.errors import EditionError, PamphletError, fault

_LENGTH = struct.Struct(">Q")
_AT_ONCE = 1 << 20

# How long the process may take to end by itself, and how often it looks for its parent.
GRACE_SECONDS = 2.0
LOOK_SECONDS = 5.0


def can_fork() -> bool:
    """Tell whether a process can be forked here and be worth it."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1


class EngineApart:
    """Lays out in another process; used like `render.lay_out`, and closed when done.

    A document is kept there for as long as its `LaidOutApart` is kept here. Threads
    take turns.
    """

    def __init__(self, font_folders: tuple[Path, ...]) -> None:
        self._font_folders = font_folders
        self._turn = threading.Lock()
        self._child = _Child(font_folders)

    def __call__(self, html: str, **options: Any) -> LaidOutApart:
        with self._turn:
            if self._child.is_lost:
                self._child = _Child(self._font_folders)
            child = self._child
            number, pages, lines = child.ask("lay_out", html, options)
        return LaidOutApart(self._turn, child, number, pages, lines)

    def close(self) -> None:
        """End the process; again does nothing."""
        with self._turn:
            self._child.close()

    def __enter__(self) -> EngineApart:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class LaidOutApart:
    """A document that the other process has laid out."""

    def __init__(
        self, turn: threading.Lock, child: _Child, number: int, pages: tuple, lines: tuple
    ) -> None:
        self.pages, self.lines = pages, lines
        self._turn, self._child, self._number = turn, child, number

    def write(self) -> bytes:
        """Return the master file; see `render.LaidOut`."""
        with self._turn:
            return self._child.ask("write", self._number)

    def __del__(self) -> None:
        self._child.released.append(self._number)


class _Child:
    """The other process as it is seen from here.

    `released` are the documents that it need not keep; it hears of them with the next
    request. `is_lost` when it ended though nobody had closed it.
    """

    def __init__(self, font_folders: tuple[Path, ...]) -> None:
        self.released: list[int] = []
        self.is_lost = False
        requests, answers = os.pipe(), os.pipe()
        parent = os.getpid()
        with _unbroken() as before:
            self._process = os.fork()
            if not self._process:
                try:
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)
                    os.close(requests[1])
                    os.close(answers[0])
                    _serve(requests[0], answers[1], font_folders, parent)
                finally:
                    os._exit(0)  # nothing of the parent's may be flushed or cleaned up here
        os.close(requests[0])
        os.close(answers[1])
        self._pipes = requests[1], answers[0]

    def ask(self, name: str, *arguments: Any) -> Any:
        """Send a request and return its answer, or raise what it raised there."""
        if not self._pipes:
            raise _lost() if self.is_lost else ValueError("the engine was closed")
        released, self.released = self.released, []
        try:
            _send(self._pipes[0], (name, arguments, released))
            is_error, answer = _receive(self._pipes[1])
        except (EOFError, OSError):
            self._lose()
            raise _lost() from None
        except BaseException:  # its answer would be taken for that to the next request
            self._lose()
            raise
        if is_error:
            raise answer
        return answer

    def _lose(self) -> None:
        self.is_lost = True
        self.close()

    def close(self) -> None:
        """End the process: it is told, and after a while killed."""
        if not self._pipes:
            return
        pipes, self._pipes = self._pipes, ()
        with contextlib.suppress(OSError):
            _send(pipes[0], None)
            select.select([pipes[1]], [], [], GRACE_SECONDS)  # its end of the pipe is closed
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        for pipe in pipes:
            os.close(pipe)


@contextlib.contextmanager
def _unbroken() -> Iterator[set]:
    """Hold back Ctrl-C and give the signals held back before.

    It would break into what Python does after a fork, which says so and goes on.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield before
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _lost() -> EditionError:
    return EditionError(
        "the layout engine was killed, most likely for lack of memory",
        hint="make the pictures smaller, or the text shorter",
    )


def _send(pipe: int, message: Any) -> None:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    rest = memoryview(_LENGTH.pack(len(content)) + content)
    while rest:
        rest = rest[os.write(pipe, rest[:_AT_ONCE]) :]


def _receive(pipe: int) -> Any:
    return pickle.loads(_read(pipe, *_LENGTH.unpack(_read(pipe, _LENGTH.size))))


def _read(pipe: int, size: int) -> bytearray:
    content = bytearray()
    while len(content) < size:
        part = os.read(pipe, min(size - len(content), _AT_ONCE))
        if not part:
            raise EOFError
        content += part
    return content


# --- In the other process ---------------------------------------------------


def _serve(requests: int, answers: int, font_folders: tuple[Path, ...], parent: int) -> None:
    """Answer requests until there are to be no more, or nobody is left to ask."""
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        desk = _Desk(font_folders)
        while _is_asked(requests, parent) and (request := _receive(requests)):
            name, arguments, released = request
            desk.forget(released)
            _send(answers, desk.answer(name, arguments))
        desk.forget(list(desk.documents))


def _is_asked(requests: int, parent: int) -> bool:
    """Wait for a request; tell whether one came while the parent lived.

    Processes forked later hold the other end of the pipe too, so that it may stay open.
    """
    while not select.select([requests], [], [], LOOK_SECONDS)[0]:
        if os.getppid() != parent:
            return False
    return True


class _Desk:
    """What the other process keeps: the documents that were laid out."""

    def __init__(self, font_folders: tuple[Path, ...]) -> None:
        from pamphlet.render import prepare

        self.documents: dict[int, Any] = {}
        self.count = 0
        self.failed: PamphletError | None = None
        try:
            prepare(font_folders)
        except PamphletError as problem:
            self.failed = problem
        except Exception as problem:
            self.failed = fault(problem)

    def forget(self, numbers: list[int]) -> None:
        for number in numbers:
            self.documents.pop(number, None)

    def answer(self, name: str, arguments: tuple) -> tuple[bool, Any]:
        """Return whether it failed, and what came of it."""
        actions: dict[str, Callable] = {"lay_out": self.lay_out, "write": self.write}
        try:
            if self.failed:
                raise self.failed
            return False, actions[name](*arguments)
        except PamphletError as problem:
            return True, problem
        except MemoryError:
            return True, _lost()
        except Exception as problem:
            return True, fault(problem)

    def lay_out(self, html: str, options: dict[str, Any]) -> tuple[int, tuple, tuple]:
        from pamphlet.render import engine

        self.count += 1
        laid = engine.lay_out(html, **options)
        self.documents[self.count] = laid
        return self.count, laid.pages, laid.lines

    def write(self, number: int) -> bytes:
        return self.documents[number].write()
