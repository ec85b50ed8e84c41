"""Charts of studies on paper: what there is to show is shown, and nothing that was not measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lab.advice.digest import Digest, digest
from lab.analysis.interval import Interval
from lab.records import palette
from lab.records.paper.compared import MEASURES, MOST_BARS
from lab.records.paper.study import (
    STUDY_PANELS,
    panels_of,
    study_page,
    write_study_chart,
    write_study_panel,
)
from lab.records.paper.style import Style
from lab.records.wording import Wording
from tests.lab.study.made import NAMES, made_result

BEGINNINGS = {"png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-", "svg": b"<?xml"}


@pytest.fixture(scope="module")
def digests() -> dict[str, Digest]:
    return {name: digest(made_result(name)) for name in NAMES}


def style(*, dark: bool = False) -> Style:
    return Style(palette.palette(dark=dark), None, Wording())


@pytest.mark.parametrize("kind", BEGINNINGS)
@pytest.mark.parametrize("name", NAMES)
def test_every_study_in_every_format(
    name: str, kind: str, digests: dict[str, Digest], tmp_path: Path
) -> None:
    path = tmp_path / f"study.{kind}"
    write_study_chart(path, digests[name], dpi=40, dark=kind == "png")
    assert path.read_bytes().startswith(BEGINNINGS[kind])


def test_only_what_fits_the_study_is_drawn(digests: dict[str, Digest]) -> None:
    assert panels_of(digests["grid"])[0] == "heat"
    assert "scaling" in panels_of(digests["scaling"])
    assert "heat" not in panels_of(digests["comparison"])
    assert "heat" not in panels_of(digests["scaling"])


def test_bars_are_ranked_and_as_long_as_the_figure(digests: dict[str, Digest]) -> None:
    found = digests["comparison"]
    axes = study_page(found, style(), ("throughput",)).axes[0]
    lengths = [bar.get_width() for bar in axes.patches]  # type: ignore[attr-defined]
    wanted = [found.rows[place].throughput_per_s for place in found.ranking]
    assert lengths == [interval.value for interval in wanted if interval]
    assert lengths == sorted(lengths, reverse=True)


def test_more_candidates_than_can_be_read_are_cut(digests: dict[str, Digest]) -> None:
    axes = study_page(digests["scaling"], style(), ("throughput",)).axes[0]
    assert len(axes.patches) == MOST_BARS < len(digests["scaling"].rows)


def test_a_figure_that_is_nothing_for_all_has_its_chart(digests: dict[str, Digest]) -> None:
    """CPU time that a system tells in ticks only may be 0 of every task."""
    found = digests["comparison"]
    nothing = Interval(value=0.0, low=0.0, high=0.0, count=3)
    rows = tuple(replace(row, cpu_ms_per_task=nothing) for row in found.rows)
    axes = study_page(replace(found, rows=rows), style(), ("cpu",)).axes[0]
    assert [bar.get_width() for bar in axes.patches] == len(rows) * [0.0]  # type: ignore[attr-defined]
    assert axes.get_xlim()[1] > 0


@pytest.mark.parametrize("panel", STUDY_PANELS)
def test_one_chart_alone(panel: str, digests: dict[str, Digest], tmp_path: Path) -> None:
    name = {"heat": "grid", "scaling": "scaling"}.get(panel, "comparison")
    path = tmp_path / "one.svg"
    write_study_panel(path, digests[name], panel)
    assert len(list(ElementTree.parse(path).getroot().iter())) > 50


@pytest.mark.parametrize("state", ["interrupted", "failed"])
def test_a_study_that_is_not_complete_has_its_charts(state: str, tmp_path: Path) -> None:
    found = digest(made_result(state=state))
    write_study_chart(tmp_path / "a.png", found, dpi=40)
    assert set(panels_of(found)) <= set(MEASURES) | {"scaling"}
