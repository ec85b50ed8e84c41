"""What the machine did meanwhile that a study's figures depend on: its clock and its battery."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_CPUFREQ = Path("/sys/devices/system/cpu")


@dataclass
class Conditions:
    """Collected while a study goes on; reading them takes some milliseconds."""

    mhz: list[float] = field(default_factory=list)
    """Mean clock of all cores at the end of each run; empty where the system does not tell."""
    on_battery: bool = False
    """Whether the machine ran on its battery at any time."""

    def look(self) -> None:
        """Look once."""
        if clock := core_mhz():
            self.mhz.append(clock)
        self.on_battery = self.on_battery or on_battery()


def core_mhz(folder: Path = _CPUFREQ) -> float | None:
    """The mean present clock of all cores in MHz, where the system tells it."""
    found = []
    for file in folder.glob("cpu[0-9]*/cpufreq/scaling_cur_freq"):
        with suppress(OSError, ValueError):
            found.append(int(file.read_text(encoding="ascii")) / 1000)
    return sum(found) / len(found) if found else None


def on_battery() -> bool:
    """Whether there is a battery and it is being used."""
    try:
        battery = psutil.sensors_battery()
    except (AttributeError, OSError, RuntimeError, ValueError):  # not every system has it
        return False
    return battery is not None and battery.power_plugged is False
