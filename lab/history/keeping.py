"""Keeping what is being measured, so that the end of the process costs a moment and no more.

A keeper is made when a run or a study begins and is given what there is, about once a second; each
time it commits what is new. Nothing of it is in the way of measuring: a keeper that cannot write
raises a HebraError to be told, loses nothing that it was given, and writes all of it the next time
it can. A keeper is used by one thread at a time, whichever.

An entry belongs to the process that keeps it. When that has gone without finishing, whoever opens
the history next finds the entry as ``interrupted``, with what was saved.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from lab.errors import HebraError
from lab.session.owner import this_process
from lab.session.result import CoresSummary, Result
from lab.session.series import SeriesTable
from lab.session.snapshot import Shares
from lab.spec import Experiment, Study

from . import figures, heads
from .entry import Pruned
from .packing import pack_records, pack_rows
from .schema import SIZE
from .search import refresh
from .store import Store, Value

if TYPE_CHECKING:
    import sqlite3

    from lab.study.trial import StudyResult, Trial

Prune = Callable[[int], Pruned]
MOST_CHUNKS = 300
"""A course in more pieces than this is written anew as one, so that reading it stays quick."""
_NOBODY: dict[str, Value] = {"owner": None, "owner_started": None}
_NOTHING = SeriesTable((), {})


class _Keeper:
    """An entry that is being written. ``id`` is None until it could be begun."""

    def __init__(self, store: Store, prune: Prune) -> None:
        self.id: int | None = None
        self.finished = False
        self.pruned = Pruned()
        """What had to go when this was finished, because the history was over its limit."""
        self._store = store
        self._prune = prune

    def _entry(self, db: sqlite3.Connection, values: dict[str, Value], title: str) -> int:
        """Write the entry's columns; it is made when it is not there yet. Returns its id."""
        if self.id is not None:
            _set(db, self.id, values)
            return self.id
        me = this_process()
        owned: dict[str, Value] = {"owner": me.pid, "owner_started": me.started}
        values = {"title": title, **owned, **values}
        holders = ", ".join(f":{name}" for name in values)
        sql = f"INSERT INTO entries ({', '.join(values)}) VALUES ({holders})"
        made = db.execute(sql, values).lastrowid
        assert made is not None
        return made

    def abandon(self) -> None:
        """Leave the entry as it was saved last, as interrupted; nothing is kept after this."""
        if self.id is not None and not self.finished:
            self.finished = True
            with self._store.writing() as db:
                _set(db, self.id, {"state": "interrupted", **_NOBODY})

    def _over(self) -> int:
        assert self.id is not None
        self.finished = True
        with contextlib.suppress(HebraError):  # It is kept; what is too much goes the next time.
            self.pruned = self._prune(self.id)
        return self.id


class RunKeeper(_Keeper):
    """Keeps one run."""

    def __init__(self, store: Store, prune: Prune, experiment: Experiment) -> None:
        super().__init__(store, prune)
        self._experiment = experiment
        self._begun_at = figures.now_at()
        self._rows = 0
        self._first_t = 0.0
        self._chunks = 0
        self._take(nothing_yet(experiment), "running")

    def begin(self) -> None:
        """Make the entry. What fails here is told when rows come that cannot be kept."""
        try:
            self._save(_NOTHING)
        except HebraError:
            return

    def add(self, result: Result) -> None:
        """Keep what there is so far, figures and course. Raises HebraError when it cannot."""
        self._take(result, "running")
        self._save(result.series)

    def add_rows(self, series: SeriesTable) -> None:
        """Keep the rows that are new in the run's course so far; as :meth:`add`, figures not."""
        self._save(series)

    def finish(self, result: Result) -> int:
        """Keep the whole result, and return the entry's id. Raises HebraError when it cannot."""
        self._take(result, _over_as(result.state))
        self._save(result.series, result)
        return self._over()

    def _take(self, result: Result, state: str) -> None:
        at = result.started_at or self._begun_at
        result = dataclasses.replace(result, state=_over_as(state), started_at=at)
        self._head = heads.of_run(result)
        self._columns: dict[str, Value] = {**figures.of_run(result), "state": state}

    def _save(self, series: SeriesTable, whole: Result | None = None) -> None:
        """Commit head, columns and the rows that are new; all rows at once when it is over."""
        first = 0 if whole is not None else self._unsaved_from(series)
        chunks = self._chunks
        with self._store.writing() as db:
            entry = self._entry(db, self._columns, self._experiment.title)
            db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (entry, self._head))
            if whole is not None:
                _set(db, entry, _NOBODY)
                if len(whole.records) or whole.records_left_out:
                    data = pack_records(whole.records, whole.records_left_out)
                    db.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (entry, data))
            if first == 0:
                db.execute("DELETE FROM chunks WHERE entry = ?", (entry,))
                chunks = 0
            if len(series) > first:
                table = np.array([series.rows[c.name][first:] for c in series.columns])
                chunk = (entry, first, pack_rows(series.columns, table))
                db.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?)", chunk)
            _settle(db, entry)
        self.id = entry
        self._chunks = chunks + 1
        if len(series):
            self._rows, self._first_t = len(series), float(series.rows["t_s"][0])

    def _unsaved_from(self, series: SeriesTable) -> int:
        """The first row that has to be written.

        The last row saved may have been one still being merged, so it is written again. A long
        run's rows are merged two by two once in a while: then all of them are new.
        """
        if len(series) < max(1, self._rows) or self._chunks >= MOST_CHUNKS:
            return 0
        merged = float(series.rows["t_s"][0]) != self._first_t
        return 0 if merged else max(0, self._rows - 1)


