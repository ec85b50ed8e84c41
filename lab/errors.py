"""What the user can mend is said in words: what happened, where, and what to do."""

from __future__ import annotations


class HebraError(Exception):
    """An error to be shown as text, not as a traceback.

    ``what`` happened, ``where`` (file, key, option), what ``todo``; ``details`` for a log.
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", todo: str = "", details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.todo = todo
        self.details = details

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.todo}" if self.todo else ""
        stop = "" if self.what.endswith(".") else "."
        return f"{place}{self.what}{stop}{advice}"


class InputError(HebraError):
    """Something the user wrote is not acceptable (a file, an option, a value)."""

    exit_code = 2


class SessionError(HebraError):
    """A run could not be started or ended by itself."""

    exit_code = 3
