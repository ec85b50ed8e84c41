"""All that is looked at, in the order of reading; takes about a second."""

from __future__ import annotations

import sys

from .check import Check
from .clock import clock, judge_clock
from .engines import engines, judge_engines
from .folders import folders, judge_folders
from .libraries import judge_libraries, judge_version, unavailable, versions
from .limits import judge_limits, limits
from .window import Trial, judge_window


async def examine() -> tuple[Check, ...]:
    """Look at everything: Qt in its own process while the engines run."""
    trial = Trial()
    try:
        ran = await engines()
    finally:
        window = trial.end()
    return (
        judge_version(),
        *judge_libraries(sys.version_info[:3], versions(), unavailable()),
        *judge_window(window),
        *judge_engines(ran),
        *judge_folders(folders()),
        *judge_limits(limits()),
        *judge_clock(clock()),
    )
