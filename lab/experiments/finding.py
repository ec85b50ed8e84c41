"""A figure held against what is known: the rule that every truth is judged by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lab.spec import N_

Verdict = Literal["pass", "fail", "noisy"]
QUIET_CORES = 0.1
"""Cores' worth of other programs that a tight bound bears."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One measured figure, what it should be, and whether it is.

    ``low`` and ``high`` are the bounds, inclusive, in ``unit``. ``others`` is the load of other
    programs meanwhile, in cores; None where the figure does not depend on it. A figure out of
    bounds beside other programs is ``noisy``: it says nothing about the lab, and why is told.
    """

    name: str
    title: str
    figure: float
    expected: float
    low: float
    high: float
    unit: str = ""
    others: float | None = None

    @property
    def verdict(self) -> Verdict:
        """``pass`` within the bounds; else ``noisy`` on a busy machine, ``fail`` on a quiet one."""
        if self.low <= self.figure <= self.high:
            return "pass"
        return "noisy" if self.others is not None and self.others > QUIET_CORES else "fail"

    @property
    def reason(self) -> str:
        """Why it is no pass; empty when it is one."""
        if self.verdict == "pass":
            return ""
        if self.verdict == "noisy":
            return N_("other programs used {others:.1f} cores meanwhile").format(others=self.others)
        return N_("outside {low:.4g} to {high:.4g}").format(low=self.low, high=self.high)


def within(
    name: str,
    title: str,
    figure: float,
    expected: float,
    part: float,
    *,
    unit: str = "",
    others: float | None = None,
) -> Finding:
    """A finding that passes within ``part`` (0.02 is 2 %) of what is expected."""
    return Finding(
        name=name,
        title=title,
        figure=figure,
        expected=expected,
        low=expected * (1 - part),
        high=expected * (1 + part),
        unit=unit,
        others=others,
    )
