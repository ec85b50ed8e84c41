"""``hebra costs``: carry the studies out with progress, show them, write them, keep them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from lab.costs.conductor import CostConductor, CostProgress, Maker
from lab.costs.kinds import SECTIONS
from lab.costs.result import CostResult
from lab.costs.study import CostStudy, study_of
from lab.errors import HebraError, InputError
from lab.records.complaint import did_you_mean
from lab.records.costs_csv import TABLES, write_costs_csv
from lab.records.costs_json import costs_text

from .conduct_study import conducted
from .cost_table import show
from .exits import FAILED, FINE, INTERRUPTED
from .keeping import VARIABLE
from .output import tell, warn
from .outputs import Outputs, Write
from .progress import duration
from .redrawn import Redrawn

ALL = "all"
BUSY_CORES = 0.3
"""More load than this by other programs is worth a warning."""
Results = tuple[CostResult, ...]


@dataclass(frozen=True, kw_only=True)
class CostOutputs(Outputs[Results]):
    """What may be written of cost studies. ``table`` is what the CSV holds."""

    table: str = "figures"

    def paths(self) -> list[Path]:
        """As :class:`Outputs` says."""
        return [path for path in (self.csv, self.chart) if path is not None]

    def check(self) -> None:
        """As :class:`Outputs` says."""
        if self.table not in TABLES:
            todo = did_you_mean(self.table, TABLES)
            raise InputError(f"{self.table!r} is no table", where="--table", todo=todo)
        super().check()

    def json_text(self, what: Results) -> str:
        """As :class:`Outputs` says."""
        return costs_text(what)

    def writers(self) -> Mapping[Path, Write[Results]]:
        """As :class:`Outputs` says."""
        from lab.records.paper.costs import write_costs_chart

        made: dict[Path | None, Write[Results]] = {
            self.csv: lambda path, results: write_costs_csv(path, results, self.table),
            self.chart: lambda path, results: write_costs_chart(
                path, results, dpi=self.dpi, dark=self.dark
            ),
        }
        return {path: write for path, write in made.items() if path is not None}


def carry_out(
    section: str,
    outputs: CostOutputs,
    make: Maker,
    complain: Console,
    *,
    quick: bool,
    seed: int | None,
    python: str | None,
    keep: bool,
) -> int:
    """Measure what was asked for; the exit code. InputError when it cannot be."""
    if section not in (*SECTIONS, ALL):
        raise InputError(
            f"{section!r} is no section of the costs",
            where="SECTION",
            todo=did_you_mean(section, (*SECTIONS, ALL)),
        )
    outputs.check()
    wanted = tuple(SECTIONS) if section == ALL else (section,)
    studies = [study_of(name, quick=quick, python=python, seed=seed) for name in wanted]
    try:
        results, interrupted = asyncio.run(_measured(studies, make, complain))
    except KeyboardInterrupt:
        return INTERRUPTED
    if not any(result.samples for result in results):
        for result in results:
            if result.problem:
                tell(complain, HebraError(result.problem))
        return INTERRUPTED if interrupted else FAILED
    if outputs.to_stdout:
        outputs.print_json(results)
    else:
        for result in results:
            show(result, Console(highlight=False))
    for result in results:
        if result.others_cores > BUSY_CORES:
            warn(
                complain,
                f"other programs took {result.others_cores:.1f} cores meanwhile"
                f" ({result.study.section}): measure again when the machine is idle",
            )
    fine = outputs.write(results, complain)
    if keep and not os.environ.get(VARIABLE):
        _keep(results, complain)
    return INTERRUPTED if interrupted else FINE if fine else FAILED


async def _measured(
    studies: list[CostStudy], make: Maker, complain: Console
) -> tuple[Results, bool]:
    found: list[CostResult] = []
    for number, study in enumerate(studies, 1):
        conductor = CostConductor(study, make)
        title = f"{study.of.title} ({number} of {len(studies)})"
        with _Progress(study, title, complain) as progress:
            conductor.on_progress = progress.show
            result, interrupted = await conducted(conductor.run(), conductor.cancel)
        found.append(result)
        if interrupted:
            return tuple(found), True
    return tuple(found), False


def _keep(results: Results, complain: Console) -> None:
    from lab.history.cost_store import CostStore

    for result in results:
        if result.samples:
            try:
                CostStore().keep(result)
            except HebraError as error:
                warn(complain, f"the figures are not kept. {error}")
                return


class _Progress(Redrawn):
    """How far a study is, on a terminal."""

    def __init__(self, study: CostStudy, title: str, console: Console) -> None:
        super().__init__(console)
        self._study, self._title = study, title

    def show(self, progress: CostProgress) -> None:
        """Say how far it is; redrawn when it is time to."""
        if self._due:
            self._redraw(self._picture(progress))

    def _picture(self, progress: CostProgress) -> RenderableType:
        head = Table.grid(padding=(0, 2))
        left = Text(f"{duration(progress.seconds_left)} left")
        head.add_row(ProgressBar(total=1.0, completed=progress.share, width=40), left)
        where = Text("")
        if progress.turn is not None:
            size = f" {progress.turn.size:,} {self._study.of.size_unit}" * bool(progress.turn.size)
            where = Text.assemble(
                (f"block {progress.turn.block + 1} of {progress.blocks} · ", "dim"),
                (self._study.of.kind(progress.turn.kind).title, "bold"),
                (size, "dim"),
            )
        return Group(Text(self._title, style="bold"), head, where)
