"""Whether this Python has the libraries a task needs, asked without importing them."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec

_REACHING = threading.Lock()


def missing(*names: str) -> list[str]:
    """Those of the top-level modules ``names`` that this Python does not have."""
    reach_installed()
    return [name for name in names if name not in sys.modules and find_spec(name) is None]


def missing_text(*names: str) -> str | None:
    """``"urllib3 and aiohttp are not installed in this Python"``, or None when all are there."""
    gone = missing(*names)
    if not gone:
        return None
    verb = "is" if len(gone) == 1 else "are"
    return f"{' and '.join(gone)} {verb} not installed in this Python"


def reach_installed() -> None:
    """Make installed packages importable in an interpreter that was started with ``-S``."""
    with _REACHING:  # a second thread must not go on while the first one is still at it
        if "site" not in sys.modules:
            import site

            site.main()
