"""Tasks of one event loop that await each other."""

from __future__ import annotations

_TOP = """\
import asyncio

TASKS = 3
PAUSE_S = 0.02
"""
_LISTS = """\
tasks = []
done = []
"""
_END = """

async def main():
    for number in range(TASKS):
        name = chr(ord("A") + number)
        tasks.append(asyncio.create_task(part(number), name=name))
    await asyncio.wait(tasks)


if __name__ == "__main__":
    asyncio.run(main())
    print("parts done:", len(done))
"""

_NONE = (
    '''\
"""Tasks in a circle: each awaits the next one, and the last one awaits the first."""

'''
    + _TOP
    + _LISTS
    + """

async def part(number):
    await asyncio.sleep(PAUSE_S)
    following = tasks[(number + 1) % TASKS]
    await following
    done.append(number)
"""
    + _END
)

_ORDER = (
    '''\
"""Tasks in a row: each awaits the next one, and the last one awaits nobody."""

'''
    + _TOP
    + _LISTS
    + """

async def part(number):
    await asyncio.sleep(PAUSE_S)
    if number + 1 < TASKS:
        following = tasks[number + 1]
        await following
    done.append(number)
"""
    + _END
)

_TIMEOUT = (
    '''\
"""Tasks in a circle: each awaits the next one for a while, then goes on without it."""

'''
    + _TOP
    + """\
TIMEOUT_S = 0.05
"""
    + _LISTS
    + """

async def part(number):
    await asyncio.sleep(PAUSE_S)
    following = tasks[(number + 1) % TASKS]
    await asyncio.wait([following], timeout=TIMEOUT_S)
    done.append(number)
"""
    + _END
)

PROGRAMS = {"none": _NONE, "order": _ORDER, "timeout": _TIMEOUT}
