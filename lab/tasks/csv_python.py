"""Adding up a CSV file in pure Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lab.spec import N_, param

from .folder import problem_of
from .kind import TaskContext, TaskKind

_S_PER_ROW = 0.4e-6


class WrongTotalError(Exception):
    """The file did not have the rows that were put in; the task has failed."""


@dataclass(frozen=True, kw_only=True)
class CsvPython(TaskKind):
    """Read a CSV file of ``rows`` sales and add up the turnover of each shop, in pure Python.

    Rows come from the ``csv`` module, sums are kept in a dictionary: about 0.4 µs a row. The file
    is made once a run in its private folder and stays in the system's memory, so reading it is
    computing too. It waits for nothing but a core and the GIL, which it lets go of only for the
    few µs of reading: threads take turns, processes do not.

    ``csv-numpy`` does the same with NumPy.
    """

    name = "csv-python"
    title = N_("CSV totals, Python")
    short = N_("Python CSV")
    computes = True
    # Reading without the GIL is less than a hundredth of it.
    frees_gil = False
    needs_folder = True

    rows: int = param(
        20_000,
        label=N_("Rows"),
        span=(100, 200_000),
        scale="log",
        help=N_("How many sales the file has."),
    )

    def problem(self, context: TaskContext) -> str | None:
        return problem_of(context.folder)

    def expected_s(self) -> float:
        return 0.00005 + self.rows * _S_PER_ROW

    def blocking(self, context: TaskContext) -> Callable[[], dict[str, float]]:
        import csv
        import io

        from .sales import sales_file

        path, rows = sales_file(context.folder, self.rows), self.rows

        def add_up() -> dict[str, float]:
            """Carry out one task; the turnover of each shop."""
            text = path.read_text(encoding="ascii")
            reader = csv.reader(io.StringIO(text))
            next(reader)
            turnover: dict[str, float] = {}
            for shop, units, price in reader:
                turnover[shop] = turnover.get(shop, 0.0) + int(units) * float(price)
            if reader.line_num != rows + 1:
                raise WrongTotalError(f"{reader.line_num - 1:,} rows in place of {rows:,}")
            return turnover

        return add_up
