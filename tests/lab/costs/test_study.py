"""What is measured is declared, and the order of it is random, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from lab.costs.kinds import SECTIONS
from lab.costs.study import study_of
from tests.lab.costs.made import ALL


@pytest.mark.parametrize("section", ALL)
def test_every_block_has_every_kind_at_every_size_once(section: str) -> None:
    study = study_of(section, seed=5)
    turns = study.turns()
    pairs = [(kind, size) for kind in study.kinds for size in study.sizes]
    for block in range(study.repeats):
        of_block = [(turn.kind, turn.size) for turn in turns if turn.block == block]
        assert Counter(of_block) == Counter(pairs)
    assert turns == study_of(section, seed=5).turns()
    assert turns != study_of(section, seed=6).turns()


@pytest.mark.parametrize("section", ALL)
def test_a_quick_study_is_quicker(section: str) -> None:
    assert study_of(section, quick=True, seed=1).seconds < study_of(section, seed=1).seconds / 2


def test_a_size_goes_into_the_order() -> None:
    study = study_of("messages", quick=True, seed=1)
    order = study.order(study.of.kind("pipe"), 4096)
    assert order == {"channel": "pipe", "seconds": 0.15, "bytes": 4096}


@pytest.mark.parametrize("section", ALL)
def test_declarations_fit_together(section: str) -> None:
    of = SECTIONS[section]
    assert len({kind.key for kind in of.kinds}) == len(of.kinds)
    assert all(kind.section == section for kind in of.kinds)
    for figures in of.charts:
        for key in figures:
            assert of.figure(key).label or len(figures) == 1
    for figure in of.figures:
        assert 0 < figure.span[0] < figure.span[1]
