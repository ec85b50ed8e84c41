"""Scaling curves: points where they belong, names apart, and the fit of the curve in focus."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import pictured, seven
from tests.ui.charts.picture import like, shot
from ui.charts.compare.curve_names import name_places
from ui.charts.compare.fit_line import FitLine, _broken, fit_text
from ui.charts.compare.marks import spaced
from ui.charts.compare.scaling import ScalingPlot
from ui.theme import fonts
from ui.theme.tokens import colour
from ui.words import set_language


@pytest.fixture
def plot(hold: Hold) -> ScalingPlot:
    made = ScalingPlot()
    made.show_digest(pictured())
    hold(made, 500, 300)
    return made


@given(
    st.lists(st.floats(-50, 350), min_size=1, max_size=12),
    st.floats(0, 20),
    st.floats(100, 300),
)
def test_labels_keep_apart_and_inside(wanted: list[float], high: float, low: float) -> None:
    room = 18.0
    found = spaced(wanted, high, low, room)
    fits = (low - high) >= room * (len(wanted) - 1)
    assert min(found) >= high - 1e-6
    assert max(found) <= low + 1e-6
    if fits:
        assert all(b - a >= room - 1e-6 for a, b in pairwise(sorted(found)))
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert [found[i] for i in order] == sorted(found)


@given(st.lists(st.floats(40, 260), min_size=1, max_size=6))
def test_labels_with_room_stay_where_they_are_wanted(wanted: list[float]) -> None:
    apart = sorted(wanted)
    if all(b - a >= 18 for a, b in pairwise(apart)):
        assert spaced(apart, 0, 300, 18) == pytest.approx(apart)


def test_points_lie_where_their_figures_are(plot: ScalingPlot) -> None:
    seen = shot(plot.window())
    for curve in plot.scalings:
        x = round(plot.x_of(curve.lanes[1]))
        y = round(plot.y_of(curve.speedup[1].value))
        around = seen[y - 6 : y + 7, x - 6 : x + 7]
        others = any(like(around, colour(c.approach)).any() for c in plot.scalings)
        assert others, curve.approach
    x, y = round(plot.x_of(12)), round(plot.y_of(9.9))
    assert like(seen[y - 2 : y + 2, x - 2 : x + 2], colour("processes")).all()


def test_names_of_curves_never_cover_each_other(plot: ScalingPlot) -> None:
    labels = [label for label, _ in name_places(plot, plot._curves)]
    assert len(labels) == 4
    assert not any(
        a.adjusted(0, 1, 0, -1).intersects(b.adjusted(0, 1, 0, -1))
        for a, b in combinations(labels, 2)
    )
    assert all(label.bottom() <= plot.height() for label in labels)


def test_the_fit_of_the_best_is_shown_first(plot: ScalingPlot) -> None:
    assert plot.focus is not None
    assert plot.focus.approach == "processes"
    fit_y = plot.focus.usl.throughput(np.array([14.0]))[0] / 38.4  # type: ignore[union-attr]
    seen = shot(plot.window())
    x, y = round(plot.x_of(14)), round(plot.y_of(fit_y))
    assert like(seen[y - 6 : y + 7, x - 14 : x + 14], colour("processes"), 40).any()


def test_choosing_a_point_brings_its_approach_into_focus(qtbot: QtBot, plot: ScalingPlot) -> None:
    line = FitLine(plot)
    qtbot.addWidget(line)
    height = line.sizeHint().height()
    curve = next(c for c in plot.scalings if c.approach == "threads")
    at = QPoint(round(plot.x_of(curve.lanes[2])), round(plot.y_of(curve.speedup[2].value)))
    with qtbot.waitSignal(plot.focused) as told:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["threads"]
    assert line.text() == "Threads: no fit. Only 6 points: a fit needs 5"
    assert line.sizeHint().height() == height, "nothing below may move"
    assert [item.token for item in plot.legend_items()] == ["text3"]


def test_a_click_on_a_name_brings_it_into_focus(qtbot: QtBot, plot: ScalingPlot) -> None:
    label = next(
        area for area, approach in name_places(plot, plot._curves) if approach == "asyncio"
    )
    with qtbot.waitSignal(plot.focused) as told:
        QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=label.center().toPoint())
    assert told.args == ["asyncio"]


def test_the_line_names_the_parameters_with_their_intervals(plot: ScalingPlot) -> None:
    assert plot.focus is not None
    said = fit_text(plot.focus, plot.reference())
    assert said == (
        "Processes: α 0.004 (0–0.010) · β 0.0012 (0.0009–0.0016) · peak 13.9× at 29 lanes"
    )
    set_language("es")
    assert "α 0,004 (0–0,010)" in fit_text(plot.focus, plot.reference())


def test_arrow_keys_visit_every_point(plot: ScalingPlot) -> None:
    visited = set()
    for _ in range(len(plot.path())):
        QTest.keyClick(plot, Qt.Key.Key_Right)
        visited.add(plot.hovered_place)
    assert visited == set(plot.path())
    assert "lane" in plot.accessibleDescription()


def test_without_curves_it_says_why_nothing_is_shown(plot: ScalingPlot) -> None:
    plot.show_digest(replace(seven(), scalings=()))
    assert plot.legend_items() == []
    assert like(shot(plot.window()), colour("text3"), 60).any()


def test_another_study_is_shown_whole(plot: ScalingPlot) -> None:
    plot.zoom(0.3)
    plot.show_digest(pictured(count=5))
    assert plot.whole()


def test_a_long_reason_goes_on_in_the_next_line() -> None:
    for wide in (200, 300, 420):
        lines = _broken("Processes: no fit. A fit needs 5 numbers; 2 were measured.", wide)
        assert all(fonts.width(line, 12) <= wide for line in lines)
        assert " ".join(lines) == "Processes: no fit. A fit needs 5 numbers; 2 were measured."
    assert _broken("α 1 · β 2", 1000) == ["α 1 · β 2"]
    assert _broken("α 0.004 (0–0.010) · β 0.0012 (0.0009–0.0016)", 190)[0] == "α 0.004 (0–0.010)"
