"""What stands in the comparison table: claimed in our words, measured from the claims' figures."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lab.spec import N_, told

from . import phrases
from .claim import Figures
from .table import Cell, Findings, Part, TableRow

Words = Callable[[Figures], str]
UNIT = {"threads": "thread", "processes": "process", "asyncio": "coroutine"}
"""What probes call one worker of an approach."""


def _part(claim: str, words: Words) -> Part:
    """A part that one claim's figures fill."""
    return Part((claim,), lambda findings: words(findings[claim].figures))


def _scaled(claim: str, said: str, count: str) -> Part:
    """How much more several workers do than one: the claim's figure itself."""

    def words(findings: Findings) -> str:
        finding = findings[claim]
        figure = finding.judgement.figure
        if figure is None:
            raise ValueError(claim)
        return told(said, n=finding.figures[count], times=figure.value)

    return Part((claim,), words)


def _one_thread() -> Part:
    """In how many threads coroutines run, and how much more several do than one."""

    def words(findings: Findings) -> str:
        finding = findings["aio-one-thread"]
        figure = finding.judgement.figure
        if figure is None:
            raise ValueError(finding.claim)
        if finding.figures["threads"] == 1:
            return told("All in one thread: {times:.2f} times one", times=figure.value)
        return told(
            "In {n} threads: {times:.2f} times one",
            n=finding.figures["threads"],
            times=figure.value,
        )

    return Part(("aio-one-thread",), words)


def _use_cases(*names: str) -> Part:
    """In how many of the use cases that the course names the advice was right."""

    def words(findings: Findings) -> str:
        right = sum(found.judgement.verdict == "confirmed" for found in findings.values())
        return told("{right} of {all} use cases bear it out", right=right, all=len(findings))

    return Part(tuple(f"choose-{name}" for name in names), words)


def _of_each(
    claim: str, words: Callable[[str, Figures], str], approach: str, unit: bool = True
) -> Part:
    """The part of a claim that has figures for every approach."""
    return _part(claim, partial(words, UNIT[approach] if unit else approach))


def _combined(claim: str, said: str) -> Cell:
    def words(findings: Findings) -> str:
        figure = findings[claim].judgement.figure
        if figure is None:
            raise ValueError(claim)
        return told("{times:.2f} times the best of what it is held against", times=figure.value)

    return Cell(said, (Part((claim,), words),))


