"""What is shown before the first figures does not wait for pyqtgraph."""

from __future__ import annotations

import subprocess
import sys

import pytest

EARLY = ("study_table", "recommendation", "guess_bars", "naming", "figures", "fit_line")
LATE = ("pyqtgraph", "matplotlib")


@pytest.mark.parametrize("module", EARLY)
def test_cards_and_table_do_without_the_libraries_that_take_long(module: str) -> None:
    program = (
        f"import sys, ui.charts.compare.{module}\n"
        f"found = [name for name in {LATE!r} if name in sys.modules]\n"
        "sys.exit(', '.join(found) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
