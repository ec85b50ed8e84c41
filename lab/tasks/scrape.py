"""Fetch a page from the run's own server and take it apart."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from lab.spec import N_, param

from . import client
from .kind import TaskContext

PARSE_S_PER_KIB = 0.00015


@dataclass(frozen=True, kw_only=True)
class Scrape(client.WebTask):
    """GET an HTML page of ``page_kib`` that comes after ``latency_ms``, and read its links.

    The page is taken apart by the standard library's ``html.parser``, which is pure Python: about
    0.15 ms a KiB. While it waits for the page a thread has let go of the GIL, a coroutine of its
    event loop; while it reads the page it holds the GIL, and in a coroutine the whole loop stands
    still. So waiting for pages overlaps and reading them does not: only processes read two at once.

    In threads by urllib3, in coroutines by aiohttp, with connections kept alive. A page that does
    not list what was asked for is a failed task.
    """

    name = "scrape"
    title = N_("Scrape a page")
    short = N_("scraping")

    latency_ms: float = param(
        50.0,
        label=N_("Latency"),
        unit="ms",
        span=(0.0, 10_000.0),
        scale="log",
        help=N_("How long the server waits before it sends the page."),
    )
    page_kib: int = param(
        32,
        label=N_("Page"),
        unit="KiB",
        span=(1, 1024),
        scale="log",
        help=N_("Size of the page; reading it takes about 0.15 ms a KiB of pure Python."),
    )

    def expected_s(self) -> float:
        return self.latency_ms / 1000 + 0.0005 + self.page_kib * PARSE_S_PER_KIB

    @property
    def target(self) -> str:
        """Path and query that ask the local server for this page."""
        return f"/page?latency_ms={self.latency_ms:.10g}&page_kib={self.page_kib}"

    def blocking(self, context: TaskContext) -> Callable[[], int]:
        pool = client.connect(context, self.latency_ms)
        target = self.target
        read = self._reader()

        def scrape() -> int:
            answer = pool.urlopen("GET", target, retries=False, redirect=False)
            return read(answer.status, answer.data)

        return scrape

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[object]]:
        session = client.open_session(context, self.latency_ms)
        url = client.address(context, self.target)
        read = self._reader()

        async def scrape() -> int:
            async with session.get(url, allow_redirects=False) as answer:
                return read(answer.status, await answer.read())

        return scrape

    def _reader(self) -> Callable[[int, bytes], int]:
        from .html_page import offers_in, take_apart

        length, wanted = self.page_kib * 1024, offers_in(self.page_kib)

        def read(status: int, body: bytes) -> int:
            """How many links the page has; raises WrongAnswerError when some are missing."""
            client.check(status, len(body), length)
            found = len(take_apart(body).links)
            if found != wanted:
                raise client.WrongAnswerError(f"the page has {found:,} links, not {wanted:,}")
            return found

        return read
