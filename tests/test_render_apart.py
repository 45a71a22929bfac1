"""The engine in a process of its own does what it does here, and its end is no riddle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from conftest import ROOT
from pamphlet import render
from pamphlet.errors import (
    Complaints,
    EditionError,
    GlyphError,
    LayoutError,
    Location,
    MissingProgram,
    PamphletError,
    ReferenceRefused,
)
from pamphlet.render import apart
from pamphlet.render.apart import EngineApart, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="no process can be forked here")

FONTS = (ROOT / "fonts",)
PAGE = "@page { size: 60mm 60mm; margin: 5mm } html { font: 10pt/14pt 'Source Serif 4' }"


@pytest.fixture
def options(tmp_path) -> dict:
    sheet = tmp_path / "print.css"
    sheet.write_text("p { color: #c8102e }")
    return {
        "measures": PAGE,
        "stylesheets": (sheet,),
        "allowed": (tmp_path, *FONTS),
        "font_folders": FONTS,
        "base": tmp_path,
    }


@pytest.fixture
def engine():
    with EngineApart(FONTS) as engine:
        yield engine


def child_of(engine: EngineApart) -> int:
    return engine._child._process


def is_running(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(said, *, seconds: float = 20.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if said():
            return True
        time.sleep(0.05)
    return False


def test_what_it_lays_out_is_what_is_laid_out_here(engine, options):
    html = "<title>T</title><div class=body><p>One two three.</div>"
    there, here = engine(html, **options), render.lay_out(html, **options)
    assert there.pages == here.pages
    assert there.write() == here.write()


def test_several_documents_are_kept_apart(engine, options):
    laid = [engine(f"<title>{n}</title><p>Page {n}", **options) for n in range(3)]
    written = [one.write() for one in laid]
    assert len(set(written)) == 3
    assert laid[0].write() == written[0]


def test_errors_cross_with_all_that_they_say(engine, options):
    options["stylesheets"][0].write_text("p { colour: red }")
    with pytest.raises(LayoutError) as caught:
        engine("<p>x", **options)
    with pytest.raises(LayoutError) as here:
        render.lay_out("<p>x", **options)
    assert str(caught.value) == str(here.value)
    assert (caught.value.at, caught.value.hint) == (here.value.at, here.value.hint)


@pytest.mark.parametrize(
    "problem",
    [
        GlyphError("no font has it", at=Location("text.md", 7), hint="put one in"),
        ReferenceRefused("a file", at="layouts/x/print.css"),
        EditionError("no place and no hint"),
        Complaints((LayoutError("one", at=Location("a", 1)), EditionError("two", hint="do"))),
        MissingProgram("no Pango", hint="install it"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_error_of_every_kind_crosses_whole(options, monkeypatch, problem):
    def broken(*_: object) -> None:
        raise problem

    monkeypatch.setattr(apart._Desk, "lay_out", broken)
    with EngineApart(FONTS) as engine, pytest.raises(type(problem)) as caught:
        engine("<p>x", **options)
    found = caught.value
    assert str(found) == str(problem) and found is not problem
    said = [(type(one), one.message, one.at, one.hint) for one in problem.complaints]
    assert [(type(one), one.message, one.at, one.hint) for one in found.complaints] == said


def test_fault_of_the_program_is_said_and_the_next_document_is_laid_out(engine, options):
    with pytest.raises(PamphletError) as caught:
        engine("<p>x", **{**options, "stylesheets": 3})
    what, hint = str(caught.value).split("\n")
    assert what.startswith("a fault of the program: TypeError: ")
    assert hint == "  please report it with the text; PAMPHLET_DEBUG=1 shows where it happened"
    assert engine("<p>x", **options).pages


def test_engine_that_cannot_be_loaded_says_why(options, monkeypatch):
    def broken(_: object) -> None:
        raise ImportError("no such engine")

    monkeypatch.setattr(render, "prepare", broken)
    with EngineApart(FONTS) as engine, pytest.raises(PamphletError) as caught:
        engine("<p>x", **options)
    assert str(caught.value).startswith("a fault of the program: ImportError: no such engine\n")


def test_killed_engine_is_said_to_be_and_the_next_document_is_laid_out(engine, options):
    laid = engine("<p>x", **options)
    os.kill(child_of(engine), signal.SIGKILL)
    for work in (laid.write, laid.write):
        with pytest.raises(EditionError) as caught:
            work()
        assert str(caught.value) == (
            "the layout engine was killed, most likely for lack of memory\n"
            "  make the pictures smaller, or the text shorter"
        )
    assert engine("<p>x", **options).write()[:5] == b"%PDF-"


def test_closing_ends_the_process_and_again_does_nothing(options):
    engine = EngineApart(FONTS)
    child = child_of(engine)
    engine("<p>x", **options)
    engine.close()
    engine.close()
    assert wait_until(lambda: not is_running(child))
    with pytest.raises(ValueError, match="closed"):
        engine("<p>x", **options)


def test_documents_that_nobody_keeps_are_forgotten(options, monkeypatch):
    """The desk is asked how many documents it keeps when the next one is laid out."""

    def kept(desk: apart._Desk, html: str, options: dict) -> tuple:
        desk.count += 1
        desk.documents[desk.count] = html
        return desk.count, tuple(desk.documents), ()

    monkeypatch.setattr(apart._Desk, "lay_out", kept)
    with EngineApart(FONTS) as engine:
        first = engine("<p>one", **options)
        engine("<p>two", **options)
        assert engine("<p>three", **options).pages == (1, 3)
        del first
        assert engine("<p>four", **options).pages == (4,)


def test_threads_take_turns(engine, options):
    found: dict[int, bytes] = {}

    def work(number: int) -> None:
        found[number] = engine(f"<title>{number}</title><p>{number}", **options).write()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found.values())) == 6


HOLDER = """\
holder = os.fork()
if not holder:
    os.close(1), os.close(2)
    time.sleep(60)
