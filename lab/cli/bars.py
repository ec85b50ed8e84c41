"""A bar in text, to an eighth of a character."""

from __future__ import annotations

WIDTH = 20
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(share: float, width: int = WIDTH) -> str:
    """A bar as long as ``share`` (0 to 1) of ``width`` characters; what is not nothing is seen."""
    eighths = round(8 * width * min(1.0, max(0.0, share)))
    if share > 0:
        eighths = max(1, eighths)
    whole, part = divmod(eighths, 8)
    return "█" * whole + _EIGHTHS[part].strip()
