"""Scaling laws fitted to measured throughput: Amdahl's and the Universal Scalability Law.

Both say how much of ``lanes`` times the throughput of one lane is left: it is divided by
``1 + alpha (lanes - 1) + beta lanes (lanes - 1)``, with beta 0 in Amdahl's law. How they are fitted
is in :mod:`lab.analysis.least_squares`.

Intervals are of the 95 % kind for all parameters of a law together (Bonferroni): one reads alpha
and beta side by side. Their width comes from the scatter of the repeats; where the points lie
further off the law than that scatter explains (F test), from how far they lie off; and where it is
larger just at the points that decide a parameter, from the scatter there (HC3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lab.spec import told

from .distributions import f_tail, student_quantile
from .interval import CONFIDENCE, Interval
from .least_squares import Array, Points, beginning, best, log_law, log_slopes, profile

FEWEST_POINTS = 5
LEAST_SPAN = 3.0
"""The most lanes must be this many times the fewest: nearby points say nothing of a curve."""
MOST_MISFIT = 0.15
"""Root mean square of how far the points lie off the law, as a part of it."""
_EXACT = 1e-18


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A law and what was found of it.

    ``alpha`` is the serial (contention) share, ``beta`` the coherency cost per pair of lanes (0 for
    Amdahl), ``one`` the throughput of one lane. ``peak_lanes`` and ``peak`` are where throughput is
    highest (None when it only approaches ``limit``, and when the points show no peak: it would lie
    beyond them and ``beta`` may as well be 0); ``limit`` is the throughput it never exceeds, None
    when nothing is seen to limit it.
    """

    law: str
    """``amdahl`` or ``usl``."""
    one: Interval
    alpha: Interval
    beta: Interval
    peak_lanes: float | None
    peak: float | None
    limit: float | None
    residuals: NDArray[np.float64]
    """Measured less fitted, in the unit of the throughput, by point."""
    lanes: NDArray[np.float64]
    """Of the points, repeats included."""
    covariance: NDArray[np.float64]
    """Of the logarithm of ``one``, ``alpha`` and ``beta``, 3 x 3, or several of them: here with the
    same noise at every point, and with each point's own. The band is the wider at its place."""
    quantile: float
    """How many standard errors the band reaches to either side."""

    def throughput(self, lanes: ArrayLike) -> NDArray[np.float64]:
        """The law's throughput for so many lanes."""
        return np.asarray(np.exp(log_law(self._theta, _array(lanes))))

    def band(self, lanes: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper edge of the fit's 95 % confidence band."""
        where = _array(lanes)
        slopes = log_slopes(self._theta, where)
        covariances = self.covariance.reshape(-1, 3, 3)
        spread = np.einsum("ij,kjl,il->ki", slopes, covariances, slopes).max(axis=0)
        error = np.sqrt(spread.clip(0))
        middle, reach = log_law(self._theta, where), self.quantile * error
        return np.exp(middle - reach), np.exp(middle + reach)

    @property
    def _theta(self) -> Array:
        return np.array([math.log(self.one.value), self.alpha.value, self.beta.value])


@dataclass(frozen=True)
class Refusal:
    """Why nothing could be fitted, told."""

    why: str


def fit_amdahl(lanes: ArrayLike, throughput: ArrayLike) -> Fit | Refusal:
    """Fit Amdahl's law; see :func:`fit_usl` for what is given."""
    return _fit("amdahl", (0, 1), lanes, throughput)


def fit_usl(lanes: ArrayLike, throughput: ArrayLike) -> Fit | Refusal:
    """Fit the Universal Scalability Law to throughput measured at numbers of lanes.

    Repeats are given as they are, a point each: their scatter is what the intervals are made of,
    and noise that multiplies is assumed. Points measured only once are weighed alike. Points that
    are not finite are left out. Raises ValueError when the lengths differ.
    """
    return _fit("usl", (0, 1, 2), lanes, throughput)


def _fit(law: str, free: tuple[int, ...], lanes: ArrayLike, throughput: ArrayLike) -> Fit | Refusal:
    where, what = _array(lanes), _array(throughput)
    if len(where) != len(what):
        raise ValueError("every throughput has its number of lanes")
    there = np.isfinite(where) & np.isfinite(what)
    where, what = where[there], what[there]
    refusal = _unfit(where, what)
    if refusal is not None:
        return refusal
    distinct = len(np.unique(where))
    points = Points(where, what, relative=len(where) > distinct, free=free)
    theta = best(points, beginning(points))
    refusal = _misfit(points, theta)
    if refusal is not None:
        return refusal
    variance, freedom = _variance(points, theta, distinct)
    intervals = _intervals(points, theta, variance, freedom)
    if intervals[1].low == 0.0 and intervals[1].high == 1.0:
        return Refusal(
            told("The figures scatter too much: every serial share from 0 to 1 fits them.")
        )
    return _made(law, points, theta, intervals, variance, freedom)


def _unfit(lanes: Array, throughput: Array) -> Refusal | None:
    distinct = np.unique(lanes)
    if len(distinct) < FEWEST_POINTS:
        return Refusal(
            told(
                "A fit needs at least {needed} numbers of lanes; {count} were measured.",
                needed=FEWEST_POINTS,
                count=len(distinct),
            )
        )
    if distinct[0] < 1:
        return Refusal(told("There is no law for less than one lane."))
    if distinct[-1] < LEAST_SPAN * distinct[0]:
        return Refusal(
            told(
                "{low:g} to {high:g} lanes lie too close together for a curve.",
                low=float(distinct[0]),
                high=float(distinct[-1]),
            )
        )
    if (throughput <= 0).any():
        return Refusal(
            told(
                "With {lanes:g} lanes a run finished no task.",
                lanes=float(lanes[throughput <= 0][0]),
            )
        )
    return None


def _misfit(points: Points, theta: Array) -> Refusal | None:
    """Refuse what has another shape than the law: its parameters would mean nothing."""
    distinct = np.unique(points.lanes)
    medians = np.array([np.median(points.throughput[points.lanes == n]) for n in distinct])
    off = medians / np.exp(log_law(theta, distinct)) - 1
    misfit = float(np.sqrt(np.square(off).mean()))
    if misfit <= MOST_MISFIT:
        return None
    if medians[-1] / distinct[-1] > 1.1 * medians[0] / distinct[0]:
        return Refusal(
            told("Throughput grows faster than the number of lanes, which no such law allows.")
        )
    return Refusal(
        told(
            "The points do not follow the law: they lie {off:.0f} % off it on average.",
            off=100 * misfit,
        )
    )


def _variance(points: Points, theta: Array, distinct: int) -> tuple[float, int]:
    """The residuals' variance and its degrees of freedom."""
    residuals = points.residuals(theta)
    squares, count, fitted = float(np.square(residuals).sum()), len(residuals), len(points.free)
    if count > distinct:
        within = sum(
            float(np.square(group - group.mean()).sum())
            for group in (residuals[points.lanes == n] for n in np.unique(points.lanes))
        )
        off = max(0.0, squares - within) / (distinct - fitted)
        scatter = within / (count - distinct)
        unlikely = f_tail(off / max(scatter, _EXACT), distinct - fitted, count - distinct)
        if off > _EXACT and unlikely < 1 - CONFIDENCE:
            return off, distinct - fitted
    return squares / (count - fitted), count - fitted


def _intervals(points: Points, theta: Array, variance: float, freedom: int) -> list[Interval]:
    """Of one, alpha and beta; those that were not fitted are exactly 0."""
    count = len(points.lanes)
    reach = student_quantile(1 - (1 - CONFIDENCE) / 2 / len(points.free), freedom)
    covariance = _covariance(points, theta, variance)
    own = _own_covariance(points, theta) if points.relative else covariance
    found = []
    for name in range(3):
        low = high = float(theta[name])
        if name in points.free and variance > _EXACT:
            wider = max(1.0, own[name, name] / covariance[name, name])
            most = points.squares(theta) + wider * variance * reach**2
            width = math.sqrt(wider / covariance[name, name]) * reach * covariance[name]
            low, high = profile(points, theta, name, most, width)
        values = (float(theta[name]), low, high)
        if name == 0:
            values = tuple(math.exp(value) for value in values)  # type: ignore[assignment]
        found.append(Interval(*values, count))
    return found


def _covariance(points: Points, theta: Array, variance: float) -> Array:
    """Of all parameters if the residuals' ``variance`` is the same everywhere, 3 x 3."""
    return _sandwich(points, theta, np.full(len(points.lanes), variance))


def _own_covariance(points: Points, theta: Array) -> Array:
    """Of all parameters if every point has noise of its own: MacKinnon and White's HC3, 3 x 3."""
    slopes = points.slopes(theta)[:, list(points.free)]
    basis, _ = np.linalg.qr(slopes / np.sqrt(np.square(slopes).sum(axis=0)))
    leverage = np.square(basis).sum(axis=1).clip(max=0.99)
    return _sandwich(points, theta, np.square(points.residuals(theta) / (1 - leverage)))


def _sandwich(points: Points, theta: Array, variances: Array) -> Array:
    free = list(points.free)
    slopes = points.slopes(theta)[:, free]
    scale = np.sqrt(np.square(slopes).sum(axis=0))
    inverse = np.linalg.pinv(slopes / scale) / scale[:, None]
    covariance = np.zeros((3, 3))
    covariance[np.ix_(free, free)] = (inverse * variances) @ inverse.T
    return covariance


def _made(
    law: str,
    points: Points,
    theta: Array,
    intervals: list[Interval],
    variance: float,
    freedom: int,
) -> Fit:
    one, alpha, beta = intervals
    peak_lanes = peak = None
    limit = one.value / alpha.value if alpha.value > 0 else None
    if beta.value > 0:
        highest = max(1.0, math.sqrt((1 - alpha.value) / beta.value))
        if beta.low or highest <= points.lanes.max():
            peak_lanes = highest
            limit = peak = float(np.exp(log_law(theta, np.array([highest])))[0])
    return Fit(
        law=law,
        one=one,
        alpha=alpha,
        beta=beta,
        peak_lanes=peak_lanes,
        peak=peak,
        limit=limit,
        residuals=points.throughput - np.exp(log_law(theta, points.lanes)),
        lanes=points.lanes,
        covariance=np.stack([_covariance(points, theta, variance), _own_covariance(points, theta)]),
        quantile=student_quantile((1 + CONFIDENCE) / 2, freedom),
    )


def _array(values: ArrayLike) -> Array:
    return np.asarray(values, dtype=np.float64).ravel()
