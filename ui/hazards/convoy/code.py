"""The programs behind the convoy: a part of each is shown, the whole of it can be run."""

from __future__ import annotations

BESIDE = ("thread", "process")

_START = {
    "thread": """\
def compute_beside():
    Thread(target=compute, daemon=True).start()
""",
    "process": """\
def compute_beside():
    Process(target=compute, daemon=True).start()
""",
}
_SERVE = """\
def serve(line):
    while data := line.recv(100):
        line.sendall(data)
"""
WAITS = 5
"""The line at which the server needs the GIL again, counted from 1."""

_HEAD = '''\
"""How long does a request wait beside {about} that computes?"""

import socket
import statistics
import sys
import time
from multiprocessing import Process
{imports}

def compute():
    value = 1
    while True:
        value = (value * 5 + 3) % 128


'''
_TAIL = """

def ask(port):
    took = []
    with socket.create_connection(("127.0.0.1", port)) as line:
        for _ in range(100):
            time.sleep(0.0005)
            before = time.perf_counter()
            line.sendall(b"hello")
            line.recv(100)
            took.append(time.perf_counter() - before)
    print(f"a request takes {{1000 * statistics.median(took):.2f}} ms")


if __name__ == "__main__":
    sys.setswitchinterval({interval_s})
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # The client is a process: it has a GIL of its own.
        client = Process(target=ask, args=[listening.getsockname()[1]])
        client.start()
        line, _ = listening.accept()
    compute_beside()
    with line:
        serve(line)
    client.join()
"""
_ABOUT = {"thread": "a thread", "process": "a process"}


def shown(beside: str) -> str:
    """What of the program stands beside its effect."""
    return f"{_START[beside]}\n{_SERVE}"


def program(beside: str, interval_ms: float) -> str:
    """The whole program, to be run as it is."""
    imports = "from threading import Thread\n" if beside == "thread" else ""
    head = _HEAD.format(about=_ABOUT[beside], imports=imports)
    tail = _TAIL.format(interval_s=f"{interval_ms / 1000:g}")
    return f"{head}{_START[beside]}\n\n{_SERVE}{tail}"
