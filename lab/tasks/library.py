"""Whether this Python has the libraries a task needs, asked without importing them."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec

from lab.spec.words import told

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
    if len(gone) == 1:
        return told("{library} is not installed in this Python", library=gone[0])
    *some, last = gone
    return told(
        "{some} and {last} are not installed in this Python", some=" and ".join(some), last=last
    )


def reach_installed() -> None:
    """Make installed packages importable in an interpreter that was started with ``-S``."""
    with _REACHING:  # a second thread must not go on while the first one is still at it
        if "site" not in sys.modules:
            import site

            site.main()
