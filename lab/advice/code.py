"""An experiment as a program: short, on the plain standard library, to be taken along.

It does the experiment's work in the experiment's shape with the means everybody has
(``concurrent.futures``, ``asyncio``), so it is the code to start from, not the engine in small: a
fixed number of tasks is carried out, and the time it took is printed as tasks/s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lab.spec import Experiment, Options, TaskShare, parameters
from lab.tasks import KINDS

from .code_amount import at_a_time, number_of_tasks
from .task_code import PIECES, Piece

_IMPORTS = (
    ("asyncio", "asyncio."),
    ("hashlib", "hashlib."),
    ("http.client", "http.client."),
    ("multiprocessing", "multiprocessing."),
    ("os", "os."),
    ("random", "random."),
    ("sqlite3", "sqlite3."),
    ("sys", "sys."),
    ("tempfile", "tempfile."),
    ("threading", "threading."),
    ("time", "time."),
    ("timeit", "timeit."),
)
_FROM = (
    ("concurrent.futures", ("ProcessPoolExecutor", "ThreadPoolExecutor")),
    ("contextlib", ("closing", "contextmanager")),
    ("functools", ("partial",)),
)

_RAISES = "list() raises what a task raised"

_CARRY_OUT = '''\
def carry_out(task):
    """Carry out one task; a pool wants a function to call."""
    task()'''

_INLINE = '''\
async def inline(task):
    """Carry out a task that blocks: the event loop stands still meanwhile."""
    task()'''

_LANES = '''\
async def lane(tasks):
    """Carry out one task after another, whichever is next."""
    for task in tasks:
        await task()


async def run_lanes(work):
    """Have COROUTINES tasks in progress at once; all lanes take from one iterator."""
    tasks = iter(work)
    await asyncio.gather(*(lane(tasks) for _ in range(COROUTINES)))'''

_RUN_LOOP = '''\
def run_loop(work):
    """Carry out a part of the work in an event loop."""
    asyncio.run(run_lanes(work))'''

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
    pieces = [PIECES[share.kind](_sizes(share)) for share in shares]
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
    functions += _running(levels)

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
    return (
        f"{_head(experiment, shares)}\n\n{_imports(body + settings)}\n\n"
        + "\n".join(constants)
        + f"{settings}\n\n\n{body}\n\n\n"
        + 'if __name__ == "__main__":\n    main()\n'
    )


def _levels(experiment: Experiment) -> _Levels:
    shape, approach = experiment.shape, experiment.approach
    if approach != "combined":
        return _Levels(approach == "processes", approach == "threads", approach == "asyncio")
    return _Levels(shape.processes > 1, shape.threads > 1, shape.coroutines > 1)


def _sizes(share: TaskShare) -> dict[str, bool | int | float | str]:
    defaults = {p.name: p.default for p in parameters(KINDS[share.kind])}
    return {**defaults, **share.parameters}


def _call(piece: Piece, levels: _Levels, in_thread: bool) -> str:
    """What gives one task, in the form that the program's innermost level calls."""
    if not levels.loop:
        return piece.call
    if piece.loop_call:
        return piece.loop_call
    return f"partial({'asyncio.to_thread' if in_thread else 'inline'}, {piece.call})"


def _running(levels: _Levels) -> list[str]:
    """The functions that carry out work on the levels below the outermost one."""
    made = []
    if levels.loop:
        made.append(_LANES)
        if levels.processes or levels.threads:
            made.append(_RUN_LOOP)
    elif levels.processes or levels.threads:
        made.append(_CARRY_OUT)
    if levels.processes and levels.threads:
        pool = "with ThreadPoolExecutor(max_workers=THREADS) as pool:"
        lines = _mapped(pool, "run_loop" if levels.loop else "", "THREADS", "")
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
    ]
    contexts = [piece.context for piece in pieces if piece.context]
    if contexts:
        lines = [f"with {', '.join(contexts)}:", *(f"    {line}" for line in lines)]
    return "def main():\n" + "\n".join(f"    {line}".rstrip() for line in lines)


def _work(calls: list[str], shares: list[TaskShare], seed: int) -> list[str]:
    if len(calls) == 1:
        return [f"work = [{calls[0]}] * TASKS"]
    weights = ", ".join(f"{share.weight:.10g}" for share in shares)
    return [
        "kinds = [",
        *(f"    {call}," for call in calls),
        "]",
        f"work = random.Random({seed}).choices(kinds, weights=[{weights}], k=TASKS)",
    ]


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
            *_mapped(pool, inside, "PROCESSES", chunks),
        ]
    if levels.threads:
        pool = "with ThreadPoolExecutor(max_workers=THREADS) as pool:"
        return [
            "# The threads share one GIL: waiting overlaps, Python code takes turns.",
            *_mapped(pool, "run_loop" if levels.loop else "", "THREADS", ""),
        ]
    if levels.loop:
        return [
            "# One thread: while one coroutine awaits something the others go on.",
            "asyncio.run(run_lanes(work))",
        ]
    return ["for task in work:", "    task()"]


def _mapped(pool: str, inside: str, workers: str, chunks: str) -> list[str]:
    """A pool that carries out the tasks one by one, or by ``inside`` in equal shares."""
    if inside:
        shares = f"shares = [work[n::{workers}] for n in range({workers})]"
        return [shares, pool, f"    list(pool.map({inside}, shares))  # {_RAISES}"]
    return [pool, f"    list(pool.map(carry_out, work{chunks}))  # {_RAISES}"]


def _head(experiment: Experiment, shares: list[TaskShare]) -> str:
    total = sum(share.weight for share in shares)
    parts = []
    for share in shares:
        sizes = [
            f"{p.label.lower()} {_sizes(share)[p.name]:.6g} {p.unit}".rstrip()
            for p in parameters(KINDS[share.kind])
        ]
        portion = f"{100 * share.weight / total:.3g} % " if len(shares) > 1 else ""
        parts.append(f"{portion}{share.kind}, {', '.join(sizes)}")
    # A person's own words: they must not end the docstring.
    words = "".join(filter(str.isprintable, experiment.title))
    title = re.sub(r"[\\\"]", "'", words).strip() or str(experiment.way.title)
    lines = [f'"""{title}.' if title[-1] not in ".!?…" else f'"""{title}', "", "The work:"]
    lines += [f"- {part}" for part in parts]
    if experiment.changes:
        lines += ["", "What is changed while the experiment runs is left out here."]
    return "\n".join([*lines, '"""'])


def _imports(source: str) -> str:
    plain = [
        f"import {name}" for name, use in _IMPORTS if re.search(rf"\b{re.escape(use)}", source)
    ]
    named = []
    for module, names in _FROM:
        if used := [name for name in names if re.search(rf"\b{name}\b", source)]:
            named.append(f"from {module} import {', '.join(used)}")
    return "\n".join([*plain, *named])
