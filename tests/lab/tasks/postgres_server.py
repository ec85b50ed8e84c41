"""A PostgreSQL server for tests: Debian's, in a folder of its own, ended and removed at the end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

USER = "nobody"
"""The server refuses to run as root."""
START_S = 30.0
MADE = "--auth=trust --username=tester --no-sync --encoding=UTF8 --no-locale"
STARTED = "-c listen_addresses= -c fsync=off"


def programs() -> Path:
    """The folder of the server's programs; skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL server is installed here (Debian: apt install postgresql)")
    return found[-1].parent


@contextmanager
def postgres_server() -> Iterator[str]:
    """A running server that only listens on a socket in a private folder; yields its DSN."""
    where = programs()
    root = os.name == "posix" and os.geteuid() == 0
    user: dict[str, Any] = {"user": USER, "extra_groups": []} if root else {}
    # A short path: a socket's may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    try:
        if root:
            shutil.chown(folder, USER)
        data = folder / "data"
        made = subprocess.run(
            [where / "initdb", "-D", data, *MADE.split()],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            **user,
        )
        assert made.returncode == 0, made.stderr
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [where / "postgres", "-D", data, "-k", folder, *STARTED.split()],
                stdout=log,
                stderr=log,
                cwd=folder,
                **user,
            )
        try:
            _wait_until_it_answers(where, folder, server)
            yield f"host={folder} user=tester dbname=postgres"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, with all its processes
            server.wait(20)
    finally:
        shutil.rmtree(folder)


def _wait_until_it_answers(where: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    ask: list[Path | str] = [where / "pg_isready", "-q", "-h", folder]
    while subprocess.run(ask, check=False).returncode != 0:
        log = (folder / "log").read_text(errors="replace")
        assert server.poll() is None, log
        assert time.monotonic() < deadline, log
        time.sleep(0.05)
