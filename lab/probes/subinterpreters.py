"""Computing in sub-interpreters of one process, each with a GIL of its own: one, then several.

The threads that carry them are the same in number as the interpreters; each turns the pure-Python
loop in its own. Order ``{"workers", "seconds", "repeats"}``, the time of one turn. Ends with
``{"one_per_s": [one value a repeat], "many_per_s": […], "workers"}``, turns of the loop per second,
in thousands. Sub-interpreters with a GIL of their own are in the standard library since 3.14
(``concurrent.interpreters``); 3.13 and 3.12 have them under a name of their own.
"""

from __future__ import annotations

import importlib
import threading
import time
from typing import Any, Protocol

from lab.spec.words import told

from .probe import Probe, UnavailableError

_SPIN = """
value = 1
for _ in range({loops}):
    value = (value * 5 + 3) & 127
"""
_FIRST = 200_000


class Interpreters(Protocol):
    """How a Python's sub-interpreters are made, used and ended."""

    def create(self) -> Any:
        """One with a GIL of its own."""
        ...

    def execute(self, one: Any, source: str) -> None:
        """Carry source out in it, in the calling thread."""
        ...

    def destroy(self, one: Any) -> None:
        """End it."""
        ...


class _Public:
    """Since 3.14."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def create(self) -> Any:
        return self._module.create()

    def execute(self, one: Any, source: str) -> None:
        one.exec(source)

    def destroy(self, one: Any) -> None:
        one.close()


class _Private:
    """In 3.12 and 3.13."""

    def __init__(self, module: Any) -> None:
        self._module = module
        self._execute = getattr(module, "exec", None) or module.run_string

    def create(self) -> Any:
        return self._module.create()

    def execute(self, one: Any, source: str) -> None:
        if failed := self._execute(one, source):
            raise RuntimeError(f"a sub-interpreter failed: {failed}")

    def destroy(self, one: Any) -> None:
        self._module.destroy(one)


def interpreters() -> Interpreters:
    """What this Python has; UnavailableError when it has none."""
    for name, kind in (
        ("concurrent.interpreters", _Public),
        ("_interpreters", _Private),
        ("_xxsubinterpreters", _Private),
    ):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if name != "_xxsubinterpreters" or _has_own_gil():
            return kind(module)
    raise UnavailableError(
        told("This Python has no sub-interpreters with a GIL of their own: 3.12 is the first")
    )


def _has_own_gil() -> bool:
    import sys

    return sys.version_info >= (3, 12)


def run(probe: Probe) -> dict[str, Any]:
    """Turn the loop in one interpreter and in several, in turns."""
    made = interpreters()
    workers, repeats = int(probe.order["workers"]), int(probe.order["repeats"])
    ones = [made.create() for _ in range(workers)]
    try:
        took = _turn(made, ones[:1], _FIRST)
        loops = max(_FIRST, int(_FIRST * float(probe.order["seconds"]) / took))
        single, many = [], []
        for _ in range(repeats):
            single.append(loops / _turn(made, ones[:1], loops) / 1000)
            many.append(workers * loops / _turn(made, ones, loops) / 1000)
            probe.emit(one_per_s=single[-1], many_per_s=many[-1])
    finally:
        for one in ones:
            made.destroy(one)
    return {"one_per_s": single, "many_per_s": many, "workers": workers}


def _turn(made: Interpreters, ones: list[Any], loops: int) -> float:
    """Seconds until every one of them has turned the loop so often."""
    source = _SPIN.format(loops=loops)
    problems: list[BaseException] = []

    def carry(one: Any) -> None:
        try:
            made.execute(one, source)
        except Exception as problem:  # noqa: BLE001 - raised below, in the thread that is asked
            problems.append(problem)

    threads = [threading.Thread(target=carry, args=(one,)) for one in ones]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    if problems:
        raise problems[0]
    return took
