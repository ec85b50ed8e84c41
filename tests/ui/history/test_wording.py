"""Entries in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.history import History
from lab.spec import Candidate, Topology
from tests.lab.history.results import made_run
from tests.lab.study.made import made_result
from ui.history.wording import candidate_text, spoken, state_of
from ui.words import NBSP, set_language


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    "candidate, english, spanish",
    [
        (Candidate(approach="sequential"), "Sequential", "Secuencial"),
        (Candidate(approach="threads", topology=Topology(threads=4)), "Threads 4", "Hilos 4"),
        (
            Candidate(approach="combined", topology=Topology(processes=2, threads=2, coroutines=4)),
            "Combined 2 × 2 × 4",
            "Combinado 2 × 2 × 4",
        ),
        (
            Candidate(
                approach="threads",
                topology=Topology(threads=4),
                settings=(("python-cpu.ms", 0.5), ("wait.share", 30.0)),
            ),
            "Threads 4, CPU 0.5 ms, wait share 30 %",
            "Hilos 4, CPU 0,5 ms, parte de espera 30 %",
        ),
    ],
)
def test_a_candidate_is_called_in_the_readers_words(
    candidate: Candidate, english: str, spanish: str
) -> None:
    assert candidate_text(candidate.key).replace(NBSP, " ") == english
    set_language("es")
    assert candidate_text(candidate.key).replace(NBSP, " ") == spanish


def test_what_is_no_candidate_is_shown_as_it_is() -> None:
    assert candidate_text("fibres(4)") == "fibres(4)"
    assert candidate_text("") == ""


def test_a_study_that_is_not_complete_is_called_that(tmp_path: Path) -> None:
    with History(tmp_path / "history.db") as history:
        whole = history.keep(made_result())
        cut = history.keep(made_result(state="interrupted"))
        run = history.keep(made_run(state="interrupted"))
        words = {number: state_of(history.entry(number)) for number in (whole, cut, run)}
        assert "Incomplete" in spoken(history.entry(cut))
    assert words[whole] == ("Finished", "good")
    assert words[cut] == ("Incomplete", "warn")
    assert words[run] == ("Stopped", "plain"), "most runs on the Bench are stopped by hand"
