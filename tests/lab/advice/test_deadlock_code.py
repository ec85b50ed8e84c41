"""The programs run as they stand: the mended ones to their end, the broken ones into the wall."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from lab.advice.deadlock_code import CURES, MANY, MOST, WORKERS, excerpt, program_text
from tests.lab.session.test_pythons import python_of

MENDED = [(name, cure) for name, cures in CURES.items() for cure in cures if cure != "none"]


@pytest.mark.parametrize("scenario, cure", MENDED)
def test_a_mended_program_runs_to_its_end(scenario: str, cure: str) -> None:
    text = program_text(scenario, cure, rounds=2, pause_ms=2.0)
    ran = subprocess.run(
        [sys.executable, "-I", "-c", text], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    done = int(ran.stdout.rsplit(maxsplit=1)[-1])
    assert done == {"locks": 4, "philosophers": 2 * 5, "pipe": 2, "circle": 3}[scenario]


@pytest.mark.parametrize("scenario", CURES)
def test_a_broken_program_does_not_end(scenario: str) -> None:
    text = program_text(scenario, "none", pause_ms=10.0)
    program = [python_of("3.10"), "-I", "-S", "-c", text]
    process = subprocess.Popen(program, process_group=0)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.0)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("scenario", MANY)
def test_the_number_of_workers_stands_in_the_program(scenario: str) -> None:
    text = program_text(scenario, "none", workers=MOST)
    assert f"= {MOST}\n" in text
    assert text != program_text(scenario, "none", workers=WORKERS[scenario])


def test_constants_are_set_and_nothing_else() -> None:
    usual = program_text("pipe", "none").splitlines()
    other = program_text("pipe", "none", rounds=3, pause_ms=7.5).splitlines()
    changed = [b for a, b in zip(usual, other, strict=True) if a != b]
    assert changed == ["ROUNDS = 3", "PAUSE_S = 0.0075"]


def test_an_excerpt_knows_its_lines() -> None:
    text = program_text("locks", "none")
    part = excerpt(text, "second")
    lines = text.splitlines()
    assert part.text.startswith("def second():")
    assert lines[part.first - 1] == "def second():"
    assert part.own_line(part.first) == 1
    assert part.own_line(part.first - 1) is None
    assert part.own_line(part.first + len(part.text.splitlines())) is None
    with pytest.raises(LookupError, match="third"):
        excerpt(text, "third")
