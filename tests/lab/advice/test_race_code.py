"""The programs shown are those that are measured, and they run under every Python."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from lab.advice.race_code import excerpt, program
from lab.probes import race_coroutines, race_processes, race_threads
from lab.probes.race_frame import SLEEP_S
from tests.lab.session.test_pythons import VERSIONS, python_of

MODULES: dict[tuple[str, str], tuple[ModuleType, str]] = {
    ("threads", "variable"): (race_threads, "THREADS"),
    ("coroutines", "variable"): (race_coroutines, "COROUTINES"),
    ("processes", "variable"): (race_threads, "THREADS"),
    ("processes", "shared"): (race_processes, "SHARED"),
}


def orders() -> Iterator[dict[str, Any]]:
    for (where, memory), (module, table) in MODULES.items():
        for between, guard in getattr(module, table):
            yield {
                "where": where,
                "memory": memory,
                "between": between,
                "guard": guard,
                "workers": 2,
                "increments": 200,
            }


def measured(order: dict[str, Any]) -> str:
    """The function of the probe as the program would write it."""
    module, table = MODULES[order["where"], order["memory"]]
    found: Callable[..., Any] = getattr(module, table)[order["between"], order["guard"]]
    (function,) = ast.parse(inspect.getsource(found).replace("SLEEP_S", str(SLEEP_S))).body
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
    function.name, function.returns = "work", None
    function.args.args[0].annotation = None
    del function.body[0]  # its docstring
    return ast.unparse(function)


name = lambda order: "-".join(str(value) for value in order.values())  # noqa: E731
every_order = pytest.mark.parametrize("order", list(orders()), ids=name)


@every_order
def test_what_is_shown_is_what_is_measured(order: dict[str, Any]) -> None:
    shown = excerpt(order)
    assert ast.unparse(ast.parse(shown.text)) == measured(order)
    assert shown.text in program(order)
    lines = shown.text.splitlines()
    assert shown.last == len(lines)
    assert lines[shown.first - 2].strip() == "for _ in range(n):"


@every_order
def test_the_program_runs_and_says_what_it_lost(order: dict[str, Any]) -> None:
    said = _run(sys.executable, program(order))
    if order["where"] == "processes" and order["memory"] == "variable":
        assert said.startswith("0 counted of 200")
    elif order["guard"] == "lock" or order["between"] == "nothing":
        assert "counted of 200" in said
    if order["guard"] == "lock" and order["memory"] == "shared":
        assert "200 counted of 200, 0 lost" in said


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
@every_order
def test_it_runs_under_every_python(version: str, order: dict[str, Any]) -> None:
    assert "counted of 200" in _run(python_of(version), program(order))


def _run(python: str, source: str) -> str:
    ran = subprocess.run(
        [python, "-I", "-S", "-W", "error", "-c", source],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return ran.stdout
