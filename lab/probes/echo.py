"""A local server that sends back what it gets, in a process of its own.

It is one asyncio loop, whoever the clients are, so that what differs is theirs. It is killed when
it is no longer needed: it holds nothing that outlives it.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from typing import Any

from . import children

BACKLOG = 4096
MESSAGE = b"x" * 64
_END_BY_RESET = struct.pack("ii", 1, 0)


class EchoServer:
    """The server from its clients' side; ``address`` is where it listens."""

    def __init__(self) -> None:
        with socket.socket() as line:
            line.bind(("127.0.0.1", 0))
            line.listen(BACKLOG)
            self.address: tuple[str, int] = line.getsockname()
            self._server = children.start(_serve, line)

    def close(self) -> None:
        """End it."""
        self._server.kill()


def leave_no_trace(line: Any) -> None:
    """Have a socket end by a reset, or each would hold its port for a minute after its end."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _END_BY_RESET)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class _Echo(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(data)


def _serve(line: socket.socket) -> None:
    """In the child: serve until the end."""

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        line.setblocking(False)
        server = await loop.create_server(_Echo, sock=line, backlog=BACKLOG)
        await server.serve_forever()

    with suppress(BaseException):  # its clients notice that it is gone
        asyncio.run(serve())
