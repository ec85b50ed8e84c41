"""Which lanes are shown, where their rows lie and what they are called. Plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lab.session.snapshot import Lane
from ui.words import number, tr

LEAST_PITCH = 4
"""A row of less than this many pixels says nothing."""
TALLEST = 40


@dataclass(frozen=True)
class Row:
    """One lane's row; ``top`` and ``height`` of its bar in logical pixels."""

    lane: int
    label: str
    top: int
    height: int


@dataclass(frozen=True)
class Rows:
    """The rows that fit, and how many lanes did not. ``every`` rows one is labelled."""

    rows: tuple[Row, ...]
    hidden: int
    every: int


def name(lane: Lane, processes: bool, threads: bool) -> str:
    """A lane's name, as short as the run's shape allows: ``Thread 1``, ``P1 · T2``, ``C3``."""
    process = tr("P{n}", n=number(lane.worker + 1))
    thread = tr("T{n}", n=number(lane.thread + 1))
    if lane.coroutine is not None:
        own = tr("C{n}", n=number(lane.coroutine + 1))
        return " · ".join([process] * processes + [thread] * threads + [own])
    if processes and threads:
        return f"{process} · {thread}"
    if processes:
        return tr("Process {n}", n=number(lane.worker + 1))
    return tr("Thread {n}", n=number(lane.thread + 1))


def arrange(
    lanes: Sequence[Lane], top: int, height: int, line: int, total: int | None = None
) -> Rows:
    """Place the lanes between ``top`` and ``top + height``; a text line is ``line`` pixels high.

    ``total`` is how many lanes there are altogether, when more than those given.
    """
    everything = max(total or 0, len(lanes))
    groups = len({lane.worker for lane in lanes})
    processes = groups > 1
    threads = len({lane.thread for lane in lanes}) > 1
    fitting = min(len(lanes), max(1, height // LEAST_PITCH))
    if fitting < everything:
        fitting = min(len(lanes), max(1, (height - line) // LEAST_PITCH))
        height -= line
    shown = lanes[:fitting]
    if not shown:
        return Rows((), everything, 1)
    breaks = len({lane.worker for lane in shown}) - 1
    spare = height - fitting * LEAST_PITCH
    gap = min(8, spare // breaks // 2) if breaks else 0
    pitch = (height - gap * breaks) / fitting
    bar = max(2, min(TALLEST, int(pitch - (4 if pitch > 16 else 2 if pitch > 7 else 1))))
    rows = []
    y = float(top)
    for i, lane in enumerate(shown):
        if i and lane.worker != shown[i - 1].worker:
            y += gap
        rows.append(Row(lane.id, name(lane, processes, threads), round(y + (pitch - bar) / 2), bar))
        y += pitch
    return Rows(tuple(rows), everything - fitting, max(1, -int(-line // pitch)))
