"""An exclusive lock on a file that the system lets go of when its holder is killed.

``fcntl`` where it exists; elsewhere the C runtime's own lock, which dies with its holder too. (A
``multiprocessing.Lock`` would stay locked for ever.) It is between processes only: the threads of
one process share it.
"""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PAUSE_S = 0.0005


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


_fcntl: Any = _module("fcntl")
_msvcrt: Any = None if _fcntl is not None else _module("msvcrt")


@contextmanager
def hold(descriptor: int) -> Iterator[None]:
    """Hold the lock on the first byte of the file."""
    if _fcntl is not None:
        _fcntl.lockf(descriptor, _fcntl.LOCK_EX, 1)
        try:
            yield
        finally:
            _fcntl.lockf(descriptor, _fcntl.LOCK_UN, 1)
        return
    _wait_for(descriptor)
    try:
        yield
    finally:
        _locking(descriptor, _msvcrt.LK_UNLCK)


def try_hold(descriptor: int) -> bool:
    """Take the lock if nobody has it; it is held until the file is closed.

    ``fcntl``'s lock belongs to the process: closing *any* descriptor of the file lets go of it.
    """
    try:
        if _fcntl is not None:
            _fcntl.lockf(descriptor, _fcntl.LOCK_EX | _fcntl.LOCK_NB, 1)
        else:
            _locking(descriptor, _msvcrt.LK_NBLCK)
    except OSError:
        return False
    return True


def _wait_for(descriptor: int) -> None:
    # Its own way of waiting tries again after a whole second, and gives up after ten.
    while not try_hold(descriptor):
        time.sleep(_PAUSE_S)


def _locking(descriptor: int, mode: int) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    _msvcrt.locking(descriptor, mode, 1)
