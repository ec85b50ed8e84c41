"""A GET from the run's own server on this machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from lab.spec import N_, param

from . import client
from .client import HOST, WrongAnswerError, check
from .kind import TaskContext

__all__ = ["HOST", "Http", "WrongAnswerError"]


@dataclass(frozen=True, kw_only=True)
class Http(client.WebTask):
    """GET from a server on this machine that answers after ``latency_ms`` with ``body_kib``.

    In threads by urllib3, in coroutines by aiohttp; connections are kept alive. The whole body is
    read; another status than 200 or a body that is too short is a failed task. While it waits for
    the answer a thread has let go of the GIL, a coroutine of its event loop; making the request
    and reading the answer is Python code that needs the GIL (about 0.2 ms).

    The server is a process of its own and shares this machine's cores: at high rates it is part of
    what is measured, and shown under everything else in the load of the cores.
    """

    name = "http"
    title = N_("HTTP request")
    short = N_("HTTP")

    latency_ms: float = param(
        20.0,
        label=N_("Latency"),
        unit="ms",
        span=(0.0, 10_000.0),
        scale="log",
        help=N_("How long the server waits before it answers."),
    )
    body_kib: int = param(
        16,
        label=N_("Body"),
        unit="KiB",
        span=(0, 8192),
        scale="log",
        help=N_("Size of the answer."),
    )

    def expected_s(self) -> float:
        return self.latency_ms / 1000 + 0.0005 + self.body_kib / 2**20

    @property
    def target(self) -> str:
        """Path and query that ask the local server for this latency and body."""
        return f"/?latency_ms={self.latency_ms:.10g}&body_kib={self.body_kib}"

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        pool = client.connect(context, self.latency_ms)
        target, length = self.target, self.body_kib * 1024

        def get() -> None:
            answer = pool.urlopen("GET", target, retries=False, redirect=False)
            check(answer.status, len(answer.data), length)

        return get

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[object]]:
        session = client.open_session(context, self.latency_ms)
        url = client.address(context, self.target)
        length = self.body_kib * 1024

        async def get() -> None:
            async with session.get(url, allow_redirects=False) as answer:
                check(answer.status, len(await answer.read()), length)

        return get
