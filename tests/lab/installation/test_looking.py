"""What is looked at on this machine is what is there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lab.installation import folders as looking
from lab.installation.clock import clock
from lab.installation.engines import engines
from lab.installation.folders import folders
from lab.installation.limits import limits
from lab.installation.window import Trial
from lab.spec import START_METHODS


def test_the_clock_of_this_machine_is_steady() -> None:
    before = os.sched_getaffinity(0)
    found = clock()
    assert found.back == 0
    assert 0 < found.step_ns < 1e6
    assert 0 < found.reading_ns < 1e6
    assert os.sched_getaffinity(0) == before
    assert found.monotonic == time.get_clock_info("perf_counter").monotonic


def test_limits_are_numbers_or_none() -> None:
    found = limits()
    assert found.files is None or found.files > 0
    assert found.system is None or found.system > 0


def test_a_folder_that_is_not_there_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "deep" / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    found = {folder.name: folder for folder in folders()}
    assert found["settings"].refusal == ""
    assert found["settings"].path == tmp_path / "deep" / "config" / "hebra"
    assert found["state"].refusal == "Not a directory"
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]
    assert found["temporary"].verdict == "fail"


def test_without_a_folder_for_temporary_files_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError

    monkeypatch.setattr("tempfile.gettempdir", none)
    assert looking._temporary().is_absolute()


async def test_every_start_method_carries_tasks_out() -> None:
    found = await engines()
    assert [engine.method for engine in found] == list(START_METHODS)
    for engine in found:
        assert engine.failure == ""
        assert engine.python or not engine.offered


def test_qt_is_tried_without_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    found = Trial().end()
    assert found.failure == ""
    assert found.versions.startswith("Qt 6")
    assert found.platform == "offscreen"
    assert dict(found.fonts) == {"Inter": True, "JetBrains Mono": True}


def test_what_qt_says_before_it_aborts_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "nowhere")
    found = Trial().end()
    assert "no Qt platform plugin could be initialized" in found.failure
    assert found.versions.startswith("Qt 6")


def test_a_module_that_cannot_be_imported_is_told() -> None:
    assert Trial("lab.nowhere").end().failure == (
        "ModuleNotFoundError: No module named 'lab.nowhere'"
    )
