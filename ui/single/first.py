"""Be the first window, or hand the wish to the one that is."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lab.file_lock import try_hold

from .place import name, private_folder

if TYPE_CHECKING:
    from .letter_box import LetterBox
    from .wish import Wish

PATIENCE_S = 10.0
"""A first window that has not answered after this long hangs: the person gets another one."""
_AGAIN_S = 0.02


class First:
    """This process's window is the first; the lock is held until `close` or until it dies."""

    def __init__(self, descriptor: int, folder: Path) -> None:
        self._descriptor = descriptor
        self._folder = folder
        self._box: LetterBox | None = None

    @property
    def box(self) -> LetterBox:
        """Where second starts write to."""
        if self._box is None:
            # Not before the first paint: a first start reads no letters.
            from .letter_box import LetterBox

            self._box = LetterBox(self._folder, name())
        return self._box

    def close(self) -> None:
        """Let another window be the first. Idempotent."""
        if self._descriptor >= 0:
            if self._box is not None:
                self._box.clear()
            os.close(self._descriptor)
            self._descriptor = -1


class Standing(NamedTuple):
    """How this start stands: the first window's holder, or ``heard`` by it, or neither."""

    first: First | None = None
    heard: bool = False


def stand(wish: Wish, *, own: bool = False) -> Standing:
    """Become the first window, or have the first one hear ``wish``.

    Neither when this start gets a window beside the first: because that was wished (``own``),
    because the first does not answer, or because there is no private folder.
    """
    folder = private_folder()
    descriptor = _open(folder / f"{name()}.lock") if folder is not None else -1
    if folder is None or descriptor < 0:
        return Standing()
    patience = time.monotonic() + PATIENCE_S
    while not try_hold(descriptor):
        left = patience - time.monotonic()
        heard = not own and left > 0 and _deliver(folder, wish, left)
        if heard or own or left <= 0:
            os.close(descriptor)
            return Standing(heard=heard)
        # It is only just opening, or it is ending: then the lock is free in a moment.
        time.sleep(_AGAIN_S)
    return Standing(First(descriptor, folder))


def _deliver(folder: Path, wish: Wish, patience_s: float) -> bool:
    from .letter_box import LetterBox

    return LetterBox(folder, name()).deliver(wish, patience_s)


def _open(path: Path) -> int:
    """The lock's file; -1 when there can be none."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o600)
    except OSError:
        return -1
