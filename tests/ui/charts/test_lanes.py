from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.session.snapshot import RECORD, Lane
from tests.bench.display_data import Feed
from tests.ui.charts.picture import like, shot
from ui.charts.lane_rows import LEAST_PITCH, arrange
from ui.charts.lanes import SPAN_S, LanesChart
from ui.theme.tokens import colour, mix


def lane(i: int, worker: int = 0, state: str = "running", busy_s: float = 0.0) -> Lane:
    return Lane(i, worker, i, None, state, 0.25, busy_s)


def task(
    lane_id: int, start: float, end: float, *, running: float = 0.0, gil: float = 0.0
) -> tuple[object, ...]:
    return (lane_id, 0, False, start, end, running, gil, 0.0, 1 - running - gil)


def records(*tasks: tuple[object, ...]) -> NDArray[np.void]:
    return np.array(list(tasks), RECORD)


def chart_of(*lanes: Lane, width: int = 500, height: int = 200) -> LanesChart:
    made = LanesChart()
    made.resize(width, height)
    made.set_lanes(lanes)
    return made


def column(chart: LanesChart, t_s: float) -> int:
    plot = chart._plot
    return round(plot.left() + plot.width() * (1 - (chart._now - t_s) / SPAN_S))


def row_of(chart: LanesChart, lane_id: int) -> tuple[int, int]:
    """First pixel and the one after the last of a lane's bar."""
    row = next(row for row in chart._rows.rows if row.lane == lane_id)
    return row.top, row.top + row.height


@pytest.mark.usefixtures("qapp")
class TestWhatIsSeen:
    @pytest.mark.parametrize("ratio", [1.0, 2.0])
    def test_a_task_is_one_box_stacked_by_share(self, ratio: float) -> None:
        chart = chart_of(lane(0), lane(1))
        chart.append(records(task(1, 8.0, 9.0, running=0.25, gil=0.75)), 10.0)
        picture = shot(chart, ratio)
        top, end = row_of(chart, 1)
        x = int(column(chart, 8.5) * ratio)
        inside = picture[int(top * ratio) : int(end * ratio), x]
        running = like(inside, colour("threads"))
        waiting = like(inside, colour("gil"))
        assert running.sum() == pytest.approx(0.25 * len(inside), abs=1.5)
        assert waiting.sum() == pytest.approx(0.75 * len(inside), abs=1.5)
        assert running[-1]  # at the bottom
        assert waiting[0]
        for t_s in (7.9, 9.1):
            outside = picture[int(top * ratio) : int(end * ratio), int(column(chart, t_s) * ratio)]
            assert like(outside, mix("surface", "sunken", 0.5)).all()
        top, end = row_of(chart, 0)
        assert not like(picture[int(top * ratio) : int(end * ratio)], colour("gil")).any()

    def test_tasks_too_short_for_a_box_share_columns(self) -> None:
        chart = chart_of(lane(0))
        starts = np.arange(7.5, 9.5, 0.001)
        many = [task(0, t, t + 0.001, running=0.5, gil=0.5) for t in starts]
        chart.append(records(*many), 10.0)
        picture = shot(chart)
        top, end = row_of(chart, 0)
        inside = picture[top:end, column(chart, 8.0) : column(chart, 9.0)]
        for token in ("threads", "gil"):
            assert like(inside, colour(token)).sum() == pytest.approx(
                inside[..., 0].size / 2, rel=0.06
            )

    def test_a_failed_task_has_a_cap(self) -> None:
        chart = chart_of(lane(0))
        failed = records(task(0, 8.0, 9.0, running=1.0))
        failed["failed"] = True
        chart.append(failed, 10.0)
        picture = shot(chart)
        top, end = row_of(chart, 0)
        x = column(chart, 8.5)
        assert like(picture[top, x], colour("bad"))
        assert like(picture[end - 1, x], colour("threads"))

    def test_a_stuck_task_grows_pale_up_to_now(self) -> None:
        chart = chart_of(lane(0))
        for now, busy in ((10.0, 0.5), (11.0, 1.5)):
            chart.set_lanes([lane(0, busy_s=busy)])
            chart.append(records(), now)
            picture = shot(chart)
            top, end = row_of(chart, 0)
            pale = like(picture, mix("sunken", "threads", 0.28))
            inside = pale[top:end, column(chart, now - busy) + 2 : column(chart, now) - 1]
            assert inside.all()
            assert not pale[top:end, : column(chart, now - busy) - 2].any()

    def test_a_lost_lane_is_hatched_and_says_so(self) -> None:
        chart = chart_of(lane(0), lane(1))
        chart.append(records(), 10.0)
        healthy = shot(chart)
        chart.set_lanes([lane(0), lane(1, state="lost")])
        chart.append(records(), 11.0)
        picture = shot(chart)
        top, end = row_of(chart, 1)
        hatch = like(picture, colour("bad"))[top:end, column(chart, 10.2) : column(chart, 11.0)]
        assert 0.05 < hatch.mean() < 0.6
        assert not like(healthy, colour("bad")).any()
        assert like(picture, colour("bad"), 60)[top:end, chart._plot.right() + 3 :].any()
        assert "Thread 2 lost" in chart.figures()

    def test_a_lane_that_ended_keeps_its_row_until_it_has_scrolled_out(self) -> None:
        chart = chart_of(lane(0), lane(1))
        chart.append(records(task(1, 9.0, 10.0, running=1.0)), 10.0)
        chart.set_lanes([lane(0)])
        chart.append(records(), 11.0)
        shot(chart)
        assert [row.lane for row in chart._rows.rows] == [0, 1]
        chart.append(records(), 13.5)
        chart.set_lanes([lane(0)])
        shot(chart)
        assert [row.lane for row in chart._rows.rows] == [0]


