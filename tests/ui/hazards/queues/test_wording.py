"""Whether a queue grows, and what two queues say together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.controls.worded import said
from ui.hazards.queues.wording import Found, age, grows, judged, sentence

TIMES = [tenth / 10 for tenth in range(41)]


def found(
    *, grows: bool = False, limit_mib: float | None = None, age_ms: float | None = 50.0
) -> Found:
    return Found(
        length=10, longest=10, memory_mib=1.5, age_ms=age_ms, grows=grows, limit_mib=limit_mib
    )


def told(unbounded: Found | None, bounded: Found | None) -> str:
    return said(sentence(unbounded, bounded)[0]).replace("\u00a0", " ")


def test_a_rising_line_grows_and_a_level_one_does_not() -> None:
    assert grows(TIMES, [100 * t for t in TIMES], 0.0)
    assert not grows(TIMES, [100.0 for _ in TIMES], 0.0)
    assert not grows(TIMES, [10 * t for t in TIMES[:20]] + [19.0] * 21, 0.0), "a short one"


def test_soon_after_a_change_nothing_is_said() -> None:
    assert grows(TIMES[:8], [100 * t for t in TIMES[:8]], 0.0) is None
    assert grows(TIMES, [100 * t for t in TIMES], 3.5) is None
    assert grows([], [], 0.0) is None


@given(st.integers(0, 10_000))
def test_a_bound_is_never_growth(length: int) -> None:
    assert not grows(TIMES, [float(length)] * len(TIMES), 0.0)


def test_the_chip_follows_the_figures() -> None:
    assert judged(found())[1] == "good"
    assert judged(found(grows=True))[1] == "bad"
    assert said(judged(found(limit_mib=256.0))[0]) == "Ended at 256 MiB"


def test_the_sentence_follows_the_figures() -> None:
    assert "Start it" in told(None, found())
    assert "keep up" in told(found(), found())
    assert "goes on" in told(found(grows=True, age_ms=None), found())
    assert "an item waits <b>50.0 ms</b>" in told(found(limit_mib=256.0), found())


def test_an_age_is_told_in_seconds_from_one_on() -> None:
    assert str(age(999.0)) == "999\u00a0ms"
    assert str(age(1500.0)) == "1.50\u00a0s"
