"""``hebra break-even``: from which task size on one candidate is faster than another."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from lab.analysis.interval import Interval
from lab.records.atomic import check_writable, write_atomically
from lab.records.settings import setting_parameter
from lab.records.wording import Wording
from lab.study.break_even import BreakEven, BreakEvenFinder, Step
from lab.study.question import Question
from lab.study.run import Maker

from .conduct_study import conducted
from .exits import FAILED, FINE, INTERRUPTED
from .output import write

_NUMBER = Wording().number


@dataclass(frozen=True)
class Answer:
    """Where the answer goes besides the terminal."""

    json: Path | None = None
    to_stdout: bool = False


def carry_out(question: Question, answer: Answer, make: Maker, complain: Console) -> int:
    """Find the break-even, say it, and return the exit code."""
    if answer.json is not None:
        check_writable(answer.json)
    found, interrupted = asyncio.run(_find(question, make, complain))
    text = json.dumps(_object(found), indent=2, ensure_ascii=False)
    if answer.json is not None:
        write_atomically(answer.json, (text + "\n").encode())
    if answer.to_stdout:
        print(text)
    else:
        show(found, Console(highlight=False, markup=False))
    if interrupted:
        return INTERRUPTED
    return FAILED if found.outcome == "failed" else FINE


def show(found: BreakEven, console: Console) -> None:
    """Write the sizes that were tried, and the answer."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in (found.setting, f"{found.second.key} × {found.first.key}", "95 %"):
        table.add_column(name, justify="right", no_wrap=True)
    for point in found.points:
        table.add_row(_sized(found, point.size), _NUMBER(point.ratio.value), _span(point.ratio))
    if found.points:
        write(table, console)
        write("", console)
    write(Text(said(found), style="bold"), console)


def said(found: BreakEven) -> str:
    """The answer in words."""
    first, second = found.first.key, found.second.key
    if found.size is not None:
        span = _sizes(found)
        between = f" (95 %: {span})" if span else ""
        where = _sized(found, found.size.value)
        return f"{second} is faster than {first} from {found.setting} {where} on{between}."
    ends = ""
    if len(found.points) > 1:
        low, high = found.points[0].size, found.points[-1].size
        ends = f" from {_sized(found, low)} to {_sized(found, high)}"
    return {
        "always": f"{second} is faster than {first} at every size{ends}.",
        "never": f"{second} is not faster than {first} at any size{ends}.",
        "unsure": f"It cannot be told: a difference at one end{ends}, none at the other; take more"
        " repeats or a wider span.",
        "equal": f"There is no difference between {second} and {first}{ends}.",
        "interrupted": "It was interrupted before there was an answer.",
    }.get(found.outcome, f"There is no answer: {found.problem}")


async def _find(question: Question, make: Maker, console: Console) -> tuple[BreakEven, bool]:
    finder = BreakEvenFinder(question, make)
    if not console.is_terminal:
        return await conducted(finder.run(), finder.cancel)
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def step(step: Step) -> None:
            where = f"{step.low:.3g} to {step.high:.3g}"
            text = f"size {step.points_done + 1} of at most {step.points_most}"
            live.update(Text(f"{question.setting} {step.size:.3g}: {text}, between {where}"))
            live.refresh()

        finder.on_step = step
        return await conducted(finder.run(), finder.cancel)


def _object(found: BreakEven) -> Mapping[str, Any]:
    return {
        "setting": found.setting,
        "outcome": found.outcome,
        "size": _interval(found.size),
        "first": found.first.key,
        "second": found.second.key,
        "points": [{"size": p.size, "ratio": _interval(p.ratio)} for p in found.points],
        "problem": str(found.problem),
    }


def _interval(interval: Interval | None) -> Mapping[str, float | int | None] | None:
    if interval is None:
        return None
    return {
        "value": interval.value,
        "low": interval.low,
        "high": interval.high,
        "count": interval.count,
    }


def _sizes(found: BreakEven) -> str:
    size = found.size
    if size is None or size.low is None or size.high is None:
        return ""
    return f"{size.low:.3g} to {_sized(found, size.high)}"


def _sized(found: BreakEven, size: float) -> str:
    parameter = setting_parameter(found.setting)
    unit = f" {parameter.unit}" if parameter and parameter.unit else ""
    return f"{size:.3g}{unit}"


def _span(interval: Interval) -> str:
    if interval.low is None or interval.high is None:
        return ""
    return f"{_NUMBER(interval.low)}–{_NUMBER(interval.high)}"
