"""The programs behind the queues: a part of each is shown, the whole of it can be run."""

from __future__ import annotations

SIDES = ("unbounded", "bounded")

_MAKE = {
    "unbounded": """\
items = Queue()
""",
    "bounded": """\
items = Queue(maxsize={bound})
""",
}
_PRODUCE = """\
def produce():
    while True:
        items.put(fetch())
"""
_CONSUME = """\
def consume():
    while True:
        work_on(items.get())
"""
PUTS = 4
"""The line that waits, or does not, counted from 1."""

_HEAD = '''\
"""How long does a queue {about} become between fast producers and slow consumers?"""

import time
from queue import Queue
from threading import Thread

SECONDS = 2
MOST = {most}  # items: here it ends, before they take too much memory
'''
_TAIL = """

def fetch():
    time.sleep({produce_s})
    return bytearray(b"x") * {item_bytes}


def work_on(item):
    time.sleep({consume_s})


longest = 0
for _ in range({consumers}):
    Thread(target=consume, daemon=True).start()
for _ in range({producers}):
    Thread(target=produce, daemon=True).start()
until = time.monotonic() + SECONDS
while time.monotonic() < until and longest < MOST:
    longest = max(longest, items.qsize())
    time.sleep(0.01)
print(f"the queue was up to {{longest}} items long")
"""
_ABOUT = {"unbounded": "without a bound", "bounded": "with a bound"}
MOST_BYTES = 256 * 2**20


def shown(side: str, bound: int) -> str:
    """What of the program stands beside its effect."""
    return _MAKE[side].format(bound=bound) + _PRODUCE + _CONSUME


def program(
    side: str,
    *,
    bound: int,
    producers: int,
    consumers: int,
    produce_ms: float,
    consume_ms: float,
    item_kib: int,
) -> str:
    """The whole program, to be run as it is."""
    item_bytes = item_kib * 1024
    head = _HEAD.format(about=_ABOUT[side], most=max(1, MOST_BYTES // item_bytes))
    tail = _TAIL.format(
        producers=producers,
        consumers=consumers,
        produce_s=f"{produce_ms / 1000:g}",
        consume_s=f"{consume_ms / 1000:g}",
        item_bytes=item_bytes,
    )
    return f"{head}{_MAKE[side].format(bound=bound)}\n\n{_PRODUCE}\n\n{_CONSUME}{tail}"
