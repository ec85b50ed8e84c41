"""The JSON of a result: the keys that were promised, and null where nothing is known."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from lab.errors import InputError
from lab.records import result_from, result_object, write_json
from lab.records.document import experiment_from
from lab.records.json_file import json_text
from lab.records.json_shape import RUN
from lab.records.said import heard
from lab.session.snapshot import Event
from lab.spec.words import Told, told

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
    assert whole["schema"] == RUN
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


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_a_result_comes_back(rows: int) -> None:
    result = example_result(rows=rows)
    whole = read(json_text(result))
    back = result_from(whole)
    assert result_object(back) == whole
    plain = [dataclasses.replace(r, series=back.series) for r in (result, back)]
    assert plain[0] == plain[1]
    assert [column.help for column in back.series.columns if not column.help] == []
    assert len(back.series) == rows


def test_a_result_comes_back_without_its_rows() -> None:
    back = result_from(result_object(example_result(rows=30), series=False))
    assert len(back.series) == 0
    assert back.series.columns


def test_what_an_event_was_made_of_comes_back() -> None:
    text = told("Process {number} {how}", number=2, how=told("ended by itself"))
    result = dataclasses.replace(example_result(rows=0), events=(Event(1.0, "worker-lost", text),))
    (event,) = result_from(read(json_text(result))).events
    assert isinstance(event.text, Told)
    assert (event.text, event.text.fields) == (text, text.fields)
    assert isinstance(event.text.fields["how"], Told)


@pytest.mark.parametrize(
    "source, fields",
    [
        ("{a:>9999999999}", {"a": "b"}),
        ("{a.__class__}", {"a": "b"}),
        ("{a[0]}", {"a": "b"}),
        ("{a!r}", {"a": "b"}),
        ("{0}", {"a": "b"}),
        ("{a", {"a": "b"}),
        ("{missing}", {}),
        ("another text", {}),
    ],
)
def test_a_text_that_is_not_made_of_what_it_says_stays_a_text(
    source: str, fields: dict[str, object]
) -> None:
    text = heard({"text": "plain", "source": source, "fields": fields})
    assert text == "plain"
    assert not isinstance(text, Told)


@pytest.mark.parametrize(
    "key, value, said",
    [
        ("schema", "hebra-result/9", "schema"),
        ("tasks_done", -1, "tasks_done"),
        ("seconds", "1", "seconds"),
        ("series", [{"t_s": "1"}], "series 1 t_s"),
        ("shares", None, "shares"),
        ("experiment", {"hebra": 1}, "task: this key is missing"),
    ],
)
def test_what_is_no_result_is_refused(key: str, value: object, said: str) -> None:
    whole = {**read(json_text(example_result(rows=2))), key: value}
    with pytest.raises(InputError) as refused:
        result_from(whole, "run.json")
    assert str(refused.value).startswith("run.json")
    assert said in str(refused.value)
