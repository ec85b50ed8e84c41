"""Queries of a PostgreSQL server that the person names; it is nobody's part of the run.

The server is somebody's own, with data in it, so nothing may be left there, however the run ends.
Each connection therefore has a temporary table of its own, which the server removes with the
connection, also when the client was killed. What the lanes share is the server: its processes, its
cores and its limit of connections.

The DSN may hold a password. It is read from the environment and kept nowhere: no experiment, no
result, no message.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lab.spec import N_, param, told

from .kind import TaskContext, TaskKind
from .library import missing_text, reach_installed

DSN = "HEBRA_POSTGRES_DSN"
CONNECT_S = 5
ROWS = 2_000
ROWS_A_BUCKET = 200
MOST_IN_A_LOOP = 20
"""Connections of one event loop: as a pool's, for a server usually allows a hundred in all."""

_TABLE = (
    f"CREATE TEMPORARY TABLE hebra_entry AS SELECT number AS id, 0 AS writes,"
    f" number % {ROWS // ROWS_A_BUCKET} AS bucket FROM generate_series(0, {ROWS - 1}) AS number"
)
PREPARE = (
    _TABLE,
    "CREATE INDEX ON hebra_entry (id)",
    "CREATE INDEX ON hebra_entry (bucket)",
    "ANALYZE hebra_entry",
)
SELECT = "SELECT count(*), sum(writes) FROM hebra_entry, pg_sleep(%s) WHERE bucket = %s"
UPDATE = "UPDATE hebra_entry SET writes = writes + 1 FROM pg_sleep(%s) WHERE id = %s"


_answering: set[str] = set()
"""Servers that have answered this process: a slider that is moved need not ask them again."""


class WrongResultError(Exception):
    """A query touched other rows than it should; the task has failed."""


@dataclass(frozen=True, kw_only=True)
class Postgres(TaskKind):
    """Query the PostgreSQL server named by HEBRA_POSTGRES_DSN; ``write_share`` of the tasks write.

    A read adds up 200 rows found by an index, a write is a transaction that updates one of 2,000;
    for ``server_ms`` the server only waits, as it would for a disk or for others. Tables are
    temporary, one a connection, so nothing is left in the database. While the server works, a
    thread has let go of the GIL, a coroutine of its event loop; psycopg's own part is Python code.

    Every thread has a connection of its own; the coroutines of a loop share up to 20, as a pool
    does, and wait for a free one. Each connection is a process of the server, which is
    shown under everything else in the load of the cores when it runs on this machine.
    """

    name = "postgres"
    title = N_("PostgreSQL query")
    short = N_("PostgreSQL")
    computes = False

    server_ms: float = param(
        5.0,
        label=N_("Server wait"),
        unit="ms",
        span=(0.0, 10_000.0),
        scale="log",
        help=N_("How long each query waits in the server, on top of its own work."),
    )
    write_share: float = param(
        0.2,
        label=N_("Writes"),
        span=(0.0, 1.0),
        help=N_("Share of the tasks that write; the others read."),
    )

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        if lacking := missing_text("psycopg"):
            return lacking
        if not os.environ.get(DSN):
            return told("the environment variable {name} names no database", name=DSN)
        return None

    def problem(self, context: TaskContext) -> str | None:
        if os.environ[DSN] in _answering:
            return None
        try:
            _connect().close()
            _answering.add(os.environ[DSN])
        except Exception as error:  # noqa: BLE001 - psycopg's own, or whatever keeps it from loading
            first = (str(error).strip() or type(error).__name__).splitlines()[0]
            return told("the database cannot be used: {why}", why=first)
        return None

    def expected_s(self) -> float:
        return 0.0004 + self.server_ms / 1000

    def blocking(self, context: TaskContext) -> Callable[[], int]:
        connection = _connect()
        context.on_close(connection.close)
        for statement in PREPARE:
            connection.execute(statement)
        queries = self._queries(context)

        def query() -> int:
            """Carry out one task; the number of rows written."""
            statement, values = next(queries)
            cursor = connection.execute(statement, values)
            return _written(statement, cursor.rowcount, statement is SELECT and cursor.fetchone())

        return query

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[int]]:
        import asyncio

        reach_installed()
        from psycopg import AsyncConnection

        idle: list[AsyncConnection[Any]] = []
        free = asyncio.Semaphore(MOST_IN_A_LOOP)
        queries = self._queries(context)

        async def connect() -> AsyncConnection[Any]:
            connection = await AsyncConnection.connect(**_how())
            for statement in PREPARE:
                await connection.execute(statement)
            return connection

        async def query() -> int:
            """Carry out one task; the number of rows written."""
            statement, values = next(queries)
            async with free:
                connection = idle.pop() if idle else await connect()
                try:
                    cursor = await connection.execute(statement, values)
                    row = statement is SELECT and await cursor.fetchone()
                except BaseException:
                    await connection.close()  # in the midst of something: of no more use
                    raise
                idle.append(connection)
            return _written(statement, cursor.rowcount, row)

        async def close() -> None:
            while idle:
                await idle.pop().close()

        context.on_close(close)
        return query

    def _queries(self, context: TaskContext) -> Iterator[tuple[str, tuple[float, int]]]:
        from random import Random

        draw = Random(f"{context.seed}/{context.worker}/{context.thread}").random
        server_s = self.server_ms / 1000
        while True:
            if draw() >= self.write_share:
                yield SELECT, (server_s, int(draw() * ROWS / ROWS_A_BUCKET))
            else:
                yield UPDATE, (server_s, int(draw() * ROWS))


def _how() -> dict[str, Any]:
    """How a connection is made; every statement is its own transaction."""
    return {"conninfo": os.environ[DSN], "autocommit": True, "connect_timeout": CONNECT_S}


def _connect() -> Any:
    reach_installed()
    import psycopg

    return psycopg.connect(**_how())


def _written(statement: str, rows: int, row: Any) -> int:
    """How many rows were written; raises WrongResultError where others were read or written."""
    if statement is SELECT:
        if not row or row[0] != ROWS_A_BUCKET:
            raise WrongResultError("a read found another number of rows than were put in")
        return 0
    if rows != 1:
        raise WrongResultError("a write did not find its row")
    return 1
