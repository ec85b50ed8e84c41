"""Made-up claims and findings for the page's tests and pictures: no engine runs for them."""

from __future__ import annotations

from lab.analysis.interval import Interval
from lab.session.machine import Fact
from lab.spec import told
from lab.verdicts.claim import Claim, Detail, Figures, Finding, Judgement, Laboratory

GROUPS = {"gil": "The GIL", "threads": "Threads", "asyncio": "Asyncio"}
ENVIRONMENT: dict[str, Fact] = {
    "python": "/usr/bin/python3",
    "python_version": "3.11.7",
    "gil": True,
    "os": "Linux 6.1",
    "cpu": "A processor of this machine",
    "cores": 2,
}


async def measure(_laboratory: Laboratory) -> Figures:
    """Is never asked: the batch is a fake, too."""
    raise AssertionError("nothing is measured here")


def judge(_figures: Figures) -> Judgement:
    """Is never asked."""
    raise AssertionError("nothing is judged here")


def claim(id_: str, group: str, title: str, *, seconds: float = 6.0, shares: str = "") -> Claim:
    """A claim with its words."""
    return Claim(
        id=id_,
        group=group,
        title=title,
        experiment=f"Experiment of {id_}",
        figure="speedup over one thread",
        rule="the whole interval is below 1.25",
        seconds=seconds,
        shares=shares,
        measure=measure,
        judge=judge,
    )


CLAIMS = (
    claim("gil-one", "gil", "One thread at a time runs Python bytecode", shares="cpu"),
    claim("gil-wait", "gil", "Threads queue for the GIL", shares="cpu"),
    claim("io-threads", "threads", "Threads overlap waiting"),
    claim("race", "threads", "A read, a call, then a write loses updates"),
    claim("aio-blocked", "asyncio", "A CPU task blocks the event loop"),
)


def judgement(verdict: str = "confirmed") -> Judgement:
    """What a rule might say."""
    if verdict == "unavailable":
        return Judgement(verdict="unavailable", reason=told("No Python without a GIL was found"))
    value = {"confirmed": 1.02, "refuted": 1.97, "inconclusive": 1.2}[verdict]
    spread = 0.3 if verdict == "inconclusive" else 0.03
    reason = told("Other programs used {others:.1f} cores meanwhile", others=0.8)
    return Judgement(
        verdict=verdict,  # type: ignore[arg-type]
        figure=Interval(value, value - spread, value + spread, 5),
        unit="×",
        high=1.25,
        says=told(
            "{threads} threads did {times:.2f} times the work of one", threads=2, times=value
        ),
        reason=reason if verdict == "inconclusive" else "",
        details=(Detail(title="Running on a core", value=49.2, unit="%"),),
    )


def finding(id_: str, verdict: str = "confirmed") -> Finding:
    """What was found of a claim."""
    return Finding(
        claim=id_,
        judgement=judgement(verdict),
        measured_at="2026-11-20T10:00:00+01:00",
        seconds=8.4,
        figures={"threads": 2},
        environment=ENVIRONMENT,
    )
