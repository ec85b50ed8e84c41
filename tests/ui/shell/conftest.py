"""Every test of the shell has settings and a history of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def private_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and history are in folders of this test; that of the settings is given."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    return tmp_path / "config" / "hebra"
