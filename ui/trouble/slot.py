"""The file that a window holds while it lives, and that tells of it when it dies."""

from __future__ import annotations

import contextlib
import faulthandler
import os
from pathlib import Path

from lab.file_lock import try_hold
from lab.places import state_folder

MOST = 64
"""Windows at once; whoever opens more has no log for the rest."""
_LARGEST = 1 << 20
"""Bytes of what a dead window left that are read."""
FATAL = "Fatal Python error: "
"""How Python begins what it writes at a fatal signal."""
QT = "Qt: "
"""How Qt's last words begin here."""


class Slot:
    """The slot of this number, held; what was ``left`` in it by a window before."""

    def __init__(self, folder: Path, number: int, descriptor: int) -> None:
        self.folder, self.number = folder, number
        self._descriptor = descriptor
        self.left = _read(descriptor)

    @property
    def log(self) -> Path:
        """The log of the windows that hold this slot, one after the other."""
        return self.folder / ("hebra.log" if self.number == 1 else f"hebra-{self.number}.log")

    def watch(self) -> None:
        """Have the stacks of all threads written here at a fatal signal."""
        self.empty()
        faulthandler.enable(self._descriptor, all_threads=True)

    def note(self, text: str) -> None:
        """Write something that the report should say if the window dies."""
        with contextlib.suppress(OSError):
            os.write(self._descriptor, f"{text}\n".encode(errors="backslashreplace"))

    def empty(self) -> None:
        """Nothing is left to be told."""
        with contextlib.suppress(OSError):
            os.ftruncate(self._descriptor, 0)

    def close(self) -> None:
        """Let another window have the slot."""
        faulthandler.disable()
        os.close(self._descriptor)


def take_slot(folder: Path | None = None) -> Slot:
    """Hold the lowest slot that is free. Raises OSError where there can be none."""
    folder = folder or state_folder()
    # What a log tells of a person's work is nobody else's business.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(1, MOST + 1):
        slot = _try(folder, number)
        if slot is not None:
            return slot
    raise OSError("every slot is taken")


def dead_slots(mine: Slot) -> list[Slot]:
    """The other slots that something was left in by windows that are no more; held until closed."""
    found = []
    for path in sorted(mine.folder.glob("session-*")):
        number = path.name.removeprefix("session-")
        # One's own is not opened again: closing it would let go of the lock.
        if number.isdigit() and int(number) != mine.number and path.stat().st_size:
            slot = _try(mine.folder, int(number))
            if slot is not None:
                found.append(slot)
    return found


def _try(folder: Path, number: int) -> Slot | None:
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(folder / f"session-{number}", flags, 0o600)
    if not try_hold(descriptor):
        os.close(descriptor)
        return None
    return Slot(folder, number, descriptor)


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _LARGEST).decode(errors="replace")
