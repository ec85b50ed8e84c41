"""Every made program is a good one: it runs, by itself, and does what the experiment does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.advice.code import program
from lab.advice.code_amount import ASYNC_KINDS
from lab.spec import (
    APPROACHES,
    Change,
    Experiment,
    Load,
    Options,
    TaskShare,
    Topology,
    Value,
    parameters,
)
from lab.tasks import KINDS, TaskKind

KIND_NAMES = tuple(KINDS)
SHORT: dict[str, dict[str, Value]] = {
    "python-cpu": {"ms": 1.0},
    "native-cpu": {"ms": 1.0},
    "image-python": {"side": 24},
    "image-native": {"side": 24},
    "csv-python": {"rows": 300},
    "csv-numpy": {"rows": 300},
    "wait": {"ms": 2.0},
    "http": {"latency_ms": 2.0, "body_kib": 3},
    "scrape": {"latency_ms": 2.0, "page_kib": 3},
    "api": {"latency_ms": 2.0, "limit_per_s": 200},
    "disk": {"kib": 8},
    "sqlite": {"write_share": 0.5},
    "postgres": {"server_ms": 1.0, "write_share": 0.5},
}
PLAIN = tuple(n for n in KIND_NAMES if n not in ("image-native", "csv-numpy", "postgres"))
"""What needs the standard library only."""
HERE = tuple(name for name in KIND_NAMES if name != "postgres")
"""What needs nobody's server."""
SHAPES = (
    ("sequential", (1, 1, 1)),
    ("threads", (1, 3, 1)),
    ("processes", (2, 1, 1)),
    ("asyncio", (1, 1, 3)),
    ("combined", (1, 1, 1)),
    ("combined", (2, 2, 1)),
    ("combined", (2, 1, 2)),
    ("combined", (1, 2, 2)),
    ("combined", (2, 2, 2)),
)


def experiment(
    approach: str,
    shape: tuple[int, int, int],
    kinds: tuple[str, ...],
    *,
    load: Load = Load(tasks=24),  # noqa: B008 - frozen
    options: Options = Options(),  # noqa: B008
    title: str = "",
) -> Experiment:
    processes, threads, coroutines = shape
    return Experiment(
        approach=approach,
        topology=Topology(processes=processes, threads=threads, coroutines=coroutines),
        mix=tuple(TaskShare(kind=kind, parameters=dict(SHORT[kind])) for kind in kinds),
        load=load,
        options=options,
        title=title,
    )


def carry_out(
    source: str, folder: Path, *, python: str = sys.executable, libraries: bool = False
) -> str:
    """Run it as its reader would, with every warning an error; its output."""
    path = folder / "program.py"
    path.write_text(source)
    # Isolated: nothing but the standard library is there, unless it says that it needs more.
    assert libraries == ("pip install" in source)
    command = [python, "-I", *([] if libraries else ["-S"]), "-W", "error", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, ""), source
    return done.stdout


def result_of(told: str) -> str:
    """What a program says of its tasks: how many there were, and their sum."""
    said = re.fullmatch(
        r"[\d,]+\.\d tasks/s: ([\d,]+) tasks in \d+\.\d\d s\nResult: ([\d,]+)\n", told
    )
    assert said is not None, told
    return " ".join(said.groups())


@pytest.mark.parametrize("approach, shape", SHAPES)
def test_every_shape_runs_with_all_kinds_mixed(
    approach: str, shape: tuple[int, int, int], tmp_path: Path
) -> None:
    told = carry_out(program(experiment(approach, shape, PLAIN)), tmp_path)
    assert result_of(told).startswith("24 ")


@pytest.mark.slow
@pytest.mark.parametrize("kind", HERE)
@pytest.mark.parametrize("approach, shape", SHAPES)
def test_every_kind_runs_in_every_shape(
    kind: str, approach: str, shape: tuple[int, int, int], tmp_path: Path
) -> None:
    source = program(experiment(approach, shape, (kind,)))
    told = carry_out(source, tmp_path, libraries=kind not in PLAIN)
    assert result_of(told).startswith("24 ")


@pytest.mark.parametrize("blocking", ["inline", "thread"])
def test_the_settings_that_count_are_kept(blocking: str, tmp_path: Path) -> None:
    options = Options(start_method="spawn", blocking=blocking, seed=7, switch_interval_ms=1.0)
    source = program(experiment("combined", (2, 1, 3), ("disk", "wait"), options=options))
    assert 'mp_context=multiprocessing.get_context("spawn")' in source
    assert "sys.setswitchinterval(0.001)" in source
    assert "random.Random(7)" in source
    assert ("asyncio.to_thread" in source) == (blocking == "thread")
    assert result_of(carry_out(source, tmp_path)).startswith("24 ")


