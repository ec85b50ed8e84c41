"""Adding up a CSV file with NumPy."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lab.spec import N_, param, told

from .csv_python import WrongTotalError
from .folder import problem_of
from .kind import TaskContext, TaskKind
from .library import missing, reach_installed

_S_PER_ROW = 0.1e-6


@dataclass(frozen=True, kw_only=True)
class CsvNumpy(TaskKind):
    """Read a CSV file of ``rows`` sales and add up the turnover of each shop, with NumPy.

    The file is read by ``numpy.loadtxt`` and added up by ``numpy.bincount``: about 0.1 µs a row,
    a quarter of what pure Python takes. It is native code, but reading text is nearly all of it,
    and that holds the GIL; only the sums let go of it. So it is fast, and threads take turns all
    the same. It waits for nothing but a core and the GIL.

    The file is the same as that of ``csv-python``.
    """

    name = "csv-numpy"
    title = N_("CSV totals, NumPy")
    short = N_("NumPy CSV")
    computes = True
    # Measured: of two threads, hardly more than one runs at a time.
    frees_gil = False
    needs_folder = True

    rows: int = param(
        20_000,
        label=N_("Rows"),
        span=(100, 200_000),
        scale="log",
        help=N_("How many sales the file has."),
    )

    @classmethod
    def unavailable(cls, *, event_loop: bool | None = None) -> str | None:
        if missing("numpy"):
            return told("{library} is not installed in this Python", library="NumPy")
        return None

    def problem(self, context: TaskContext) -> str | None:
        return problem_of(context.folder)

    def expected_s(self) -> float:
        return 0.00005 + self.rows * _S_PER_ROW

    def blocking(self, context: TaskContext) -> Callable[[], Any]:
        reach_installed()
        # Its threads for linear algebra are not used here, and the engine's host forks.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import numpy as np

        from .sales import SHOPS, sales_file

        path, rows = sales_file(context.folder, self.rows), self.rows

        def add_up() -> Any:
            """Carry out one task; the turnover of each shop, by its number."""
            table = np.loadtxt(path, delimiter=",", skiprows=1)
            if len(table) != rows:
                raise WrongTotalError(f"{len(table):,} rows in place of {rows:,}")
            shops = table[:, 0].astype(np.intp)
            return np.bincount(shops, weights=table[:, 1] * table[:, 2], minlength=SHOPS)

        return add_up
