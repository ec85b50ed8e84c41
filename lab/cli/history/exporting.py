"""``hebra history export``: each ending has its writer; a file that fails costs no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from lab.cli.exits import FAILED, FINE
from lab.cli.output import tell
from lab.errors import HebraError, InputError
from lab.records.atomic import check_writable
from lab.session.result import Result

from .opened import entry_of, opened

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

CHARTS = (".png", ".svg", ".pdf")
TRACE = ".trace.json"
ENDINGS = (".toml", ".csv", ".json", ".parquet", ".html", *CHARTS, TRACE)
TABLES = ("trials", "candidates", "contrasts", "course")
Write = Callable[[Path], None]


def write_files(
    text: str, files: Sequence[Path], *, table: str | None, dpi: int, dark: bool
) -> int:
    """Write every file and return the exit code. Raises InputError before anything is written."""
    if table is not None and table not in TABLES:
        raise InputError(f"{table!r} is not one of {', '.join(TABLES)}", where="--table")
    for path in files:
        _ending(path)
        check_writable(path)
    if len({path.resolve() for path in files}) < len(files):
        raise InputError("two exports cannot go to the same file")
    with opened() as history:
        number = entry_of(text, history).id
        result = history.whole(number)
        again = history.again(number)
    if isinstance(result, Result):
        writers = _of_run(result, dpi, dark)
        if table is not None:
            raise InputError("a run has one table only", where="--table")
    else:
        writers = _of_study(result, table or "trials", dpi, dark)
    writers[".toml"] = lambda path: _save(path, again)
    for path in files:
        if _ending(path) not in writers:
            raise InputError("a trace is made of a run, not of a comparison", where=str(path))
    fine, complain = True, Console(stderr=True)
    for path in files:
        try:
            writers[_ending(path)](path)
        except HebraError as error:
            tell(complain, error)
            fine = False
    return FINE if fine else FAILED


def _ending(path: Path) -> str:
    name = path.name.lower()
    found = [ending for ending in ENDINGS if name.endswith(ending)]
    if not found:
        raise InputError(
            "it is not known what to write to this file",
            where=str(path),
            todo=f"Give a name that ends in {', '.join(ENDINGS)}.",
        )
    return max(found, key=len)


def _save(path: Path, again: object) -> None:
    from lab.records.experiment_file import save_experiment
    from lab.records.study_file import save_study
    from lab.spec import Experiment, Study

    if isinstance(again, Experiment):
        save_experiment(path, again)
    elif isinstance(again, Study):
        save_study(path, again)


def _of_run(result: Result, dpi: int, dark: bool) -> dict[str, Write]:
    from lab.records import write_chart, write_csv, write_json

    def parquet(path: Path) -> None:
        from lab.records.parquet import write_parquet

        write_parquet(path, result)

    def html(path: Path) -> None:
        from lab.records.html import write_html

        write_html(path, result)

    def trace(path: Path) -> None:
        from lab.records.trace import write_trace

        write_trace(path, result)

    return {
        ".csv": lambda path: write_csv(path, result),
        ".json": lambda path: write_json(path, result),
        ".parquet": parquet,
        ".html": html,
        TRACE: trace,
        **dict.fromkeys(CHARTS, lambda path: write_chart(path, result, dpi=dpi, dark=dark)),
    }


def _of_study(result: StudyResult, table: str, dpi: int, dark: bool) -> dict[str, Write]:
    from lab.advice.digest import digest

    figures = digest(result)

    def csv(path: Path) -> None:
        from lab.records.study_csv import write_study_csv

        write_study_csv(path, figures, table=table)

    def json(path: Path) -> None:
        from lab.records.study_json import write_study_json

        write_study_json(path, result, figures)

    def parquet(path: Path) -> None:
        from lab.records.parquet import write_parquet

        write_parquet(path, figures, table)

    def html(path: Path) -> None:
        from lab.records.html import write_html

        write_html(path, figures)

    def chart(path: Path) -> None:
        from lab.records.paper.study import write_study_chart

        write_study_chart(path, figures, dpi=dpi, dark=dark)

    return {
        ".csv": csv,
        ".json": json,
        ".parquet": parquet,
        ".html": html,
        **dict.fromkeys(CHARTS, chart),
    }
