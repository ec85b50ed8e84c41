"""The first window's letter box: a Unix socket, or a port of this machine where there are none.

A Unix socket lies in a private folder, so nobody else can write to it. A port is open to every
program of the machine: what is sent to it has to begin with a secret that only the person can read.
"""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path
from typing import Any

from lab.capabilities import has_unix_sockets

from .wish import Wish, to_line

ANSWER = b"heard\n"
_WAITING = 16
_LONGEST = 100
"""Bytes of a Unix socket's path; the system allows 104 to 108."""


class LetterBox:
    """The box of the window of this ``name`` in ``folder``."""

    def __init__(self, folder: Path, name: str) -> None:
        self._socket = folder / f"{name}.sock"
        self._port = folder / f"{name}.port"
        short = len(os.fsencode(self._socket)) <= _LONGEST
        self._unix = has_unix_sockets() and short
        self.secret = ""
        """What a letter has to begin with; set by `open`."""

    def open(self) -> socket.socket:
        """Begin to take letters; only whoever holds the lock may. Raises OSError."""
        self.clear()
        if self._unix:
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            address: Any = os.fspath(self._socket)
        else:
            server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            address = ("127.0.0.1", 0)
        try:
            server.bind(address)
            if self._unix:
                self._socket.chmod(0o600)
            server.listen(_WAITING)
            server.setblocking(False)
            if not self._unix:
                self._tell_port(server.getsockname()[1])
        except BaseException:
            server.close()
            raise
        return server

    def deliver(self, wish: Wish, patience_s: float) -> bool:
        """Put a letter into the box; whether it was heard within ``patience_s``."""
        try:
            with self._reach(patience_s) as connection:
                connection.sendall(to_line(wish, self.secret))
                return connection.recv(len(ANSWER)) == ANSWER
        except (OSError, ValueError):  # not there, not answering, or the port cannot be read
            return False

    def clear(self) -> None:
        """Take the box away; only whoever holds the lock may."""
        for path in (self._socket, self._port):
            with contextlib.suppress(OSError):
                path.unlink()

    def _reach(self, patience_s: float) -> socket.socket:
        if self._unix:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            address: Any = os.fspath(self._socket)
        else:
            port, self.secret = self._port.read_text(encoding="ascii").split()
            connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            address = ("127.0.0.1", int(port))
        connection.settimeout(patience_s)
        try:
            connection.connect(address)
        except BaseException:
            connection.close()
            raise
        return connection

    def _tell_port(self, port: int) -> None:
        import secrets

        self.secret = secrets.token_hex(16)
        file = os.open(self._port, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as told:
            told.write(f"{port} {self.secret}")
