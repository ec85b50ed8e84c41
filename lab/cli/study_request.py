"""From a file, a preset and flags to one comparison or sweep: what comes later wins.

As for runs (:mod:`lab.cli.request`) all is merged as a document and checked once, so that a flag is
refused with the same words as a key of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lab.errors import InputError
from lab.experiments.truths import usable_cores
from lab.records.complaint import Key, did_you_mean, file_key
from lab.records.document import document_of
from lab.records.presets import default_experiment, presets
from lab.records.sample_studies import sample_studies
from lab.records.study_document import document_of_study, study_from_document
from lab.spec import APPROACHES, LEVELS, Candidate, Experiment, Study
from lab.study.candidates import usual_candidates
from lab.study.point import checked_study
from lab.study.question import Question, checked_question
from lab.tasks import KINDS

from .candidate_flag import read_axis, read_candidates
from .flags import STUDY
from .request import check_familiar, flag_of, interpreter
from .task_flag import read_task

Document = dict[str, Any]


@dataclass(frozen=True)
class StudyRequest:
    """What was asked for on the command line; None and empty where nothing was."""

    file: Path | None = None
    preset: str | None = None
    tasks_of_mix: Sequence[str] = ()
    candidates: Sequence[str] = ()
    most_lanes: int | None = None
    vary: Sequence[str] = ()
    baseline: str | None = None
    python: str | None = None
    declared: Mapping[str, Any] = field(default_factory=dict)


def comparison_of(request: StudyRequest) -> Study:
    """The comparison asked for: a file's candidates, those given, or the usual ones."""
    base = _base(request)
    document = _work_of(base) if isinstance(base, Experiment) else document_of_study(base)
    if request.candidates:
        document = _without_candidates(document)
        document["candidate"] = [t for text in request.candidates for t in read_candidates(text)]
    elif isinstance(base, Experiment) or request.most_lanes is not None:
        document = _without_candidates(document)
        most = 16 if request.most_lanes is None else request.most_lanes
        usual = usual_candidates(usable_cores(), most)
        document["candidate"] = [_table_of(candidate) for candidate in usual]
    document.setdefault("sweep" if "axis" in document else "compare", {})
    return _study(request, document)


def sweep_of(request: StudyRequest) -> Study:
    """The sweep asked for: what ``--vary`` says, from each candidate given, or a file's."""
    base = _base(request)
    document = _work_of(base) if isinstance(base, Experiment) else document_of_study(base)
    if request.vary:
        document = _without_candidates(document)
        document["sweep"] = {}
        document["axis"] = [read_axis(text) for text in request.vary]
        starts = [table for text in request.candidates for table in read_candidates(text)]
        starts = starts or _starts([axis["setting"] for axis in document["axis"]])
        _check_used(starts, document["axis"])
        document["candidate"] = starts
    elif request.candidates:
        what = "candidates of a sweep need a setting that is varied"
        raise InputError(what, where="--candidate", todo="Add --vary threads=1,2,4,8.")
    elif "axis" not in document:
        what = "a sweep needs a setting that is varied"
        raise InputError(what, where="--vary", todo="For example --vary threads=1,2,4,8.")
    return _study(request, document)


def question_of(request: StudyRequest) -> Question:
    """The question of a break-even: two candidates, and a span of a task's size."""
    axis = read_axis(request.vary[0])
    setting, values = axis["setting"], axis["values"]
    kind = setting.rpartition(".")[0]
    base = _base(request)
    document = _work_of(base) if isinstance(base, Experiment) else document_of_study(base)
    document = _without_candidates(document) | {"compare": {}}
    if request.file is None and request.preset is None and kind in KINDS:
        # Without any other work the task whose size is asked for is all of it.
        document["task"] = [{"kind": kind}]
        document.pop("title", None)
    document["candidate"] = [_only_one(text) for text in request.candidates]
    study = _study(replace(request, vary=()), document)
    if not any(share.kind == kind and share.weight > 0 for share in study.mix):
        what = f"{setting} is no size of a task in the mix"
        raise InputError(what, where="--vary", todo="Name a task's size, as in wait.ms=1..100.")
    question = Question(
        mix=study.mix,
        setting=setting,
        low=float(values[0]),
        high=float(values[-1]),
        first=study.candidates[0],
        second=study.candidates[1],
        options=study.options,
        python=study.python,
    )
    given = [p.name for table, p, _ in STUDY.given(request.declared) if table == "protocol"]
    chosen = {name: getattr(study.protocol, name) for name in given}
    return checked_question(replace(question, protocol=replace(question.protocol, **chosen)))


