"""What the exported files of a run hold: asked of the files, not of the program."""

from __future__ import annotations

import csv
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from debian_root import WrongError

INCHES_MM = 1000 / 25.4
LEAST_COLOURS = 50
"""A chart has its palette and the shades of smooth edges; an empty sheet has one."""


@dataclass(frozen=True)
class Run:
    """A CSV file read: the experiment it holds, and its rows."""

    experiment: dict[str, Any]
    rows: list[dict[str, str]]

    @property
    def tasks(self) -> int:
        """Tasks counted until the last row."""
        return int(float(self.rows[-1]["tasks_done"]))


def read_csv(path: Path) -> Run:
    """Read the file; raises what does not fit: no rows, or a count that falls."""
    lines = path.read_text(encoding="utf-8").splitlines()
    # Lines of the experiment begin with `# |`, all that is said besides with `#`.
    held = "\n".join(line[3:].removeprefix(" ") for line in lines if line.startswith("# |"))
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    if not rows:
        raise WrongError(f"{path.name} has no rows")
    counts = [float(row["tasks_done"]) for row in rows]
    if counts != sorted(counts) or counts[-1] <= 0:
        raise WrongError(f"{path.name} counts tasks as {counts}")
    return Run(tomllib.loads(held), rows)


def check_picture(path: Path, dots_an_inch: int) -> tuple[int, int]:
    """Width and height of a PNG; raises if it is blank or does not say its resolution."""
    told = subprocess.run(
        ["identify", "-units", "PixelsPerInch", "-format", "%m %w %h %k %x", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    kind, width, height, colours, dpi = told.stdout.split()[:5]
    if kind != "PNG" or int(colours) < LEAST_COLOURS:
        raise WrongError(f"{path.name} is {kind} with {colours} colours")
    if round(float(dpi)) != dots_an_inch:
        raise WrongError(f"{path.name} has {dpi} dots an inch, not {dots_an_inch}")
    return int(width), int(height)
