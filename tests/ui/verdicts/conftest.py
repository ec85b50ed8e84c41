"""Every test of Verdicts has settings and findings of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def private_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and findings are in a folder of this test; that of the findings is given."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    return tmp_path / "data"
