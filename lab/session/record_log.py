"""The newest task records of a run, with the place of their lanes: what a timeline is drawn from.

A run may last for days; its records may not grow with it. The newest :data:`MOST_RECORDS` are kept
and the others counted. Only lanes that are shown leave records (see :mod:`lab.session.lanes`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lab.tasks import KINDS

from .snapshot import RECORD, Lane, Snapshot

MOST_RECORDS = 65_536
TASK = np.dtype([*RECORD.descr, ("worker", "<i4"), ("thread", "<i4"), ("coroutine", "<i4")])
"""A record with its lane's place; -1 where it has none, or was gone before anybody looked."""
_NUMBERS = {name: number for number, name in enumerate(KINDS)}
_NOWHERE = (-1, -1, -1)


class RecordLog:
    """Collects the records of snapshots; each snapshot is to be added once."""

    def __init__(self, most: int = MOST_RECORDS) -> None:
        self._most = most
        self._chunks: deque[NDArray[np.void]] = deque()
        self._held = 0
        self._seen = 0
        self._lanes: Mapping[int, tuple[int, int, int]] = {}

    def add(self, snapshot: Snapshot) -> None:
        """Take over the snapshot's records."""
        lanes = {lane.id: _place(lane) for lane in snapshot.lanes}
        # A lane that has left since the last snapshot may still have records in this one.
        known = {**self._lanes, **lanes}
        self._lanes = lanes
        if not len(snapshot.records):
            return
        chunk = np.zeros(len(snapshot.records), TASK)
        for name in RECORD.fields or ():
            chunk[name] = snapshot.records[name]
        # A kind's place among the figures moves when others join; its number does not.
        numbers = np.array([_NUMBERS[kind.name] for kind in snapshot.by_kind], np.uint8)
        chunk["kind"] = numbers[snapshot.records["kind"]]
        ids, which = np.unique(snapshot.records["lane"], return_inverse=True)
        places = np.array([known.get(int(lane), _NOWHERE) for lane in ids], np.int32)[which]
        chunk["worker"], chunk["thread"], chunk["coroutine"] = places.T
        self._keep(chunk[-self._most :])
        self._seen += len(chunk)

    def _keep(self, chunk: NDArray[np.void]) -> None:
        self._chunks.append(chunk)
        self._held += len(chunk)
        while self._held - len(self._chunks[0]) >= self._most:
            self._held -= len(self._chunks.popleft())

    def records(self, kinds: Sequence[str]) -> NDArray[np.void]:
        """What is kept, oldest first, dtype :data:`TASK`; ``kind`` is an index into ``kinds``.

        Records of other kinds are left out.
        """
        if not self._chunks:
            return self.none
        kept = np.concatenate(self._chunks)[-self._most :]
        places = np.full(len(_NUMBERS), 255, np.uint8)
        for place, name in enumerate(kinds):
            places[_NUMBERS[name]] = place
        kept["kind"] = places[kept["kind"]]
        asked: NDArray[np.void] = kept[kept["kind"] != 255]
        return asked

    @property
    def none(self) -> NDArray[np.void]:
        """No records, of the same dtype."""
        return np.zeros(0, TASK)

    @property
    def seen(self) -> int:
        """How many there were, kept or not."""
        return self._seen

    @property
    def left_out(self) -> int:
        """How many older records were dropped."""
        return max(0, self._seen - self._most)


def _place(lane: Lane) -> tuple[int, int, int]:
    return lane.worker, lane.thread, -1 if lane.coroutine is None else lane.coroutine
