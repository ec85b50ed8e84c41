"""Reads the board: totals, merged histograms, headers and new records, with numpy.

The board is written while it is read. Counters are read as they are: each is a whole word and only
grows. A record is copied and then kept only if the writer has not come round the ring meanwhile;
what was overwritten before it was read is counted.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at

from .snapshot import Percentiles

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class Totals:
    """Sums over all slots; ``totals`` is kinds x (done, failed, wall, cpu, batched)."""

    totals: NDArray[np.int64]
    longest_ns: NDArray[np.int64]
    histograms: NDArray[np.int64]
    lane_ns: int
    lanes: int


class BoardReader:
    """The parent's read-only view of a board."""

    def __init__(self, descriptor: int) -> None:
        self._map = mmap.mmap(descriptor, at.BOARD_BYTES, access=mmap.ACCESS_READ)
        words = np.frombuffer(self._map, dtype=np.uint64)
        self._control = words[: at.CONTROL_WORDS]
        self._slots = words[at.CONTROL_WORDS :].reshape(at.SLOTS, at.SLOT_WORDS)
        self._heads = np.zeros(at.SLOTS, dtype=np.int64)
        self.missed = 0

    def close(self) -> None:
        """Let go of the file; control page and headers stay as they are now, the rest is gone."""
        control, heads = self._control.copy(), self._slots[: self.used, : at.HEADER_WORDS].copy()
        self._control, self._slots = control, heads
        self._map.close()

    def word(self, index: int) -> int:
        """One word of the control page."""
        return int(self._control[index])

    @property
    def used(self) -> int:
        """How many slots were ever used."""
        return int(self._control[at.SLOTS_USED])

    def headers(self) -> NDArray[np.int64]:
        """A copy of all used headers, slots x words."""
        return self._slots[: self.used, : at.HEADER_WORDS].astype(np.int64)

    def last_ends(self) -> Words:
        """A copy of when the last task of each used slot ended."""
        return self._slots[: self.used, at.LAST_END_NS].copy()

    def totals(self, kinds: tuple[int, ...], now_ns: int) -> Totals:
        """Sums over all slots; histograms only of ``kinds``, for the others they stay zero."""
        used = self.used
        block = self._slots[:used, at.TOTALS : at.HISTOGRAMS].reshape(used, at.KINDS, at.KIND_WORDS)
        block = block.astype(np.int64)
        histograms = np.zeros((at.KINDS, at.BUCKETS), dtype=np.int64)
        for kind in kinds:
            start = at.HISTOGRAMS + kind * at.BUCKETS
            histograms[kind] = self._slots[:used, start : start + at.BUCKETS].sum(axis=0)
        headers = self._slots[:used, : at.LANES_SINCE + 1].astype(np.int64)
        lanes = headers[:, at.LANES]
        since = headers[:, at.LANES_SINCE]
        alive = np.where((since > 0) & (lanes > 0), lanes * np.maximum(0, now_ns - since), 0)
        return Totals(
            totals=block.sum(axis=0),
            longest_ns=block[:, :, at.MAX_NS].max(axis=0, initial=0),
            histograms=histograms,
            lane_ns=int(headers[:, at.LANE_SECONDS].sum() + alive.sum()),
            lanes=int(lanes.sum()),
        )

    def records(self, slots: list[int]) -> NDArray[np.int64]:
        """Records written on ``slots`` since they were last read, n x RECORD_WORDS."""
        found = []
        for slot in slots:
            ring = self._slots[slot, at.RECORDS :].reshape(at.RING, at.RECORD_WORDS)
            head = int(self._slots[slot, at.HEAD])
            if not self._slots[slot, at.KEEPS_RECORDS]:
                self._heads[slot] = head
                continue
            first = max(int(self._heads[slot]), head - at.RING)
            missed = first - int(self._heads[slot])
            if head > first:
                wanted = np.arange(first, head)
                copy = ring[wanted % at.RING].astype(np.int64)
                # Those the writer came round to while they were copied are gone; so are places of
                # a time when this slot kept no records.
                whole = copy[:, at.R_SEQUENCE] == wanted + 1
                still = wanted >= int(self._slots[slot, at.HEAD]) - at.RING + 1
                kept = copy[whole & still]
                missed += len(wanted) - len(kept)
                found.append(kept)
            self._heads[slot] = head
            self.missed += missed
        if not found:
            return np.empty((0, at.RECORD_WORDS), dtype=np.int64)
        return np.concatenate(found)


_EDGES = np.array([at.bucket_bounds(index) for index in range(at.BUCKETS)], dtype=np.float64)
_MIDDLES = _EDGES.mean(axis=1)


def percentiles(
    histogram: NDArray[np.int64], longest_ns: float | None = None
) -> Percentiles | None:
    """p50, p95, p99 and the longest, in ms, of a merged histogram; None when it is empty.

    A percentile is the middle of its bucket. ``longest_ns`` is the exact longest where it is known;
    otherwise the upper edge of the last bucket in use stands for it.
    """
    cumulated = np.cumsum(histogram)
    count = int(cumulated[-1])
    if count == 0:
        return None
    last = int(np.flatnonzero(histogram)[-1])
    longest = _EDGES[last, 1]
    if longest_ns is not None and _EDGES[last, 0] <= longest_ns <= longest:
        longest = longest_ns
    ranks = np.ceil(np.array([0.50, 0.95, 0.99]) * count)
    p50, p95, p99 = (
        float(min(_MIDDLES[i], longest)) / 1e6 for i in np.searchsorted(cumulated, ranks)
    )
    return Percentiles(p50, p95, p99, float(longest) / 1e6)
