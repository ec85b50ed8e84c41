"""How processes of the engine end with others: with their parent, or all of a group at once."""

from __future__ import annotations

import ctypes
import os
import signal

from lab.capabilities import has_parent_death_signal, has_process_groups

_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask the kernel to kill this process when the thread that started it ends, where it can.

    Everywhere a worker also ends at the end of file on its line; this is for the case that it
    cannot see that, because a task holds the GIL for good.
    """
    if not has_parent_death_signal():
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    # It may have ended before the wish was made; then nobody would tell.
    if os.getppid() != parent:
        os._exit(1)


def end_group() -> None:
    """Kill this process and all it started, as the group it leads; nothing where there are none.

    There the parent ends what is left, or the system does with the parent (a job object).
    """
    if has_process_groups():
        os.killpg(0, signal.SIGKILL)
