"""What a section's figures say, in plain words: made from them, in whatever direction they go.

Whoever reads them in another language gets them from the same parts (`lab.spec.words`).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from lab.analysis.interval import Interval
from lab.spec.words import N_, told

from .result import CostResult
from .rows import CostRow, row_of, rows_of

MUCH = 1.1
"""Of two figures that are nearer than this no difference is told, whatever their intervals."""
Rows = tuple[CostRow, ...]
_SEVERAL = {
    "coroutine": N_("coroutines"),
    "thread": N_("threads"),
    "process": N_("processes"),
}


def sentences(result: CostResult, rows: Rows | None = None) -> tuple[str, ...]:
    """Sentences on a section, the telling one first; none where too little was measured.

    ``rows`` are the result's, where they are at hand.
    """
    rows = rows_of(result) if rows is None else rows
    return tuple(text for text in _SAYS[result.study.section](rows) if text)


def ratio(first: Interval | None, second: Interval | None) -> float | None:
    """How many times ``second`` the ``first`` is; None where one is not known, or zero."""
    if first is None or second is None or first.value <= 0 or second.value <= 0:
        return None
    return first.value / second.value


def alike(first: Interval, second: Interval) -> bool:
    """Whether no difference can be told between two figures: near, or their intervals meet."""
    times = first.value / second.value
    if 1 / MUCH < times < MUCH:
        return True
    low, high = (first, second) if first.value < second.value else (second, first)
    if low.high is None or high.low is None:
        return False
    return high.low <= low.high


def times_text(times: float) -> str:
    """A factor as one says it: 1.8, 42."""
    if times < 9.95:
        return told("{times:.1f}", times=times)
    return told("{times:,.0f}", times=times)


def _figure(row: CostRow | None, key: str) -> Interval | None:
    return row.figures.get(key) if row is not None else None


def _start(rows: Rows) -> list[str]:
    thread, coroutine = row_of(rows, "thread"), row_of(rows, "coroutine")
    process = next((row for row in rows if row.kind.order.get("start_method")), None)
    said: list[str] = []
    slower = ratio(_figure(process, "start_us"), _figure(thread, "start_us"))
    heavier = ratio(_figure(process, "memory_kib"), _figure(thread, "memory_kib"))
    if process is not None and slower is not None:
        way = process.kind.order["start_method"]
        text = told("A process started by {way} costs no more than a thread to start.", way=way)
        if slower >= MUCH:
            text = told(
                "A process started by {way} costs {times} times a thread to start here.",
                way=way,
                times=times_text(slower),
            )
        said.append(text)
    if heavier is not None and heavier >= MUCH:
        said.append(told("It holds {times} times a thread's memory.", times=times_text(heavier)))
    light = ratio(_figure(thread, "memory_kib"), _figure(coroutine, "memory_kib"))
    if light is not None and light >= MUCH:
        said.append(
            told("A thread takes the memory of {times} coroutines.", times=times_text(light))
        )
    return said


def _messages(rows: Rows) -> list[str]:
    said: list[str] = []
    sizes = sorted({row.size for row in rows})
    for size in dict.fromkeys([*sizes[:1], *sizes[-1:]]):
        within = _figure(row_of(rows, "thread-queue", size), "messages_per_s")
        across = _figure(row_of(rows, "process-queue", size), "messages_per_s")
        times = ratio(within, across)
        if times is None or within is None or across is None:
            continue
        fields = {"size": size_text(size), "times": times_text(max(times, 1 / times))}
        if alike(within, across):
            said.append(
                told(
                    "Messages of {size}: no difference could be told between a queue for threads"
                    " and one for processes.",
                    **fields,
                )
            )
        elif times > 1:
            said.append(
                told(
                    "A queue between threads passes {times} times as many messages of {size} as"
                    " one between processes.",
                    **fields,
                )
            )
        else:
            said.append(
                told(
                    "A queue between processes passes {times} times as many messages of {size} as"
                    " one between threads.",
                    **fields,
                )
            )
    return [*said, _fastest(rows)]


def _fastest(rows: Rows) -> str:
    """Which way between processes is the fastest for large messages."""
    largest = max((row.size for row in rows), default=0)
    known = [
        (figure.value, row)
        for row in rows
        if row.size == largest
        and row.kind.look != "threads"
        and (figure := row.figures.get("messages_per_s")) is not None
    ]
    if len(known) < 2:
        return ""
    best, second = sorted(known, key=lambda pair: -pair[0])[:2]
    times = best[0] / second[0]
    if times < MUCH:
        return ""
    return told(
        "Between processes the fastest for {size} is: {what}, {times} times the next ({other}).",
        size=size_text(largest),
        what=told(best[1].kind.title),
        times=times_text(times),
        other=told(second[1].kind.title),
    )


def _switch(rows: Rows) -> list[str]:
    found = [
        (told(_SEVERAL[row.kind.key]), figure)
        for row in rows
        if (figure := row.figures.get("switch_ns")) is not None
    ]
    found.sort(key=lambda pair: pair[1].value)
    said: list[str] = []
    for (first, low), (second, high) in pairwise(found):
        text = told(
            "Between {first} and {second} no difference could be told.", first=first, second=second
        )
        if not alike(low, high):
            text = told(
                "Handing over takes {times} times as long between {second} as between {first}.",
                times=times_text(high.value / low.value),
                first=first,
                second=second,
            )
        said.append(text)
    return said


def _connections(rows: Rows) -> list[str]:
    coroutines = [row for row in rows if row.kind.key == "asyncio"]
    threads = [row for row in rows if row.kind.key == "threads"]
    said: list[str] = []
    if coroutines:
        most = max(coroutines, key=lambda row: row.size)
        each = _figure(most, "kib_per_connection")
        if each is not None:
            said.append(
                told(
                    "{n:,.0f} connections held by coroutines take {mib:.0f} MiB.",
                    n=most.reached,
                    mib=each.value * most.reached / 1024,
                )
            )
    if coroutines and threads:
        size = max({row.size for row in threads} & {row.size for row in coroutines}, default=0)
        times = ratio(
            _figure(row_of(rows, "threads", size), "kib_per_connection"),
            _figure(row_of(rows, "asyncio", size), "kib_per_connection"),
        )
        if times is not None:
            said.append(
                told(
                    "A thread each takes {times} times the memory a connection.",
                    times=times_text(times),
                )
            )
    limits = [(row.reached, row.limit) for row in threads if row.limit]
    if limits:
        most_threads, why = max(limits, key=lambda limit: limit[0])
        said.append(told("No more than {n:,.0f} threads: {why}.", n=most_threads, why=why))
    return said


def size_text(size: int) -> str:
    """A size in the unit one says it in: 64 bytes, 4 KiB, 16 MiB."""
    if size < 1024:
        return told("{n} bytes", n=size)
    if size < 1 << 20:
        return told("{n:,.0f} KiB", n=size / 1024)
    return told("{n:,.0f} MiB", n=size / (1 << 20))


_SAYS: dict[str, Callable[[Rows], list[str]]] = {
    "start": _start,
    "messages": _messages,
    "switch": _switch,
    "connections": _connections,
}
