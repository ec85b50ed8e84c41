"""A result in a few lines of words: what was run, how it went, and on what."""

from __future__ import annotations

from lab.session.result import Result
from lab.spec import APPROACHES, LEVELS, N_, Experiment, Topology, parameters
from lab.tasks import KINDS

from .settings import value_text
from .wording import Wording


def heading(result: Result, wording: Wording) -> str:
    """The experiment's title, or its approach."""
    title = result.experiment.title
    # What a person wrote may hold braces: it is looked up, not filled in.
    return wording.words(title) if title else wording.say(result.experiment.way.title)


def shape(experiment: Experiment, topology: Topology, wording: Wording) -> str:
    """Approach, shape and mix in one line: ``Threads · 4 lanes · 70 % python-cpu 20 ms``."""
    approach = APPROACHES[experiment.approach]
    free = [
        wording.number(getattr(topology, level), 0) for level in LEVELS if level in approach.free
    ]
    lanes = wording.say(N_("1 lane"))
    if topology.lanes != 1:
        lanes = wording.say(N_("{count} lanes"), count=wording.number(topology.lanes, 0))
    product = f"{' × '.join(free)} = {lanes}" if len(free) > 1 else lanes
    return " · ".join([wording.say(approach.title), product, *mix(experiment, wording)])


def mix(experiment: Experiment, wording: Wording) -> list[str]:
    """The tasks with their share and sizes: ``70 % python-cpu 20 ms``."""
    shares = [share for share in experiment.mix if share.weight > 0]
    total = sum(share.weight for share in shares)
    texts = []
    for share in shares:
        sizes = []
        for parameter in parameters(KINDS[share.kind]):
            text = value_text(share.parameters.get(parameter.name, parameter.default))
            text = text.replace(".", wording.decimal)
            label = wording.say(parameter.label).lower()
            sizes.append(f"{text} {parameter.unit}" if parameter.unit else f"{label} {text}")
        portion = [wording.percent(share.weight / total)] if len(shares) > 1 else []
        texts.append(" ".join([*portion, share.kind, ", ".join(sizes)]))
    return texts


def outcome(result: Result, wording: Wording) -> str:
    """The figures of the whole run in one line."""
    number = wording.number
    parts = [
        wording.say(
            N_("{count} tasks in {seconds} s"),
            count=number(result.tasks_done, 0),
            seconds=number(result.seconds),
        ),
        wording.say(N_("{rate} tasks/s"), rate=number(result.throughput_per_s)),
    ]
    if result.latency_ms:
        parts.append(wording.say(N_("p95 {ms} ms"), ms=number(result.latency_ms.p95)))
    if result.tasks_failed:
        parts.append(wording.say(N_("{count} failed"), count=number(result.tasks_failed, 0)))
    return " · ".join(parts)


def origin(result: Result, wording: Wording) -> str:
    """Where the figures come from, in one line."""
    said = result.environment
    version = said.get("python_version")
    parts = [
        f"Python {version}" if version else "",
        _gil(said.get("gil"), wording),
        str(said.get("os") or ""),
        wording.say(N_("{count} cores"), count=result.cores.count),
        result.started_at.replace("T", " ")[:16],
        f"Hebra {said.get('hebra') or ''}".rstrip(),
    ]
    return " · ".join(part for part in parts if part)


def _gil(on: object, wording: Wording) -> str:
    if on is None:
        return ""
    return wording.say(N_("GIL on")) if on else wording.say(N_("GIL off"))
