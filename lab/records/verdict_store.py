"""The latest finding of each claim, kept in one small file in the data folder.

It is written whole or not at all. What cannot be read is never mended or deleted: it is put aside
under a name of its own, for whoever wants to rescue something, and told.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from lab.errors import HebraError, InputError
from lab.places import data_folder
from lab.spec.words import told
from lab.verdicts.claim import Finding

from .atomic import write_atomically, write_problem
from .verdict_json import findings_from, verdicts_text

FILE = "verdicts.json"
MOST_BYTES = 32 << 20
"""A larger file is not ours."""


class VerdictStore:
    """One file of findings. Reading and writing take some milliseconds."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else data_folder() / FILE
        self.problem = ""
        """What was wrong with the file (told), once it was put aside; else empty."""

    def load(self) -> dict[str, Finding]:
        """The latest finding by claim, in the order in which the claims were first measured.

        A damaged file is put aside, and ``problem`` names where. HebraError when the file cannot
        be read at all.
        """
        try:
            if self.path.stat().st_size > MOST_BYTES:
                self._put_aside()
                return {}
            whole = json.loads(self.path.read_text(encoding="utf-8"))
            findings = findings_from(whole, str(self.path))
        except FileNotFoundError:
            return {}
        except OSError as error:
            what = told("the verdicts that were kept cannot be read ({why})", why=str(error))
            raise HebraError(what, where=str(self.path)) from error
        except (ValueError, RecursionError, InputError):
            self._put_aside()
            return {}
        return {finding.claim: finding for finding in findings}

    def keep(self, finding: Finding) -> None:
        """Keep it in place of the claim's last one; InputError or HebraError when it cannot be."""
        kept = {**self.load(), finding.claim: finding}
        try:
            # What somebody measured is nobody else's business.
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_problem(self.path, error) from error
        write_atomically(self.path, (verdicts_text(kept.values()) + "\n").encode())

    def _put_aside(self) -> None:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        count = 1
        while aside.exists():
            count += 1
            name = f"{self.path.stem}-damaged-{stamp}-{count}{self.path.suffix}"
            aside = self.path.with_name(name)
        try:
            self.path.replace(aside)
        except OSError as error:
            raise write_problem(self.path, error) from error
        self.problem = told(
            "The verdicts that were kept could not be read. They were put aside as {name}.",
            name=aside.name,
        )
