"""A study's tables as CSV: the same head as a run's, so that it runs itself again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lab.study.trial import StudyResult

from .atomic import write_atomically
from .csv_file import csv_of, origin_lines, pair_lines
from .study_file import study_text
from .study_tables import study_table

if TYPE_CHECKING:
    from lab.advice.digest import Digest


def write_study_csv(path: Path | str, digest: Digest, table: str = "trials") -> None:
    """Write one of the study's tables with its settings and environment; whole or not at all.

    ``table`` is ``trials``, ``candidates``, ``contrasts`` or ``course``.
    """
    write_atomically(path, study_csv_text(digest, table).encode())


def study_csv_text(digest: Digest, table: str = "trials") -> str:
    """The whole file as text."""
    return csv_of(_head(digest, table), study_table(digest, table))


def _head(digest: Digest, table: str) -> Iterator[str]:
    result = digest.result
    command = "hebra sweep" if result.study.axes else "hebra compare"
    yield from origin_lines(command, study_text(result.study))
    yield f"table: {table}"
    yield from pair_lines("figure", _figures(result))
    yield from pair_lines("environment", result.environment)
    for caution in result.cautions:
        yield f"caution: {caution.kind}: {caution.text}"


def _figures(result: StudyResult) -> dict[str, object]:
    noise = result.noise
    figures: dict[str, object] = {
        "state": result.state,
        "complete": result.complete,
        "started_at": result.started_at,
        "seconds": result.seconds,
        "trials": len(result.trials),
        "noise_floor_ratio": noise.ratio if noise else None,
        "noise_floor_pairs": noise.pairs if noise else None,
    }
    if result.problem:
        figures["problem"] = str(result.problem)
    return figures
