"""Fails a test that leaves a thread, process, shared memory, folder or window behind.

What is there before a test is not its fault. What it leaves gets two seconds to go, waited for as a
condition: that is the promise the app makes about its own children. Processes are found as children
and, since an orphan is nobody's child, by the session's mark in their environment.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

GRACE_S = 2.0
MARK = "HEBRA_TEST_SESSION"

# Started once by the standard library for the whole process, by design.
_HELPERS = ("multiprocessing.resource_tracker", "multiprocessing.forkserver")


def _threads() -> set[str]:
    return {
        f"thread {thread.name!r} ({thread.ident})"
        for thread in threading.enumerate()
        if thread is not threading.main_thread()
        # Qt's own threads show up here once they have called into Python.
        and not isinstance(thread, threading._DummyThread)
    }


def _marked() -> Iterator[int]:
    """The processes that carry this session's mark, wherever they hang in the tree."""
    if not sys.platform.startswith("linux"):
        return
    mark = f"{MARK}={os.environ[MARK]}".encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                if mark in (folder / "environ").read_bytes():
                    yield int(folder.name)
            except OSError:
                continue  # gone meanwhile, or somebody else's


def _processes() -> set[str]:
    pids = {child.pid for child in psutil.Process().children(recursive=True)}
    found = set()
    for pid in pids | set(_marked()):
        try:
            process = psutil.Process(pid)
            command = " ".join(process.cmdline())[:120]
            zombie = process.status() == psutil.STATUS_ZOMBIE
        except psutil.Error:
            continue
        # An orphan that is dead waits for init to collect it; that is not in our hands.
        orphan = pid not in pids
        if not any(helper in command for helper in _HELPERS) and not (zombie and orphan):
            found.add(f"process {pid}{' (zombie)' if zombie else ''}: {command}")
    return found


def _files() -> set[str]:
    memory = Path("/dev/shm")
    shared = {
        str(path)
        for pattern in ("hebra*", "psm_*", "sem.*")
        for path in (memory.glob(pattern) if memory.is_dir() else ())
    }
    return shared | {str(path) for path in Path(tempfile.gettempdir()).glob("hebra*")}


def _windows() -> set[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {
        f"window {widget.metaObject().className()} {widget.objectName()!r}"
        for widget in widgets.QApplication.topLevelWidgets()
        if widget.isVisible() and widget.metaObject().className() != "QTipLabel"
    }


KINDS: tuple[Callable[[], set[str]], ...] = (_threads, _processes, _files, _windows)


def _left(before: list[set[str]]) -> list[str]:
    """What is there now and was not before, once it had time to go."""
    patience = time.monotonic() + GRACE_S
    while True:
        left = [
            thing
            for kind, known in zip(KINDS, before, strict=True)
            for thing in sorted(kind() - known)
        ]
        if not left or time.monotonic() > patience:
            return left
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def leaves_nothing_behind() -> Iterator[None]:
    """Fail the test that leaves a thread, a process, shared memory, a folder or a window."""
    before = [kind() for kind in KINDS]
    yield
    left = _left(before)
    if left:
        pytest.fail("the test left behind:\n  " + "\n  ".join(left), pytrace=False)
