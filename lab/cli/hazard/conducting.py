"""Carry out the probes of one hazard, the broken program and the mended one, and tell the result.

They run one after another, each in a process of its own. The first Ctrl+C ends the one under way
within a second; what the ones before it have found is told and written all the same.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console, RenderableType
from rich.text import Text

from lab.cli.conduct import Interrupted, signals_heard
from lab.cli.exits import FINE, INTERRUPTED
from lab.cli.output import write
from lab.cli.redrawn import Redrawn
from lab.errors import SessionError
from lab.records.atomic import check_writable, write_atomically
from lab.session.probing import ProbeResult


class Run(Protocol):
    """What of a probe's run is needed here; tests give one that makes figures up."""

    on_figures: Callable[[Mapping[str, Any]], object] | None

    async def start(self) -> None:
        """Start it; SessionError when it cannot be."""
        ...

    async def finished(self) -> ProbeResult:
        """Wait for its end; SessionError when there is no result."""
        ...

    async def stop(self) -> None:
        """End it and everything it started. Idempotent."""
        ...


ProbeMaker = Callable[[str, Mapping[str, Any]], Run]
"""Makes the run of a probe from its name and its order."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the programs of a hazard: what it is called, and the order for its probe."""

    title: str
    probe: str
    order: Mapping[str, Any]


Found = Sequence[tuple[Part, ProbeResult]]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One hazard as it was asked for. ``json`` is a path, ``-`` or None."""

    hazard: str
    parts: Sequence[Part]
    json: str | None
    line: Callable[[Mapping[str, Any]], str]
    """Live figures in a line."""
    report: Callable[[Found], RenderableType]
    """What was found, as it is printed."""


def conduct_hazard(wanted: Wanted, make: ProbeMaker) -> int:
    """Carry it out and tell it; the exit code. SessionError when a probe cannot be carried out."""
    if wanted.json not in (None, "-"):
        check_writable(Path(str(wanted.json)))
    found: list[tuple[Part, ProbeResult]] = []
    code = FINE
    try:
        for part in wanted.parts:
            with _Progress(part.title, wanted.line, Console(stderr=True)) as progress:
                result, cut_short = asyncio.run(_carried_out(part, make, progress))
            found.append((part, result))
            if cut_short:
                code = INTERRUPTED
                break
    except (Interrupted, KeyboardInterrupt):
        code = INTERRUPTED
    _tell(wanted, found)
    return code


def document(hazard: str, found: Found) -> dict[str, Any]:
    """What was found, as JSON can hold it."""
    runs = [
        {
            "probe": part.probe,
            "order": dict(part.order),
            "figures": dict(result.figures),
            "seconds": result.seconds,
            "others_cores": result.others_cores,
            "environment": dict(result.environment),
        }
        for part, result in found
    ]
    return {"hazard": hazard, "runs": runs}


async def _carried_out(
    part: Part, make: ProbeMaker, progress: _Progress
) -> tuple[ProbeResult, bool]:
    """What it came to, and whether a signal cut it short; Interrupted when it came to nothing."""
    loop = asyncio.get_running_loop()
    run = make(part.probe, part.order)
    run.on_figures = progress.show
    interrupted = asyncio.Event()
    with signals_heard(loop, interrupted):
        signalled = loop.create_task(interrupted.wait(), name="interrupted")
        try:
            await run.start()
            ended = loop.create_task(run.finished(), name="probe")
            await asyncio.wait({ended, signalled}, return_when=asyncio.FIRST_COMPLETED)
            if not ended.done():
                await run.stop()
            try:
                return await ended, interrupted.is_set()
            except SessionError:
                if interrupted.is_set():
                    raise Interrupted from None
                raise
        finally:
            await run.stop()
            signalled.cancel()
            await asyncio.wait({signalled})


def _tell(wanted: Wanted, found: Found) -> None:
    text = json.dumps(document(wanted.hazard, found), indent=2) + "\n"
    if wanted.json == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    if wanted.json is not None:
        write_atomically(Path(wanted.json), text.encode())
    if found:
        write(wanted.report(found), Console(highlight=False))


class _Progress(Redrawn):
    """What is going on now, and its live figures."""

    def __init__(
        self, title: str, line: Callable[[Mapping[str, Any]], str], console: Console
    ) -> None:
        super().__init__(console)
        self._title, self._line = title, line

    def show(self, figures: Mapping[str, Any]) -> None:
        """Take figures in; redraw when it is time to."""
        if self._due:
            title = Text(f"{self._title}  ", style="bold")
            self._redraw(title + Text(self._line(figures), style="dim"))
