"""A lesson's file read and checked whole: text, experiment, prediction and question."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lab.records.complaint import Key, complain, did_you_mean, shown
from lab.records.document import Document, checked_tables, experiment_from
from lab.records.study_document import is_study, study_from_document
from lab.spec import Candidate, Experiment, Protocol, Study
from lab.spec.words import told
from lab.study.point import checked_study

from .blocks import parts_of, read_text
from .figures import FIGURES, PROBE_FIGURES, RATIO_SPAN, Figure
from .lesson import Lesson, Prediction, ProbeWork, Question, Side, StudyWork
from .places import Namer, read_block
from .probe_work import is_probe, probe_work
from .shape import predict_model, question_model

WORDS_A_MINUTE = 140
"""Read with care, by somebody who is learning."""
THINKING_S = 60
REPEATS, WARM_UP_S, PAUSE_S = 5, 0.3, 0.1
"""How a single run is carried out in a lesson."""
MOST_RUN_S = 10.0


def read_lesson(path: Path | str) -> Lesson:
    """Read a lesson's file. InputError names file, line, key, value and span, and what to do."""
    place = Path(path)
    where = str(place)
    parts = parts_of(read_text(place), where)
    work = read_block(parts.blocks["experiment"], where, _work)
    if isinstance(work, StudyWork):
        work = dataclasses.replace(work, study=dataclasses.replace(work.study, title=parts.title))

    def predicted(document: Document, source: str, name: Namer) -> Prediction:
        return _prediction(document, source, name, work)

    prediction = read_block(parts.blocks["predict"], where, predicted)
    question = None
    if "question" in parts.blocks:
        question = read_block(parts.blocks["question"], where, _question)
    words = " ".join((parts.before, parts.after, question.answer if question else "")).split()
    seconds = 60 * len(words) / WORDS_A_MINUTE + work.seconds + THINKING_S
    return Lesson(
        name=place.stem,
        title=parts.title,
        minutes=max(1, round(seconds / 60)),
        before=parts.before,
        after=parts.after,
        work=work,
        prediction=prediction,
        question=question,
    )


def _work(document: Document, where: str, name: Namer) -> StudyWork | ProbeWork:
    """What is carried out: a study, a single run as a study, or a probe."""
    if is_probe(document):
        return probe_work(document, where, name)
    single = not is_study(document)
    if single:
        study = _repeated(experiment_from(document, where, name), where, name)
    else:
        study = study_from_document(document, where, name)
    if study.python is not None:
        what = told("a lesson runs on the reader's own Python")
        raise complain(where, ("python",), what, name=name, todo=told("Leave the key out."))
    return StudyWork(study=checked_study(study), single=single)


def _repeated(experiment: Experiment, where: str, name: Namer) -> Study:
    """A single run as a study of one candidate, so that its figures have intervals."""
    if experiment.changes:
        what = told("a lesson's run has no planned changes")
        raise complain(where, ("change", 0), what, name=name, todo=told("Leave [[change]] out."))
    if experiment.load.tasks is not None:
        what = told("a lesson's run goes on for a time, not for a number of tasks")
        raise complain(
            where, ("load", "tasks"), what, name=name, todo=told("Give seconds instead.")
        )
    seconds = experiment.load.seconds or 2.0
    if seconds > MOST_RUN_S:
        what = told(
            "{value} must be at most {most:g}: it is repeated {n} times",
            value=seconds,
            most=MOST_RUN_S,
            n=REPEATS,
        )
        raise complain(where, ("load", "seconds"), what, name=name)
    candidate = Candidate(approach=experiment.approach, topology=experiment.topology)
    return Study(
        mix=experiment.mix,
        candidates=(candidate,),
        protocol=Protocol(repeats=REPEATS, seconds=seconds, warm_up_s=WARM_UP_S, pause_s=PAUSE_S),
        options=experiment.options,
        python=experiment.python,
    )


def _question(document: Document, where: str, name: Namer) -> Question:
    read = checked_tables(document, question_model(), where, name)
    return Question(asked=read.asked, answer=read.answer)


def _prediction(
    document: Document, where: str, name: Namer, work: StudyWork | ProbeWork
) -> Prediction:
    figures = PROBE_FIGURES[work.probe] if isinstance(work, ProbeWork) else FIGURES
    read = checked_tables(document, predict_model(tuple(figures)), where, name)
    figure, sides = figures[read.figure], work.sides
    of = _place(read.of, ("of",), sides, where, name)
    against = None
    if read.against is not None:
        against = _place(read.against, ("against",), sides, where, name)
        if against == of:
            what = told("{name} is compared with itself", name=sides[of].key)
            raise complain(where, ("against",), what, name=name)
        if not figure.logarithmic:
            what = told("{figure} is a share: it is guessed of one side", figure=figure.key)
            raise complain(where, ("against",), what, name=name, todo=told("Leave the key out."))
    places = (of,) if against is None else (of, against)
    low, high, log = _scale(read, figure, [sides[place] for place in places], where, name)
    return Prediction(
        asked=read.asked, figure=figure, of=of, against=against, low=low, high=high, logarithmic=log
    )


def _place(said: str | None, key: Key, sides: Sequence[Side], where: str, name: Namer) -> int:
    names = [side.key for side in sides]
    if said is None and len(names) == 1:
        return 0
    if said is None:
        what = told("this key is missing: there are several candidates")
        todo = told("There are: {names}.", names=", ".join(names))
        raise complain(where, key, what, name=name, todo=todo)
    if said not in names:
        what = told("{name} is not among the candidates", name=shown(said))
        raise complain(where, key, what, name=name, todo=did_you_mean(said, names))
    return names.index(said)


def _scale(
    read: Any, figure: Figure, sides: Sequence[Side], where: str, name: Namer
) -> tuple[float, float, bool]:
    """From where to where the guess goes, and whether equal steps are equal ratios."""
    ratio = len(sides) == 2
    log = (ratio or figure.logarithmic) if read.scale is None else read.scale == "log"
    least, most = RATIO_SPAN if ratio else (figure.least, figure.most)
    if read.span is None:
        if ratio:
            lanes = max(side.candidate.shape.lanes if side.candidate else 8 for side in sides)
            return 0.5, float(2 ** max(3, math.ceil(math.log2(lanes)))), log
        if figure.logarithmic:
            what = told("this key is missing: the lowest and the highest guess")
            raise complain(where, ("span",), what, name=name, todo=told("As in span = [1, 1000]."))
        return least, most, log
    low, high = read.span
    if low < least or high > most:
        what = told(
            "[{low:g}, {high:g}] must be within {least:g} to {most:g}",
            low=low,
            high=high,
            least=least,
            most=most,
        )
        raise complain(where, ("span",), what, name=name)
    if log and low <= 0:
        what = told("a logarithmic scale begins above 0")
        raise complain(where, ("span",), what, name=name, todo=told('Or write scale = "linear".'))
    return low, high, log
