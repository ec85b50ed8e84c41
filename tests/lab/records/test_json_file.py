"""The JSON of a result: the keys that were promised, and null where nothing is known."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from lab.records import write_json
from lab.records.document import experiment_from
from lab.records.json_file import SCHEMA, json_text

from .example import example_result

PROMISED = {
    "approach", "topology", "tasks_done", "tasks_failed", "seconds", "throughput_per_s",
    "latency_ms", "by_kind", "shares", "cores", "cpu_seconds", "missed_records", "environment",
    "series",
}  # fmt: skip


def read(text: str) -> dict[str, Any]:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    whole: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return whole


def test_the_promised_keys_are_there() -> None:
    whole = read(json_text(example_result(rows=5)))
    assert set(whole) >= PROMISED
    assert whole["schema"] == SCHEMA
    assert whole["topology"] == {"processes": 1, "threads": 4, "coroutines": 1, "lanes": 4}
    assert whole["latency_ms"] == {"p50": 55.2, "p95": 84.0, "p99": 97.4, "max": 141.9}
    assert set(whole["cores"]) == {"count", "mean_load", "mean_experiment_load"}
    assert set(whole["by_kind"]) == {"python-cpu", "wait"}


def test_what_is_not_known_is_null() -> None:
    result = dataclasses.replace(example_result(rows=10), latency_ms=None)
    whole = read(json_text(result))
    assert set(whole["latency_ms"].values()) == {None}
    assert whole["shares"]["loop"] is None
    assert whole["series"][0]["p50_ms"] is None
    assert whole["series"][5]["p50_ms"] > 0


@pytest.mark.parametrize("rows", [0, 1, 30])
@pytest.mark.parametrize("indent", [None, 2])
def test_there_is_a_row_for_each_sample(rows: int, indent: int | None) -> None:
    whole = read(json_text(example_result(rows=rows), indent=indent))
    assert len(whole["series"]) == rows
    for row in whole["series"]:
        assert {"t_s", "throughput_per_s", "core0_load", "core1_load", "lanes"} <= set(row)
        assert isinstance(row["lanes"], int)


def test_the_experiment_in_it_can_be_run_again(tmp_path: Path) -> None:
    result = example_result(rows=1)
    write_json(tmp_path / "result.json", result)
    whole = read((tmp_path / "result.json").read_text())
    assert experiment_from(whole["experiment"], "result.json") == result.experiment
