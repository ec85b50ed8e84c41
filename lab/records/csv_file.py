"""The course of a run as CSV, with all that is needed to read it years later and to run it again.

The file opens with ``#`` lines: what wrote it, the experiment as TOML (``# |``), the figures of the
whole run, the machine, the changes made while it ran, what happened, and what each column means.
Then a header row and one row per sample, RFC 4180, numbers in the C locale at full precision.

A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
A spreadsheet splits the ``#`` lines into cells as well, at whatever separator its country has: what
follows one there is made harmless too, in the experiment by an escape that TOML reads back.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import tomli_w

from lab import __version__
from lab.session.result import Result

from .atomic import write_atomically
from .document_file import LINE_MARK, RESULT_MARK
from .experiment_file import experiment_text
from .figures import figures_of
from .replay import replay
from .settings import change_text
from .tidy import Tidy, run_table

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SPLIT_FORMULA = re.compile(r"([,;\t]\s*)([=+\-@])")
_DIGITS = 10
"""Significant digits of a measured figure; more would only be noise."""


def write_csv(path: Path | str, result: Result) -> None:
    """Write the result's series with its settings and environment; whole or not at all."""
    write_atomically(path, csv_text(result).encode())


def csv_text(result: Result) -> str:
    """The whole file as text."""
    return csv_of(_head(result), run_table(result))


def csv_of(head: Iterable[str], table: Tidy) -> str:
    """A head and a table as text with CRLF line ends, as RFC 4180 has it."""
    out = io.StringIO()
    for line in itertools.chain(head, _legend(table)):
        out.write(_comment(line) + "\r\n")
    writer = csv.writer(out)
    writer.writerow([harmless(column.name) for column in table.columns])
    writer.writerows([cell(value) for value in row] for row in table.rows())
    return out.getvalue()


def cell(value: object) -> str:
    """A value as a cell: numbers in the C locale, nothing for what is not known, text harmless."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.{_DIGITS}g}"
    if isinstance(value, int):
        return str(value)
    # One line: readers that skip `#` lines look at lines, not at cells.
    return harmless(" ".join(str(value).splitlines()))


def harmless(text: str) -> str:
    """``text`` such that a spreadsheet shows it and does not run it."""
    # Spaces and NULs before the sign are dropped by some spreadsheets, so they do not protect.
    return f"'{text}" if text.lstrip(" \0\n").startswith(_FORMULA) else text


def origin_lines(command: str, document: str) -> Iterator[str]:
    """What wrote the file, how to run it again, and the experiment or study as TOML."""
    yield f"{RESULT_MARK[2:]}, written by Hebra {__version__}"
    yield f"Run it again: {command} --file THIS_FILE"
    for line in document.splitlines():
        yield f"{LINE_MARK[2:]}{_SPLIT_FORMULA.sub(_escaped, line)}"


def pair_lines(name: str, pairs: Mapping[str, object]) -> Iterator[str]:
    """Facts, one a line: ``environment: cores = 2``, as TOML writes it."""
    for key, value in pairs.items():
        yield f"{name}: {_pair(key, value)}"


def _head(result: Result) -> Iterator[str]:
    yield from origin_lines("hebra run", experiment_text(replay(result)))
    yield from pair_lines("figure", figures_of(result))
    yield from pair_lines("environment", result.environment)
    for marker in result.markers:
        change = change_text(marker.setting, marker.old, marker.new)
        yield f"change: t_s = {cell(marker.t_s)}, {change}"
    for event in result.events:
        yield f"event: t_s = {cell(event.t_s)}, {event.kind}: {event.text}"


def _legend(table: Tidy) -> Iterator[str]:
    for column in table.columns:
        unit = f" [{column.unit}]" if column.unit else ""
        yield f"column: {column.name}{unit}: {column.help}"


def _pair(name: str, value: object) -> str:
    """``name = value`` as TOML writes it; what is not known is said so."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return f"{name} = unknown"
    return tomli_w.dumps({name: value}).strip()


def _escaped(found: re.Match[str]) -> str:
    """The sign as TOML's escape; outside strings an experiment has no sign after a separator."""
    return f"{found[1]}\\u{ord(found[2]):04X}"


def _comment(line: str) -> str:
    """One line, whatever was in it: a line break must not let a text start a row of its own."""
    return "# " + _SPLIT_FORMULA.sub(r"\1'\2", " ".join(line.splitlines()))
