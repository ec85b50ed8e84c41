"""The published schemas hold for what is really written, and refuse what is not."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from lab.advice.digest import digest
from lab.assets import resource
from lab.records.document import document_of
from lab.records.json_file import json_text, result_object
from lab.records.published import NAMES, json_schema, schema_file, schema_text
from lab.records.study_json import study_object, study_text
from lab.records.verdict_tables import verdicts_json_text
from lab.spec import Experiment
from lab.study.trial import StudyResult
from tests.lab.study import made
from tests.lab.study.made import made_result

from .example import example_result
from .experiments import experiments
from .studies import results
from .test_verdict_tables import FINDINGS

RUN, STUDY, VERDICTS = (Draft202012Validator(json_schema(name)) for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_published_is_what_is_checked(name: str) -> None:
    published = schema_file(name).read_text(encoding="utf-8")
    assert published == schema_text(name), "run `python -m lab.records.published`"
    Draft202012Validator.check_schema(json.loads(published))


def test_no_other_schema_is_published() -> None:
    assert set(resource("schemas").iterdir()) == {schema_file(n) for n in NAMES}


@pytest.mark.parametrize("rows", [0, 40])
def test_a_run_holds_to_its_schema(rows: int) -> None:
    RUN.validate(json.loads(json_text(example_result(rows=rows))))


@settings(deadline=None, max_examples=50)
@given(experiment=experiments())
def test_every_experiment_holds_to_the_runs_schema(experiment: Experiment) -> None:
    whole = result_object(example_result(rows=0))
    RUN.validate({**whole, "experiment": document_of(experiment)})


@pytest.mark.parametrize("state", ["finished", "interrupted", "failed"])
@pytest.mark.parametrize("name", made.NAMES)
def test_a_study_with_its_figures_holds_to_its_schema(name: str, state: str) -> None:
    result = made_result(name, state=state)
    STUDY.validate(json.loads(study_text(result, digest(result))))


@settings(deadline=None, max_examples=50)
@given(result=results())
def test_every_study_holds_to_its_schema(result: StudyResult) -> None:
    STUDY.validate(json.loads(study_text(result)))


def test_verdicts_hold_to_their_schema() -> None:
    whole = json.loads(verdicts_json_text(FINDINGS))
    VERDICTS.validate(whole)
    for path, value in (
        (["schema"], "hebra-verdicts/2"),
        (["findings", 0, "verdict"], "perhaps"),
        (["findings", 0, "claim"], ""),
        (["findings", 0, "figure", "value"], "1.02"),
    ):
        _refused(VERDICTS, whole, list(path), value)


@pytest.mark.parametrize(
    "path, value",
    [
        (["schema"], "hebra-result/2"),
        (["tasks_done"], -1),
        (["tasks_done"], 1.5),
        (["latency_ms", "p95"], "84"),
        (["experiment", "task", 0, "ms"], 1e9),
        (["experiment", "topology", "threads"], 0),
        (["experiment", "load", "second"], 3),
        (["series", 0, "t_s"], "0"),
    ],
)
def test_a_run_that_is_wrong_is_refused(path: list[Any], value: object) -> None:
    _refused(RUN, result_object(example_result(rows=3)), path, value)


@pytest.mark.parametrize(
    "path, value",
    [
        (["state"], "fine"),
        (["trials", 0, "histogram", "counts", 0], -1),
        (["trials", 0, "throughput_per_s"], None),
        (["study", "protocol", "repeats"], 0),
        (["study", "candidate"], []),
        (["study", "candidate", 0, "approach"], "fibres"),
        (["digest", "contrasts", 0, "verdict"], "perhaps"),
    ],
)
def test_a_study_that_is_wrong_is_refused(path: list[Any], value: object) -> None:
    result = made_result()
    _refused(STUDY, study_object(result, digest(result)), path, value)


def _refused(
    schema: Draft202012Validator, whole: dict[str, Any], path: list[Any], value: object
) -> None:
    assert schema.is_valid(whole)
    wrong = place = copy.deepcopy(whole)
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    assert not schema.is_valid(wrong)


def test_every_key_that_is_written_is_in_the_schema() -> None:
    """A key nobody described would pass, since a newer Hebra may write more."""
    result = made_result()
    for whole, name in (
        (result_object(example_result(rows=1)), "run"),
        (study_object(result, digest(result)), "study"),
    ):
        schema = json_schema(name)
        assert set(whole) <= set(schema["properties"])
        for trial in whole.get("trials", ()):
            assert set(trial) == set(schema["$defs"]["TrialShape"]["properties"])
        for row in whole.get("digest", {}).get("candidates", ()):
            assert set(row) == set(schema["$defs"]["RowShape"]["properties"])
