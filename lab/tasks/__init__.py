"""Task kinds, by name: what lanes carry out. Standard library only at import."""

from __future__ import annotations

from .disk import Disk
from .http import Http
from .kind import TaskContext, TaskKind
from .native_cpu import NativeCpu
from .python_cpu import PythonCpu
from .sqlite import Sqlite
from .wait import Wait

KINDS: dict[str, type[TaskKind]] = {
    kind.name: kind for kind in (PythonCpu, NativeCpu, Wait, Http, Disk, Sqlite)
}

__all__ = ["KINDS", "TaskContext", "TaskKind"]
