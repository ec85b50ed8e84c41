"""Write a file, have it written through to the disk, read it back."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from lab.spec import N_, param

from .folder import problem_of
from .kind import TaskContext, TaskKind

CHUNK = 1 << 20
"""Bytes a call: large enough to be one call for most tasks, small enough for many lanes."""

_numbers = count()


class WrongContentError(Exception):
    """What was read back is not what was written; the task has failed."""


@dataclass(frozen=True, kw_only=True)
class Disk(TaskKind):
    """Write ``kib`` to a file, wait until the disk has it (``fsync``), read it back and compare.

    Each lane has a file of its own in the run's private temporary folder. Writing, fsync, reading
    and checksums of more than 5 KiB let go of the GIL. It waits for the disk, mostly in fsync; all
    lanes share that disk. Before reading, the system is asked to forget its copy of the file, so
    that it is read from the disk where the system complies.

    Where the temporary folder is held in memory (tmpfs) there is no disk to wait for. There is no
    async form: regular files are always blocking.
    """

    name = "disk"
    title = N_("Disk write and read")
    short = N_("disk")
    computes = False
    needs_folder = True

    kib: int = param(
        64,
        label=N_("Block"),
        unit="KiB",
        span=(1, 65_536),
        scale="log",
        help=N_("How much one task writes and reads back."),
    )

    def problem(self, context: TaskContext) -> str | None:
        return problem_of(context.folder)

    def expected_s(self) -> float:
        return 0.002 + self.kib / (200 * 1024)

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        block = _Block(context, self.kib * 1024)
        context.on_close(block.close)
        return block.turn


class _Block:
    """One lane's file and the two buffers it goes through."""

    def __init__(self, context: TaskContext, length: int) -> None:
        # The number keeps a lane's next block apart from one of another size not yet closed.
        name = f"disk-{context.worker}-{context.thread}-{os.getpid()}-{next(_numbers)}.bin"
        self._path = context.folder / name
        self._file = self._path.open("x+b", buffering=0)
        self._length = length
        self._out = memoryview(bytearray(os.urandom(min(length, CHUNK))))
        self._back = memoryview(bytearray(min(length, CHUNK)))
        self._turns = 0

    def turn(self) -> None:
        """Carry out one task. Raises :class:`WrongContentError` or OSError."""
        self._turns += 1
        # Every turn writes something else, or a write that never happened would go unnoticed.
        stamp = self._turns.to_bytes(8, "little")
        self._out[: len(stamp)] = stamp
        written = self._write()
        os.fsync(self._file.fileno())
        _forget(self._file.fileno())
        read = self._read()
        if read != written:
            raise WrongContentError(
                f"wrote {written[0]:,} bytes, read {read[0]:,} or other ones back"
            )

    def _write(self) -> tuple[int, int]:
        """Write the block; its length and checksum."""
        self._file.seek(0)
        done = checksum = 0
        while done < self._length:
            part = self._out[: self._length - done]
            # A raw file may take less than it is given.
            part = part[: self._file.write(part)]
            checksum = zlib.crc32(part, checksum)
            done += len(part)
        return done, checksum

    def _read(self) -> tuple[int, int]:
        """Read the block to the file's end; its length and checksum."""
        self._file.seek(0)
        done = checksum = 0
        while got := self._file.readinto(self._back):
            checksum = zlib.crc32(self._back[:got], checksum)
            done += got
        return done, checksum

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
        self._path.unlink(missing_ok=True)


if hasattr(os, "posix_fadvise"):

    def _forget(descriptor: int) -> None:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)

else:

    def _forget(descriptor: int) -> None:
        """There is nothing portable to ask for."""
