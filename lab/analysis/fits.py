"""Scaling laws fitted to measured throughput: Amdahl's and the Universal Scalability Law."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .interval import Interval


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A law and what was found of it.

    ``alpha`` is the serial (contention) share, ``beta`` the coherency cost per pair of lanes (0 for
    Amdahl), ``one`` the throughput of one lane. ``peak_lanes`` and ``peak`` are where throughput is
    highest (None when it only approaches ``limit``); ``limit`` is the throughput it never exceeds.
    """

    law: str
    """``amdahl`` or ``usl``."""
    one: Interval
    alpha: Interval
    beta: Interval
    peak_lanes: float | None
    peak: float | None
    limit: float | None
    residuals: NDArray[np.float64]
    """Measured less fitted, in the unit of the throughput, by point."""
    lanes: NDArray[np.float64]

    def throughput(self, lanes: NDArray[np.float64]) -> NDArray[np.float64]:
        """The law's throughput for so many lanes."""
        raise NotImplementedError

    def band(self, lanes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper edge of the fit's 95 % confidence band."""
        raise NotImplementedError


@dataclass(frozen=True)
class Refusal:
    """Why nothing could be fitted, told."""

    why: str
