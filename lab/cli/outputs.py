"""Where results go: files are checked before anything is measured and written after it.

A file that fails does not cost the others, and ``--json -`` leaves standard output to the JSON.
"""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from rich.console import Console

from lab.errors import HebraError, InputError
from lab.records.atomic import check_writable, write_atomically

from .output import tell

if TYPE_CHECKING:
    from lab.advice.digest import Digest
    from lab.session.result import Result

STDOUT = "-"
T = TypeVar("T")
Write = Callable[[Path, T], None]


@dataclass(frozen=True, kw_only=True)
class Outputs(ABC, Generic[T]):
    """The files asked for; ``json`` may be ``-`` for standard output."""

    csv: Path | None = None
    chart: Path | None = None
    json: str | None = None
    parquet: Path | None = None
    report: Path | None = None
    dpi: int = 200
    dark: bool = False

    @property
    def to_stdout(self) -> bool:
        """Whether standard output is to hold the JSON and nothing else."""
        return self.json == STDOUT

    @abstractmethod
    def json_text(self, what: T) -> str:
        """The result as JSON."""

    @abstractmethod
    def writers(self) -> Mapping[Path, Write[T]]:
        """What writes each file that was asked for, besides JSON."""

    @abstractmethod
    def paths(self) -> list[Path]:
        """The files asked for, besides JSON; one may be there twice."""

    def check(self) -> None:
        """Refuse before measuring what could not be written after it."""
        files = [*self.paths(), *([self._json_file] if self._json_file else [])]
        for path in files:
            check_writable(path)
        given = [path.resolve() for path in files if not path.is_char_device()]
        if len(set(given)) < len(given):
            twice = next(path for path in given if given.count(path) > 1)
            raise InputError("two results cannot go to the same file", where=str(twice))
        if self.chart:
            from lab.records.paper.sheet import check_format

            check_format(self.chart)
        if self.parquet:
            from lab.records.parquet import check_installed

            check_installed()

    def print_json(self, what: T) -> None:
        """Write the JSON to standard output."""
        sys.stdout.write(self.json_text(what) + "\n")
        sys.stdout.flush()

    def write(self, what: T, complain: Console) -> bool:
        """Write every file that was asked for; whether all could be."""
        writers = dict(self.writers())
        if self._json_file is not None:
            writers[self._json_file] = self._write_json
        fine = True
        for path, write in writers.items():
            try:
                write(path, what)
            except HebraError as error:
                tell(complain, error)
                fine = False
        return fine

    @property
    def _json_file(self) -> Path | None:
        return Path(self.json) if self.json is not None and not self.to_stdout else None

    def _write_json(self, path: Path, what: T) -> None:
        write_atomically(path, (self.json_text(what) + "\n").encode())


@dataclass(frozen=True, kw_only=True)
class RunOutputs(Outputs["Result"]):
    """What may be written of a run."""

    trace: Path | None = None

    def paths(self) -> list[Path]:
        """As :class:`Outputs` says."""
        files = (self.csv, self.chart, self.parquet, self.report, self.trace)
        return [path for path in files if path is not None]

    def json_text(self, what: Result) -> str:
        """As :class:`Outputs` says."""
        from lab.records.json_file import json_text

        return json_text(what)

    def writers(self) -> Mapping[Path, Write[Result]]:
        """As :class:`Outputs` says."""
        from lab.records import write_chart, write_csv
        from lab.records.html import write_html
        from lab.records.parquet import write_parquet
        from lab.records.trace import write_trace

        made: dict[Path | None, Write[Result]] = {
            self.csv: write_csv,
            self.parquet: write_parquet,
            self.trace: write_trace,
            self.report: write_html,
            self.chart: lambda path, result: write_chart(
                path, result, dpi=self.dpi, dark=self.dark
            ),
        }
        return {path: write for path, write in made.items() if path is not None}


@dataclass(frozen=True, kw_only=True)
class StudyOutputs(Outputs["Digest"]):
    """What may be written of a comparison or a sweep. ``table`` is what CSV and Parquet hold."""

    table: str = "trials"
    code: Path | None = None

    def paths(self) -> list[Path]:
        """As :class:`Outputs` says."""
        files = (self.csv, self.chart, self.parquet, self.report, self.code)
        return [path for path in files if path is not None]

    def check(self) -> None:
        """As :class:`Outputs` says."""
        from lab.records.complaint import did_you_mean
        from lab.records.study_tables import TABLES

        if self.table not in TABLES:
            todo = did_you_mean(self.table, TABLES)
            raise InputError(f"{self.table!r} is no table", where="--table", todo=todo)
        super().check()

    def json_text(self, what: Digest) -> str:
        """As :class:`Outputs` says."""
        from lab.records.study_json import study_text

        return study_text(what.result, what)

    def writers(self) -> Mapping[Path, Write[Digest]]:
        """As :class:`Outputs` says."""
        from lab.records.html import write_html
        from lab.records.paper.study import write_study_chart
        from lab.records.parquet import write_parquet
        from lab.records.study_csv import write_study_csv

        made: dict[Path | None, Write[Digest]] = {
            self.csv: lambda path, digest: write_study_csv(path, digest, table=self.table),
            self.parquet: lambda path, digest: write_parquet(path, digest, table=self.table),
            self.report: write_html,
            self.code: _write_code,
            self.chart: lambda path, digest: write_study_chart(
                path, digest, dpi=self.dpi, dark=self.dark
            ),
        }
        return {path: write for path, write in made.items() if path is not None}


def _write_code(path: Path, digest: Digest) -> None:
    """The fastest candidate, or the one that is recommended, as a program."""
    from lab.advice.code import program
    from lab.advice.recommendation import recommend
    from lab.study.point import experiment_of

    study = digest.result.study
    winner = recommend(digest).winner
    place = winner if winner is not None else next(iter(digest.ranking), None)
    if place is None:
        raise HebraError("nothing was measured, so there is no program", where=str(path))
    source = program(experiment_of(study, study.candidates[place]))
    write_atomically(path, source.encode())
