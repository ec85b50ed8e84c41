from __future__ import annotations

import pytest

from lab.advice.digest import digest
from lab.advice.recommendation import MOST_REASONS, Reason, Recommendation, recommend
from lab.analysis.interval import Interval
from lab.session.snapshot import Percentiles
from lab.spec.words import Told
from lab.study.break_even import BreakEven
from lab.study.crossing import Tried
from tests.lab.study.made import NAMES, made_result

from .studies import (
    COMPUTES,
    IO,
    SEQUENTIAL,
    UNDER_THE_GIL,
    candidate,
    judged,
    processes,
    result,
    threads,
    trial,
)


def reason(found: Recommendation, lead: str) -> Reason:
    return next(each for each in found.reasons if each.lead.startswith(lead))


def leads(found: Recommendation) -> list[str]:
    return [str(each.lead) for each in found.reasons]


@pytest.mark.parametrize("state", ["finished", "interrupted", "failed"])
@pytest.mark.parametrize("repeats", [1, 2, 3, 7])
@pytest.mark.parametrize("name", NAMES)
def test_every_study_gets_words(name: str, repeats: int, state: str) -> None:
    found = recommend(digest(made_result(name, repeats=repeats, state=state)))
    assert found.headline
    assert len(found.reasons) <= MOST_REASONS
    for each in found.reasons:
        assert each.kind in ("good", "equal", "warn")
        assert isinstance(each.text, Told)
        assert "{" not in each.text
        assert "nan" not in each.text


def test_processes_win_where_threads_wait_for_the_gil() -> None:
    found = recommend(
        judged(
            (SEQUENTIAL, 480.0, {"shares": COMPUTES, "cores_used": 1.0}),
            (threads(2), 478.0, {"shares": UNDER_THE_GIL, "cores_used": 1.0}),
            (processes(2), 940.0, {"shares": COMPUTES, "cores_used": 2.0}),
        )
    )
    assert found.winner == 2
    assert found.headline == "2 processes"
    assert found.against == 0
    assert found.margin is not None
    assert found.margin.value == pytest.approx(1.96, rel=0.01)
    why = reason(found, "A GIL each.")
    assert why.kind == "good"
    assert why.text == (
        "2 processes reach 1.96 ×; 2 threads stop at 1 × and wait for the GIL 70 % of the time."
    )


def test_without_threads_beside_them_the_cores_say_why() -> None:
    found = recommend(
        judged(
            (SEQUENTIAL, 480.0, {"cores_used": 1.0}),
            (processes(2), 940.0, {"cores_used": 1.97}),
        )
    )
    why = reason(found, "More cores at work.")
    assert why.text == "1.97 cores are busy, 1 with one task after another."


def test_waits_that_overlap() -> None:
    found = recommend(
        judged((SEQUENTIAL, 48.0, {"shares": IO}), (threads(16), 760.0, {"shares": IO}))
    )
    assert found.winner == 1
    assert "90 % of the time" in reason(found, "The waits overlap.").text
    assert "15.8 ×" in reason(found, "The waits overlap.").text


def test_where_nothing_is_better_the_cheapest_is_recommended() -> None:
    found = recommend(
        judged(
            (SEQUENTIAL, 480.0, {"memory_mib": 14.0}),
            (threads(2), 481.0, {"memory_mib": 14.2}),
            (threads(4), 482.0, {"memory_mib": 14.4}),
        )
    )
    assert found.winner == 0
    assert found.headline == "No difference here; the cheapest: one task after another"
    assert found.margin is None
    same = reason(found, "As fast: 4 threads.")
    assert same.kind == "equal"
    assert same.text == "No difference here, but 4 tasks in progress at once and not 1."


def test_as_fast_with_less_memory_is_better() -> None:
    found = recommend(
        judged(
            (SEQUENTIAL, 38.4, {"memory_mib": 14.0}),
            (candidate("combined", 8, 2, 1), 440.0, {"memory_mib": 112.0}),
            (processes(16), 446.0, {"memory_mib": 204.0}),
        )
    )
    assert found.winner == 1
    assert found.headline == "8 processes, 2 threads each"
    assert found.margin is not None
    assert found.margin.value == pytest.approx(11.4, rel=0.02)
    same = reason(found, "As fast: 16 processes.")
    assert same.text == "No difference here, but 204 MiB and not 112."


def test_what_a_second_thread_adds() -> None:
    found = recommend(
        judged(
            (SEQUENTIAL, 38.4, {}),
            (processes(8), 291.0, {}),
            (candidate("combined", 8, 2, 1), 438.0, {}),
        )
    )
    assert "1.5 × as many" in reason(found, "More in each process.").text


