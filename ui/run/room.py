"""How much room something takes, as people write it."""

from __future__ import annotations

from ui.words import number, quantity


def size(count: float) -> str:
    """A number of bytes: ``812 KiB``, ``1.2 GiB``."""
    for unit in ("KiB", "MiB", "GiB"):
        count /= 1024
        if count < 999.5 or unit == "GiB":
            return quantity(number(count, 1 if count < 9.95 else 0), unit)
    raise AssertionError("unreachable")
