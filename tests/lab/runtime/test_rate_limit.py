"""The server's rate limit on a clock of its own: what is granted, and when the others come back."""

from __future__ import annotations

import heapq

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.runtime.rate_limit import BURST_S, RateLimit


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_first_is_granted_the_next_is_told_when_to_come() -> None:
    clock = Clock()
    limit = RateLimit(10.0, clock)
    assert limit.ask() == 0.0
    assert limit.ask() == pytest.approx(0.1)
    assert limit.ask() == pytest.approx(0.2), "each refused one has a moment of its own"
    clock.now = 0.1001
    assert limit.ask() == 0.0


def test_what_was_not_used_is_kept_for_a_tenth_of_a_second() -> None:
    clock = Clock()
    limit = RateLimit(100.0, clock)
    clock.now = 60.0
    granted = [limit.ask() == 0.0 for _ in range(50)]
    assert sum(granted) == 100 * BURST_S


@given(
    per_s=st.integers(1, 5000),
    clients=st.integers(1, 60),
    latency_s=st.floats(0.0, 0.2),
)
def test_never_more_than_the_limit_and_all_of_it_where_enough_ask(
    per_s: int, clients: int, latency_s: float
) -> None:
    clock = Clock()
    limit = RateLimit(float(per_s), clock)
    coming = [(0.0, number) for number in range(clients)]
    granted = asked = 0
    seconds = 400 / per_s
    while coming and coming[0][0] <= seconds:
        clock.now, number = heapq.heappop(coming)
        asked += 1
        pause_s = limit.ask()
        granted += pause_s == 0.0
        # A little late, as a sleep is; an answer takes its time.
        heapq.heappush(coming, (clock.now + (pause_s * 1.001 or latency_s + 1e-5), number))
        assert asked < 4000, "the refused do not keep the server busy with refusing"
    assert granted <= 1 + max(2.0, per_s * BURST_S) + per_s * seconds
    if clients > 4 * (1 + per_s * latency_s):
        assert granted >= 0.8 * per_s * seconds