def test_of_two_repeats_it_does_not_pretend() -> None:
    trials = [
        trial(place, block, rate)
        for block in range(2)
        for place, rate in enumerate((480.0, 900.0 + 20 * block))
    ]
    found = recommend(digest(result([SEQUENTIAL, processes(2)], trials, repeats=2)))
    assert found.winner == 1
    assert found.headline == "Not sure: 2 processes did most, which may be chance"
    assert reason(found, "Not sure yet.").kind == "warn"


def test_the_baseline_may_win_and_is_held_against_the_next() -> None:
    found = recommend(judged((SEQUENTIAL, 500.0, {}), (threads(2), 300.0, {})))
    assert found.winner == 0
    assert found.against == 1
    assert found.margin is not None
    assert found.margin.value == pytest.approx(5 / 3, rel=0.01)


def test_what_it_costs_is_said() -> None:
    slow, fast = Percentiles(9.0, 40.0, 50.0, 60.0), Percentiles(2.0, 2.1, 2.2, 3.0)
    found = recommend(
        judged(
            (SEQUENTIAL, 480.0, {"start_up_ms": 60.0, "latency_ms": fast}),
            (processes(2), 940.0, {"start_up_ms": 160.0, "latency_ms": slow, "tasks_failed": 2}),
        )
    )
    later = reason(found, "It starts later.")
    # 100 ms more, and 1/480 - 1/940 s saved by each task.
    assert "100 ms against one task after another" in later.text
    assert "after 98 tasks" in later.text
    assert reason(found, "Tasks failed.").text == "14 of them, in 7 runs."


def test_the_end_of_a_curve_is_no_peak() -> None:
    found = recommend(digest(made_result("sweep")))
    assert found.winner == 5
    assert "32 threads are the most that were measured" in reason(found, "It may go on.").text


def test_a_peak_that_was_passed_is_said() -> None:
    rates = {1: 100.0, 2: 180.0, 4: 280.0, 8: 330.0, 16: 290.0, 32: 200.0}
    found = recommend(judged(*((threads(n), rate, {}) for n, rate in rates.items())))
    assert found.headline == "8 threads"
    assert "has its peak at" in reason(found, "More would be slower.").text


def test_different_work_has_no_winner() -> None:
    found = recommend(digest(made_result("grid")))
    assert found.winner is None
    assert found.margin is None
    assert found.headline.startswith("Most with 4 processes")
    assert leads(found)[0] == "CPU 0.1\u00a0ms:"


@pytest.mark.parametrize(
    "rates, headline",
    [((), "No candidate finished a task"), ((5.0,), "Nothing to choose from")],
)
def test_where_there_is_nothing_to_judge_it_says_so(
    rates: tuple[float, ...], headline: str
) -> None:
    trials = [trial(place, 0, rate) for place, rate in enumerate(rates)]
    found = recommend(digest(result([SEQUENTIAL, threads(2)], trials)))
    assert found.winner is None
    assert found.headline.startswith(headline)


def turning(outcome: str, size: Interval | None = None) -> BreakEven:
    ratio = Interval(1.0, 0.9, 1.1, 5)
    points = tuple(Tried(size=each, ratio=ratio, ratios=(1.0,) * 5) for each in (0.1, 100.0))
    return BreakEven(
        setting="python-cpu.ms",
        outcome=outcome,
        size=size,
        first=threads(2),
        second=processes(2),
        points=points,
    )


@pytest.mark.parametrize(
    "found, kind, said",
    [
        (
            turning("found", Interval(1.234, 1.1, 1.4, 20)),
            "warn",
            "Up to 1.23 ms of CPU (1.1 to 1.4) more with 2 threads, from there on with",
        ),
        (turning("found", Interval(1.2, None, None, 2)), "warn", "Up to 1.2 ms of"),
        (turning("always"), "good", "2 processes against 2 threads: more from 0.1 to 100 ms"),
        (turning("never"), "good", "2 threads against 2 processes: more from 0.1 to 100 ms"),
        (turning("equal"), "equal", "no difference from 0.1 to 100 ms"),
    ],
)
def test_the_break_even_is_said(found: BreakEven, kind: str, said: str) -> None:
    last = recommend(judged((SEQUENTIAL, 480.0, {}), (processes(2), 940.0, {})), found).reasons[-1]
    assert last.kind == kind
    assert said in last.text


@pytest.mark.parametrize("outcome", ["interrupted", "failed"])
def test_a_break_even_that_was_given_up_says_nothing(outcome: str) -> None:
    study = judged((SEQUENTIAL, 480.0, {}), (processes(2), 940.0, {}))
    assert recommend(study, turning(outcome)) == recommend(study)
