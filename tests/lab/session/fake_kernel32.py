"""A kernel32 that keeps jobs in memory. Its calls are real C functions: arguments are converted.

Handles need more than 32 bits, so one that was cut to an ``int`` on its way is not known here.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lab.session.kernel32 import ExtendedLimits

FIRST = 0x7_0000_0004


class FakeKernel32:
    """What it was asked, and what is left of it. ``refuse`` names calls that fail."""

    def __init__(self, *, refuse: frozenset[str] = frozenset()) -> None:
        self.open: dict[int, str] = {}
        self.limits: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.sparse: list[int] = []
        self.exit_codes: list[int] = []
        self._refuse = refuse
        self._next = FIRST
        self._processes: dict[int, int] = {}
        word, handle, pointer = ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p
        calls: dict[str, tuple[Callable[..., Any], Any, tuple[Any, ...]]] = {
            "CreateJobObjectW": (self._create, handle, (pointer, ctypes.c_wchar_p)),
            "SetInformationJobObject": (self._limit, word, (handle, ctypes.c_int, pointer, word)),
            "OpenProcess": (self._open, handle, (word, word, word)),
            "AssignProcessToJobObject": (self._assign, word, (handle, handle)),
            "TerminateJobObject": (self._terminate, word, (handle, word)),
            "CloseHandle": (self._close, word, (handle,)),
            "DeviceIoControl": (
                self._control,
                word,
                (handle, word, pointer, word, pointer, word, pointer, pointer),
            ),
        }
        for name, (call, result, arguments) in calls.items():
            setattr(self, name, self._foreign(name, call, result, arguments))

    def _foreign(self, name: str, call: Callable[..., Any], result: Any, types: Any) -> Any:
        def asked(*arguments: Any) -> Any:
            return 0 if name in self._refuse else call(*arguments)

        return ctypes.CFUNCTYPE(result, *types)(asked)

    def _new(self, what: str) -> int:
        self._next += 4
        self.open[self._next] = what
        return self._next

    def _create(self, _security: int | None, name: str | None) -> int:
        assert name is None, "a job with a name could be opened by others"
        job = self._new("job")
        self.members[job] = []
        return job

    def _limit(self, job: int, which: int, limits: int, size: int) -> int:
        assert (which, size) == (9, ctypes.sizeof(ExtendedLimits))
        given = ExtendedLimits.from_address(limits)
        self.limits[job] = given.BasicLimitInformation.LimitFlags
        return int(job in self.members)

    def _open(self, rights: int, inherit: int, pid: int) -> int:
        assert (rights, inherit) == (0x101, 0)
        handle = self._new("process")
        self._processes[handle] = pid
        return handle

    def _assign(self, job: int, process: int) -> int:
        self.members[job].append(self._processes[process])
        return 1

    def _terminate(self, job: int, code: int) -> int:
        self.exit_codes.append(code)
        return self._end(job)

    def _end(self, job: int) -> int:
        for pid in self.members[job]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return 1

    def _close(self, handle: int) -> int:
        del self.open[handle]
        if self.limits.get(handle, 0) & 0x2000:
            self._end(handle)
        return 1

    def _control(self, handle: int, code: int, *rest: int | None) -> int:
        assert code == 0x900C4
        assert rest[0] is rest[2] is rest[5] is None
        assert rest[4], "where the number of bytes goes"
        ctypes.cast(rest[4], ctypes.POINTER(ctypes.c_uint32))[0] = 0
        self.sparse.append(handle)
        return 1
