"""The JSON of a study: every trial comes back whole, and what is no study is refused in words."""

from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from lab.errors import InputError
from lab.records.study_json import study_from, study_object, study_text
from lab.spec.words import Told
from lab.study.trial import StudyResult
from tests.lab.study.made import NAMES, made_result

from .studies import results


def same(first: StudyResult, second: StudyResult) -> bool:
    """Equal in every field; arrays by their values."""
    arrays = ("histogram", "course_s", "course_per_s")
    for one, other in zip(first.trials, second.trials, strict=True):
        for name in arrays:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    return _plain(first) == _plain(second)


def _plain(result: StudyResult) -> tuple[object, ...]:
    """All fields that can be compared as they are."""
    trials = [
        {name: value for name, value in vars(trial).items() if not isinstance(value, np.ndarray)}
        for trial in result.trials
    ]
    return trials, dataclasses.replace(result, trials=())


def read(result: StudyResult) -> Any:
    return json.loads(study_text(result))


@settings(deadline=None)
@given(result=results())
def test_every_study_comes_back_whole(result: StudyResult) -> None:
    back = study_from(read(result))
    assert same(result, back)
    for one, other in zip(result.cautions, back.cautions, strict=True):
        if isinstance(one.text, Told):
            assert isinstance(other.text, Told)
            assert (one.text.source, one.text.fields) == (other.text.source, other.text.fields)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("state", ["finished", "interrupted", "failed"])
def test_text_and_object_say_the_same(name: str, state: str) -> None:
    result = made_result(name, state=state)
    assert read(result) == study_object(result)
    assert same(study_from(study_object(result)), result)


def test_histograms_are_sparse() -> None:
    trial = read(made_result())["trials"][0]["histogram"]
    assert 0 < len(trial["buckets"]) < trial["length"] / 4
    assert all(trial["counts"])


@pytest.mark.parametrize(
    "path, value, said",
    [
        (["schema"], "hebra-result/1", "schema"),
        (["trials", 3, "candidate"], 99, "trials 4"),
        (["trials", 0, "seconds"], "2", "trials 1 seconds"),
        (["trials", 0, "histogram", "buckets"], [640], "do not match"),
        (["trials", 0, "histogram", "length"], 10**12, "histogram length"),
        (["trials", 0, "state"], "fine", "trials 1 state"),
        (["study", "candidate", 1, "approach"], "thread", "must be one of"),
        (["study", "task", 0, "ms"], 1e9, "task 1 ms"),
        (["noise", "ratio"], float("inf"), "noise ratio"),
        (["environment"], [], "environment"),
    ],
)
def test_what_is_no_study_is_refused(path: list[Any], value: object, said: str) -> None:
    whole = copy.deepcopy(read(made_result()))
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(InputError) as refused:
        study_from(whole, "study.json")
    assert str(refused.value).startswith("study.json")
    assert said in str(refused.value)


@pytest.mark.parametrize("whole", [None, [], {}, "study", 3, {"schema": "hebra-study/1"}])
def test_anything_else_is_refused(whole: object) -> None:
    with pytest.raises(InputError):
        study_from(whole)
