"""What a probe is given: its order, a way to tell figures, and to hear what is wished meanwhile.

Nothing here starts a thread, so a probe may fork, and nobody but the probe asks for the GIL it
measures. Wishes wait in the line until the probe looks for them.
"""

from __future__ import annotations

import json
import os
import select
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_ANEW = "import sys; sys.path.append(sys.argv[1]); from {module} import main; main(*sys.argv[2:])"


class UnavailableError(Exception):
    """This Python or system cannot do what is asked; the message (told) says what is missing."""


class Probe:
    """One order being carried out. Used by one thread at a time; `emit` by any."""

    def __init__(
        self, order: Mapping[str, Any], folder: Path, channel: int, control: socket.socket
    ) -> None:
        self.order = order
        self.folder = folder
        """Private to this probe, removed with it."""
        self.stopped = False
        """Whether the end was wished for; `wishes` and `wait` look."""
        self._channel = channel
        self._control = control
        self._heard = b""

    def emit(self, **figures: Any) -> None:
        """Tell figures (anything JSON can hold) while the probe goes on."""
        self.tell({"say": "figures", "figures": figures})

    def wishes(self) -> dict[str, Any]:
        """What was wished since the last look, by name, the latest of each. Never waits."""
        found: dict[str, Any] = {}
        while not self.stopped and select.select([self._control], [], [], 0)[0]:
            data = self._control.recv(65536)
            if not data:
                _end()
            *lines, self._heard = (self._heard + data).split(b"\n")
            for line in lines:
                command = json.loads(line)
                if command["do"] == "stop":
                    self.stopped = True
                else:
                    found[command["name"]] = command["value"]
        return found

    def wait(self, seconds: float) -> bool:
        """Sleep for so long, or until something is wished; True once the end was wished for."""
        # As few system calls as can be: a probe may have a thread that holds the GIL, and each
        # call here may have to wait for it.
        if not self.stopped and select.select([self._control], [], [], max(0.0, seconds))[0]:
            # Only a look: wishes stay for `wishes`, unless the first of them is the end.
            self._look_for_end()
        return self.stopped

    def _look_for_end(self) -> None:
        seen = self._control.recv(65536, socket.MSG_PEEK)
        if not seen:
            _end()
        self.stopped = b'"do": "stop"' in seen

    def start_module(self, module: str, *arguments: str) -> Any:
        """Start this Python anew with ``main`` of a module; what it prints goes to the parent."""
        import subprocess
        import sys

        root = str(Path(__file__).parents[2])
        program = _ANEW.format(module=module)
        command = [sys.executable, "-I", "-S", "-c", program, root, *arguments]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._channel)

    def tell(self, message: dict[str, Any]) -> None:
        """Send one message to the parent; for the host."""
        say(self._channel, message)


def say(channel: int, message: dict[str, Any]) -> None:
    """Write one message for the parent to its line."""
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(channel, data) :]


def _end() -> None:
    """End on the spot: the host was killed, and half a result must not pass for a whole one."""
    os._exit(1)
