"""``hebra doctor``: look at the installation, and measure here what is known for certain."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from lab.experiments.finding import Finding
from lab.experiments.truths import TRUTHS, Truth
from lab.installation.check import Check
from lab.installation.examination import examine as look_at_installation
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec import Experiment

from . import installation
from .conduct import Interrupted, SessionFactory, conduct
from .exits import FAILED, FINE, INTERRUPTED
from .output import write

_LOOK = {"pass": "green", "fail": "bold red", "noisy": "yellow"}


def examine(
    factory: SessionFactory,
    *,
    as_json: bool,
    truths: tuple[Truth, ...] = TRUTHS,
    look: Callable[[], Awaitable[tuple[Check, ...]]] = look_at_installation,
) -> int:
    """Look at the installation, try every truth, print all, return the exit code: 3 if one fails.

    Without an engine no truth is tried.
    """
    try:
        checks, findings = asyncio.run(_examine(factory, truths, look, as_json=as_json))
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    if as_json:
        told = [installation.as_object(check) for check in checks]
        print(json.dumps(told + [_object(finding) for finding in findings], indent=2))
    elif findings:
        _show(findings, Console(highlight=False))
    verdicts = {check.verdict for check in checks} | {finding.verdict for finding in findings}
    return FAILED if "fail" in verdicts else FINE


async def _examine(
    factory: SessionFactory,
    truths: tuple[Truth, ...],
    look: Callable[[], Awaitable[tuple[Check, ...]]],
    *,
    as_json: bool,
) -> tuple[tuple[Check, ...], list[Finding]]:
    checks = await look()
    if not as_json:
        # At once: the truths take half a minute.
        installation.show(checks, Console(highlight=False))
    runs = not any(check.name == "engine" and check.verdict == "fail" for check in checks)
    return checks, await _try(factory, truths, Console(stderr=True)) if runs else []


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
        "part": "truths",
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
