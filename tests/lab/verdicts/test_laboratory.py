"""The real laboratory: ordinary priority, one calibration, what is missing named beforehand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lab.session.probing import UnavailableError
from lab.spec import Protocol, Study, told
from lab.tasks.http import Http
from lab.verdicts.laboratory import RealLaboratory, Shared
from lab.verdicts.trials import memory, others_of, rates, shares, study, task, way
from tests.lab.study.fake_run import FakeRuns

from .fake_laboratory import FakeLaboratory, World, the_same

BRIEF = Protocol(repeats=2, seconds=0.2, warm_up_s=0.0, pause_s=0.0)


def pair() -> Study:
    return study(
        [task("python-cpu", ms=1.0)],
        way("threads", threads=1),
        way("threads", threads=2),
        protocol=BRIEF,
    )


async def test_a_study_is_carried_out_at_ordinary_priority() -> None:
    fakes = FakeRuns()
    result = await RealLaboratory(make=fakes).study(pair())
    assert result.state == "finished"
    assert all(not run.experiment.options.lower_priority for run in fakes.made)


async def test_work_is_the_very_same_in_the_next_study() -> None:
    fakes = FakeRuns()
    laboratory = RealLaboratory(make=fakes)
    await laboratory.study(pair())
    first = len(fakes.made)
    await laboratory.study(pair())
    given = [run.given for run in fakes.made]
    assert given[0] == {}
    assert given[first] == given[1] != {}


async def test_the_python_a_study_names_goes_before_the_laboratorys() -> None:
    fakes = FakeRuns()
    laboratory = RealLaboratory("/opt/ours", make=fakes)
    assert (await laboratory.study(pair())).study.python == "/opt/ours"


async def test_what_the_work_lacks_is_said_before_anything_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacking(*, event_loop: bool | None = None) -> str:
        return told("{library} is not installed in this Python", library="aiohttp")

    monkeypatch.setattr(Http, "unavailable", lacking)
    fakes = FakeRuns()
    with pytest.raises(UnavailableError, match="aiohttp"):
        await RealLaboratory(make=fakes).study(
            study([task("http")], way("threads", threads=1), protocol=BRIEF)
        )
    assert not fakes.made


async def test_a_probe_is_carried_out_for_real() -> None:
    result = await RealLaboratory().probe("memory_shared", start_method="fork")
    assert result.figures["seen"]["thread"]


def test_a_free_threaded_python_is_looked_for_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match=r"python3\.13t"):
        RealLaboratory().free_threaded()
    python = tmp_path / "python3.13t"
    python.write_text("#!/bin/sh\n")
    python.chmod(0o755)
    assert RealLaboratory().free_threaded() == os.path.realpath(python)


async def test_an_experiment_that_was_finished_is_not_repeated() -> None:
    laboratory = FakeLaboratory(World(rate=the_same))
    shared = Shared(laboratory)
    assert await shared.study(pair()) is await shared.study(pair())
    assert len(laboratory.asked) == 1
    await shared.study(study([task("wait", ms=1.0)], way("sequential"), protocol=BRIEF))
    assert len(laboratory.asked) == 2
    assert shared.environment["python_version"] == "3.11.7"


async def test_a_probe_is_measured_every_time() -> None:
    laboratory = FakeLaboratory(World(probes={"x": lambda order: {}}))
    shared = Shared(laboratory)
    await shared.probe("x")
    await shared.probe("x")
    assert len(laboratory.asked) == 2


async def test_figures_are_taken_from_trials_by_block() -> None:
    result = await FakeLaboratory(World(rate=the_same, gil=None, others=0.3, scatter=0.0)).study(
        pair()
    )
    assert rates(result, 0) == [100.0, 100.0]
    assert memory(result, 1) == [10.0, 10.0]
    assert shares(result, 0, "gil") == [None, None]
    assert others_of(result) == pytest.approx(0.3)
    assert others_of() == 0.0
