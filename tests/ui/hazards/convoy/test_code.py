"""The programs run as they are, and what is shown of them is in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ui.hazards.convoy.code import BESIDE, WAITS, program, shown


@pytest.mark.parametrize("beside", BESIDE)
def test_what_is_shown_is_in_the_program(beside: str) -> None:
    whole = program(beside, 5.0)
    for function in shown(beside).split("\n\n"):
        assert function in whole
    assert "recv" in shown(beside).splitlines()[WAITS - 1]


@pytest.mark.parametrize("beside", BESIDE)
def test_the_program_runs(beside: str, tmp_path: Path) -> None:
    path = tmp_path / "convoy.py"
    path.write_text(program(beside, 2.0))
    result = subprocess.run(
        [sys.executable, "-I", str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stderr == ""
    assert result.stdout.startswith("a request takes ")
