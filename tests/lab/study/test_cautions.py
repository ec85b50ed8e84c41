"""What is said of a study's figures, and that nothing is said of those that are all right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from lab.session.machine import Fact
from lab.spec import Candidate, Protocol, Study
from lab.study import conditions
from lab.study.cautions import cautions, usable_cores
from lab.study.conditions import Conditions, core_mhz, on_battery
from lab.study.trial import Caution, StudyResult, Trial
from tests.lab.study.made import made_result
from tests.lab.study.studies import processes, study, threads

TWO_CORES: dict[str, Fact] = {"cores": 2, "affinity": "0,1"}
MANY_CORES: dict[str, Fact] = {"cores": 64}
WELL = replace(made_result(), cautions=())


def of(result: StudyResult, **conditions_: object) -> dict[str, Caution]:
    known = Conditions(**conditions_)  # type: ignore[arg-type]
    found = cautions(result.study, result.trials, MANY_CORES, known)
    return {caution.kind: caution for caution in found}


def with_trials(**figures: object) -> StudyResult:
    """The made-up study with something else in the trials of its second candidate."""
    trials = [replace(t, **figures) if t.candidate == 1 else t for t in WELL.trials]  # type: ignore[arg-type]
    return replace(WELL, trials=tuple(trials))


def of_study(wanted: Study) -> dict[str, Caution]:
    return {caution.kind: caution for caution in cautions(wanted, (), TWO_CORES, Conditions())}


def test_nothing_is_said_of_a_study_that_is_all_right() -> None:
    assert of(WELL, mhz=[3000.0, 2990.0, 3010.0]) == {}


@pytest.mark.parametrize(
    "figures, kind",
    [
        ({"others_cores": 1.4}, "background"),
        ({"steady": False}, "unsteady"),
        ({"tasks_done": 7}, "timer"),
        ({"state": "failed", "problem": "it fell over"}, "failed"),
    ],
)
def test_what_is_wrong_with_some_trials_is_said_of_their_candidate(
    figures: dict[str, object], kind: str
) -> None:
    found = of(with_trials(**figures))
    if kind == "background":
        assert kind not in found, "one candidate in seven is an outlier"
        everywhere = tuple(replace(trial, others_cores=1.4) for trial in WELL.trials)
        found = of(replace(WELL, trials=everywhere))
        assert "1.4" in found[kind].text
        return
    assert found[kind].candidates == (1,)
    if kind == "failed":
        assert found["incomplete"].candidates == (1,)
        assert "7 of 49" in found[kind].text
        assert "it fell over" in found[kind].text


def test_a_candidate_that_is_steady_more_often_than_not_is_not_named() -> None:
    trials = [
        replace(t, steady=False) if t.candidate == 1 and t.block < 2 else t for t in WELL.trials
    ]
    assert "unsteady" not in of(replace(WELL, trials=tuple(trials)))


def test_few_repeats_are_said_to_be_few() -> None:
    assert "4 repeats are too few" in of_study(study(protocol=Protocol(repeats=4)))["repeats"].text
    assert "repeats" not in of_study(study(protocol=Protocol(repeats=5)))


def test_short_tasks_and_short_waits_are_the_timers() -> None:
    empty = study(threads(1), threads(1, python_cpu__ms=1.0), kind="python-cpu", ms=0.0)
    assert of_study(empty)["timer"].candidates == (0,)
    brief = study(threads(1), threads(1, wait__ms=1.0), ms=0.5)
    assert of_study(brief)["timer"].candidates == (0,)
    assert "timer" not in of_study(study(ms=1.0))


def test_more_computing_processes_than_cores_are_said_to_take_turns() -> None:
    wanted = study(processes(2), processes(4), threads(4), kind="python-cpu")
    found = of_study(wanted)["oversubscribed"]
    assert found.candidates == (1,)
    assert "4 processes compute on 2 cores" in found.text
    assert "oversubscribed" not in of_study(study(processes(4), kind="wait"))


def test_cores_are_those_that_may_be_used() -> None:
    assert usable_cores({"cores": 8, "affinity": "2,3"}) == 2
    assert usable_cores({"cores": 8, "affinity": None}) == 8
    assert usable_cores({}) is None


def test_a_clock_that_changes_is_told() -> None:
    found = of(WELL, mhz=[3000.0, 2000.0, 2900.0])["frequency"]
    assert "2,000" in found.text
    assert "3,000" in found.text
    assert "frequency" not in of(WELL, mhz=[3000.0, 1000.0])


def test_a_battery_is_told() -> None:
    assert "charger" in of(WELL, on_battery=True)["battery"].text


def test_the_clock_is_read_where_the_system_tells_it(tmp_path: Path) -> None:
    assert core_mhz(tmp_path) is None
    for core, khz in enumerate(("2000000", "3000000", "no number")):
        folder = tmp_path / f"cpu{core}" / "cpufreq"
        folder.mkdir(parents=True)
        (folder / "scaling_cur_freq").write_text(khz)
    assert core_mhz(tmp_path) == 2500.0


@pytest.mark.parametrize("plugged, expected", [(True, False), (False, True), (None, False)])
def test_a_battery_counts_when_it_is_being_used(
    monkeypatch: pytest.MonkeyPatch, plugged: bool | None, expected: bool
) -> None:
    class Battery:
        power_plugged = plugged

    monkeypatch.setattr(psutil, "sensors_battery", Battery, raising=False)
    assert on_battery() is expected
    known = Conditions()
    monkeypatch.setattr(conditions, "core_mhz", lambda: 1234.0)
    known.look()
    assert (known.on_battery, known.mhz) == (expected, [1234.0])


@pytest.mark.parametrize("answer", [None, OSError("no such sensor")])
def test_a_machine_without_a_battery_runs_on_the_mains(
    monkeypatch: pytest.MonkeyPatch, answer: Exception | None
) -> None:
    def ask() -> None:
        if answer is not None:
            raise answer

    monkeypatch.setattr(psutil, "sensors_battery", ask, raising=False)
    assert on_battery() is False


def test_every_caution_can_be_translated() -> None:
    everything = replace(WELL, trials=tuple(_bad(trial) for trial in WELL.trials))
    found = cautions(
        replace(everything.study, protocol=Protocol(repeats=2)),
        everything.trials,
        TWO_CORES,
        Conditions(mhz=[1.0, 2.0, 3.0], on_battery=True),
    )
    assert len(found) >= 6
    assert all(hasattr(caution.text, "source") for caution in found)


def _bad(trial: Trial) -> Trial:
    if trial.candidate == 0:
        return replace(trial, state="failed", problem="broken")
    return replace(trial, others_cores=2.0, steady=False, tasks_done=1)


def test_a_sweep_of_one_candidate_has_nothing_oversubscribed() -> None:
    assert of_study(study(Candidate(approach="asyncio"), kind="python-cpu")).keys() == {
        "incomplete", "repeats"
    }  # fmt: skip
