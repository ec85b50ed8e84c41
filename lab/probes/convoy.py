"""An echo server beside a thread that computes: what a request costs when each step wants the GIL.

Three parties. The server is a thread of this process: it receives a line and sends it back, and
lets go of the GIL during both calls. When one returns it needs the GIL again; where another thread
computes and has taken it meanwhile, that thread is only made to let go after the switch interval
(`sys.setswitchinterval`, 5 ms). So a request waits for one or two switch intervals, though the
server has next to nothing to do.

The client is a process of its own: it has its own GIL and measures nothing but the server. It
pauses for `PAUSE_S` before each request: one that came at once could find the server still in
possession of the GIL, because to wake a thread that waits for the GIL takes longer than a line
over loopback. What computes beside the server is a thread, or a process.

The client's requests go on until the server closes the connection; then it connects once more,
hands its figures over and ends. It tells them itself meanwhile: a thread of this process that did
would be a third one to want the GIL. This process's main thread sleeps until something is wished
for.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from lab.capabilities import has_fork
from lab.tasks.python_cpu import spin

from . import children
from .durations import Durations
from .probe import Probe, say

BUSY_IN = ("thread", "process")
LINE = b"a line that comes back as it went\n"
WARM_UP = 3
"""Requests before the first that counts."""
PAUSE_S = 0.0005
PATIENCE_S = 30.0
"""For the client to connect: it may have to be started anew on a machine that is very busy."""
EMIT_S = 0.1
STEP = 5000
"""Turns between two looks whether to go on: a third of a millisecond or less."""
SOON_S = 0.0005
SPAN_MS = (0.05, 100.0)
"""Switch intervals that are accepted: any longer, and the end of the probe would wait for it."""


def run(probe: Probe) -> dict[str, Any]:
    """Serve for ``seconds``, or until the end is wished for.

    Order: ``{"busy": bool, "busy_in": "thread" or "process", "switch_interval_ms", "seconds"}``;
    all but ``seconds`` may be wished for meanwhile. Live, for the last tenth of a second:
    ``{"t_s", "requests", "requests_per_s", "latency_ms": {"p50", "p95", "p99", "max"}}``. While a
    request is waited for longer than that, there is nothing to tell. Ends with ``{"requests",
    "requests_per_s", "latency_ms", "computed_per_s"}``, the last in turns of the loop a second of
    what computed beside the server, None where nothing did.
    """
    before = sys.getswitchinterval()
    listening = socket.create_server(("127.0.0.1", 0))
    # Forked, where it is, while this process has one thread.
    client = _start_client(probe, listening.getsockname())
    try:
        with listening:
            listening.settimeout(PATIENCE_S)
            server, _ = listening.accept()
            with server:
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return _serve(probe, server, listening)
    finally:
        sys.setswitchinterval(before)
        client.kill()
        client.wait()


def _serve(probe: Probe, server: socket.socket, listening: socket.socket) -> dict[str, Any]:
    beside = Beside()
    order = dict(probe.order)
    thread = threading.Thread(target=_echo, args=(server,), name="echo server", daemon=True)
    _set(order, beside)  # before the first answer, which would be one without a convoy
    thread.start()
    try:
        until = time.perf_counter() + float(order.get("seconds", 3.0))
        while not probe.stopped and (left := until - time.perf_counter()) > 0:
            probe.wait(left)
            # This thread is in the convoy, too: hearing a wish takes several turns of the GIL.
            sys.setswitchinterval(SOON_S)
            order.update(probe.wishes())
            _set(order, beside)
    finally:
        sys.setswitchinterval(SOON_S)
        beside.end()
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        thread.join(1.0)
    told, _ = listening.accept()
    with told, told.makefile(encoding="utf-8") as said:
        figures: dict[str, Any] = json.loads(said.read())
    return {**figures, "computed_per_s": beside.rate()}


def _set(order: dict[str, Any], beside: Beside) -> None:
    low, high = SPAN_MS
    interval_ms = min(high, max(low, float(order.get("switch_interval_ms", 5.0))))
    sys.setswitchinterval(interval_ms / 1000)
    where = order.get("busy_in", "thread")
    if where not in BUSY_IN:
        raise ValueError(f"busy_in is one of {', '.join(BUSY_IN)}, not {where!r}")
    beside.be(where if order.get("busy", True) else "")


def _echo(server: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(4096):
            server.sendall(data)


class Beside:
    """What computes beside the server: a thread, a process, or nothing."""

    def __init__(self) -> None:
        self._where = ""
        self._go_on = False
        self._stop: Callable[[], None] = _nothing
        self._turns = 0
        self._seconds = 0.0

    def be(self, where: str) -> None:
        """Compute there from now on; "" is nowhere."""
        if where != self._where:
            self.end()
            self._where = where
            if where == "thread":
                self._in_thread()
            elif where == "process":
                self._in_process()

    def end(self) -> None:
        """Compute no more."""
        stop, self._stop = self._stop, _nothing
        self._where = ""
        stop()

    def rate(self) -> float | None:
        """Turns a second while it computed; None when it never did."""
        return self._turns / self._seconds if self._seconds else None

    def _in_thread(self) -> None:
        self._go_on = True
        thread = threading.Thread(target=self._compute, name="computes", daemon=True)
        thread.start()

        def stop() -> None:
            self._go_on = False
            thread.join()

        self._stop = stop

    def _compute(self) -> None:
        began = time.perf_counter()
        turns = 0
        while self._go_on:
            spin(STEP)
            turns += STEP
        self._turns += turns
        self._seconds += time.perf_counter() - began

    def _in_process(self) -> None:
        import subprocess

        # Started anew, not forked: this process has more than one thread by now. It tells its
        # turns when its input ends, which it also does when this process is killed; a thread waits
        # for that, which wants nothing of the GIL meanwhile.
        program = _PROCESS.format(step=STEP)
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

        def stop() -> None:
            out, _ = process.communicate()
            self._turns += int(out)
            self._seconds += time.perf_counter() - began

        self._stop = stop


_PROCESS = """
import os, threading
from itertools import repeat

