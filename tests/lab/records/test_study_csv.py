"""The CSVs of a study: rows that say what was measured, and a head that runs it again."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import pytest
from hypothesis import given, settings

from lab.advice.digest import Digest, digest
from lab.errors import InputError
from lab.records.document_file import parse_document
from lab.records.reopen import load_any
from lab.records.study_csv import study_csv_text, write_study_csv
from lab.records.study_document import study_from_document
from lab.records.study_tables import TABLES, study_table
from lab.spec import told
from lab.study.trial import Caution, StudyResult
from tests.lab.study.made import NAMES, made_result

from .studies import results


def read(text: str) -> list[dict[str, str]]:
    lines = [line for line in io.StringIO(text, newline="") if not line.startswith("#")]
    return list(csv.DictReader(lines))


def bare(result: StudyResult) -> Digest:
    """A digest without figures: enough for what is said of trials."""
    return Digest(
        result=result, rows=(), baseline=0, ranking=(), contrasts=(), scalings=()
    )  # fmt: skip


@pytest.fixture(scope="module")
def comparison() -> Digest:
    return digest(made_result())


def test_a_trial_a_row(comparison: Digest) -> None:
    trials = comparison.result.trials
    rows = read(study_csv_text(comparison, "trials"))
    assert len(rows) == len(trials) == 49
    for row, trial in zip(rows, trials, strict=True):
        assert row["candidate"] == comparison.result.study.candidates[trial.candidate].key
        assert (row["block"], row["place"]) == (str(trial.block + 1), str(trial.place + 1))
        assert float(row["throughput_per_s"]) == pytest.approx(trial.throughput_per_s)
        assert trial.latency_ms is not None
        assert float(row["p95_ms"]) == pytest.approx(trial.latency_ms.p95)
        assert row["gil_or_core"] == "", "what is not known is empty"


def test_a_candidate_a_row_with_its_intervals(comparison: Digest) -> None:
    rows = read(study_csv_text(comparison, "candidates"))
    assert [row["candidate"] for row in rows] == [r.candidate.key for r in comparison.rows]
    for row, figures in zip(rows, comparison.rows, strict=True):
        rate = figures.throughput_per_s
        assert rate is not None
        written = [float(row[f"throughput_per_s{end}"]) for end in ("", "_low", "_high")]
        assert written == pytest.approx([rate.value, rate.low, rate.high])
    by_rank = sorted(rows, key=lambda row: int(row["rank"]))
    best_first = [comparison.rows[place].candidate.key for place in comparison.ranking]
    assert [row["candidate"] for row in by_rank] == best_first
    assert [row["candidate"] for row in rows if row["baseline"] == "true"] == ["sequential"]


def test_a_contrast_a_row(comparison: Digest) -> None:
    rows = read(study_csv_text(comparison, "contrasts"))
    assert [row["verdict"] for row in rows] == [c.verdict for c in comparison.contrasts]
    for row, contrast in zip(rows, comparison.contrasts, strict=True):
        first = comparison.rows[contrast.first].candidate.key
        assert row["first"] == first
        assert float(row["ratio"]) == pytest.approx(contrast.ratio.value)


def test_a_moment_of_a_trial_a_row(comparison: Digest) -> None:
    rows = read(study_csv_text(comparison, "course"))
    assert len(rows) == sum(len(trial.course_s) for trial in comparison.result.trials)
    first = comparison.result.trials[0]
    assert [float(r["t_s"]) for r in rows if r["place"] == "1"] == pytest.approx(first.course_s)


def test_what_a_sweep_varies_is_a_column() -> None:
    rows = read(study_csv_text(digest(made_result("grid")), "candidates"))
    assert [row["python-cpu.ms"] for row in rows[:4]] == ["0.1", "1", "10", "100"]
    assert [row["processes"] for row in rows[::4]] == ["1", "2", "4"]


def test_a_failed_trial_has_no_figures_but_a_reason() -> None:
    rows = read(study_csv_text(digest(made_result(state="failed")), "trials"))
    failed = [row for row in rows if row["state"] == "failed"]
    assert len(failed) == 7
    assert {row["problem"] for row in failed} == {"The engine was killed by SIGKILL"}
    assert {row["p95_ms"] + row["cores_used"] for row in failed} == {""}


def test_the_head_says_how_sure_and_where(comparison: Digest) -> None:
    text = "Others computed =1+1,\n=cmd() meanwhile"
    cautioned = dataclasses.replace(
        comparison.result, cautions=(Caution(kind="background", text=told(text)),)
    )
    lines = study_csv_text(dataclasses.replace(comparison, result=cautioned)).splitlines()
    for line in (
        "# Run it again: hebra compare --file THIS_FILE",
        "# table: trials",
        "# figure: noise_floor_ratio = 1.03",
        '# environment: cpu = "A made-up CPU"',
        "# caution: background: Others computed =1+1, '=cmd() meanwhile",
        "# column: memory_mib [MiB]: memory of all worker processes at the end",
    ):
        assert line in lines


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_explained_and_every_table_runs_again(
    name: str, table: str, tmp_path: Path
) -> None:
    figures = digest(made_result(name, repeats=2))
    path = tmp_path / "study.csv"
    write_study_csv(path, figures, table)
    lines = path.read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if not line.startswith("#")).split(",")
    explained = [line.split(":")[1].split("[")[0].strip() for line in lines if "column: " in line]
    assert header == explained
    assert len(set(header)) == len(header)
    assert load_any(path) == figures.result.study


@settings(deadline=None, max_examples=50)
@given(result=results())
def test_whatever_is_in_a_study_its_csv_stays_one(result: StudyResult) -> None:
    text = study_csv_text(bare(result), "trials")
    # RFC 4180 ends lines with CR LF; other line breaks are inside quotes or made spaces.
    head = [line for line in text.split("\r\n") if line.startswith("# | ")]
    document = parse_document("\n".join(line[4:] for line in head), "")
    assert study_from_document(document, "") == result.study
    rows = read(text)
    assert len(rows) == len(result.trials)
    assert not any(
        (cell or "").startswith(("=", "+", "@")) for row in rows for cell in row.values()
    )


def test_an_unknown_table_is_named(comparison: Digest) -> None:
    with pytest.raises(InputError, match="Did you mean trials"):
        study_table(comparison, "trails")
