"""The engine process as its parent sees it: starting it, its two lines, ending it.

The engine leads a process group of its own, so whatever it started ends with it. The board is a
file made 0600 by the parent and unlinked at once: the engine inherits its descriptor, and nothing
is left when all are killed. The lab's package is reached through a folder that holds nothing but a
link to it: a Python of another version must not find this one's libraries.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import lab
from lab.errors import SessionError
from lab.runtime import layout as at
from lab.spec.words import told, why

LINE_LIMIT = 1 << 20
READY_S = 20.0
STDERR_KEPT = 1 << 16
ENDING_S = 0.2
"""Between the end of its words and its own end; what is left of its group is killed then."""
KILL_AFTER_S = 0.8
"""The engine is given this long to end by itself after a stop; then its group is killed."""

_PROGRAM = (
    "import sys; sys.dont_write_bytecode = {quiet}; sys.path.append(sys.argv[1]);"
    " from lab.runtime.host import main; main(*sys.argv[1:])"
)


def _board_folder(folder: Path) -> Path:
    """Memory where there is some: a disk would be written to while it is measured."""
    memory = Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else folder


class Engine:
    """One engine process with its board and its folder."""

    def __init__(self, python: str | None, hear: Callable[[dict[str, Any]], None]) -> None:
        self.python = python or sys.executable
        self.board = -1
        self._hear = hear
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._errors: asyncio.Task[None] | None = None
        self._said = bytearray()
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="hebra-"))
            try:
                self.board = self._make_board()
            except OSError:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise
        except OSError as error:
            raise SessionError(
                told("The run's private files could not be made: {why}", why=why(error)),
                where=str(error.filename or tempfile.gettempdir()),
                todo=told("Make room there, or set TMPDIR to another folder."),
            ) from error

    def _make_board(self) -> int:
        path = _board_folder(self.folder) / f"{self.folder.name}.board"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.ftruncate(descriptor, at.BOARD_BYTES)
        except OSError:
            os.close(descriptor)
            raise
        finally:
            # The engine gets the descriptor: a name could only be left behind.
            path.unlink()
        return descriptor

    @property
    def stderr(self) -> str:
        """The last the engine and its tasks printed, at most :data:`STDERR_KEPT` bytes."""
        return self._said.decode(errors="replace")

    @property
    def pid(self) -> int:
        """The engine's process id; 0 when it was never started."""
        return self._process.pid if self._process is not None else 0

    async def start(self, command: dict[str, Any]) -> None:
        """Start the process and give it its first command; SessionError when it cannot be."""
        reach = self.folder / "reach"
        reach.mkdir()
        package = Path(lab.__file__).parent
        try:
            (reach / "lab").symlink_to(package, target_is_directory=True)
        except OSError:  # links may need a privilege
            shutil.copytree(package, reach / "lab")
        work = self.folder / "work"
        work.mkdir()
        program = _PROGRAM.format(quiet=sys.dont_write_bytecode)
        try:
            self._process = await asyncio.create_subprocess_exec(
                self.python, "-I", "-S", "-c", program, str(reach), str(self.folder),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                limit=LINE_LIMIT,
                # A group, not a session: Linux schedules sessions against each other as wholes
                # (autogroup), the workers' lower priority would count for nothing against the
                # window, and it was seen to stand still for half a second.
                process_group=0,
                pass_fds=(self.board,),
                # What is made there goes with the run's folder: a fork server's socket, say.
                env={**os.environ, "TMPDIR": str(work)},
            )  # fmt: skip
        except OSError as error:
            raise SessionError(
                told("The engine could not be started: {why}", why=why(error)),
                where=self.python,
                todo=told("Choose another Python for the engine."),
            ) from error
        self.send({**command, "board": self.board, "folder": str(work)})
        self._listening = asyncio.create_task(self._listen(), name="engine's words")  # noqa: TID251 - kept and named
        self._errors = asyncio.create_task(self._keep_stderr(), name="engine's stderr")  # noqa: TID251

    async def _keep_stderr(self) -> None:
        """Read all of it, or a task that prints a lot would stand still; keep the end of it."""
        assert self._process is not None
        assert self._process.stderr is not None
        while data := await self._process.stderr.read(STDERR_KEPT):
            self._said += data
            del self._said[:-STDERR_KEPT]

    def send(self, command: dict[str, Any]) -> None:
        """Write one JSON line; silent when the engine is gone, which is heard elsewhere."""
        assert self._process is not None
        assert self._process.stdin is not None
        with suppress(OSError, RuntimeError):
            self._process.stdin.write(json.dumps(command).encode() + b"\n")

    async def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            try:
                message = json.loads(line)
                known = isinstance(message, dict) and "say" in message
            except ValueError:
                known = False
            if known:
                self._hear(message)
            else:  # whatever it is, it is no engine; its end will tell
                self._said += line
        # Its end of the line is closed: it is ending or was killed. asyncio also waits for the end
        # of its stderr, which anything it started may still hold.
        ending = asyncio.ensure_future(self._process.wait())  # noqa: TID251 - awaited below
        await asyncio.wait({ending}, timeout=ENDING_S)
        self.kill()
        status = await ending
        if self._errors is not None:
            await self._errors
        self._hear({"say": "gone", "status": status})

    async def wait(self) -> None:
        """Until the engine has gone and its end was heard."""
        if self._listening is not None:
            await asyncio.shield(self._listening)

    async def end(self) -> None:
        """Let it end by itself for a moment, then end its whole group."""
        if self._listening is not None and not self._listening.done():
            done, _ = await asyncio.wait({self._listening}, timeout=KILL_AFTER_S)
            if not done:
                self.kill()
                await asyncio.wait({self._listening}, timeout=2.0)

    def kill(self) -> None:
        """Kill the engine and all it started."""
        if self._process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()

    def clear_up(self) -> None:
        """Give back the board and remove the run's folder. Idempotent."""
        self.kill()
        if self.board >= 0:
            os.close(self.board)
            self.board = -1
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._process is not None:
            # The transport holds pipes open until told otherwise.
            self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
