"""Every test has a state folder of its own, and leaves pytest's own fault handler in force."""

from __future__ import annotations

import faulthandler
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder; it is not there yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(faulthandler, "enable", lambda *_given, **_named: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    return tmp_path / "state" / "hebra"
