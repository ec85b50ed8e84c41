"""Times in the reader's words: how long, and at what o'clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from ui.words import number, quantity


def duration(seconds: float) -> str:
    """A time to wait, as one says it: ``40 s``, ``5 min 40 s``, ``2 h 5 min``."""
    whole = max(1, round(seconds))
    if whole < 60:
        return quantity(number(whole), "s")
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        words = quantity(number(minutes), "min")
        return f"{words} {quantity(number(rest), 's')}" if rest else words
    hours, rest = divmod(round(whole / 60), 60)
    words = quantity(number(hours), "h")
    return f"{words} {quantity(number(rest), 'min')}" if rest else words


def clock_time(started_at: str, seconds: float) -> str:
    """At what o'clock something ended that began at ``started_at`` (ISO 8601): ``14:32``."""
    try:
        ended = datetime.fromisoformat(started_at) + timedelta(seconds=seconds)
    except ValueError:
        return ""
    return ended.strftime("%H:%M")
