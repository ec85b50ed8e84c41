from __future__ import annotations

import logging
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.picture import like, shot
from ui.charts.curve import APPROACH, Curve
from ui.charts.live_strip import CAPACITY, LiveStrip, spread
from ui.charts.strip import StripChart
from ui.theme import look
from ui.theme.tokens import colour
from ui.words import set_language

ONE = (Curve("a", "A"),)
TWO = (Curve("a", "A", fill=True), Curve("b", "B", "warn"))


def strip(curves: tuple[Curve, ...] = ONE, width: int = 400, height: int = 200) -> LiveStrip:
    made = LiveStrip("tasks/s", 30.0)
    made.resize(width, height)
    made.set_curves(curves)
    return made


def place(chart: LiveStrip, t_s: float, value: float) -> tuple[int, int]:
    """The pixel (x, y) at which a value of time ``t_s`` has to be."""
    plot = chart._plot
    x = plot.left() + plot.width() * (1 - (chart._now - t_s) / 30)
    y = plot.top() + plot.height() * (1 - value / chart.scale.high)
    return round(x), round(y)


def fill(chart: LiveStrip, value: float = 50.0, samples: int = 320) -> None:
    for i in range(samples):
        chart.append(i / 10, {curve.key: value for curve in chart.curves})


@pytest.mark.usefixtures("qapp")
class TestWhatIsSeen:
    @pytest.mark.parametrize("ratio", [1.0, 2.0])
    def test_a_curve_is_where_its_values_are(self, ratio: float) -> None:
        chart = strip()
        for i in range(320):
            chart.append(i / 10, {"a": 80.0 if i < 160 else 20.0})
        seen = like(shot(chart, ratio), colour("threads"))
        for t_s, value, other in ((5.0, 80, 20), (12.0, 80, 20), (20.0, 20, 80), (30.0, 20, 80)):
            x, y = place(chart, t_s, value)
            around = seen[int((y - 2) * ratio) : int((y + 3) * ratio), int(x * ratio)]
            assert around.any(), (t_s, value)
            _, wrong = place(chart, t_s, other)
            assert not seen[
                int((wrong - 2) * ratio) : int((wrong + 3) * ratio), int(x * ratio)
            ].any()

    def test_a_missing_value_leaves_a_gap(self) -> None:
        chart = strip()
        for i in range(320):
            chart.append(i / 10, {"a": None if 150 <= i < 200 else 50.0})
        seen = like(shot(chart), colour("threads"))
        for t_s, there in ((10.0, True), (17.5, False), (25.0, True)):
            x, y = place(chart, t_s, 50)
            assert seen[y - 2 : y + 3, x].any() == there

    def test_time_without_samples_is_not_bridged(self) -> None:
        chart = strip()
        for t_s in [*np.arange(0, 10, 0.1), *np.arange(20, 30, 0.1)]:
            chart.append(float(t_s), {"a": 50.0})
        seen = like(shot(chart), colour("threads"))
        x, y = place(chart, 15.0, 50)
        assert not seen[y - 2 : y + 3, x].any()

    def test_a_marker_is_a_line_with_a_label(self) -> None:
        chart = strip()
        fill(chart)
        before = shot(chart)
        chart.add_marker(20.0, "threads 2→4")
        after = shot(chart)
        x, floor = place(chart, 20.0, 0)
        column = like(after, colour("text2"), 40)[chart._plot.top() : floor, x - 1 : x + 2]
        assert column.any(axis=1).sum() > chart._plot.height() / 3
        label = (before != after).any(axis=-1)[: chart._plot.top() - 5]
        assert label[:, x : x + 50].any()
        assert not label[:, : x - 4].any()

    def test_the_newest_value_stands_at_the_curves_end(self) -> None:
        chart = strip()
        fill(chart)
        picture = shot(chart)
        x, y = place(chart, chart._now, 50)
        assert like(picture, colour("threads"))[y - 3 : y + 4, x - 2 : x + 3].sum() > 12  # a dot
        words = like(picture, colour("text2"), 60)[y - 6 : y + 7, x + 6 :]
        assert words.any()

    def test_the_area_under_a_curve_is_tinted(self) -> None:
        chart = strip(TWO)
        for i in range(320):
            chart.append(i / 10, {"a": 60.0, "b": 90.0})
        picture = shot(chart)
        x, y = place(chart, 15.0, 30)
        tint, ground = picture[y + 4, x], colour("surface")
        assert tuple(tint) != (ground.red(), ground.green(), ground.blue())
        # Everywhere the same: no stroke is tinted twice.
        area = picture[y + 4, chart._plot.left() + 4 : chart._plot.right() - 4]
        assert (area == tint).all()

    def test_no_values_no_curve(self) -> None:
        chart = strip()
        assert not like(shot(chart), colour("threads")).any()
        chart.append(0.0, {"a": None})
        assert not like(shot(chart), colour("threads")).any()

    def test_it_follows_theme_approach_and_language(self, qapp: QApplication) -> None:
        chart = strip()
        fill(chart)
        assert like(shot(chart), colour("threads")).any()
        light = shot(chart)
        chart.set_approach("processes")
        assert like(shot(chart), colour("processes")).any()
        look.apply(qapp, "dark")
        dark = shot(chart)
        assert like(dark, colour("processes")).any()
        assert tuple(dark[0, -1]) == (0x17, 0x1A, 0x20)
        assert tuple(light[0, -1]) == (255, 255, 255)

    def test_new_curves_keep_the_old_ones_history(self) -> None:
        chart = strip()
        fill(chart)
        shot(chart)
        chart.set_curves((Curve("b", "B", "warn"),))
        assert not like(shot(chart), colour("threads")).any()
        for i in range(320, 330):
            chart.append(i / 10, {"a": 50.0, "b": 20.0})
        chart.set_curves((*ONE, Curve("b", "B", "warn")))
        seen = like(shot(chart), colour("threads"))
        x, y = place(chart, 10.0, 50)
        assert seen[y - 2 : y + 3, x].any()


