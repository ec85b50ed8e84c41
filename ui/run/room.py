"""How much room something takes, as people write it."""

from __future__ import annotations

from ui.words import number, quantity


def size(count: float) -> str:
    """A number of bytes: ``812 kB``, ``1.2 GB``."""
    for unit in ("kB", "MB", "GB"):
        count /= 1000
        if count < 999.5 or unit == "GB":
            return quantity(number(count, 1 if count < 9.95 else 0), unit)
    raise AssertionError("unreachable")
