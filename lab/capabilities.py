"""What this system can do: each capability is asked of the system, never told from its name.

Whoever goes one way on one system and another way elsewhere asks here, so both ways can be tried
on any system: ``HEBRA_WITHOUT`` in the environment takes capabilities away by name, and every
process that is started inherits it (``HEBRA_WITHOUT=fork,groups``; see :data:`NAMES`). It is for
tests. Standard library only, and cheap: the engine asks while it starts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

WITHOUT = "HEBRA_WITHOUT"

NAMES: list[str] = []
"""Every capability that can be taken away."""

WINDOWS_LACKS = (
    *("fork", "groups", "descriptors", "pipes", "parent-death"),
    *("dont-wait", "signals", "modes", "unix-sockets", "proc"),
)
"""What Windows does not have, so that a test elsewhere goes the ways that it goes."""

Ask = Callable[[], bool]


def taken_away() -> frozenset[str]:
    """The capabilities this process is to do without; ValueError for a name that is none."""
    names = frozenset(filter(None, os.environ.get(WITHOUT, "").split(",")))
    if unknown := names - set(NAMES):
        raise ValueError(f"{WITHOUT}: {sorted(unknown)[0]} is none of {', '.join(NAMES)}")
    return names


def _capability(name: str) -> Callable[[Ask], Ask]:
    """Make an answer of a question: asked once, and False when the capability is taken away."""
    NAMES.append(name)

    def made(ask: Ask) -> Ask:
        known = cache(ask)

        def answer() -> bool:
            return known() and (WITHOUT not in os.environ or name not in taken_away())

        answer.__doc__ = ask.__doc__
        return answer

    return made


@_capability("fork")
def has_fork() -> bool:
    """Whether a process can be forked."""
    return hasattr(os, "fork")


@_capability("groups")
def has_process_groups() -> bool:
    """Whether a process and all it starts can be ended at once, as a process group."""
    return hasattr(os, "killpg") and hasattr(os, "setpgid")


@_capability("jobs")
def has_job_objects() -> bool:
    """Whether there are job objects: sets of processes that end with whoever holds them."""
    import ctypes

    return hasattr(ctypes, "WinDLL")


@_capability("descriptors")
def inherits_descriptors() -> bool:
    """Whether a new program can be handed an open file, whose name may be gone by then."""
    try:
        import _posixsubprocess  # noqa: F401 - `subprocess` hands them on by this
    except ImportError:
        return False
    return True


@_capability("pipes")
def selects_pipes() -> bool:
    """Whether one wait can be for pipes and sockets alike; elsewhere it is for sockets only."""
    import select

    reading, writing = os.pipe()
    try:
        select.select([reading], [], [], 0)
    except OSError:
        return False
    finally:
        os.close(reading)
        os.close(writing)
    return True


@_capability("parent-death")
def has_parent_death_signal() -> bool:
    """Whether the system ends a process that wishes it with the one that started it."""
    import ctypes

    try:
        return hasattr(ctypes.CDLL(None), "prctl")
    except (OSError, TypeError):
        return False


@_capability("dont-wait")
def sends_without_waiting() -> bool:
    """Whether a single send can be told not to wait for room."""
    import socket

    return hasattr(socket, "MSG_DONTWAIT")


@_capability("signals")
def loops_hear_signals() -> bool:
    """Whether an event loop can be told to call something when a signal comes."""
    import asyncio

    heard = asyncio.SelectorEventLoop.add_signal_handler
    return heard is not asyncio.AbstractEventLoop.add_signal_handler


@_capability("modes")
def has_file_modes() -> bool:
    """Whether a file says who may read and write it, and can be told while it is open."""
    return hasattr(os, "fchmod")


@_capability("unix-sockets")
def has_unix_sockets() -> bool:
    """Whether a socket can be a file, that the folder's rights keep others from."""
    import socket

    return hasattr(socket, "AF_UNIX")


@_capability("proc")
def has_proc() -> bool:
    """Whether the system tells of its processes in files below ``/proc``."""
    return Path("/proc/self/stat").exists()


def proc(*parts: object) -> Path:
    """A file below ``/proc``; one that cannot be there (reading is an OSError) where there is none.

    So whoever reads it needs no second way of finding that it is missing.
    """
    return Path("/proc" if has_proc() else os.devnull, *map(str, parts))


def start_method() -> str:
    """The cheapest way to start a worker process here."""
    return "fork" if has_fork() else "spawn"
