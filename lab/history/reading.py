"""Reading back what was kept: results, studies, courses."""

from __future__ import annotations

import dataclasses
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lab.errors import InputError
from lab.session.result import Result
from lab.session.series import SeriesTable
from lab.spec import Experiment, Study
from lab.spec.words import told

from . import heads
from .floor import known_floor
from .listing import entry
from .packing import joined, unpack_records, unpack_rows
from .store import Store
from .trouble import DamagedError

if TYPE_CHECKING:
    from lab.study.trial import NoiseFloor, StudyResult

_RECENT = 10


def result(store: Store, number: int) -> Result:
    """The run kept as ``number``, whole; under the title it has now.

    One that still goes on is what would be left of it if it ended now: ``interrupted``.
    """
    shown = entry(store, number)
    if shown.kind != "run":
        raise _other_kind(number, told("a comparison or sweep"))
    with _readable(store, number):
        read = heads.to_run(_head(store, number))
        found: dict[str, object] = {"series": _course(store, number)}
        for (data,) in store.read("SELECT data FROM records WHERE entry = ?", (number,)):
            found["records"], found["records_left_out"] = unpack_records(data)
        found["experiment"] = dataclasses.replace(read.experiment, title=shown.title)
        return dataclasses.replace(read, **found)  # type: ignore[arg-type]


def study(store: Store, number: int) -> StudyResult:
    """The comparison or sweep kept as ``number``, whole; as :func:`result`."""
    shown = entry(store, number)
    if shown.kind == "run":
        raise _other_kind(number, told("a run"))
    rows = store.read("SELECT data FROM trials WHERE entry = ? ORDER BY place", (number,))
    with _readable(store, number):
        read = heads.to_study(_head(store, number), [data for (data,) in rows])
        named = dataclasses.replace(read.study, title=shown.title)
        return dataclasses.replace(read, study=named)


def noise(store: Store) -> NoiseFloor | None:
    """The noise floor that was measured last on this machine; else that of a recent study."""
    kept = known_floor(None)
    if kept is not None:
        return kept
    sql = """SELECT id FROM entries WHERE kind != 'run' AND deleted IS NULL
        ORDER BY started DESC LIMIT ?"""
    for (number,) in store.read(sql, (_RECENT,)):
        with _readable(store, number):
            found = heads.to_study(_head(store, number), []).noise
        if found is not None:
            return found
    return None


def again(store: Store, number: int) -> Experiment | Study:
    """What carries it out once more: a run's changes by hand included, as planned ones."""
    from lab.records.replay import replay

    if entry(store, number).kind == "run":
        return replay(result(store, number))
    return study(store, number).study


def series(store: Store, numbers: Sequence[int]) -> dict[int, SeriesTable]:
    """The courses of runs, for a chart of several; without a row where there is none."""
    found = {}
    for number in numbers:
        with _readable(store, number):
            found[number] = _course(store, number)
    return found


def _course(store: Store, number: int) -> SeriesTable:
    sql = "SELECT first, data FROM chunks WHERE entry = ? ORDER BY first"
    return joined((first, unpack_rows(data)) for first, data in store.read(sql, (number,)))


def _head(store: Store, number: int) -> bytes:
    rows = store.read("SELECT data FROM heads WHERE entry = ?", (number,))
    if not rows:
        raise ValueError("no head")
    data: bytes = rows[0][0]
    return data


def _other_kind(number: int, what: str) -> InputError:
    return InputError(told("number {number} is {what}", number=number, what=what))


@contextmanager
def _readable(store: Store, number: int) -> Iterator[None]:
    """What does not unpack is damaged, however it shows."""
    try:
        yield
    except (zlib.error, json.JSONDecodeError, UnicodeDecodeError, ValueError, KeyError) as error:
        raise DamagedError(
            told("number {number} of the history is damaged", number=number),
            where=str(store.path),
            todo=told("Delete it; the others are not concerned."),
            details=repr(error),
        ) from error
