"""Least squares of a scaling law within its bounds, and profile intervals of its parameters.

A law has three parameters: the logarithm of one lane's throughput, alpha and beta. Alpha and beta
are never negative, and often nearly zero: a symmetric interval (Wald's) would reach below and cover
less than it says. A profile interval asks of every value of a parameter how well the rest can still
fit, within the bounds; the values whose sum of squares is not significantly larger are in.

Noise of throughput multiplies: what varies by 2 % at 10 tasks/s varies by 2 % at 1,000. Residuals
are therefore those of the logarithm wherever repeats let one see that. Points measured only once
are weighed alike, as in every textbook (and in the R package usl).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .solving import non_negative, root

Array = NDArray[np.float64]

LOWER = np.array([-np.inf, 0.0, 0.0])
UPPER = np.array([np.inf, 1.0, np.inf])
_STEPS = 200
_ENOUGH = 1e-11
"""Relative decrease of the sum of squares below which nothing is left to gain."""


@dataclass(frozen=True)
class Points:
    """What was measured, and how its residuals are taken. ``free`` parameters are fitted."""

    lanes: Array
    throughput: Array
    relative: bool
    free: tuple[int, ...]

    def residuals(self, theta: Array) -> Array:
        """Measured less fitted: in the logarithm, or in parts of the mean throughput."""
        fitted = log_law(theta, self.lanes)
        if self.relative:
            return np.asarray(np.log(self.throughput) - fitted)
        return np.asarray((self.throughput - np.exp(fitted)) / self.throughput.mean())

    def slopes(self, theta: Array) -> Array:
        """How the residuals change with each parameter, points x 3."""
        slopes = -log_slopes(theta, self.lanes)
        if not self.relative:
            scale = np.exp(log_law(theta, self.lanes)) / self.throughput.mean()
            slopes = slopes * scale[:, None]
        return slopes

    def squares(self, theta: Array) -> float:
        """The sum of the squared residuals."""
        return float(np.square(self.residuals(theta)).sum())


def log_law(theta: Array, lanes: Array) -> Array:
    """The logarithm of the law's throughput."""
    return np.asarray(theta[0] + np.log(lanes / _lost(theta, lanes)))


def log_slopes(theta: Array, lanes: Array) -> Array:
    """How :func:`log_law` changes with each parameter, lanes x 3."""
    lost = _lost(theta, lanes)
    return np.stack([np.ones_like(lanes), -(lanes - 1) / lost, -lanes * (lanes - 1) / lost], axis=1)


def _lost(theta: Array, lanes: Array) -> Array:
    """How many times less than so many lanes alone would do."""
    return np.asarray(1 + theta[1] * (lanes - 1) + theta[2] * lanes * (lanes - 1))


def beginning(points: Points) -> Array:
    """A first guess, near the best: lanes over throughput is linear in all parameters."""
    lanes = points.lanes
    per_lane = points.throughput / lanes
    columns = np.stack([np.ones_like(lanes), lanes - 1, lanes * (lanes - 1)], axis=1)
    columns = columns[:, list(points.free)] * per_lane[:, None]
    scale = np.maximum(columns.max(axis=0), 1e-300)
    guess = np.zeros(3)
    guess[list(points.free)] = non_negative(columns / scale, np.ones_like(lanes)) / scale
    if guess[0] <= 0:
        # One lane would be infinitely fast: begin with the fastest lane seen.
        return np.array([np.log(per_lane.max()), 0.05, 0.0])
    theta = np.array([-np.log(guess[0]), guess[1] / guess[0], guess[2] / guess[0]])
    return np.asarray(np.clip(theta, LOWER, UPPER))


def best(points: Points, start: Array, fixed: int | None = None) -> Array:
    """The parameters within the bounds that fit best, by Levenberg and Marquardt's descent.

    Of the free ones, ``fixed`` keeps the value it has in ``start``. A parameter at a bound that the
    descent would cross stays there for the step.
    """
    theta = start.copy()
    names = [name for name in points.free if name != fixed]
    damping, squares = 1e-6, points.squares(theta)
    for _ in range(_STEPS):
        slopes = points.slopes(theta)
        down = -slopes.T @ points.residuals(theta)
        going = [
            name
            for name in names
            if not (theta[name] <= LOWER[name] and down[name] <= 0)
            and not (theta[name] >= UPPER[name] and down[name] >= 0)
        ]
        if not going:
            return theta
        normal = slopes[:, going].T @ slopes[:, going]
        steepness = np.diag(normal)
        if not (steepness > 0).all():
            return theta
        step = np.linalg.solve(normal + damping * np.diag(steepness), down[going])
        tried = theta.copy()
        tried[going] += step
        tried = np.clip(tried, LOWER, UPPER)
        found = points.squares(tried)
        if found < squares:
            gained, theta, squares = squares - found, tried, found
            damping = max(damping / 9, 1e-9)
            if gained <= _ENOUGH * squares:
                return theta
        else:
            damping *= 7
            if damping > 1e12:
                return theta
    return theta


def profile(
    points: Points, theta: Array, name: int, most_squares: float, width: Array
) -> tuple[float, float]:
    """The span of parameter ``name`` in which the rest can keep within ``most_squares``.

    ``theta`` is the best fit; ``width`` is a first guess of how far each parameter goes meanwhile,
    its own positive.
    """

    def excess(value: float) -> float:
        start = theta + width * (value - theta[name]) / width[name]
        start[name] = value
        start = np.clip(start, LOWER, UPPER)
        return points.squares(best(points, start, fixed=name)) - most_squares

    inside, step = float(theta[name]), float(width[name])
    return (
        _crossing(excess, inside, -step, float(LOWER[name])),
        _crossing(excess, inside, step, float(UPPER[name])),
    )


def _crossing(excess: Callable[[float], float], inside: float, step: float, bound: float) -> float:
    """Where ``excess`` turns positive, going from ``inside`` by growing steps to ``bound``."""
    for _ in range(80):
        outside = inside + step
        if (outside - bound) * step >= 0:
            if excess(bound) <= 0:
                return bound
            outside = bound
        if excess(outside) > 0:
            return root(excess, inside, outside, within=abs(outside - inside) * 1e-3)
        inside, step = outside, step * 2
    return inside
