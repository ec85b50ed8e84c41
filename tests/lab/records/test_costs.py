"""Cost studies as files: JSON comes back whole, the CSV is tidy, charts are drawn from data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from lab.costs.result import CostResult
from lab.errors import InputError
from lab.records.costs_csv import costs_csv_text
from lab.records.costs_json import costs_from, costs_object, costs_text
from lab.records.paper.costs import write_costs_chart
from tests.lab.costs.made import ALL, made_result


@pytest.fixture(params=ALL)
def result(request: pytest.FixtureRequest) -> CostResult:
    return made_result(request.param)


def test_json_comes_back_whole(result: CostResult) -> None:
    again = costs_from(json.loads(costs_text([result]))[0])
    assert again == result
    for one, other in zip(again.missing, result.missing, strict=True):
        assert vars(one.reason).keys() == vars(other.reason).keys(), "made of the same parts"


@pytest.mark.parametrize(
    "change, named",
    [
        ({"schema": "hebra-costs/9"}, "schema"),
        ({"state": "asleep"}, "state"),
        ({"seconds": "long"}, "seconds"),
        ({"study": None}, "study"),
    ],
)
def test_what_is_no_cost_study_is_named(change: dict[str, object], named: str) -> None:
    whole = {**costs_object(made_result("switch")), **change}
    with pytest.raises(InputError) as refused:
        costs_from(whole, "file.json")
    assert f"file.json, {named}" in str(refused.value)


def test_a_kind_nobody_knows_is_refused() -> None:
    whole = costs_object(made_result("switch"))
    whole["samples"][0]["kind"] = "unicorn"
    with pytest.raises(InputError, match="unicorn"):
        costs_from(whole)


@pytest.mark.parametrize("table", ["figures", "samples"])
def test_the_csv_is_tidy_and_documented(result: CostResult, table: str) -> None:
    text = costs_csv_text([result], table)
    lines = text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert rows
    documented = {
        line.split(": ")[1].split(" [")[0] for line in head if line.startswith("# column")
    }
    assert documented == set(rows[0])
    value = "median" if table == "figures" else "value"
    for row in rows:
        assert float(row[value]) > 0
        assert row["section"] == result.study.section
        assert row["unit"]
        assert row["meaning"]
    per_figure = [row for row in rows if row["figure"] == result.study.of.charts[0][0]]
    if table == "samples":
        assert len(per_figure) == len(result.samples)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_all_sections_are_drawn_on_a_page(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"costs.{suffix}"
    write_costs_chart(path, [made_result(section) for section in ALL], dark=suffix == "png")
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[suffix]
    assert path.read_bytes().startswith(start)


def test_one_figure_is_drawn_alone(tmp_path: Path) -> None:
    whole, alone = tmp_path / "whole.svg", tmp_path / "alone.svg"
    write_costs_chart(whole, [made_result("messages")])
    write_costs_chart(alone, [made_result("messages")], "mb_per_s")
    assert len(alone.read_bytes()) < len(whole.read_bytes())


def test_nothing_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing"):
        write_costs_chart(tmp_path / "empty.png", [])
