"""Verdicts as CSV, JSON and HTML: every figure, with nothing that a reader could trip over."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from lab.analysis.interval import Interval
from lab.records.verdict_json import findings_from
from lab.records.verdict_tables import (
    verdicts_csv_text,
    verdicts_json_text,
    verdicts_table,
    write_verdicts_csv,
    write_verdicts_html,
    write_verdicts_json,
)
from lab.spec.words import told
from lab.verdicts.claim import Detail, Finding, Judgement
from lab.verdicts.claims import CLAIMS

GIL = Finding(
    claim="gil-one",
    judgement=Judgement(
        verdict="confirmed",
        figure=Interval(1.02, 1.0, 1.04, 5),
        unit="×",
        high=1.25,
        says=told("{threads} threads did {times:.2f} times the work", threads=2, times=1.02),
        details=(Detail(title="Running on a core", value=49.5, unit="%"),),
    ),
    measured_at="2026-11-20T10:00:00+01:00",
    seconds=12.5,
    figures={"threads": 2, "others_cores": 0.05},
    environment={"python_version": "3.11.7", "gil": True, "os": "Linux <6>", "cores": 2},
)
CONVOY = replace(
    GIL,
    claim="convoy",
    judgement=Judgement(
        verdict="inconclusive",
        figure=Interval(1.9, 0.2, 3.1, 3),
        low=0.5,
        high=4.0,
        says="longer & later",
        reason=told("Other programs used {others:.1f} cores meanwhile", others=1.6),
    ),
)
MISSING = replace(
    GIL,
    claim="free-threaded",
    figures={},
    judgement=Judgement(verdict="unavailable", reason="=cmd() <none>"),
)
FINDINGS = {finding.claim: finding for finding in (MISSING, CONVOY, GIL)}


def rows(text: str) -> list[dict[str, str]]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_the_table_has_a_row_a_claim_in_the_order_of_the_claims() -> None:
    table = verdicts_table(FINDINGS)
    assert table.data[0] == [claim.id for claim in CLAIMS if claim.id in FINDINGS]
    assert table.data[0][0] == "gil-one"


def test_the_csv_says_what_was_measured() -> None:
    gil, missing, convoy = (
        next(row for row in rows(verdicts_csv_text(FINDINGS)) if row["claim"] == name)
        for name in ("gil-one", "free-threaded", "convoy")
    )
    assert (gil["verdict"], gil["figure"], gil["figure_low"]) == ("confirmed", "1.02", "1")
    assert (gil["confirmed_from"], gil["confirmed_to"], gil["unit"]) == ("", "1.25", "×")
    assert (gil["repeats"], gil["others_cores"]) == ("5", "0.05")
    assert missing["figure"] == ""
    assert missing["reason"].startswith("'="), "a spreadsheet would run it"
    assert "1.6 cores" in convoy["reason"]


def test_the_csv_says_where_it_comes_from() -> None:
    head = [line for line in verdicts_csv_text(FINDINGS).splitlines() if line.startswith("#")]
    assert any("written by Hebra" in line for line in head)
    assert any("python_version=3.11.7" in line for line in head)
    assert sum(line.startswith("# column: ") for line in head) == len(verdicts_table({}).columns)


def test_nothing_measured_is_an_empty_table() -> None:
    assert rows(verdicts_csv_text({})) == []
    assert json.loads(verdicts_json_text({})) == {"schema": "hebra-verdicts/1", "findings": []}


def test_the_json_is_read_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.json"
    write_verdicts_json(path, FINDINGS)
    again = findings_from(json.loads(path.read_text(encoding="utf-8")))
    assert {finding.claim: finding for finding in again} == FINDINGS


def test_the_csv_is_written(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.csv"
    write_verdicts_csv(path, FINDINGS)
    assert len(rows(path.read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize("decimal", [".", ","])
def test_the_report_shows_every_claim(tmp_path: Path, decimal: str) -> None:
    path = tmp_path / "verdicts.html"
    write_verdicts_html(path, FINDINGS, decimal=decimal, language="es" if decimal == "," else "en")
    text = path.read_text(encoding="utf-8")
    assert "One thread at a time runs Python bytecode" in text
    assert f"1{decimal}02 × (1{decimal}00–1{decimal}04)" in text
    assert f"≤ 1{decimal}25 ×" in text
    assert f"0{decimal}500–4{decimal}00" in text
    assert f"1{decimal}6 cores" in text
    assert "Running on a core" in text
    assert "&lt;none&gt;" in text
    assert "Longer &amp; later" in text
    assert "<script src" not in text
    assert "http" not in text.partition("<main>")[2].partition("<script")[0]
    for kind in ("good", "warn", "note"):
        assert f'<li class="{kind}">' in text


def test_a_refuted_claim_is_marked_in_the_report(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.html"
    refuted = replace(GIL, judgement=replace(GIL.judgement, verdict="refuted"))
    write_verdicts_html(path, {"gil-one": refuted})
    text = path.read_text(encoding="utf-8")
    assert '<li class="bad">' in text
    assert "--bad:" in text
