"""Write a file whole or not at all.

What was there before stays untouched until the new contents are safely on disk: they go to a
temporary file in the same folder (a rename across file systems is a copy), are flushed to the
device, and then take the name over in one step. A target that is no regular file (``/dev/stdout``,
a pipe, ``/dev/full``) cannot be renamed onto and is written directly.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from lab.capabilities import has_file_modes
from lab.errors import HebraError, InputError
from lab.spec.words import told, why

_USERS_TO_MEND = frozenset(
    {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.EACCES, errno.EPERM, errno.EROFS}
    | {errno.ENAMETOOLONG, errno.ELOOP}
)


def write_atomically(path: Path | str, data: bytes) -> None:
    """Make ``data`` the contents of ``path``.

    Raises InputError when the path cannot be written to (missing folder, permissions), HebraError
    when the device fails (full, broken); in both cases an earlier file is as it was.
    """
    try:
        if _is_device(Path(path)):
            _write_directly(Path(path), data)
        else:
            # A link stays a link: the file it points to is what the user means.
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise write_problem(path, error) from error


def check_writable(path: Path | str) -> None:
    """Raise InputError now when ``path`` could not be written at the end of a long run."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise write_problem(path, IsADirectoryError(errno.EISDIR, "Is a directory"))
    device = _is_device(Path(path))
    if not device and not target.parent.is_dir():
        raise write_problem(path, FileNotFoundError(errno.ENOENT, "No such folder"))
    if not os.access(path if device else target.parent, os.W_OK):
        raise write_problem(path, PermissionError(errno.EACCES, "Permission denied"))


def write_problem(path: Path | str, error: OSError) -> HebraError:
    """An ``OSError`` of writing, in words: what, where, what to do."""
    where = str(path)
    elsewhere = told("Choose another place.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return HebraError(
            told("there is no space left on the device; an earlier file was not changed"),
            where=where,
            todo=told("Free some space or choose another folder."),
        )
    if error.errno == errno.EISDIR:
        return InputError(
            told("this is a folder"), where=where, todo=told("Give the name of a file.")
        )
    if error.errno == errno.ENOENT:
        return InputError(
            told("the folder does not exist"),
            where=where,
            todo=told("Make it first or choose another one."),
        )
    if error.errno in _USERS_TO_MEND:
        what = told("the file cannot be written ({why})", why=why(error))
        return InputError(what, where=where, todo=elsewhere)
    return HebraError(told("writing failed ({why})", why=why(error)), where=where, todo=elsewhere)


def _is_device(path: Path) -> bool:
    """Whether this is there and can only be written into, as a device or a pipe."""
    # Asked of the name as it was given: /dev/stdout leads to a pipe that has no name at all.
    return path.exists() and not path.is_file() and not path.is_dir()


def _write_directly(target: Path, data: bytes) -> None:
    # Unbuffered, so that the device's answer comes from the write and not from an unseen close.
    with target.open("wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent
    )
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            if has_file_modes():
                os.fchmod(file.fileno(), _mode(target))
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    with contextlib.suppress(OSError):  # Not every file system lets a folder be synced.
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or what a new file would get here."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
