"""What one task does: the form every task kind is written in.

A kind is one file with one frozen dataclass. Its fields are its parameters, its docstring is its
help page. The runtime calls :meth:`TaskKind.blocking` once in each thread that will carry out the
task (so thread-bound things such as an SQLite connection are made where they are used) and
:meth:`TaskKind.asynchronous` once in each event loop; what they return is called for every task.
A task that needs a library imports it there, never at the top of the file, so that every kind can
be listed by a bare Python.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

Closer = Callable[[], Any]


@dataclass
class TaskContext:
    """What a task may use of the run it is part of. One for each thread (or event loop).

    ``folder`` is private to the run and removed with it. ``http_port`` is the local server's, 0
    when the mix needs none. ``loops_per_ms`` is this machine's calibration of the pure-Python
    loop, ``native_speed`` that of native code (None: not timed yet). ``worker`` and ``thread`` make
    names that nobody else uses. ``concurrency`` is how many tasks may be in progress at once in
    this thread or loop (sizes a connection pool).
    """

    folder: Path
    http_port: int = 0
    loops_per_ms: float = 0.0
    native_speed: tuple[float, float] | None = None
    worker: int = 0
    thread: int = 0
    seed: int = 0
    concurrency: int = 1
    closers: list[Closer] = field(default_factory=list)

    def on_close(self, closer: Closer) -> None:
        """Have ``closer`` called when the lane ends, in its thread; in a loop it may be async."""
        self.closers.append(closer)


@dataclass(frozen=True, kw_only=True)
class TaskKind:
    """Base of all task kinds; the subclass's fields (made with ``param``) are its parameters."""

    name: ClassVar[str]
    title: ClassVar[str]
    short: ClassVar[str]
    """What it is called where there is little room, beside its size: *CPU 5 ms*."""
    computes: ClassVar[bool]
    """True when the task does nothing but compute: time neither on a core nor in the run queue
    is then waiting for the GIL. False when it waits for something outside: that time is I/O."""
    frees_gil: ClassVar[bool] = True
    """True when some of its CPU time may be spent without the GIL, in native code or the kernel.
    Of threads that never do that only one at a time, the GIL's holder, waits for a core alone."""
    needs_server: ClassVar[bool] = False
    needs_folder: ClassVar[bool] = False

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        """Why this kind cannot run in this Python (``"urllib3 is not installed"``), or None.

        ``event_loop`` asks for what one form needs: True the async one, False the blocking one;
        None names whatever keeps either of them from running.
        """
        return None

    def problem(self, context: TaskContext) -> str | None:
        """Why this kind cannot run in this run (``"the folder … cannot be written"``), or None.

        Called once in the engine, before any lane starts.
        """
        return None

    def expected_s(self) -> float:
        """About how long one task takes on an idle machine, in seconds; decides batching."""
        raise NotImplementedError

    def waits_s(self) -> float | None:
        """How long one task is certain to wait outside, in seconds; None when nobody can know.

        What such a task takes longer than this is waiting of another kind (GIL, core, loop).
        """
        return None

    def blocking(self, context: TaskContext) -> Callable[[], object]:
        """Prepare the blocking form in the calling thread."""
        raise NotImplementedError

    def asynchronous(self, context: TaskContext) -> Callable[[], Awaitable[object]] | None:
        """Prepare the async form in the running loop, or None where the ecosystem has none."""
        return None
