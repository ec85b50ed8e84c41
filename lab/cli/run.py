"""``hebra run``: one experiment, from flags or a file, to a result on the terminal and in files."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from lab.errors import HebraError, InputError
from lab.records.atomic import check_writable
from lab.session.result import Result
from lab.spec import Experiment

from .conduct import Interrupted, Run, SessionFactory, conduct, signals_given_back
from .exits import FAILED, FINE, INTERRUPTED
from .output import tell
from .progress import Progress

STDOUT = "-"


@dataclass(frozen=True)
class Outputs:
    """Where the result is to go; ``json`` may be ``-`` for standard output."""

    csv: Path | None = None
    chart: Path | None = None
    json: str | None = None
    dpi: int = 200
    dark: bool = False

    def check(self) -> None:
        """Refuse before the run what could not be written after it."""
        json = Path(self.json) if self.json is not None and self.json != STDOUT else None
        files = [path for path in (self.csv, self.chart, json) if path is not None]
        for path in files:
            check_writable(path)
        given = [path.resolve() for path in files if not path.is_char_device()]
        if len(set(given)) < len(given):
            raise InputError("two results cannot go to the same file", where=str(given[0]))
        if self.chart:
            from lab.records.paper.sheet import check_format

            check_format(self.chart)

    @property
    def _json_file(self) -> bool:
        return self.json is not None and self.json != STDOUT

    def writers(self, result: Result) -> list[Callable[[], None]]:
        """What writes each file."""
        from lab.records import write_chart, write_csv, write_json

        made: list[Callable[[], None]] = []
        if self.csv is not None:
            made.append(lambda: write_csv(self.csv or "", result))
        if self._json_file:
            made.append(lambda: write_json(self.json or "", result))
        if self.chart is not None:
            dpi, dark = self.dpi, self.dark
            made.append(lambda: write_chart(self.chart or "", result, dpi=dpi, dark=dark))
        return made


def carry_out(
    experiment: Experiment, outputs: Outputs, factory: SessionFactory, complain: Console
) -> int:
    """Run it, write what was measured, and return the exit code."""
    outputs.check()
    with signals_given_back():
        return _carry_out(experiment, outputs, factory, complain)


def _carry_out(
    experiment: Experiment, outputs: Outputs, factory: SessionFactory, complain: Console
) -> int:
    run = factory(experiment)
    try:
        interrupted = asyncio.run(_watch(run, experiment, complain))
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    result = run.result()
    written = _write(result, outputs, complain)
    if run.failure is not None:
        tell(complain, run.failure)
        return FAILED
    if not written:
        return FAILED
    return INTERRUPTED if interrupted else FINE


async def _watch(run: Run, experiment: Experiment, console: Console) -> bool:
    with Progress(experiment, console) as progress:
        return await conduct(run, progress.show, experiment.changes)


def _write(result: Result, outputs: Outputs, complain: Console) -> bool:
    """Write every result that was asked for; a file that fails does not cost the others."""
    if outputs.json == STDOUT:
        from lab.records.json_file import json_text

        sys.stdout.write(json_text(result) + "\n")
        sys.stdout.flush()
    else:
        from .report import show

        show(result, Console(highlight=False, markup=False))
    fine = True
    for write in outputs.writers(result):
        try:
            write()
        except HebraError as error:
            tell(complain, error)
            fine = False
    return fine
