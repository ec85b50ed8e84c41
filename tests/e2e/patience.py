"""Waiting for what has to come true, with a limit that a busy machine can keep."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

LIMIT_S = 45.0
POLL_S = 0.02
T = TypeVar("T")


def until(condition: Callable[[], T], what: str, *, within_s: float = LIMIT_S) -> T:
    """Return what ``condition`` gives as soon as it is true; AssertionError says ``what`` was not.

    Only for promises without a time of their own; a promise that has one brings ``within_s``.
    """
    deadline = time.monotonic() + within_s
    while not (found := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s:g} s: {what}")
        time.sleep(POLL_S)
    return found
