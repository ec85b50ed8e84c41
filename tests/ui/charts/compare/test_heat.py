"""The heat map: colours that order, values that can be read, cells that can be reached."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import made_grid, made_sweep, seven
from tests.ui.charts.picture import like, shot
from ui.charts.compare.curve import SweepCurve
from ui.charts.compare.heat import HeatMap
from ui.charts.compare.swatch import Span, ink_on, luminance, shade
from ui.charts.compare.ticks import log_ticks, ticks
from ui.theme.tokens import colour

shares = st.floats(0, 1)


@pytest.fixture
def heat(hold: Hold) -> HeatMap:
    made = HeatMap()
    made.show_digest(made_grid())
    hold(made, 600, 320)
    return made


@given(shares, shares)
def test_a_higher_figure_is_brighter(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert luminance(shade(low)) <= luminance(shade(high)) + 0.01


@given(shares)
def test_values_are_readable_on_every_colour(share: float) -> None:
    ground = shade(share)
    a, b = luminance(ground), luminance(ink_on(ground))
    contrast = (max(a, b) + 0.05) / (min(a, b) + 0.05)
    assert contrast >= 4.5


@given(st.floats(0.01, 1e6), st.floats(1, 1e4), shares)
def test_the_span_holds_its_values(low: float, times: float, share: float) -> None:
    span = Span(low, low * times)
    assert 0 <= span.share(low + share * (low * times - low)) <= 1
    assert span.share(low * times) >= span.share(low)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(1, 12))
def test_ticks_lie_inside_and_are_few(low: float, span: float, most: int) -> None:
    found = ticks(low, low + span, most)
    slack = 1e-6 * max(abs(low), span)
    assert all(low - slack <= tick <= low + span + slack for tick in found)
    assert len(found) <= most + 1


@given(st.floats(1e-4, 1e4), st.floats(1.5, 1e8), st.integers(2, 9))
def test_logarithmic_ticks_lie_inside(low: float, times: float, most: int) -> None:
    found = log_ticks(low, low * times, most)
    assert found
    assert all(low * 0.999 <= tick <= low * times * 1.001 for tick in found)


def test_each_cell_has_the_colour_of_its_figure(heat: HeatMap) -> None:
    seen = shot(heat.window())
    for (x, y), place in heat._cells.places.items():
        row = heat.row(place)
        assert row is not None
        assert row.throughput_per_s is not None
        wanted = shade(heat._span.share(row.throughput_per_s.value))
        rect = heat._rect(x, y)
        corner = seen[round(rect.bottom()) - 6, round(rect.right()) - 8]
        assert like(corner[None, None], wanted, 4).all(), row.candidate.key


def test_the_best_cell_is_ringed_and_named_first(heat: HeatMap) -> None:
    assert heat.best is not None
    assert heat.digest is not None
    assert heat.best == heat.digest.ranking[0]
    assert heat.figures().startswith("Best: processes\u00a08, CPU\u00a00.1\u00a0ms 20,513")
    rect = heat._rect(*heat._cells.where[heat.best])
    seen = shot(heat.window())
    ring = seen[round(rect.top()) : round(rect.bottom()), round(rect.left())]
    assert like(ring, colour("text"), 40).mean() > 0.8


def test_the_smallest_is_best_where_less_is_better(heat: HeatMap) -> None:
    heat.set_figure("p95")
    assert heat.digest is not None
    found = {row.place: row.p95_ms.value for row in heat.digest.rows if row.p95_ms}
    assert heat.best is not None
    assert found[heat.best] == min(found.values())


def test_arrow_keys_go_to_the_neighbours(heat: HeatMap) -> None:
    QTest.keyClick(heat, Qt.Key.Key_Down)
    start = heat.hovered_place
    assert start == heat.best
    QTest.keyClick(heat, Qt.Key.Key_Right)
    assert heat._cells.where[heat.hovered_place or 0] == (1, 3)
    QTest.keyClick(heat, Qt.Key.Key_Down)
    assert heat._cells.where[heat.hovered_place or 0] == (1, 2)
    QTest.keyClick(heat, Qt.Key.Key_Left)
    QTest.keyClick(heat, Qt.Key.Key_Left)
    assert heat._cells.where[heat.hovered_place or 0] == (0, 2)


def test_a_click_chooses_a_cell(qtbot: QtBot, heat: HeatMap) -> None:
    at = heat.spot(7).toPoint()
    with qtbot.waitSignal(heat.chosen) as told:
        QTest.mouseClick(heat.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [7]
    assert heat.place_at(QPointF(2, 2)) is None


def test_cells_are_a_table(heat: HeatMap) -> None:
    names, rows = heat.data()
    assert names[:3] == ["processes", "python-cpu.ms", "throughput_per_s"]
    assert len(rows) == 20


def test_a_comparison_has_no_cells(qtbot: QtBot) -> None:
    heat = HeatMap()
    qtbot.addWidget(heat)
    heat.show_digest(seven())
    assert heat.data() == ([], [])
    assert heat.figures() == ""


def test_a_sweeps_points_stand_over_their_values(qtbot: QtBot, hold: Hold) -> None:
    curve = SweepCurve()
    curve.show_digest(made_sweep())
    hold(curve, 500, 300)
    seen = shot(curve.window())
    steps = []
    for place in curve.path():
        at = curve.spot(place)
        steps.append(at.x())
        here = seen[round(at.y()) - 2 : round(at.y()) + 2, round(at.x()) - 2 : round(at.x()) + 2]
        assert like(here, colour("threads")).all()
    assert steps == sorted(steps)
    assert curve.figures().startswith("CPU, ms: 0.1: 3,333\u00a0tasks/s")
    assert curve.data()[0] == [
        "python-cpu.ms",
        "throughput_per_s",
        "throughput_per_s_low",
        "throughput_per_s_high",
    ]
    with qtbot.waitSignal(curve.chosen) as told:
        middle = curve.spot(3).toPoint()
        QTest.mouseClick(curve.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == [3]
