"""What comes to the door: wishes are heard, everything else is hung up on."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from lab.capabilities import WITHOUT
from tests.ui.living import until
from ui.shell import door as doors
from ui.shell.door import Door
from ui.single.first import First
from ui.single.letter_box import LetterBox
from ui.single.place import name
from ui.single.wish import LARGEST, Wish, to_line

pytestmark = pytest.mark.qasync
WISH = Wish(files=("/a",))


@pytest.fixture
def first() -> Iterator[First]:
    """What holds the place of the first window; nothing of it may be left but the lock."""
    with tempfile.TemporaryDirectory(prefix="door-") as folder:
        lock = Path(folder, "lock")
        made = First(os.open(lock, os.O_RDWR | os.O_CREAT), Path(folder))
        yield made
        made.close()
        assert list(Path(folder).iterdir()) == [lock]


@contextlib.asynccontextmanager
async def heard(first: First) -> AsyncIterator[tuple[list[Wish], LetterBox]]:
    """The wishes that an open door has told of, and its box as another process sees it."""
    wishes: list[Wish] = []
    door = Door(first, wishes.append)
    await door.open()
    try:
        yield wishes, LetterBox(first._folder, name())
    finally:
        door.close()


@pytest.mark.parametrize("unix", [True, False], ids=["unix", "port"])
async def test_a_wish_is_answered_and_heard(
    first: First, unix: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WITHOUT, "" if unix else "unix-sockets")
    async with heard(first) as (wishes, box):
        delivered = await asyncio.gather(
            *(asyncio.to_thread(box.deliver, Wish(files=(f"/{n}",)), 10.0) for n in range(5))
        )
        assert delivered == [True] * 5
        await until(lambda: len(wishes) == 5)
        assert {wish.files for wish in wishes} == {(f"/{n}",) for n in range(5)}


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\n", id="an empty line"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="a browser"),
        pytest.param(b"[1]\n", id="no wish"),
        pytest.param(b"x" * (LARGEST + 10), id="too long"),
        pytest.param(to_line(WISH, "guessed"), id="a wrong secret"),
    ],
)
async def test_anything_else_is_hung_up_on(
    first: First, letter: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(WITHOUT, "unix-sockets")
    async with heard(first) as (wishes, box):
        port = int(box._port.read_text().split()[0])
        assert box._port.stat().st_mode & 0o077 == 0

        def send() -> bytes:
            with socket.create_connection(("127.0.0.1", port), 10) as connection:
                with contextlib.suppress(OSError):
                    connection.sendall(letter)
                    connection.shutdown(socket.SHUT_WR)
                try:
                    return connection.recv(100)
                except ConnectionResetError:
                    return b""

        assert await asyncio.to_thread(send) == b""
        assert "hung up" in caplog.text
        assert await asyncio.to_thread(box.deliver, WISH, 10.0)
        await until(lambda: wishes == [WISH])


async def test_who_says_nothing_is_hung_up_on(
    first: First, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "PATIENCE_S", 0.05)
    async with heard(first) as (wishes, box):
        with socket.socket(socket.AF_UNIX) as silent:
            silent.connect(str(box._socket))
            assert await asyncio.to_thread(silent.recv, 1) == b""
        assert wishes == []
