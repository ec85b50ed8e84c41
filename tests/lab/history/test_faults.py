"""Killed in the midst, several at once, no room left: what was kept stays, and is told."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from lab.errors import HebraError
from lab.history import History, Query
from lab.session.owner import Owner, this_process
from tests.lab.history.results import made_run, same_series, until
from tests.lab.history.writer import RUNS
from tests.lab.study.made import made_result

ROOT = Path(__file__).parent.parent.parent.parent


@contextlib.contextmanager
def writer(how: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """The program that keeps; it is gone afterwards, whatever happened."""
    command = [sys.executable, "-m", "tests.lab.history.writer", how, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def killed_after(how: str, path: Path, lines: int) -> str:
    """Kill the program once it has said so many lines; the last line it said."""
    with writer(how, path) as program:
        assert program.stdout is not None
        said = [program.stdout.readline() for _ in range(lines)]
        program.kill()
        said += program.stdout.read().splitlines(keepends=True)
        assert program.wait() == -9
    # The last line may be cut; the one before was said whole.
    return [line for line in said if line.endswith("\n")][-1]


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


# ── Killed ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("lines", [25, 118, 333])
def test_sigkill_costs_at_most_two_seconds_of_a_run(path: Path, lines: int) -> None:
    measured_s = float(killed_after("endless-run", path, lines))
    with History(path) as history:
        (entry,) = history.entries()
        assert entry.state == "interrupted"
        assert history.recovered == (entry.id,)
        series = history.result(entry.id).series
        kept_s = len(series) / 10
        assert measured_s - kept_s <= 2.0
        assert same_series(series, until(made_run(rows=3000), len(series)).series)
        assert history.result(entry.id).environment["os"] == "Linux"
    assert sound(path)


def test_sigkill_costs_at_most_the_trial_at_hand(path: Path) -> None:
    measured = int(killed_after("endless-study", path, 30))
    with History(path) as history:
        (entry,) = history.entries()
        assert (entry.kind, entry.state, entry.complete) == ("comparison", "interrupted", False)
        study = history.study(entry.id)
        assert measured - len(study.trials) <= 1
        assert [trial.place for trial in study.trials] == list(range(len(study.trials)))
        assert not study.complete
    assert sound(path)


def test_what_another_living_process_measures_is_left_alone(path: Path) -> None:
    with writer("many", path) as program, History(path) as history:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        keeper = history.begin_run(made_run().experiment)
        assert keeper.id is not None
        with History(path) as other:
            assert other.recovered == ()
            assert other.entry(keeper.id).state == "running"
        with history._store.writing() as db:
            child = psutil.Process(program.pid).create_time()
            db.execute("UPDATE entries SET owner = ?, owner_started = ?", (program.pid, child))
        with History(path) as other:
            assert other.recovered == ()
        program.kill()
        program.wait()
        with History(path) as other:
            assert other.recovered == (keeper.id,)


def test_a_number_given_out_again_is_another_process() -> None:
    me = this_process()
    assert me.alive
    assert not Owner(me.pid, me.started - 3600).alive


# ── Several at once ──────────────────────────────────────────────────────────────────────────
def test_several_processes_write_at_once(path: Path) -> None:
    """They also make the file at once."""
    with contextlib.ExitStack() as stack:
        programs = [stack.enter_context(writer("many", path)) for _ in range(3)]
        for program in programs:
            assert program.stdout is not None
            assert program.stdout.readline() == "open\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write("go\n")
            program.stdin.flush()
        assert [program.wait(60) for program in programs] == [0, 0, 0]
    with History(path) as history:
        entries = history.entries(Query(tag="kept"))
        assert len(entries) == 3 * RUNS
        assert {entry.state for entry in entries} == {"finished"}
        assert {len(s) for s in history.series([e.id for e in entries]).values()} == {40}
    assert sound(path)


def test_any_thread_may_use_it(history: History) -> None:
    numbers: list[int] = []

    def work(day: int) -> None:
        for _ in range(4):
            numbers.append(history.keep(made_run(day=day)))
            history.entries()

    threads = [threading.Thread(target=work, args=(day,)) for day in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(1, 17))
    assert history.count() == 16


def test_a_writer_that_does_not_come_to_an_end_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.history.store.PATIENCE_S", 0.05)
    run = made_run()
    with History(path) as history, closing(sqlite3.connect(path)) as other:
        keeper = history.begin_run(run.experiment)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HebraError, match="another program is writing"):
            keeper.add(run)
        other.rollback()
        keeper.add(run)
        assert keeper.id is not None
        assert same_series(history.result(keeper.id).series, run.series)


def test_what_could_not_be_begun_is_kept_once_it_can(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.history.store.PATIENCE_S", 0.05)
    run, study = made_run(), made_result(repeats=1)
    with History(path) as history, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        of_run, of_study = history.begin_run(run.experiment), history.begin_study(study.study)
        assert [keeper.id for keeper in (of_run, of_study)] == [None, None]
        with pytest.raises(HebraError):
            of_run.add(until(run, 10))
        with pytest.raises(HebraError):
            of_study.add_trial(study.trials[0])
        assert history.entries() == []
        other.rollback()
        assert same_series(history.result(of_run.finish(run)).series, run.series)
        of_study.add_trial(study.trials[1])
        assert of_study.id is not None
        assert len(history.study(of_study.id).trials) == 2


# ── No room ──────────────────────────────────────────────────────────────────────────────────
def no_more_room(history: History, pages: int = 0) -> None:
    """Let the file not grow by more than so many pages."""
    ((now,),) = history._store.read("PRAGMA page_count")
    history._store.read(f"PRAGMA max_page_count = {now + pages}")


def room_again(history: History) -> None:
    history._store.read("PRAGMA max_page_count = 1000000")


def test_on_a_full_disk_the_run_goes_on_and_nothing_kept_is_lost(history: History) -> None:
    run = made_run(rows=600)
    keeper = history.begin_run(run.experiment)
    keeper.add(until(run, 50))
    no_more_room(history, pages=2)
    with pytest.raises(HebraError, match="no space left for the history") as told:
        keeper.add(until(run, 400))
    assert "Free some space" in told.value.todo
    assert keeper.id is not None
    assert len(history.series([keeper.id])[keeper.id]) == 50
    room_again(history)
    keeper.add(until(run, 500))
    assert same_series(history.result(keeper.id).series, until(run, 500).series)
    keeper.finish(run)
    assert same_series(history.result(keeper.id).series, run.series)


def test_a_study_on_a_full_disk(history: History) -> None:
    result = made_result(repeats=3)
    keeper = history.begin_study(result.study)
    keeper.add_trial(result.trials[0])
    no_more_room(history)
    kept = 1
    for trial in result.trials[1:]:
        try:
            keeper.add_trial(trial)
            kept += 1
        except HebraError:
            break
    assert kept < len(result.trials)
    assert keeper.id is not None
    assert len(history.study(keeper.id).trials) == kept
    room_again(history)
    keeper.finish(result)
    assert len(history.study(keeper.id).trials) == len(result.trials)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit of POSIX")
def test_a_file_that_must_not_grow(path: Path) -> None:
    """The system refuses the write itself, not SQLite."""
    with writer("full", path) as program:
        said, _ = program.communicate(timeout=60)
    *errors, before, after = said.splitlines()
    assert program.returncode == 0
    assert errors
    assert all("no space left" in line or "full or failing" in line for line in errors)
    assert int(before.split()[-1]) > 0
    assert after == "kept 2000"
    assert sound(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    with pytest.raises(HebraError, match="cannot be opened"):
        History(path)
