"""A program that measures and keeps, to be killed, to be one of many, or to run out of room.

``python -m tests.lab.history.writer HOW PATH``. It does not wait for time: a tenth of a second
passes with every row.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from lab.errors import HebraError
from lab.history import History
from tests.lab.history.results import made_run, until
from tests.lab.study.made import made_result

ROWS_A_SECOND = 10
RUNS, ADDS = 8, 5


def say(what: object) -> None:
    """A line for whoever started this."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def endless_run(path: Path) -> None:
    """Say when each row was measured; keep them once a second, as the window does."""
    rows = 3000
    run = made_run("Killed", rows=rows)
    keeper = History(path).begin_run(run.experiment)
    for row in range(1, rows):
        say(f"{row / ROWS_A_SECOND:.1f}")
        if row % ROWS_A_SECOND == 0:
            keeper.add(until(run, row))


def endless_study(path: Path) -> None:
    """Say which trial was measured; keep each."""
    result = made_result(repeats=200)
    keeper = History(path).begin_study(result.study)
    for trial in result.trials:
        say(trial.place)
        keeper.add_trial(trial)


def many(path: Path) -> None:
    """Keep several runs, one after another, and change them."""
    with History(path) as history:
        say("open")
        sys.stdin.readline()
        for number in range(RUNS):
            run = made_run(f"{number}")
            keeper = history.begin_run(run.experiment)
            for add in range(ADDS):
                keeper.add(until(run, 5 * (add + 1)))
            history.tag(keeper.finish(run), ["kept"])


def full(path: Path) -> None:
    """Measure on while the file must not grow; say how it went."""
    run = made_run("Full", rows=2000)
    with History(path) as history:
        keeper = history.begin_run(run.experiment)
        now = max(p.stat().st_size for p in path.parent.iterdir())
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (now + 100_000, most))
        failed = 0
        for rows in range(100, 2000, 100):
            try:
                keeper.add(until(run, rows))
            except HebraError as error:
                failed += 1
                say(error)
        assert keeper.id is not None
        say(f"failed {failed}, kept {len(history.series([keeper.id])[keeper.id])}")
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        keeper.finish(run)
        say(f"kept {len(history.series([keeper.id])[keeper.id])}")


HOW = {"endless-run": endless_run, "endless-study": endless_study, "many": many, "full": full}

if __name__ == "__main__":
    HOW[sys.argv[1]](Path(sys.argv[2]))