class TestRing:
    @settings(max_examples=25)
    @given(
        lanes=st.integers(1, 20),
        rate=st.sampled_from([20.0, 200.0, 5000.0]),
        painted=st.lists(st.booleans(), min_size=5, max_size=5),
        width=st.integers(200, 500),
        ratio=st.sampled_from([1.0, 2.0]),
    )
    def test_scrolled_is_the_same_as_drawn_anew(
        self,
        qapp: QApplication,
        lanes: int,
        rate: float,
        painted: list[bool],
        width: int,
        ratio: float,
    ) -> None:
        feed = Feed(lanes=lanes, processes=2, tasks_per_s=rate)
        chart = chart_of(width=width)
        # Shown, so that only what is new is painted; painting itself is asked for below.
        chart.showing = lambda: True  # type: ignore[method-assign]
        for i in range(60):
            feed.step()
            new = feed.records()
            chart.set_lanes(feed.lanes())
            chart.append(new, feed.t_s)
            if painted[i % 5]:
                shot(chart, ratio)
        scrolled = shot(chart, ratio)
        chart.stale()
        anew = shot(chart, ratio)
        # Tasks that share the column at the left edge have partly scrolled out of the history;
        # where a box meets tasks too short for one, either may have the column they share.
        left, right = int((chart._plot.left() + 2) * ratio), int(chart._plot.right() * ratio)
        differs = (scrolled != anew).any(axis=-1)[:, left:right]
        assert differs.mean() < (0.01 if rate > 200 else 1e-9)

    def test_a_hidden_chart_only_remembers(self, qtbot: QtBot) -> None:
        chart = chart_of(lane(0))
        qtbot.addWidget(chart)
        painted: list[int] = []
        chart.draw = lambda *_: painted.append(1)  # type: ignore[method-assign]
        for i in range(100):
            chart.set_lanes([lane(0)])
            chart.append(records(task(0, i / 10, i / 10 + 0.1, running=1.0)), (i + 1) / 10)
        QApplication.processEvents()
        assert painted == []
        assert not chart._fresh
        assert len(chart.data()[1]) in (30, 31)

    def test_memory_does_not_grow_with_the_run(self, qapp: QApplication) -> None:
        chart = chart_of(lane(0))
        kept = chart._records._kept.nbytes
        for i in range(400):
            start = i / 10 + np.arange(200) / 2000
            made = np.zeros(200, RECORD)
            made["start_s"], made["end_s"] = start, start + 0.0005
            chart.append(made, (i + 1) / 10)
            if i % 50 == 0:
                shot(chart)
        assert chart._records._kept.nbytes == kept
        assert len(chart._fresh) <= 1

    def test_drawn_from_history_when_shown_again(self, qapp: QApplication) -> None:
        chart = chart_of(lane(0))
        chart.append(records(task(0, 8.0, 9.0, running=1.0)), 10.0)
        top = like(shot(chart), colour("threads")).sum()
        chart.append(records(), 10.5)
        assert like(shot(chart), colour("threads")).sum() == pytest.approx(top, rel=0.02)


class TestRows:
    @given(
        count=st.integers(0, 64),
        workers=st.integers(1, 8),
        height=st.integers(20, 400),
        more=st.integers(0, 2000),
    )
    def test_rows_fit_in_order_and_nothing_is_lost(
        self, count: int, workers: int, height: int, more: int
    ) -> None:
        each = -(-count // workers) or 1
        lanes = [Lane(i, i // each, i % each, None, "running", None, 0.0) for i in range(count)]
        placed = arrange(lanes, 16, height, 14, count + more)
        assert len(placed.rows) + placed.hidden == count + more
        assert [row.lane for row in placed.rows] == list(range(len(placed.rows)))
        for above, below in pairwise(placed.rows):
            assert above.top + above.height <= below.top
        if len(placed.rows) > 1:
            assert placed.rows[0].top >= 16
            assert placed.rows[-1].top + placed.rows[-1].height <= 16 + height
        if not more and height >= count * LEAST_PITCH + 3 * workers:
            assert placed.hidden == 0

    @pytest.mark.parametrize(
        "shape, names",
        [
            ([(0, 0, None), (0, 1, None)], ["Thread 1", "Thread 2"]),
            ([(0, 0, None), (1, 0, None)], ["Process 1", "Process 2"]),
            ([(0, 1, None), (1, 0, None)], ["P1 · T2", "P2 · T1"]),
            ([(0, 0, 0), (0, 0, 2)], ["C1", "C3"]),
            ([(0, 0, 0), (1, 1, 1)], ["P1 · T1 · C1", "P2 · T2 · C2"]),
        ],
    )
    def test_names_are_as_short_as_the_shape_allows(
        self, qapp: QApplication, shape: list[tuple[int, int, int | None]], names: list[str]
    ) -> None:
        lanes = [Lane(i, *at, "running", None, 0.0) for i, at in enumerate(shape)]
        assert [row.label for row in arrange(lanes, 0, 200, 14).rows] == names


def test_the_text_alternative_counts_what_it_leaves_out(qapp: QApplication) -> None:
    chart = LanesChart()
    chart.set_lanes([lane(i) for i in range(64)], 1000)
    assert chart.figures().startswith("Running: Thread 1 25\u00a0%, Thread 2 25\u00a0%")
    assert chart.figures().endswith("and 984 more")
