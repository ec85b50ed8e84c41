"""What the parent reads: percentiles near the true ones, records whole, what was missed counted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.runtime import layout as at
from lab.runtime.board import Board
from lab.session.reader import BoardReader, percentiles
from tests.lab.runtime.boards import new_board


@given(
    st.integers(1, 5000),
    st.sampled_from(["lognormal", "uniform", "two", "equal"]),
    st.integers(0, 2**32 - 1),
)
def test_percentiles_are_near_those_of_the_sample(count: int, form: str, seed: int) -> None:
    noise = np.random.default_rng(seed)
    if form == "lognormal":
        sample = noise.lognormal(14, 1.5, count)
    elif form == "uniform":
        sample = noise.uniform(0, 3e7, count)
    elif form == "two":
        sample = np.where(noise.random(count) < 0.97, 1e6, 5e7) + noise.uniform(0, 1e5, count)
    else:
        sample = np.full(count, 12_345_678.0)
    whole = np.minimum(sample, at.LONGEST_NS).astype(np.int64)
    histogram = np.zeros(at.BUCKETS, dtype=np.int64)
    for value in whole:
        histogram[at.bucket(int(value))] += 1
    found = percentiles(histogram, float(whole.max()))
    assert found is not None
    # The sample itself says at which value a rank lies: between its neighbours numpy interpolates.
    for percent, value in ((50, found.p50), (95, found.p95), (99, found.p99)):
        true = np.percentile(whole, percent, method="inverted_cdf") / 1e6
        assert value == pytest.approx(true, rel=1 / 32, abs=1e-6)
    assert found.max == whole.max() / 1e6


def test_no_task_has_no_percentiles() -> None:
    assert percentiles(np.zeros(at.BUCKETS, dtype=np.int64)) is None


# ── Records ──────────────────────────────────────────────────────────────────────────────────
class Writer:
    """Leaves records as a lane does."""

    def __init__(self, board: Board) -> None:
        self.words = board.words
        (self.base,) = board.claim(1, worker=0)
        self.words[self.base + at.KEEPS_RECORDS] = 1
        self.head = 0

    def write(self, count: int) -> None:
        for _ in range(count):
            place = self.base + at.RECORDS + (self.head & (at.RING - 1)) * at.RECORD_WORDS
            for word, value in enumerate((1, 0, self.head * 10, self.head * 10 + 5, 3), start=1):
                self.words[place + word] = value
            self.words[place] = self.head + 1
            self.head += 1
            self.words[self.base + at.HEAD] = self.head


@pytest.fixture
def writer() -> Iterator[tuple[Writer, BoardReader]]:
    with new_board() as board:
        reader = BoardReader(board.descriptor)
        yield Writer(board), reader
        reader.close()


@given(st.lists(st.integers(0, 2 * at.RING), max_size=6))
def test_every_record_is_read_once_or_counted_as_missed(counts: list[int]) -> None:
    with new_board() as board:
        writer, reader = Writer(board), BoardReader(board.descriptor)
        starts: list[int] = []
        for count in counts:
            writer.write(count)
            starts += reader.records([0])[:, at.R_START].tolist()
        assert len(set(starts)) == len(starts)
        assert starts == sorted(starts)
        assert len(starts) + reader.missed == writer.head
        if max(counts, default=0) < at.RING:
            assert reader.missed == 0
        reader.close()


def test_a_record_that_is_being_overwritten_is_not_handed_on(
    writer: tuple[Writer, BoardReader],
) -> None:
    lane, reader = writer
    lane.write(at.RING)
    # The lane is half-way through the next record: it stands in the place of the oldest one.
    lane.words[lane.base + at.RECORDS + at.R_END] = 999_999
    records = reader.records([0])
    assert 999_999 not in records[:, at.R_END].tolist()
    assert len(records) + reader.missed == at.RING


def test_lane_time_goes_on_to_the_moment_of_reading(writer: tuple[Writer, BoardReader]) -> None:
    lane, reader = writer
    lane.words[lane.base + at.LANES] = 3
    lane.words[lane.base + at.LANES_SINCE] = 1000
    lane.words[lane.base + at.LANE_SECONDS] = 70
    totals = reader.totals((0,), 1500)
    assert totals.lanes == 3
    assert totals.lane_ns == 70 + 3 * 500
