"""What is said of latencies hangs on the latencies and the interval alone."""

from __future__ import annotations

import pytest

from ui.controls.worded import said
from ui.hazards.convoy.wording import Found, Recent, judged, sentence, span


def found(latency_ms: float, interval_ms: float = 5.0) -> Found:
    return Found(latency_ms, 100.0, interval_ms)


def told(**by_neighbour: Found) -> str:
    return said(sentence(by_neighbour)[0]).replace("\u00a0", " ")


@pytest.mark.parametrize("latency, waits", [(2.4, False), (2.5, True), (10.0, True)])
def test_half_an_interval_is_a_wait(latency: float, waits: bool) -> None:
    assert found(latency).waits is waits
    assert (judged("thread", found(latency))[1] == "bad") is waits
    assert (judged("process", found(latency))[1] == "warn") is waits


def test_the_sentence_follows_the_figures() -> None:
    assert "Start it" in told()
    assert "Choose a thread" in told(nothing=found(0.02))
    assert "<b>9.90 ms</b>, 2.0 times the switch interval of 5 ms" in told(thread=found(9.9))
    assert "<b>20.0 µs</b> when nothing" in told(thread=found(5.0), nothing=found(0.02))
    assert "<b>30.0 µs</b> beside a process" in told(
        thread=found(5.0), nothing=found(0.02), process=found(0.03)
    )
    assert "less than half" in told(thread=found(0.02))


def test_the_recent_second_counts_and_no_more() -> None:
    recent = Recent()
    assert recent.found(5.0) is None
    recent.add(0.1, 1000.0, 0.5)
    for tenth in range(20, 30):
        recent.add(tenth / 10, 100.0, 5.0)
    kept = recent.found(5.0)
    assert kept == Found(5.0, 100.0, 5.0)
    recent.clear()
    assert recent.found(5.0) is None


def test_the_median_is_that_of_the_requests_not_of_the_readings() -> None:
    recent = Recent()
    recent.add(0.1, 1000.0, 0.1)
    recent.add(0.2, 10.0, 9.0)
    recent.add(0.3, 10.0, 9.0)
    kept = recent.found(5.0)
    assert kept is not None
    assert kept.latency_ms == 0.1


def test_short_times_are_told_in_microseconds() -> None:
    assert str(span(0.0152)) == "15.2\u00a0µs"
    assert str(span(5.11)) == "5.11\u00a0ms"