def test_sizes_weights_and_shape_are_the_experiments() -> None:
    mix = (
        TaskShare(kind="python-cpu", weight=70.0, parameters={"ms": 12.5}),
        TaskShare(kind="http", weight=30.0, parameters={"latency_ms": 45.0, "body_kib": 7}),
        TaskShare(kind="wait", weight=0.0),
    )
    shape = Topology(processes=3, threads=5, coroutines=7)
    source = program(Experiment(approach="combined", topology=shape, mix=mix))
    for line in (
        "PROCESSES = 3",
        "THREADS = 5  # in each process",
        "COROUTINES = 7  # in each thread",
        "LATENCY_S = 0.045",
        "BODY_BYTES = 7 * 1024",
        "rounds_for(compute, ms=12.5)",
        "weights=[70, 30]",
        "70 % python-cpu, size 12.5 ms",
    ):
        assert line in source
    assert "asyncio.sleep(0.0" not in source  # what has no weight is not done


def test_a_time_becomes_about_as_many_tasks() -> None:
    wait = experiment("threads", (1, 4, 1), ("wait",), load=Load(seconds=5))
    assert "TASKS = 10_000\n" in program(wait)  # 4 lanes, 2 ms each
    computing = experiment("threads", (1, 4, 1), ("python-cpu",), load=Load(seconds=5))
    assert "TASKS = 5_000\n" in program(computing)  # one GIL, 1 ms each
    blocked = experiment("asyncio", (1, 1, 500), ("disk",), load=Load(seconds=5))
    assert "TASKS = 2_000\n" in program(blocked)  # one event loop, 2 ms each
    assert "TASKS = 17\n" in program(
        experiment("threads", (1, 4, 1), ("wait",), load=Load(tasks=17))
    )


def test_planned_changes_are_said_to_be_left_out() -> None:
    whole = Experiment(
        mix=(TaskShare(kind="wait"),), changes=(Change(at_s=1, setting="threads", value=2),)
    )
    assert "is left out here" in program(whole)


@given(title=st.text(max_size=40))
def test_no_title_breaks_the_program(title: str) -> None:
    tree = ast.parse(program(experiment("threads", (1, 2, 1), ("wait",), title=title)))
    assert isinstance(tree.body[0], ast.Expr)  # the docstring is whole, and the only words
    assert isinstance(tree.body[1], ast.Import)


@pytest.mark.parametrize("approach", APPROACHES)
def test_a_program_is_short(approach: str) -> None:
    for kind in KIND_NAMES:
        source = program(experiment(approach, (2, 2, 2), (kind,)))
        assert len(source.splitlines()) <= 145
    assert len(program(experiment(approach, (2, 2, 2), ("wait",))).splitlines()) <= 75


def test_programs_are_set_as_a_careful_person_would(tmp_path: Path) -> None:
    number = 0
    for approach, shape in SHAPES:
        for kinds in (*((kind,) for kind in KIND_NAMES), KIND_NAMES):
            number += 1
            source = program(experiment(approach, shape, kinds))
            (tmp_path / f"program_{number}.py").write_text(source)
    for words in (
        ["check", "--select", "E,F,W,I,B,UP,SIM,RET,PIE,PL", "--ignore", "PLR2004"],
        ["format", "--check"],
    ):
        command = [sys.executable, "-m", "ruff", *words, "--isolated", "--line-length", "100"]
        done = subprocess.run(
            [*command, str(tmp_path)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_kinds_with_an_async_form_are_known() -> None:
    form = TaskKind.asynchronous
    assert {n for n, kind in KINDS.items() if kind.asynchronous is not form} == set(ASYNC_KINDS)


def test_every_size_is_used() -> None:
    for name, kind in KINDS.items():
        for parameter in parameters(kind):
            low, high = parameter.span or (0, 0)
            share = dict(SHORT[name])
            sources = set()
            for value in (parameter.clean(low), parameter.clean(high)):
                share[parameter.name] = value
                mix = (TaskShare(kind=name, parameters=dict(share)),)
                source = program(Experiment(approach="threads", mix=mix, load=Load(tasks=1)))
                sources.add(source.partition('"""\n\n')[2])
            assert len(sources) == 2, parameter.name
