"""``hebra choose``: five answers, the advice they lead to, and whether it holds on this machine."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from lab.errors import InputError, SessionError
from lab.experiments.truths import usable_cores
from lab.records.study_file import save_study
from lab.spec import Study
from lab.study.run import Maker
from lab.verdicts.choosing import Advice, advise, study_of
from lab.verdicts.outcome import outcome_of
from lab.verdicts.questions import QUESTIONS, Answers, Question, answers_of

from .exits import FAILED, FINE, INTERRUPTED
from .keeping import Keeping
from .output import tell

_SIGNS = {"good": "✓", "warn": "!"}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked for."""

    answers: Answers
    measure: bool = False
    save: Path | None = None
    python: str | None = None

    @property
    def study(self) -> Study:
        """The comparison that puts the advice to the test."""
        return study_of(self.answers, usable_cores(), python=self.python)


def answered(given: Mapping[str, str]) -> Answers:
    """The answers, those of flags checked, the others asked for where somebody can answer.

    InputError names the flag that is missing, or whose answer is none.
    """
    found = {}
    for question in QUESTIONS:
        if question.key in given:
            found[question.key] = _checked(question, given[question.key])
        elif sys.stdin.isatty():
            found[question.key] = _ask(question)
        else:
            raise InputError(
                f"{question.text} There is no answer",
                where=f"--{question.key}",
                todo=f"Give one of {_keys(question)}.",
            )
    answers = answers_of(found)
    assert answers is not None, "every question was asked"
    return answers


def carry_out(wish: Wish, make: Maker | None, complain: Console, *, keep: bool) -> int:
    """Say the advice, do what else is wished for, and return the exit code."""
    advice = advise(wish.answers)
    _say(advice)
    if wish.save is not None:
        save_study(wish.save, wish.study)
    if make is None:
        return FINE
    return _put_to_the_test(wish.study, advice, make, complain, keep=keep)


def _put_to_the_test(
    study: Study, advice: Advice, make: Maker, complain: Console, *, keep: bool
) -> int:
    from lab.advice.digest import digest
    from lab.history.floor import known_floor

    from .study import measure
    from .study_report import show

    with Keeping(complain, wanted=keep) as keeping:
        floor = known_floor(study.python)
        result, interrupted = measure(study, floor, make, keeping, complain)
        keeping.finish_study(result)
    figures = digest(result)
    print()
    show(figures, (), Console(highlight=False, markup=False))
    if result.state == "failed":
        tell(complain, SessionError(result.problem))
        return FAILED
    print(f"\n{outcome_of(figures, advice.approach).says}")
    return INTERRUPTED if interrupted else FINE


def _say(advice: Advice) -> None:
    print(f"What the course advises: {advice.headline}")
    for point in advice.points:
        print(f"  {_SIGNS[point.kind]} {point.lead} {point.text}")


def _keys(question: Question) -> str:
    return ", ".join(option.key for option in question.options)


def _checked(question: Question, answer: str) -> str:
    keys = [option.key for option in question.options]
    if answer in keys:
        return answer
    close = difflib.get_close_matches(answer, keys, 1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise InputError(
        f"{answer} is no answer",
        where=f"--{question.key}",
        todo=f"Give one of {_keys(question)}.{meant}",
    )


def _ask(question: Question) -> str:
    typer.echo(question.text, err=True)
    for option in question.options:
        note = f" ({option.note})" if option.note else ""
        typer.echo(f"  {option.key:10} {option.text}{note}", err=True)
    while True:
        answer = str(typer.prompt("", prompt_suffix="> ", err=True)).strip()
        if answer in {option.key for option in question.options}:
            return answer
        typer.echo(f"One of {_keys(question)}", err=True)
