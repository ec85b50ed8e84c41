"""The lock between processes where there is no ``fcntl``: the C runtime's own."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from pathlib import Path

import pytest

from lab import file_lock


class FakeRuntime:
    """``msvcrt`` by the locks of open files that this system has: one opening excludes another."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self) -> None:
        self.refused = 0

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert (os.lseek(descriptor, 0, os.SEEK_CUR), count) == (0, 1)
        if mode == self.LK_UNLCK:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            return
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.refused += 1
            raise OSError(errno.EACCES, "Permission denied") from None


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> FakeRuntime:
    made = FakeRuntime()
    monkeypatch.setattr(file_lock, "_fcntl", None)
    monkeypatch.setattr(file_lock, "_msvcrt", made)
    return made


def test_who_comes_second_waits_and_then_has_it(runtime: FakeRuntime, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345678")
    order: list[str] = []
    has_it = threading.Event()

    def second() -> None:
        with path.open("r+b") as file:
            file.seek(5)
            with file_lock.hold(file.fileno()):
                order.append("second")

    with path.open("r+b") as file:
        waiting = threading.Thread(target=second)
        with file_lock.hold(file.fileno()):
            waiting.start()
            while not runtime.refused:
                has_it.wait(0.001)
            order.append("first")
        waiting.join()
    assert order == ["first", "second"]


def test_it_is_let_go_of_when_what_is_done_fails(runtime: FakeRuntime, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"12345678")
    with path.open("r+b") as one, path.open("r+b") as other:
        with pytest.raises(RuntimeError, match="on the way"), file_lock.hold(one.fileno()):
            raise RuntimeError("on the way")
        with file_lock.hold(other.fileno()):
            assert runtime.refused == 0


def test_who_only_tries_is_told_at_once(runtime: FakeRuntime, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    with path.open("r+b") as one, path.open("r+b") as other:
        assert file_lock.try_hold(one.fileno())
        assert not file_lock.try_hold(other.fileno())
    with path.open("r+b") as again:
        assert file_lock.try_hold(again.fileno()), "closing has let go of it"
