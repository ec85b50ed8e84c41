"""An experiment as a program: short, on the plain standard library, to be taken along.

It does the experiment's work in the experiment's shape with the means everybody has
(``concurrent.futures``, ``asyncio``), so it is the code to start from, not the engine in small: a
fixed number of tasks is carried out, the time it took is printed as tasks/s, and the sum of what
the tasks gave. :func:`programs` makes one of each approach that do the very same tasks, so that
their code can be read side by side and their results must agree.

A task that is about a library (Pillow, NumPy, psycopg) uses it, and the program says so.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from lab.spec import APPROACHES, Experiment, Options, TaskShare

from .code_amount import LONGEST_S, at_a_time, number_of_tasks
from .code_text import head, imports, sizes_of
from .piece import Piece
from .task_code import PIECES

_WIDTH = 90
"""Of a line in ``main``, which stands eight further in."""

_CARRY_OUT = '''\
def carry_out(task):
    """Carry out one task; a pool wants a function to call."""
    return task()'''

_INLINE = '''\
async def inline(task):
    """Carry out a task that blocks: the event loop stands still meanwhile."""
    return task()'''

_LANES = '''\
async def lane(tasks):
    """Carry out one task after another, whichever is next."""
    total = 0
    for task in tasks:
        total += await task()
    return total


async def run_lanes(work):
    """Have COROUTINES tasks in progress at once; all lanes take from one iterator."""
    tasks = iter(work)
    totals = await asyncio.gather(*(lane(tasks) for _ in range(COROUTINES)))
    return sum(totals)'''

_RUN_LOOP = '''\
def run_loop(work):
    """Carry out a part of the work in an event loop."""
    return asyncio.run(run_lanes(work))'''

_RUN_THREADS = '''\
def run_threads(work):
    """Carry out a process's part of the work in threads."""
{lines}'''


@dataclass(frozen=True)
class _Levels:
    """Which levels the program has: a combined run's levels of 1 need no code."""

    processes: bool
    threads: bool
    loop: bool


def program(experiment: Experiment) -> str:
    """The source of a program that does ``experiment``; Python 3.10 or newer runs it anywhere."""
    levels = _levels(experiment)
    shares = [share for share in experiment.mix if share.weight > 0]
    pieces = [PIECES[share.kind](sizes_of(share)) for share in shares]
    in_thread = experiment.options.blocking == "thread"
    calls = [_call(piece, levels, in_thread) for piece in pieces]
    tasks = number_of_tasks(experiment, blocking_loop=levels.loop and not in_thread)
    chunk = at_a_time(experiment, tasks)

    functions: list[str] = []
    for piece in pieces:
        own = piece.loop_functions if levels.loop and piece.loop_call else piece.functions
        functions += [function for function in own if function not in functions]
    if any(call.startswith("partial(inline, ") for call in calls):
        functions.append(_INLINE)
    functions += _running(levels, [piece.loop_end for piece in pieces if piece.loop_end])

    constants = _shape(experiment, levels)
    constants.append(f"TASKS = {tasks:_}")
    body = "\n\n\n".join([*functions, _main(experiment, levels, pieces, calls, shares, chunk)])
    for constant in (constant for piece in pieces for constant in piece.constants):
        if re.search(rf"\b{constant.split()[0]}\b", body):
            constants.append(constant)
    settings = ""
    if experiment.options.switch_interval_ms != Options().switch_interval_ms:
        seconds = experiment.options.switch_interval_ms / 1000
        settings = f"\n\nsys.setswitchinterval({seconds:.10g})  # how long a thread keeps the GIL"
    needs = list(dict.fromkeys(name for piece in pieces for name in piece.needs))
    return (
        f"{head(experiment, shares, needs)}\n\n{imports(body + settings)}\n\n"
        + "\n".join(constants)
        + f"{settings}\n\n\n{body}\n\n\n"
        + 'if __name__ == "__main__":\n    main()\n'
    )


def programs(experiment: Experiment) -> dict[str, str]:
    """By approach, a program that does the work of ``experiment`` that way.

    All of them carry out the same tasks, so many that the slowest takes some seconds, and print
    the same result.
    """
    load = dataclasses.replace(experiment.load, seconds=LONGEST_S)
    slowest = dataclasses.replace(experiment, approach="sequential", load=load)
    count = number_of_tasks(slowest, blocking_loop=False)
    same = dataclasses.replace(experiment.load, tasks=count, seconds=None)
    return {
        approach: program(dataclasses.replace(experiment, approach=approach, load=same))
        for approach in APPROACHES
    }


def needs_libraries(experiment: Experiment) -> bool:
    """Whether its program needs more than the standard library."""
    live = [share for share in experiment.mix if share.weight > 0]
    return any(PIECES[share.kind](sizes_of(share)).needs for share in live)


def _levels(experiment: Experiment) -> _Levels:
    shape, approach = experiment.shape, experiment.approach
    if approach != "combined":
        return _Levels(approach == "processes", approach == "threads", approach == "asyncio")
    return _Levels(shape.processes > 1, shape.threads > 1, shape.coroutines > 1)


def _call(piece: Piece, levels: _Levels, in_thread: bool) -> str:
    """What gives one task, in the form that the program's innermost level calls."""
    if not levels.loop:
        return piece.call
    if piece.loop_call:
        return piece.loop_call
    return f"partial({'asyncio.to_thread' if in_thread else 'inline'}, {piece.call})"


def _running(levels: _Levels, loop_ends: list[str]) -> list[str]:
    """The functions that carry out work on the levels below the outermost one."""
    made = []
    if levels.loop:
        ends = "".join(f"    {line}\n" for line in loop_ends)
        made.append(_LANES.replace("    return sum(totals)", f"{ends}    return sum(totals)"))
        if levels.processes or levels.threads:
            made.append(_RUN_LOOP)
    elif levels.processes or levels.threads:
        made.append(_CARRY_OUT)
    if levels.processes and levels.threads:
        pool = "with ThreadPoolExecutor(max_workers=THREADS) as pool:"
        lines = _mapped("return", pool, "run_loop" if levels.loop else "", "THREADS", "")
        made.append(_RUN_THREADS.format(lines="\n".join(f"    {line}" for line in lines)))
    return made


def _shape(experiment: Experiment, levels: _Levels) -> list[str]:
    shape = experiment.shape
    lines = []
    if levels.processes:
        lines.append(f"PROCESSES = {shape.processes}")
    if levels.threads:
        inside = "  # in each process" if levels.processes else ""
        lines.append(f"THREADS = {shape.threads}{inside}")
    if levels.loop:
        inside = "thread" if levels.threads else "process" if levels.processes else ""
        lines.append(f"COROUTINES = {shape.coroutines}" + (f"  # in each {inside}" * bool(inside)))
    return lines


def _main(
    experiment: Experiment,
    levels: _Levels,
    pieces: list[Piece],
    calls: list[str],
    shares: list[TaskShare],
    chunk: int,
) -> str:
    lines = _work(calls, shares, experiment.options.seed)
    lines += ["started = time.perf_counter()", *_outermost(experiment, levels, chunk)]
    lines += [
        "seconds = time.perf_counter() - started",
        'print(f"{TASKS / seconds:,.1f} tasks/s: {TASKS:,} tasks in {seconds:.2f} s")',
        'print(f"Result: {total:,}")',
    ]
    contexts = [context for piece in pieces if (context := _context(piece, levels))]
    if contexts:
        entered = [f"with {', '.join(contexts)}:"]
        if len(entered[0]) > _WIDTH:
            entered = ["with (", *(f"    {context}," for context in contexts), "):"]
        lines = [*entered, *(f"    {line}" for line in lines)]
    return "def main():\n" + "\n".join(f"    {line}".rstrip() for line in lines)


def _context(piece: Piece, levels: _Levels) -> str:
    """The ``with`` item of a piece in the form it is used in."""
    if levels.loop and piece.loop_call and piece.loop_context is not None:
        return piece.loop_context
    return piece.context


def _work(calls: list[str], shares: list[TaskShare], seed: int) -> list[str]:
    if len(calls) == 1:
        return [f"work = [{calls[0]}] * TASKS"]
    weights = [f"{share.weight:.10g}" for share in shares]
    chosen = [
        f"work = random.Random({seed}).choices(kinds, weights=[{', '.join(weights)}], k=TASKS)"
    ]
    if len(chosen[0]) > _WIDTH:
        inside = ["weights=[", *(f"    {weight}," for weight in weights), "],"]
        lines = ["kinds,", *inside, "k=TASKS,"]
        chosen = [f"work = random.Random({seed}).choices(", *(f"    {line}" for line in lines), ")"]
    return ["kinds = [", *(f"    {call}," for call in calls), "]", *chosen]


def _outermost(experiment: Experiment, levels: _Levels, chunk: int) -> list[str]:
    """The lines of ``main`` that carry the work out."""
    if levels.processes:
        method = experiment.options.start_method
        context = f', mp_context=multiprocessing.get_context("{method}")' * (method != "fork")
        pool = f"with ProcessPoolExecutor(max_workers=PROCESSES{context}) as pool:"
        inside = "run_threads" if levels.threads else "run_loop" if levels.loop else ""
        chunks = f", chunksize={chunk}" * (chunk > 1)
        return [
            "# Each process has an interpreter and a GIL of its own.",
            *_mapped("total =", pool, inside, "PROCESSES", chunks),
        ]
    if levels.threads:
        pool = "with ThreadPoolExecutor(max_workers=THREADS) as pool:"
        return [
            "# The threads share one GIL: waiting overlaps, Python code takes turns.",
            *_mapped("total =", pool, "run_loop" if levels.loop else "", "THREADS", ""),
        ]
    if levels.loop:
        return [
            "# One thread: while one coroutine awaits something the others go on.",
            "total = asyncio.run(run_lanes(work))",
        ]
    return ["total = sum(task() for task in work)"]


def _mapped(given: str, pool: str, inside: str, workers: str, chunks: str) -> list[str]:
    """A pool that carries out the tasks one by one, or by ``inside`` in equal shares."""
    raises = "  # also raises what a task raised"
    if inside:
        shares = f"shares = [work[n::{workers}] for n in range({workers})]"
        return [shares, pool, f"    {given} sum(pool.map({inside}, shares)){raises}"]
    return [pool, f"    {given} sum(pool.map(carry_out, work{chunks})){raises}"]
