"""The sentence about the advice follows from the figures, whichever way they point."""

from __future__ import annotations

from dataclasses import replace

from lab.advice.digest import Digest, digest
from lab.study.trial import StudyResult
from lab.verdicts.choosing import study_of
from lab.verdicts.outcome import Outcome, outcome_of
from lab.verdicts.questions import Answers
from tests.lab.study.made import NOISE, STARTED_AT, Nature, made_trials

STUDY = study_of(Answers("native", "few", "apart", "all", "plain"), 2)
"""Sequential, threads, processes, asyncio, combined."""


def measured(
    *rates: float, memory: tuple[float, ...] = (), scatter: float = 0.005, repeats: int = 7
) -> Digest:
    """A study whose candidates did so many tasks/s."""
    study = replace(STUDY, protocol=replace(STUDY.protocol, repeats=repeats))
    natures = tuple(
        Nature(per_s=rate, memory_mib=mib)
        for rate, mib in zip(rates, memory or (14.0,) * len(rates), strict=True)
    )
    result = StudyResult(
        study=study,
        state="finished",
        started_at=STARTED_AT,
        seconds=60.0,
        trials=made_trials(study, natures, scatter=scatter),
        noise=NOISE,
        cautions=(),
        environment={},
    )
    return digest(result)


def said(found: Outcome, *words: str) -> bool:
    return all(word in found.says for word in words)


def test_the_advised_approach_did_most() -> None:
    found = outcome_of(measured(100, 150, 198, 100, 160), "processes")
    assert (found.kind, found.best, found.advised) == ("agrees", 2, 2)
    assert said(found, "it is the same", "2 processes", "1.24 times", " times one task after")


def test_another_did_more_and_the_sentence_has_the_figures() -> None:
    found = outcome_of(measured(100, 198, 150, 100, 160), "processes")
    assert (found.kind, found.best, found.advised) == ("disagrees", 1, 2)
    assert said(
        found, "otherwise", "4 threads did 1.3", "times as much as 2 processes", "95\u00a0%"
    )


def test_no_difference_is_called_that_and_the_lighter_one_is_named() -> None:
    memory = (12.0, 14.0, 40.0, 14.0, 40.0)
    found = outcome_of(measured(100, 198.2, 198, 100, 160, memory=memory), "processes")
    assert found.kind == "level"
    assert said(found, "no ", "40", "14")


def test_too_much_scatter_for_a_verdict() -> None:
    few = measured(100, 230, 198, 100, 160, scatter=0.25, repeats=3)
    found = outcome_of(few, "processes" if few.ranking[0] != 2 else "threads")
    assert found.kind in ("unsure", "level")


def test_without_figures_nothing_is_claimed() -> None:
    whole = measured(100, 198, 150, 100, 160)
    nothing = digest(replace(whole.result, trials=()))
    assert outcome_of(nothing, "processes").kind == "nothing"
    only = tuple(trial for trial in whole.result.trials if trial.candidate != 2)
    assert outcome_of(digest(replace(whole.result, trials=only)), "processes").kind == "nothing"
