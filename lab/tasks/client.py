"""Clients of the run's own server: one connection a thread, one session a loop, both kept alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lab.spec import told

from .kind import TaskContext, TaskKind
from .library import missing_text, reach_installed

if TYPE_CHECKING:
    from aiohttp import ClientSession
    from urllib3 import HTTPConnectionPool

HOST = "127.0.0.1"
PATIENCE_S = 60.0
"""How long beyond the set latency an answer may take before the task has failed."""


class WrongAnswerError(Exception):
    """The server's answer is not what was asked for; the task has failed."""


class WebTask(TaskKind):
    """What all kinds that ask the run's own server have in common."""

    computes = False
    needs_server = True

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        # The server, which both forms need, is written with aiohttp.
        return missing_text("aiohttp") if event_loop else missing_text("urllib3", "aiohttp")

    def problem(self, context: TaskContext) -> str | None:
        return None if context.http_port else told("the local server is not running")


def connect(context: TaskContext, latency_ms: float) -> HTTPConnectionPool:
    """The connection of the calling thread to the server, closed with ``context``."""
    reach_installed()
    from urllib3 import HTTPConnectionPool

    # One connection a thread; retries are off, as a second try would hide a failure.
    pool = HTTPConnectionPool(
        HOST,
        context.http_port,
        maxsize=max(1, context.concurrency),
        timeout=latency_ms / 1000 + PATIENCE_S,
        retries=False,
    )
    context.on_close(pool.close)
    return pool


def open_session(context: TaskContext, latency_ms: float) -> ClientSession:
    """The session of the running loop, closed with ``context``."""
    reach_installed()
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

    # No limit of its own: each lane has one request in progress, so there are as many
    # connections as lanes, also when lanes are added later. A smaller pool would be measured
    # in place of the approach.
    session = ClientSession(
        connector=TCPConnector(limit=0, keepalive_timeout=3600),
        timeout=ClientTimeout(total=latency_ms / 1000 + PATIENCE_S),
        cookie_jar=DummyCookieJar(),
    )
    context.on_close(session.close)
    return session


def address(context: TaskContext, target: str) -> str:
    """Where the server answers ``target``, for :func:`open_session`."""
    return f"http://{HOST}:{context.http_port}{target}"


def check(status: int, got: int, length: int) -> None:
    """Raise :class:`WrongAnswerError` unless ``status`` is 200 and ``got`` bytes are ``length``."""
    if status != 200:
        raise WrongAnswerError(f"the server answered with status {status}")
    if got != length:
        raise WrongAnswerError(f"the body has {got:,} bytes in place of {length:,}")
