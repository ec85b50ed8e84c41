"""Texts broken into lines for painting, and how high a row becomes by them."""

from __future__ import annotations

from functools import lru_cache

from ui.theme import fonts


@lru_cache(maxsize=2048)
def wrapped(text: str, room: float, size: float, weight: int = 400) -> tuple[str, ...]:
    """``text`` in lines of at most ``room`` pixels; a word that is longer has a line of its own."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and fonts.width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def line_height(size: float) -> int:
    """From one line to the next, in logical pixels."""
    return fonts.px(size + 5)
