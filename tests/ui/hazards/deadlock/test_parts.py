"""What the view is made of: places, listings, words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from lab.advice.deadlock_code import CURES, LEAST, MOST, WORKERS, program_text
from tests.ui.hazards.deadlock import figures
from ui.controls.worded import said
from ui.hazards.deadlock import wording
from ui.hazards.deadlock.graph_view import GraphView
from ui.hazards.deadlock.listings import differing, live_marks, sheets
from ui.hazards.deadlock.placing import order, places
from ui.hazards.deadlock.waits import Arrow, Graph, graph_of, resting

CHOICES = [(scenario, cure) for scenario, cures in CURES.items() for cure in cures]


@given(
    st.sampled_from(CHOICES),
    st.integers(LEAST, MOST),
    st.floats(340, 800),
    st.floats(330, 700),
)
def test_nodes_are_inside_and_never_overlap(
    choice: tuple[str, str], workers: int, width: float, height: float
) -> None:
    graph = resting(*choice, workers)
    placed = places(graph, width, height)
    assert set(placed.at) == {node.name for node in graph.nodes}
    middles = list(placed.at.values())
    for x, y in middles:
        assert placed.half <= x <= width - placed.half
        assert placed.half <= y <= height - placed.half
    for index, one in enumerate(middles):
        for other in middles[index + 1 :]:
            assert math.dist(one, other) > 2 * placed.half


@pytest.mark.parametrize("workers", range(LEAST, MOST + 1))
def test_everybody_stands_between_the_two_forks_it_needs(workers: int) -> None:
    names = order(resting("philosophers", "none", workers))
    for seat in range(workers):
        at = names.index(f"P{seat + 1}")
        beside = {names[at - 1], names[(at + 1) % len(names)]}
        assert beside == {f"fork {seat + 1}", f"fork {(seat + 1) % workers + 1}"}


def test_one_lock_for_all_stands_in_the_middle() -> None:
    placed = places(resting("philosophers", "one-lock", 7), 400, 340)
    assert placed.at["table"] == (200, 170)


def test_arrows_of_the_circle_are_known_as_such() -> None:
    told = figures.stuck()
    told["nodes"] = figures.nodes("T1", "T2", "T3", things=("lock A", "lock B"))
    told["waits"] = [*told["waits"], {"who": "T3", "for": "lock A", "held_by": "T1"}]
    graph = graph_of(told)
    assert Arrow("T1", "lock B", "waits", in_circle=True) in graph.arrows
    assert Arrow("lock A", "T1", "held", in_circle=True) in graph.arrows
    assert Arrow("T3", "lock A", "waits", in_circle=False) in graph.arrows


@pytest.mark.parametrize("scenario, cure", CHOICES)
def test_every_choice_has_its_listings_and_its_words(scenario: str, cure: str) -> None:
    shown = sheets(scenario, cure, WORKERS[scenario])
    assert len(shown) == (2 if cure != "none" else len({sheet.part.function for sheet in shown}))
    assert said(wording.CURES[scenario, cure])
    assert said(wording.WHY[scenario, cure])
    for sheet in shown:
        whole = program_text(scenario, cure if sheet.live else "none").splitlines()
        lines = sheet.part.text.splitlines()
        assert whole[sheet.part.first - 1 : sheet.part.first - 1 + len(lines)] == lines
        assert all(1 <= mark.line <= len(lines) for mark in sheet.marks)
    if cure != "none":
        assert any(sheet.marks for sheet in shown), "what differs is marked"


def test_what_differs_is_found() -> None:
    assert differing("a\nb\nc\n", "a\nx\nc\n\nd\n") == ([2], [2, 5])


def test_many_in_one_line_are_counted_and_few_are_named() -> None:
    names = [f"P{seat}" for seat in range(1, 6)]
    (sheet,) = sheets("philosophers", "none", 5)
    line = sheet.part.first + 6

    def tags(count: int) -> list[str]:
        told = {
            "nodes": figures.nodes(*names, things=tuple(f"fork {n}" for n in range(1, 6))),
            "waits": [{"who": who, "for": "fork 1", "held_by": "P1"} for who in names[:count]],
            "stacks": [
                {"who": who, "frames": [{"function": "dine", "line": line, "text": ""}]}
                for who in names[:count]
            ],
        }
        return [said(m.tag) for m in live_marks(sheet, told, graph_of(told), "philosophers")]

    assert tags(1) == ["P1 waits for fork 1"]
    assert tags(3) == ["P1, P2 and P3 wait here"]
    assert tags(5) == ["5 wait here"]


@pytest.mark.parametrize("scenario, cure", CHOICES)
@pytest.mark.parametrize("workers", [LEAST, MOST])
def test_every_graph_can_be_painted(
    qapp: QApplication, qtbot: QtBot, scenario: str, cure: str, workers: int
) -> None:
    resting_graph = resting(scenario, cure, workers)
    names = order(resting_graph)
    arrows = tuple(
        Arrow(a, b, "waits" if resting_graph.node(a).is_worker else "held", in_circle=True)
        for a, b in zip(names, names[1:] + names[:1], strict=True)
        if not (a in WORKERS and b in WORKERS)
    )
    view = GraphView()
    qtbot.addWidget(view)
    view.resize(view.sizeHint())
    view.set_graph(Graph(resting_graph.nodes, arrows, tuple(n.name for n in resting_graph.workers)))
    empty = view.grab().toImage()
    view.set_graph(resting_graph)
    assert view.grab().toImage() != empty
    assert view.accessibleDescription() == "Nobody waits, and nothing is held."