class TestRing:
    @settings(max_examples=40)
    @given(
        values=st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=30, max_size=90),
        steps=st.lists(st.floats(0.05, 1.9), min_size=5, max_size=5),
        painted=st.lists(st.booleans(), min_size=7, max_size=7),
        width=st.integers(140, 420),
        ratio=st.sampled_from([1.0, 2.0]),
    )
    def test_scrolled_is_the_same_as_drawn_anew(
        self,
        qapp: QApplication,
        values: list[float | None],
        steps: list[float],
        painted: list[bool],
        width: int,
        ratio: float,
    ) -> None:
        chart = strip(TWO, width, 140)
        t_s = 0.0137  # not between two columns, where a rounding decides
        chart.append(t_s, {"a": 99.0, "b": 99.0})  # the range stays as it is
        for i, value in enumerate(values):
            t_s += steps[i % len(steps)]
            other = None if value is None else 100 - value
            chart.append(t_s, {"a": value, "b": other})
            if painted[i % len(painted)]:
                shot(chart, ratio)
        scrolled = shot(chart, ratio).astype(np.int16)
        # The same run, later by whole columns: the ring's seam then lies elsewhere.
        view = chart._strokes.ring.view
        later = strip(TWO, width, 140)
        for t_s, a, b in chart.data()[1]:
            shifted = t_s + 30 / view * (view // 2 + 7)
            later.append(shifted, {"a": None if a != a else a, "b": None if b != b else b})
        elsewhere = shot(later, ratio).astype(np.int16)
        chart.stale()
        anew = shot(chart, ratio).astype(np.int16)
        # At the left edge, what the stroke before the first in view spilled may differ.
        edge = math.ceil((chart._plot.left() + 3) * ratio)
        assert np.abs(scrolled[:, edge:] - anew[:, edge:]).max() <= 2
        inside = slice(edge, int((chart._plot.right() - 5) * ratio))
        assert (np.abs(scrolled[:, inside] - elsewhere[:, inside]) > 24).mean() < 1e-3

    def test_hours_later_it_is_as_sharp(self, qapp: QApplication) -> None:
        early, late = strip(), strip()
        for i in range(320):
            value = 50 + 30 * math.sin(i / 9)
            early.append(i / 10, {"a": value})
            late.append(86_400 + i / 10, {"a": value})
        shot(early)
        shot(late)
        # A day is a whole number of columns only by chance: the pictures may be a pixel apart.
        first, second = (like(shot(c), colour("threads")).sum() for c in (early, late))
        assert abs(int(first) - int(second)) < 0.1 * first


class TestScrolling:
    def test_the_range_follows_and_rarely_changes(self, qapp: QApplication) -> None:
        chart = strip()
        highs = []
        for i in range(600):
            chart.append(i / 10, {"a": 70 + 8 * math.sin(i)})
            highs.append(chart.scale.high)
        assert len(set(highs[20:])) == 1
        chart.append(60.0, {"a": 450.0})
        assert chart.scale.high >= 450
        for i in range(601, 1000):
            chart.append(i / 10, {"a": 70.0})
        assert chart.scale.high == 100

    def test_a_new_run_starts_afresh(self, qapp: QApplication) -> None:
        chart = strip()
        fill(chart)
        chart.append(0.1, {"a": 5.0})
        assert chart.data() == (["t_s", "a_tasks_per_s"], [[0.1, 5.0]])

    def test_a_hidden_chart_only_remembers(self, qtbot: QtBot) -> None:
        chart = strip()
        qtbot.addWidget(chart)
        painted: list[int] = []
        chart.show()
        qtbot.waitUntil(lambda: not chart.backdrop.isNull())
        chart.hide()
        chart.draw = lambda *_: painted.append(1)  # type: ignore[method-assign]
        chart.rebuild = lambda: painted.append(2)  # type: ignore[method-assign]
        fill(chart)
        QApplication.processEvents()
        assert painted == []
        assert len(chart.history) == 320
        chart.show()
        qtbot.waitUntil(lambda: bool(painted))

    def test_memory_does_not_grow_with_the_run(self, qapp: QApplication) -> None:
        chart = strip(TWO)
        sizes = set()
        for i in range(6 * CAPACITY):
            chart.append(i / 10, {"a": 50.0, "b": 20.0})
            if i % 40 == 0:
                chart.add_marker(i / 10, f"threads {i}→{i + 40}")
            if i % 500 == 0:
                shot(chart)
                sizes.add(sum(kept.nbytes for kept in chart.history._values.values()))
        assert len(sizes) == 1
        assert len(chart.history) == CAPACITY
        assert len(chart.tags.tags) <= 40
        assert len(chart.data()[1]) == CAPACITY

    def test_an_error_while_painting_is_logged_once(
        self, qapp: QApplication, caplog: pytest.LogCaptureFixture
    ) -> None:
        chart = strip()
        chart.draw = lambda *_: 1 / 0  # type: ignore[method-assign, assignment]
        with caplog.at_level(logging.ERROR):
            shot(chart)
            shot(chart)
        assert len(caplog.records) == 1


class TestWords:
    def test_the_text_alternative_has_the_figures(self, qtbot: QtBot) -> None:
        chart = StripChart("tasks/s")
        qtbot.addWidget(chart)
        chart.set_curves([Curve("a", "Total", APPROACH), Curve("b", "CPU", "text2")])
        chart.show()
        qtbot.waitUntil(chart._live.showing)
        for i in range(20):
            chart.append(i / 10, {"a": 71.2, "b": None})
        assert chart.figures() == "Total 71\u00a0tasks/s, CPU –"
        assert chart.accessibleDescription() == chart.figures()

    def test_numbers_are_written_as_the_reader_does(self, qapp: QApplication) -> None:
        chart = strip((Curve("a", "A"),))
        chart.append(0.0, {"a": 2.5})
        set_language("es")
        assert "2,5" in chart.figures()

    @given(
        ys=st.lists(st.floats(0, 100), min_size=1, max_size=6),
    )
    def test_labels_never_overlap_and_stay_in_order(self, ys: list[float]) -> None:
        placed = spread([[y, str(y)] for y in ys], 13.0, 0.0, 100.0)
        tops = [y for y, _ in placed]
        assert all(b - a >= 12.999 for a, b in pairwise(tops))
        assert [float(text) for _, text in placed] == sorted(ys)
        assert tops[0] >= 0
        assert tops[-1] <= 100


class TestFinished:
    def test_a_finished_run_can_be_zoomed_and_read_off(self, qtbot: QtBot) -> None:
        chart = StripChart("ms")
        qtbot.addWidget(chart)
        chart.resize(420, 220)
        chart.set_curves([Curve("p50", "p50"), Curve("p99", "p99", "warn", (1.2, 1.6))])
        t_s = np.arange(0.1, 60, 0.1)
        chart.show_series(t_s, {"p50": t_s * 2, "p99": t_s * 3}, [(20.0, "threads 2→4")])
        chart.show()
        plot = chart._finished
        assert plot is not None
        assert not chart.live
        seen = shot(chart)
        assert like(seen, colour("threads")).any()
        assert like(seen, colour("warn")).any()
        view = plot.getPlotItem().getViewBox()
        whole = view.viewRange()[0]
        QTest.keyClick(plot, Qt.Key.Key_Plus)
        assert np.ptp(view.viewRange()[0]) < np.ptp(whole)
        QTest.keyClick(plot, Qt.Key.Key_Escape)
        assert view.viewRange()[0] == whole
        QTest.keyClick(plot, Qt.Key.Key_Right)
        assert plot.accessibleDescription() == "30.0\u00a0s, p50 60.0\u00a0ms, p99 90.0\u00a0ms"
        names, rows = chart.data()
        assert names == ["t_s", "p50_ms", "p99_ms"]
        assert len(rows) == len(t_s)
        chart.clear()
        assert chart.live