def _study(request: StudyRequest, document: Document) -> Study:
    flags: dict[Key, str] = {}
    if request.tasks_of_mix:
        document["task"] = [read_task(text) for text in request.tasks_of_mix]
        # The file's title speaks of the file's work.
        document.pop("title", None)
    flags |= STUDY.put(request.declared, document)
    if request.baseline is not None:
        table = "sweep" if "sweep" in document else "compare"
        document[table] = {**document[table], "baseline": request.baseline}
        flags[table, "baseline"] = "--baseline"
    if request.python is not None:
        document["python"] = interpreter(request.python)
        flags["python",] = "--python"
    study = study_from_document(document, str(request.file or ""), _namer(request, flags))
    return checked_study(study)


def _namer(request: StudyRequest, flags: Mapping[Key, str]) -> Callable[[Key], str]:
    """Says a key in the words of the flag it comes from, or of the file."""

    def name(key: Key) -> str:
        if key[:1] == ("task",) and request.tasks_of_mix:
            return flag_of("--task", request.tasks_of_mix, key)
        if key[:1] == ("axis",) and request.vary:
            return flag_of("--vary", request.vary, key)
        if key[:1] == ("candidate",) and request.candidates:
            # One flag may be several candidates: what is wrong is named by its value.
            return ", ".join(["--candidate", *(str(part) for part in key[2:])])
        return flags.get(key) or file_key(key)

    return name


def _base(request: StudyRequest) -> Experiment | Study:
    if request.file is not None and request.preset is not None:
        what = "a study starts from a file or from a preset, not both"
        raise InputError(what, where="--preset", todo="Keep one of them.")
    if request.file is not None:
        from lab.records.reopen import load_any

        loaded: Experiment | Study = load_any(request.file)
        if loaded.python is not None and request.python is None:
            check_familiar(loaded.python, request.file)
        return loaded
    if request.preset is None:
        return default_experiment()
    studies = {sample.name: sample.study for sample in sample_studies()}
    experiments = {preset.name: preset.experiment for preset in presets()}
    # Both have a default, of the same work; that of the studies has its candidates chosen well.
    found: dict[str, Experiment | Study] = {**experiments, **studies}
    if request.preset not in found:
        todo = did_you_mean(request.preset, found)
        raise InputError(f"{request.preset!r} is no preset", where="--preset", todo=todo)
    return found[request.preset]


def _work_of(experiment: Experiment) -> Document:
    """The document of a study of an experiment's work, without candidates yet."""
    document = document_of(experiment)
    kept = ("hebra", "title", "python", "options", "task")
    return {key: document[key] for key in kept if key in document}


def _without_candidates(document: Document) -> Document:
    left_out = ("candidate", "axis", "sweep", "compare")
    return {key: value for key, value in document.items() if key not in left_out}


def _starts(settings: Sequence[str]) -> list[Document]:
    """Where a sweep starts that says no candidates: the approach whose levels are varied."""
    levels = {setting for setting in settings if setting in LEVELS}
    for name, approach in APPROACHES.items():
        if levels and levels <= set(approach.free):
            return [{"approach": name}]
    cores = usable_cores()
    return [
        {"approach": "sequential"},
        {"approach": "threads", "threads": max(2, cores)},
        {"approach": "processes", "processes": max(2, cores)},
    ]


def _only_one(text: str) -> Document:
    tables = read_candidates(text)
    if len(tables) != 1:
        raise InputError("one candidate is wanted here, not several", where=text)
    return tables[0]


def _check_used(starts: Sequence[Document], axes: Sequence[Document]) -> None:
    """Refuse to vary what makes no difference to an approach."""
    for axis in axes:
        for start in starts:
            approach = APPROACHES.get(start["approach"])
            if approach and axis["setting"] in LEVELS and axis["setting"] not in approach.free:
                what = f"{approach.name} is the same for any number of {axis['setting']}"
                todo = f"Vary {' or '.join(approach.free)}." if approach.free else ""
                raise InputError(what, where=f"--vary {axis['setting']}", todo=todo)


def _table_of(candidate: Candidate) -> Document:
    table: Document = {"approach": candidate.approach}
    table |= {level: getattr(candidate.shape, level) for level in LEVELS}
    return table | ({"settings": dict(candidate.settings)} if candidate.settings else {})
