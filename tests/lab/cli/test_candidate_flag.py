"""Candidates and spans as they are written on the command line."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.cli.candidate_flag import read_axis, read_candidates
from lab.errors import InputError
from lab.spec import APPROACHES, Candidate, Topology

SIZES = st.dictionaries(
    st.sampled_from(["wait.ms", "python-cpu.ms", "http.share"]), st.integers(1, 99), max_size=2
)


@given(
    st.sampled_from(sorted(APPROACHES)),
    st.builds(
        Topology,
        processes=st.integers(1, 64),
        threads=st.integers(1, 64),
        coroutines=st.integers(1, 999),
    ),
    SIZES,
)
def test_a_candidates_key_is_read_back(
    approach: str, topology: Topology, sizes: dict[str, int]
) -> None:
    candidate = Candidate(approach=approach, topology=topology, settings=tuple(sizes.items()))
    (table,) = read_candidates(candidate.key)
    settings = tuple(table.pop("settings", {}).items())
    levels = Topology(**{k: v for k, v in table.items() if k != "approach"})
    read = Candidate(approach=table["approach"], topology=levels, settings=settings)
    assert read.key == candidate.key
    assert read.shape == candidate.shape


def test_several_shapes_at_once() -> None:
    found = read_candidates("processes:1, 2,4[wait.ms=5]")
    assert [table["processes"] for table in found] == [1, 2, 4]
    assert all(table["settings"] == {"wait.ms": 5} for table in found)
    assert read_candidates("combined(2x3x4)") == [
        {"approach": "combined", "processes": 2, "threads": 3, "coroutines": 4}
    ]


@given(st.text(st.sampled_from("threads:()[]=,x0123456789 ."), max_size=25))
def test_whatever_is_written_is_read_or_complained_of(text: str) -> None:
    for read in (read_candidates, read_axis):
        try:
            read(text)
        except InputError as error:
            assert error.where.startswith("--")  # noqa: PT017 - either is right


@given(
    st.floats(1e-3, 10, allow_nan=False), st.floats(1.5, 1e4, allow_nan=False), st.integers(2, 50)
)
def test_a_span_is_spread_evenly_in_factors(low: float, factor: float, points: int) -> None:
    high = float(f"{low * factor:.4g}")
    low = float(f"{low:.3g}")
    values = read_axis(f"wait.ms={low}..{high}/{points}")["values"]
    assert values[0] == pytest.approx(low, rel=0.01)
    assert values[-1] == high
    assert values == sorted(set(values))
    assert len(values) <= points
    if len(values) == points:
        steps = [after / before for before, after in pairwise(values)]
        assert steps == pytest.approx([steps[0]] * len(steps), rel=0.03)


def test_whole_numbers_stay_whole() -> None:
    assert read_axis("threads=1..16")["values"] == [1, 2, 3, 4, 6, 10, 16]
    assert read_axis("threads=1,2,4")["values"] == [1, 2, 4]
    assert read_axis("wait.ms=0.1..10/3")["values"] == [0.1, 1.0, 10.0]


def test_a_share_is_spread_evenly_as_it_is_declared() -> None:
    assert read_axis("wait.share=0..100/5")["values"] == [0, 25, 50, 75, 100]
    assert read_axis("wait.share=0..1/3")["values"] == [0, 1]
    assert read_axis("sqlite.write_share=0.0..1.0/3")["values"] == [0.0, 0.5, 1.0]
