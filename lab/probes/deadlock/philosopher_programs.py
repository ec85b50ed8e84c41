"""Philosophers around a table, a fork between each two of them."""

from __future__ import annotations

_TOP = """\
import threading
import time

PHILOSOPHERS = 5
ROUNDS = 5
PAUSE_S = 0.02
"""
_FORKS = """\
forks = [threading.Lock() for _ in range(PHILOSOPHERS)]
done = []
"""
_END = """

threads = [
    threading.Thread(target=dine, args=(seat,), name=f"P{seat + 1}")
    for seat in range(PHILOSOPHERS)
]

if __name__ == "__main__":
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("meals eaten:", len(done))
"""

_NONE = (
    '''\
"""Philosophers around a table: each takes the fork on one side, then the one on the other."""

'''
    + _TOP
    + _FORKS
    + """

def dine(seat):
    left = forks[seat]
    right = forks[(seat + 1) % PHILOSOPHERS]
    for _ in range(ROUNDS):
        with left:
            time.sleep(PAUSE_S)
            with right:
                done.append(seat)
"""
    + _END
)

_ORDER = (
    '''\
"""Philosophers around a table: each takes the fork with the lower number first."""

'''
    + _TOP
    + _FORKS
    + """

def dine(seat):
    lower, higher = sorted((seat, (seat + 1) % PHILOSOPHERS))
    for _ in range(ROUNDS):
        with forks[lower]:
            time.sleep(PAUSE_S)
            with forks[higher]:
                done.append(seat)
"""
    + _END
)

_TIMEOUT = (
    '''\
"""Philosophers around a table: who does not get the second fork in time puts the first one down."""

import random
'''
    + _TOP
    + """\
TIMEOUT_S = 0.05
"""
    + _FORKS
    + """

def dine(seat):
    left = forks[seat]
    right = forks[(seat + 1) % PHILOSOPHERS]
    while done.count(seat) < ROUNDS:
        with left:
            time.sleep(PAUSE_S)
            if right.acquire(timeout=TIMEOUT_S):
                done.append(seat)
                right.release()
        time.sleep(random.uniform(0, 4 * PAUSE_S))
"""
    + _END
)

_ONE_LOCK = (
    '''\
"""Philosophers around a table: one lock for all forks, so one of them eats at a time."""

'''
    + _TOP
    + """\
table = threading.Lock()
done = []


def dine(seat):
    for _ in range(ROUNDS):
        with table:
            time.sleep(PAUSE_S)
            done.append(seat)
"""
    + _END
)

PROGRAMS = {"none": _NONE, "order": _ORDER, "timeout": _TIMEOUT, "one-lock": _ONE_LOCK}
