"""The parent's side of a run: start, steer, sample, stop."""

from lab.errors import SessionError

from .period import Mark, Period
from .result import CoresSummary, Result
from .series import Column, SeriesTable
from .session import Session
from .snapshot import Snapshot

__all__ = [
    "Column",
    "CoresSummary",
    "Mark",
    "Period",
    "Result",
    "SeriesTable",
    "Session",
    "SessionError",
    "Snapshot",
]
