"""Finished and interrupted runs, comparisons and sweeps, kept in a database."""

from .entry import KINDS, ORDERS, STATES, Entry, Pruned, Query, Space
from .history import History
from .keeping import RunKeeper, StudyKeeper
from .place import data_folder, database_path

__all__ = [
    "KINDS",
    "ORDERS",
    "STATES",
    "Entry",
    "History",
    "Pruned",
    "Query",
    "RunKeeper",
    "Space",
    "StudyKeeper",
    "data_folder",
    "database_path",
]
