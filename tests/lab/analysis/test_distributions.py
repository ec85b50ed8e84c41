"""Our own distributions against SciPy's, which the program itself does without."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lab.analysis.distributions import f_tail, student_quantile, student_tail

FREEDOM = st.one_of(st.integers(1, 30), st.integers(1, 1_000_000))
NEAR = 1e-9
LEAST = 1e-300
"""Below it lie numbers of fewer digits."""


@given(FREEDOM, st.one_of(st.floats(-40, 40), st.floats(1e-12, 1e12)))
def test_students_tail_is_scipys(freedom: int, t: float) -> None:
    tail = float(stats.t.sf(t, freedom))
    assert student_tail(t, freedom) == pytest.approx(tail, rel=NEAR, abs=LEAST)


@given(FREEDOM, st.floats(2.0, 690.0))
def test_students_tail_is_scipys_however_thin(freedom: int, digits: float) -> None:
    """``t`` is where the tail of normal noise is e to the minus ``digits``."""
    t = math.sqrt(2 * digits)
    tail = float(stats.t.sf(t, freedom))
    assert student_tail(t, freedom) == pytest.approx(tail, rel=NEAR, abs=LEAST)


@given(FREEDOM, FREEDOM, st.floats(-8, 8), st.floats(1e-6, 1e6))
def test_fs_tail_is_scipys(above: int, below: int, errors: float, far: float) -> None:
    """About 1, by standard errors of the logarithm, and anywhere."""
    near = math.exp(errors * math.sqrt(2 / above + 2 / below))
    for f in (near, far):
        tail = float(stats.f.sf(f, above, below))
        assert f_tail(f, above, below) == pytest.approx(tail, rel=NEAR, abs=LEAST)


@given(FREEDOM, st.floats(1e-12, 1 - 1e-12))
def test_students_quantile_is_scipys(freedom: int, part: float) -> None:
    wanted = float(stats.t.ppf(part, freedom))
    assert student_quantile(part, freedom) == pytest.approx(wanted, rel=NEAR, abs=1e-11)


@given(FREEDOM, st.floats(1e-300, 0.4))
def test_a_quantile_has_its_tail_beyond_it(freedom: int, tail: float) -> None:
    if freedom > 1 or tail > 1e-150:  # beyond, a square is no number any more
        quantile = student_quantile(tail, freedom)
        assert student_tail(-quantile, freedom) == pytest.approx(tail, rel=NEAR)


@given(FREEDOM, st.floats(0, 1e6))
def test_what_lies_above_and_below_is_all(freedom: int, t: float) -> None:
    assert student_tail(t, freedom) + student_tail(-t, freedom) == pytest.approx(1)
    # The square of a Student's t is an F.
    assert f_tail(t * t, 1, freedom) == pytest.approx(2 * student_tail(t, freedom), rel=NEAR)


def test_the_tables_have_the_same() -> None:
    assert student_quantile(0.975, 2) == pytest.approx(4.302653, abs=1e-6)
    assert student_quantile(0.95, 10) == pytest.approx(1.812461, abs=1e-6)
    assert f_tail(4.102821, 2, 10) == pytest.approx(0.05, rel=1e-6)


def test_the_ends() -> None:
    assert student_tail(0.0, 3) == 0.5
    assert student_tail(math.inf, 3) == 0.0
    assert student_tail(-math.inf, 3) == 1.0
    assert student_quantile(0.5, 3) == pytest.approx(0.0, abs=1e-12)
    assert f_tail(0.0, 2, 3) == 1.0
