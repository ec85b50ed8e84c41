"""The folders that are written to: whether they can be, and how much room there is."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lab import places
from lab.spec.words import why

from .check import Check, Verdict, check

LITTLE = 100_000_000
"""Bytes: some finished runs, or the boards of some."""
_MB = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder and why nothing can be written there (empty when it can); room in bytes."""

    name: str
    title: str
    path: Path
    refusal: str = ""
    free: int | None = None
    lost: str
    """What does not work without it."""
    verdict: Verdict = "warn"
    """What it is when nothing can be written there."""


def folders() -> tuple[Folder, ...]:
    """Look at all of them; one that is not there yet is not made: the one above it is asked."""
    memory = Path("/dev/shm")
    found = [
        _look("settings", "Settings", places.config_folder(), "Settings are forgotten."),
        _look("data", "History", places.data_folder(), "What is measured is not kept."),
        _look("state", "Log, reports", places.state_folder(), "No log, no report of a crash."),
        _look("cache", "Cache", places.cache_folder(), "The first chart takes longer."),
        _look("temporary", "Temporary files", _temporary(), "No run can start.", "fail"),
    ]
    if memory.is_dir():
        lost = "A run's figures are written to a disk while it is measured."
        found.append(_look("memory", "Shared memory", memory, lost))
    return tuple(found)


def judge_folders(found: tuple[Folder, ...]) -> tuple[Check, ...]:
    """Each has to be writable, with some room."""
    return tuple(map(_judge, found))


def _judge(folder: Folder) -> Check:
    name, said = f"folder-{folder.name}", str(folder.path)
    if folder.refusal:
        todo = f"{folder.lost} Make the folder writable, or name another one."
        said += f": {folder.refusal}"
        return check(name, folder.title, said, todo, verdict=folder.verdict)
    todo = ""
    if folder.free is not None:
        said += f", {folder.free / _MB:,.0f} MB free"
        todo = "Free some space." if folder.free < LITTLE else ""
    return check(name, folder.title, said, todo)


def _look(name: str, title: str, path: Path, lost: str, verdict: Verdict = "warn") -> Folder:
    there = path
    try:
        while not there.exists() and there != there.parent:
            there = there.parent
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        return Folder(
            name=name, title=title, path=path, refusal=why(error), lost=lost, verdict=verdict
        )
    return Folder(name=name, title=title, path=path, free=free, lost=lost, verdict=verdict)


def _temporary() -> Path:
    """Where temporary files go; the one that was named, where there is none."""
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError:
        return Path("/tmp")
