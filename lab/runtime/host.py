"""The engine's host: takes commands, owns the workers, the server and the run's folder.

It carries out no tasks and has one thread, so it is never behind a GIL: a command is heard at once
even while a thousand lanes compute, forking is safe, and when the window dies (end of file on
stdin, also after SIGKILL) everything is cleared away within a moment.

In: JSON lines on stdin - ``{"do": "steer", "plan": …, "number": n}``, ``{"do": "stop"}``.
Out: JSON lines on the channel - ``ready``, ``steered``, ``worker``, ``worker-lost``,
``task-failed``, ``capped``, ``unavailable``, ``ended``. A lane is only ever steered by the plan on
the board.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import sys
import time
from contextlib import suppress
from typing import Any

from lab.spec.words import to_json, told
from lab.tasks.kind import TaskContext

from . import starts
from .board import Board, PlanTooLongError
from .ending import end_group
from .hearing import standard_input
from .janitor import janitor
from .tools import build_kind
from .workers import Workers

PARENT_CHECK_S = 0.5
LANES_READY_S = 5.0
"""A run begins at the latest so long after its workers were started."""


class RefusedError(Exception):
    """A plan that cannot be carried out here: why, and because of which task kind, if of one."""

    def __init__(self, reason: str, kind: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class Host:
    """One run, from the first command to the last clearing up."""

    def __init__(self, channel: int, root: str, clear: str) -> None:
        self.channel = channel
        self.root = root
        self.clear = clear
        self.before_ns: dict[str, int] = {}
        """What getting ready took: it is not the experiment's."""
        self.parent = os.getppid()
        self.line = standard_input()
        self.input = b""
        self.board: Board = None  # type: ignore[assignment]
        self.workers: Workers = None  # type: ignore[assignment]
        self.server: Any = None
        self.fixed: dict[str, Any] = {}
        self.missing_methods: set[str] = set()
        """Ways to start workers that were wanted and are not to be had here."""
        self.deadline = float("inf")
        self.stopping = ""

    def say(self, message: dict[str, Any]) -> None:
        """Send one JSON line to the parent; what nobody hears any more is no error."""
        data = json.dumps(message).encode() + b"\n"
        try:
            while data:
                data = data[os.write(self.channel, data) :]
        except OSError:
            self.stopping = self.stopping or "parent gone"

    # --- plans --------------------------------------------------------------------------------
    def complete(self, plan: dict[str, Any]) -> dict[str, Any]:
        """The plan with what only the engine knows; starts the server when a task needs it."""
        self._calibrate({share["kind"] for share in plan["mix"]})
        plan = {**self.fixed, **plan, "start_method": self._usable(plan["start_method"])}
        context = TaskContext(
            folder=self.folder(),
            loops_per_ms=plan["loops_per_ms"],
            native_speed=plan["native_speed"],
        )
        for share in plan["mix"]:
            if share["weight"] <= 0:
                continue
            kind = build_kind(share)
            why = kind.unavailable(event_loop=plan["event_loop"])
            if why is None and kind.needs_server and self.server is None:
                self._serve(kind.name)
            context.http_port = self.fixed["http_port"]
            if why := why or kind.problem(context):
                name = share["kind"]
                raise RefusedError(told("{kind} is unavailable: {why}", kind=name, why=why), name)
            if kind.computes:
                kind.blocking(context)  # calibrates while nothing disturbs it; forks inherit that
        plan["http_port"] = self.fixed["http_port"]
        return plan

    def _usable(self, wanted: str) -> str:
        """The way to start workers: the one that is wanted, or what there is instead, told once."""
        used = starts.usable(wanted)
        if used != wanted and wanted not in self.missing_methods:
            self.missing_methods.add(wanted)
            self.say({"say": "start-method", "wanted": wanted, "used": used})
        return used

    def _calibrate(self, kinds: set[str]) -> None:
        """Time what tasks of these kinds are made from, once a run, unless that was given."""
        if "python-cpu" in kinds and not self.fixed["loops_per_ms"]:
            from lab.tasks.python_cpu import calibrate

            self.fixed["loops_per_ms"] = calibrate()
        if "native-cpu" in kinds and not self.fixed["native_speed"]:
            from lab.tasks.native_cpu import NativeCpu, speed

            if NativeCpu.unavailable() is None:
                self.fixed["native_speed"] = speed()

    def folder(self) -> Any:
        """The run's private folder."""
        from pathlib import Path

        return Path(self.fixed["folder"])

    def _serve(self, kind: str) -> None:
        from lab.errors import HebraError

        from .server_process import start_server

        try:
            self.server, port = start_server(sys.executable, self.root)
        except HebraError as error:
            reason = told("{what}. {todo}", what=error.what, todo=error.todo)
            raise RefusedError(reason, kind) from error
        self.fixed["http_port"] = port
        self.say({"say": "server", "pid": self.server.pid, "port": port})

    # --- the run ------------------------------------------------------------------------------
    def run(self) -> None:
        """From the start command to the end."""
        started = self._read_command(wait=True)
        if started is None:
            shutil.rmtree(self.clear, ignore_errors=True)
            return
        board = started["board"]
        self.board = Board.opened(board) if isinstance(board, str) else Board(board)
        self.workers = Workers(self.board, self.say)
        try:
            try:
                self._start(started)
            except RefusedError as refused:
                self.say({"say": "refused", "reason": to_json(refused.reason)})
                return
            self._conduct(started)
        finally:
            self._clear_up()

    def _start(self, started: dict[str, Any]) -> None:
        from . import environment, layout

        given = started["calibration"]
        native = (given.get("native_call_ms", 0.0), given.get("native_iterations_per_ms", 0.0))
        self.fixed = {
            "folder": started["folder"],
            "http_port": 0,
            "loops_per_ms": given.get("loops_per_ms", 0.0),
            "native_speed": native if native[1] else None,
            "tasks": started["tasks"],
        }
        plan = self.complete(started["plan"])
        if plan["event_loop"]:
            import asyncio  # noqa: F401 - once here, so that forked workers have it

            from . import loop_lane  # noqa: F401
        from . import lane  # noqa: F401

        words = self.board.words
        words[layout.TASKS_TOTAL] = started["tasks"]
        self._adopt(plan)
        while self.workers.missing:
            # A server, or many workers, take a while to start, in which the parent may stop or die.
            self._hear_parent()
            if self.stopping:
                break
            self.workers.start(self.workers.missing[0])
            if self.workers.full and not self.workers.all:
                full = self.workers.why_full
                raise RefusedError(told("no worker process could be started ({why})", why=full))
        self._wait_for_lanes()
        described = environment.describe(plan)
        self.before_ns = {
            "cpu_ns": self._cpu_so_far() + self.workers.before("cpu_ns"),
            "run_ns": self.workers.before("run_ns"),
            "queue_ns": self.workers.before("queue_ns"),
        }
        words[layout.EPOCH_NS] = time.perf_counter_ns()
        if started["seconds"]:
            self.deadline = time.monotonic() + started["seconds"]
        self.workers.ring()
        self.say({"say": "ready", "environment": described, "before": self.before_ns})

    def _wait_for_lanes(self) -> None:
        """Until the lanes of all workers stand ready; those that take very long join later."""
        latest = time.monotonic() + LANES_READY_S
        while self.workers.getting_ready and not self.stopping:
            left = latest - time.monotonic()
            if left <= 0:
                return
            self._listen(min(left, PARENT_CHECK_S))

    def _cpu_so_far(self) -> int:
        """CPU time (ns) of this process and the server."""
        spent = time.process_time_ns()
        if self.server is not None:
            # The clock of another process: Linux only.
            with suppress(OSError, AttributeError, OverflowError):
                clock = ((~self.server.pid) << 3) | 2
                spent += time.clock_gettime_ns(clock)
        return spent

    def _conduct(self, started: dict[str, Any]) -> None:
        while not self.stopping:
            self._wait()
            if time.monotonic() >= self.deadline:
                self.stopping = "time is up"
            elif os.getppid() != self.parent:
                self.stopping = "parent gone"
            elif self.workers.finished():
                self.stopping = "all tasks done"
            elif self.workers.hopeless():
                self.stopping = "no workers left"
            elif missing := self.workers.missing:
                self.workers.start(missing[0])

    def _wait(self) -> None:
        """Wait for commands, workers' words or the deadline; act on what came."""
        timeout = min(PARENT_CHECK_S, max(0.0, self.deadline - time.monotonic()))
        self._listen(0.0 if self.workers.missing or not self.workers.all else timeout)

    def _listen(self, timeout: float) -> None:
        """Wait so long (s) for commands and workers' words; act on what came."""
        lines: dict[Any, Any] = {worker.line: worker for worker in self.workers.all}
        ready: list[Any] = select.select([self.line, *lines], [], [], timeout)[0]
        if self.line in ready:
            self._hear_parent()
        for line in ready:
            if line is not self.line and lines[line] in self.workers.all:
                self.workers.hear(lines[line])

    def _hear_parent(self) -> None:
        """Carry out what the parent has said meanwhile."""
        while (command := self._read_command(wait=False)) is not None:
            self._obey(command)

    def _read_command(self, *, wait: bool) -> dict[str, Any] | None:
        """The next whole command, or None; end of file stops the run."""
        while b"\n" not in self.input:
            if not wait and not select.select([self.line], [], [], 0)[0]:
                return None
            data = self.line.read()
            if not data:
                self.stopping = "parent gone"
                return None
            self.input += data
        line, self.input = self.input.split(b"\n", 1)
        command: dict[str, Any] = json.loads(line)
        return command

    def _obey(self, command: dict[str, Any]) -> None:
        if command["do"] == "stop":
            self.stopping = "stopped"
        elif command["do"] == "steer":
            try:
                self._adopt(self.complete(command["plan"]))
            except RefusedError as refused:
                reason = to_json(refused.reason)
                self.say({"say": "unavailable", "reason": reason, "kind": refused.kind})
            self.say({"say": "steered", "number": command["number"]})

    def _adopt(self, plan: dict[str, Any]) -> None:
        try:
            self.workers.adopt(plan)
        except PlanTooLongError as error:
            raise RefusedError(error.reason) from error

    def _clear_up(self) -> None:
        self.board.stop(time.perf_counter_ns())
        self.workers.end()
        if self.server is not None:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.clear, ignore_errors=True)
        spent = os.times()
        cpu_s = spent.user + spent.system + spent.children_user + spent.children_system
        cpu_s = max(0.0, cpu_s - self.before_ns.get("cpu_ns", 0) / 1e9)
        self.say({"say": "ended", "reason": self.stopping, "cpu_s": cpu_s})
        if self.stopping == "parent gone":
            # Also the helpers of multiprocessing; the parent does the same when it is alive.
            end_group()


def main(root: str, clear: str) -> None:
    """Be an engine: stdin and stdout are the parent's lines, nothing else may use them.

    ``root`` is where this package is found, ``clear`` the folder to be removed at the end.
    """
    channel = os.dup(1)
    os.dup2(2, 1)  # a task's print must not break the protocol
    os.set_inheritable(channel, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with janitor(clear):
        Host(channel, root, clear).run()
