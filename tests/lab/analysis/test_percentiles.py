from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lab.analysis.percentiles import merged, merged_percentiles
from lab.runtime import layout as at

LATENCIES = st.lists(st.integers(1_000, 10**10), min_size=1, max_size=200)


def histogram(latencies_ns: list[int]) -> NDArray[np.int64]:
    counts = np.zeros(at.BUCKETS, np.int64)
    for latency in latencies_ns:
        counts[at.bucket(latency)] += 1
    return counts


@given(st.lists(LATENCIES, min_size=1, max_size=4))
def test_runs_together_are_as_one_run_with_all_their_tasks(runs: list[list[int]]) -> None:
    found = merged_percentiles([histogram(run) for run in runs], [max(run) / 1e6 for run in runs])
    every = sorted(latency for run in runs for latency in run)
    assert found is not None
    assert found.max == np.float64(every[-1]) / 1e6
    for share, value in ((0.5, found.p50), (0.95, found.p95), (0.99, found.p99)):
        exact = every[int(np.ceil(share * len(every))) - 1] / 1e6
        assert abs(value - exact) <= exact / 16


def test_one_slow_run_is_not_averaged_away() -> None:
    """The mean of the runs' own 95th percentiles would be 26 ms."""
    fast, slow = [1_000_000] * 98, [100_000_000] * 2
    found = merged_percentiles([histogram(fast), histogram(fast), histogram(slow * 10)])
    assert found is not None
    assert found.p95 > 90


def test_runs_without_a_histogram_add_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert merged([none, none]).size == 0
    assert merged_percentiles([none]) is None
    assert merged_percentiles([none, histogram([5_000_000])]) is not None
