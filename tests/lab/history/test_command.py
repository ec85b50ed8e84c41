"""``hebra history …``: what a person sees, and what a script gets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from lab.cli.history import app
from lab.cli.history.opened import bytes_of, moment_of, size_text
from lab.errors import HebraError, InputError
from lab.history import History, Query
from lab.records.experiment_file import load_experiment
from lab.records.study_file import load_study
from tests.lab.history.results import made_run
from tests.lab.study.made import made_result


def hebra(*words: str) -> str:
    """What the command prints; it raises what it would tell the user."""
    root = typer.Typer()
    root.add_typer(app)
    root.callback()(lambda: None)
    done = CliRunner().invoke(root, ["history", *words])
    if isinstance(done.exception, HebraError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def as_json(*words: str) -> Any:
    return json.loads(hebra(*words, "--json"))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[History]:
    """1 and 2 are runs, 3 and 4 comparisons, 5 an interrupted sweep."""
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "data"))
    with History() as history:
        history.keep(made_run("Descargas", day=1))
        history.keep(made_run("Sorting", approach="processes", day=2))
        history.keep(made_result())
        history.keep(made_result(seed=2))
        history.keep(made_result("sweep", state="interrupted"))
        yield history


def numbers(*words: str) -> set[int]:
    return {entry["id"] for entry in as_json("list", *words)["entries"]}


# ── list ─────────────────────────────────────────────────────────────────────────────────────
def test_an_empty_history_says_what_fills_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path / "new"))
    assert "hebra run" in hebra("list")
    assert as_json("list") == {"found": 0, "entries": []}
    with pytest.raises(InputError, match="history is empty"):
        hebra("show", "last")


@pytest.mark.usefixtures("kept")
def test_list_for_people() -> None:
    told = hebra("list")
    for word in ("Descargas", "Sorting", "interrupted", "combined(2x2x4)", "processes, "):
        assert word in told
    assert len(told.splitlines()) == 6
    assert "and 3 more" in hebra("list", "--limit", "2")
    assert hebra("list", "zebra") == "Nothing is found.\n"


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "words, expected",
    [
        ((), {1, 2, 3, 4, 5}),
        (("descargas",), {1}),
        (("--kind", "comparison"), {3, 4}),
        (("--state", "interrupted"), {5}),
        (("--approach", "processes", "--kind", "run"), {2}),
        (("--task", "disk"), set()),
        (("--since", "2026-11-03", "--kind", "run"), {2}),
        (("--until", "2026-11-03", "--kind", "run"), {1}),
        (("--pinned",), set()),
        (("--deleted",), set()),
    ],
)
def test_list_for_scripts(words: tuple[str, ...], expected: set[int]) -> None:
    assert numbers(*words) == expected
    assert as_json("list", *words)["found"] == len(expected)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "words, told",
    [
        (("--kind", "runn"), "run"),
        (("--approach", "thread"), "threads"),
        (("--order", "odd"), "newest"),
        (("--since", "yesterday"), "2026-11-22"),
    ],
)
def test_list_says_what_there_is(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError) as refused:
        hebra("list", *words)
    assert told in str(refused.value)
    assert words[0] in refused.value.where


# ── show ─────────────────────────────────────────────────────────────────────────────────────
def test_show_a_run(kept: History) -> None:
    kept.note(1, "The fan was loud")
    kept.tag(1, ["battery"])
    told = hebra("show", "1")
    for word in ("Descargas", "Throughput", "tasks/s", "Number 1", "#battery", "The fan was loud"):
        assert word in told
    whole = as_json("show", "1")
    assert whole["entry"]["id"] == 1
    assert len(whole["result"]["series"]) == 40


@pytest.mark.usefixtures("kept")
def test_show_a_comparison() -> None:
    told = hebra("show", "#3")
    assert "combined(2x2x4)" in told
    assert len(as_json("show", "3")["result"]["trials"]) == 49


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5", "99999999999999999999"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(InputError, match="is no number of the history"):
        hebra("show", "--", text)


@pytest.mark.usefixtures("kept")
def test_a_number_that_is_not_there() -> None:
    with pytest.raises(InputError, match="there is no number 99"):
        hebra("show", "99")
    assert as_json("show", "LAST")["entry"]["id"] == 5


# ── export ───────────────────────────────────────────────────────────────────────────────────
def test_export_a_run(kept: History, tmp_path: Path) -> None:
    endings = (".toml", ".csv", ".json", ".html", ".svg", ".trace.json")
    files = [tmp_path / f"run{ending}" for ending in endings]
    hebra("export", "2", *map(str, files))
    assert all(path.stat().st_size > 100 for path in files)
    assert load_experiment(files[0]) == kept.again(2)
    assert load_experiment(files[1]) == kept.again(2)
    assert json.loads(files[2].read_text())["approach"] == "processes"
    assert "traceEvents" in json.loads(files[5].read_text())


def test_export_a_comparison(kept: History, tmp_path: Path) -> None:
    files = [tmp_path / f"study{ending}" for ending in (".toml", ".csv", ".json", ".html", ".svg")]
    hebra("export", "3", *map(str, files), "--table", "candidates")
    assert all(path.stat().st_size > 100 for path in files)
    assert load_study(files[0]) == kept.study(3).study
    assert len(json.loads(files[2].read_text())["trials"]) == 49


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "words, told",
    [
        (("1", "run.docx"), "not known what to write"),
        (("3", "study.trace.json"), "trace is made of a run"),
        (("1", "a.csv", "a.csv"), "same file"),
        (("1", "a.csv", "--table", "trials"), "one table only"),
        (("3", "a.csv", "--table", "odd"), "not one of"),
        (("1", "no/such/folder/a.csv"), "folder does not exist"),
    ],
)
def test_export_refuses_before_it_writes(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=told):
        hebra("export", *words)
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


# ── compare ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.usefixtures("kept")
def test_compare() -> None:
    told = hebra("compare", "3", "4")
    assert "no difference here" in told
    assert "processes(4)" in told
    found = as_json("compare", "3", "4")
    assert len(found["matches"]) == 7
    assert {match["verdict"] for match in found["matches"]} <= {"equal", "unsure", "different"}
    told = hebra("compare", "1", "2")
    assert "two single runs" in told
    assert "Approach: Threads | Processes" in told


# ── changes ──────────────────────────────────────────────────────────────────────────────────
def test_changes(kept: History) -> None:
    hebra("rename", "1", "On battery")
    hebra("note", "1", "A note")
    hebra("tag", "1", "course", "old")
    hebra("pin", "1", "2", "1")
    entry = kept.entry(1)
    assert (entry.title, entry.note, entry.tags) == ("On battery", "A note", ("course", "old"))
    assert [e.id for e in kept.entries(Query(pinned=True, order="oldest"))] == [1, 2]
    hebra("unpin", "2")
    hebra("tag", "1")
    assert not kept.entry(2).pinned
    assert kept.entry(1).tags == ()


def test_delete_and_undelete(kept: History) -> None:
    told = hebra("delete", "1", "3", "1")
    assert "Deleted 2 entries" in told
    assert "hebra history undelete 1 3" in told
    assert numbers() == {2, 4, 5}
    assert numbers("--deleted") == {1, 3}
    with pytest.raises(InputError, match="undelete 1"):
        hebra("show", "1")
    with pytest.raises(InputError, match="number 3 is deleted"):
        hebra("delete", "2", "3")
    assert not kept.entry(2).deleted
    assert "2 entries back" in hebra("undelete", "1", "3").lower()
    assert numbers() == {1, 2, 3, 4, 5}
    assert as_json("delete", "2") == {"deleted": [2]}


# ── room ─────────────────────────────────────────────────────────────────────────────────────
def test_space_and_prune(kept: History) -> None:
    assert "5 entries" in hebra("space")
    assert "2.50 GB" in hebra("space", "--limit", "2.5GB")
    assert kept.limit == 2_500_000_000
    assert as_json("space")["entries"] == 5
    assert hebra("prune") == "Nothing had to be removed.\n"
    assert "none" in hebra("space", "--limit", "0")
    kept.delete([1])
    assert as_json("prune", "--deleted")["entries"] == 1
    kept.pin(2)
    assert "Removed 3 entries for good" in hebra("prune", "--to", "0")
    assert numbers() == {2}
    with pytest.raises(InputError, match="no size"):
        hebra("space", "--limit", "much")
    with pytest.raises(InputError, match="either"):
        hebra("prune", "--deleted", "--to", "1MB")


def test_a_damaged_history_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEBRA_DATA", str(tmp_path))
    (tmp_path / "history.db").write_text("This is no database.\n" * 99)
    done = CliRunner().invoke(app, ["list", "--json"])
    assert "put aside as history-damaged-" in done.stderr
    assert json.loads(done.stdout)["found"] == 0


# ── sizes and moments ────────────────────────────────────────────────────────────────────────
@given(st.integers(0, 10**12))
def test_a_size_as_it_is_shown_is_read_as_about_the_same(count: int) -> None:
    assert bytes_of(size_text(count), "--to") == pytest.approx(count, rel=0.06, abs=0.5)


@pytest.mark.parametrize("text", ["", "MB", "5 XB", "-5MB", "1e400GB", "nan"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(InputError, match="is no size"):
        bytes_of(text, "--to")


def test_moments() -> None:
    before = datetime.now().astimezone()
    assert before <= moment_of("7d", "--since") + timedelta(days=7) <= before + timedelta(minutes=1)
    assert moment_of("2026-11-22T15:00", "").hour == 15
    assert moment_of("2026-11-22", "").tzinfo is not None
    for text in ("", "d", "soon", "9999999999999d", "2026-13-01"):
        with pytest.raises(InputError, match="is no date"):
            moment_of(text, "--since")
