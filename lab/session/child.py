"""A process of the laboratory's own as its parent sees it: starting it, its two lines, ending it.

Whatever it started ends with it (`lab.session.family`). The lab's package is reached through a
folder that holds nothing but a link to it: a Python of another version must not find this one's
libraries. What it says are JSON lines, each with the key ``say``; the last one that is heard,
``{"say": "gone"}``, is made here when it has ended.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import lab
from lab.errors import SessionError
from lab.spec.words import told, why

from .family import family
from .interpreter import own_python
from .leftovers import PREFIX, clear_leftovers, sign

LINE_LIMIT = 1 << 20
STDERR_KEPT = 1 << 16
ENDING_S = 0.2
"""Between the end of its words and its own end; what is left of its family is killed then."""
KILL_AFTER_S = 0.8
"""It is given this long to end by itself after a stop; then its family is killed."""

_clear_once = cache(clear_leftovers)
"""What other programs have left is cleared away by the first run of this one."""

_PROGRAM = (
    "import sys; sys.dont_write_bytecode = {quiet}; sys.path.append(sys.argv[1]);"
    " from {module} import main; main(*sys.argv[1:])"
)


class _Watched(asyncio.subprocess.SubprocessStreamProtocol):
    """Tells when the process has ended, whoever still holds its lines open."""

    def __init__(self, ended: Callable[[], None], **more: Any) -> None:
        super().__init__(**more)
        self._ended = ended

    def process_exited(self) -> None:
        super().process_exited()
        self._ended()


class Child:
    """One process with its folder. ``module`` is what it runs: its ``main(root, folder)``."""

    module = ""

    def __init__(self, python: str | None, hear: Callable[[dict[str, Any]], None]) -> None:
        self.python = python or own_python()
        self._hear = hear
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._errors: asyncio.Task[None] | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._said = bytearray()
        try:
            place = Path(tempfile.gettempdir())
            _clear_once(place)
            self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
            try:
                sign(self.folder)
                self._make_files()
            except OSError:
                shutil.rmtree(self.folder, ignore_errors=True)
                raise
        except OSError as error:
            raise SessionError(
                told("The run's private files could not be made: {why}", why=why(error)),
                where=str(error.filename or tempfile.gettempdir()),
                todo=told("Make room there, or set TMPDIR to another folder."),
            ) from error

        self._family = family(self.folder)

    def _make_files(self) -> None:
        """Make what is handed to the process besides its folder."""

    def _let_go(self) -> None:
        """Give back what was made, before the folder is removed. Idempotent."""

    def _descriptors(self) -> tuple[int, ...]:
        """Descriptors that the process inherits."""
        return ()

    @property
    def stderr(self) -> str:
        """The last it and what it started printed, at most :data:`STDERR_KEPT` bytes."""
        return self._said.decode(errors="replace")

    @property
    def pid(self) -> int:
        """Its process id; 0 when it was never started."""
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
        program = _PROGRAM.format(quiet=sys.dont_write_bytecode, module=self.module)
        try:
            loop = asyncio.get_running_loop()
            # As `asyncio.create_subprocess_exec` does it, which takes no protocol.
            transport, protocol = await loop.subprocess_exec(
                lambda: _Watched(self._end_family, limit=LINE_LIMIT, loop=loop),
                self.python, "-I", "-S", "-c", program, str(reach), str(self.folder),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=self._descriptors(),
                # What is made there goes with the run's folder: a fork server's socket, say.
                env={**os.environ, "TMPDIR": str(work)},
                **self._family.options,
            )  # fmt: skip
            self._process = asyncio.subprocess.Process(transport, protocol, loop)
        except OSError as error:
            raise SessionError(
                told("The engine could not be started: {why}", why=why(error)),
                where=self.python,
                todo=told("Choose another Python for the engine."),
            ) from error
        self._family.add(self._process.pid)
        self.send({**command, "folder": str(work)})
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
        """Write one JSON line; silent when the process is gone, which is heard elsewhere."""
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

    def _end_family(self) -> None:
        """It has ended: what it started may hold its line open, and is given a moment to end."""
        self._ending = asyncio.get_running_loop().call_later(ENDING_S, self.kill)

    async def wait(self) -> None:
        """Until the process has gone and its end was heard."""
        if self._listening is not None:
            await asyncio.shield(self._listening)

    async def end(self) -> None:
        """Let it end by itself for a moment, then end its whole family."""
        if self._listening is not None and not self._listening.done():
            done, _ = await asyncio.wait({self._listening}, timeout=KILL_AFTER_S)
            if not done:
                self.kill()
                await asyncio.wait({self._listening}, timeout=2.0)

    def kill(self) -> None:
        """Kill the process and all it started."""
        self._family.kill()

    def clear_up(self) -> None:
        """Remove the folder, and what else was made. Idempotent."""
        if self._ending is not None:
            self._ending.cancel()
        self.kill()
        self._family.close()
        self._let_go()
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._process is not None:
            # The transport holds pipes open until told otherwise.
            self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
