"""Predict first, for two: how many times the work of one the other does."""

from __future__ import annotations

import math

from lab.spec import Candidate
from ui.charts.compare.guess_pin import TIMES, GuessPin

LOWEST = 0.5
_HIGHEST = 64


class RatioPin(GuessPin):
    """How many times the work of ``first`` does ``second`` do? Drag the pin, or press ← and →."""

    def ask(self, first: Candidate, second: Candidate) -> None:
        """Ask how many times the work of ``first`` the ``second`` does."""
        lanes = max(8, second.shape.lanes, first.shape.lanes)
        high = min(_HIGHEST, 2 ** math.ceil(math.log2(lanes)))
        self.ask_for(LOWEST, high, logarithmic=True, unit=TIMES, approach=second.approach)
