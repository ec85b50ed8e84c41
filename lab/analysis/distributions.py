"""Student's t and Fisher's F: how often chance alone goes as far.

Both are the regularised incomplete beta function (DLMF 8.17). It is worked out as its continued
fraction (DLMF 8.17.22) by Lentz's method (1976: "Generating Bessel functions in Mie scattering
calculations using continued fractions", Applied Optics 15, 668-671; as modified by Thompson and
Barnett). What stands before the fraction is a power by a power over a beta function, which would
cancel each other to nothing for many degrees of freedom: it is taken by deviances and the errors of
Stirling's formula (Loader 2000: "Fast and accurate computation of binomial probabilities").
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import count

from .solving import root

_STIRLING = (1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156)
_STIRLING_FROM = 10.0
_EXACT = 1e-15
_TINY = 1e-300


def student_tail(t: float, freedom: float) -> float:
    """How often a Student's t of so many degrees of ``freedom`` is above ``t``."""
    # Of the two shares of 1 none may come from a difference: the small one would be lost.
    if t * t > freedom:
        small = freedom / t / t
        share, rest = small / (1 + small), 1 / (1 + small)
    else:
        small = t * t / freedom
        share, rest = 1 / (1 + small), small / (1 + small)
    beyond = _beta(freedom / 2, 0.5, share, rest) / 2
    return beyond if t >= 0 else 1 - beyond


@lru_cache(maxsize=256)
def student_quantile(part: float, freedom: float) -> float:
    """The value that a Student's t is below in ``part`` of all cases; 0 < ``part`` < 1."""
    if part < 0.5:
        return -_student_above(part, freedom)
    return _student_above(1 - part, freedom)


def f_tail(f: float, freedom: float, freedom_below: float) -> float:
    """How often a ratio of variances of such degrees of freedom is above ``f``, at least 0."""
    above, below = freedom * f, freedom_below
    share, rest = below / (below + above), above / (below + above)
    return _beta(freedom_below / 2, freedom / 2, share, rest)


def _student_above(tail: float, freedom: float) -> float:
    low, high = 0.0, 1.0
    while student_tail(high, freedom) > tail:
        low, high = high, 2 * high
    return root(lambda t: student_tail(t, freedom) / tail - 1, low, high)


def _beta(a: float, b: float, x: float, y: float) -> float:
    """The regularised incomplete beta function of ``x``, where ``y`` is 1 - x."""
    if x <= 0 or y <= 0:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        # The fraction is slow here, and fast from the other side; the difference is not small.
        return 1 - _beginning(b, a, y, x)
    return _beginning(a, b, x, y)


def _beginning(a: float, b: float, x: float, y: float) -> float:
    """The same for ``x`` up to about its mean."""
    total = a + b
    deviance = _deviance(a, total * x) + _deviance(b, total * y)
    errors = _stirling_error(total) - _stirling_error(a) - _stirling_error(b)
    before = math.sqrt(a * b / (2 * math.pi * total)) * math.exp(errors - deviance)
    return before * _fraction(a, b, x) / a


def _fraction(a: float, b: float, x: float) -> float:
    """The continued fraction; it takes about the square root of ``a`` + ``b`` steps."""
    above, below = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = below
    for m in count(1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            below = 1 / ((1 + term * below) or _TINY)
            above = (1 + term / above) or _TINY
            value *= above * below
        if not abs(above * below - 1) > _EXACT:
            break
    return value


def _deviance(value: float, mean: float) -> float:
    """``value`` log(``value`` / ``mean``) + ``mean`` - ``value``, exact where they are near."""
    apart = value - mean
    part = apart / (value + mean)
    if abs(part) > 0.1:
        return value * math.log(value / mean) - apart
    found, term = apart * part, 2 * value * part
    for odd in count(3, 2):
        term *= part * part
        if found + term / odd == found:
            return found
        found += term / odd
    raise AssertionError


def _stirling_error(z: float) -> float:
    """How far the logarithm of the gamma function is above Stirling's formula."""
    if z < _STIRLING_FROM:
        return math.lgamma(z) - (z - 0.5) * math.log(z) + z - math.log(2 * math.pi) / 2
    inverse = 1 / (z * z)
    found = 0.0
    for coefficient in reversed(_STIRLING):
        found = found * inverse + coefficient
    return found / z
