"""Every set of answers has advice with a reason, and a comparison that can test it."""

from __future__ import annotations

import itertools

import pytest

from lab.spec import APPROACHES
from lab.spec.words import Told
from lab.study.estimate import seconds_of
from lab.study.point import checked_study
from lab.verdicts.choosing import Advice, advise, study_of
from lab.verdicts.questions import QUESTIONS, Answers, answers_of

EVERY = [
    Answers(*keys)
    for keys in itertools.product(
        *([option.key for option in question.options] for question in QUESTIONS)
    )
]


def advice(work: str, many: str, *, data: str = "apart", cores: str = "all", style: str) -> Advice:
    return advise(Answers(work, many, data, cores, style))


def leads(found: Advice) -> set[str]:
    return {point.lead for point in found.points}


@pytest.mark.parametrize("cores", [1, 2, 8])
def test_all_answers_lead_to_advice_that_can_be_put_to_the_test(cores: int) -> None:
    for answers in EVERY:
        found = advise(answers)
        assert found.approach in APPROACHES
        assert isinstance(found.headline, Told)
        assert any(point.kind == "good" for point in found.points), answers
        study = checked_study(study_of(answers, cores))
        approaches = [candidate.approach for candidate in study.candidates]
        assert found.approach in approaches, answers
        assert len(approaches) >= 3
        assert seconds_of(study) < 90, answers


@pytest.mark.parametrize(
    "given, approach",
    [
        (("waits", "few", "apart", "one", "plain"), "threads"),
        (("waits", "dozens", "shared", "one", "plain"), "threads"),
        (("waits", "thousands", "apart", "one", "async"), "asyncio"),
        (("waits", "thousands", "apart", "all", "plain"), "threads"),
        (("python", "few", "apart", "all", "plain"), "processes"),
        (("python", "dozens", "large", "all", "async"), "processes"),
        (("python", "few", "apart", "one", "async"), "sequential"),
        (("native", "few", "apart", "all", "plain"), "processes"),
        (("both", "dozens", "apart", "all", "async"), "combined"),
        (("both", "dozens", "apart", "all", "plain"), "processes"),
        (("both", "few", "apart", "one", "plain"), "threads"),
        (("both", "thousands", "apart", "one", "async"), "asyncio"),
    ],
)
def test_what_is_advised(given: tuple[str, str, str, str, str], approach: str) -> None:
    assert advise(Answers(*given)).approach == approach


def test_advice_warns_of_what_its_approach_is_known_for() -> None:
    shared = advice("waits", "few", data="shared", style="plain")
    assert "Two threads may write at once." in leads(shared)
    loop = advice("both", "dozens", data="shared", cores="one", style="async")
    assert {"An await lets the others in.", "Computing stops the loop."} <= leads(loop)
    assert "Threads may do as well." in leads(advice("native", "few", style="plain"))
    copied = advice("python", "few", data="large", style="plain")
    assert "Data is copied between processes." in leads(copied)


def test_only_one_core_leaves_out_what_takes_more() -> None:
    study = study_of(Answers("python", "few", "apart", "one", "plain"), 4)
    assert {one.shape.processes for one in study.candidates} == {1}


def test_answers_are_whole_or_none() -> None:
    given = {"work": "waits", "many": "few", "data": "apart", "cores": "one"}
    assert answers_of(given) is None
    assert answers_of({**given, "style": "plain"}) == Answers(
        "waits", "few", "apart", "one", "plain"
    )
    with pytest.raises(KeyError):
        answers_of({**given, "style": "sometimes"})
