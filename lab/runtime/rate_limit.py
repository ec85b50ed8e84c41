"""How many requests a second the local server grants, and when the refused are to come back.

A token bucket: tokens come at the rate, a request takes one, and a tenth of a second's worth is
kept for those that come together. A refused request is promised a moment of its own, one behind the
other: were all told the moment of the next token, all but one of them would be refused again, and
with many clients the server would do nothing but refuse.
"""

from __future__ import annotations

import time
from collections.abc import Callable

BURST_S = 0.1


class RateLimit:
    """One limit; used by one thread."""

    def __init__(self, per_s: float, clock: Callable[[], float] = time.perf_counter) -> None:
        self.per_s = per_s
        self._clock = clock
        # At least two: who comes back a little late must not cost the next one its token.
        self._most = max(2.0, per_s * BURST_S)
        self._tokens = 1.0
        self._seen_s = clock()
        self._promised_s = self._seen_s

    def ask(self) -> float:
        """Take a token: 0.0 when the request is granted, else in how many seconds to come back."""
        now = self._clock()
        self._tokens = min(self._most, self._tokens + (now - self._seen_s) * self.per_s)
        self._seen_s = now
        if self._tokens >= 1.0:
            self._tokens -= 1.0
            return 0.0
        next_s = now + (1.0 - self._tokens) / self.per_s
        promised = max(next_s, self._promised_s + 1.0 / self.per_s)
        self._promised_s = promised
        return promised - now
