"""Which Python carries experiments out: this one, or the one that the installed app brings."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lab.session.interpreter import bundled, own_python


def test_from_source_it_is_the_python_this_runs_in() -> None:
    assert not bundled()
    assert own_python() == sys.executable


@pytest.mark.parametrize(
    "app, engine", [("hebra", "hebra-engine"), ("hebra.exe", "hebra-engine.exe")]
)
def test_the_installed_app_has_one_beside_it(
    app: str, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / app))
    assert bundled()
    assert own_python() == str(tmp_path / engine)
