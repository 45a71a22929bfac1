"""Many editions: side by side, in order, and none lost when a worker dies."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import STATEMENT
from pamphlet import batch
from pamphlet.batch import Job, Outcome, build_all
from pamphlet.build import Built, Surroundings, Wishes
from pamphlet.errors import Location
from pamphlet.project import Edition


@pytest.fixture
def jobs(tmp_path):
    path = tmp_path / "text.md"
    path.write_text(STATEMENT, "utf-8")

    def made(count: int) -> list[Job]:
        return [
            Job(
                Edition(f"e{number}", (path,), "handbill", Location("test")),
                Surroundings(),
                Wishes(out=tmp_path / "out", forms=("screen",)),
            )
            for number in range(count)
        ]

    return made


def fake_built(job: Job) -> Built:
    return Built(job.edition.name, "handbill", "en", 2, 70, 10, 1, "", (Path("x"),))


def names(outcomes: list[Outcome]) -> list[str]:
    return [outcome.name for outcome in outcomes]


def test_outcomes_come_in_the_order_of_the_jobs(jobs):
    heard = []
    outcomes = build_all(
        jobs(4), workers=2, report=lambda outcome, done, total: heard.append((done, total))
    )
    assert names(outcomes) == ["e0", "e1", "e2", "e3"]
    assert all(outcome.built for outcome in outcomes)
    assert heard == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_any_executor_will_do(jobs):
    with ThreadPoolExecutor(1) as pool:
        outcomes = build_all(jobs(2), executor=pool)
    assert [outcome.built.name for outcome in outcomes] == ["e0", "e1"]


def killing(job: Job, marker: Path, *, always: bool) -> Outcome:
    """Build a job, but kill the process that does the second one."""
    if job.edition.name == "e1" and (always or not marker.exists()):
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(job.edition.name, built=fake_built(job))


@pytest.mark.parametrize("always", [False, True])
def test_killed_worker_takes_no_other_edition_along(always, jobs, tmp_path, monkeypatch):
    marker = tmp_path / "killed"
    # The workers are forked, so they know the function that stands here now.
    monkeypatch.setattr(batch, "build_job", _Killer(marker, always=always))
    outcomes = build_all(jobs(6), workers=2)
    assert names(outcomes) == [f"e{number}" for number in range(6)]
    failed = [outcome for outcome in outcomes if outcome.problem]
    assert names(failed) == (["e1"] if always else [])
    if always:
        assert str(failed[0].problem) == (
            "the process that built it was killed twice, most likely for lack of memory\n"
            "  build it alone with --jobs 1, or make its pictures smaller"
        )


class _Killer:
    """`build_job`, with a death in it; it can be sent to a worker."""

    def __init__(self, marker: Path, *, always: bool) -> None:
        self.marker, self.always = marker, always

    def __call__(self, job: Job) -> Outcome:
        return killing(job, self.marker, always=self.always)
