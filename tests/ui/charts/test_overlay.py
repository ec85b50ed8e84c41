"""Several runs in one chart: a common time axis, numbers at the ends, figures in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.charts.curve import Curve
from ui.charts.overlay import Course, OverlayPlot


def course(key: str, seconds: float, value: float, step: float = 0.1) -> Course:
    t_s = np.arange(step, seconds + step / 2, step)
    return Course(Curve(key, key, "threads"), t_s, np.full(len(t_s), value))


@pytest.fixture
def plot(qtbot: QtBot) -> Iterator[OverlayPlot]:
    # In a window of its own, as on the page: a plot that is closed itself loses what is in it.
    window = QWidget()
    qtbot.addWidget(window)
    made = OverlayPlot("tasks/s", window)
    made.resize(600, 300)
    window.resize(600, 300)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def test_runs_of_other_lengths_and_paces_share_a_time_axis(plot: OverlayPlot) -> None:
    plot.show_courses([course("1", 10, 100), course("2", 4, 50, step=0.25)], "tasks/s")
    names, rows = plot.data()
    table = np.array(rows)
    assert names == ["t_s", "1_tasks_per_s", "2_tasks_per_s"]
    assert table[-1, 0] == pytest.approx(10)
    inside = (table[:, 0] >= 0.3) & (table[:, 0] <= 4.0)
    assert table[inside, 2] == pytest.approx(50)
    assert np.isnan(table[table[:, 0] > 4.1, 2]).all(), "nothing is made up after a run's end"
    assert np.isnan(table[table[:, 0] < 0.05, 1]).all(), "nor before its first row"


def test_one_run_keeps_its_own_rows_and_has_no_number(plot: OverlayPlot) -> None:
    one = course("1", 5, 70)
    plot.show_courses([one], "tasks/s")
    assert [row[0] for row in plot.data()[1]] == one.t_s.tolist()
    assert not plot._ends
    plot.show_courses([one, course("2", 5, 60)], "tasks/s")
    assert [mark.toPlainText() for mark in plot._ends] == ["1", "2"]


def test_figures_are_read_off_and_said(plot: OverlayPlot) -> None:
    plot.show_courses([course("1", 10, 100), course("2", 4, 50)], "tasks/s")
    assert plot.accessibleDescription() == "Mean: 1 100\u00a0tasks/s, 2 50.0\u00a0tasks/s"
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert "s, 1 100" in plot.accessibleDescription()


def test_a_run_without_figures_does_no_harm(plot: OverlayPlot) -> None:
    nothing = Course(Curve("1", "1", "threads"), np.empty(0), np.empty(0))
    unknown = Course(Curve("2", "2", "threads"), np.arange(1.0, 4.0), np.full(3, np.nan))
    for shown in ([nothing], [nothing, unknown], [unknown, course("3", 5, 10)], []):
        plot.show_courses(shown, "ms")
        plot.grab()
