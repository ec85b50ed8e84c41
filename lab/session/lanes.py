"""The lanes of a run as they are now, and their task records, from the slots' headers.

Only the first :data:`LANES_SHOWN` lanes, in order of worker, thread and coroutine, are told apart;
of the others the totals are known.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at

from .snapshot import LANES_SHOWN, RECORD, Lane

Headers = NDArray[np.int64]
_STATES = {at.RUNNING: "running", at.LEAVING: "leaving", at.LOST: "lost"}


def shown_slots(headers: Headers) -> list[int]:
    """Slots whose lanes are shown, in order of worker and thread; lost ones stay in their place."""
    used = [slot for slot in range(len(headers)) if headers[slot, at.STATE] != at.FREE]
    used.sort(key=lambda s: (headers[s, at.WORKER], headers[s, at.THREAD], headers[s, at.CLAIM]))
    lanes = 0
    shown = []
    for slot in used:
        if lanes >= LANES_SHOWN:
            break
        lanes += max(1, int(headers[slot, at.LANES]))
        shown.append(slot)
    return shown


def processes_alive(headers: Headers) -> int:
    """Processes that carry lanes."""
    alive = (headers[:, at.STATE] == at.RUNNING) | (headers[:, at.STATE] == at.LEAVING)
    return len(set(headers[alive, at.PID].tolist()))


def lanes_of(
    headers: Headers,
    shown: list[int],
    now_ns: int,
    running: Callable[[int], float | None],
    last_ends: dict[int, float],
) -> tuple[Lane, ...]:
    """The lanes on the slots ``shown``.

    ``running`` gives a slot's share on a core; ``last_ends`` the end (ns) of the last task of lanes
    that share a loop, by lane id.
    """
    lanes: list[Lane] = []
    for slot in shown:
        header = headers[slot]
        state = _STATES[int(header[at.STATE])]
        looped = bool(header[at.LOOP])
        claim = int(header[at.CLAIM])
        share = running(slot)
        serials = header[at.SERIALS : at.SERIALS + at.SERIALS_SHOWN]
        positions = np.flatnonzero(serials)
        if not looped or (state == "lost" and not len(positions)):
            positions = np.zeros(1, dtype=np.int64)
        for position in positions[: LANES_SHOWN - len(lanes)]:
            serial = int(serials[position]) if looped else 1
            identity = (claim << at.LANE_BITS) + serial
            last = last_ends.get(identity, 0.0) if looped else 0.0
            since = last or float(header[at.LAST_END_NS])
            busy = max(0.0, (now_ns - since) / 1e9) if state != "lost" else 0.0
            lanes.append(
                Lane(
                    id=identity,
                    worker=int(header[at.WORKER]),
                    thread=int(header[at.THREAD]),
                    coroutine=int(position) if looped else None,
                    state=state,
                    running=share / max(1, int(header[at.LANES])) if share is not None else None,
                    busy_s=busy,
                )
            )
    return tuple(lanes)


def records_of(
    raw: NDArray[np.int64],
    *,
    epoch_ns: int,
    places: dict[int, int],
    computing: NDArray[np.bool_],
    core_part: float,
) -> NDArray[np.void]:
    """Raw ring records as shares of each task's wall time.

    ``places`` gives a kind's place in ``Snapshot.by_kind``; ``computing`` is by kind number.
    ``core_part`` is what part of the time a computing thread did not run it queued for a core,
    over the window: of a single task only wall and CPU time are known.
    """
    records = np.zeros(len(raw), dtype=RECORD)
    if not len(raw):
        return records
    kinds = raw[:, at.R_KIND] & 0xFF
    wall = np.maximum(1, raw[:, at.R_END] - raw[:, at.R_START]).astype(float)
    known = (raw[:, at.R_KIND] & at.FLAG_NO_CPU) == 0
    running = np.where(known, np.clip(raw[:, at.R_CPU] / wall, 0.0, 1.0), 0.0)
    rest = 1.0 - running
    computes = computing[kinds]
    records["lane"] = raw[:, at.R_LANE]
    records["kind"] = [places.get(int(kind), 0) for kind in kinds]
    records["failed"] = (raw[:, at.R_KIND] & at.FLAG_FAILED) != 0
    records["start_s"] = (raw[:, at.R_START] - epoch_ns) / 1e9
    records["end_s"] = (raw[:, at.R_END] - epoch_ns) / 1e9
    records["running"] = running
    records["core"] = np.where(computes, rest * core_part, 0.0)
    records["gil"] = np.where(computes, rest * (1.0 - core_part), 0.0)
    records["io"] = np.where(computes, 0.0, rest)
    return records
