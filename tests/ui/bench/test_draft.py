"""Undo and redo of what a person has changed."""

from __future__ import annotations

from lab.errors import InputError
from lab.spec import Experiment, Topology
from tests.ui.fakes import experiment
from ui.bench.draft import Draft
from ui.run.undo import MERGE_S


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 10 * MERGE_S
        return self.now


def test_changes_are_taken_back_and_made_again() -> None:
    draft = Draft(experiment(), clock=Clock())
    draft.set("threads", 8)
    draft.set("approach", "processes")
    draft.undo()
    assert (draft.experiment.approach, draft.experiment.topology.threads) == ("threads", 8)
    draft.undo()
    assert draft.experiment == experiment()
    assert not draft.can_undo
    draft.redo()
    draft.redo()
    assert (draft.experiment.approach, draft.experiment.topology.threads) == ("processes", 8)
    assert not draft.can_redo


def test_a_drag_is_one_step() -> None:
    draft = Draft(experiment(), clock=lambda: 1.0)
    for threads in range(5, 60):
        draft.set("threads", threads)
    draft.undo()
    assert draft.experiment == experiment()


def test_a_change_after_undo_ends_what_could_be_redone() -> None:
    draft = Draft(experiment(), clock=Clock())
    draft.set("threads", 8)
    draft.undo()
    draft.set("threads", 3)
    assert not draft.can_redo


def test_what_no_run_could_carry_out_is_refused_and_controls_are_told() -> None:
    draft = Draft(experiment("combined", processes=2, threads=2, coroutines=2))
    told: list[tuple[Experiment, Experiment]] = []
    refused: list[InputError] = []
    draft.changed.connect(lambda before, after: told.append((before, after)))
    draft.refused.connect(refused.append)
    draft.set("coroutines", 10_000)
    draft.set("coroutines", 3)
    assert "more than" in refused[0].what
    assert told[0] == (told[0][1], told[0][0]), "shown again as it was"
    assert draft.experiment.topology == Topology(processes=2, threads=2, coroutines=3)
