"""Reports of crashes and of errors nobody expected: text files in the state folder, a few of them.

One that nobody has seen yet ends in ``.new``: it is shown at the next start, which takes that off.
"""

from __future__ import annotations

import contextlib
import os
import traceback
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lab.places import home_folder, state_folder

from .slot import FATAL, QT, Slot

MOST = 20
"""Reports that are kept; the oldest go."""
LOG_LINES = 60
_NEW = ".new"
_DATED = "report-%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True)
class Report:
    """A report that was written: its first line is what happened."""

    path: Path
    text: str

    @property
    def what(self) -> str:
        """What happened, in a line."""
        return self.text.partition("\n")[0]

    @property
    def when(self) -> str:
        """When it was written, as ISO 8601; empty where the name does not say."""
        with contextlib.suppress(ValueError):
            return datetime.strptime(self.path.stem, _DATED).astimezone().isoformat()
        return ""


def reports_folder() -> Path:
    """Where the reports are."""
    return state_folder() / "reports"


def of_crash(slot: Slot) -> Report | None:
    """Report what a window left in ``slot``; None when it was no crash. Raises OSError."""
    before, fatal, stacks = slot.left.partition(FATAL)
    if not fatal:
        return None
    said = [line for line in before.splitlines() if line.startswith(QT)] or stacks.splitlines()
    what = f"Hebra ended with a fatal error: {said[0]}"
    return _write(what, {"": before, "Stacks": stacks, **_log(slot)}, new=True)


def of_error(error: BaseException, slot: Slot | None, facts: str, *, new: bool) -> Report:
    """Report an error nobody expected, with the stacks of now. Raises OSError."""
    from .stacks import all_stacks

    said = str(error).partition("\n")[0]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    parts = {"": facts, "Error": "".join(traceback.format_exception(error)), "Stacks": all_stacks()}
    return _write(what, parts | (_log(slot) if slot is not None else {}), new=new)


def unseen() -> list[Report]:
    """The reports nobody has seen yet, oldest first; from now on they are seen."""
    found = []
    for path in sorted(reports_folder().glob(f"*{_NEW}")):
        with contextlib.suppress(OSError):
            text = path.read_text(encoding="utf-8", errors="replace")
            found.append(Report(path.replace(path.with_suffix("")), text))
    return found


def _log(slot: Slot) -> dict[str, str]:
    """The last lines of the slot's log, under a heading."""
    with contextlib.suppress(OSError), slot.log.open(encoding="utf-8", errors="replace") as lines:
        return {"Log": "".join(deque(lines, LOG_LINES))}
    return {}


def _write(what: str, parts: dict[str, str], *, new: bool) -> Report:
    blocks = [what]
    for heading, text in parts.items():
        blocks.append(f"{heading}\n{'-' * len(heading)}\n{text.strip()}" if heading else text)
    # Whose folders these are need not be in what somebody may send on.
    home = str(home_folder())
    text = "\n\n".join(block.strip() for block in blocks if block.strip()) + "\n"
    if len(home) > 1:
        text = text.replace(home + os.sep, "~" + os.sep)
    folder = reports_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = datetime.now().astimezone().strftime(_DATED)
    path = folder / f"{stamp}.txt{_NEW if new else ''}"
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    _prune(folder)
    return Report(path, text)


def _prune(folder: Path) -> None:
    for path in sorted(folder.glob("report-*"), key=lambda path: path.name)[:-MOST]:
        with contextlib.suppress(OSError):
            path.unlink()
