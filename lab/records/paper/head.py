"""The words above and below a page of panels: what was run, how it went, and on what."""

from __future__ import annotations

from lab.records.settings import value_text
from lab.session.result import Result
from lab.spec import LEVELS, N_, parameters
from lab.tasks import KINDS

from .style import Style


def heading(result: Result, style: Style) -> str:
    """The experiment's title, or its approach."""
    return style.say(result.experiment.title or style.approach.title)


def shape(result: Result, style: Style) -> str:
    """Approach, shape and mix in one line."""
    approach, topology = style.say(style.approach.title), result.topology
    free = [f"{getattr(topology, level):,}" for level in LEVELS if level in style.approach.free]
    lanes = style.say(N_("1 lane"))
    if topology.lanes != 1:
        lanes = style.say(N_("{count} lanes"), count=style.number(topology.lanes, 0))
    product = f"{' × '.join(free)} = {lanes}" if len(free) > 1 else lanes
    return " · ".join([approach, product, *mix(result, style)])


def mix(result: Result, style: Style) -> list[str]:
    """The tasks with their share and sizes: ``70 % python-cpu 20 ms``."""
    shares = [share for share in result.experiment.mix if share.weight > 0]
    total = sum(share.weight for share in shares)
    texts = []
    for share in shares:
        sizes = []
        for parameter in parameters(KINDS[share.kind]):
            value = share.parameters.get(parameter.name, parameter.default)
            text = value_text(value).replace(".", style.decimal)
            sizes.append(f"{text} {parameter.unit}" if parameter.unit else text)
        part = style.say(N_("{share} %"), share=style.number(100 * share.weight / total, 0))
        portion = [part] if len(shares) > 1 else []
        texts.append(" ".join([*portion, share.kind, ", ".join(sizes)]))
    return texts


def outcome(result: Result, style: Style) -> str:
    """The figures of the whole run in one line."""
    parts = [
        style.say(
            N_("{count} tasks in {seconds} s"),
            count=style.number(result.tasks_done, 0),
            seconds=style.number(result.seconds),
        ),
        style.say(N_("{rate} tasks/s"), rate=style.number(result.throughput_per_s)),
    ]
    if result.latency_ms:
        parts.append(style.say(N_("p95 {ms} ms"), ms=style.number(result.latency_ms.p95)))
    if result.tasks_failed:
        parts.append(style.say(N_("{count} failed"), count=style.number(result.tasks_failed, 0)))
    return " · ".join(parts)


def origin(result: Result, style: Style) -> str:
    """Where the figures come from, in one line."""
    said = result.environment
    version = said.get("python_version")
    parts = [
        f"Python {version}" if version else "",
        _gil(said.get("gil"), style),
        str(said.get("os") or ""),
        style.say(N_("{count} cores"), count=result.cores.count),
        result.started_at.replace("T", " ")[:16],
        f"Hebra {said['hebra']}" if said.get("hebra") else "Hebra",
    ]
    return " · ".join(part for part in parts if part)


def _gil(on: object, style: Style) -> str:
    if on is None:
        return ""
    return style.say(N_("GIL on")) if on else style.say(N_("GIL off"))
