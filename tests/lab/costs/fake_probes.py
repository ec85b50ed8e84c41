"""Probes that make figures up: what a cost study is told without measuring anything."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from lab.session.probing import ProbeResult
from tests.lab.costs.made import ENVIRONMENT

Answer = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def plausible(name: str, order: Mapping[str, Any]) -> Mapping[str, Any]:
    """Figures as the probe of this name ends with."""
    if name == "start_costs":
        us = {"coroutine": 3.0, "thread": 50.0}.get(order["what"], 2000.0)
        return {"start_us": [us], "memory_kib": [us / 2], "pss_kib": [us], "count": 5}
    if name == "message_costs":
        per_s = 1e6 / (1 + order["bytes"] / 1e4)
        return {
            "messages_per_s": per_s,
            "mb_per_s": per_s * order["bytes"] / 1e6,
            "round_trip_us": {"p50": 20.0, "p95": 30.0},
        }
    if name == "switch_costs":
        return {"switch_ns": [{"coroutine": 1000.0}.get(order["what"], 2500.0)]}
    reached = min(order["count"], 4000) if order["how"] == "threads" else order["count"]
    return {
        "asked": order["count"],
        "connected": reached,
        "connect_s": 1.0,
        "kib_per_connection": {"threads": 20.0, "asyncio": 5.0}[order["how"]],
        "requests_per_s": 1e4,
        "limit": "" if reached == order["count"] else "the cap",
    }


class FakeProbes:
    """Makes probes, and remembers the orders; an answer may raise."""

    def __init__(self, answer: Answer = plausible, *, others_cores: float = 0.0) -> None:
        self.answer = answer
        self.others_cores = others_cores
        self.orders: list[tuple[str, dict[str, Any]]] = []
        self.ended = 0
        self.hold: asyncio.Event | None = None
        """Where it is given, a probe does not end before it is set."""

    def __call__(self, name: str, order: Mapping[str, Any], *, python: str | None) -> _Probe:
        self.orders.append((name, dict(order)))
        return _Probe(self, name, order)


class _Probe:
    def __init__(self, of: FakeProbes, name: str, order: Mapping[str, Any]) -> None:
        self._of, self._name, self._order = of, name, order

    async def carry_out(self) -> ProbeResult:
        try:
            await asyncio.sleep(0)
            if self._of.hold is not None:
                await self._of.hold.wait()
            figures = self._of.answer(self._name, self._order)
        finally:
            self._of.ended += 1
        return ProbeResult(
            figures=figures,
            seconds=0.01,
            others_cores=self._of.others_cores,
            environment=ENVIRONMENT,
        )
