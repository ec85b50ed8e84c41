"""The HTTP kind: whole answers or a failed task, kept connections, missing libraries named."""

from __future__ import annotations

import asyncio
import importlib.util
import socketserver
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import aiohttp
import psutil
import pytest
import urllib3

from lab.tasks import KINDS, TaskContext
from lab.tasks.http import Http, WrongAnswerError

CASES = {
    "short body": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000,
    "body cut off": b"HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + b"x" * 1000,
    "long body": b"HTTP/1.1 200 OK\r\nContent-Length: 1030\r\n\r\n" + b"x" * 1030,
    "refused": b"HTTP/1.1 503 Busy\r\nContent-Length: 1024\r\n\r\n" + b"x" * 1024,
    "redirected": b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n",
    "no answer": b"",
}
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + b"x" * 1024


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], int]]:
    """Start a server that gives one fixed answer to everything; returns its port."""
    servers: list[socketserver.ThreadingTCPServer] = []

    def start(answer: bytes) -> int:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.recv(65_536)
                self.request.sendall(answer)

        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        return int(server.server_address[1])

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def blocking(port: int, folder: Path, times: int = 1, **parameters: Any) -> None:
    context = TaskContext(folder=folder, http_port=port)
    task = Http(**parameters).blocking(context)
    try:
        for _ in range(times):
            task()
    finally:
        for close in context.closers:
            close()


def in_a_loop(port: int, folder: Path, times: int = 1, **parameters: Any) -> None:
    async def run() -> None:
        context = TaskContext(folder=folder, http_port=port)
        task = Http(**parameters).asynchronous(context)
        try:
            for _ in range(times):
                await task()
        finally:
            for close in context.closers:
                await close()

    asyncio.run(run())


FORMS = [blocking, in_a_loop]
FAILURES = (WrongAnswerError, aiohttp.ClientError, urllib3.exceptions.HTTPError)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_anything_but_the_whole_answer_is_a_failed_task(
    case: str,
    form: Callable[..., None],
    answering: Callable[[bytes], int],
    tmp_path: Path,
) -> None:
    port = answering(CASES[case])
    with pytest.raises(FAILURES):
        form(port, tmp_path, latency_ms=0.0, body_kib=1)


@pytest.mark.parametrize("form", FORMS)
def test_the_whole_answer_is_a_done_task(
    form: Callable[..., None], answering: Callable[[bytes], int], tmp_path: Path
) -> None:
    form(answering(WHOLE), tmp_path, latency_ms=0.0, body_kib=1)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("body_kib", [0, 1, 8192])
def test_bodies_of_any_size_come_whole(
    form: Callable[..., None], body_kib: int, server_port: int, tmp_path: Path
) -> None:
    form(server_port, tmp_path, latency_ms=0.0, body_kib=body_kib)


@pytest.mark.parametrize("form", FORMS)
def test_nobody_there_is_a_failed_task(form: Callable[..., None], tmp_path: Path) -> None:
    with pytest.raises(FAILURES, match=r"(?i)connect"):
        form(1, tmp_path)


def own_ports(port: int) -> set[int]:
    """This process's ends of its connections to ``port``."""
    return {
        each.laddr.port
        for each in psutil.Process().net_connections("tcp")
        if each.raddr and each.raddr.port == port and each.status == psutil.CONN_ESTABLISHED
    }


def test_a_thread_keeps_one_connection(context: TaskContext, server_port: int) -> None:
    context.http_port = server_port
    task = Http(latency_ms=0.0, body_kib=1).blocking(context)
    seen = set()
    for _ in range(5):
        task()
        seen |= own_ports(server_port)
    assert len(seen) == 1


def test_coroutines_have_a_connection_each_and_keep_it(server_port: int, tmp_path: Path) -> None:
    async def run() -> list[set[int]]:
        # Prepared for one lane; the others are added later, as by a slider.
        context = TaskContext(folder=tmp_path, http_port=server_port, concurrency=1)
        task = Http(latency_ms=50.0, body_kib=1).asynchronous(context)
        seen = []
        for _ in range(3):
            await asyncio.gather(*(task() for _ in range(12)))
            seen.append(own_ports(server_port))
        for close in context.closers:
            await close()
        return seen

    first, second, third = asyncio.run(run())
    assert len(first) == 12
    assert first == second == third


@pytest.mark.parametrize(
    "gone,blocking_says,loop_says",
    [
        ({"urllib3"}, "urllib3 is not installed in this Python", None),
        (
            {"aiohttp"},
            "aiohttp is not installed in this Python",
            "aiohttp is not installed in this Python",
        ),
        (
            {"urllib3", "aiohttp"},
            "urllib3 and aiohttp are not installed in this Python",
            "aiohttp is not installed in this Python",
        ),
    ],
)
def test_a_missing_library_is_named(
    gone: set[str],
    blocking_says: str | None,
    loop_says: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def find_spec(name: str) -> ModuleSpec | None:
        return None if name in gone else importlib.util.find_spec(name)

    for name in gone:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr("lab.tasks.library.find_spec", find_spec)
    assert KINDS["http"].unavailable(event_loop=False) == blocking_says
    assert KINDS["http"].unavailable(event_loop=True) == loop_says
    assert KINDS["http"].unavailable() == (blocking_says or loop_says)


@pytest.mark.parametrize(
    "kind,module,says",
    [("native-cpu", "_hashlib", "without OpenSSL"), ("sqlite", "_sqlite3", "without SQLite")],
)
def test_a_python_built_without_is_named(
    kind: str, module: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr("lab.tasks.library.find_spec", lambda _name: None)
    reason = KINDS[kind].unavailable()
    assert reason is not None
    assert says in reason


def test_a_run_without_a_server_is_a_problem(tmp_path: Path) -> None:
    assert Http().problem(TaskContext(folder=tmp_path)) == "the local server is not running"
