"""What a system can do is asked of it, and can be taken away for tests."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from lab import capabilities

ASKED: dict[str, Callable[[], bool]] = {
    "fork": capabilities.has_fork,
    "groups": capabilities.has_process_groups,
    "jobs": capabilities.has_job_objects,
    "descriptors": capabilities.inherits_descriptors,
    "pipes": capabilities.selects_pipes,
    "parent-death": capabilities.has_parent_death_signal,
    "dont-wait": capabilities.sends_without_waiting,
    "signals": capabilities.loops_hear_signals,
    "modes": capabilities.has_file_modes,
    "unix-sockets": capabilities.has_unix_sockets,
    "proc": capabilities.has_proc,
}


def test_all_of_them_are_known() -> None:
    assert set(ASKED) == set(capabilities.NAMES)
    assert set(capabilities.WINDOWS_LACKS) == set(ASKED) - {"jobs"}


def test_they_are_what_the_system_says() -> None:
    assert capabilities.has_fork() == hasattr(os, "fork")
    assert capabilities.has_job_objects() == hasattr(ctypes, "WinDLL")
    assert capabilities.has_proc() == os.path.exists("/proc/self/stat")  # noqa: PTH110


@pytest.mark.parametrize("name", ASKED)
def test_each_can_be_taken_away_and_comes_back(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {other: ask() for other, ask in ASKED.items()}
    monkeypatch.setenv(capabilities.WITHOUT, name)
    assert {other: ask() for other, ask in ASKED.items()} == {**before, name: False}
    monkeypatch.delenv(capabilities.WITHOUT)
    assert {other: ask() for other, ask in ASKED.items()} == before


def test_a_name_that_is_none_is_no_silent_success(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, "fork,forks")
    with pytest.raises(ValueError, match="forks is none of"):
        capabilities.has_proc()


def test_what_is_below_proc_cannot_be_read_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(capabilities.WITHOUT, "proc")
    with pytest.raises(NotADirectoryError):
        capabilities.proc("self", "stat").read_text()
    assert not capabilities.proc("self").exists()


@pytest.mark.parametrize("without, method", [("", "fork"), ("fork", "spawn")])
def test_the_default_start_method_is_one_that_there_is(without: str, method: str) -> None:
    said = subprocess.run(
        [sys.executable, "-c", "from lab.spec import Options; print(Options().start_method)"],
        env={**os.environ, capabilities.WITHOUT: without},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == method
