"""What measures: the real thing, or what a test gives in its place. Imported when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lab.spec import Experiment
    from lab.study.run import Maker
    from lab.verdicts.claim import Laboratory

    from .conduct import Run, SessionFactory


def laboratory(python: str | None) -> Laboratory:
    """The real thing: studies and probes on this machine."""
    from lab.verdicts.laboratory import RealLaboratory

    return RealLaboratory(python)


def probe_maker() -> Any:
    """The real thing: a probe in a process of its own."""
    from lab.session.probing import ProbeRun

    return ProbeRun


@dataclass(frozen=True)
class Machinery:
    """Gives what makes the sessions of runs, those of a comparison's runs, and probes.

    What makes a probe is a `ProbeRun` or what a test gives: each command says what of it it needs.
    ``laboratories`` gives what measures claims, with the Python that is named.
    """

    sessions: Callable[[], SessionFactory]
    makers: Callable[[], Maker]
    probes: Callable[[], Any]
    laboratories: Callable[[str | None], Laboratory] = laboratory


def session_factory() -> SessionFactory:
    """The real thing: a session that starts an engine."""
    from lab.session import Session

    def make(experiment: Experiment) -> Run:
        return Session(experiment)

    return make


def session_maker() -> Maker:
    """The real thing: a session that is also told what another one's tasks were made from."""
    from lab.session import Session

    return Session
