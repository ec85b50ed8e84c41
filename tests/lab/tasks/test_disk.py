"""The disk kind: real writes, checked, and nothing left."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from lab.tasks import TaskContext
from lab.tasks.disk import CHUNK, Disk, WrongContentError


def close(context: TaskContext) -> None:
    for closer in context.closers:
        closer()


@pytest.mark.parametrize("kib", [1, 64, CHUNK // 1024, 2 * CHUNK // 1024 + 1])
def test_a_file_of_the_size_is_written_and_removed(kib: int, tmp_path: Path) -> None:
    context = TaskContext(folder=tmp_path)
    task = Disk(kib=kib).blocking(context)
    task()
    (path,) = tmp_path.iterdir()
    first = path.read_bytes()
    task()
    assert len(first) == path.stat().st_size == kib * 1024
    assert path.read_bytes() != first, "every turn writes something else"
    close(context)
    assert list(tmp_path.iterdir()) == []


def test_lanes_have_files_of_their_own(tmp_path: Path) -> None:
    contexts = [
        TaskContext(folder=tmp_path, worker=worker, thread=thread)
        for worker in range(2)
        for thread in range(4)
    ]
    failures = []

    def lane(context: TaskContext) -> None:
        try:
            # Twice in one thread: a slider moved while the former block is still in use.
            tasks = [Disk(kib=kib).blocking(context) for kib in (4, 8)]
            for _ in range(5):
                for task in tasks:
                    task()
        except Exception as error:  # noqa: BLE001 - reported by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=lane, args=(context,)) for context in contexts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(list(tmp_path.iterdir())) == 16
    for context in contexts:
        close(context)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["shorter", "other"])
def test_a_disk_that_keeps_something_else_is_a_failed_task(
    damage: str, context: TaskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = Disk(kib=16).blocking(context)
    task()

    def bad_fsync(descriptor: int) -> None:
        if damage == "shorter":
            os.ftruncate(descriptor, 1000)
        else:
            os.pwrite(descriptor, b"damage", 5000)

    monkeypatch.setattr(os, "fsync", bad_fsync)
    with pytest.raises(WrongContentError):
        task()


def test_a_write_that_never_happened_is_noticed(
    context: TaskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = Disk(kib=1).blocking(context)
    task()
    (path,) = context.folder.iterdir()
    former = path.read_bytes()
    monkeypatch.setattr(os, "fsync", lambda _descriptor: path.write_bytes(former))
    with pytest.raises(WrongContentError):
        task()


def test_every_task_waits_for_the_disk(
    context: TaskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    task = Disk(kib=1).blocking(context)
    for _ in range(3):
        task()
    assert len(synced) == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_an_error(context: TaskContext, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Disk(kib=1).blocking(context)
    block = getattr(task, "__self__")  # noqa: B009 - a bound method behind a plain callable
    with Path("/dev/full").open("r+b", buffering=0) as full, monkeypatch.context() as patch:
        patch.setattr(block, "_file", full)
        with pytest.raises(OSError, match="No space left"):
            task()
    task()
