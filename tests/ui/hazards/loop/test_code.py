"""The programs run as they are, and what is shown of them is in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ui.hazards.loop.code import HOLDS, WHERE, program, shown


@pytest.mark.parametrize("where", WHERE)
def test_what_is_shown_is_in_the_program(where: str) -> None:
    assert shown(where) in program(where, 100.0, 2)
    assert "compute" in shown(where).splitlines()[HOLDS[where] - 1]


@pytest.mark.parametrize("where", WHERE)
def test_the_program_runs(where: str, tmp_path: Path) -> None:
    path = tmp_path / "heart.py"
    path.write_text(program(where, 50.0, 1).replace("SECONDS = 3", "SECONDS = 0.3"))
    result = subprocess.run(
        [sys.executable, "-I", str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stderr == ""
    assert result.stdout.startswith("at most ")
    late_ms = float(result.stdout.split()[2])
    assert late_ms >= 50 or where != "inline"
