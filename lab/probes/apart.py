"""Measure in a child process, and hear what it found.

What a process has once used it does not give back: the stacks of ended threads, the allocator's
arenas and the free lists of the interpreter wait for the next. A second repeat in one process would
find all of that there and cost next to nothing, so each repeat has a process of its own. The child
has its figures written to a pipe and ends at once.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from typing import Any

from . import children


def apart(
    measure: Callable[..., Any], *arguments: Any, emit: Callable[..., None] | None = None
) -> Any:
    """What ``measure`` returns (anything JSON can hold), carried out in a child of its own.

    ``measure`` is a function of a module, its arguments can be pickled. With ``emit`` it is called
    with a function more, by which it tells figures meanwhile. RuntimeError with the child's words
    when it fails.
    """
    hears, says = children.context().Pipe(duplex=False)
    child = children.start(_measured, says, emit is not None, measure, *arguments)
    says.close()
    answer: dict[str, Any] = {}
    try:
        while "found" not in answer and "failed" not in answer:
            answer = json.loads(hears.recv_bytes())
            if emit is not None and "figures" in answer:
                emit(**answer["figures"])
    except EOFError:
        raise RuntimeError("the child process ended by itself") from None
    finally:
        hears.close()
        child.wait()
    if "failed" in answer:
        raise RuntimeError(answer["failed"])
    return answer["found"]


def _measured(says: Any, tells: bool, measure: Callable[..., Any], *arguments: Any) -> None:
    def tell(**figures: Any) -> None:
        says.send_bytes(json.dumps({"figures": figures}).encode())

    answer: bytes
    try:
        found = measure(*arguments, tell) if tells else measure(*arguments)
        answer = json.dumps({"found": found}).encode()
    except BaseException as error:  # noqa: BLE001 - the child's edge: it is told, not lost
        answer = json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode()
        traceback.print_exc(file=sys.stderr)
    says.send_bytes(answer)
