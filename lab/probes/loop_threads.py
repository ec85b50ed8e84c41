"""In how many threads the coroutines of one event loop run: each names its own, twice.

Order ``{"coroutines": K}``. Ends with ``{"coroutines", "threads"}``, the number of distinct
threads that were named before and after an await.
"""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from .probe import Probe


def run(probe: Probe) -> dict[str, Any]:
    """Have every coroutine name its thread before and after an await."""
    count = int(probe.order["coroutines"])
    named: set[int] = set()

    async def coroutine() -> None:
        named.add(threading.get_ident())
        await asyncio.sleep(0.001)
        named.add(threading.get_ident())

    async def all_of_them() -> None:
        await asyncio.gather(*(coroutine() for _ in range(count)))

    asyncio.run(all_of_them())
    return {"coroutines": count, "threads": len(named)}
