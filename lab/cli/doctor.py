"""``hebra doctor``: measure here what is known for certain, and say whether it comes out."""

from __future__ import annotations

import asyncio
import json

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.experiments.finding import Finding
from lab.experiments.truths import TRUTHS, Truth
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec import Experiment

from .conduct import Interrupted, SessionFactory, conduct
from .exits import FAILED, FINE, INTERRUPTED
from .output import write

_LOOK = {"pass": "green", "fail": "bold red", "noisy": "yellow"}


def examine(factory: SessionFactory, *, as_json: bool, truths: tuple[Truth, ...] = TRUTHS) -> int:
    """Try every truth, print the findings, and return the exit code: 3 if one fails."""
    try:
        findings = asyncio.run(_try(factory, truths, Console(stderr=True)))
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    if as_json:
        print(json.dumps([_object(finding) for finding in findings], indent=2))
    else:
        _show(findings, Console(highlight=False))
    return FAILED if any(finding.verdict == "fail" for finding in findings) else FINE


async def _try(
    factory: SessionFactory, truths: tuple[Truth, ...], console: Console
) -> list[Finding]:
    async def carry(experiment: Experiment) -> Result:
        run = factory(experiment)
        if await conduct(run, lambda _: None, experiment.changes):
            raise Interrupted
        if run.failure is not None:
            raise run.failure
        return run.result()

    findings: list[Finding] = []
    for index, truth in enumerate(truths, start=1):
        if console.is_terminal:
            console.print(f"{index}/{len(truths)}  {truth.title} …", style="dim")
        findings += truth.judge(await truth.measure(carry))
    return findings


def _show(findings: list[Finding], console: Console) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("What is known")
    for name in ("measured", "expected", "bounds"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("")
    number = Wording().number
    for finding in findings:
        table.add_row(
            finding.title,
            f"{number(finding.figure)} {finding.unit}".rstrip(),
            number(finding.expected),
            f"{number(finding.low)} to {number(finding.high)}",
            _verdict(finding),
        )
    write(table, console)
    bad = sum(finding.verdict == "fail" for finding in findings)
    noisy = sum(finding.verdict == "noisy" for finding in findings)
    fine = len(findings) - bad - noisy
    parts = [f"{fine} of {len(findings)} pass"]
    parts += [f"{bad} fail"] if bad else []
    parts += [f"{noisy} cannot be told on a busy machine; try again when it is idle"] * bool(noisy)
    write(Text("\n" + ", ".join(parts)), console)


def _verdict(finding: Finding) -> Text:
    text = Text(finding.verdict, style=_LOOK[finding.verdict])
    if finding.reason:
        text.append(f"  {finding.reason}", style="dim")
    return text


def _object(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "title": finding.title,
        "figure": finding.figure,
        "expected": finding.expected,
        "low": finding.low,
        "high": finding.high,
        "unit": finding.unit,
        "others_cores": finding.others,
        "verdict": finding.verdict,
        "reason": finding.reason,
    }
