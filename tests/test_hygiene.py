"""The guards of tests/conftest.py catch what they are there for, seen in a session of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

SINS = """
import asyncio, subprocess, sys, tempfile, threading
from pathlib import Path
import pytest
from hypothesis import given, strategies
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

release = threading.Event()
keep = []

def test_thread():
    threading.Thread(target=release.wait, name="stays", daemon=True).start()

def test_process():
    keep.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE))

def test_orphan():
    # Its parent ends at once; nobody's child any more, it is found by its mark.
    code = ("import subprocess, sys; subprocess.Popen([sys.executable, '-c', "
            "'import time; time.sleep(30)'], start_new_session=True)")
    subprocess.run([sys.executable, "-c", code], check=True)

def test_folder():
    tempfile.mkdtemp(prefix="hebra-")

def test_window(qapp):
    window = QWidget()
    keep.append(window)
    window.show()

def test_warning(qtbot):
    qWarning("something is wrong")

async def test_task():
    keep.append(asyncio.get_running_loop().create_task(asyncio.Event().wait(), name="forgotten"))

async def test_handler():
    asyncio.get_running_loop().call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)

@given(strategies.integers())
async def test_given(number):
    assert number != number

async def test_fine_async(tmp_path):
    await asyncio.sleep(0)
    assert "selector" in type(asyncio.get_running_loop()).__module__ + "unix_selector"

@pytest.mark.qasync
async def test_fine_beside_qt():
    await asyncio.sleep(0.001)
    assert "qasync" in type(asyncio.get_running_loop()).__module__

async def test_fine_with_fixture(qasync_loop):
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "")
    assert await process.wait() == 0

def test_fine_home():
    assert Path.home().name.startswith("of-hebra-")
"""


def test_every_sin_is_caught_and_nothing_else(root: Path, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    for name in ("__init__.py", "conftest.py", "hygiene.py", "coroutines.py"):
        (tmp_path / "tests" / name).write_text((root / "tests" / name).read_text())
    (tmp_path / "pyproject.toml").write_text((root / "pyproject.toml").read_text())
    (tmp_path / "tests" / "test_sins.py").write_text(SINS)
    session = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={**os.environ, "CI": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    outcome = {
        name: verdict
        for verdict, name in re.findall(r"^(FAILED|ERROR) \S+::(\w+)", session.stdout, re.M)
    }
    sins = set(re.findall(r"def (test_(?!fine)\w+)", SINS))
    assert set(outcome) == sins, session.stdout
    for said in ("'stays'", "input()", "time.sleep(30)", "/hebra-", "window QWidget", "forgotten"):
        assert said in session.stdout
    assert "something is wrong" in session.stdout
    assert "ZeroDivisionError" in session.stdout
