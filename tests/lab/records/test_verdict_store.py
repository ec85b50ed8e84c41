"""The latest finding of each claim is kept whole; a damaged file is put aside and named."""

from __future__ import annotations

import errno
import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from lab.analysis.interval import Interval
from lab.errors import HebraError
from lab.records.verdict_store import MOST_BYTES, VerdictStore
from lab.spec.words import Told, told
from lab.verdicts.claim import Detail, Finding, Judgement

FINDING = Finding(
    claim="gil-one",
    judgement=Judgement(
        verdict="confirmed",
        figure=Interval(1.02, 1.0, 1.04, 5),
        unit="×",
        high=1.25,
        says=told("{threads} threads did {times:.2f} times", threads=2, times=1.02),
        details=(
            Detail(title="Running on a core", value=25.0, unit="%"),
            Detail(title="A thread's write is seen", value=told("yes")),
        ),
    ),
    measured_at="2026-11-20T10:00:00+01:00",
    seconds=12.5,
    figures={"threads": 2, "one_per_s": [199.0, 201.5], "seen": {"thread": True}, "gil": None},
    environment={"python_version": "3.11.7", "gil": True, "cores": 2, "affinity": None},
)
UNAVAILABLE = Finding(
    claim="free-threaded",
    judgement=Judgement(verdict="unavailable", reason=told("No Python without a GIL was found")),
    measured_at="2026-11-20T10:01:00+01:00",
    seconds=0.1,
    figures={},
    environment={},
)


@pytest.fixture
def store(tmp_path: Path) -> VerdictStore:
    return VerdictStore(tmp_path / "data" / "verdicts.json")


def test_what_is_kept_is_read_back_whole(store: VerdictStore) -> None:
    store.keep(FINDING)
    store.keep(UNAVAILABLE)
    again = VerdictStore(store.path).load()
    assert again == {"gil-one": FINDING, "free-threaded": UNAVAILABLE}
    says = again["gil-one"].judgement.says
    assert isinstance(says, Told)
    assert says.fields == {"threads": 2, "times": 1.02}
    assert isinstance(again["gil-one"].judgement.details[1].value, Told)


def test_a_new_finding_takes_the_place_of_the_old_one(store: VerdictStore) -> None:
    store.keep(FINDING)
    newer = replace(FINDING, measured_at="2026-11-21T10:00:00+01:00")
    store.keep(newer)
    assert store.load() == {"gil-one": newer}


def test_without_a_file_there_is_nothing(store: VerdictStore) -> None:
    assert store.load() == {}
    assert store.problem == ""


def test_it_is_nobody_elses_business(store: VerdictStore) -> None:
    store.keep(FINDING)
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_by_default_it_is_in_the_data_folder() -> None:
    assert VerdictStore().path == Path(os.environ["HEBRA_DATA"]) / "verdicts.json"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"schema": "hebra-verdicts/1", "findings": [{"claim": "gil-one"',
        b'{"schema": "hebra-verdicts/1", "findings": [{"claim": "gil-one"}]}',
        b'{"schema": "another/1", "findings": []}',
        b"[]",
        b"\xff\xfe not text",
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside_and_named(store: VerdictStore, damage: bytes) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(damage)
    assert store.load() == {}
    (aside,) = store.path.parent.glob("verdicts-damaged-*.json")
    assert aside.read_bytes() == damage
    assert aside.name in store.problem
    store.keep(FINDING)
    assert store.load() == {"gil-one": FINDING}


def test_files_put_aside_do_not_take_each_others_place(store: VerdictStore) -> None:
    store.path.parent.mkdir()
    for number in range(3):
        store.path.write_text(f"damage {number}")
        store.load()
    assert len(list(store.path.parent.glob("verdicts-damaged-*.json"))) == 3


def test_a_huge_file_is_not_read(store: VerdictStore) -> None:
    store.path.parent.mkdir()
    with store.path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert store.load() == {}
    assert store.problem


def test_a_text_that_pretends_to_be_told_is_only_text(store: VerdictStore) -> None:
    store.keep(FINDING)
    whole = json.loads(store.path.read_text())
    whole["findings"][0]["says"] = {
        "text": "harmless",
        "source": "{x:>1000000000}",
        "fields": {"x": 1},
    }
    store.path.write_text(json.dumps(whole))
    assert store.load()["gil-one"].judgement.says == "harmless"


def test_a_full_disk_costs_nothing_that_was_kept(
    store: VerdictStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep(FINDING)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(HebraError, match="no space left"):
        store.keep(UNAVAILABLE)
    monkeypatch.undo()
    assert store.load() == {"gil-one": FINDING}
    assert [path.name for path in store.path.parent.iterdir()] == ["verdicts.json"]
