from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_what_the_window_imports_does_not_import_scipy(root: Path) -> None:
    """It takes a second, and would be before the first paint."""
    program = (
        "import sys, lab.advice.digest, lab.advice.recommendation, lab.analysis.steady\n"
        "print(*(name for name in sys.modules if name.partition('.')[0] == 'scipy'))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == ""
