"""The kinds that ask the local server for more than bytes: pages to read, calls with a limit."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.tasks import KINDS, TaskContext
from lab.tasks.api import Api, RefusedTooOftenError, pause_of
from lab.tasks.client import WrongAnswerError
from lab.tasks.html_page import offers_in, page, price_of, take_apart
from lab.tasks.scrape import Scrape


@given(kib=st.integers(1, 64))
def test_a_page_has_its_size_and_lists_what_it_says(kib: int) -> None:
    body = page(kib)
    assert len(body) == kib * 1024
    found = take_apart(body)
    assert found.links == [f"/offer/{n:05d}" for n in range(offers_in(kib))]
    assert found.total == pytest.approx(sum(price_of(n) + 0.95 for n in range(offers_in(kib))))
    assert body.rstrip().endswith(b"</html>")
    assert len(body.rstrip()) > len(body) - 200, "hardly any of it is filling"


def test_the_whole_page_is_read_in_both_forms(context: TaskContext, server_port: int) -> None:
    context.http_port = server_port
    task = Scrape(latency_ms=0.0, page_kib=8)
    assert task.blocking(context)() == offers_in(8)

    async def in_a_loop() -> object:
        inside = TaskContext(folder=context.folder, http_port=server_port)
        found = await task.asynchronous(inside)()
        for close in inside.closers:
            await close()
        return found

    assert asyncio.run(in_a_loop()) == offers_in(8)


def test_a_page_without_its_links_is_a_failed_task() -> None:
    read = Scrape(page_kib=4)._reader()
    assert read(200, page(4)) == offers_in(4)
    with pytest.raises(WrongAnswerError, match="links"):
        read(200, page(4).replace(b"<a ", b"<b ", 1))
    with pytest.raises(WrongAnswerError, match="status 404"):
        read(404, page(4))


def test_reading_a_page_stops_the_loop_and_waiting_for_it_does_not(
    server_port: int, tmp_path: Path
) -> None:
    async def longest_pause(task: Scrape) -> float:
        context = TaskContext(folder=tmp_path, http_port=server_port)
        scrape = task.asynchronous(context)
        done = asyncio.Event()

        async def beat() -> float:
            longest, last = 0.0, time.perf_counter()
            while not done.is_set():
                await asyncio.sleep(0)
                now = time.perf_counter()
                longest, last = max(longest, now - last), now
            return longest

        async def once() -> None:
            await scrape()
            done.set()

        longest, _ = await asyncio.gather(beat(), once())
        for close in context.closers:
            await close()
        return longest

    # A page of 1 MiB takes some 100 ms to read; one of 1 KiB far less than it is waited for.
    assert asyncio.run(longest_pause(Scrape(latency_ms=0.0, page_kib=1024))) > 0.03
    waited = min(asyncio.run(longest_pause(Scrape(latency_ms=300.0, page_kib=1))) for _ in range(3))
    assert waited < 0.25


def calls(port: int, folder: Path, task: Api, seconds: float, lanes: int) -> tuple[int, int]:
    """Calls answered and refusals met by ``lanes`` threads within ``seconds``."""
    refusals: list[int] = []
    until = time.perf_counter() + seconds

    def lane(number: int) -> None:
        context = TaskContext(folder=folder, http_port=port, thread=number)
        call = task.blocking(context)
        while time.perf_counter() < until:
            refusals.append(call())
        for close in context.closers:
            close()

    threads = [threading.Thread(target=lane, args=(number,)) for number in range(lanes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(refusals), sum(refusals)


def test_threads_share_one_limit(server_port: int, tmp_path: Path) -> None:
    done, refused = calls(server_port, tmp_path, Api(latency_ms=0.0, limit_per_s=40), 1.0, 4)
    assert refused > 0
    # 40 a second, what may come at once, and those that were still waiting at the end.
    assert done <= 40 + 4 + 1 + 4
    alone, refused = calls(server_port, tmp_path, Api(latency_ms=20.0, limit_per_s=4999), 0.3, 1)
    assert refused == 0
    assert alone >= 1


def test_coroutines_wait_for_their_turn(server_port: int, tmp_path: Path) -> None:
    async def run() -> tuple[float, int]:
        context = TaskContext(folder=tmp_path, http_port=server_port)
        call = Api(latency_ms=0.0, limit_per_s=41).asynchronous(context)
        began = time.perf_counter()
        refusals = await asyncio.gather(*(call() for _ in range(25)))
        took = time.perf_counter() - began
        for close in context.closers:
            await close()
        return took, sum(map(int, map(str, refusals)))

    took, refused = asyncio.run(run())
    assert refused > 0
    assert took > 0.3, "25 calls at 41 a second, of which at most a few may come at once"


def test_a_pause_is_what_the_server_says() -> None:
    assert pause_of({"Retry-After-Ms": "12.5", "Retry-After": "1"}) == pytest.approx(0.0125)
    assert pause_of({"Retry-After": "2"}) == 2.0
    assert pause_of({}) == 1.0


def test_who_is_refused_for_ever_has_failed(
    context: TaskContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing:
        def urlopen(self, *_given: object, **_named: object) -> Refusing:
            return self

        status = 429
        headers = {"Retry-After-Ms": "0"}  # noqa: RUF012 - read only

    monkeypatch.setattr("lab.tasks.client.connect", lambda *_given: Refusing())
    with pytest.raises(RefusedTooOftenError, match="100 times"):
        Api().blocking(context)()


@pytest.mark.parametrize("name", ["scrape", "api"])
def test_without_a_server_or_a_library_it_says_so(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = KINDS[name]
    assert kind().problem(TaskContext(folder=tmp_path)) == "the local server is not running"
    monkeypatch.setattr("lab.tasks.library.missing", lambda *names: list(names))
    assert kind.unavailable(event_loop=True) == "aiohttp is not installed in this Python"
