"""What commands of hazards share: words that are checked, and how figures are written."""

from __future__ import annotations

from collections.abc import Iterable

from lab.errors import InputError


def check_word(flag: str, given: str | None, known: Iterable[str]) -> None:
    """InputError for a word that ``flag`` does not know, with the one that may be meant."""
    from lab.records.complaint import did_you_mean

    known = tuple(known)
    if given is not None and given not in known:
        todo = did_you_mean(given, known)
        raise InputError(f"{given!r} is not possible here", where=flag, todo=todo)


def milliseconds(value: float | None) -> str:
    """``value`` with its unit, as exact as it is worth: 0.013 ms, 5.12 ms, 51.2 ms, 1,024 ms."""
    if value is None:
        return "–"
    decimals = 3 if value < 0.1 else 2 if value < 10 else 1 if value < 100 else 0
    return f"{value:,.{decimals}f} ms"
