"""Tables as Parquet, for data frames: typed columns, and all that CSV has in its head as metadata.

pyarrow is an optional extra: 165 MB that few need.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lab import __version__
from lab.session.result import Result
from lab.session.series import Column

from .arrow import DOCUMENT_KEY, arrow_modules
from .atomic import write_atomically
from .document import Document, document_of
from .json_file import result_object
from .replay import replay
from .study_document import document_of_study
from .tidy import Tidy, run_table

if TYPE_CHECKING:
    from lab.advice.digest import Digest


def write_parquet(path: Path | str, figures: Result | Digest, table: str = "trials") -> None:
    """Write a run's course, or a ``table`` of a study, with its settings; whole or not at all.

    Tables are those of :mod:`lab.records.study_tables`. InputError when pyarrow is not installed.
    """
    write_atomically(path, parquet_bytes(figures, table))


def check_installed() -> None:
    """InputError with what to install, when there is no pyarrow."""
    arrow_modules()


def parquet_bytes(figures: Result | Digest, table: str = "trials") -> bytes:
    """The whole file."""
    if isinstance(figures, Result):
        whole = result_object(figures, series=False)
        return _bytes(run_table(figures), document_of(replay(figures)), whole)
    from .study_json import study_object
    from .study_tables import study_table

    study = document_of_study(figures.result.study)
    return _bytes(study_table(figures, table), study, study_object(figures.result, figures))


def _bytes(table: Tidy, document: Document, whole: Mapping[str, Any]) -> bytes:
    arrow, parquet = arrow_modules()
    types = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        str: arrow.string(),
    }
    arrays = [
        arrow.array(cells, types[kind]) for kind, cells in zip(table.kinds, table.data, strict=True)
    ]
    fields = [
        arrow.field(column.name, types[kind], metadata=_said(column))
        for kind, column in zip(table.kinds, table.columns, strict=True)
    ]
    metadata = {
        DOCUMENT_KEY: json.dumps(document, allow_nan=False).encode(),
        b"hebra_result": json.dumps(whole, allow_nan=False).encode(),
        b"hebra_version": __version__.encode(),
    }
    out = io.BytesIO()
    schema = arrow.schema(fields, metadata=metadata)
    parquet.write_table(arrow.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _said(column: Column) -> dict[str, str]:
    return {"unit": column.unit, "description": column.help}
