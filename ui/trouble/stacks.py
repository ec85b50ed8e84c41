"""Where every thread and every coroutine stands."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
import traceback

_DEEPEST = 40
_MOST_TASKS = 100


def all_stacks() -> str:
    """The stacks of all threads of this process and of the tasks of the running loop."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    parts = []
    for ident, frame in sys._current_frames().items():  # noqa: SLF001 - documented, for debuggers
        here = ", asks" if ident == threading.get_ident() else ""
        lines = traceback.format_stack(frame, _DEEPEST)
        parts.append(f"Thread {names.get(ident, ident)}{here}:\n{''.join(lines)}")
    return "\n".join(parts + _tasks())


def _tasks() -> list[str]:
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop runs in this thread
        return []
    parts = []
    for task in sorted(tasks, key=asyncio.Task.get_name)[:_MOST_TASKS]:
        told = io.StringIO()
        task.print_stack(limit=_DEEPEST, file=told)
        parts.append(told.getvalue())
    return parts
