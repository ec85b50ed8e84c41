"""A run or a study in a few lines of words: what was run, how it went, and on what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lab.session.machine import Fact
from lab.session.result import Result
from lab.spec import (
    APPROACHES,
    LEVELS,
    N_,
    Candidate,
    Experiment,
    Study,
    TaskShare,
    Topology,
    parameters,
)
from lab.study.trial import StudyResult
from lab.tasks import KINDS
from lab.verdicts.claim import Finding

from .settings import setting_parameter, value_text
from .wording import Wording

_MINUTE_S = 60


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
    return " · ".join([wording.say(approach.title), product, *mix(experiment.mix, wording)])


def candidate_title(candidate: Candidate, wording: Wording) -> str:
    """The approach a candidate takes: ``Processes``."""
    return wording.say(APPROACHES[candidate.approach].title)


def candidate_numbers(candidate: Candidate, wording: Wording) -> str:
    """A candidate's shape and what of the work differs: ``8 × 2 × 1``, ``1 × 4 × 1 · wait 5 ms``.

    Processes x threads x coroutines, always all three, so that candidates can be held together.
    """
    shape = candidate.shape
    numbers = " × ".join(wording.number(getattr(shape, level), 0) for level in LEVELS)
    return " · ".join([numbers, *(setting(*pair, wording) for pair in candidate.settings)])


def setting(name: str, value: object, wording: Wording) -> str:
    """A setting with its value, as short as a label: ``python-cpu 5 ms``, ``wait 30 %``."""
    parameter = setting_parameter(name)
    kind, _, last = name.rpartition(".")
    text = value_text(value).replace(",", "").replace(".", wording.decimal)
    if last == "share":
        return f"{kind} {text} %"
    unit = parameter.unit if parameter else ""
    label = wording.say(parameter.label).lower() if parameter else last
    words = [kind, "" if last == unit else label, text, unit]
    return " ".join(word for word in words if word)


def mix(tasks: Iterable[TaskShare], wording: Wording) -> list[str]:
    """The tasks with their share and sizes: ``70 % python-cpu 20 ms``."""
    shares = [share for share in tasks if share.weight > 0]
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


def study_heading(result: StudyResult, wording: Wording) -> str:
    """The study's title, or what kind of study it is."""
    study = result.study
    if study.title:
        return wording.words(study.title)
    return wording.say(N_("Sweep")) if study.axes else wording.say(N_("Comparison"))


def study_work(study: Study, wording: Wording) -> str:
    """The work that all candidates of a study do, in one line."""
    return " · ".join(mix(study.mix, wording))


def study_course(result: StudyResult, wording: Wording) -> str:
    """How a study was made: ``49 runs of 2 s in random order (seed 1), 2 min 20 s``."""
    made = sum(trial.state == "measured" for trial in result.trials)
    protocol, brief = result.study.protocol, result.seconds < _MINUTE_S
    text = N_("{count} runs of {seconds} s in random order (seed {seed}), {minutes} min in all")
    if brief:
        text = N_("{count} runs of {seconds} s in random order (seed {seed}), {whole} s in all")
    return wording.say(
        text,
        count=wording.number(made, 0),
        seconds=wording.number(protocol.seconds),
        seed=protocol.seed,
        minutes=wording.number(result.seconds / _MINUTE_S, 1),
        whole=wording.number(result.seconds, 0),
    )


def study_origin(result: StudyResult, wording: Wording) -> str:
    """Where a study's figures come from, in one line."""
    return _origin(result.environment, result.started_at, wording)


def finding_origin(finding: Finding, wording: Wording) -> str:
    """Where a claim's figures come from, in one line."""
    return _origin(finding.environment, finding.measured_at, wording)


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
    said = {**result.environment, "cores": result.cores.count}
    return _origin(said, result.started_at, wording)


def _origin(said: Mapping[str, Fact], started_at: str, wording: Wording) -> str:
    version, cores = said.get("python_version"), said.get("cores")
    parts = [
        f"Python {version}" if version else "",
        _gil(said.get("gil"), wording),
        str(said.get("os") or ""),
        wording.say(N_("{count} cores"), count=cores) if cores else "",
        started_at.replace("T", " ")[:16],
        f"Hebra {said.get('hebra') or ''}".rstrip(),
    ]
    return " · ".join(part for part in parts if part)


def _gil(on: object, wording: Wording) -> str:
    if on is None:
        return ""
    return wording.say(N_("GIL on")) if on else wording.say(N_("GIL off"))
