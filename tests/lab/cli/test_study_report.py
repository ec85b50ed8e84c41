"""A study on a terminal of any width, and as plain text."""

from __future__ import annotations

import dataclasses

import pytest
from rich.console import Console

from lab.advice.digest import digest
from lab.advice.expectation import parse
from lab.advice.expected import judge
from lab.cli.bars import bar
from lab.cli.study_report import picture
from lab.cli.study_table import grid_of, table_of
from tests.lab.study.made import NAMES, made_result


def drawn(name: str, width: int, **manner: object) -> str:
    figures = digest(made_result(name, **manner))  # type: ignore[arg-type]
    outcomes = judge(parse("processes > threads"), figures) if name == "comparison" else ()
    console = Console(width=width, force_terminal=True, color_system=None)
    with console.capture() as captured:
        console.print(picture(figures, outcomes, width))
    return captured.get()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 80, 110, 160])
def test_no_figure_is_ever_cut_off(name: str, width: int) -> None:
    told = drawn(name, width)
    assert "…" not in told.replace("…)", "")
    assert all(len(line) <= width for line in told.splitlines())


def test_a_comparison_says_what_was_found() -> None:
    told = drawn("comparison", 160)
    assert "Mixed work" in told
    assert "40 % python-cpu 2 ms · 60 % wait 20 ms" in told
    assert "49 runs of 2.00 s in random order (seed 1)" in told
    assert "× sequential" in told
    first = next(line for line in told.splitlines() if line.startswith("combined(2x2x4)"))
    assert "████████████████████" in first
    assert first.rstrip().endswith("fastest")
    assert "Noise floor ±3.0 %" in told
    assert "processes > threads: processes(4) reaches 1.0" in told


def test_as_fast_as_the_fastest_is_said_to_be() -> None:
    figures = digest(made_result())
    best = figures.ranking[0]
    equal = dataclasses.replace(
        figures,
        contrasts=tuple(
            dataclasses.replace(contrast, verdict="equal") for contrast in figures.contrasts
        ),
    )
    column = [str(cell) for cell in table_of(equal, 160).columns[-1].cells]
    assert column[0] == "fastest"
    assert column.count("no difference to it") == len(figures.ranking) - 1
    assert best == equal.ranking[0]


def test_a_grid_has_a_cell_for_every_point() -> None:
    figures = digest(made_result("grid"))
    down, across = figures.result.study.axes
    table = grid_of(figures)
    assert len(table.columns) == len(across.values) + 1
    assert table.row_count == len(down.values)
    best = figures.rows[figures.ranking[0]].throughput_per_s
    assert best is not None
    cells = [cell for column in table.columns[1:] for cell in column.cells]
    bold = [cell for cell in cells if getattr(cell, "style", "") == "bold"]
    assert len(bold) == 1


def test_curves_have_their_law() -> None:
    told = drawn("scaling", 160)
    assert "Processes, Universal Scalability Law: α" in told
    assert "Threads, " in told


@pytest.mark.parametrize(
    "state, said", [("interrupted", "interrupted: these are the runs"), ("failed", "failed")]
)
def test_what_did_not_end_well_is_said(state: str, said: str) -> None:
    told = drawn("comparison", 110, state=state)
    assert said in told.splitlines()[0]
    assert "Not complete" in told or "not complete" in told


def test_without_a_floor_that_is_said() -> None:
    assert "noise floor of this machine is not known" in drawn("comparison", 110, noise=None)


@pytest.mark.parametrize(
    "share, drawn", [(0, ""), (1, "████"), (0.5, "██"), (0.001, "▏"), (2, "████"), (0.28, "█▏")]
)
def test_a_bar_is_as_long_as_its_share(share: float, drawn: str) -> None:
    assert bar(share, 4) == drawn
