"""Sets of candidates to start from, named after the question they answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lab.spec import Candidate, Topology
from ui.words import N_

MOST = (2, 4, 8, 16, 32, 64)
"""Lanes a person may cap a set at."""


@dataclass(frozen=True)
class CandidateSet:
    """A set: its name, its question, and what is in it for so many cores and lanes at most."""

    name: str
    title: str
    note: str
    make: Callable[[int, int], tuple[Candidate, ...]]


def _usual(cores: int, most: int) -> tuple[Candidate, ...]:
    from lab.study.candidates import usual_candidates

    return tuple(usual_candidates(cores, most))


def _threads(_cores: int, most: int) -> tuple[Candidate, ...]:
    return (*_sequential(), *_line("threads", "threads", _doubling(most)))


def _processes(cores: int, most: int) -> tuple[Candidate, ...]:
    steps = sorted({*range(1, min(2 * cores, most) + 1)} if cores <= 4 else {*_doubling(2 * cores)})
    return (*_sequential(), *_line("processes", "processes", steps))


def _coroutines(_cores: int, most: int) -> tuple[Candidate, ...]:
    return (*_sequential(), *_line("asyncio", "coroutines", _doubling(most)))


def _scaling(cores: int, most: int) -> tuple[Candidate, ...]:
    wide = _doubling(most)
    few = [step for step in wide if step <= 2 * cores]
    return (
        *_sequential(),
        *_line("threads", "threads", wide),
        *_line("processes", "processes", few),
        *_line("asyncio", "coroutines", wide),
    )


SETS = (
    CandidateSet("usual", N_("Usual approaches"), N_("Which approach for this work?"), _usual),
    CandidateSet(
        "threads", N_("Threads, more and more"), N_("How many threads does it take?"), _threads
    ),
    CandidateSet(
        "processes",
        N_("Processes, up to twice the cores"),
        N_("How many processes does it take?"),
        _processes,
    ),
    CandidateSet(
        "coroutines",
        N_("Coroutines, more and more"),
        N_("How many coroutines does it take?"),
        _coroutines,
    ),
    CandidateSet(
        "scaling",
        N_("Scaling curves of all three"),
        N_("How far does each approach go? Enough points for a fitted law."),
        _scaling,
    ),
)


def set_named(name: str) -> CandidateSet:
    """The set called ``name``; StopIteration when there is none."""
    return next(one for one in SETS if one.name == name)


def recognised(candidates: tuple[Candidate, ...], cores: int) -> tuple[str, int] | None:
    """Which set these are, and how many lanes it was capped at; None when they are a person's."""
    for one in SETS:
        for most in MOST:
            if one.make(cores, most) == candidates:
                return one.name, most
    return None


def _sequential() -> tuple[Candidate, ...]:
    return (Candidate(approach="sequential"),)


def _line(approach: str, level: str, steps: Iterable[int]) -> tuple[Candidate, ...]:
    return tuple(Candidate(approach=approach, topology=Topology(**{level: n})) for n in steps)


def _doubling(most: int) -> list[int]:
    steps = [1]
    while steps[-1] * 2 <= most:
        steps.append(steps[-1] * 2)
    return steps
