"""Small studies for tests."""

from __future__ import annotations

from lab.spec import Candidate, Options, Protocol, Study, TaskShare, Topology, Value

SHORT = Protocol(repeats=3, seconds=0.2, warm_up_s=0.0, pause_s=0.0)


def threads(count: int, **settings: Value) -> Candidate:
    return Candidate(approach="threads", topology=Topology(threads=count), settings=named(settings))


def processes(count: int, **settings: Value) -> Candidate:
    shape = Topology(processes=count)
    return Candidate(approach="processes", topology=shape, settings=named(settings))


def named(settings: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    """``wait__ms=5`` for the setting ``wait.ms``; ``_`` stands for ``-``."""
    names = {name: name.replace("__", ".").replace("_", "-") for name in settings}
    return tuple((names[name], value) for name, value in settings.items())


def study(
    *candidates: Candidate,
    kind: str = "wait",
    ms: float = 1.0,
    protocol: Protocol = SHORT,
    **more: object,
) -> Study:
    """A study of one kind of task."""
    return Study(
        mix=(TaskShare(kind=kind, parameters={"ms": ms}),),
        candidates=candidates or (threads(2), processes(2)),
        protocol=protocol,
        options=Options(lower_priority=False),
        **more,  # type: ignore[arg-type]
    )
