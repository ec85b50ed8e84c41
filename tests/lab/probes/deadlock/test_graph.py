"""The wait-for graph: a circle is found when there is one, and only then."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lab.probes.deadlock.graph import Lasting, Wait, circle, closed_at, stuck

NAMES = "abcdefgh"
names = st.sampled_from(NAMES)


@st.composite
def waiting(draw: st.DrawFn, most: int = 3) -> list[Wait]:
    """Some wait, each for one thing that a few hold."""
    return [
        Wait(
            who,
            f"thing {who}",
            tuple(draw(st.lists(names, max_size=most, unique=True))),
            since=draw(st.floats(0, 10)),
            limited=draw(st.booleans()),
        )
        for who in sorted(draw(st.sets(names)))
    ]


def let_go(waits: list[Wait]) -> set[str]:
    """Who still waits once everybody who can go on has gone on, handed over and ended."""
    left = {wait.who: wait for wait in waits}
    while True:
        freed = {
            who
            for who, wait in left.items()
            if wait.limited or not wait.held_by or any(one not in left for one in wait.held_by)
        }
        if not freed:
            return set(left)
        left = {who: wait for who, wait in left.items() if who not in freed}


@given(waiting())
def test_stuck_are_those_who_are_left_when_everything_is_played_to_its_end(
    waits: list[Wait],
) -> None:
    assert set(stuck(waits)) == let_go(waits)


@given(waiting())
def test_a_circle_is_one(waits: list[Wait]) -> None:
    found = circle(waits)
    for wait, following in zip(found, found[1:] + found[:1], strict=True):
        assert wait in waits
        assert not wait.limited
        assert following.who in wait.held_by
    assert len({wait.who for wait in found}) == len(found)
    assert bool(found) == bool(stuck(waits))


@given(waiting(most=1))
def test_with_one_holder_each_it_is_a_cycle_of_the_graph(waits: list[Wait]) -> None:
    edges = {wait.who: wait.held_by for wait in waits if not wait.limited}
    try:
        TopologicalSorter(edges).prepare()
    except CycleError:
        assert circle(waits)
    else:
        assert not circle(waits)


@given(waiting(), st.randoms())
def test_the_order_in_which_they_are_told_does_not_matter(
    waits: list[Wait], random: Random
) -> None:
    mixed = list(waits)
    random.shuffle(mixed)
    assert circle(mixed) == circle(waits)


def test_whoever_waits_for_a_circle_is_stuck_but_not_in_it() -> None:
    waits = [Wait("z", "1", ("a",)), Wait("a", "2", ("b",)), Wait("b", "3", ("a",))]
    assert [wait.who for wait in circle(waits)] == ["a", "b"]
    assert set(stuck(waits)) == {"a", "b", "z"}


def test_a_lock_taken_twice_by_one_is_a_circle_of_one() -> None:
    assert [wait.who for wait in circle([Wait("a", "lock", ("a",))])] == ["a"]


def test_the_circle_closes_with_its_last_wait() -> None:
    found = circle([Wait("a", "2", ("b",), since=3.0), Wait("b", "1", ("a",), since=7.0)])
    assert closed_at(found) == 7.0


def pair(since: float) -> list[Wait]:
    return [Wait("a", "2", ("b",), since=1.0), Wait("b", "1", ("a",), since=since)]


def test_only_a_circle_that_lasts_is_told() -> None:
    lasting = Lasting(0.15)
    assert lasting.look(pair(2.0), 10.0) == ()
    assert lasting.look(pair(2.0), 10.1) == ()
    assert lasting.look(pair(9.0), 10.2) == (), "these are other waits of the same two"
    assert lasting.look([], 10.3) == ()
    assert lasting.look(pair(9.0), 10.4) == ()
    assert lasting.look(pair(9.0), 10.6) == circle(pair(9.0))


@given(st.lists(st.tuples(st.floats(0.001, 0.2), st.booleans()), max_size=30))
def test_it_is_never_told_before_it_was_seen_for_so_long(moments: list[tuple[float, bool]]) -> None:
    lasting, now, since = Lasting(0.15), 0.0, None
    for step, closed in moments:
        now += step
        found = lasting.look(pair(2.0) if closed else [], now)
        since = (now if since is None else since) if closed else None
        assert bool(found) == (since is not None and now - since >= 0.15)
