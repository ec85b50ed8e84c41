"""Start the run's own HTTP server and wait until it listens."""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from typing import IO

from lab.errors import SessionError
from lab.spec.words import told, why

START_S = 10.0

_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from lab.runtime.http_server import main; main()"
)


def start_server(
    python: str, root: str, *, deadline_s: float = START_S
) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server in ``python`` with the project's folder ``root``; process and port.

    Call it from the main thread: the server ends with the thread that started it. Close the
    process's stdin to end it. Raises SessionError when it is not listening after ``deadline_s``.
    """
    # Not a pipe: nobody reads it while the run goes on, and a full pipe would stop the server.
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                [python, "-I", "-c", _PROGRAM, root],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        except OSError as error:
            reason = told("{where}: {what}", where=python, what=why(error))
            raise _not_started(reason, "") from error
        line = _first_line(process, deadline_s)
        try:
            return process, int(json.loads(line)["port"])
        except (ValueError, KeyError, TypeError) as error:
            errors.seek(0)
            said = errors.read().decode(errors="replace").strip()
            late = told("it was not listening after {seconds:g} s", seconds=deadline_s)
            raise _not_started(said.splitlines()[-1] if said else late, said) from error


def stop_server(process: subprocess.Popen[bytes], *, grace_s: float = 0.3) -> None:
    """End the server: its stdin is closed, and after ``grace_s`` it is killed. Idempotent."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(grace_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()


def _first_line(process: subprocess.Popen[bytes], deadline_s: float) -> bytes:
    """The first line on stdout; empty, and the process ended, when it does not come in time."""
    lines: list[bytes] = []

    def read(stream: IO[bytes]) -> None:
        lines.append(stream.readline())

    assert process.stdout is not None
    reader = threading.Thread(target=read, args=(process.stdout,), name="server line", daemon=True)
    reader.start()
    reader.join(deadline_s)
    if not any(lines):
        # Killing it ends the reader too, by the end of the pipe.
        process.kill()
        reader.join(1.0)
        stop_server(process)
        return b""
    return lines[0]


def _not_started(reason: str, details: str) -> SessionError:
    return SessionError(
        told("The local HTTP server did not start ({reason})", reason=reason),
        todo=told("Run without tasks that ask it, or install aiohttp in that Python."),
        details=details,
    )
