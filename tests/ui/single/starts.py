"""Starts in processes of their own: a lock belongs to a process, so a test needs several."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[3]

FIRST = """
import sys, time
from ui.single.first import stand
from ui.single.letter_box import ANSWER
from ui.single.wish import LARGEST, from_line, wish_for
standing = stand(wish_for(sys.argv[2:]), own=sys.argv[1] == "own")
server = standing.first.box.open() if standing.first else None
print("heard" if standing.heard else "first" if standing.first else "beside", flush=True)
if server:
    server.setblocking(True)
    while True:
        connection, _ = server.accept()
        with connection, connection.makefile("rwb") as line:
            wish, secret = from_line(line.readline(LARGEST))
            line.write(ANSWER if secret == standing.first.box.secret else b"")
        print(*wish.files, sep="|", flush=True)
"""
"""Says how it stands, the first one when it can be written to and then what the others wish."""


def start(
    home: Mapping[str, str], *files: str, own: bool = False, cwd: Path = ROOT
) -> subprocess.Popen[str]:
    """A start in an environment of its own; its first line says how it stands."""
    return subprocess.Popen(
        [sys.executable, "-c", FIRST, "own" if own else "shared", *files],
        env={**os.environ, "PYTHONPATH": str(ROOT), **home},
        cwd=cwd,
        stdout=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    """The next line it says."""
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def end(*processes: subprocess.Popen[str]) -> None:
    """Kill what still runs, as a crash would."""
    for process in processes:
        process.kill()
        process.communicate()
