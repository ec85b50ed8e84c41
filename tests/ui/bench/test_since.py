"""What a change did is told against the figures before it, once the window has passed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.session.snapshot import Marker
from tests.ui.bench.test_sentence import BASE
from ui.bench.since import SETTLED_S, Since
from ui.charts.smoothing import smooth


def test_the_figures_before_are_those_before_the_change() -> None:
    since = Since()
    since.see(BASE)
    since.mark(Marker(10.0, "threads", 4, 8))
    since.see(replace(BASE, throughput_per_s=999.0))
    assert since.settled(10.0 + SETTLED_S / 2) is None
    change = since.settled(10.1 + SETTLED_S)
    assert change is not None
    assert (change.old, change.new) == (4, 8)
    assert change.of(141.4, change.before.throughput_per_s) == pytest.approx(1.0)


def test_moves_of_one_slider_are_one_change() -> None:
    since = Since()
    since.see(BASE)
    for step, threads in enumerate(range(5, 20)):
        since.mark(Marker(10 + step * 0.1, "threads", threads - 1, threads))
        since.see(replace(BASE, throughput_per_s=1.0))
    change = since.settled(20.0)
    assert change is not None
    assert (change.old, change.new, change.before) == (4, 19, BASE)


def test_nothing_is_told_where_nothing_was_measured_before() -> None:
    since = Since()
    since.mark(Marker(0.1, "threads", 4, 8))
    assert since.settled(60.0) is None


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=60), st.floats(0.05, 0.5))
def test_a_smoothed_series_is_the_mean_over_the_window(values: list[float], dt: float) -> None:
    rates, steps = np.array(values), np.full(len(values), dt)
    rows = max(1, int(1.0 / dt + 1e-6))
    smoothed = smooth(rates, steps, rows * dt)
    for i in range(len(values)):
        assert smoothed[i] == pytest.approx(np.mean(rates[max(0, i - rows + 1) : i + 1]), abs=1e-6)
