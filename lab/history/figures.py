"""What the list shows of a run or a study, taken from its result."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from lab.spec.words import from_json, to_json

from .store import Value

if TYPE_CHECKING:
    from lab.session.result import Result
    from lab.study.trial import StudyResult, Trial


def of_run(result: Result) -> dict[str, Value]:
    """Columns of a run's entry."""
    approaches = [result.experiment.approach]
    approaches += [str(m.new) for m in result.markers if m.setting == "approach"]
    kinds = [share.kind for share in result.experiment.mix if share.weight > 0]
    kinds += [kind.name for kind in result.by_kind if kind.done]
    return {
        "kind": "run",
        "state": result.state,
        **_begun(result.started_at),
        "seconds": result.seconds,
        "approaches": names(approaches),
        "task_kinds": names(kinds),
        "lanes": result.topology.lanes,
        "tasks_done": result.tasks_done,
        "throughput_per_s": result.throughput_per_s,
        "p95_ms": result.latency_ms.p95 if result.latency_ms else None,
    }


def of_study(result: StudyResult) -> dict[str, Value]:
    """Columns of a study's entry."""
    study = result.study
    measured = [trial for trial in result.trials if trial.state == "measured"]
    rate, best = _best(measured)
    return {
        "kind": study.kind,
        "state": result.state,
        **_begun(result.started_at),
        "seconds": result.seconds,
        "approaches": names(candidate.approach for candidate in study.candidates),
        "task_kinds": names(share.kind for share in study.mix if share.weight > 0),
        "lanes": max((candidate.shape.lanes for candidate in study.candidates), default=0),
        "tasks_done": sum(trial.tasks_done for trial in result.trials),
        "throughput_per_s": rate,
        "candidates": len(study.candidates),
        "trials": len(measured),
        "trials_wanted": len(study.candidates) * study.protocol.repeats,
        "best": study.candidates[best].key if best is not None else "",
        "problem": problem_text(result.problem),
    }


def names(given: Iterable[str]) -> str:
    """Names as a column holds them, once each: a line break around every one."""
    unique = list(dict.fromkeys(given))
    return "\n" + "".join(f"{name}\n" for name in unique) if unique else ""


def problem_text(problem: str) -> str:
    """A problem as a column holds it: it can be said in any language later on."""
    return json.dumps(to_json(problem), ensure_ascii=False) if problem else ""


def problem_from(text: str) -> str:
    """The problem again, told."""
    return from_json(json.loads(text)) if text else ""


def now_at() -> str:
    """The present time as results write it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _begun(started_at: str) -> dict[str, Value]:
    """Both forms of the beginning."""
    return {"started_at": started_at, "started": datetime.fromisoformat(started_at).timestamp()}


def _best(measured: list[Trial]) -> tuple[float | None, int | None]:
    """The highest median throughput of a candidate, and whose it is."""
    rates: dict[int, list[float]] = defaultdict(list)
    for trial in measured:
        rates[trial.candidate].append(trial.throughput_per_s)
    medians = ((statistics.median(values), place) for place, values in rates.items())
    return max(medians, default=(None, None))
