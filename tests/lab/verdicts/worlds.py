"""For every claim a world in which it holds and one in which it does not; see test_claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lab.spec import Candidate, Study

from .fake_laboratory import Made, Order, Rate, World


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """``confirms`` and ``refutes`` are opposites; ``doubtful`` decides nothing, None where a yes
    or no is asked for that no noise can blur. ``timed``: its figures depend on time.
    """

    confirms: World
    refutes: World
    doubtful: World | None = None
    timed: bool = True


def noisy(world: World) -> World:
    """The same world, whose repeats scatter wildly."""
    return replace(world, scatter=4.0)


def of_rates(confirms: Rate, refutes: Rate, **more: Any) -> Worlds:
    """Worlds that differ in what candidates do."""
    one = World(rate=confirms, **more)
    return Worlds(confirms=one, refutes=replace(one, rate=refutes), doubtful=noisy(one))


def of_probes(
    confirms: Mapping[str, Made],
    refutes: Mapping[str, Made],
    *,
    timed: bool = True,
    doubtful: Mapping[str, Made] | None = None,
) -> Worlds:
    """Worlds that differ in what probes find; those that are timed may be noisy."""
    one = World(probes=confirms)
    doubt = noisy(one) if timed else World(probes=doubtful) if doubtful else None
    return Worlds(confirms=one, refutes=World(probes=refutes), doubtful=doubt, timed=timed)


# --- what candidates do ---------------------------------------------------------------------------
def gil(study: Study, candidate: Candidate) -> float:
    """Threads and coroutines share one core, processes have one each."""
    return 100.0 * min(candidate.shape.processes, 2)


def no_gil(study: Study, candidate: Candidate) -> float:
    """Threads have a core each, too; and whatever starts processes is slow."""
    shape = candidate.shape
    return 100.0 * min(shape.threads, 2) * min(shape.coroutines, 2) / shape.processes


def by_lanes(study: Study, candidate: Candidate) -> float:
    """Everything waits at once."""
    return 10.0 * candidate.shape.lanes


def best(*approaches: str) -> Rate:
    """These do twice as much as the others."""

    def rate(study: Study, candidate: Candidate) -> float:
        return 200.0 if candidate.approach in approaches else 100.0

    return rate


def combined(threads: bool) -> Rate:
    """Processes with threads inside do most, or those with coroutines inside."""

    def rate(study: Study, candidate: Candidate) -> float:
        inside = candidate.shape.threads > 1
        return 200.0 if candidate.approach == "combined" and inside == threads else 100.0

    return rate


# --- what probes find -----------------------------------------------------------------------------
def seen(process: bool) -> Made:
    def made(order: Order) -> dict[str, Any]:
        return {"seen": {"thread": True, "coroutine": True, "process": process, "mapped": True}}

    return made


def lost(when: Callable[[Order], bool], seconds: float = 1.0) -> Made:
    """A tenth of the updates is lost where ``when`` says so."""

    def made(order: Order) -> dict[str, Any]:
        wanted = int(order["increments"])
        gone = wanted // 10 if when(order) else 0
        return {
            "wanted": wanted,
            "counted": wanted - gone,
            "lost": gone,
            "seconds": seconds,
            "ns_per_increment": 50.0 if order["guard"] == "none" else 500.0,
            "workers": order["workers"],
        }

    return made


def deadlock(*, hangs: bool, seconds: float = 0.05) -> Made:
    def made(order: Order) -> dict[str, Any]:
        stuck = hangs and order["cure"] == "none"
        return {
            "detected": stuck,
            "detection_s": seconds if stuck else None,
            "finished": not stuck,
            "cycle": ["thread 1", "thread 2"] if stuck else [],
        }

    return made


def stacks(named: bool) -> Made:
    def made(order: Order) -> dict[str, Any]:
        one = {"named": True, "text": "lock.acquire()"}
        task = {"named": named, "text": "await word"}
        return {"found": {"thread": one, "task": task, "process": one}}

    return made


def messages(threads: float, processes: float) -> Made:
    def made(order: Order) -> dict[str, Any]:
        per_s = {"thread-queue": threads, "process-queue": processes}
        rate = per_s.get(order["channel"], 50_000.0)
        return {
            "messages_per_s": rate,
            "mb_per_s": rate / 10,
            "round_trip_us": {"p50": 1e6 / rate, "p95": 2e6 / rate},
        }

    return made


def costs(process: float, thread: float, coroutine: float) -> Made:
    each = {"process": process, "thread": thread, "coroutine": coroutine, "interpreter": thread}

    def made(order: Order) -> dict[str, Any]:
        values = [each[order["what"]]] * order["repeats"]
        return {"start_us": values, "memory_kib": list(values), "count": 10}

    return made


def switches(process: float, thread: float, coroutine: float) -> Made:
    each = {"process": process, "thread": thread, "coroutine": coroutine}

    def made(order: Order) -> dict[str, Any]:
        return {"switch_ns": [each[order["what"]]] * order["repeats"]}

    return made


def kept(order: Order) -> dict[str, Any]:
    """What the system keeps for a worker."""
    what = order["what"]
    return {
        "threads": int(what == "thread"),
        "files": 2 * int(what == "process"),
        "processes": int(what == "process"),
    }


def loop_threads(threads: int) -> Made:
    def made(order: Order) -> dict[str, Any]:
        return {"coroutines": order["coroutines"], "threads": threads}

    return made


def steps(then: str) -> Made:
    """Two tasks that change over after each step of this kind."""

    def made(order: Order) -> dict[str, Any]:
        log = [{"task": number % 2, "then": then} for number in range(20)]
        return {"tasks": 2, "log": log}

    return made


def lags(inline: float, moved: float) -> Made:
    def made(order: Order) -> dict[str, Any]:
        lag = inline if order["where"] == "inline" else moved
        return {"lag_ms": {"p50": lag, "p95": lag, "p99": lag, "max": lag}}

    return made


def connections(asyncio: float, threads: float) -> Made:
    def made(order: Order) -> dict[str, Any]:
        return {
            "asked": order["count"],
            "connected": order["count"],
            "connect_s": 1.0,
            "kib_per_connection": asyncio if order["how"] == "asyncio" else threads,
            "requests_per_s": 5000.0,
            "limit": "",
        }

    return made


def ran(status: int) -> Made:
    def made(order: Order) -> dict[str, Any]:
        line = "123.4 tasks/s: 24 tasks in 0.19 s\n"
        fine = {"status": 0, "output": line, "errors": "", "seconds": 0}
        return {
            "ran": {**dict.fromkeys(order["programs"], fine), "asyncio": {**fine, "status": status}}
        }

    return made


def echo(busy: float, idle: float) -> Made:
    def made(order: Order) -> dict[str, Any]:
        return {"latency_ms": {"p50": busy if order["busy"] else idle}}

    return made


def interpreters(times: float) -> Made:
    def made(order: Order) -> dict[str, Any]:
        one = [100.0] * order["repeats"]
        return {"one_per_s": one, "many_per_s": [times * value for value in one]}

    return made


_ALWAYS, _NEVER = (lambda order: True), (lambda order: False)
_FREE = {"free": "/usr/bin/python3.13t", "environment": {"gil": False}}

WORLDS: dict[str, Worlds] = {
    "gil-one": of_rates(gil, no_gil),
    "cpu-threads": of_rates(gil, no_gil),
    "gil-wait": Worlds(
        confirms=World(gil=0.5), refutes=World(gil=0.01), doubtful=noisy(World(gil=0.4))
    ),
    "native-threads": of_rates(no_gil, gil),
    "io-threads": of_rates(by_lanes, gil),
    "shared-memory": of_probes(
        {"memory_shared": seen(process=False)}, {"memory_shared": seen(process=True)}, timed=False
    ),
    "race": of_probes(
        {"race": lost(lambda order: order["guard"] == "none")},
        {"race": lost(_NEVER)},
        doubtful={"race": lost(_NEVER, seconds=0.01)},
        timed=False,
    ),
    "race-plain": of_probes(
        {"race": lost(_ALWAYS)},
        {"race": lost(_NEVER)},
        doubtful={"race": lost(_NEVER, seconds=0.01)},
        timed=False,
    ),
    "aio-races": of_probes(
        {"race": lost(lambda order: order["between"] == "await")},
        {"race": lost(lambda order: order["between"] == "nothing")},
        timed=False,
    ),
    "deadlock": Worlds(
        confirms=World(probes={"deadlock": deadlock(hangs=True)}),
        refutes=World(probes={"deadlock": deadlock(hangs=False)}),
        doubtful=World(probes={"deadlock": deadlock(hangs=True, seconds=2.0)}, others=2.0),
        timed=False,
    ),
    "debug": of_probes(
        {"stuck_stacks": stacks(named=True)}, {"stuck_stacks": stacks(named=False)}, timed=False
    ),
    "proc-parallel": of_rates(gil, no_gil),
    "proc-ipc": of_probes(
        {"message_costs": messages(400_000.0, 80_000.0)},
        {"message_costs": messages(80_000.0, 400_000.0)},
    ),
    "proc-overhead": of_probes(
        {"start_costs": costs(900.0, 60.0, 2.0)}, {"start_costs": costs(2.0, 60.0, 900.0)}
    ),
    "switch": of_probes(
        {"switch_costs": switches(9000.0, 5000.0, 500.0)},
        {"switch_costs": switches(500.0, 5000.0, 9000.0)},
    ),
    "resources": Worlds(
        confirms=World(probes={"start_costs": costs(900.0, 60.0, 2.0), "worker_resources": kept}),
        refutes=World(probes={"start_costs": costs(2.0, 60.0, 900.0), "worker_resources": kept}),
        doubtful=World(
            probes={"start_costs": costs(900.0, 600.0, 2.0), "worker_resources": kept}, scatter=4.0
        ),
        timed=False,
    ),
    "aio-one-thread": Worlds(
        confirms=World(rate=gil, probes={"loop_threads": loop_threads(1)}),
        refutes=World(rate=no_gil, probes={"loop_threads": loop_threads(4)}),
        doubtful=noisy(World(rate=gil, probes={"loop_threads": loop_threads(1)})),
    ),
    "aio-await": of_probes(
        {"await_order": steps("await")}, {"await_order": steps("run")}, timed=False
    ),
    "aio-blocked": of_probes(
        {"blocked_loop": lags(110.0, 6.0)}, {"blocked_loop": lags(6.0, 110.0)}
    ),
    "aio-many": Worlds(
        confirms=World(probes={"connections": connections(10.0, 100.0)}),
        refutes=World(probes={"connections": connections(100.0, 10.0)}),
        doubtful=noisy(World(probes={"connections": connections(30.0, 100.0)})),
        timed=False,
    ),
    "syntax": of_probes({"run_programs": ran(0)}, {"run_programs": ran(1)}, timed=False),
    **{
        f"choose-{name}": of_rates(best(advised), best(*others))
        for name, advised, *others in (
            ("download", "threads", "processes"),
            ("scrape", "threads", "asyncio"),
            ("database", "threads", "processes"),
            ("images", "processes", "threads"),
            ("analysis", "processes", "threads"),
            ("server", "asyncio", "threads"),
            ("clients", "asyncio", "processes"),
        )
    },
    "combine-1": of_rates(best("processes"), best("threads", "asyncio")),
    "combine-2": of_rates(combined(threads=True), best("processes")),
    "combine-3": of_rates(combined(threads=False), best("threads")),
    "free-threaded": of_rates(no_gil, gil, **_FREE),
    "subinterpreters": of_probes(
        {"subinterpreters": interpreters(1.95), "start_costs": costs(900.0, 60.0, 2.0)},
        {"subinterpreters": interpreters(1.0), "start_costs": costs(900.0, 60.0, 2.0)},
    ),
    "convoy": of_probes({"convoy": echo(10.1, 0.1)}, {"convoy": echo(0.1, 0.1)}),
}
