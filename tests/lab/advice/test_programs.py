"""Programs of all approaches for one setting: side by side they give the same results."""

from __future__ import annotations

from pathlib import Path

import pytest

from lab.advice.code import program, programs
from lab.spec import APPROACHES, Experiment, Load, TaskShare, Topology
from lab.tasks.postgres import DSN
from tests.lab.tasks.postgres_server import postgres_server
from tests.lab.tasks.test_bare_python import pythons

from .test_code import HERE, KIND_NAMES, PLAIN, SHAPES, SHORT, carry_out, experiment, result_of

SUPPORTED = ("3.11", "3.12", "3.13")
SHAPE = Topology(processes=2, threads=2, coroutines=3)


def of_kinds(*kinds: str, load: Load = Load(tasks=24)) -> Experiment:  # noqa: B008 - frozen
    mix = tuple(TaskShare(kind=kind, parameters=dict(SHORT[kind])) for kind in kinds)
    return Experiment(approach="threads", topology=SHAPE, mix=mix, load=load)


def results(made: dict[str, str], folder: Path, **how: bool | str) -> set[str]:
    return {result_of(carry_out(text, folder, **how)) for text in made.values()}  # type: ignore[arg-type]


def test_there_is_one_of_each_approach() -> None:
    made = programs(of_kinds("python-cpu", "wait"))
    assert tuple(made) == tuple(APPROACHES)
    assert "ThreadPoolExecutor" in made["threads"]
    assert "ProcessPoolExecutor" in made["processes"]
    assert "asyncio" in made["asyncio"]
    assert not any(word in made["sequential"] for word in ("concurrent", "asyncio"))
    for level in ("PROCESSES = 2", "THREADS = 2", "COROUTINES = 3"):
        assert level in made["combined"]


def test_all_of_them_do_the_same_tasks_and_the_slowest_some_seconds() -> None:
    waiting = Experiment(
        approach="asyncio",
        topology=Topology(processes=2, threads=4, coroutines=200),
        mix=(TaskShare(kind="wait", parameters={"ms": 100.0}),),
    )
    assert all("TASKS = 100\n" in text for text in programs(waiting).values())
    given = programs(of_kinds("wait", load=Load(tasks=17))).values()
    assert all("TASKS = 17\n" in text for text in given)


@pytest.mark.parametrize("kind", HERE)
def test_each_kind_gives_the_same_in_every_approach(kind: str, tmp_path: Path) -> None:
    found = results(programs(of_kinds(kind)), tmp_path, libraries=kind not in PLAIN)
    assert len(found) == 1, found


@pytest.mark.slow
@pytest.mark.parametrize("version", SUPPORTED)
def test_every_supported_python_gives_the_same(version: str, tmp_path: Path) -> None:
    python = pythons().get(version)
    if python is None:
        pytest.skip(f"there is no Python {version} here")
    made = [programs(of_kinds(*PLAIN)), *(programs(of_kinds(kind)) for kind in PLAIN)]
    for each in made:
        here = result_of(carry_out(each["sequential"], tmp_path))
        assert results(each, tmp_path, python=python) == {here}


def test_postgres_gives_the_same_in_every_approach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("psycopg", reason="psycopg (the extra `postgres`) is not here")
    with postgres_server() as dsn:
        monkeypatch.setenv(DSN, dsn)
        assert results(programs(of_kinds("postgres")), tmp_path, libraries=True) == {"24 24"}
        for approach, shape in (SHAPES[0], SHAPES[3], SHAPES[-1]):
            source = program(experiment(approach, shape, KIND_NAMES))
            assert result_of(carry_out(source, tmp_path, libraries=True)).startswith("24 ")


def test_what_a_program_needs_is_said_at_its_top() -> None:
    for kind, library in (("image-native", "pillow"), ("csv-numpy", "numpy")):
        assert f"pip install {library}" in programs(of_kinds(kind))["threads"]
    source = programs(of_kinds("postgres"))["threads"]
    assert "pip install psycopg[binary]" in source
    assert "HEBRA_POSTGRES_DSN names the database" in source
    assert all("pip install" not in text for text in programs(of_kinds(*PLAIN)).values())
