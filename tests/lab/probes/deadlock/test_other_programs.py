"""What is found is measured: programs the probe has never seen are found out as well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

WATCH = """
import json, os, socket, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from lab.probes.probe import Probe
from lab.probes.deadlock.programs import Program
from lab.probes.deadlock.threads import Threads
from lab.probes.deadlock.watching import watch
reading, writing = socket.socketpair()
probe = Probe({}, Path(sys.argv[2]), os.open(os.devnull, os.O_WRONLY), reading)
program = Program("other", "none", sys.argv[3], 1)
print(json.dumps(watch(probe, program, Threads(probe, program), 0.0)), flush=True)
os._exit(0)
"""

TWICE = """
import threading
lock = threading.Lock()
done = []

def again():
    with lock:
        with lock:
            done.append(1)

threads = [threading.Thread(target=again, name="X")]
"""

BESIDE = """
import threading, time
lock_a, lock_b, lock_c = threading.Lock(), threading.Lock(), threading.Lock()
done = []
held = []

def until_held(many):
    while len(held) < many:
        time.sleep(0.001)

def first():
    until_held(1)
    with lock_a:
        held.append("a")
        until_held(3)
        with lock_b:
            done.append(1)

def second():
    until_held(1)
    with lock_b:
        held.append("b")
        until_held(3)
        with lock_a:
            done.append(1)

def wait():
    until_held(3)
    with lock_c:
        with lock_a:
            done.append(1)

def free():
    for _ in range(3):
        with lock_b:
            time.sleep(0)
    done.append(1)
    held.append("free")

threads = [
    threading.Thread(target=free, name="F"),
    threading.Thread(target=first, name="X"),
    threading.Thread(target=second, name="Y"),
    threading.Thread(target=wait, name="Z"),
]
"""

SLOW = """
import threading, time
lock = threading.Lock()
done = []

def slow():
    with lock:
        time.sleep(0.5)
        done.append(1)

threads = [threading.Thread(target=slow, name=name) for name in "XY"]
"""


def watched(root: Path, folder: Path, text: str) -> dict[str, Any]:
    program = [sys.executable, "-I", "-S", "-c", WATCH, str(root), str(folder), text]
    ran = subprocess.run(program, capture_output=True, text=True, check=True, timeout=60)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_a_lock_that_is_taken_twice_by_one_thread(root: Path, tmp_path: Path) -> None:
    figures = watched(root, tmp_path, TWICE)
    assert figures["cycle"] == ["X"]
    (wait,) = figures["waits"]
    assert (wait["for"], wait["held_by"]) == ("lock", "X")
    assert figures["stacks"][0]["frames"][-1]["line"] == 8


def test_whoever_only_waits_for_the_circle_is_not_in_it(root: Path, tmp_path: Path) -> None:
    figures = watched(root, tmp_path, BESIDE)
    assert sorted(figures["cycle"]) == ["X", "Y"]
    assert figures["done"] == 1, "F was not in their way"
    assert {wait["who"] for wait in figures["waits"]} >= {"X", "Y"}


def test_a_long_wait_is_no_deadlock(root: Path, tmp_path: Path) -> None:
    figures = watched(root, tmp_path, SLOW)
    assert (figures["detected"], figures["finished"], figures["done"]) == (False, True, 2)
