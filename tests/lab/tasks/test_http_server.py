"""The run's own server: where it listens, what it refuses, what it holds and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.errors import SessionError
from lab.runtime.http_server import body, wanted
from lab.runtime.server_process import start_server, stop_server
from lab.spec import parameters
from lab.tasks.api import Api
from lab.tasks.http import Http
from lab.tasks.kind import TaskKind
from lab.tasks.scrape import Scrape

CONNECTIONS = 1500
SIZES = parameters(Http)
SERVE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from lab.runtime.http_server import main; main()"
)


@pytest.fixture
def server(root: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    process, port = start_server(sys.executable, str(root))
    yield process, port
    stop_server(process)


def test_it_listens_on_loopback_only(server: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = server
    listening = [
        (each.laddr.ip, each.laddr.port)
        for each in psutil.Process(process.pid).net_connections("all")
        if each.status == psutil.CONN_LISTEN
    ]
    assert listening == [("127.0.0.1", port)]


@given(
    latency_ms=st.floats(0, 10_000),
    body_kib=st.integers(0, 64),
)
def test_values_in_their_spans_are_answered(latency_ms: float, body_kib: int) -> None:
    values = wanted(f"latency_ms={latency_ms!r}&body_kib={body_kib}", SIZES)
    assert values == {"latency_ms": latency_ms, "body_kib": body_kib}
    assert len(body(body_kib)) == body_kib * 1024


@given(
    name=st.sampled_from(["latency_ms", "body_kib"]),
    value=st.one_of(
        st.floats(max_value=-1e-3),
        st.floats(min_value=10_001),
        st.just(float("nan")),
        st.text(alphabet="xyz ", min_size=1, max_size=5),
    ),
)
def test_values_out_of_their_spans_are_refused(name: str, value: float | str) -> None:
    with pytest.raises(ValueError, match=name):
        wanted(f"{name}={value}", SIZES)


@given(query=st.text(max_size=200), task=st.sampled_from([Http(), Scrape(), Api()]))
def test_any_query_is_answered_or_refused(query: str, task: TaskKind) -> None:
    # ValueError is the refusal; anything else would be the server's own failure.
    with contextlib.suppress(ValueError):
        assert wanted(query, parameters(task)) == dataclasses.asdict(task)


@pytest.mark.parametrize(
    "path,status",
    [
        ("/?latency_ms=-1", 400),
        ("/?body_kib=8193", 400),
        ("/?body_kib=0.5", 400),
        ("/?delay=1", 400),
        ("/page?page_kib=0", 400),
        ("/page?body_kib=1", 400),
        ("/api?limit_per_s=0.5", 400),
        ("/other", 404),
    ],
)
def test_refusals_say_so(path: str, status: int, server_port: int) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"http://127.0.0.1:{server_port}{path}")
    with caught.value as answer:
        assert answer.code == status
        assert answer.read().endswith(b"\n")


def test_it_holds_many_connections(server_port: int) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < CONNECTIONS + 200:
        pytest.skip("this system allows too few open files")
    request = b"GET /?latency_ms=300&body_kib=1 HTTP/1.1\r\nHost: x\r\n\r\n"

    async def client(ready: asyncio.Barrier) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", server_port)
        await ready.wait()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(1024)
        writer.close()
        await writer.wait_closed()
        return len(body) if b" 200 " in head else 0

    async def all_at_once() -> list[int]:
        ready = asyncio.Barrier(CONNECTIONS)
        return await asyncio.gather(*(client(ready) for _ in range(CONNECTIONS)))

    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        assert asyncio.run(all_at_once()) == [1024] * CONNECTIONS
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_it_ends_with_its_stdin(root: Path) -> None:
    process, _ = start_server(sys.executable, str(root))
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(5) == 0
    stop_server(process)


def test_it_does_not_end_by_ctrl_c(server: tuple[subprocess.Popen[bytes], int]) -> None:
    process, port = server
    process.send_signal(signal.SIGINT)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/?body_kib=1") as answer:
        assert len(answer.read()) == 1024
    assert process.poll() is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a promise of Linux's kernel")
def test_it_ends_with_a_killed_parent_even_when_its_stdin_stays_open(root: Path) -> None:
    # As a worker forked by the engine would, this test holds the server's stdin open. The server
    # alone writes to `said`: its end there is the end of the server.
    stdin, keep = os.pipe()
    said, stdout = os.pipe()
    program = (
        "import sys, subprocess;"
        "subprocess.Popen([sys.executable, '-I', '-c', sys.argv[1], sys.argv[2]],"
        " stdin=int(sys.argv[3]), stdout=int(sys.argv[4])); sys.stdin.read()"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, SERVE, str(root), str(stdin), str(stdout)],
        stdin=subprocess.PIPE,
        pass_fds=(stdin, stdout),
    )
    os.close(stdin)
    os.close(stdout)
    try:
        assert os.read(said, 100).startswith(b'{"port": ')
        parent.kill()
        parent.communicate()
        assert select.select([said], [], [], 5) == ([said], [], [])
        assert os.read(said, 100) == b""
    finally:
        os.close(said)
        os.close(keep)


def test_without_site_it_finds_its_libraries(root: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", SERVE, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b'{"port": ')
    stop_server(process)


def test_a_server_that_cannot_start_says_why(tmp_path: Path, root: Path) -> None:
    # A package of that name that is none of ours: the installed one is not to be found instead.
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "__init__.py").touch()
    with pytest.raises(SessionError, match=r"No module named 'lab\.runtime'") as caught:
        start_server(sys.executable, str(tmp_path))
    assert "Traceback" in caught.value.details
    with pytest.raises(SessionError, match="No such file"):
        start_server(str(tmp_path / "python"), str(root))


def test_a_server_that_never_listens_is_given_up(tmp_path: Path) -> None:
    package = tmp_path / "lab" / "runtime"
    package.mkdir(parents=True)
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    (package / "http_server.py").write_text("import sys\ndef main(): sys.stdin.read()\n")
    before = psutil.Process().children()
    with pytest.raises(SessionError, match=r"not listening after 0\.3 s"):
        start_server(sys.executable, str(tmp_path), deadline_s=0.3)
    assert psutil.Process().children() == before


def test_the_port_is_free_again(root: Path) -> None:
    process, port = start_server(sys.executable, str(root))
    stop_server(process)
    stop_server(process)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
