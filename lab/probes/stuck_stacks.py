"""How each model tells where it hangs: a thread, an asyncio task and a process are dumped.

Each waits for what never comes. The thread's stack is read from `sys._current_frames`, the task's
from `asyncio.all_tasks`; the process writes its own by `faulthandler` when it gets a signal, as a
program that hangs in the field would. Then what they wait for is given to them, and they end.

Ends with ``{"found": {"thread" | "task" | "process": {"named", "function", "line", "text",
"frames": [{"function", "line"}]}}}``: whether the stuck line is among the frames, and which it is.
"""

from __future__ import annotations

import asyncio
import faulthandler
import inspect
import linecache
import os
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import children
from .probe import Probe, UnavailableError

MARK = "# stuck here"
PATIENCE_S = 5.0
PAUSE_S = 0.005
_DUMPED = re.compile(r'File ".*", line (\d+) in (\w+)')

Frames = list[tuple[str, int]]
"""Functions and lines, the innermost last."""


def wait_for_lock(lock: threading.Lock) -> None:
    """Wait for a lock that somebody else holds."""
    lock.acquire()  # stuck here
    lock.release()


async def wait_for_word(word: asyncio.Future[None]) -> None:
    """Wait for a result that nobody sets."""
    await word  # stuck here


def wait_for_message(line: int) -> None:
    """Wait for a message that nobody writes."""
    os.read(line, 1)  # stuck here


def run(probe: Probe) -> dict[str, Any]:
    """Hang in each of the three ways, and dump."""
    if not hasattr(faulthandler, "register"):
        from lab.spec.words import told

        raise UnavailableError(told("this system has no signal to have a stack written by"))
    return {
        "found": {
            "process": _told(wait_for_message, _process(probe.folder / "stacks.txt")),
            "thread": _told(wait_for_lock, _thread()),
            "task": _told(wait_for_word, asyncio.run(_task())),
        }
    }


def _thread() -> Frames:
    lock = threading.Lock()
    lock.acquire()
    thread = threading.Thread(target=wait_for_lock, args=(lock,), name="stuck")
    thread.start()

    def dumped() -> Frames:
        frame = sys._current_frames().get(thread.ident or 0)  # noqa: SLF001 - it is documented
        frames: Frames = []
        while frame is not None:
            frames.insert(0, (frame.f_code.co_name, frame.f_lineno))
            frame = frame.f_back
        return frames

    try:
        return _until_stuck(dumped, wait_for_lock)
    finally:
        lock.release()
        thread.join()


async def _task() -> Frames:
    loop = asyncio.get_running_loop()
    word = loop.create_future()
    task = loop.create_task(wait_for_word(word), name="stuck")
    await asyncio.sleep(0)
    frames: Frames = []
    for other in asyncio.all_tasks():
        if other is not asyncio.current_task():
            frames += [(frame.f_code.co_name, frame.f_lineno) for frame in other.get_stack()]
    word.set_result(None)
    await task
    return frames


def _process(path: Path) -> Frames:
    hears, says = children.context().Pipe(duplex=False)
    child = children.start(_hang, path, hears)

    def dumped() -> Frames:
        if not path.with_suffix(".ready").exists():
            return []
        size = path.stat().st_size
        os.kill(int(path.with_suffix(".ready").read_text()), signal.SIGUSR1)
        until = time.monotonic() + 1.0
        while path.stat().st_size == size and time.monotonic() < until:
            time.sleep(PAUSE_S)
        last = path.read_text(encoding="utf-8").rpartition("most recent call first")[2]
        return [(name, int(line)) for line, name in reversed(_DUMPED.findall(last))]

    try:
        return _until_stuck(dumped, wait_for_message)
    finally:
        os.write(says.fileno(), b".")  # what it waits for
        child.wait()
        hears.close()
        says.close()


def _hang(path: Path, hears: Any) -> None:
    """In the child: say which process it is, and hang."""
    with path.open("w", encoding="utf-8") as file:
        faulthandler.register(signal.SIGUSR1, file)
        ready = path.with_suffix(".begun")
        ready.write_text(str(os.getpid()), encoding="ascii")
        ready.rename(path.with_suffix(".ready"))
        wait_for_message(hears.fileno())


def _until_stuck(dumped: Callable[[], Frames], function: Callable[..., Any]) -> Frames:
    """Dumps until one shows the function's stuck line, or patience ends."""
    until = time.monotonic() + PATIENCE_S
    while True:
        frames = dumped()
        if _stuck_line(function) in frames or time.monotonic() > until:
            return frames
        time.sleep(PAUSE_S)


def _stuck_line(function: Callable[..., Any]) -> tuple[str, int]:
    name = function.__name__
    lines, first = inspect.getsourcelines(function)
    return next((name, first + n) for n, line in enumerate(lines) if MARK in line)


def _told(function: Callable[..., Any], frames: Frames) -> dict[str, Any]:
    name, line = _stuck_line(function)
    return {
        "named": (name, line) in frames,
        "function": name,
        "line": line,
        "text": linecache.getline(__file__, line).partition("  #")[0].strip(),
        "frames": list(_plain(frames)),
    }


def _plain(frames: Frames) -> Iterator[dict[str, Any]]:
    for name, line in frames:
        yield {"function": name, "line": line}