"""


@pytest.mark.parametrize("later", ["holder = 0", HOLDER], ids=["alone", "its pipe held open"])
def test_process_ends_with_the_one_that_forked_it(later):
    """A process forked later has the other end of its pipe too."""
    code = (
        "import os, sys, time\nfrom pathlib import Path\n"
        "from pamphlet.render import apart\napart.LOOK_SECONDS = 0.2\n"
        f"engine = apart.EngineApart((Path(sys.argv[1]),))\n{later}\n"
        "print(engine._child._process, holder, flush=True)\nos._exit(1)\n"
    )
    command = [sys.executable, "-c", code, str(FONTS[0])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50)
    child, holder = map(int, done.stdout.split())
    try:
        assert wait_until(lambda: not is_running(child))
        assert done.stderr == ""
    finally:
        if holder:
            os.kill(holder, signal.SIGKILL)


BUSY = """\
import sys, time
from pathlib import Path
from pamphlet.render import apart

def lay_out(desk, html, options):
    print("busy", flush=True)
    time.sleep(600)

apart._Desk.lay_out = lay_out
with apart.EngineApart((Path(sys.argv[1]),)) as engine:
    try:
        engine("<p>x")
    except KeyboardInterrupt:
        sys.exit(130)
"""


def test_break_from_the_keyboard_leaves_no_trace_and_no_process():
    """Ctrl-C reaches both processes at once."""
    running = subprocess.Popen(
        [sys.executable, "-c", BUSY, str(FONTS[0])],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert running.stdout.readline() == "busy\n"
    os.killpg(running.pid, signal.SIGINT)
    said, complaints = running.communicate(timeout=30)
    assert (running.returncode, said, complaints) == (130, "", "")
    assert wait_until(lambda: not _session_of(running.pid))


def test_break_from_the_keyboard_during_the_fork_leaves_no_trace():
    code = (
        "import os, signal, sys\nfrom pathlib import Path\n"
        "from pamphlet.render import apart\n"
        "hit = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
        "os.register_at_fork(after_in_child=hit)\n"
        "apart.EngineApart((Path(sys.argv[1]),)).close()\n"
    )
    command = [sys.executable, "-c", code, str(FONTS[0])]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_build_that_is_broken_off_says_so_and_leaves_no_process(tmp_path):
    text = tmp_path / "text.md"
    text.write_text("---\ntitle: T\n---\n" + "A sentence of some words. " * 4000)
    running = subprocess.Popen(
        [sys.executable, "-m", "pamphlet", "build", "text.md", "--layout", "booklet"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    # By then the other process has long begun to read the statement.
    wait_until(lambda: _has_loaded(running.pid, "libpango") or running.poll() is not None)
    os.killpg(running.pid, signal.SIGINT)
    _, complaints = running.communicate(timeout=30)
    assert (running.returncode, complaints) == (130, "stopped; what was finished is kept\n")
    assert wait_until(lambda: not _session_of(running.pid))
    assert not list(tmp_path.rglob("*.part"))


def test_request_that_is_broken_off_leaves_no_zombie_and_the_next_is_answered(
    engine, options, monkeypatch
):
    """Its answer would else be taken for that to the next request."""
    child, real = child_of(engine), apart._receive

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(apart, "_receive", interrupted)
    with pytest.raises(KeyboardInterrupt):
        engine("<p>x", **options)
    assert not Path(f"/proc/{child}").exists()
    monkeypatch.setattr(apart, "_receive", real)
    laid = engine("<div class=body><p>One two three.</div>", **options)
    assert laid.pages[0].body_words == 3


def _session_of(leader: int) -> list[int]:
    """Return the running processes of a session."""
    found = []
    for state in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = state.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == leader and fields[0] != "Z":
            found.append(int(state.parent.name))
    return found


def _has_loaded(leader: int, library: str) -> bool:
    """Tell whether a process of a session has loaded a library."""
    for process in _session_of(leader):
        try:
            if library in Path(f"/proc/{process}/maps").read_text():
                return True
        except OSError:
            continue
    return False
