"""A parent and a child process, and a pipe each way."""

from __future__ import annotations

_TOP = """\
import multiprocessing
import time

ROUNDS = 5
PAUSE_S = 0.02
SIZE = 1024 * 1024  # much more than a pipe holds
done = []
"""
_PARENT = """

def parent(inbox, outbox):
    for _ in range(ROUNDS):
        time.sleep(PAUSE_S)
        outbox.send_bytes(bytes(SIZE))
        done.append(len(inbox.recv_bytes()))
"""
_CHILD = """

def child(inbox, outbox):
    for _ in range(ROUNDS):
        time.sleep(PAUSE_S)
        outbox.send_bytes(bytes(SIZE))
        inbox.recv_bytes()
"""
_END = """

def main():
    context = multiprocessing.get_context("fork")
    from_child, to_parent = context.Pipe(duplex=False)
    from_parent, to_child = context.Pipe(duplex=False)
    process = context.Process(target=child, args=(from_parent, to_parent))
    process.start()
    parent(from_child, to_child)
    process.join()


if __name__ == "__main__":
    main()
    print("answers read:", len(done))
"""

_NONE = (
    '''\
"""Parent and child both write more than a pipe holds before they read."""

'''
    + _TOP
    + _PARENT
    + _CHILD
    + _END
)

_ORDER = (
    '''\
"""The child reads before it writes, so somebody always empties the pipe that is written to."""

'''
    + _TOP
    + _PARENT
    + """

def child(inbox, outbox):
    for _ in range(ROUNDS):
        time.sleep(PAUSE_S)
        inbox.recv_bytes()
        outbox.send_bytes(bytes(SIZE))
"""
    + _END
)

_READER = (
    '''\
"""Parent and child both write before they read, but a thread of the parent reads meanwhile."""

import threading
'''
    + _TOP
    + """

def read(inbox):
    done.append(len(inbox.recv_bytes()))


def parent(inbox, outbox):
    for _ in range(ROUNDS):
        time.sleep(PAUSE_S)
        reader = threading.Thread(target=read, args=(inbox,))
        reader.start()
        outbox.send_bytes(bytes(SIZE))
        reader.join()
"""
    + _CHILD
    + _END
)

PROGRAMS = {"none": _NONE, "order": _ORDER, "reader": _READER}
