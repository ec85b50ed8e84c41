"""Where the history lives: in the data folder."""

from __future__ import annotations

from pathlib import Path

from lab.places import VARIABLE, data_folder

__all__ = ["DATABASE", "VARIABLE", "data_folder", "database_path"]

DATABASE = "history.db"


def database_path() -> Path:
    """The file that holds the history."""
    return data_folder() / DATABASE
