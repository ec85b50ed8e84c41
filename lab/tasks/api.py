"""A call of an API that answers only so many requests a second."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from lab.spec import N_, param

from . import client
from .kind import TaskContext

BODY_KIB = 1
REFUSED = 429
"""HTTP's "Too Many Requests"."""
PAUSE_HEADER = "Retry-After-Ms"
MOST_TRIES = 100


class RefusedTooOftenError(Exception):
    """The server refused the call again and again; the task has failed."""


@dataclass(frozen=True, kw_only=True)
class Api(client.WebTask):
    """Call an API of this machine that grants ``limit_per_s`` requests a second to all callers.

    What comes too soon is refused with 429 and told when to come back (``Retry-After``): the task
    waits that long and tries again, until it is answered. A tenth of a second's worth of requests
    may come at once. While it waits for an answer or for its turn, a thread has let go of the GIL,
    a coroutine of its event loop.

    All lanes of the run, in whatever threads and processes, share the one limit: beyond it more
    lanes only wait longer. In threads by urllib3, in coroutines by aiohttp.
    """

    name = "api"
    title = N_("Rate-limited API")
    short = N_("API")

    latency_ms: float = param(
        20.0,
        label=N_("Latency"),
        unit="ms",
        span=(0.0, 10_000.0),
        scale="log",
        help=N_("How long the server takes for an answer; a refusal comes at once."),
    )
    limit_per_s: int = param(
        100,
        label=N_("Limit"),
        unit="/s",
        span=(1, 5000),
        scale="log",
        help=N_("How many requests a second are answered, all lanes together."),
    )

    def expected_s(self) -> float:
        # For one lane; how long many wait for each other depends on how many they are.
        return max(self.latency_ms / 1000 + 0.001, 1 / self.limit_per_s)

    @property
    def target(self) -> str:
        """Path and query that call the local server with this limit."""
        return f"/api?latency_ms={self.latency_ms:.10g}&limit_per_s={self.limit_per_s}"

    def blocking(self, context: TaskContext) -> Callable[[], int]:
        pool = client.connect(context, self.latency_ms)
        target = self.target

        def call() -> int:
            """Carry out one task; how often it was refused."""
            for refusals in range(MOST_TRIES):
                answer = pool.urlopen("GET", target, retries=False, redirect=False)
                if answer.status != REFUSED:
                    client.check(answer.status, len(answer.data), BODY_KIB * 1024)
                    return refusals
                time.sleep(pause_of(answer.headers))
            raise RefusedTooOftenError(f"refused {MOST_TRIES} times")

        return call

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[object]]:
        import asyncio

        session = client.open_session(context, self.latency_ms)
        url = client.address(context, self.target)

        async def call() -> int:
            """Carry out one task; how often it was refused."""
            for refusals in range(MOST_TRIES):
                async with session.get(url, allow_redirects=False) as answer:
                    if answer.status != REFUSED:
                        client.check(answer.status, len(await answer.read()), BODY_KIB * 1024)
                        return refusals
                    await answer.read()  # so that the connection can be used again
                    pause_s = pause_of(answer.headers)
                await asyncio.sleep(pause_s)
            raise RefusedTooOftenError(f"refused {MOST_TRIES} times")

        return call


def pause_of(headers: Mapping[str, str]) -> float:
    """Seconds to wait after a refusal: to the millisecond where the server says so."""
    if PAUSE_HEADER in headers:
        return float(headers[PAUSE_HEADER]) / 1000
    # HTTP's own header knows whole seconds only.
    return float(headers.get("Retry-After", 1))
