"""How far the tasks are that are being carried out, so that a count at a moment can be exact.

A count of finished tasks moves in steps: sixteen lanes that wait 20 ms at the same time finish
sixteen tasks at once, and whether a period of two seconds has 99 or 100 such waves is chance. Time
already spent on the tasks in progress tells where between two steps a moment lies.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lab.runtime import layout as at


def begun_ns(
    headers: NDArray[np.int64], shown: list[int], now_ns: int, last_ends: Mapping[int, float]
) -> float:
    """Lane time since each living lane's last task ended (or since it began), summed.

    Of lanes that share an event loop only those ``shown`` are known, by ``last_ends`` (lane id to
    the end of its last task, ns); the others are taken to be like them on average.
    """
    alive = (headers[:, at.LANES] > 0) & (headers[:, at.LANES_SINCE] > 0)
    threads = alive & (headers[:, at.LOOP] == 0)
    since = np.maximum(headers[threads, at.LAST_END_NS], headers[threads, at.STARTED_NS])
    whole = float(np.maximum(0, now_ns - since).sum())
    looped = int(headers[alive & (headers[:, at.LOOP] == 1), at.LANES].sum())
    if looped:
        ages = _ages(headers, shown, now_ns, last_ends)
        whole += looped * (sum(ages) / len(ages)) if ages else 0.0
    return whole


def _ages(
    headers: NDArray[np.int64], shown: list[int], now_ns: int, last_ends: Mapping[int, float]
) -> list[float]:
    """How long each lane that is known has been at its task, in ns."""
    ages = []
    for slot in shown:
        header = headers[slot]
        if not header[at.LOOP] or header[at.LANES] <= 0:
            continue
        claim = int(header[at.CLAIM])
        for serial in header[at.SERIALS : at.SERIALS + at.SERIALS_SHOWN].tolist():
            if serial:
                last = last_ends.get((claim << at.LANE_BITS) + serial)
                since = float(header[at.LANES_SINCE]) if last is None else last
                ages.append(max(0.0, now_ns - since))
    return ages
