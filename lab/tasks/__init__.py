"""Task kinds, by name: what lanes carry out. Standard library only at import."""

from __future__ import annotations

from .api import Api
from .csv_numpy import CsvNumpy
from .csv_python import CsvPython
from .disk import Disk
from .http import Http
from .image_native import ImageNative
from .image_python import ImagePython
from .kind import TaskContext, TaskKind
from .native_cpu import NativeCpu
from .postgres import Postgres
from .python_cpu import PythonCpu
from .scrape import Scrape
from .sqlite import Sqlite
from .wait import Wait

_ALL = (
    PythonCpu,
    NativeCpu,
    ImagePython,
    ImageNative,
    CsvPython,
    CsvNumpy,
    Wait,
    Http,
    Scrape,
    Api,
    Disk,
    Sqlite,
    Postgres,
)
"""In the order they are offered: what computes, then what waits. At most ``layout.KINDS``."""

KINDS: dict[str, type[TaskKind]] = {kind.name: kind for kind in _ALL}

__all__ = ["KINDS", "TaskContext", "TaskKind"]
