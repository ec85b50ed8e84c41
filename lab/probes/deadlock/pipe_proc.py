"""What Linux tells of a process and its pipes: which one it is stuck in, and who has the other end.

From /proc alone, so it is seen of any process: a thread blocked in a system call shows the call's
arguments, of which the first is a descriptor if it is a write; the descriptor's link names the
pipe; and whoever has that pipe open for reading could empty it.
"""

from __future__ import annotations

import os
import re

from lab.capabilities import proc

_ACCESS = 0o3
_PIPE = re.compile(r"pipe:\[(\d+)\]")


def can_tell() -> bool:
    """Whether this system tells it, of oneself at least."""
    try:
        proc("self", "syscall").read_text()
    except OSError:
        return False
    return True


def stuck_in(pid: int) -> int | None:
    """The pipe (its inode) that all threads of a process are blocked in writing to.

    None when one of them is not. OSError when nothing is told of it.
    """
    pipes: set[int] = set()
    for task in proc(pid, "task").iterdir():
        words = (task / "syscall").read_text().split()
        # "running", or "-1 …" when it is blocked outside any call.
        pipe = _written(pid, int(words[1], 16)) if len(words) > 2 and words[0] != "-1" else None
        if pipe is None:
            return None
        pipes.add(pipe)
    return pipes.pop() if len(pipes) == 1 else None


def readers(pipe: int, pids: list[int]) -> list[int]:
    """Those of the processes that have the pipe open for reading."""
    return [pid for pid in pids if any(found == pipe for found in _open_for_reading(pid))]


def _written(pid: int, file: int) -> int | None:
    pipe = _pipe(pid, str(file))
    return pipe if pipe is not None and _access(pid, str(file)) == os.O_WRONLY else None


def _open_for_reading(pid: int) -> list[int]:
    found = []
    for file in proc(pid, "fd").iterdir():
        pipe = _pipe(pid, file.name)
        if pipe is not None and _access(pid, file.name) == os.O_RDONLY:
            found.append(pipe)
    return found


def _pipe(pid: int, file: str) -> int | None:
    try:
        found = _PIPE.fullmatch(str(proc(pid, "fd", file).readlink()))
    except OSError:  # no such descriptor: the call's first argument is something else
        return None
    return int(found[1]) if found else None


def _access(pid: int, file: str) -> int:
    """O_RDONLY, O_WRONLY or O_RDWR."""
    told = proc(pid, "fdinfo", file).read_text()
    return int(told.partition("flags:")[2].split()[0], 8) & _ACCESS
