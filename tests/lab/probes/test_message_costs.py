"""Messages go and come back by every channel, whatever their size."""

from __future__ import annotations

import pytest

from lab.errors import SessionError

from .costs import carried_out

CHANNELS = ("thread-queue", "process-queue", "pipe", "manager", "shared-memory")


@pytest.mark.parametrize("size", [64, 1 << 20])
@pytest.mark.parametrize("channel", CHANNELS)
async def test_messages_go_there_and_back(channel: str, size: int) -> None:
    found = await carried_out("message_costs", channel=channel, bytes=size, seconds=0.04)
    assert found["bytes"] == size
    assert found["messages"] >= 5
    assert found["round_trips"] >= 5
    assert found["mb_per_s"] == pytest.approx(found["messages_per_s"] * size / 1e6)
    trip = found["round_trip_us"]
    assert 0 < trip["p50"] <= trip["p95"] < 1e6


async def test_what_is_handed_over_within_a_process_is_not_copied() -> None:
    """A message of 16 MiB goes from thread to thread as fast as that of a byte, or nearly so."""
    within = await carried_out("message_costs", channel="thread-queue", bytes=1 << 24, seconds=0.04)
    across = await carried_out("message_costs", channel="pipe", bytes=1 << 24, seconds=0.04)
    assert within["messages_per_s"] > 10 * across["messages_per_s"]


async def test_a_message_of_nothing_is_refused() -> None:
    with pytest.raises(SessionError, match="at least a byte"):
        await carried_out("message_costs", channel="pipe", bytes=0)
