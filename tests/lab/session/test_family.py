"""A process and all it started end together, by whatever means the system has."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab import capabilities
from lab.session import family as families
from lab.session.family import Descendants, Group, JobFamily, family
from lab.session.kernel32 import ExtendedLimits, Job, kernel32, tell_sparse
from tests.lab.session.fake_kernel32 import FIRST, FakeKernel32
from tests.lab.session.runs import alive


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as process:
        yield process
        process.kill()


def test_a_structure_has_the_size_the_system_expects() -> None:
    assert ctypes.sizeof(ExtendedLimits) == (144 if sys.maxsize > 2**32 else 112)


def test_a_job_ends_what_is_in_it(sleeper: subprocess.Popen[bytes]) -> None:
    system = FakeKernel32()
    job = Job(system)
    assert system.limits == {FIRST + 4: 0x2000}, "it ends with its holder"
    job.add(sleeper.pid)
    assert list(system.open.values()) == ["job"], "the process's handle was given back"
    job.kill()
    assert sleeper.wait() == -9
    assert system.exit_codes == [9]
    job.close()
    job.close()
    job.kill()
    assert system.open == {}


def test_closing_a_job_ends_what_is_in_it(sleeper: subprocess.Popen[bytes]) -> None:
    job = Job(FakeKernel32())
    job.add(sleeper.pid)
    job.close()
    assert sleeper.wait() == -9


@pytest.mark.parametrize("call", ["CreateJobObjectW", "SetInformationJobObject"])
def test_a_job_that_is_refused_holds_nothing(call: str) -> None:
    system = FakeKernel32(refuse=frozenset({call}))
    with pytest.raises(OSError, match=call.removesuffix("W")):
        Job(system)
    assert system.open == {}


@pytest.mark.parametrize("call", ["OpenProcess", "AssignProcessToJobObject"])
def test_what_cannot_be_put_into_a_job_is_sought(
    call: str, sleeper: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    system = FakeKernel32(refuse=frozenset({call}))
    job = JobFamily(Job(system), Descendants(tmp_path))
    job.add(sleeper.pid)
    job.kill()
    assert sleeper.wait() == -9
    assert system.exit_codes == []
    job.close()
    assert system.open == {}


def test_a_file_is_told_to_be_sparse() -> None:
    system = FakeKernel32()
    assert tell_sparse(system, FIRST)
    assert system.sparse == [FIRST]
    assert not tell_sparse(FakeKernel32(refuse=frozenset({"DeviceIoControl"})), FIRST)


def test_the_best_way_that_there_is_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert isinstance(family(tmp_path), Group)
    monkeypatch.setenv(capabilities.WITHOUT, "groups")
    assert isinstance(family(tmp_path), Descendants)
    monkeypatch.setattr(families, "has_job_objects", lambda: True)
    with pytest.raises(OSError, match="no kernel32"):
        kernel32()
    assert isinstance(family(tmp_path), Descendants), "a job was refused"
    monkeypatch.setattr(families, "kernel32", FakeKernel32)
    made = family(tmp_path)
    assert isinstance(made, JobFamily)
    made.kill()
    made.close()


def test_nothing_to_end_is_no_error(tmp_path: Path) -> None:
    for made in (
        Group(),
        Descendants(tmp_path),
        JobFamily(Job(FakeKernel32()), Descendants(tmp_path)),
    ):
        made.kill()
        made.close()


def test_a_console_window_is_kept_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Descendants(tmp_path).options == {}
    monkeypatch.setattr(subprocess, "CREATE_NO_WINDOW", 0x0800_0000, raising=False)
    assert Descendants(tmp_path).options == {"creationflags": 0x0800_0000}


def test_only_the_family_is_ended(sleeper: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """One found nothing: no process of another family, nor one that began later, is touched."""
    with subprocess.Popen([sys.executable, "-c", ""]) as first:
        made = Descendants(tmp_path)
        made.add(first.pid)
    made.kill()
    assert alive(sleeper.pid)
