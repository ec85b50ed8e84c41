"""Times in the reader's words: rough where they are a guess, and when something was measured."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QDate, QLocale

from ui.words import N_, Words, language, number, quantity, tr


def rough_duration(seconds: float) -> str:
    """A guess at a time to wait: ``about 3 min``, ``about 40 s``, ``a few seconds``."""
    if seconds < 8:
        return tr(N_("a few seconds"))
    if seconds < 90:
        return tr(N_("about {time}"), time=quantity(number(round(seconds / 5) * 5), "s"))
    return tr(N_("about {time}"), time=quantity(number(round(seconds / 60)), "min"))


def rough_left(seconds: float) -> Words:
    """A guess at how long something still takes: ``about 3 min left``."""
    return Words(N_("{time} left"), time=partial(rough_duration, seconds))


def took(seconds: float) -> str:
    """How long something took: ``8.4 s``, ``1 min 20 s``."""
    if seconds < 60:
        return quantity(number(seconds, 1 if seconds < 9.95 else 0), "s")
    minutes, rest = divmod(round(seconds), 60)
    return f"{quantity(number(minutes), 'min')} {quantity(number(rest), 's')}"


def moment(measured_at: str) -> str:
    """When something was measured (ISO 8601): ``Today 14:32``, ``18 Nov 2026 14:32``."""
    try:
        at = datetime.fromisoformat(measured_at).astimezone()
    except ValueError:
        return measured_at
    clock = at.strftime("%H:%M")
    if at.date() == datetime.now().astimezone().date():
        return tr(N_("Today {time}"), time=clock)
    locale = QLocale("es_ES" if language() == "es" else "en_GB")
    return f"{locale.toString(QDate(at.year, at.month, at.day), 'd MMM yyyy')} {clock}"
