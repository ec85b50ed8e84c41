"""What is said follows from the figures, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from lab.spec import Topology
from ui import words
from ui.bench.figures import Figures
from ui.bench.sentence import say

BASE = Figures(
    approach="threads",
    topology=Topology(threads=4),
    computes=False,
    throughput_per_s=70.7,
    p50_ms=43.0,
    p95_ms=84.0,
    cores_used=1.0,
    cores=8,
    others=0.5,
    running=0.25,
    gil=0.54,
    core=0.0,
    io=0.21,
    loop=0.0,
    tasks_done=500,
    tasks_failed=0,
    seconds=7.0,
)
CASES = {
    "gil": (BASE, "4 threads share one GIL", "about 2.2 times"),
    "no core": (replace(BASE, others=7.0), "4 threads share one GIL", "No core is free"),
    "processes": (
        replace(
            BASE, topology=Topology(processes=4), approach="processes", gil=0.0, cores_used=3.9
        ),
        "4 processes, 4 GILs: none waits",
        "3.90 of 8 cores",
    ),
    "both": (
        replace(BASE, topology=Topology(processes=2, threads=4), approach="combined"),
        "2 processes, 2 GILs: in each, 4 threads",
        "54\u00a0%",
    ),
    "loop": (
        replace(BASE, topology=Topology(coroutines=50), approach="asyncio", gil=0.0, loop=0.8),
        "50 coroutines share one event loop",
        "80\u00a0%",
    ),
    "loops": (
        replace(BASE, topology=Topology(processes=2, coroutines=5), approach="combined", loop=0.8),
        "2 event loops, 5 coroutines on each",
        "80\u00a0%",
    ),
    "cores": (
        replace(BASE, gil=0.0, core=0.4, cores_used=7.5),
        "7.50 of 8 cores",
        "40\u00a0%",
    ),
    "io": (replace(BASE, gil=0.0, io=0.95, running=0.05), "Mostly waiting", "95\u00a0%"),
    "one": (
        replace(BASE, topology=Topology(), gil=0.0, io=0.3, running=0.7),
        "One task after another",
        "70\u00a0%",
    ),
    "unknown": (
        replace(BASE, gil=None, core=None, io=None, loop=None, running=None),
        "1.00 of 8 cores",
        "",
    ),
    "finished": (
        replace(BASE, tasks_wanted=500, time_to_finish_s=7.07),
        "500 tasks took 7.07 s",
        "4 lanes",
    ),
    "changed": (replace(BASE, changes=2), "500 tasks in 7.00 s", "(2)"),
    "nothing done": (
        replace(BASE, tasks_done=0, throughput_per_s=0.0),
        "No task has finished",
        "4 lanes",
    ),
}


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    words.set_language("en")


def plain(text: object) -> str:
    return str(text).replace("<b>", "").replace("</b>", "")


@pytest.mark.parametrize("case", CASES)
def test_the_sentence_says_what_the_figures_say(case: str) -> None:
    figures, begins, holds = CASES[case]
    said = say(figures)
    assert said is not None
    assert begins in plain(said.text)
    assert holds in plain(said.text)
    assert str(said.why)


@pytest.mark.parametrize("case", CASES)
def test_it_is_said_in_spanish_with_decimal_commas(case: str) -> None:
    said = say(CASES[case][0])
    assert said is not None
    english = plain(said.text)
    words.set_language("es")
    try:
        spanish = plain(said.text)
        assert spanish != english
        assert str(said.why)
        assert "7.07" not in spanish
        if "7.07" in english:
            assert "7,07" in spanish
    finally:
        words.set_language("en")


def test_nothing_is_said_before_there_is_anything() -> None:
    assert say(replace(BASE, seconds=0.2)) is None
    assert say(replace(BASE, seconds=1.0, tasks_done=0, throughput_per_s=0.0)) is None


SHARE = st.one_of(st.none(), st.floats(0.0, 1.0))


@given(SHARE, SHARE, SHARE, SHARE, st.floats(0.0, 16.0), st.integers(1, 16))
def test_no_figures_make_it_fail(
    gil: float | None,
    core: float | None,
    io: float | None,
    loop: float | None,
    used: float,
    cores: int,
) -> None:
    said = say(replace(BASE, gil=gil, core=core, io=io, loop=loop, cores_used=used, cores=cores))
    assert said is not None
    assert "{" not in plain(said.text)
