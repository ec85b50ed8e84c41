"""The process that carries a probe out, from its host's side and from within.

It is forked from the host where the system can; elsewhere the interpreter is started anew. It has
one thread that is its own, may hang or crash as it likes, and ends with the host.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, Protocol

from lab.capabilities import has_fork
from lab.runtime.ending import die_with_parent
from lab.runtime.hearing import Relayed
from lab.spec.words import to_json

from .probe import Probe, UnavailableError, say

ORDER = "order.json"
"""In the probe's folder: what a process that is started anew is to carry out."""
_PROGRAM = (
    "import sys; sys.dont_write_bytecode = {quiet}; sys.path.append(sys.argv[1]);"
    " from lab.probes.carrier import main; main(sys.argv[2])"
)


class Carrier(Protocol):
    """The process from the host's side."""

    ends: socket.socket
    """Can be read from once the process has ended."""

    def tell(self, command: dict[str, Any]) -> None:
        """Hand a command on; silent when it has ended."""
        ...

    def kill(self) -> None:
        """End it at once."""
        ...

    def wait(self) -> tuple[int, float | None]:
        """Wait for its end: status, and CPU seconds where they are told of a process that was."""
        ...


class Forked:
    """A child of the host. It never writes to its line: what can be read there is its end."""

    def __init__(self, order: dict[str, Any], channel: int) -> None:
        self.ends, probes = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            self.ends.close()
            os.close(0)
            die_with_parent()
            carry_out(order, channel, probes)
        probes.close()

    def tell(self, command: dict[str, Any]) -> None:
        """As `Carrier` says."""
        with suppress(OSError):
            self.ends.sendall(json.dumps(command).encode() + b"\n")

    def kill(self) -> None:
        """As `Carrier` says."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def wait(self) -> tuple[int, float | None]:
        """As `Carrier` says."""
        _, status, used = os.wait4(self._pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


class Anew:
    """A new interpreter: it hears by its standard input, and a thread here waits for its end.

    What CPU it has used it tells the parent itself: nobody can ask once it has gone.
    """

    def __init__(self, order: dict[str, Any], channel: int, root: str) -> None:
        path = Path(order["folder"], ORDER)
        path.write_text(json.dumps(order), encoding="utf-8")
        program = _PROGRAM.format(quiet=sys.dont_write_bytecode)
        self.ends, self._told = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", program, root, str(path)],
            stdin=subprocess.PIPE,
            stdout=channel,
        )
        threading.Thread(target=self._tell_end, name="probe's end", daemon=True).start()

    def _tell_end(self) -> None:
        self._process.wait()
        self._told.close()

    def tell(self, command: dict[str, Any]) -> None:
        """As `Carrier` says."""
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(json.dumps(command).encode() + b"\n")
            self._process.stdin.flush()

    def kill(self) -> None:
        """As `Carrier` says."""
        self._process.kill()

    def wait(self) -> tuple[int, float | None]:
        """As `Carrier` says."""
        return self._process.wait(), None


def start(order: dict[str, Any], channel: int, root: str) -> Carrier:
    """Start it; ``root`` is where this package is found. OSError when there is no room for it."""
    return Forked(order, channel) if has_fork() else Anew(order, channel, root)


# ── within ────────────────────────────────────────────────────────────────────────────────
def main(order: str) -> None:
    """Carry out what is ordered in a file; standard output is the line to the parent."""
    die_with_parent()
    line = Relayed(at_end=lambda: os._exit(1))  # the host has gone
    channel = os.dup(1)
    os.dup2(2, 1)  # a probe's print must not break the protocol
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wanted = json.loads(Path(order).read_text(encoding="utf-8"))
    carry_out(wanted, channel, line.line, tells_cpu=True)


def carry_out(
    order: dict[str, Any], channel: int, control: socket.socket, *, tells_cpu: bool = False
) -> NoReturn:
    """Carry the probe out and end the process."""
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
            if tells_cpu:
                say(channel, {"say": "spent", "cpu_s": _cpu_s()})
            say(channel, message)
        _unlink_semaphores()
        sys.stderr.flush()
        os._exit(0)


def _unlink_semaphores() -> None:
    """Give back what multiprocessing has made by name for spawned processes.

    Its own tracker would, but is killed with the host's group, mostly before it has come to that.
    """
    if (util := sys.modules.get("multiprocessing.util")) is not None:
        util._run_finalizers(0)  # noqa: SLF001 - at exit it does the same, which is left out here


def _cpu_s() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