class StudyKeeper(_Keeper):
    """Keeps one comparison or sweep."""

    def __init__(self, store: Store, prune: Prune, begun: StudyResult) -> None:
        super().__init__(store, prune)
        self._result = begun
        self._trials = {trial.place: trial for trial in begun.trials}
        self._saved: dict[int, Trial] = {}

    def begin(self) -> None:
        """Make the entry. What fails here is told when a trial comes that cannot be kept."""
        try:
            self._save("running")
        except HebraError:
            return

    def add_trial(self, trial: Trial) -> None:
        """Keep a trial; one of the same place, kept before, is replaced.

        So a long trial can be kept while it is under way. Raises HebraError when it cannot.
        """
        self._trials[trial.place] = trial
        self._save("running")

    def add(self, result: StudyResult) -> None:
        """Keep what there is so far, noise floor, cautions and machine included; as above."""
        self._take(result)
        self._save("running")

    def finish(self, result: StudyResult) -> int:
        """Keep the whole result, and return the entry's id. Raises HebraError when it cannot."""
        self._take(result)
        self._save(_over_as(result.state), over=True)
        return self._over()

    def _take(self, result: StudyResult) -> None:
        at = result.started_at or self._result.started_at
        self._result = dataclasses.replace(result, started_at=at)
        self._trials.update((trial.place, trial) for trial in result.trials)

    def _save(self, state: str, *, over: bool = False) -> None:
        trials = tuple(self._trials[place] for place in sorted(self._trials))
        result = dataclasses.replace(self._result, trials=trials, state=_over_as(state))
        new = [trial for trial in trials if self._saved.get(trial.place) is not trial]
        columns = {**figures.of_study(result), "state": state}
        packed = heads.of_trials(result, new)
        head = heads.of_study(result)
        with self._store.writing() as db:
            entry = self._entry(db, columns, result.study.title)
            db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (entry, head))
            for trial, data in zip(new, packed, strict=True):
                row = (entry, trial.place, data)
                db.execute("INSERT OR REPLACE INTO trials VALUES (?, ?, ?)", row)
            if over:
                _set(db, entry, _NOBODY)
            _settle(db, entry)
        self.id = entry
        self._saved.update((trial.place, trial) for trial in new)


def nothing_yet(experiment: Experiment) -> Result:
    """The result of a run of which nothing is known yet."""
    return Result(
        experiment=experiment,
        state="running",
        topology=experiment.shape,
        started_at="",
        seconds=0.0,
        tasks_done=0,
        tasks_failed=0,
        throughput_per_s=0.0,
        latency_ms=None,
        by_kind=(),
        shares=Shares(),
        cores=CoresSummary(0, None, None),
        cpu_seconds=0.0,
        missed_records=0,
        possibly_twice=0,
        environment={},
        series=_NOTHING,
        markers=(),
        events=(),
        time_to_finish_s=None,
    )


def none_yet(study: Study) -> StudyResult:
    """The result of a study of which nothing is known yet."""
    from lab.study.trial import StudyResult

    return StudyResult(
        study=study,
        state="running",
        started_at=figures.now_at(),
        seconds=0.0,
        trials=(),
        noise=None,
        cautions=(),
        environment={},
    )


def _over_as(state: str) -> str:
    """The state a result has that ends now: what is still in the midst has been cut short."""
    return state if state in ("finished", "failed") else "interrupted"


def _set(db: sqlite3.Connection, entry: int, values: dict[str, Value]) -> None:
    """Change columns of an entry; their names are ours, their values anybody's."""
    changes = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE entries SET {changes} WHERE id = :entry", {**values, "entry": entry})


def _settle(db: sqlite3.Connection, entry: int) -> None:
    """What follows from the rest of the entry: its size, and its words."""
    db.execute(f"UPDATE entries SET bytes = {SIZE} WHERE id = ?", (entry,))
    refresh(db, entry)
