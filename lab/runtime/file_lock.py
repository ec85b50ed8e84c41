"""An exclusive lock on a file that the system lets go of when its holder is killed.

``fcntl`` where it exists; elsewhere the C runtime's own lock, which dies with its holder too. (A
``multiprocessing.Lock`` would stay locked for ever.) It is between processes only: the threads of
one process share it.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


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
    os.lseek(descriptor, 0, os.SEEK_SET)
    _msvcrt.locking(descriptor, _msvcrt.LK_LOCK, 1)
    try:
        yield
    finally:
        os.lseek(descriptor, 0, os.SEEK_SET)
        _msvcrt.locking(descriptor, _msvcrt.LK_UNLCK, 1)
