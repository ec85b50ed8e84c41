"""Measure in a forked child, and hear what it found.

What a process has once used it does not give back: the stacks of ended threads, the allocator's
arenas and the free lists of the interpreter wait for the next. A second repeat in one process would
find all of that there and cost next to nothing, so each repeat has a process of its own. The probe
has one thread, so it may fork; the child has its figures written to a pipe and ends at once.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lab.runtime.worker import die_with_parent


def apart(measure: Callable[[], Any]) -> Any:
    """What ``measure`` returns (anything JSON can hold), carried out in a child of its own.

    RuntimeError with the child's words when it fails.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reader)
        _child(measure, writer)
    os.close(writer)
    said = b""
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    if not said:
        raise RuntimeError("the child process ended by itself")
    answer = json.loads(said)
    if "failed" in answer:
        raise RuntimeError(answer["failed"])
    return answer["found"]


def _child(measure: Callable[[], Any], writer: int) -> None:
    die_with_parent()
    answer: dict[str, Any]
    try:
        answer = {"found": measure()}
        json.dumps(answer)
    except BaseException as error:  # noqa: BLE001 - the child's edge: it is told, not lost
        answer = {"failed": f"{type(error).__name__}: {error}"}
        traceback.print_exc(file=sys.stderr)
    with suppress(OSError):
        data = json.dumps(answer).encode()
        while data:
            data = data[os.write(writer, data) :]
    sys.stderr.flush()
    os._exit(0)
