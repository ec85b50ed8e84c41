"""Cost studies as one tidy table: a row a figure of a kind at a size, or a row a measurement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lab import __version__
from lab.costs.kinds import CostFigure, CostKind
from lab.costs.result import CostResult
from lab.costs.rows import rows_of
from lab.costs.sentences import sentences
from lab.session.series import Column

from .atomic import write_atomically
from .csv_file import csv_of, pair_lines
from .tidy import Cell, Kind, Tidy

TABLES = ("figures", "samples")


@dataclass(frozen=True)
class _Column:
    name: str
    unit: str
    help: str
    kind: Kind


_NAMING = (
    _Column("section", "", "start, messages, switch or connections", str),
    _Column("kind", "", "what was measured", str),
    _Column("size", "", "bytes of a message, or connections asked for; empty where neither", int),
    _Column("figure", "", "which figure the row is, with its unit in the name", str),
    _Column("unit", "", "unit of the row's values", str),
    _Column("meaning", "", "what the figure is", str),
)
_OF_FIGURES = (
    _Column("median", "", "median of the repeats, in the row's unit", float),
    _Column("low", "", "lower end of its 95 % interval", float),
    _Column("high", "", "upper end of its 95 % interval", float),
    _Column("repeats", "", "measurements it is the median of", int),
    _Column("limit", "", "why there were fewer than asked for", str),
)
_OF_SAMPLES = (
    _Column("block", "", "block of the measurement, from 1", int),
    _Column("value", "", "what was measured, in the row's unit", float),
    _Column("others_cores", "cores", "load of other programs meanwhile", float),
    _Column("limit", "", "why there were fewer than asked for", str),
)


def write_costs_csv(
    path: Path | str, results: Iterable[CostResult], table: str = "figures"
) -> None:
    """Write the studies' ``figures`` (medians) or ``samples``; whole or not at all."""
    write_atomically(path, costs_csv_text(results, table).encode())


def costs_csv_text(results: Iterable[CostResult], table: str = "figures") -> str:
    """The whole file as text."""
    results = tuple(results)
    return csv_of(_head(results, table), costs_table(results, table))


def costs_table(results: Iterable[CostResult], table: str = "figures") -> Tidy:
    """One of :data:`TABLES` over all ``results``."""
    columns = _NAMING + (_OF_FIGURES if table == "figures" else _OF_SAMPLES)
    of = _figures if table == "figures" else _samples
    rows = [row for result in results for row in of(result)]
    return Tidy(
        columns=tuple(Column(column.name, column.unit, column.help) for column in columns),
        kinds=tuple(column.kind for column in columns),
        data=tuple([row[index] for row in rows] for index in range(len(columns))),
    )


def _figures(result: CostResult) -> Iterator[tuple[Cell, ...]]:
    for row in rows_of(result):
        for figure in result.study.of.figures:
            found = row.figures.get(figure.key)
            if found is not None:
                yield (
                    *_naming(row.kind, row.size, figure),
                    *(found.value, found.low, found.high, found.count, row.limit or None),
                )


def _samples(result: CostResult) -> Iterator[tuple[Cell, ...]]:
    for sample in result.samples:
        for figure in result.study.of.figures:
            if figure.key in sample.figures:
                kind = result.study.of.kind(sample.kind)
                yield (
                    *_naming(kind, sample.size, figure),
                    sample.block + 1,
                    sample.figures[figure.key],
                    sample.others_cores,
                    sample.limit or None,
                )


def _naming(kind: CostKind, size: int, figure: CostFigure) -> tuple[Cell, ...]:
    return (kind.section, kind.key, size or None, figure.key, figure.unit, figure.help)


def _head(results: tuple[CostResult, ...], table: str) -> Iterator[str]:
    yield f"Hebra costs, written by Hebra {__version__}"
    yield f"table: {table}"
    for result in results:
        name = result.study.section
        figures: dict[str, object] = {
            "state": result.state,
            "started_at": result.started_at,
            "seconds": result.seconds,
            "repeats": result.study.repeats,
            "seed": result.study.seed,
            "others_cores": result.others_cores,
        }
        yield from pair_lines(f"figure: {name}", figures)
        yield from pair_lines(f"environment: {name}", result.environment)
        for text in sentences(result):
            yield f"says: {name}: {text}"
        for one in result.missing:
            size = f" {one.size}" if one.size is not None else ""
            yield f"missing: {name}: {one.kind}{size}: {one.reason}"
