"""What is asked of Windows' own library: job objects, and files that take no room where empty.

A job is a set of processes that ends with its holder: the system ends everything in it when the
last handle to it is closed, also when the holder is killed. What a process in a job starts is in
it, too. Every call's types are given, or a 64-bit handle would be cut to 32.
"""

from __future__ import annotations

import ctypes
import importlib
from ctypes import wintypes
from typing import Any

# Not those of `ctypes.wintypes`, which have another size where a C long has 64 bits: here they are
# the same everywhere, so they can be tried anywhere.
_DWORD, _BOOL = ctypes.c_uint32, ctypes.c_int32

_EXTENDED_LIMIT_INFORMATION = 9
_KILL_ON_JOB_CLOSE = 0x2000
_PROCESS_TERMINATE = 0x0001
_PROCESS_SET_QUOTA = 0x0100
_KILLED = 9
"""The exit code of what is ended with a job."""
_SET_SPARSE = 0x900C4


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", _DWORD),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", _DWORD),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", _DWORD),
        ("SchedulingClass", _DWORD),
    )


class _Counters(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint64)
        for name in (
            "ReadOperationCount",
            "WriteOperationCount",
            "OtherOperationCount",
            "ReadTransferCount",
            "WriteTransferCount",
            "OtherTransferCount",
        )
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", _Counters),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


_TYPES: dict[str, tuple[Any, list[Any]]] = {
    "CreateJobObjectW": (wintypes.HANDLE, [ctypes.c_void_p, wintypes.LPCWSTR]),
    "SetInformationJobObject": (
        _BOOL,
        [wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, _DWORD],
    ),
    "OpenProcess": (wintypes.HANDLE, [_DWORD, _BOOL, _DWORD]),
    "AssignProcessToJobObject": (_BOOL, [wintypes.HANDLE, wintypes.HANDLE]),
    "TerminateJobObject": (_BOOL, [wintypes.HANDLE, _DWORD]),
    "CloseHandle": (_BOOL, [wintypes.HANDLE]),
    "DeviceIoControl": (
        _BOOL,
        [
            wintypes.HANDLE,
            _DWORD,
            ctypes.c_void_p,
            _DWORD,
            ctypes.c_void_p,
            _DWORD,
            ctypes.POINTER(_DWORD),
            ctypes.c_void_p,
        ],
    ),
}


def kernel32() -> Any:
    """The system's library; OSError where it has none."""
    load = getattr(ctypes, "WinDLL", None)
    if load is None:
        raise OSError("there is no kernel32 here")
    return load("kernel32", use_last_error=True)


def typed(library: Any) -> Any:
    """The library, with the types of each call that is made here."""
    for name, (result, arguments) in _TYPES.items():
        call = getattr(library, name)
        call.restype, call.argtypes = result, arguments
    return library


class Job:
    """A job without a name. OSError when the system refuses one."""

    def __init__(self, library: Any) -> None:
        self._system = typed(library)
        self._handle = self._system.CreateJobObjectW(None, None)
        if not self._handle:
            raise _failure("CreateJobObject")
        limits = ExtendedLimits()
        limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE
        if not self._system.SetInformationJobObject(
            self._handle,
            _EXTENDED_LIMIT_INFORMATION,
            ctypes.byref(limits),
            ctypes.sizeof(limits),
        ):
            failure = _failure("SetInformationJobObject")
            self.close()
            raise failure

    def add(self, pid: int) -> None:
        """Put a process into the job, and so all it will start. OSError when it is refused."""
        process = self._system.OpenProcess(_PROCESS_TERMINATE | _PROCESS_SET_QUOTA, False, pid)
        if not process:
            raise _failure("OpenProcess")
        try:
            if not self._system.AssignProcessToJobObject(self._handle, process):
                raise _failure("AssignProcessToJobObject")
        finally:
            self._system.CloseHandle(process)

    def kill(self) -> None:
        """End all that is in the job; silent when it is closed."""
        if self._handle:
            self._system.TerminateJobObject(self._handle, _KILLED)

    def close(self) -> None:
        """Let go of it: whatever is in it ends. Idempotent."""
        handle, self._handle = self._handle, None
        if handle:
            self._system.CloseHandle(handle)


def make_sparse(descriptor: int) -> None:
    """Have an open file take no room where nothing was written, where the system has to be told.

    Where it cannot do that the file is merely larger.
    """
    try:
        handle_of = importlib.import_module("msvcrt").get_osfhandle
    except ImportError:
        return
    tell_sparse(kernel32(), handle_of(descriptor))


def tell_sparse(library: Any, handle: int) -> bool:
    """Whether the file of this handle is a sparse one now."""
    returned = _DWORD()
    return bool(
        typed(library).DeviceIoControl(
            handle, _SET_SPARSE, None, 0, None, 0, ctypes.byref(returned), None
        )
    )


def _failure(call: str) -> OSError:
    code = getattr(ctypes, "get_last_error", int)()
    return OSError(code, f"{call} failed with error {code}")
