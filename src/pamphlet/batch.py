"""Many editions: side by side on every core, one failing without the others.

Jobs go to any `concurrent.futures.Executor`; the default is a pool of
processes on this machine that have loaded the engine before they are forked.
A worker that is killed takes its pool with it: the pool is made anew and what
was under way is tried once more, alone.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from pamphlet import render
from pamphlet.build import Built, Surroundings, Wishes, build_edition
from pamphlet.errors import PamphletError, fault
from pamphlet.project import Edition
from pamphlet.render import LayOut
from pamphlet.resources import font_folders


@dataclass(frozen=True, slots=True)
class Job:
    """One edition to build; it crosses to a worker."""

    edition: Edition
    around: Surroundings
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition: it was built, or why not."""

    name: str
    built: Built | None = None
    problem: PamphletError | None = None


Report = Callable[[Outcome, int, int], None]


def build_all(
    jobs: list[Job],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    report: Report | None = None,
    lay_out: LayOut = render.lay_out,
) -> list[Outcome]:
    """Build every job and return the outcomes in the order of the jobs.

    `workers` is how many processes to use (all cores by default); a given
    `executor` is used instead. `report` hears of each outcome with how many are
    done and how many there are. `lay_out` is the engine for jobs done in this
    process.
    """
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if executor is None and workers < 2:
        return _one_after_another(jobs, report, lay_out)
    if executor is None:
        return _in_pools(jobs, workers, report)
    outcomes, _ = _run(executor, jobs, range(len(jobs)), {}, report)
    return [outcomes[index] for index in range(len(jobs))]


def build_job(job: Job, lay_out: LayOut = render.lay_out) -> Outcome:
    """Build one edition and say what became of it; never raises."""
    try:
        built = build_edition(job.edition, job.around, job.wishes, lay_out=lay_out)
        return Outcome(job.edition.name, built=built)
    except PamphletError as problem:
        return Outcome(job.edition.name, problem=problem)
    except Exception as problem:
        return Outcome(job.edition.name, problem=fault(problem))


def _one_after_another(jobs: list[Job], report: Report | None, lay_out: LayOut) -> list[Outcome]:
    outcomes = []
    for job in jobs:
        outcomes.append(build_job(job, lay_out))
        if report:
            report(outcomes[-1], len(outcomes), len(jobs))
    return outcomes


def _in_pools(jobs: list[Job], workers: int, report: Report | None) -> list[Outcome]:
    """Build in a pool of processes, and again one by one what a killed worker took along."""
    render.prepare(font_folders(jobs[0].around.root))  # loaded once, before the workers fork
    with _pool(workers) as pool:
        outcomes, lost = _run(pool, jobs, range(len(jobs)), {}, report)
    for index in lost:
        with _pool(1) as pool:
            outcomes, gone = _run(pool, jobs, [index], outcomes, report)
        if gone:
            outcomes[index] = Outcome(jobs[index].edition.name, problem=_killed())
            if report:
                report(outcomes[index], len(outcomes), len(jobs))
    return [outcomes[index] for index in range(len(jobs))]


def _pool(workers: int) -> ProcessPoolExecutor:
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(method))


def _run(executor, jobs, indices, outcomes: dict[int, Outcome], report: Report | None):
    """Run jobs by index; return all outcomes so far and the indices that a dead pool lost."""
    lost = []
    futures = {executor.submit(build_job, jobs[index]): index for index in indices}
    try:
        for future in as_completed(futures):
            try:
                outcomes[futures[future]] = future.result()
            except BrokenProcessPool:
                lost.append(futures[future])
                continue
            if report:
                report(outcomes[futures[future]], len(outcomes), len(jobs))
    except KeyboardInterrupt:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    return outcomes, sorted(lost)


def _killed() -> PamphletError:
    return PamphletError(
        "the process that built it was killed twice, most likely for lack of memory",
        hint="build it alone with --jobs 1, or make its pictures smaller",
    )
