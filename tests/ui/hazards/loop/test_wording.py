"""What is said of lags hangs on the lags alone."""

from __future__ import annotations

import pytest

from ui.controls.worded import said
from ui.hazards.loop.wording import judged, percentile, sentence


def told(task_ms: float = 100.0, **p99_ms: float) -> str:
    return said(sentence(p99_ms, task_ms)[0]).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "p99, task, kind",
    [
        (99.9, 100.0, "warn"),
        (100.0, 100.0, "bad"),
        (24.9, 100.0, "good"),
        (25.0, 100.0, "warn"),
        (19.9, 5.0, "good"),
        (20.0, 5.0, "bad"),
    ],
)
def test_a_lag_is_judged_by_the_size_of_the_tasks(p99: float, task: float, kind: str) -> None:
    assert judged(p99, task)[1] == kind


def test_before_anything_was_measured_it_invites() -> None:
    assert "Start it" in told()
    assert "Start it" in told(thread=3.0)


def test_the_sentence_follows_the_figures() -> None:
    assert "nothing else on this loop can run" in told(inline=300.0)
    assert "<b>12.0 ms</b>" in told(inline=300.0, thread=12.0)
    assert "<b>2.00 ms</b> with them in processes" in told(inline=300.0, thread=12.0, process=2.0)
    assert "something else keeps the loop" in told(inline=300.0, thread=280.0, process=290.0)
    assert "short enough" in told(inline=5.0, thread=1.0, process=1.0, task_ms=1.0)


def test_a_percentile_is_one_of_the_lags() -> None:
    assert percentile([], 99) is None
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([*[1.0] * 98, 5.0, 9.0], 99) == 5.0
