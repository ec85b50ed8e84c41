"""What candidates and settings are called."""

from __future__ import annotations

import pytest

from lab.spec import Candidate, Topology
from tests.ui.charts.compare.digests import candidate
from ui.charts.compare import naming
from ui.words import set_language


@pytest.mark.parametrize(
    "approach, shape, words",
    [
        ("sequential", (1, 1, 1), "one after another"),
        ("threads", (1, 1, 1), "1 thread"),
        ("threads", (1, 8, 1), "8 threads"),
        ("processes", (2, 1, 1), "2 processes"),
        ("asyncio", (1, 1, 16), "16 coroutines"),
        ("combined", (8, 2, 1), "8 processes, 2 threads each"),
        ("combined", (2, 2, 4), "2 processes, 2 threads each, 4 coroutines each"),
        ("combined", (1, 1, 1), "1 lane"),
    ],
)
def test_a_shape_is_said_as_one_would(
    approach: str, shape: tuple[int, int, int], words: str
) -> None:
    assert naming.in_words(candidate(approach, shape)) == words


def test_levels_an_approach_does_not_use_are_one() -> None:
    wide = Candidate(approach="threads", topology=Topology(processes=4, threads=2, coroutines=9))
    assert naming.shape(wide).replace("\u00a0", " ") == "1 × 2 × 1"
    assert naming.value_of(wide, "processes") == 1


def test_settings_are_named_with_value_and_unit() -> None:
    of = Candidate(
        approach="threads",
        settings=(("python-cpu.ms", 0.5), ("wait.share", 30.0), ("http.body_kib", 64)),
    )
    plain = naming.settings(of).replace("\u00a0", " ")
    assert plain == "CPU 0.5 ms, wait share 30 %, HTTP Body 64 KiB"
    assert str(naming.called(of)).startswith("Threads 1")
    assert naming.setting_axis("python-cpu.ms") == "CPU, ms"
    assert naming.setting_axis("threads") == "threads"
    set_language("es")
    assert "0,5" in naming.settings(of)


def test_values_are_written_in_full() -> None:
    assert [naming.value_text(v) for v in (1, 0.25, 10_000, True, "flat")] == [
        "1",
        "0.25",
        "10,000",
        "True",
        "flat",
    ]
