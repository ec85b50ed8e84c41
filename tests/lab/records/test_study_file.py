"""Study files: what is written is read back, and whatever else is refused in words."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lab.errors import InputError
from lab.records.document_file import parse_document
from lab.records.experiment_file import load_experiment
from lab.records.study_document import document_of_study, study_from_document
from lab.records.study_file import load_study, save_study, study_text
from lab.spec import Axis, Candidate, Study, Topology
from lab.study.point import checked_study
from tests.lab.study.made import NAMES, made_result

from .studies import HOSTILE, studies

HEAD = "hebra = 1\n"
TASK = '[[task]]\nkind = "wait"\n'
THREADS = '[[candidate]]\napproach = "threads"\n'
COMPARE = HEAD + "[compare]\n" + TASK + THREADS
REST = TASK + THREADS
BASED = HEAD + "[compare]\nbaseline = "
SWEEP = HEAD + "[sweep]\n" + TASK + THREADS
AXIS = '[[axis]]\nsetting = "threads"\nvalues = [1, 2]\n'
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@settings(deadline=None)
@given(study=studies())
def test_a_document_says_all_of_a_study(study: Study) -> None:
    document = parse_document(study_text(study), "study.toml")
    assert study_from_document(document, "study.toml") == study


@same_folder
@given(study=studies())
def test_what_is_saved_is_loaded(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    save_study(path, study)
    why_not = refusal(study)
    if why_not:
        with pytest.raises(InputError) as refused:
            load_study(path)
        assert str(path) in str(refused.value)
        assert why_not in str(refused.value)
    else:
        assert load_study(path) == study


def refusal(study: Study) -> str:
    """Why a study cannot be carried out; empty when it can."""
    try:
        checked_study(study)
    except InputError as error:
        return error.what
    return ""


@same_folder
@given(title=st.text() | HOSTILE)
def test_any_title_is_saved_as_one_line(title: str, tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    study = dataclasses.replace(made_result().study, title=title)
    save_study(path, study)
    loaded = load_study(path)
    assert dataclasses.replace(loaded, title=title) == study
    if title.isprintable() and len(title) <= 300:
        assert loaded.title == title
    assert loaded.title.isprintable()


@same_folder
@given(data=st.text(max_size=200))
def test_any_text_after_a_good_start_is_read_or_refused(data: str, tmp_path: Path) -> None:
    path = tmp_path / "any.toml"
    path.write_bytes((COMPARE + data).encode("utf-8", "surrogatepass"))
    with contextlib.suppress(InputError):
        assert load_study(path).candidates[0].approach == "threads"


@pytest.mark.parametrize("name", NAMES)
def test_a_sweep_names_where_it_starts(name: str) -> None:
    study = made_result(name).study
    document = document_of_study(study)
    if study.axes:
        assert len(document["candidate"]) == 1
        assert [axis["setting"] for axis in document["axis"]] == [a.setting for a in study.axes]
    else:
        assert len(document["candidate"]) == len(study.candidates)


def test_candidates_that_are_no_grid_are_listed() -> None:
    study = made_result("sweep").study
    fewer = dataclasses.replace(study, candidates=study.candidates[1:])
    document = document_of_study(fewer)
    assert document["sweep"] == {"listed": True}
    assert study_from_document(document, "") == fewer


def test_two_approaches_are_swept_over_one_axis() -> None:
    text = SWEEP + AXIS.replace("threads", "python-cpu.ms").replace("1, 2", "1, 5") + THREADS
    text = text.replace("wait", "python-cpu") + "threads = 4\n"
    study = study_from_document(parse_document(text, ""), "")
    assert [candidate.key for candidate in study.candidates] == [
        "threads(1)[python-cpu.ms=1]",
        "threads(1)[python-cpu.ms=5]",
        "threads(4)[python-cpu.ms=1]",
        "threads(4)[python-cpu.ms=5]",
    ]
    assert study.axes == (Axis(setting="python-cpu.ms", values=(1.0, 5.0)),)


def test_a_baseline_whose_key_is_not_its_own_is_named_by_number() -> None:
    twin = Candidate(approach="threads", topology=Topology(threads=2, coroutines=3))
    study = dataclasses.replace(
        made_result().study,
        candidates=(twin, dataclasses.replace(twin, topology=Topology(threads=2))),
        baseline=1,
    )
    assert document_of_study(study)["compare"] == {"baseline": 2}
    assert study_from_document(document_of_study(study), "").baseline == 1


@pytest.mark.parametrize(
    "text, said",
    [
        (HEAD + "[compare]\n" + TASK, "candidate: this key is missing"),
        (HEAD + "[compare]\n" + THREADS, "task: this key is missing"),
        (HEAD + "candidate = []\n" + TASK, "candidate: at least 1 must be given"),
        (HEAD + "candidate = 3\n" + TASK, "candidate: 3 must be a list of tables"),
        (COMPARE + "thread = 2", "candidate 1: unknown key 'thread'. Did you mean threads?"),
        (COMPARE + "threads = 0", "candidate 1 threads: 0 must be 1 to 1,000"),
        (COMPARE.replace('"threads"', '"thread"'), "candidate 1 approach: 'thread' must be one of"),
        (COMPARE + "[protocol]\nrepeats = 0", "[protocol] repeats: 0 must be 1 to 200"),
        (COMPARE + "[protocol]\nseconds = nan", "[protocol] seconds: nan must be a number"),
        (COMPARE + "[protocols]", "unknown key 'protocols'. Did you mean protocol?"),
        (COMPARE + "[protocol]\nrepeat = 3", "unknown key 'repeat'. Did you mean repeats?"),
        (COMPARE + "[sweep]", "not both"),
        (COMPARE + AXIS, "axis: an axis belongs to a sweep"),
        (SWEEP, "axis: a sweep needs an axis"),
        (SWEEP + AXIS + AXIS, "axis 2 setting: threads is an axis already"),
        (SWEEP + AXIS * 3, "axis: 3 are too many, at most 2"),
        (SWEEP + AXIS.replace("threads", "thread"), "axis 1 setting: 'thread' is not a setting"),
        (SWEEP + AXIS.replace("threads", "disk.kib"), "'disk.kib' is not a setting"),
        (SWEEP + AXIS.replace("1, 2", "1, 2000"), "axis 1 values: 2000 must be 1 to 1,000"),
        (SWEEP + AXIS.replace("1, 2", "1, 1"), "axis 1 values: a value is given twice"),
        (SWEEP + AXIS.replace("[1, 2]", "3"), "axis 1 values: 3 must be a list of values"),
        (SWEEP + AXIS.replace("1, 2", ""), "axis 1 values: [] must be a list of values"),
        (SWEEP + AXIS.replace("1, 2", "[1]"), "axis 1 values: [1] must be a number"),
        (SWEEP + AXIS.replace("[1, 2]", str(list(range(1, 300)))), "299 points are too many"),
        (COMPARE + 'settings = { "wait.mss" = 1 }', "candidate 1 settings wait.mss"),
        (COMPARE + 'settings = { "wait.ms" = 0 }', "settings wait.ms: 0 must be 0.1 to 60,000 ms"),
        (COMPARE + "settings = 3", "candidate 1 settings: 3 must be a table"),
        (COMPARE + THREADS, "threads(1) is there twice"),
        (BASED + '"thread(1)"\n' + REST, "Did you mean threads(1)?"),
        (BASED + "2\n" + REST, "[compare] baseline: 2 must be 1 to 1"),
        (BASED + "true\n" + REST, "must be a candidate"),
        (COMPARE + "processes = 64\ncoroutines = 10000\n" + THREADS.replace("threads", "combined")
         + "processes = 64\ncoroutines = 10000", "candidate 2: 64 × 1 × 10000 = 640,000 lanes"),
        (COMPARE.replace(TASK, TASK + TASK), "task 2 kind: wait is in the mix already"),
        ('python = "/bin/sh"\n' + COMPARE, "must be the absolute path of a Python interpreter"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "mistake.toml"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        load_study(path)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)
    assert len(str(refused.value)) < 500


def test_runs_and_studies_are_told_apart(tmp_path: Path) -> None:
    run, study = tmp_path / "run.toml", tmp_path / "study.toml"
    run.write_text(HEAD + TASK)
    study.write_text(COMPARE)
    with pytest.raises(InputError, match="describes a comparison or a sweep"):
        load_experiment(study)
    with pytest.raises(InputError, match="describes a run"):
        load_study(run)
