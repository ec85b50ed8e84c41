"""The same experiment as four programs: do they run, and do they print the same?"""

from __future__ import annotations

import ast
import re

from lab.advice.code import program
from lab.spec import N_, Experiment, Load, TaskShare, Topology, told
from lab.verdicts.claim import Claim, Detail, Figures, Judgement, Laboratory
from lab.verdicts.rules import settled

WAYS = ("sequential", "threads", "processes", "asyncio")
TITLES = {
    "sequential": N_("Sequential"),
    "threads": N_("Threads"),
    "processes": N_("Processes"),
    "asyncio": N_("Asyncio"),
}
TASKS = 24
PATIENCE_S = 30.0
_TIMES = re.compile(r"[\d.,]+ (tasks/s|s)\b")
"""What of the output depends on time."""


def programs() -> dict[str, str]:
    """The source of each."""
    mix = (TaskShare(kind="wait", parameters={"ms": 20.0}),)
    shape = Topology(processes=2, threads=4, coroutines=4)
    return {
        way: program(Experiment(approach=way, topology=shape, mix=mix, load=Load(tasks=TASKS)))
        for way in WAYS
    }


async def measure(laboratory: Laboratory) -> Figures:
    """By program: its ``status``, ``output`` without times, and its ``async_words``."""
    sources = programs()
    result = await laboratory.probe("run_programs", programs=sources, timeout_s=PATIENCE_S)
    return {
        way: {
            "status": result.figures["ran"][way]["status"],
            "output": _TIMES.sub(r"… \1", result.figures["ran"][way]["output"]).strip(),
            "errors": result.figures["ran"][way]["errors"],
            "async_words": async_words(source),
        }
        for way, source in sources.items()
    }


def async_words(source: str) -> int:
    """How often a program says ``async`` or ``await``."""
    asynchronous = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    return sum(isinstance(node, asynchronous) for node in ast.walk(ast.parse(source)))


def judge(figures: Figures) -> Judgement:
    """All exit with 0 and print the same; of them asyncio alone needs other words."""
    fine = [way for way in WAYS if figures[way]["status"] == 0]
    same = len({figures[way]["output"] for way in WAYS}) == 1
    ordinary = all(figures[way]["async_words"] == 0 for way in WAYS if way != "asyncio")
    return settled(
        len(fine) == len(WAYS) and same and ordinary and figures["asyncio"]["async_words"] > 0,
        says=_sentence(len(fine), same=same),
        details=[
            Detail(
                title=TITLES[way],
                value=told(
                    "exit code {status}, async or await {count} times",
                    status=figures[way]["status"],
                    count=figures[way]["async_words"],
                ),
            )
            for way in WAYS
        ],
    )


def _sentence(fine: int, *, same: bool) -> str:
    if same:
        return told(
            "{fine} of {all} programs ran to their end, and all printed the same",
            fine=fine,
            all=len(WAYS),
        )
    return told(
        "{fine} of {all} programs ran to their end, and they printed different things",
        fine=fine,
        all=len(WAYS),
    )


CLAIMS = (
    Claim(
        id="syntax",
        group="all",
        title=N_("Threads and processes look like ordinary code; asyncio needs async and await"),
        experiment=N_(
            "The same work as four short programs, each run in an interpreter of its own"
        ),
        figure=N_("exit codes and output"),
        rule=N_("each exits with 0 and prints the same; only asyncio's says async and await"),
        seconds=4.0,
        measure=measure,
        judge=judge,
    ),
)
