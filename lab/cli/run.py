"""``hebra run``: one experiment, from flags or a file, to a result on the terminal and in files."""

from __future__ import annotations

import asyncio

from rich.console import Console

from lab.session.snapshot import Snapshot
from lab.spec import Experiment

from .conduct import Interrupted, Run, SessionFactory, conduct
from .exits import FAILED, FINE, INTERRUPTED
from .keeping import Keeping
from .output import tell
from .outputs import RunOutputs
from .progress import Progress


def carry_out(
    experiment: Experiment,
    outputs: RunOutputs,
    factory: SessionFactory,
    complain: Console,
    *,
    keep: bool = True,
) -> int:
    """Run it, write and keep what was measured, and return the exit code."""
    outputs.check()
    with Keeping(complain, wanted=keep) as keeping:
        return _carry_out(factory(experiment), experiment, outputs, keeping, complain)


def _carry_out(
    run: Run,
    experiment: Experiment,
    outputs: RunOutputs,
    keeping: Keeping,
    complain: Console,
) -> int:
    try:
        interrupted = asyncio.run(_watch(run, experiment, keeping, complain))
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    result = run.result()
    keeping.finish(result)
    if outputs.to_stdout:
        outputs.print_json(result)
    else:
        from .report import show

        show(result, Console(highlight=False, markup=False))
    written = outputs.write(result, complain)
    if run.failure is not None:
        tell(complain, run.failure)
        return FAILED
    if not written:
        return FAILED
    return INTERRUPTED if interrupted else FINE


async def _watch(run: Run, experiment: Experiment, keeping: Keeping, console: Console) -> bool:
    keeping.begin_run(experiment)
    with Progress(experiment, console) as progress:

        def show(snapshot: Snapshot) -> None:
            progress.show(snapshot)
            keeping.keep(run.result)

        return await conduct(run, show, experiment.changes)
