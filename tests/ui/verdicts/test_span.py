"""Whatever is measured and whatever the rule, the small scale shows it all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lab.analysis.interval import Interval
from lab.verdicts.claim import Judgement
from ui.verdicts.span import span_of

figures = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 6))


@given(st.lists(figures, min_size=3, max_size=3), st.none() | figures, st.none() | figures)
def test_all_that_decides_is_within(
    values: list[float], low: float | None, high: float | None
) -> None:
    least, middle, most = sorted(values)
    judgement = Judgement(
        verdict="confirmed", figure=Interval(middle, least, most, 5), low=low, high=high
    )
    span = span_of(judgement)
    if low is None and high is None:
        assert span is None
        return
    assert span is not None
    shown = [least, middle, most, *(bound for bound in (low, high) if bound is not None)]
    places = [span.place(value) for value in sorted(shown)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)
    assert span.first <= min(shown)
    assert span.last >= max(shown)


def test_figures_far_apart_stand_on_a_logarithmic_scale() -> None:
    far = Judgement(verdict="confirmed", figure=Interval(400_000.0, None, None, 1), low=1.0)
    span = span_of(far)
    assert span is not None
    assert span.log
    assert span.place(1.0) > 0.1


def test_without_a_figure_there_is_no_scale() -> None:
    assert span_of(Judgement(verdict="confirmed", low=1.0)) is None
