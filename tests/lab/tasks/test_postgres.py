"""The PostgreSQL kind, on a real server: right answers, nothing left, nothing told."""

from __future__ import annotations

import asyncio
import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lab.tasks import TaskContext, postgres
from lab.tasks.postgres import DSN, Postgres
from tests.tested import command

from .postgres_server import postgres_server

psycopg: Any = pytest.importorskip("psycopg", reason="psycopg (the extra `postgres`) is not here")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres_server() as dsn:
        yield dsn


@pytest.fixture
def named(server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The server, named as a person would."""
    monkeypatch.setenv(DSN, server)
    return server


def tables(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        found = connection.execute("SELECT count(*) FROM pg_class WHERE relname = 'hebra_entry'")
        return int(found.fetchone()[0])


def connections(dsn: str) -> int:
    asked = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    with psycopg.connect(dsn) as connection:
        return int(connection.execute(asked).fetchone()[0]) - 1


def nothing_is_left(dsn: str) -> bool:
    """Whether the server has no table and no other connection; it clears up after the client."""
    deadline = time.monotonic() + 20
    while tables(dsn) or connections(dsn):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_without_a_dsn_it_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DSN, raising=False)
    assert "HEBRA_POSTGRES_DSN" in str(Postgres.unavailable())
    monkeypatch.setenv(DSN, "dbname=any")
    assert Postgres.unavailable() is None


def test_nobody_there_is_a_problem_and_the_password_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DSN, f"host={tmp_path} user=tester password=very-secret dbname=postgres")
    problem = Postgres().problem(TaskContext(folder=tmp_path))
    assert problem is not None
    assert "the database cannot be used" in problem
    assert "very-secret" not in problem


def test_a_server_that_answers_is_no_problem(named: str, tmp_path: Path) -> None:
    assert Postgres().problem(TaskContext(folder=tmp_path)) is None
    assert nothing_is_left(named)


@pytest.mark.parametrize("share,expected", [(0.0, {0}), (1.0, {1}), (0.5, {0, 1})])
def test_threads_read_and_write(
    share: float, expected: set[int], named: str, tmp_path: Path
) -> None:
    done: list[int] = []
    failures: list[Exception] = []

    def lane(number: int) -> None:
        context = TaskContext(folder=tmp_path, seed=3, thread=number)
        try:
            query = Postgres(server_ms=0.0, write_share=share).blocking(context)
            done.extend(query() for _ in range(40))
        except Exception as error:  # noqa: BLE001 - told below
            failures.append(error)
        finally:
            for close in context.closers:
                close()

    threads = [threading.Thread(target=lane, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(done) == 160
    assert set(done) == expected
    assert nothing_is_left(named)


def test_coroutines_share_a_few_connections(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "MOST_IN_A_LOOP", 3)

    async def run() -> tuple[list[int], int]:
        context = TaskContext(folder=tmp_path, seed=3)
        query: Any = Postgres(server_ms=1.0, write_share=0.5).asynchronous(context)
        done = await asyncio.gather(*(query() for _ in range(60)))
        meanwhile = await asyncio.to_thread(connections, named)
        for close in context.closers:
            await close()
        return done, meanwhile

    done, meanwhile = asyncio.run(run())
    assert set(done) == {0, 1}
    assert meanwhile == 3
    assert nothing_is_left(named)


def test_the_server_waits_as_long_as_asked(named: str, context: TaskContext) -> None:
    query = Postgres(server_ms=120.0).blocking(context)
    began = time.perf_counter()
    query()
    took = time.perf_counter() - began
    assert 0.12 <= took < 5, "once a query, not once a row"


def test_other_rows_are_a_failed_task(named: str, context: TaskContext) -> None:
    statements = postgres.PREPARE
    for share in (0.0, 1.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postgres, "PREPARE", (*statements, "DELETE FROM hebra_entry"))
            query = Postgres(server_ms=0.0, write_share=share).blocking(context)
        with pytest.raises(postgres.WrongResultError):
            query()


@pytest.mark.parametrize("approach", ["threads", "processes", "asyncio"])
def test_a_run_queries_the_server_and_its_address_is_in_no_file(
    approach: str, named: str, root: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "run.csv", tmp_path / "run.json", tmp_path / "run.html"]
    flags = [word for file in files for word in (f"--{file.suffix[1:]}", str(file))]
    flags[flags.index("--html")] = "--report"
    words = ["run", "--preset", "query-postgresql", "--approach", approach, "--seconds", "0.5"]
    done = subprocess.run(
        command(*words, *flags),
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    whole = json.loads(files[1].read_text())
    assert whole["tasks_done"] > 0
    assert whole["tasks_failed"] == 0
    written = done.stdout + "".join(file.read_text() for file in files)
    assert "user=tester" not in written
    assert named.split(maxsplit=1)[0] not in written
    assert nothing_is_left(named)
