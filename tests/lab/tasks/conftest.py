"""A context whose closers are called, and one server for all tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.runtime.server_process import start_server, stop_server
from lab.tasks import TaskContext
from lab.tasks.python_cpu import calibrate

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def server_port(root: Path) -> Iterator[int]:
    process, port = start_server(sys.executable, str(root))
    yield port
    stop_server(process)


@pytest.fixture(scope="session")
def loops_per_ms() -> float:
    return calibrate()


@pytest.fixture
def context(tmp_path: Path, loops_per_ms: float) -> Iterator[TaskContext]:
    """A context for blocking tasks; its closers are called at the end."""
    context = TaskContext(folder=tmp_path, loops_per_ms=loops_per_ms, seed=7)
    yield context
    for close in context.closers:
        close()
