"""The truths of ``hebra doctor``, with its own bounds and its own rule for a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from lab.cli.conduct import conduct
from lab.experiments.finding import Finding
from lab.experiments.truths import TRUTHS
from lab.session import Result, Session
from lab.spec import Experiment

from .drive import run
from .figure import Figure

QUICK = ("one-core", "counters")


def measure(quick: bool) -> Iterator[Figure]:
    """A figure for each finding."""
    for truth in TRUTHS:
        if not quick or truth.name in QUICK:
            for finding in truth.judge(run(truth.measure(_carry))):
                yield _figure(finding)


async def _carry(experiment: Experiment) -> Result:
    session = Session(experiment)
    await conduct(session, lambda _: None, experiment.changes)
    if session.failure is not None:
        raise session.failure
    return session.result()


def _figure(finding: Finding) -> Figure:
    noisy = finding.verdict == "noisy"
    return Figure(
        bench="Known truths",
        name=finding.title,
        values=(finding.figure,),
        unit=finding.unit,
        least=finding.low,
        most=finding.high,
        peer="a plain loop" if "plain" in finding.name else "",
        note=f"noisy: {finding.reason}" if noisy else "",
    )
