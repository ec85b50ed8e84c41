"""Reports: one file that needs nothing else, says what was measured and can be run again."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.advice.digest import digest
from lab.records.html import html_text, write_html
from lab.records.html.page import script_text
from lab.records.html.run_report import thinned
from lab.records.reopen import load_any
from lab.records.wording import Wording
from lab.session.result import Result
from lab.spec import Study
from lab.study.trial import StudyResult
from tests.lab.study.made import NAMES, made_result

from .example import example_result

MOST_BYTES = 1_000_000
MINE = Wording()


class Reader(HTMLParser):
    """What a browser would find in the file."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.outside: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.words: list[str] = []
        self._script: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        self.ids.update([found["id"] or ""] if "id" in found else [])
        self.handlers += [name for name in found if name.startswith("on")]
        for name in ("src", "href", "xlink:href", "action"):
            if name in found and not (found[name] or "").startswith("#"):
                self.outside.append(f"{tag} {name}={found[name]}")
        if tag == "script":
            self._script = found

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append((self._script, data))
            self._script = None
        else:
            self.words.append(data)

    @property
    def said(self) -> str:
        return " ".join(self.words)


def of_run(result: Result, wording: Wording = MINE) -> Reader:
    return Reader(html_text(result, wording))


def test_a_long_run_on_many_cores_is_still_a_small_file(tmp_path: Path) -> None:
    path = tmp_path / "run.html"
    write_html(path, example_result(cores=16, rows=7200))
    assert path.stat().st_size < MOST_BYTES


def test_the_report_of_a_run_needs_nothing_from_outside_and_runs_nothing() -> None:
    found = of_run(example_result(rows=50))
    assert found.outside == []
    assert found.handlers == []
    assert [attributes.get("type") for attributes, _ in found.scripts] == ["application/json"]
    assert max(found.ids.values()) == 1, "two elements of one id"
    assert found.tags["svg"] == 4


def test_the_figures_are_there_as_words_too() -> None:
    result = example_result()
    said = of_run(result).said
    measured = (MINE.number(result.throughput_per_s), MINE.number(result.tasks_done, 0))
    for figure in (*measured, "55.2", "84.0", "54 %", "python-cpu", "wait 20→40 ms"):
        assert figure in said, figure


def test_a_report_can_be_run_again(tmp_path: Path) -> None:
    result = dataclasses.replace(example_result(rows=5), markers=())
    write_html(tmp_path / "run.html", result)
    assert load_any(tmp_path / "run.html") == result.experiment


@pytest.mark.parametrize("name", NAMES)
def test_a_study_can_be_made_again_from_its_report(name: str, tmp_path: Path) -> None:
    result = made_result(name)
    write_html(tmp_path / "study.html", digest(result))
    again = load_any(tmp_path / "study.html")
    assert isinstance(again, Study)
    assert [c.key for c in again.candidates] == [c.key for c in result.study.candidates]
    assert again.protocol == result.study.protocol


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- ",
        "{{ 7 * 7 }} {% raw %}",
        "$a_b$",
    ],
)
def test_a_title_is_only_ever_text(title: str) -> None:
    result = example_result(rows=5)
    result = dataclasses.replace(
        result, experiment=dataclasses.replace(result.experiment, title=title)
    )
    found = of_run(result)
    assert len(found.scripts) == 1
    assert found.handlers == []
    assert found.outside == []
    assert title in found.said
    assert json.loads(found.scripts[0][1])["title"] == title


@given(st.dictionaries(st.text(), st.text()))
@settings(max_examples=60)
def test_no_document_ends_its_element(document: dict[str, str]) -> None:
    text = script_text(document)
    assert "<" not in text
    assert json.loads(text) == document


def test_thinning_a_series_keeps_time_and_counts() -> None:
    table = example_result(rows=5000).series
    thin = thinned(table, 600)
    assert 150 <= len(thin) <= 600
    assert thin.rows["t_s"][-1] == table.rows["t_s"][-1]
    assert thin.rows["dt_s"].sum() == pytest.approx(table.rows["dt_s"].sum())
    counted = (thin.rows["throughput_per_s"] * thin.rows["dt_s"]).sum()
    assert counted == pytest.approx(
        (table.rows["throughput_per_s"] * table.rows["dt_s"]).sum(), rel=1e-6
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_report_of_a_study_tells_every_candidate(name: str) -> None:
    result = made_result(name)
    text = html_text(digest(result), MINE)
    assert len(text.encode()) < MOST_BYTES
    found = Reader(text)
    assert found.outside == []
    assert max(found.ids.values()) == 1
    for candidate in result.study.candidates:
        assert candidate.key in found.said


def test_a_study_cut_short_is_reported_as_that() -> None:
    short: StudyResult = made_result(state="interrupted")
    found = Reader(html_text(digest(short), MINE))
    assert "interrupted" in found.said


def test_figures_are_written_as_the_reader_writes_them() -> None:
    said = of_run(example_result(), Wording(decimal=",")).said
    assert "55,2" in said
    assert "55.2" not in said
