"""Which lanes are shown, where their rows lie and what they are called. Plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lab.session.snapshot import Lane
from ui.words import number, tr

LEAST_PITCH = 4
"""A row of less than this many pixels says nothing."""
LEAST_GAP = 3
"""Between the lanes of two processes."""
TALLEST = 40


@dataclass(frozen=True)
class Row:
    """One lane's row; ``top`` and ``height`` of its bar in logical pixels.

    ``labelled`` is False where rows are too close for each to have its words.
    """

    lane: int
    label: str
    top: int
    height: int
    labelled: bool


@dataclass(frozen=True)
class Rows:
    """The rows that fit, and how many lanes did not."""

    rows: tuple[Row, ...]
    hidden: int


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
    processes = len({lane.worker for lane in lanes}) > 1
    threads = len({lane.thread for lane in lanes}) > 1
    fitting = _fitting(lanes, height)
    if fitting < everything:
        height -= line
        fitting = _fitting(lanes, height)
    shown = lanes[:fitting]
    if not shown:
        return Rows((), everything)
    breaks = _breaks(shown)
    gap = min(8, max(LEAST_GAP, (height - fitting * LEAST_PITCH) // breaks // 2)) if breaks else 0
    pitch = (height - gap * breaks) / fitting
    bar = max(2, min(TALLEST, int(pitch - (4 if pitch > 16 else 2 if pitch > 7 else 1))))
    rows: list[Row] = []
    y, said = float(top), -1.0 * line
    for i, lane in enumerate(shown):
        if i and lane.worker != shown[i - 1].worker:
            y += gap
        labelled = y - said >= line
        said = y if labelled else said
        text = name(lane, processes, threads)
        rows.append(Row(lane.id, text, round(y + (pitch - bar) / 2), bar, labelled))
        y += pitch
    return Rows(tuple(rows), everything - fitting)


def _breaks(lanes: Sequence[Lane]) -> int:
    """How many times one process's lanes are followed by another's."""
    return sum(a.worker != b.worker for a, b in pairwise(lanes))


def _fitting(lanes: Sequence[Lane], height: int) -> int:
    """How many of the lanes have room, at least one."""
    fitting = min(len(lanes), max(1, height // LEAST_PITCH))
    while fitting > 1 and fitting * LEAST_PITCH + _breaks(lanes[:fitting]) * LEAST_GAP > height:
        fitting -= 1
    return fitting
