"""Whatever Hebra wrote can be run again, and nothing else can be made to look like it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.advice.digest import Digest, digest
from lab.errors import InputError
from lab.records import (
    load_any,
    load_experiment,
    load_study,
    save_experiment,
    save_study,
    write_csv,
    write_json,
    write_parquet,
    write_study_csv,
    write_study_json,
)
from lab.records.embedded import HTML_ID
from lab.records.html import write_html
from lab.records.html.page import script_text
from lab.records.replay import replay
from lab.records.trace import write_trace
from lab.session.result import Result
from lab.spec import Study
from tests.lab.study.made import NAMES, made_result

from .example import example_result
from .studies import HOSTILE, studies

same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

RUNS: dict[str, Callable[[Path, Result], None]] = {
    "csv": write_csv,
    "json": write_json,
    "parquet": write_parquet,
    "trace.json": write_trace,
    "html": write_html,
    "toml": lambda path, result: save_experiment(path, replay(result)),
}
STUDIES: dict[str, Callable[[Path, Digest], None]] = {
    "csv": write_study_csv,
    "json": lambda path, figures: write_study_json(path, figures.result, figures),
    "parquet": write_parquet,
    "html": write_html,
    "toml": lambda path, figures: save_study(path, figures.result.study),
}
TITLES = [
    "Mixed work",
    "=1+1",
    '</script><!-- <script id="hebra-document">',
    "a,=cmd()",
    "'''\"\"\"",
]


@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("title", TITLES)
def test_a_run_is_run_again_from_any_file(kind: str, title: str, tmp_path: Path) -> None:
    result = example_result(rows=20)
    result = dataclasses.replace(
        result, experiment=dataclasses.replace(result.experiment, title=title)
    )
    path = tmp_path / "named.anything"
    RUNS[kind](path, result)
    assert load_any(path) == load_experiment(path) == replay(result)
    with pytest.raises(InputError, match="describes a run"):
        load_study(path)


@pytest.mark.parametrize("kind", STUDIES)
@pytest.mark.parametrize("name", NAMES)
def test_a_study_is_carried_out_again_from_any_file(kind: str, name: str, tmp_path: Path) -> None:
    result = made_result(name, repeats=3)
    study = dataclasses.replace(result.study, title=TITLES[NAMES.index(name) + 1])
    path = tmp_path / "named.anything"
    STUDIES[kind](path, digest(dataclasses.replace(result, study=study)))
    assert load_any(path) == load_study(path) == study
    with pytest.raises(InputError, match="describes a comparison or a sweep"):
        load_experiment(path)


def test_a_planned_change_made_by_hand_comes_along(tmp_path: Path) -> None:
    result = example_result(rows=1)
    for kind, write in RUNS.items():
        write(tmp_path / kind, result)
        again = load_experiment(tmp_path / kind)
        assert [change.setting for change in again.changes] == [
            "wait.ms", "threads", "python-cpu.ms",
        ]  # fmt: skip


def html(document: str, id_: str = HTML_ID) -> str:
    return (
        "<!doctype html><html><head><title>Report</title></head><body><p>Text</p>"
        f'<script type="application/json" id="{id_}">{document}</script></body></html>'
    )


@same_folder
@given(study=studies(), title=HOSTILE)
def test_any_document_is_read_back_from_a_page(study: Study, title: str, tmp_path: Path) -> None:
    from lab.records.embedded import document_in_html
    from lab.records.study_document import document_of_study, study_from_document

    document = document_of_study(dataclasses.replace(study, title=title))
    found = document_in_html(html(script_text(document)), "report.html")
    assert found == document
    assert dataclasses.replace(study_from_document(found, ""), title="") == dataclasses.replace(
        study, title=""
    )


@pytest.mark.parametrize(
    "page, said",
    [
        ("<html></html>", "no report of Hebra's"),
        (html("{}", "other"), "no report of Hebra's"),
        (html("{", HTML_ID), "not valid JSON"),
        (html("[]", HTML_ID), "holds no experiment"),
        (html('{"hebra": 1}', HTML_ID), "task: this key is missing"),
        (html('{"hebra": 2, "task": []}', HTML_ID), "newer Hebra"),
        (html('{"a": ' + "[" * 200_000, HTML_ID), "nested too deeply"),
        (f"<script id={HTML_ID}>", "not valid JSON"),
        ("<script " * 200_000, "no report of Hebra's"),
        (f'<script {"a " * 400_000} id="{HTML_ID}', "no report of Hebra's"),
    ],
)
def test_a_page_that_holds_nothing_is_refused(page: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(page)
    with pytest.raises(InputError) as refused:
        load_any(tmp_path / "page.html")
    assert said in str(refused.value)


@pytest.mark.parametrize("attributes", ['id="hebra-document"', "id=hebra-document data-x=1",
                                        "ID='hebra-document'\n"])  # fmt: skip
def test_a_page_saved_anew_by_a_browser_is_read(attributes: str, tmp_path: Path) -> None:
    text = '{"hebra": 1, "task": [{"kind": "wait"}]}'
    page = f"<html><SCRIPT type=application/json {attributes}>{text}</SCRIPT></html>"
    (tmp_path / "page.html").write_text(page)
    assert load_experiment(tmp_path / "page.html").mix[0].kind == "wait"


@pytest.mark.parametrize(
    "text, said",
    [
        ("{}", "holds no experiment"),
        ("{", "not valid JSON"),
        ('{"schema": "hebra-result/1"}', "holds no experiment"),
        ('{"schema": "hebra-study/1", "study": 3}', "holds no experiment"),
        ('{"schema": "hebra-result/7"}', "holds no experiment"),
        ('{"traceEvents": []}', "holds no experiment"),
        ('{"traceEvents": [], "otherData": {"document": []}}', "holds no experiment"),
        ('{"hebra": NaN}', "not valid JSON"),
        ('{"hebra": ' + "9" * 5000 + "}", "not valid JSON"),
        ('{"a": ' + "[" * 200_000, "nested too deeply"),
        ('{"hebra": 1, "task": [{"kind": "wait", "ms": 1e999}]}', "inf must be a number"),
    ],
)
def test_json_that_holds_nothing_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "odd.json").write_text(text)
    with pytest.raises(InputError) as refused:
        load_any(tmp_path / "odd.json")
    assert str(refused.value).startswith(str(tmp_path / "odd.json"))
    assert said in str(refused.value)
    assert len(str(refused.value)) < 500


@same_folder
@given(
    data=st.binary(max_size=300), start=st.sampled_from([b"{", b"<", b"PAR1", b"# Hebra result\n"])
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes, tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(start + data)
    with contextlib.suppress(InputError):
        load_any(tmp_path / "any")


@same_folder
@given(data=st.data())
def test_a_result_with_a_part_cut_out_is_read_or_refused(
    data: st.DataObject, tmp_path: Path
) -> None:
    kind = data.draw(st.sampled_from(["csv", "json", "parquet", "trace.json"]))
    path = tmp_path / "cut"
    RUNS[kind](path, example_result(rows=2))
    whole = path.read_bytes()
    first = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:first] + whole[data.draw(st.integers(first, len(whole))) :])
    with contextlib.suppress(InputError):
        load_any(path)


def test_a_document_as_json_is_read(tmp_path: Path) -> None:
    text = {"hebra": 1, "compare": {}, "task": [{"kind": "wait"}],
            "candidate": [{"approach": "threads", "threads": 3}]}  # fmt: skip
    (tmp_path / "study.json").write_text(json.dumps(text))
    study = load_any(tmp_path / "study.json")
    assert isinstance(study, Study)
    assert study.candidates[0].key == "threads(3)"
