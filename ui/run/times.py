"""Times in the reader's words: how long, and at what o'clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QTime

from ui.words import N_, language, number, quantity, tr


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


def when(started_at: str, today: date | None = None) -> str:
    """``Today 14:32``, ``Yesterday 09:05``, ``18 Nov 14:32``, with the year when it is another."""
    try:
        moment = datetime.fromisoformat(started_at).astimezone()
    except ValueError:
        return started_at
    now = today or datetime.now().astimezone().date()
    locale = QLocale("es_ES" if language() == "es" else "en_GB")
    time = locale.toString(QTime(moment.hour, moment.minute), "HH:mm")
    if moment.date() == now:
        return tr(N_("Today {time}"), time=time)
    if moment.date() == now - timedelta(days=1):
        return tr(N_("Yesterday {time}"), time=time)
    day = QDate(moment.year, moment.month, moment.day)
    form = "d MMM" if moment.year == now.year else "d MMM yyyy"
    return f"{locale.toString(day, form)} {time}"
