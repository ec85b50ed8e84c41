"""`hebra verdicts` as its user meets it, with a laboratory that makes its figures up."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from lab.cli import app as cli
from lab.cli.verdict_progress import VerdictProgress
from lab.records.verdict_json import findings_from
from lab.records.verdict_store import VerdictStore
from lab.session.probing import ProbeResult
from lab.verdicts.batch import BatchProgress
from lab.verdicts.claims import CLAIMS
from tests.lab.verdicts.fake_laboratory import FakeLaboratory, World
from tests.lab.verdicts.worlds import WORLDS, gil, seen, stacks

WORLD = World(
    rate=gil,
    gil=0.5,
    probes={
        "memory_shared": seen(process=False),
        "race": WORLDS["race"].confirms.probes["race"],
        "stuck_stacks": stacks(named=False),
    },
)
SOME = "shared-memory,race,debug"
Hebra = Callable[..., int]
Make = Callable[[str | None], FakeLaboratory]


class Interrupting(FakeLaboratory):
    """Ctrl+C is pressed while the second probe is carried out."""

    async def probe(self, name: str, /, **order: Any) -> ProbeResult:
        if self.asked:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.Event().wait()
        return await super().probe(name, **order)


@pytest.fixture
def measuring(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Make], Hebra]:
    """The command with a laboratory."""

    def with_laboratory(make: Make) -> Hebra:
        monkeypatch.setattr(cli, "laboratory", make)

        def call(*words: str) -> int:
            monkeypatch.setattr("sys.argv", ["hebra", *words])
            with pytest.raises(SystemExit) as ended:
                cli.main()
            return int(ended.value.code or 0)

        return call

    return with_laboratory


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setenv("HEBRA_DATA", str(folder))
    return folder


@pytest.fixture
def hebra(measuring: Callable[[Make], Hebra]) -> Hebra:
    return measuring(lambda python: FakeLaboratory(WORLD))


def kept() -> dict[str, str]:
    return {name: finding.judgement.verdict for name, finding in VerdictStore().load().items()}


def test_verdicts_are_told_and_kept(hebra: Hebra, capsys: pytest.CaptureFixture[str]) -> None:
    assert hebra("verdicts", "--only", SOME) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "✓ confirmed  Threads share memory; a child process has a copy  shared-memory" in out
    assert "✗ refuted  Each model has its own way to tell where it hangs  debug" in out
    assert "were lost without a lock" in out
    assert out.endswith("2 confirmed, 1 refuted\n")
    assert kept() == {"shared-memory": "confirmed", "race": "confirmed", "debug": "refuted"}


def test_a_figure_comes_with_its_interval_and_bounds(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("verdicts", "--only", "gil-one") == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "confirmed within" in line)
    assert "confirmed within ≤ 1.25 ×" in line
    assert line.strip().startswith(("1.00 ×", "0.99", "1.01"))


def test_a_busy_machine_is_the_reason_and_no_failure(
    measuring: Callable[[Make], Hebra], capsys: pytest.CaptureFixture[str]
) -> None:
    busy = World(rate=gil, gil=0.5, others=1.5)
    run = measuring(lambda python: FakeLaboratory(busy))
    assert run("verdicts", "--only", "gil-one") == 0
    out = capsys.readouterr().out
    assert "? inconclusive" in out
    assert "Other programs used 1.5 cores meanwhile" in out


def test_an_unknown_claim_is_named_with_those_there_are(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hebra("verdicts", "--only", "race,gill-one") == 2
    err = capsys.readouterr().err
    assert "'gill-one'" in err
    assert "Did you mean gil-one?" in err
    assert all(claim.id in err for claim in CLAIMS)


def test_claims_are_listed_with_their_last_verdict(
    hebra: Hebra, capsys: pytest.CaptureFixture[str]
) -> None:
    hebra("verdicts", "--only", "race")
    capsys.readouterr()
    assert hebra("verdicts", "--list") == 0
    out = capsys.readouterr().out
    lines = {line.split()[0]: line for line in out.splitlines() if line}
    assert "✓ confirmed 20" in lines["race"]
    assert lines["gil-one"].endswith("–")
    assert f"{len(CLAIMS)} claims, about " in out


def test_json_alone_is_on_standard_output(hebra: Hebra, capsys: pytest.CaptureFixture[str]) -> None:
    assert hebra("verdicts", "--only", SOME, "--json", "-") == 0
    found = findings_from(json.loads(capsys.readouterr().out))
    assert [finding.claim for finding in found] == ["shared-memory", "race", "debug"]


def test_files_are_written(hebra: Hebra, tmp_path: Path) -> None:
    names = {"--csv": "a.csv", "--json": "a.json", "--report": "a.html"}
    words = [word for flag, name in names.items() for word in (flag, str(tmp_path / name))]
    assert hebra("verdicts", "--only", SOME, *words) == 0
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    table = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert [row["verdict"] for row in table] == ["confirmed", "confirmed", "refuted"]
    assert len(findings_from(json.loads((tmp_path / "a.json").read_text()))) == 3
    assert "Threads share memory" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_what_could_not_be_written_is_refused_before_anything_is_measured(
    measuring: Callable[[Make], Hebra],
) -> None:
    def none(python: str | None) -> FakeLaboratory:
        raise AssertionError("nothing is to be measured")

    assert measuring(none)("verdicts", "--csv", "/nowhere/a.csv") == 2


def test_ctrl_c_keeps_what_was_found(
    measuring: Callable[[Make], Hebra], capsys: pytest.CaptureFixture[str]
) -> None:
    run = measuring(lambda python: Interrupting(WORLD))
    assert run("verdicts", "--only", SOME, "--json", "-") == 130
    found = findings_from(json.loads(capsys.readouterr().out))
    assert [finding.claim for finding in found] == ["shared-memory"]
    assert kept() == {"shared-memory": "confirmed"}


@pytest.mark.parametrize("words", [["--no-history"], ["--python", "/usr/bin/python3"]])
def test_verdicts_that_are_not_wanted_or_not_of_this_python_are_not_kept(
    measuring: Callable[[Make], Hebra], words: list[str]
) -> None:
    pythons: list[str | None] = []

    def laboratory(python: str | None) -> FakeLaboratory:
        pythons.append(python)
        return FakeLaboratory(WORLD)

    assert measuring(laboratory)("verdicts", "--only", "race", *words) == 0
    assert pythons == [words[1] if len(words) > 1 else None]
    assert kept() == {}


def test_a_folder_that_cannot_be_written_costs_no_verdict(
    hebra: Hebra, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.write_text("this is a file")
    assert hebra("verdicts", "--only", SOME) == 0
    out, err = capsys.readouterr()
    assert out.endswith("2 confirmed, 1 refuted\n")
    assert err.count("hebra: warning: the verdicts are not kept") == 1


def test_a_damaged_file_is_named(
    hebra: Hebra, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data.mkdir()
    (data / "verdicts.json").write_text("damage")
    assert hebra("verdicts", "--only", "race") == 0
    assert "put aside as verdicts-damaged-" in capsys.readouterr().err
    assert kept() == {"race": "confirmed"}


def test_progress_says_which_claim_and_how_long() -> None:
    console = Console(width=80, force_terminal=True, record=True)
    progress = VerdictProgress(console)
    moment = BatchProgress(done=3, all=34, current=CLAIMS[0], seconds_left=130.0, part=0.5)
    console.print(progress.picture(moment))
    text = console.export_text()
    assert "2:10 min left" in text
    assert "4 of 34 · One thread at a time runs Python bytecode" in text
