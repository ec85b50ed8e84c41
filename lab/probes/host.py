"""The host of one probe: hears commands, and owns the process that carries the probe out.

The host has one thread and carries nothing out, so it hears the end of its parent (end of file on
stdin) whatever the probe is stuck in. The probe runs in a process of its own
(`lab.probes.carrier`), which may hang or crash. Where there are process groups everything is in the
host's, which is killed when the host ends; a janitor clears the folder if the host is killed.

In: the order ``{"probe": NAME, "order": {…}, "folder": …}``, then ``{"do": "wish", "name": …,
"value": …}`` and ``{"do": "stop"}``. Out: ``ready`` (facts of this Python), ``figures`` while it
goes on, at last ``result``, ``unavailable`` or ``failed``, and ``ended``.
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

from lab.runtime.ending import end_group
from lab.runtime.environment import gil_enabled
from lab.runtime.hearing import standard_input
from lab.runtime.janitor import janitor
from lab.spec.words import to_json, why

from . import carrier
from .probe import say

GRACE_S = 0.3
"""Given to a probe to end by itself after a stop."""


class Host:
    """One probe, from its order to its end."""

    def __init__(self, channel: int, root: str, clear: str) -> None:
        self.channel = channel
        self.root = root
        self.clear = clear
        self.line = standard_input()
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
        self._say({"say": "ready", "facts": facts()})
        try:
            carries = carrier.start(order, self.channel, self.root)
        except OSError as error:
            self._say({"say": "unavailable", "reason": to_json(why(error))})
            return
        for command in early:  # wished for while this process was starting
            carries.tell(command)
        status, cpu_s = self._watch(carries)
        spent = {} if cpu_s is None else {"cpu_s": cpu_s}
        self._say({"say": "ended", "status": status, **spent})
        if self.parent_gone:
            shutil.rmtree(self.clear, ignore_errors=True)
        # Whatever the probe has left behind ends with it, and the janitor too.
        end_group()

    def _watch(self, carries: carrier.Carrier) -> tuple[int, float | None]:
        """Hand commands on until the probe has ended; its status and CPU seconds."""
        until = float("inf")
        while True:
            timeout = min(1.0, max(0.0, until - time.monotonic()))
            lines: list[Any] = [carries.ends] if self.parent_gone else [self.line, carries.ends]
            ready: list[Any] = select.select(lines, [], [], timeout)[0]
            if carries.ends in ready:
                break
            if self.line in ready:
                for command in self._commands():
                    if command["do"] == "stop":
                        until = min(until, time.monotonic() + GRACE_S)
                    carries.tell(command)
            if time.monotonic() >= until:
                carries.kill()
                break
        return carries.wait()

    def _commands(self) -> list[dict[str, Any]]:
        """The commands that have come, at least a part of one; the end of file is a stop."""
        data = self.line.read()
        if not data:
            self.parent_gone = True
            return [{"do": "stop"}]
        *lines, self.input = (self.input + data).split(b"\n")
        return [json.loads(line) for line in lines]

    def _say(self, message: dict[str, Any]) -> None:
        with suppress(OSError):
            say(self.channel, message)


def facts() -> dict[str, Any]:
    """What this Python says of itself."""
    return {
        "python": sys.executable,
        "python_version": ".".join(str(part) for part in sys.version_info[:3]),
        "implementation": sys.implementation.name,
        "gil": gil_enabled(),
        "switch_interval_ms": sys.getswitchinterval() * 1000,
    }


def main(root: str, clear: str) -> None:
    """Be the host of a probe: stdin and stdout are the parent's lines.

    ``root`` is where this package is found, ``clear`` the folder to be removed at the end.
    """
    channel = os.dup(1)
    os.dup2(2, 1)  # a probe's print must not break the protocol
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with janitor(clear):
        Host(channel, root, clear).run()
