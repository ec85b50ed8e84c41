"""Candidates a learner would want to compare, for so many cores."""

from __future__ import annotations

from lab.spec import Candidate, Topology, parameters

_MOST = {p.name: int(p.span[1]) for p in parameters(Topology) if p.span is not None}


def usual_candidates(cores: int, most_lanes: int = 16) -> tuple[Candidate, ...]:
    """One after another, threads, processes, coroutines and all three, up to ``most_lanes`` lanes.

    Threads double from 2; processes double up to the cores and go on to twice as many, where more
    of them do not help any more; the number of coroutines is what an event loop is good for.
    """
    most = max(2, most_lanes)
    cores = max(1, cores)
    threads = _doubling(2, min(most, _MOST["threads"]))
    processes = sorted({*_doubling(2, cores), cores, 2 * cores})
    coroutines = sorted({max(2, most // 4), most})
    return (
        Candidate(approach="sequential"),
        *(Candidate(approach="threads", topology=Topology(threads=n)) for n in threads),
        *(
            Candidate(approach="processes", topology=Topology(processes=n))
            for n in processes
            if 2 <= n <= min(most, _MOST["processes"])
        ),
        *(Candidate(approach="asyncio", topology=Topology(coroutines=n)) for n in coroutines),
        Candidate(approach="combined", topology=_combined(cores, most)),
    )


def _combined(cores: int, most: int) -> Topology:
    """A process for each core, two threads in each where there is room, the rest coroutines."""
    processes = min(max(2, cores), most, _MOST["processes"])
    threads = 2 if 4 * processes <= most else 1
    coroutines = min(max(1, most // (processes * threads)), _MOST["coroutines"])
    return Topology(processes=processes, threads=threads, coroutines=coroutines)


def _doubling(first: int, last: int) -> list[int]:
    found = []
    while first <= last:
        found.append(first)
        first *= 2
    return found
