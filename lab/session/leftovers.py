"""Folders of runs that were never cleared away: found by their owner's end, and removed.

Every run's folder says who made it. A folder whose owner has gone is nobody's: window and engine
were killed at once where no janitor could be forked, or the machine was switched off.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from .owner import Owner, this_process

PREFIX = "hebra-"
_OWNER = "owner"


def sign(folder: Path) -> None:
    """Write down in ``folder`` that it is this process's."""
    me = this_process()
    (folder / _OWNER).write_text(json.dumps([me.pid, me.started]), encoding="ascii")


def clear_leftovers(place: Path) -> list[Path]:
    """Remove the folders of runs in ``place`` whose owners have gone; those that were removed."""
    removed = []
    with suppress(OSError):
        for folder in place.glob(f"{PREFIX}*"):
            if _is_ours(folder) and _is_nobodys(folder / _OWNER):
                shutil.rmtree(folder, ignore_errors=True)
                removed.append(folder)
    return removed


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, no link to one, and this user's."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return mine and stat.S_ISDIR(found.st_mode)


def _is_nobodys(signed: Path) -> bool:
    try:
        pid, started = json.loads(signed.read_text(encoding="ascii"))
        return not Owner(int(pid), float(started)).alive
    except (OSError, ValueError, TypeError):  # not signed yet, or not by a run
        return False
