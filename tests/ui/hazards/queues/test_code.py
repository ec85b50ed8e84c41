"""The programs run as they are, and what is shown of them is in them."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from ui.hazards.queues.code import PUTS, SIDES, program, shown
from ui.hazards.queues.view import Settings

SETTINGS = dataclasses.asdict(Settings(bound=4, produce_ms=1.0))


@pytest.mark.parametrize("side", SIDES)
def test_what_is_shown_is_in_the_program(side: str) -> None:
    whole = program(side, **SETTINGS)
    assert set(shown(side, 4).splitlines()) <= set(whole.splitlines())
    assert "put" in shown(side, 4).splitlines()[PUTS - 1]


@pytest.mark.parametrize("side", SIDES)
def test_the_program_runs(side: str, tmp_path: Path) -> None:
    path = tmp_path / "queues.py"
    path.write_text(program(side, **SETTINGS).replace("SECONDS = 2", "SECONDS = 0.3"))
    result = subprocess.run(
        [sys.executable, "-I", str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stderr == ""
    longest = int(result.stdout.split()[5])
    assert (longest <= 4) == (side == "bounded")
