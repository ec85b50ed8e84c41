"""The run's own HTTP server: a process that answers late, and with as much as is asked for.

``GET /?latency_ms=20&body_kib=16`` is answered after 20 ms with 16 KiB; ``/page`` gives an HTML
page, and ``/api`` answers only so many times a second. It is a process of its own, so that it has a
GIL of its own and clients measure themselves, and one event loop, which holds thousands of
connections at the price of a few KiB each. It listens on the loopback address only, on a port the
system picks, and says which in one line on stdout: ``{"port": 40123}``.

It ends at end-of-file on stdin: a pipe whose other end the engine holds and never writes to. Where
the kernel can, it also ends it with the thread that started it, as workers forked by the engine may
hold that pipe open for longer. It keeps nothing, so it ends on the spot.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import signal
import sys
import threading
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from lab.spec import Parameter, Value, parameters
from lab.tasks.api import BODY_KIB, PAUSE_HEADER, REFUSED, Api
from lab.tasks.client import HOST
from lab.tasks.html_page import page
from lab.tasks.http import Http
from lab.tasks.kind import TaskKind
from lab.tasks.library import reach_installed
from lab.tasks.scrape import Scrape

from .ending import die_with_parent
from .open_files import allow_many_files
from .rate_limit import RateLimit

if TYPE_CHECKING:
    from aiohttp import web

BACKLOG = 10_000
"""Connections that may wait to be accepted; the system may allow fewer (net.core.somaxconn)."""
IDLE_S = 86_400.0
"""A connection is kept this long between requests: lanes of a long run may well pause for minutes,
and a server that closes first makes the next request fail."""


def main() -> None:
    """Serve until stdin ends. Needs aiohttp."""
    # Ctrl+C in a terminal reaches every process; requests in progress are the engine's to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    threading.Thread(target=_end_with_stdin, name="end", daemon=True).start()
    allow_many_files()
    reach_installed()
    asyncio.run(_serve())


async def _serve() -> None:
    from aiohttp import web

    # aiohttp sets TCP_NODELAY on every connection; without it small answers would wait for ACKs.
    server = web.Server(answer, access_log=None, keepalive_timeout=IDLE_S)
    runner = web.ServerRunner(server)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0, backlog=BACKLOG).start()
    sys.stdout.write(json.dumps({"port": runner.addresses[0][1]}) + "\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def answer(request: web.BaseRequest) -> web.Response:
    """Answer one request; 400 for anything the task kinds could not have asked for."""
    from aiohttp import web

    kind = _SERVED.get(request.path)
    if request.method != "GET" or kind is None:
        return web.Response(status=404, text=f"Only GET is served here, of {', '.join(_SERVED)}.\n")
    try:
        values = wanted(request.query_string, parameters(kind))
    except ValueError as error:
        return web.Response(status=400, text=f"{error}\n")
    if kind is Api and (pause_s := _limit(int(values["limit_per_s"])).ask()):
        later = {PAUSE_HEADER: f"{pause_s * 1000:.3f}", "Retry-After": str(math.ceil(pause_s))}
        return web.Response(status=REFUSED, headers=later, text="Too many requests.\n")
    if latency_ms := float(values["latency_ms"]):
        await asyncio.sleep(latency_ms / 1000)
    if kind is Scrape:
        return web.Response(body=page(int(values["page_kib"])), content_type="text/html")
    kib = BODY_KIB if kind is Api else int(values["body_kib"])
    return web.Response(body=body(kib), content_type="application/octet-stream")


_SERVED: dict[str, type[TaskKind]] = {"/": Http, "/page": Scrape, "/api": Api}
"""What asks for it, by path."""


@lru_cache(maxsize=8)
def body(kib: int) -> bytes:
    """A body of ``kib`` KiB; a few are kept, as all lanes ask for the same. Each is up to 8 MiB."""
    return bytes(kib * 1024)


@lru_cache(maxsize=64)
def _limit(per_s: int) -> RateLimit:
    """The limit that all callers share who ask for the same one."""
    return RateLimit(per_s)


@lru_cache(maxsize=64)
def wanted(query: str, sizes: tuple[Parameter, ...]) -> Mapping[str, Value]:
    """The values of ``sizes`` that ``query`` asks for.

    Raises ValueError in plain words when a value is missing, unknown or out of its span.
    """
    known = {parameter.name: parameter for parameter in sizes}
    given = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := given.keys() - known.keys():
        raise ValueError(f"{sorted(unknown)[0]} is not known")
    values = {}
    for name, parameter in known.items():
        try:
            value = float(given.get(name, parameter.default))
        except ValueError:
            raise ValueError(f"{name} must be a number, {parameter.span_text()}") from None
        if problem := parameter.problem(value):
            raise ValueError(f"{name} {problem}")
        values[name] = parameter.clean(value)
    return values


def _end_with_stdin() -> None:
    """Wait for the end of stdin, then end the process, whatever the loop is doing."""
    # Straight from the descriptor: a reader blocked inside sys.stdin's lock upsets its closing.
    while os.read(0, 4096):
        pass
    os._exit(0)
