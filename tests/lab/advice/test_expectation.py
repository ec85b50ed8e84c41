"""What is expected: how it is read, and when it holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lab.advice.digest import Contrast, Digest
from lab.advice.expectation import Claim, Term, parse
from lab.advice.expected import check_terms, judge
from lab.analysis.interval import Interval
from lab.errors import InputError
from lab.spec import APPROACHES, Candidate, Topology
from tests.lab.study.made import CANDIDATES, made_result

SETTING = st.tuples(
    st.sampled_from(["python-cpu.ms", "wait.ms", "http.share"]),
    st.sampled_from(["5", "0.5", "1e-3"]),
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    approach = draw(st.sampled_from(sorted(APPROACHES)))
    free = len(APPROACHES[approach].free)
    numbers = st.tuples(*[st.integers(1, 10_000)] * free) if free else st.none()
    return Term(approach, draw(st.none() | numbers), tuple(draw(st.lists(SETTING, max_size=2))))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    relation = draw(st.sampled_from("><="))
    margin = 1.0 if relation == "=" else draw(st.sampled_from([1.0, 1.6, 0.9, 14.0]))
    return Claim(draw(terms()), relation, draw(terms()), margin)


@given(st.lists(claims(), min_size=1, max_size=3))
def test_what_is_written_is_read(wanted: list[Claim]) -> None:
    assert parse(" and ".join(map(str, wanted))) == tuple(wanted)
    tight = "and".join(f" {claim} ".replace(" * ", "*").replace(" > ", ">") for claim in wanted)
    assert parse(tight) == tuple(wanted)


@given(st.text(st.sampled_from("theadsprocenyi ()[]=<>*x.,0123456789and"), max_size=40))
def test_whatever_else_is_written_is_complained_of(text: str) -> None:
    try:
        found = parse(text)
    except InputError:
        return
    assert parse(" and ".join(map(str, found))) == found


@given(claims())
def test_a_margin_may_stand_on_either_side(claim: Claim) -> None:
    assume(claim.margin != 1)
    turned = {">": "<", "<": ">"}[claim.relation]
    assert parse(f"{claim.margin} * {claim.second} {turned} {claim.first}") == (claim,)


@pytest.mark.parametrize(
    "text, said",
    [
        ("", "the name of an approach should stand, at the end"),
        ("process > threads", "at 'process > threads'. Did you mean processes?"),
        ("jobs > threads", "Known: sequential, threads, processes, asyncio, combined"),
        ("processes(2)", ">, < or = should follow, at the end"),
        ("processes(2) >", "the name of an approach should stand, at the end"),
        ("processes >= threads", "the name of an approach should stand, at '= threads'"),
        ("processes > 1.6 threads", "* should follow the margin, at 'threads'"),
        ("processes > 0 * threads", "a margin is a number above 0"),
        ("2 * processes > 2 * threads", "one margin, not two"),
        ("processes = 2 * threads", "= has no margin"),
        ("threads(2x2) > asyncio", "threads is written as threads(2)"),
        ("combined(2) > asyncio", "combined is written as combined(2x2x2)"),
        ("sequential(1) > asyncio", "sequential is written as sequential,"),
        ("threads > asyncio or threads > processes", "and or the end should follow, at 'or"),
        ("threads > asyncio and", "the name of an approach should stand, at the end"),
    ],
)
def test_a_mistake_is_named_where_it_is(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        parse(text)
    assert said in str(refused.value)


def test_a_term_fits_what_it_says_and_no_more() -> None:
    shape = Topology(processes=2, threads=3, coroutines=4)
    bare = Candidate(approach="combined", topology=shape)
    sized = Candidate(approach="combined", topology=shape, settings=(("python-cpu.ms", 5.0),))
    ((claim),) = parse("combined(2x3x4)[python-cpu.ms=5] > combined")
    assert [claim.first.fits(c) for c in (bare, sized)] == [False, True]
    assert [claim.second.fits(c) for c in (bare, sized)] == [True, True]
    assert not Term("combined", (2, 3, 5)).fits(bare)
    # Levels that an approach does not use are no part of its shape.
    assert Term("threads", (3,)).fits(Candidate(approach="threads", topology=shape))


@pytest.mark.parametrize("name", [candidate.key for candidate in CANDIDATES])
def test_a_candidates_key_fits_that_candidate_only(name: str) -> None:
    (claim,) = parse(f"{name} > sequential")
    fitting = [c.key for c in CANDIDATES if claim.first.fits(c)]
    assert fitting == [name]


@pytest.mark.parametrize(
    "text, said",
    [
        ("threads(8) > sequential", "threads(8) is none of the candidates. There are: seq"),
        ("threads[python-cpu.ms=5] > sequential", "is none of the candidates"),
        ("sequential = sequential", "sequential is compared with itself"),
        ("processes(4) > processes(4)", "processes(4) is compared with itself"),
    ],
)
def test_terms_are_checked_before_anything_is_measured(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        check_terms(parse(text), made_result().study)
    assert said in str(refused.value)


def test_fitting_terms_pass() -> None:
    check_terms(parse("threads > sequential and threads = threads(4)"), made_result().study)


@dataclass(frozen=True, kw_only=True)
class MadeDigest(Digest):
    """A digest that has one contrast for every pair."""

    ratio: Interval
    verdict: str
    asked: list[tuple[int, int]] = field(default_factory=list)

    def contrast(self, first: int, second: int) -> Contrast:
        self.asked.append((first, second))
        return Contrast(
            first=first,
            second=second,
            ratio=self.ratio,
            p_value=0.01,
            effect=1.0,
            verdict=self.verdict,
        )


def made_digest(ratio: Interval, verdict: str, ranking: tuple[int, ...] = ()) -> MadeDigest:
    return MadeDigest(
        result=made_result(),
        rows=(),
        baseline=0,
        ranking=ranking or (6, 5, 4, 2, 3, 1, 0),
        contrasts=(),
        scalings=(),
        ratio=ratio,
        verdict=verdict,
    )


NEARLY_TWICE = Interval(1.9, 1.8, 2.0, 7)
HALF = Interval(0.5, 0.4, 0.6, 7)
ALIKE = Interval(1.0, 0.98, 1.03, 7)
WIDE = Interval(1.2, 0.8, 1.7, 4)
TWO_ONLY = Interval(1.9, None, None, 2)


@pytest.mark.parametrize(
    "relation, ratio, verdict, why",
    [
        (">", NEARLY_TWICE, "different", ""),
        ("<", NEARLY_TWICE, "different", "that is the other way round"),
        ("=", NEARLY_TWICE, "different", "that is a difference"),
        ("<", HALF, "different", ""),
        (">", HALF, "different", "that is the other way round"),
        (">", ALIKE, "equal", "that is no difference here"),
        ("<", ALIKE, "equal", "that is no difference here"),
        ("=", ALIKE, "equal", ""),
        (">", WIDE, "unsure", "not certain enough"),
        ("<", WIDE, "unsure", "not certain enough"),
        ("=", WIDE, "unsure", "not certain enough"),
        (">", Interval(1.02, 1.01, 1.03, 7), "unsure", "not certain enough"),
        (">", TWO_ONLY, "unsure", "an interval needs 3 repeats"),
        ("=", TWO_ONLY, "unsure", "an interval needs 3 repeats"),
        ("> 1.6 *", NEARLY_TWICE, "different", ""),
        ("> 1.85 *", NEARLY_TWICE, "different", "not certain enough"),
        ("> 2.5 *", NEARLY_TWICE, "different", "that is too little"),
        ("< 2.5 *", NEARLY_TWICE, "different", ""),
        ("< 1.6 *", NEARLY_TWICE, "different", "that is too much"),
        ("< 0.7 *", HALF, "different", ""),
        ("< 0.3 *", HALF, "different", "that is too much"),
        ("> 0.9 *", ALIKE, "equal", ""),
        ("< 1.1 *", ALIKE, "equal", ""),
        ("> 1.1 *", ALIKE, "equal", "that is no difference here"),
        ("> 0.9 *", WIDE, "unsure", "not certain enough"),
    ],
)
def test_a_claim_holds_with_significance_only(
    relation: str, ratio: Interval, verdict: str, why: str
) -> None:
    (outcome,) = judge(parse(f"processes(2) {relation} threads(2)"), made_digest(ratio, verdict))
    assert outcome.holds == (not why)
    assert outcome.said.startswith("processes(2) reaches ")
    assert why in outcome.said


def test_a_term_stands_for_the_fastest_it_fits() -> None:
    digest = made_digest(NEARLY_TWICE, "different", ranking=(3, 4, 1, 2))
    (outcome,) = judge(parse("processes > threads"), digest)
    assert digest.asked == [(3, 1)]
    assert outcome.said == "processes(2) reaches 1.9 × threads(2) (95 %: 1.8 to 2)"


def test_what_was_not_measured_does_not_hold() -> None:
    digest = made_digest(NEARLY_TWICE, "different", ranking=(3, 4))
    (outcome,) = judge(parse("processes > threads"), digest)
    assert not outcome.holds
    assert outcome.said == "threads was not measured"


def test_the_fastest_of_both_sides_may_be_one() -> None:
    (outcome,) = judge(
        parse("processes > processes(4)"), made_digest(NEARLY_TWICE, "different", ranking=(4, 3))
    )
    assert not outcome.holds
    assert "both sides stand for processes(4)" in outcome.said


def test_every_claim_is_judged() -> None:
    digest = made_digest(NEARLY_TWICE, "different")
    outcomes = judge(parse("processes > threads and threads > 3 * sequential"), digest)
    assert [outcome.holds for outcome in outcomes] == [True, False]
