"""The files that the system asks an application to open, as macOS does."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from PySide6.QtGui import QFileOpenEvent
from ui.shell.application import Application
app, heard = Application(), []
app.sendEvent(app, QFileOpenEvent("/early.hebra"))
assert heard == []
app.listen(heard.append)
app.sendEvent(app, QFileOpenEvent("/late.hebra"))
print(*heard)
"""
"""In a process of its own: there is one application in each, and here it is the tests'."""


def test_a_file_is_kept_until_somebody_listens() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("/early.hebra /late.hebra\n", "")
