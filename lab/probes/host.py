"""The host of one probe: hears commands, and owns the process that carries the probe out.

The host has one thread and carries nothing out, so it hears the end of its parent (end of file on
stdin) whatever the probe is stuck in. The probe runs in a child forked from it, which has one
thread too and may fork, hang or crash. Everything is in the host's process group, which is killed
when the host ends; a janitor clears the folder if the host is killed.

In: the order ``{"probe": NAME, "order": {…}, "folder": …}``, then ``{"do": "wish", "name": …,
"value": …}`` and ``{"do": "stop"}``. Out: ``ready`` (facts of this Python), ``figures`` while it
goes on, at last ``result``, ``unavailable`` or ``failed``, and ``ended``.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from lab.runtime.environment import gil_enabled
from lab.runtime.janitor import janitor
from lab.runtime.worker import die_with_parent
from lab.spec.words import to_json, told

from .probe import Probe, UnavailableError

GRACE_S = 0.3
"""Given to a probe to end by itself after a stop."""


class Host:
    """One probe, from its order to its end."""

    def __init__(self, channel: int, clear: str) -> None:
        self.channel = channel
        self.clear = clear
        self.input = b""
        self.parent_gone = False

    def run(self) -> None:
        """From the order to the end."""
        commands: list[dict[str, Any]] = []
        while not commands:
            commands = self._commands()
        order, *early = commands
        if any(command.get("do") == "stop" for command in commands):  # it is not wanted any more
            shutil.rmtree(self.clear, ignore_errors=True)
            return
        if not hasattr(os, "fork"):
            missing = told("this system cannot fork, which a probe needs")
            self._say({"say": "unavailable", "reason": to_json(missing)})
            return
        mine, probes = socket.socketpair()
        self._say({"say": "ready", "facts": facts()})
        pid = os.fork()
        if pid == 0:
            mine.close()
            os.close(0)
            _carry_out(order, self.channel, probes.fileno())
        probes.close()
        for command in early:  # wished for while this process was starting
            self._hand_on(command, mine)
        status, cpu_s = self._watch(pid, mine)
        self._say({"say": "ended", "status": status, "cpu_s": cpu_s})
        if self.parent_gone:
            shutil.rmtree(self.clear, ignore_errors=True)
        # Whatever the probe has left behind ends with it, and the janitor too.
        os.killpg(0, signal.SIGKILL)

    def _watch(self, pid: int, line: socket.socket) -> tuple[int, float]:
        """Hand commands on until the probe has ended; its status and CPU seconds."""
        until = float("inf")
        while True:
            timeout = min(1.0, max(0.0, until - time.monotonic()))
            lines: list[Any] = [line] if self.parent_gone else [0, line]
            ready: list[Any] = select.select(lines, [], [], timeout)[0]
            if line in ready and not _alive(line):
                break
            if 0 in ready:
                for command in self._commands():
                    if command["do"] == "stop":
                        until = min(until, time.monotonic() + GRACE_S)
                    self._hand_on(command, line)
            if time.monotonic() >= until:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                break
        _, status, used = os.wait4(pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime

    @staticmethod
    def _hand_on(command: dict[str, Any], line: socket.socket) -> None:
        with suppress(OSError):
            line.sendall(json.dumps(command).encode() + b"\n")

    def _commands(self) -> list[dict[str, Any]]:
        """The commands that have come, at least a part of one; the end of file is a stop."""
        data = os.read(0, 1 << 16)
        if not data:
            self.parent_gone = True
            return [{"do": "stop"}]
        *lines, self.input = (self.input + data).split(b"\n")
        return [json.loads(line) for line in lines]

    def _say(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode() + b"\n"
        with suppress(OSError):
            while data:
                data = data[os.write(self.channel, data) :]


def facts() -> dict[str, Any]:
    """What this Python says of itself."""
    return {
        "python": sys.executable,
        "python_version": ".".join(str(part) for part in sys.version_info[:3]),
        "implementation": sys.implementation.name,
        "gil": gil_enabled(),
        "switch_interval_ms": sys.getswitchinterval() * 1000,
    }


def _alive(line: socket.socket) -> bool:
    """The probe never writes to this line: what can be read is its end."""
    try:
        return bool(line.recv(1, getattr(socket, "MSG_DONTWAIT", 0)))
    except BlockingIOError:
        return True
    except OSError:
        return False


def _carry_out(order: dict[str, Any], channel: int, control: int) -> None:
    """In the child: carry the probe out and end the process."""
    die_with_parent()
    probe = Probe(order["order"], Path(order["folder"]), channel, control)
    message: dict[str, Any]
    try:
        module = importlib.import_module(f"lab.probes.{order['probe']}")
        message = {"say": "result", "figures": module.run(probe)}
        json.dumps(message)
    except UnavailableError as missing:
        message = {"say": "unavailable", "reason": to_json(missing.args[0])}
    except BaseException as error:  # noqa: BLE001 - the probe's edge: it is told, not lost
        message = {"say": "failed", "why": f"{type(error).__name__}: {error}"}
        traceback.print_exc(file=sys.stderr)
    finally:
        with suppress(OSError):
            probe.tell(message)
        sys.stderr.flush()
        os._exit(0)


def main(root: str, clear: str) -> None:
    """Be the host of a probe: stdin and stdout are the parent's lines.

    ``root`` is where this package is found, ``clear`` the folder to be removed at the end.
    """
    del root
    channel = os.dup(1)
    os.dup2(2, 1)  # a probe's print must not break the protocol
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with janitor(clear):
        Host(channel, clear).run()
