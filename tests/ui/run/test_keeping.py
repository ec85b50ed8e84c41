"""Keeping runs off the window's thread: in order, never at the cost of a run, told once."""

from __future__ import annotations

import dataclasses
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from lab.errors import HebraError
from lab.history import History
from lab.session.series import SeriesTable
from lab.spec.words import Told
from tests.ui.fakes import FakeSession, experiment
from tests.ui.living import until
from ui.run.keeping import HistoryService

pytestmark = pytest.mark.qasync


def run(readings: int = 20) -> FakeSession:
    session = FakeSession(experiment("threads", threads=4))
    session.state = "running"
    for _ in range(readings):
        session.sample()
    return session


async def test_a_run_is_kept_while_it_goes_on_and_whole_at_the_end(
    qapp: QApplication, tmp_path: Path
) -> None:
    service = HistoryService(lambda: History(tmp_path / "history.db"))
    changes: list[str] = []
    service.changed.connect(lambda: changes.append("changed"))
    session = run()
    keeping = service.keep_run(session.initial)
    keeping.add(session.result())
    (entry,) = await service.ask(lambda history: history.entries())
    assert (entry.state, entry.tasks_done) == ("running", session.result().tasks_done)
    assert not changes
    session.sample()
    session.finish()
    keeping.finish(session.result())
    await until(lambda: changes)
    (entry,) = await service.ask(lambda history: history.entries())
    assert entry.state == "finished"
    kept = await service.ask(lambda history: history.result(entry.id))
    assert len(kept.series) == 21
    await service.close()


async def test_what_had_to_go_to_make_room_is_told(qapp: QApplication, tmp_path: Path) -> None:
    def make() -> History:
        history = History(tmp_path / "history.db")
        history.limit = 1_000_000
        return history

    service = HistoryService(make)
    told: list[int] = []
    service.pruned.connect(told.append)
    noise = np.random.default_rng(1)
    session = run(2)
    # Figures that cannot be packed small: the limit is soon reached.
    columns = session.result().series.columns
    rows = {column.name: noise.random(7_000) for column in columns}
    result = dataclasses.replace(session.result(), series=SeriesTable(columns, rows))
    for _ in range(3):
        service.keep_run(session.initial).finish(result)
    await until(lambda: told)
    left = await service.ask(lambda history: history.count())
    assert left == 3 - sum(told)
    await service.close()


async def test_everything_is_done_on_one_thread_that_is_not_the_windows(
    qapp: QApplication, tmp_path: Path
) -> None:
    service = HistoryService(lambda: History(tmp_path / "history.db"))
    here = threading.current_thread()
    threads = {await service.ask(lambda _history: threading.current_thread()) for _ in range(5)}
    assert len(threads) == 1
    assert here not in threads
    await service.close()
    assert not any(thread.is_alive() for thread in threads)


async def test_a_history_that_cannot_be_opened_is_told_once_and_later_works(
    qapp: QApplication, tmp_path: Path
) -> None:
    broken = [True]

    def make() -> History:
        if broken[0]:
            raise HebraError("no such disk")
        return History(tmp_path / "history.db")

    service = HistoryService(make)
    told: list[BaseException] = []
    service.failed.connect(told.append)
    session = run()
    for _ in range(3):
        keeping = service.keep_run(session.initial)
        keeping.add(session.result())
    await until(lambda: keeping.ready)
    with pytest.raises(HebraError):
        await service.ask(lambda history: history.entries())
    assert [getattr(error, "what", "") for error in told] == ["no such disk"]
    broken[0] = False
    again = service.keep_run(session.initial)
    again.add(session.result())
    again.finish(session.result())
    assert len(await service.ask(lambda history: history.entries())) == 1
    await service.close()


async def test_the_end_of_a_run_that_could_not_be_begun_is_kept_all_the_same(
    qapp: QApplication, tmp_path: Path
) -> None:
    broken = [True]

    def make() -> History:
        if broken[0]:
            raise HebraError("not now")
        return History(tmp_path / "history.db")

    service = HistoryService(make)
    session = run()
    keeping = service.keep_run(session.initial)
    await until(lambda: keeping.ready)
    broken[0] = False
    keeping.finish(session.result())
    entries = await service.ask(lambda history: history.entries())
    assert [entry.tasks_done for entry in entries] == [session.result().tasks_done]
    await service.close()


async def test_a_damaged_history_is_told_when_it_is_opened(
    qapp: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "history.db"
    History(path).close()
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    service = HistoryService(lambda: History(path))
    told: list[str] = []
    service.opened.connect(told.append)
    await service.ask(lambda history: history.entries())
    await until(lambda: told)
    assert "put aside" in told[0]
    assert isinstance(told[0], Told), "it is to be said in the reader's language"
    await service.close()
