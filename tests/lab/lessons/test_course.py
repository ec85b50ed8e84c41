"""A lesson's experiment carried out with made-up runs and probes."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from lab.errors import SessionError
from lab.lessons.course import Advance, _disturbed, course_of
from lab.lessons.lesson_file import read_lesson
from lab.session.probing import ProbeResult
from lab.spec import Experiment
from lab.study.trial import Caution, StudyResult
from tests.lab.study.fake_run import FakeRuns
from tests.lab.study.made import made_result

from .written import PROBE, write


def rate(experiment: Experiment) -> float:
    return 500.0 * experiment.shape.lanes


async def test_a_study_answers_with_a_ratio(tmp_path: Path) -> None:
    runs = FakeRuns(rate=rate)
    course = course_of(read_lesson(write(tmp_path)), runs, python="/usr/bin/python3")
    told: list[Advance] = []
    kept: list[StudyResult] = []
    course.on_advance = told.append
    course.on_trial = kept.append  # type: ignore[union-attr]
    outcome = await course.run()
    assert (outcome.state, outcome.problem) == ("finished", "")
    assert outcome.answer.measured is not None
    assert outcome.answer.measured.value == pytest.approx(2.0, rel=0.2)
    assert [side.count for side in outcome.answer.sides if side is not None] == [3, 3]
    assert len(kept) == 6
    assert told[0].seconds_left > 0
    assert told[-1].share == pytest.approx(1.0, abs=0.2)
    assert runs.all_ended
    assert runs.made[-1].experiment.python == "/usr/bin/python3"


async def test_a_cancelled_study_keeps_what_it_has(tmp_path: Path) -> None:
    course = course_of(read_lesson(write(tmp_path)), FakeRuns(rate=rate))
    course.on_trial = lambda _result: course.cancel()  # type: ignore[union-attr]
    outcome = await course.run()
    assert outcome.state == "interrupted"
    assert outcome.answer.measured is None
    assert sum(side is not None for side in outcome.answer.sides) == 1


async def test_a_study_that_cannot_start_says_why(tmp_path: Path) -> None:
    runs = FakeRuns(refuse=lambda _experiment: "no memory")
    outcome = await course_of(read_lesson(write(tmp_path)), runs).run()
    assert (outcome.state, outcome.problem) == ("failed", "no memory")
    assert outcome.answer.measured is None


def test_what_disturbed_it_is_said_and_not_how_few_repeats_there_were() -> None:
    few, busy = Caution(kind="repeats", text="few"), Caution(kind="background", text="busy")
    assert _disturbed(dataclasses.replace(made_result(), cautions=(few, busy))) == "busy"
    assert _disturbed(dataclasses.replace(made_result(), cautions=(few,))) == ""


class FakeProbe:
    """Loses 40 % without a lock; ``hangs`` until it is cancelled."""

    def __init__(self, name: str, order: Mapping[str, Any], *, hangs: bool = False) -> None:
        self.name, self.order, self.hangs = name, order, hangs
        self.stopped = False
        self.started = asyncio.Event()

    async def start(self) -> None:
        self.started.set()
        if self.order["guard"] == "broken":
            raise SessionError("it cannot start")

    async def finished(self) -> ProbeResult:
        if self.hangs:
            await asyncio.Event().wait()
        lost = 400 if self.order["guard"] == "none" else 0
        figures = {"wanted": 1000, "lost": lost, "ns_per_increment": 100.0 + lost}
        return ProbeResult(figures=figures, seconds=0.1, others_cores=0.0, environment={})

    async def stop(self) -> None:
        self.stopped = True


async def test_a_probe_is_carried_out_in_turns(tmp_path: Path) -> None:
    made: list[FakeProbe] = []

    def make(name: str, order: Mapping[str, Any]) -> FakeProbe:
        made.append(FakeProbe(name, order))
        return made[-1]

    course = course_of(read_lesson(write(tmp_path, PROBE)), probe=make)
    told: list[Advance] = []
    course.on_advance = told.append
    outcome = await course.run()
    assert outcome.state == "finished"
    assert outcome.answer.measured is not None
    assert (outcome.answer.measured.value, outcome.answer.measured.count) == (40.0, 3)
    assert [probe.order["guard"] for probe in made] == ["none", "lock"] * 3
    assert {probe.name for probe in made} == {"race"}
    assert all(probe.stopped for probe in made)
    assert [round(6 * advance.share) for advance in told] == [0, 1, 2, 3, 4, 5, 6]


async def test_a_probes_ratio_is_made_of_both_sides(tmp_path: Path) -> None:
    text = PROBE.replace('figure = "lost"', 'figure = "cost"\nagainst = "Locked"')
    outcome = await course_of(read_lesson(write(tmp_path, text)), probe=FakeProbe).run()
    assert outcome.answer.measured is not None
    assert outcome.answer.measured.value == pytest.approx(5.0)


async def test_a_cancelled_probe_is_stopped(tmp_path: Path) -> None:
    probe = FakeProbe("race", {"guard": "none"}, hangs=True)
    course = course_of(read_lesson(write(tmp_path, PROBE)), probe=lambda *_order: probe)
    running = asyncio.get_running_loop().create_task(course.run(), name="course")
    await probe.started.wait()
    course.cancel()
    outcome = await running
    assert (outcome.state, outcome.answer.measured) == ("interrupted", None)
    assert probe.stopped


async def test_a_probe_that_fails_ends_the_course(tmp_path: Path) -> None:
    made: list[FakeProbe] = []

    def make(name: str, order: Mapping[str, Any]) -> FakeProbe:
        made.append(FakeProbe(name, {**order, "guard": "broken"}))
        return made[-1]

    outcome = await course_of(read_lesson(write(tmp_path, PROBE)), probe=make).run()
    assert (outcome.state, outcome.problem) == ("failed", "it cannot start")
    assert made[0].stopped
    assert len(made) == 1


@pytest.mark.slow
async def test_the_races_lesson_is_carried_out_for_real(tmp_path: Path) -> None:
    text = PROBE.replace('guard = "none"', 'guard = "none"\nincrements = 200000')
    text = text.replace("repeats = 3", "repeats = 1").replace(
        'guard = "lock"', 'guard = "lock"\nincrements = 20000'
    )
    outcome = await course_of(read_lesson(write(tmp_path, text))).run()
    assert outcome.state == "finished"
    assert outcome.answer.measured is not None
    assert 0 <= outcome.answer.measured.value <= 100
