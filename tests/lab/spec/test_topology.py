"""Every approach is a point or a plane of one space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lab.spec import APPROACHES, LEVELS, Experiment, Topology

topologies = st.builds(
    Topology,
    processes=st.integers(1, 64),
    threads=st.integers(1, 1000),
    coroutines=st.integers(1, 10_000),
)


@given(topologies, st.sampled_from(sorted(APPROACHES)))
def test_levels_an_approach_does_not_use_are_one(wanted: Topology, name: str) -> None:
    approach = APPROACHES[name]
    shape = approach.shape(wanted)
    for level in LEVELS:
        expected = getattr(wanted, level) if level in approach.free else 1
        assert getattr(shape, level) == expected
    assert shape.lanes == shape.processes * shape.threads * shape.coroutines
    assert approach.shape(shape) == shape
    assert Experiment(approach=name, topology=wanted).shape == shape


def test_the_approaches_are_those_of_the_course() -> None:
    wanted = Topology(processes=2, threads=3, coroutines=5)
    lanes = {name: approach.shape(wanted).lanes for name, approach in APPROACHES.items()}
    assert lanes == {"sequential": 1, "threads": 3, "processes": 2, "asyncio": 5, "combined": 30}
    assert {name for name, approach in APPROACHES.items() if approach.event_loop} == {
        "asyncio",
        "combined",
    }


def test_what_is_not_run_is_kept_for_later() -> None:
    """Going to another approach and back finds the numbers that were set."""
    wanted = Experiment(approach="threads", topology=Topology(processes=7, threads=3))
    assert wanted.shape.processes == 1
    assert wanted.topology.processes == 7
