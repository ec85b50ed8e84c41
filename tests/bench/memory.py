"""Eight hours of readings, ten a second, through the whole bench page and the run's series.

Simulated in a process of its own, as fast as it goes; the page is painted every hundredth reading.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .drive import answer, offscreen
from .figure import Figure

HOURS, MOST = 8.0, 5.0


def measure(quick: bool) -> Iterator[Figure]:
    """Resident memory at the end over that after the first twenty minutes."""
    hours = 0.75 if quick else HOURS
    command = [sys.executable, "-m", "tests.bench.long_run", str(hours)]
    memory = answer(command, offscreen())
    yield Figure(
        bench="Memory of the window",
        name=f"growth over {hours:g} hours of samples",
        values=(100 * (memory["late_mib"] / memory["early_mib"] - 1),),
        unit="%",
        least=-MOST,
        most=MOST,
        note=f"{memory['early_mib']:.1f} MiB after 20 minutes, {memory['late_mib']:.1f} at the end",
    )
