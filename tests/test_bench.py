"""The benchmarks hold together: figures are judged right, every module gives whole ones."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.bench.__main__ import BENCHES
from tests.bench.figure import Figure, ratios
from tests.bench.report import tell, write_json

numbers = st.floats(-1e9, 1e9)


def figure(*values: float, least: float | None = None, most: float | None = None) -> Figure:
    return Figure(
        bench="b", name="n", values=values, unit="ms", least=least, most=most, note="why", peer="p"
    )


@given(st.lists(numbers, min_size=1, max_size=9), numbers)
def test_a_figure_is_its_median_and_met_on_the_right_side(
    values: list[float], bound: float
) -> None:
    made = figure(*values, most=bound)
    assert made.measured is not None
    assert (made.verdict == "met") == (made.measured <= bound)
    assert min(values) <= made.measured <= max(values)
    if made.verdict == "not met":
        assert min(values) > bound
    if made.verdict == "within spread":
        assert min(values) <= bound < made.measured


def test_what_could_not_be_measured_is_not_met() -> None:
    assert figure(most=1.0).verdict == "skipped"
    assert figure(2.0, 3.0, 4.0, least=5.0).verdict == "not met"
    assert figure(2.0).verdict == ""
    assert figure(2.0, least=1.0, most=3.0).target == "1.00 to 3.00 ms"


def test_ratios_are_made_pair_by_pair() -> None:
    assert ratios([2.0, 9.0], [1.0, 3.0]) == (2.0, 3.0)


def test_the_table_and_the_file_show_what_falls_short(tmp_path: Path) -> None:
    figures = [figure(1.0, most=2.0), figure(3.0, most=2.0), figure(1.9, 2.1, 2.2, most=2.0)]
    out = io.StringIO()
    tell(figures, Console(file=out, width=160))
    assert "1 met, 1 not met, 1 within spread" in out.getvalue()
    assert "≤ 2.00 ms" in out.getvalue()
    write_json(tmp_path / "new" / "bench.json", figures, {"quick": True}, {"x": "broke"})
    written = json.loads((tmp_path / "new" / "bench.json").read_text(encoding="utf-8"))
    assert [f["verdict"] for f in written["figures"]] == ["met", "not met", "within spread"]
    assert written["figures"][2]["values"] == [1.9, 2.1, 2.2]
    assert written["broken"] == {"x": "broke"}


def test_every_benchmark_can_be_called() -> None:
    for name in BENCHES:
        assert callable(importlib.import_module(f"tests.bench.{name}").measure), name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["accounting", "coroutines", "stopping", "start"])
def test_a_benchmark_gives_whole_figures(name: str) -> None:
    figures = list(importlib.import_module(f"tests.bench.{name}").measure(True))
    assert len({(f.bench, f.name, f.peer) for f in figures}) == len(figures) > 0
    for made in figures:
        assert made.values
        assert made.verdict in {"met", "not met", "within spread", ""}
        assert all(value > 0 for value in made.values)
