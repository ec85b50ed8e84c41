"""What is tested: Hebra from source, or the installed app that HEBRA_TESTED names."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NAMED = os.environ.get("HEBRA_TESTED", "")
# Absolute: it is started in other folders.
INSTALLED = str(Path(_NAMED).absolute()) if _NAMED else ""
"""The path of an installed ``hebra``; empty: this source, in the Python that runs the tests."""


def command(*words: str) -> list[str]:
    """The words that carry a command out."""
    return [INSTALLED or str(Path(sys.executable).with_name("hebra")), *words]


def window(*words: str) -> list[str]:
    """The words that open the window."""
    return [INSTALLED, "window", *words] if INSTALLED else [sys.executable, "-m", "ui", *words]
