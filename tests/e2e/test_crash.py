"""A window that really dies, and what the next one tells of it."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.program import Home, Program

SCREEN = {"QT_QPA_PLATFORM": "offscreen"}

DIES = """
import os, signal, sys, threading
from PySide6.QtCore import QTimer, qFatal
from ui.trouble.watch import Watch
describe = Watch.describe
def die():
    {how}
def described(watch, facts):
    describe(watch, facts)
    threading.Thread(target=threading.Event().wait, name="of the test", daemon=True).start()
    QTimer.singleShot(0, die)
Watch.describe = described
from ui.app import main
sys.exit(main([]))
"""
"""The window, to which something happens once it is there; nothing of that is in the app."""

CLOSES = "QTimer.singleShot(300, lambda: os.kill(os.getpid(), signal.SIGTERM))"
"""The window is closed a moment later."""

TELLS = """
import sys
from ui.shell.house import House
from PySide6.QtWidgets import QPlainTextEdit
tell = House.tell_of
def told(house, watch):
    tell(house, watch)
    banners = house.current.banners.banners
    for subject, banner in banners.items():
        print(subject, banner.what.text(), banner.todo.text(), sep="|")
    if "crash" in banners:
        banners["crash"].action_button.click()
        print(house.window.findChildren(QPlainTextEdit)[-1].toPlainText())
    house.window.close()
House.tell_of = told
from ui.app import main
sys.exit(main([]))
"""
"""The window, which says what its banners say and what *Show the report* shows, and closes."""


def dies(home: Home, how: str) -> int:
    """The exit code of a window to which that happens."""
    with Program(home, SCREEN, start=("-c", DIES.replace("{how}", how))) as window:
        return window.process.wait(60)


def next_start(home: Home) -> str:
    """What the next window tells."""
    (home.folder / "window.log").write_text("")
    with Program(home, SCREEN, start=("-c", TELLS)) as window:
        assert window.process.wait(60) == 0, window.said
        return window.said


@pytest.mark.parametrize(
    "how, code, said",
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", -signal.SIGSEGV, "Segmentation fault"),
        ('qFatal("the sky fell")', -signal.SIGABRT, "Qt: [A qFatal() call"),
    ],
    ids=["segmentation fault", "Qt"],
)
def test_the_next_start_shows_the_report(home: Home, how: str, code: int, said: str) -> None:
    assert dies(home, how) == code
    told = next_start(home)
    assert "crash|Hebra ended unexpectedly · Today" in told
    assert "sent to nobody" in told
    assert f"Hebra ended with a fatal error: {said}" in told
    assert "in die" in told, "where it was"
    assert "threading.py" in told, "the other threads"
    assert "PySide6" in told, "versions"
    assert "hebra: started:" in told, "the last lines of the log"
    (report,) = (home.state / "reports").iterdir()
    assert report.suffix == ".txt"
    assert "crash|" not in next_start(home), "once"


def test_an_error_that_nobody_catches_is_logged_reported_and_shown(home: Home) -> None:
    later = (
        'QTimer.singleShot(500, lambda: os.kill(os.getpid(), signal.SIGTERM)); raise KeyError("x")'
    )
    assert dies(home, later) == 0
    (report,) = (home.state / "reports").iterdir()
    assert report.read_text().startswith("KeyError: 'x'\n")
    assert "Thread of the test" in report.read_text()
    assert "ERROR hebra: unexpected" in (home.state / "hebra.log").read_text()
    assert "crash|" not in next_start(home), "it was shown when it came"


def test_a_thread_s_error_is_reported(home: Home) -> None:
    assert dies(home, f"{CLOSES}; threading.Thread(target=lambda: [][1]).start()") == 0
    (report,) = (home.state / "reports").iterdir()
    assert report.read_text().startswith("IndexError: list index out of range\n")


@pytest.mark.parametrize("lost", ["config", "state", "data", "runtime"])
def test_a_folder_that_is_a_file_never_keeps_the_window_from_opening(home: Home, lost: str) -> None:
    shutil.rmtree(home.folder / lost, ignore_errors=True)
    (home.folder / lost).write_text("not a folder")
    told = next_start(home)
    expected = {
        "config": "Settings cannot be kept",
        "state": "No log and no report of a crash is kept",
    }
    assert expected.get(lost, "") in told
    assert told.count("folders|") == (lost in expected)
    assert "Traceback" not in told


def test_broken_settings_are_told_and_the_defaults_used(home: Home) -> None:
    home.settings.mkdir(parents=True, exist_ok=True)
    (home.settings / "window.json").write_text("{")
    (home.settings / "last.toml").write_text("hebra = ")
    told = next_start(home)
    assert "settings|window.json" in told
    assert "last|" in told
    assert sys.executable not in told
    assert Path(home.settings / "window.json").read_text() != "{", "written anew"
