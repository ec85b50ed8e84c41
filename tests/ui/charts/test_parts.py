"""The charts' plain parts: scales, dashes, markers, what is remembered."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.charts.curve import Dashes
from ui.charts.history import History
from ui.charts.ring import Ring
from ui.charts.scale import Scale, decimals, nice
from ui.charts.tags import GAP, Tags, chained


class TestScale:
    @given(st.floats(1e-6, 1e9))
    def test_a_range_holds_its_value_and_wastes_little(self, top: float) -> None:
        high, tick = nice(top)
        assert high >= top * (1 - 1e-9)
        assert high <= top * 1.51
        assert 3 <= round(high / tick) <= 5
        mantissa = tick / 10 ** math.floor(math.log10(tick) + 1e-9)
        assert min(abs(mantissa - nicest) for nicest in (1, 2, 5)) < 1e-6

    @given(st.floats(0.01, 1e6), st.lists(st.floats(0.9, 1.0), min_size=1, max_size=30))
    def test_it_does_not_flutter(self, top: float, wobble: list[float]) -> None:
        scale = Scale()
        scale.fit(top)
        assert not any(scale.fit(top * share) for share in wobble)

    def test_labels_have_the_decimals_they_need(self) -> None:
        assert [decimals(tick) for tick in (20, 5, 1, 0.5, 0.2, 0.02)] == [0, 0, 0, 1, 1, 2]


@given(
    points=st.lists(st.tuples(st.floats(0.1, 9), st.floats(-40, 40)), min_size=1, max_size=40),
    pattern=st.sampled_from([(4.0, 2.5), (1.2, 1.6), (5.0, 2.0, 1.0, 2.0)]),
)
def test_dashes_run_on_from_stroke_to_stroke(
    points: list[tuple[float, float]], pattern: tuple[float, ...]
) -> None:
    dashes = Dashes(pattern, 2.0)
    x = y = phase = along = 0.0
    for dx, dy in points:
        pieces, phase = dashes.cut(x, y, x + dx, y + dy, phase)
        for x0, y0, x1, y1 in pieces:
            # Cut in one go, the same part of the line would be drawn.
            middle = along + math.hypot((x0 + x1) / 2 - x, (y0 + y1) / 2 - y)
            rest, index = middle % dashes.period, 0
            while rest >= dashes.lengths[index] + 1e-6:
                rest -= dashes.lengths[index]
                index += 1
            assert index % 2 == 0 or rest == pytest.approx(0, abs=1e-6)
        along += math.hypot(dx, dy)
        x, y = x + dx, y + dy
        assert phase == pytest.approx(along % dashes.period, abs=1e-6) or math.isclose(
            abs(phase - along % dashes.period), dashes.period, abs_tol=1e-6
        )


@given(st.integers(1, 30), st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), max_size=100))
def test_the_history_is_the_last_of_what_was_added(
    capacity: int, values: list[float | None]
) -> None:
    history = History(capacity)
    for i, value in enumerate(values):
        history.append(float(i), {"a": value} if i % 2 else {"a": value, "b": 1.0})
    expected = [math.nan if value is None else value for value in values][-capacity:]
    assert np.array_equal(history.series("a"), expected, equal_nan=True)
    assert history.times().tolist() == list(map(float, range(len(values))))[-capacity:]
    assert len(history.series("never")) == len(history)
    assert history.first == max(0, len(values) - capacity)


@given(st.integers(1, 50), st.integers(0, 4), st.integers(0, 500), st.integers(0, 70))
def test_ring_pieces_are_the_columns_in_order(
    view: int, guard: int, first: int, count: int
) -> None:
    ring = Ring(view, 1, guard)
    kept = max(first, first + count - ring.width)
    found = [
        x for start, width in ring.pieces(first, first + count) for x in range(start, start + width)
    ]
    assert found == [column % ring.width for column in range(kept, first + count)]


class TestTags:
    def test_steps_of_one_setting_are_told_as_one(self) -> None:
        assert chained("threads 2→4", "threads 4→8") == "threads 2→8"
        assert chained("CPU 15→20 ms", "CPU 20→30 ms") == "CPU 15→30 ms"
        assert chained("threads 2→4", "processes 4→8") is None
        assert chained("threads 2→4", "threads 5→8") is None
        assert chained("started", "threads 4→8") is None

    def test_the_second_row_then_merged(self, qapp: QApplication) -> None:
        tags = Tags()
        for t_s, label in ((1.0, "threads 2→4"), (2.0, "CPU 15→20 ms"), (3.0, "wait 1→2 ms")):
            tags.add(t_s, label, 16.0, 40.0)
        assert [(tag.text, tag.row) for tag in tags.tags] == [
            ("threads 2→4", 0),
            ("CPU 15→20 ms +1", 1),
        ]
        assert list(tags.lines) == [1.0, 2.0, 3.0]

    @given(st.lists(st.floats(0.01, 12), min_size=1, max_size=30))
    def test_labels_never_cover_one_another(self, qapp: QApplication, pauses: list[float]) -> None:
        tags = Tags()
        t_s = 0.0
        for i, pause in enumerate(pauses):
            t_s += pause
            tags.add(t_s, f"change {i}", 16.0, 40.0)
        for row in (0, 1):
            edges = [(tag.t_s * 16, tag.width) for tag in tags.tags if tag.row == row]
            for (left, width), (after, _) in pairwise(edges):
                assert left + width + GAP <= after + 15  # "+n" may have made it a little wider
