"""The same work without Hebra: a plain loop in a fresh interpreter, timed by ``perf_counter``.

Runs as ``python -m lab.experiments.plain``, with a JSON object as its argument, and prints one. It
imports the task kinds and the standard library and nothing else, so it is as plain as can be.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from lab.errors import SessionError
from lab.tasks import KINDS, TaskContext

_GRACE_S = 30
_ROOT = str(Path(__file__).resolve().parents[2])


async def plain_loop(
    kind: str, sizes: dict[str, Any], *, lanes: int, seconds: float, loops_per_ms: float = 0.0
) -> float:
    """Tasks per second of ``lanes`` plain threads that do nothing else for ``seconds``."""
    from lab.session.interpreter import own_python

    order = {"kind": kind, "sizes": sizes, "lanes": lanes, "seconds": seconds}
    process = await asyncio.create_subprocess_exec(
        own_python(),
        "-m",
        "lab.experiments.plain",
        json.dumps(order | {"loops_per_ms": loops_per_ms}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": _ROOT},
    )
    try:
        out, errors = await asyncio.wait_for(process.communicate(), seconds + _GRACE_S)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise SessionError("the plain loop failed", details=errors.decode(errors="replace"))
    rate: float = json.loads(out)["per_s"]
    return rate


def measure(order: dict[str, Any]) -> float:
    """Carry out an order in this interpreter: the sum of the lanes' own rates, in tasks per s."""
    rates: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        task = KINDS[order["kind"]](**order["sizes"])

        def lane(number: int) -> None:
            context = TaskContext(
                folder=Path(folder), loops_per_ms=order["loops_per_ms"], thread=number
            )
            carry_out = task.blocking(context)
            done, clock = 0, time.perf_counter
            start = now = clock()
            while now - start < order["seconds"]:
                carry_out()
                done += 1
                now = clock()
            rates.append(done / (now - start))

        if order["lanes"] == 1:
            lane(0)
        else:
            threads = [threading.Thread(target=lane, args=(n,)) for n in range(order["lanes"])]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    return sum(rates)


if __name__ == "__main__":
    json.dump({"per_s": measure(json.loads(sys.argv[1]))}, sys.stdout)
