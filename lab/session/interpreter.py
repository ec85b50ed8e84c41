"""The Python that carries out what is measured when no other is chosen.

In a checkout and from a package index that is the Python this runs in. The installed app brings one
of its own: a second program beside it, which takes ``-c``, ``-m`` and a file as a Python does.
"""

from __future__ import annotations

import sys
from pathlib import Path

ENGINE = "hebra-engine"


def bundled() -> bool:
    """Whether this is the installed app, which brings a Python of its own."""
    return bool(getattr(sys, "frozen", False))


def own_python() -> str:
    """The path of the Python that came with this program."""
    if not bundled():
        return sys.executable
    app = Path(sys.executable)
    return str(app.with_name(ENGINE + app.suffix))
