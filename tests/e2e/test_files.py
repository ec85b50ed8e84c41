"""Files as they come from anywhere, and disks as they are: through the command and the window."""

from __future__ import annotations

import csv
import os
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from lab.records import load_experiment
from tests.e2e.command import hebra
from tests.e2e.inside import inside, soon
from tests.e2e.program import Home
from tests.e2e.test_faults import work

HEAD = b"hebra = 1\n"
WAIT = b'[[task]]\nkind = "wait"\n'
BAD: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "malformed": (HEAD + b"approach = threads\n", ("line 2",)),
    "huge": (HEAD + b"# " + b"x" * (2 << 20), ("too large", "1,048,576")),
    "binary": (b"\x7fELF\x00\x01" * 100, ("binary",)),
    "latin": (HEAD + 'title = "año"\n'.encode("latin-1") + WAIT, ("UTF-8",)),
    "empty": (b"", ("hebra = 1",)),
    "type": (HEAD + b'[topology]\nthreads = "four"\n' + WAIT, ("[topology] threads", "'four'")),
    "span": (
        HEAD + b"[topology]\nthreads = 100000\n" + WAIT,
        ("[topology] threads", "100000", "1 to 1,000"),
    ),
    "size": (HEAD + WAIT + b"ms = -3\n", ("task 1 ms", "-3", "ms")),
    "nan": (HEAD + WAIT + b"ms = nan\n", ("task 1 ms", "nan")),
    "key": (HEAD + b"[topology]\nthread = 4\n" + WAIT, ("'thread'", "Did you mean threads?")),
    "kind": (HEAD + b'[[task]]\nkind = "exec"\n', ("task 1 kind", "'exec'")),
    "python": (HEAD + b'python = "/bin/sh"\n' + WAIT, ("python", "/bin/sh")),
    "deep": (HEAD + b"x = " + b"[" * 5000 + b"]" * 5000, ("nested",)),
    "digits": (HEAD + WAIT + b"ms = " + b"9" * 5000 + b"\n", ("TOML",)),
    "newer": (b"hebra = 99\n" + WAIT, ("hebra", "newer")),
    "lines": (b"# Hebra result, cut\r\n# figure: seconds = 1\r\nt_s\r\n1\r\n", ("experiment",)),
}
"""What is wrong with a file, the file, and what the answer has to name."""
OFTEN_MET = ("malformed", "huge", "binary", "type", "span", "key")
FORMULA = "=cmd|' /C calc'!A0"
TITLES = (FORMULA, f"a,{FORMULA},b", f"a;{FORMULA};b", "a, +1+1,-2;@SUM(A1)", '","=1+1","')
SEPARATORS = (",", ";", "\t")


@pytest.mark.parametrize("case", OFTEN_MET)
def test_the_command_names_what_is_wrong_with_a_file(case: str, home: Home, tmp_path: Path) -> None:
    content, named = BAD[case]
    file = tmp_path / f"{case}.toml"
    file.write_bytes(content)
    done = hebra(home, "run", "--file", str(file))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for words in (str(file), *named):
        assert words in done.stderr
    assert len(done.stderr) < 1000


@pytest.mark.qasync
async def test_the_window_names_what_is_wrong_with_a_file(
    qapp: QApplication, tmp_path: Path
) -> None:
    async with inside(qapp) as here:
        before = here.house.draft.experiment
        for case, (content, named) in BAD.items():
            file = tmp_path / f"{case}.toml"
            file.write_bytes(content)
            here.house.opener.open([file])
            said = here.banners()["file"]
            for words in (str(file), *named):
                assert words in said, f"{case}: {said}"
            assert len(said) < 1000
        assert here.house.draft.experiment == before


@pytest.mark.parametrize("title", TITLES)
def test_no_cell_of_a_result_is_a_formula(title: str, home: Home, tmp_path: Path) -> None:
    file, table = tmp_path / "title.toml", tmp_path / "title.csv"
    quoted = title.replace('"', '\\"')
    file.write_text(f'hebra = 1\ntitle = "{quoted}"\n{WAIT.decode()}')
    done = hebra(home, "run", "--file", str(file), "--seconds", "0.3", "--csv", str(table))
    assert (done.returncode, done.stderr) == (0, "")
    for separator in SEPARATORS:
        with table.open(newline="") as lines:
            cells = [cell for row in csv.reader(lines, delimiter=separator) for cell in row]
        assert len(cells) > 50
        assert [cell for cell in cells if _would_run(cell)] == []
    assert load_experiment(table).title == title, "it is read back as it was"


def _would_run(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.strip().startswith(("=", "+", "-", "@"))
    return False


def test_the_command_says_that_a_disk_is_full(home: Home, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    done = hebra(
        *(home, "run", "--task", "wait:ms=5", "--seconds", "0.3"),
        *("--csv", "/dev/full", "--chart", str(tmp_path / "chart.svg"), "--json", str(earlier)),
    )
    assert done.returncode == 3
    assert "/dev/full: there is no space left on the device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "tasks/s" in done.stdout, "the figures are told all the same"
    assert _files(tmp_path) == ["chart.svg", "earlier.json"]


@pytest.mark.qasync
async def test_the_window_says_that_a_file_was_not_saved(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "earlier.csv"
    earlier.write_text("what was there before")
    chosen = [Path("/dev/full"), earlier]

    async def choose(*_: object) -> Path:
        return chosen.pop(0)

    monkeypatch.setattr("ui.shell.export.ask_save", choose)
    async with inside(qapp) as here:
        await here.run(work("wait", threads=2))
        exporter = here.house.exporter
        monkeypatch.setattr("ui.shell.export.write", _as_csv)
        await exporter.export(here.house.runner.result_now, "csv")
        assert "/dev/full was not saved" in here.banners()["export"]
        assert "space" in here.banners()["export"]
        # A disk that fills up while the file is written: what was there before stays.
        monkeypatch.setattr(os, "fsync", _full)
        await exporter.export(here.house.runner.result_now, "csv")
        monkeypatch.undo()
        assert "earlier.csv was not saved" in here.banners()["export"]
        await soon(lambda: here.session.result().tasks_done > 10, "the run to go on")
    assert earlier.read_text() == "what was there before"
    assert _files(tmp_path) == ["earlier.csv"]


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def _full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def _as_csv(path: Path, result: object, **_: object) -> None:
    from lab.records import write_csv

    write_csv(path, result)  # type: ignore[arg-type]


def test_nothing_of_a_file_is_carried_out(home: Home, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    program = tmp_path / "python3-of-a-stranger"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    file = tmp_path / "stranger.toml"
    file.write_text(f'hebra = 1\npython = "{program}"\n{WAIT.decode()}')
    assert tomllib.loads(file.read_text())["python"] == str(program)
    done = hebra(home, "run", "--file", str(file), "--seconds", "0.3")
    assert done.returncode == 2
    assert f"{file}, python" in done.stderr
    assert f"--python {program}" in done.stderr, "who trusts it can say so"
    assert not mark.exists()
