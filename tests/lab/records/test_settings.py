"""Settings that can be changed while a run goes on, and the words for a change."""

from __future__ import annotations

import pytest

from lab.records.settings import change_text, setting_names, setting_parameter
from lab.records.wording import Wording
from lab.tasks import KINDS


def test_every_setting_has_a_declaration() -> None:
    names = setting_names(tuple(KINDS))
    assert len(names) > 4 + 2 * len(KINDS)
    assert all(setting_parameter(name) for name in names)


@pytest.mark.parametrize("name", ["", "thread", "wait", "wait.", "wait.mss", "nothing.weight"])
def test_anything_else_has_none(name: str) -> None:
    assert setting_parameter(name) is None


@pytest.mark.parametrize(
    "setting, old, new, said",
    [
        ("threads", 2, 4, "threads 2→4"),
        ("coroutines", 999, 10_000, "coroutines 999→10000"),
        ("approach", "threads", "asyncio", "approach threads→asyncio"),
        ("wait.ms", 20.0, 0.5, "wait 20→0.5 ms"),
        ("wait.weight", 30.0, 0.0, "wait weight 30→0"),
        ("disk.kib", 64, 128, "disk block 64→128 KiB"),
    ],
)
def test_a_change_is_said_shortly(setting: str, old: object, new: object, said: str) -> None:
    assert change_text(setting, old, new) == said


def test_a_change_is_said_in_the_readers_language() -> None:
    spanish = Wording({"Threads": "Hilos"}.get, ",")  # type: ignore[arg-type]
    assert change_text("threads", 2, 4, spanish) == "hilos 2→4"
