"""The programs of the race: what is counted by whom, broken and mended, runnable as they are.

`excerpt` is the function that counts, which the probe carries out word for word; `program` is a
whole program around it. Plain standard library, Python 3.10 or newer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STEPS = {
    "nothing": ("{counter} += 1",),
    "call": ("value = {counter}", "pause()", "{counter} = value + 1"),
    "sleep": ("value = {counter}", "time.sleep(0.0001)", "{counter} = value + 1"),
    "await": ("value = {counter}", "await asyncio.sleep(0)", "{counter} = value + 1"),
}
_PAUSE = '''
def pause():
    """Do nothing; but calling a function is an occasion to switch threads."""
'''
_TELL = """
took = time.perf_counter() - began
wanted = WORKERS * EACH
print(f"{counted:,} counted of {wanted:,}, {wanted - counted:,} lost, {took:.2f} s")
"""
_THREADS = """
threads = [threading.Thread(target=work, args=(EACH,)) for _ in range(WORKERS)]
began = time.perf_counter()
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
counted = counter
"""
_COROUTINES = """
async def main():
    await asyncio.gather(*(work(EACH) for _ in range(WORKERS)))


began = time.perf_counter()
asyncio.run(main())
counted = counter
"""
_PROCESSES = """
processes = [context.Process(target=work, args=(EACH,)) for _ in range(WORKERS)]
began = time.perf_counter()
for process in processes:
    process.start()
for process in processes:
    process.join()
counted = {counter}
"""


@dataclass(frozen=True)
class Excerpt:
    """A function, and its lines (counted from 1) between which nobody else should come."""

    text: str
    first: int
    last: int


def excerpt(order: Mapping[str, Any]) -> Excerpt:
    """The function that counts; ``order`` is that of the probe."""
    shared, awaits = _shared(order), order["where"] == "coroutines"
    steps = [step.format(counter=_counter(order)) for step in _STEPS[order["between"]]]
    lines = ["async def work(n):" if awaits else "def work(n):"]
    if not shared:
        lines.append("    global counter")
    lines.append("    for _ in range(n):")
    first = len(lines) + 1
    if order["guard"] == "lock":
        lines.append("        async with lock:" if awaits else "        with lock:")
        steps = [f"    {step}" for step in steps]
    lines += [f"        {step}" for step in steps]
    return Excerpt("\n".join(lines) + "\n", first, len(lines))


def program(order: Mapping[str, Any]) -> str:
    """A whole program that counts and prints what was lost."""
    where = order["where"]
    parts = [f'"""{_title(order)}"""\n', _imports(order), _settings(order)]
    if order["between"] == "call":
        parts.append(_PAUSE)
    parts.append("\n" + excerpt(order).text + "\n")
    rest = {"threads": _THREADS, "coroutines": _COROUTINES, "processes": _PROCESSES}[where]
    return "\n".join(parts) + rest.format(counter=_counter(order)) + _TELL.lstrip("\n")


def _title(order: Mapping[str, Any]) -> str:
    """One sentence: what happens here."""
    lock = " A lock lets one at a time." if order["guard"] == "lock" else ""
    what = "memory that they share" if _shared(order) else "a counter"
    return f"{order['workers']} {order['where']} count up {what}.{lock}"


def _imports(order: Mapping[str, Any]) -> str:
    where = order["where"]
    needed = {"time"}
    needed |= {"threads": {"threading"}, "coroutines": {"asyncio"}}.get(where, {"multiprocessing"})
    if _shared(order):
        needed.add("mmap")
    return "\n".join(f"import {name}" for name in sorted(needed)) + "\n"


def _settings(order: Mapping[str, Any]) -> str:
    where = order["where"]
    lines = [f"WORKERS = {order['workers']}"]
    each = max(1, order["increments"] // order["workers"])
    lines.append(f"EACH = {each:_}  # increments")
    if where == "processes":
        lines.append('context = multiprocessing.get_context("fork")')
    if _shared(order):
        lines.append('cells = memoryview(mmap.mmap(-1, mmap.PAGESIZE)).cast("q")')
    else:
        lines.append("counter = 0")
    if order["guard"] == "lock":
        made = {"threads": "threading.Lock()", "coroutines": "asyncio.Lock()"}
        lines.append(f"lock = {made.get(where, 'context.Lock()')}")
    return "\n".join(lines) + "\n"


def _shared(order: Mapping[str, Any]) -> bool:
    return bool(order["where"] == "processes" and order.get("memory", "shared") == "shared")


def _counter(order: Mapping[str, Any]) -> str:
    return "cells[0]" if _shared(order) else "counter"