TABLE: tuple[TableRow, ...] = (
    TableRow(
        "parallel",
        N_("Runs Python in parallel"),
        {
            "threads": Cell(
                N_("No: under CPython's GIL they take turns"),
                (_scaled("gil-one", N_("{n} threads: {times:.2f} times one"), "threads"),),
            ),
            "processes": Cell(
                N_("Yes: every one has a GIL of its own"),
                (_scaled("proc-parallel", N_("{n} processes: {times:.2f} times one"), "workers"),),
            ),
            "asyncio": Cell(
                N_("No: it is concurrent within one thread"),
                (_one_thread(),),
            ),
        },
    ),
    TableRow(
        "best-for",
        N_("Best for"),
        {
            "threads": Cell(
                N_("Work that waits: networks, disks and the like"),
                (
                    _part("io-threads", phrases.waits),
                    _use_cases("download", "scrape", "database"),
                ),
            ),
            "processes": Cell(N_("Work that computes"), (_use_cases("images", "analysis"),)),
            "asyncio": Cell(
                N_("Work that waits, with a great deal of it at once"),
                (_use_cases("server", "clients"),),
            ),
        },
    ),
    TableRow(
        "memory",
        N_("Memory"),
        {
            "threads": Cell(
                N_("Shared: all are in one process"),
                (_of_each("shared-memory", phrases.seen, "threads"),),
            ),
            "processes": Cell(
                N_("Apart: every process has a copy"),
                (_of_each("shared-memory", phrases.seen, "processes"),),
            ),
            "asyncio": Cell(
                N_("Shared: all are in one thread and its loop"),
                (_of_each("shared-memory", phrases.seen, "asyncio"),),
            ),
        },
    ),
    TableRow(
        "communication",
        N_("Talking to each other"),
        {
            "threads": Cell(
                N_("Easy, through variables, but locks are needed"),
                (
                    _part("race", phrases.lost_in_threads),
                    _part(
                        "proc-ipc",
                        partial(phrases.messages, "thread-queue", N_("{rate:,.0f} messages/s")),
                    ),
                ),
            ),
            "processes": Cell(
                N_("Takes more: a queue, a pipe, a manager"),
                (
                    _part(
                        "proc-ipc",
                        partial(
                            phrases.messages,
                            "process-queue",
                            N_("{rate:,.0f} messages/s, {trip:,.0f} µs there and back"),
                        ),
                    ),
                ),
            ),
            "asyncio": Cell(
                N_("Easy: in one thread no other thread interferes"),
                (_part("aio-races", phrases.lost_at_awaits),),
            ),
        },
    ),
    TableRow(
        "overhead",
        N_("Overhead"),
        {
            approach: Cell(
                claimed,
                (
                    _of_each("proc-overhead", phrases.start, approach),
                    _of_each("switch", phrases.switch, approach),
                ),
            )
            for approach, claimed in (
                ("threads", N_("Little")),
                ("processes", N_("Much: a process is dear to start")),
                ("asyncio", N_("Little: all there is to it is switching")),
            )
        },
    ),
    TableRow(
        "debugging",
        N_("Finding faults"),
        {
            "threads": Cell(
                N_("Harder: races, and locks that hang"),
                (
                    _part("deadlock", phrases.deadlock),
                    _part("debug", partial(phrases.dump, "thread")),
                ),
            ),
            "processes": Cell(
                N_("Hard: messages, and processes that wait for each other"),
                (_part("debug", partial(phrases.dump, "process")),),
            ),
            "asyncio": Cell(
                N_("Rather simple: no races between threads"),
                (
                    _part("aio-races", phrases.lost_at_awaits),
                    _part("debug", partial(phrases.dump, "task")),
                ),
            ),
        },
    ),
    TableRow(
        "syntax",
        N_("How it is written"),
        {
            approach: Cell(
                claimed, (_of_each("syntax", phrases.words_needed, approach, unit=False),)
            )
            for approach, claimed in (
                ("threads", N_("As ever: functions and classes")),
                ("processes", N_("As ever, too: functions and classes")),
                ("asyncio", N_("With async and await, which changes all of it")),
            )
        },
    ),
    TableRow(
        "resources",
        N_("Resources"),
        {
            "threads": Cell(
                N_("They are light"),
                (
                    _of_each("resources", phrases.kept, "threads"),
                    _part("aio-many", partial(phrases.connections, "threads")),
                ),
            ),
            "processes": Cell(
                N_("They are heavy"), (_of_each("resources", phrases.kept, "processes"),)
            ),
            "asyncio": Cell(
                N_("They are light, too"),
                (
                    _of_each("resources", phrases.kept, "asyncio"),
                    _part("aio-many", partial(phrases.connections, "asyncio")),
                ),
            ),
        },
    ),
    TableRow(
        "combine-1",
        N_("Combined: processes"),
        {
            "combined": _combined(
                "combine-1", N_("A main process may hand what computes to child processes")
            )
        },
    ),
    TableRow(
        "combine-2",
        N_("Combined: threads in processes"),
        {
            "combined": _combined(
                "combine-2", N_("Each child may wait for many things at once in threads of its own")
            )
        },
    ),
    TableRow(
        "combine-3",
        N_("Combined: asyncio in processes"),
        {
            "combined": _combined(
                "combine-3", N_("Within a thread or process, asyncio may look after the waiting")
            )
        },
    ),
)
"""In the order of the course's text; the last three are of all approaches combined."""
