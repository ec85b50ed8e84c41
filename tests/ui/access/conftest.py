"""Every tour has settings and a history of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.theme import look


@pytest.fixture(autouse=True)
def private_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> Iterator[None]:
    """Settings and history are in folders of this test; text is of its ordinary size after it."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    yield
    look.set_text_size(qapp, 100)
