"""Every order of the steps, counted and tried."""

from __future__ import annotations

from collections import Counter
from itertools import permutations, product
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.schedules import (
    Program,
    chosen,
    outcomes,
    place_of,
    replay,
    runnable,
    schedules,
    start,
    step,
)
from lab.schedules.counting import ahead
from lab.schedules.machine import lost, waits

SMALL = [
    Program(threads, increments, lock)
    for threads, increments, lock in product((1, 2, 3), (1, 2), (False, True))
    if not (threads == 3 and increments == 2)
]
programs = st.builds(
    Program, threads=st.integers(1, 3), increments=st.integers(1, 2), lock=st.booleans()
)


@st.composite
def walks(draw: st.DrawFn) -> tuple[Program, tuple[int, ...]]:
    """A program and one of its schedules, chosen step by step."""
    program = draw(programs)
    state, taken = start(program), []
    while threads := runnable(program, state):
        taken.append(draw(st.sampled_from(threads)))
        state, _ = step(program, state, taken[-1])
    return program, tuple(taken)


def by_hand(program: Program) -> Counter[int]:
    """Every distinct order of the threads' steps without a lock, carried out with plain loops."""
    order = [thread for thread in range(program.threads) for _ in range(program.length)]
    ends: Counter[int] = Counter()
    for schedule in set(permutations(order)):
        counter, values, done = 0, [0] * program.threads, [0] * program.threads
        for thread in schedule:
            match done[thread] % 3:
                case 0:
                    values[thread] = counter
                case 1:
                    values[thread] += 1
                case 2:
                    counter = values[thread]
            done[thread] += 1
        ends[counter] += 1
    return ends


def test_two_threads_lose_in_18_of_20_schedules() -> None:
    found = outcomes(Program(threads=2, increments=1))
    assert (found.schedules, found.losing) == (20, 18)


def test_the_count_is_that_of_brute_force() -> None:
    program = Program(threads=2, increments=1)
    assert outcomes(program).by_counter == by_hand(program)


@pytest.mark.parametrize("program", SMALL, ids=str)
def test_every_schedule_is_there_once_and_ends_as_counted(program: Program) -> None:
    found = list(schedules(program))
    assert len(set(found)) == len(found) == outcomes(program).schedules
    assert found == sorted(found)
    ends = Counter(replay(program, schedule)[0][-1].counter for schedule in found)
    assert ends == outcomes(program).by_counter


@given(st.integers(1, 3), st.integers(1, 2))
def test_without_a_lock_there_are_as_many_as_the_multinomial_says(
    threads: int, increments: int
) -> None:
    program = Program(threads, increments)
    steps = program.length
    expected = factorial(steps * threads) // factorial(steps) ** threads
    assert outcomes(program).schedules == expected


@given(walks())
def test_what_the_writes_erase_is_what_is_lost(walk: tuple[Program, tuple[int, ...]]) -> None:
    program, schedule = walk
    states, taken = replay(program, schedule)
    assert len(schedule) == program.threads * program.length
    assert sum(what.erased for what in taken) == lost(program, states[-1])
    assert states[-1].holder is None
    assert 1 <= states[-1].counter <= program.wanted


@given(walks())
def test_with_a_lock_nothing_is_lost(walk: tuple[Program, tuple[int, ...]]) -> None:
    program, schedule = walk
    states, _ = replay(program, schedule)
    if program.lock or program.threads == 1:
        assert lost(program, states[-1]) == 0
        assert outcomes(program).losing == 0


@given(walks())
def test_a_place_and_its_schedule_belong_together(walk: tuple[Program, tuple[int, ...]]) -> None:
    program, schedule = walk
    place = place_of(program, schedule)
    assert 0 <= place < outcomes(program).schedules
    assert chosen(program, place) == schedule


@given(st.data())
def test_the_losing_ones_lose(data: st.DataObject) -> None:
    program = data.draw(programs.filter(lambda made: made.threads > 1 and not made.lock))
    losing = outcomes(program).losing
    place = data.draw(st.integers(0, losing - 1))
    schedule = chosen(program, place, losing=True)
    assert lost(program, replay(program, schedule)[0][-1]) > 0
    if place + 1 < losing:
        assert chosen(program, place + 1, losing=True) > schedule


@given(walks(), st.data())
def test_what_lies_ahead_is_the_sum_of_the_choices(
    walk: tuple[Program, tuple[int, ...]], data: st.DataObject
) -> None:
    program, schedule = walk
    state = replay(program, schedule[: data.draw(st.integers(0, len(schedule) - 1))])[0][-1]
    choices = [step(program, state, thread)[0] for thread in runnable(program, state)]
    assert ahead(program, state).schedules == sum(ahead(program, s).schedules for s in choices)


def test_a_lock_holds_the_others_back() -> None:
    program = Program(threads=2, lock=True)
    states, _ = replay(program, [1, 1])
    assert states[-1].holder == 1
    assert waits(program, states[-1], 0)
    assert runnable(program, states[-1]) == (1,)
    with pytest.raises(ValueError, match="thread 0"):
        step(program, states[-1], 0)
    assert outcomes(program).schedules == 2


def test_there_is_no_schedule_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        chosen(Program(), 20)
    with pytest.raises(IndexError):
        chosen(Program(lock=True), 0, losing=True)
