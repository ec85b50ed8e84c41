"""Experiment files: what is written is read back, and whatever else is refused in words."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.errors import InputError
from lab.records.document_file import LARGEST
from lab.records.experiment_file import load_experiment, save_experiment

from .experiments import experiments

TASK = 'hebra = 1\n[[task]]\nkind = "wait"\n'
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@same_folder
@given(experiment=experiments())
def test_what_is_saved_is_loaded(experiment, tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "run.toml"
    save_experiment(path, experiment)
    assert load_experiment(path) == experiment


@same_folder
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes(data)
    with pytest.raises(InputError) as refused:
        load_experiment(path)
    assert str(path) in str(refused.value)


@same_folder
@given(data=st.text(max_size=200))
def test_any_text_after_a_good_start_is_read_or_refused(data: str, tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes((TASK + data).encode("utf-8", "surrogatepass"))
    with contextlib.suppress(InputError):
        assert load_experiment(path).mix[0].kind == "wait"


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "`hebra = 1` is missing"),
        ("hebra = 2", "newer Hebra"),
        ("hebra = 1", "task: this key is missing"),
        (TASK + "ms = 0.05", "task 1 ms: 0.05 must be 0.1 to 60,000 ms"),
        (TASK + "ms = nan", "task 1 ms: nan must be a number, 0.1 to 60,000 ms"),
        (TASK + "ms = true", "task 1 ms: True must be a number"),
        (TASK + 'ms = "10"', "task 1 ms: '10' must be a number"),
        (TASK + "mss = 3", "task 1: unknown key 'mss'. Did you mean ms?"),
        (TASK + "weight = 0", "nothing to do"),
        (TASK + TASK[10:], "task 2 kind: wait is in the mix already"),
        ('hebra = 1\n[[task]]\nkind = "weit"', "'weit' is not a kind of task. Did you mean wait?"),
        ("hebra = 1\n[[task]]\nms = 3", "task 1 kind: this key is missing"),
        ("hebra = 1\ntask = 3", "task: 3 must be a list of tables"),
        ("hebra = 1\ntask = [3]", "task 1: 3 must be a table"),
        (TASK + "[topology]\nthread = 1", "unknown key 'thread'. Did you mean threads?"),
        (TASK + "[topology]\nthreads = 1001", "[topology] threads: 1001 must be 1 to 1,000"),
        (TASK + "[topology]\nthreads = 1.5", "[topology] threads: 1.5 must be a whole number"),
        (TASK + "[topolgy]\nthreads = 1", "unknown key 'topolgy'. Did you mean topology?"),
        (TASK + "[load]\nseconds = inf", "[load] seconds: inf must be a number, 0.1 to 86,400 s"),
        (TASK + "[load]\nseconds = 5\ntasks = 5", "not both"),
        (TASK + "[options]\nbatches = 1", "[options] batches: 1 must be true or false"),
        ('approach = "thread"\n' + TASK, "approach: 'thread' must be one of sequential"),
        ('python = "/bin/sh"\n' + TASK, "must be the absolute path of a Python interpreter"),
        ('python = "python3"\n' + TASK, "must be the absolute path of a Python interpreter"),
        ('title = "a\\u0007b"\n' + TASK, "must be text of one line"),
        ("topology = [1]\n" + TASK, "topology"),
        (TASK + "[topology]\nthreads = " + "9" * 5000, "not valid TOML"),
        (TASK + "a = " + "[" * 100_000, "nested too deeply"),
        (TASK + '[[change]]\nat_s = 1\nsetting = "thread"\nvalue = 2', "Did you mean threads?"),
        (TASK + '[[change]]\nat_s = 1\nsetting = "wait.ms"\nvalue = []', "change 1 value"),
        (TASK + '[[change]]\nat_s = -1\nsetting = "threads"\nvalue = 2', "change 1 at_s: -1"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mistake.toml"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        load_experiment(path)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)
    assert len(str(refused.value)) < 500


def test_too_many_lanes_are_refused_at_the_start_and_after_a_change(tmp_path: Path) -> None:
    path = tmp_path / "lanes.toml"
    combined = 'approach = "combined"\n' + TASK
    path.write_text(combined + "[topology]\nprocesses = 64\nthreads = 2\ncoroutines = 1000\n")
    with pytest.raises(InputError, match=r"\[topology\].*128,000 lanes"):
        load_experiment(path)
    shape = "[topology]\nprocesses = 2\nthreads = 2\ncoroutines = 1000\n"
    later = '[[change]]\nat_s = 1\nsetting = "threads"\nvalue = 20\n'
    path.write_text(combined + shape + later)
    with pytest.raises(InputError, match=r"change 1 value.*40,000 lanes"):
        load_experiment(path)


@pytest.mark.parametrize(
    "data, said",
    [
        (b"hebra = 1\0", "binary"),
        (b"title = '\xff'", "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"#" * (LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(data)
    with pytest.raises(InputError, match=said):
        load_experiment(path)


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 1 << 40)  # sparse: reading it would take minutes
    with pytest.raises(InputError, match="too large"):
        load_experiment(path)


def test_an_endless_device_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        load_experiment("/dev/zero")


@pytest.mark.parametrize("name", ["missing.toml", "", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        load_experiment(f"{tmp_path}/{name}")


def test_lines_and_marks_of_other_systems_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TASK.replace("\n", "\r\n").encode())
    assert load_experiment(path).mix[0].kind == "wait"
