"""The last cost study of each section, kept in the data folder: what was measured comes back."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from lab.costs.result import CostResult
from lab.errors import HebraError, InputError
from lab.records.atomic import write_atomically, write_problem
from lab.records.costs_json import costs_from, costs_text
from lab.spec.words import told, why

from .place import data_folder

FILE = "costs.json"
ASIDE = "costs-damaged.json"


class CostStore:
    """One JSON file with a study a section. Used in a thread: reading and writing may take time."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_folder() / FILE

    def load(self) -> dict[str, CostResult]:
        """The last study of each section.

        InputError when the file is damaged: it has been put aside, under the name the error gives.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            return self._put_aside(why(error) if isinstance(error, OSError) else str(error))
        try:
            whole = json.loads(text)
            if not isinstance(whole, list):
                raise InputError(told("this is no list of cost studies"))
            found = [costs_from(one, str(self.path)) for one in whole]
        except (ValueError, RecursionError) as error:
            return self._put_aside(str(error))
        except InputError as error:
            return self._put_aside(error.what)
        return {result.study.section: result for result in found}

    def keep(self, result: CostResult) -> None:
        """Keep a study in place of the last one of its section; whole or not at all."""
        kept = {}
        with suppress(InputError):  # damaged: it is put aside, and said when the window starts
            kept = self.load()
        kept[result.study.section] = result
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_problem(self.path, error) from error
        write_atomically(self.path, (costs_text(kept.values()) + "\n").encode())

    def _put_aside(self, problem: str) -> dict[str, CostResult]:
        aside = self.path.with_name(ASIDE)
        try:
            self.path.replace(aside)
        except OSError as error:
            raise HebraError(
                told("the costs measured last cannot be read ({why})", why=problem),
                where=str(self.path),
            ) from error
        raise InputError(
            told("the costs measured last cannot be read ({why})", why=problem),
            where=str(self.path),
            todo=told("The file was put aside as {file}; measure again.", file=aside.name),
        )
