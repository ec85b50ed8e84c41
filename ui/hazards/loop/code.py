"""The programs behind the heartbeats: a part of each is shown, the whole of it can be run."""

from __future__ import annotations

from collections.abc import Mapping

WHERE = ("inline", "thread", "process")

_SERVE = {
    "inline": """\
async def serve():
    while True:
        compute()
        await asyncio.sleep(0)
""",
    "thread": """\
async def serve():
    while True:
        await to_thread(compute)
""",
    "process": """\
async def serve():
    while True:
        await loop.run_in_executor(
            pool, compute)
""",
}
HOLDS: Mapping[str, int] = {"inline": 3, "thread": 3, "process": 4}
"""The line that computes, counted from 1."""

_HEAD = '''\
"""How late does a heartbeat wake beside tasks that compute? {about}"""

import asyncio
import time
{imports}
BEAT_S = 0.02
SECONDS = 3


def compute():
    until = time.perf_counter() + {task_s}
    while time.perf_counter() < until:
        pass


'''
_HEART = """

async def heartbeat():
    lags = []
    began = time.perf_counter()
    for beat in range(1, round(SECONDS / BEAT_S)):
        due = began + beat * BEAT_S
        await asyncio.sleep(max(0, due - time.perf_counter()))
        lags.append(time.perf_counter() - due)
    print(f"at most {1000 * max(lags):.1f} ms late")


"""
_MAIN = """\
async def main():
    tasks = [asyncio.create_task(serve()) for _ in range({at_once})]
    await heartbeat()
    for task in tasks:
        task.cancel()


asyncio.run(main())
"""
_MAIN_POOL = """\
async def main():
    global loop, pool
    loop = asyncio.get_running_loop()
    with ProcessPoolExecutor({at_once}) as pool:
        tasks = [asyncio.create_task(serve()) for _ in range({at_once})]
        await heartbeat()
        for task in tasks:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(main())
"""
_IMPORTS = {
    "inline": "",
    "thread": "from asyncio import to_thread\n",
    "process": "from concurrent.futures import ProcessPoolExecutor\n",
}
_ABOUT = {
    "inline": "They run on the loop.",
    "thread": "They run in threads.",
    "process": "They run in a pool of processes.",
}


def shown(where: str) -> str:
    """What of the program stands beside its effect: the part that differs."""
    return _SERVE[where]


def program(where: str, task_ms: float, at_once: int) -> str:
    """The whole program, to be run as it is."""
    pool = where == "process"
    head = _HEAD.format(about=_ABOUT[where], imports=_IMPORTS[where], task_s=f"{task_ms / 1000:g}")
    main = (_MAIN_POOL if pool else _MAIN).format(at_once=at_once)
    return head + _SERVE[where] + _HEART + main
