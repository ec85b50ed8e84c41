"""A result repeats itself with all that was changed on the way."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from lab.records import load_experiment, write_csv
from lab.session.snapshot import Marker
from lab.spec import Change
from tests.lab.records.example import example_result as result

HAND = (
    Marker(1.25, "threads", 4, 9),
    Marker(2.0, "python-cpu.weight", 0.7, 0.0),
    Marker(2.0, "sqlite.weight", 0.0, 1.0),
    Marker(2.0, "wait.weight", 0.3, 0.0),
)


def test_changes_made_by_hand_are_planned_the_next_time(tmp_path: Path) -> None:
    steered = dataclasses.replace(result(), markers=HAND)
    path = tmp_path / "steered.csv"
    write_csv(path, steered)
    again = load_experiment(path)
    assert again.changes[0] == Change(at_s=1.25, setting="threads", value=9)
    assert [change.setting for change in again.changes[1:]] == [
        "sqlite.weight",
        "python-cpu.weight",
        "wait.weight",
    ], "a kind joins before the others leave"
    weights = {share.kind: share.weight for share in again.mix}
    assert weights["sqlite"] == 0.0, "it was not there at the beginning"


def test_more_changes_than_a_file_holds_are_left_out(tmp_path: Path) -> None:
    storm = tuple(Marker(i / 100, "threads", i % 7 + 1, i % 5 + 1) for i in range(30_000))
    path = tmp_path / "storm.csv"
    write_csv(path, dataclasses.replace(result(), markers=storm))
    assert load_experiment(path).changes == result().experiment.changes
