"""Two threads and two locks."""

from __future__ import annotations

_TOP = """\
import threading
import time

ROUNDS = 5
PAUSE_S = 0.02
"""
_TWO = """\
lock_a = threading.Lock()
lock_b = threading.Lock()
done = []
"""
_END = """

threads = [
    threading.Thread(target=first, name="T1"),
    threading.Thread(target=second, name="T2"),
]

if __name__ == "__main__":
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("rounds done:", len(done))
"""

_NONE = (
    '''\
"""Two threads take two locks in opposite order."""

'''
    + _TOP
    + _TWO
    + """

def first():
    for _ in range(ROUNDS):
        with lock_a:
            time.sleep(PAUSE_S)
            with lock_b:
                done.append("T1")


def second():
    for _ in range(ROUNDS):
        with lock_b:
            time.sleep(PAUSE_S)
            with lock_a:
                done.append("T2")
"""
    + _END
)

_ORDER = (
    '''\
"""Two threads take two locks, both in the same order."""

'''
    + _TOP
    + _TWO
    + """

def first():
    for _ in range(ROUNDS):
        with lock_a:
            time.sleep(PAUSE_S)
            with lock_b:
                done.append("T1")


def second():
    for _ in range(ROUNDS):
        with lock_a:
            time.sleep(PAUSE_S)
            with lock_b:
                done.append("T2")
"""
    + _END
)

_TIMEOUT = (
    '''\
"""Two threads take two locks in opposite order, and give back the one they have in time."""

import random
'''
    + _TOP
    + """\
TIMEOUT_S = 0.05
"""
    + _TWO
    + """

def first():
    while done.count("T1") < ROUNDS:
        with lock_a:
            time.sleep(PAUSE_S)
            if lock_b.acquire(timeout=TIMEOUT_S):
                done.append("T1")
                lock_b.release()
        time.sleep(random.uniform(0, 4 * PAUSE_S))


def second():
    while done.count("T2") < ROUNDS:
        with lock_b:
            time.sleep(PAUSE_S)
            if lock_a.acquire(timeout=TIMEOUT_S):
                done.append("T2")
                lock_a.release()
        time.sleep(random.uniform(0, 4 * PAUSE_S))
"""
    + _END
)

_ONE_LOCK = (
    '''\
"""Two threads share one lock for everything."""

'''
    + _TOP
    + """\
lock = threading.Lock()
done = []


def first():
    for _ in range(ROUNDS):
        with lock:
            time.sleep(PAUSE_S)
            done.append("T1")


def second():
    for _ in range(ROUNDS):
        with lock:
            time.sleep(PAUSE_S)
            done.append("T2")
"""
    + _END
)

PROGRAMS = {"none": _NONE, "order": _ORDER, "timeout": _TIMEOUT, "one-lock": _ONE_LOCK}