def spin(loops):
    value = 1
    for _ in repeat(None, loops):
        value = (value * 5 + 3) & 127

over = threading.Event()

def hear():
    os.read(0, 1)
    over.set()

threading.Thread(target=hear, daemon=True).start()
turns = 0
while not over.is_set():
    spin({step})
    turns += {step}
print(turns)
"""


def _nothing() -> None:
    """Nothing computes."""


# ── the client ────────────────────────────────────────────────────────────────────────────
Emit = Callable[..., None]


def _start_client(probe: Probe, address: tuple[str, int]) -> Any:
    """The client's process; its figures go straight to where this probe's go."""
    if has_fork():
        return children.start(_be_client, probe.emit, address)
    return probe.start_module(__name__, *map(str, address))


def main(host: str, port: str) -> None:
    """Be the client in a process that was started anew: its output is the probe's line."""

    def emit(**figures: Any) -> None:
        say(1, {"say": "figures", "figures": figures})

    _be_client(emit, (host, int(port)))


def _be_client(emit: Emit, address: tuple[str, int]) -> None:
    """In the client's process: ask until the server hangs up, and tell the figures."""
    with socket.create_connection(address) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        figures = _ask(emit, line)
    with socket.create_connection(address) as telling:
        telling.sendall(json.dumps(figures).encode())


def _ask(emit: Emit, line: socket.socket) -> dict[str, Any]:
    began = first = told_at = last = time.perf_counter()
    every, window = Durations(), Durations()
    asked = 0
    with suppress(OSError):
        while True:
            time.sleep(PAUSE_S)
            before = time.perf_counter()
            line.sendall(LINE)
            if len(line.recv(4096)) < len(LINE):
                break
            last = time.perf_counter()
            asked += 1
            if asked <= WARM_UP:
                first = last
            else:
                every.add((last - before) * 1000)
            window.add((last - before) * 1000)
            if last - told_at >= EMIT_S:
                emit(
                    t_s=last - began,
                    requests=asked,
                    requests_per_s=window.count / (last - told_at),
                    latency_ms=window.figures(),
                )
                told_at, window = last, Durations()
    lasted = last - first
    return {
        "requests": every.count,
        "requests_per_s": every.count / lasted if lasted > 0 else 0.0,
        "latency_ms": every.figures(),
    }
