"""Bars with intervals: what a person sees of them, and does with them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import candidate, made_row, of_rows, seven, unmeasured
from tests.ui.charts.picture import like, shot
from ui.charts.compare.bars import IntervalBars
from ui.charts.compare.figures import FIGURES
from ui.controls.card import Card
from ui.theme import fonts, look
from ui.theme.tokens import colour
from ui.words import set_language


@pytest.fixture
def bars(hold: Hold) -> IntervalBars:
    made = IntervalBars()
    made.show_digest(seven())
    hold(made, 860, 300)
    return made


def middle(bars: IntervalBars, index: int) -> int:
    """The pixel row through the middle of a bar."""
    return round(bars.y_of(index + 0.5))


@pytest.mark.parametrize("key", FIGURES)
def test_the_best_is_first_whatever_the_figure(bars: IntervalBars, key: str) -> None:
    bars.set_figure(key)
    assert bars.digest is not None
    found = [FIGURES[key].of(bars.digest.rows[place]) for place in bars.path()]
    values = [interval.value for interval in found if interval is not None]
    assert values == sorted(values, reverse=FIGURES[key].more_is_better)


def test_bars_are_as_long_as_their_figures(bars: IntervalBars) -> None:
    seen = shot(bars.window())
    assert bars.digest is not None
    lengths = {}
    for index, place in enumerate(bars.path()):
        row = bars.digest.rows[place]
        across = seen[middle(bars, index) - 6, int(bars.area.left()) :]
        lengths[place] = int(like(across, colour(row.candidate.approach)).sum())
        assert row.throughput_per_s is not None
        # The halo of the interval's caps takes a few pixels from the bar.
        wanted = bars.x_of(row.throughput_per_s.value) - bars.area.left()
        assert wanted - 10 <= lengths[place] <= wanted + 1
    assert lengths[6] > lengths[3] > lengths[0] > 0


def test_an_interval_is_drawn_from_its_low_to_its_high_end(bars: IntervalBars) -> None:
    seen = shot(bars.window())
    row = bars.row(6)
    assert row is not None
    found = row.throughput_per_s
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    y = middle(bars, list(bars.path()).index(6))
    dark = np.asarray(like(seen[y - 2 : y + 2], colour("text"), 40).any(axis=0))
    low, high = round(bars.x_of(found.low)), round(bars.x_of(found.high))
    assert dark[low : high + 1].mean() > 0.9
    assert not dark[low - 8 : low - 3].any()
    assert not dark[high + 3 : high + 8].any()


def test_too_few_repeats_show_the_figure_without_an_interval(qtbot: QtBot) -> None:
    bars = IntervalBars()
    qtbot.addWidget(bars)
    bars.show_digest(seven(count=2))
    assert "–" not in bars.figures()
    bars.set_hovered(6)
    assert "2 repeats: too few" in bars.accessibleDescription()


def test_a_candidate_without_figures_comes_last_and_says_so(qtbot: QtBot) -> None:
    rows = [
        made_row(0, candidate("sequential", (1, 1, 1)), 38.0, 1.0),
        unmeasured(1, candidate("threads", (1, 2, 1))),
        made_row(2, candidate("processes", (2, 1, 1)), 70.0, 2.0),
    ]
    bars = IntervalBars()
    qtbot.addWidget(bars)
    bars.show_digest(of_rows(rows))
    assert list(bars.path()) == [2, 0, 1]
    assert bars.figures().endswith("not measured")
    assert bars.data()[1][-1][2] is None
    bars.set_hovered(1)
    assert bars.accessibleDescription().endswith("Not measured")


def test_a_click_chooses_and_the_pointer_tells(qtbot: QtBot, bars: IntervalBars) -> None:
    row = QPoint(round(bars.area.left()) + 30, middle(bars, 1))
    with qtbot.waitSignal(bars.hovered) as told:
        QTest.mouseMove(bars.viewport(), row)
    assert told.args == [5]
    assert "Combined 8 × 2 × 1" in bars.accessibleDescription().replace("\u00a0", " ")
    with qtbot.waitSignal(bars.chosen) as chosen:
        QTest.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert chosen.args == [5]
    assert bars.chosen_place == 5


def test_the_keyboard_goes_through_all_and_chooses(qtbot: QtBot, bars: IntervalBars) -> None:
    order = list(bars.path())
    visited = []
    for _ in range(len(order) + 1):
        QTest.keyClick(bars, Qt.Key.Key_Down)
        visited.append(bars.hovered_place)
    assert visited == [*order, order[-1]]
    with qtbot.waitSignal(bars.chosen) as chosen:
        QTest.keyClick(bars, Qt.Key.Key_Return)
    assert chosen.args == [order[-1]]


def test_zoom_by_key_and_escape_shows_everything_again(bars: IntervalBars) -> None:
    assert bars.whole()
    QTest.keyClick(bars, Qt.Key.Key_Plus)
    assert not bars.whole()
    QTest.keyClick(bars, Qt.Key.Key_Escape)
    assert bars.whole()


@pytest.mark.parametrize("ctrl", [False, True])
def test_the_wheel_is_the_pages_unless_ctrl_is_held(bars: IntervalBars, ctrl: bool) -> None:
    bars.clearFocus()
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    at = QPointF(bars.area.center())
    event = QWheelEvent(
        at,
        bars.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bars.viewport(), event)
    assert bars.whole() is not ctrl


def test_every_one_of_many_can_be_reached(bars: IntervalBars) -> None:
    many = [made_row(n, candidate("threads", (1, n + 1, 1)), 50.0 + n, 1.0) for n in range(40)]
    bars.show_digest(of_rows(many))
    QTest.keyClick(bars, Qt.Key.Key_Down)
    for _ in many:
        QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.hovered_place == 0
    assert bars.area.top() <= bars.spot(0).y() <= bars.area.bottom()


def test_more_figures_of_the_same_study_keep_what_was_chosen(bars: IntervalBars) -> None:
    digest = seven()
    bars.set_chosen(3)
    bars.show_digest(replace(digest, ranking=digest.ranking[:-1]))
    assert [bars.chosen_place] == [3]
    bars.show_digest(None)
    assert [bars.chosen_place] == [None]
    assert bars.figures() == ""


def test_theme_and_language_change_while_it_is_on_show(
    qapp: QApplication, bars: IntervalBars
) -> None:
    look.apply(qapp, "dark")
    set_language("es")
    QApplication.processEvents()
    assert "tareas/s" in bars.accessibleDescription()
    seen = shot(bars.window())
    assert like(seen, colour("surface")).mean() > 0.5
    assert like(seen, colour("processes")).any()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("wide", [420, 700])
@pytest.mark.parametrize("spoken", ["en", "es"])
def test_figures_are_never_cut_off(hold: Hold, scale: float, wide: int, spoken: str) -> None:
    set_language(spoken)
    fonts.set_zoom(scale)
    try:
        bars = IntervalBars()
        bars.show_digest(seven())
        hold(bars, wide, round(320 * scale))
        seen = shot(bars.window())
        # The right edge is free: what stands there would run out of the picture.
        edge = seen[: round(bars.area.bottom()), -2:]
        assert like(edge, colour("surface")).all()
        assert bars.area.width() >= 40
    finally:
        fonts.set_zoom(1.0)


def test_data_is_a_table_of_all(bars: IntervalBars) -> None:
    names, rows = bars.data()
    assert names[2] == "throughput_per_s"
    assert len(rows) == 7
    assert {len(row) for row in rows} == {len(names)}
    assert np.isclose(float(str(rows[0][2])), 446)


def test_figures_that_come_in_are_shown_whole_unless_it_is_zoomed(bars: IntervalBars) -> None:
    digest = seven()
    slow = [row if row.place < 3 else unmeasured(row.place, row.candidate) for row in digest.rows]
    bars.show_digest(None)
    bars.show_digest(replace(digest, rows=tuple(slow)))
    narrow = bars.seen()[0][1]
    bars.show_digest(digest)
    assert bars.whole()
    assert bars.seen()[0][1] > 3 * narrow
    bars.zoom(0.5)
    zoomed = bars.seen()
    bars.show_digest(replace(digest, ranking=digest.ranking[1:]))
    assert bars.seen() == zoomed


def test_the_cards_menu_opens_over_the_plot(hold: Hold) -> None:
    bars = IntervalBars()
    bars.show_digest(seven())
    card = Card("Throughput", body=bars)
    card.add_action("Copy data", "copy", lambda: None)
    hold(card, 700, 300)
    at = bars.viewport().rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, bars.viewport().mapToGlobal(at))
    QApplication.sendEvent(bars.viewport(), event)
    assert card.menu.isVisible()
    card.menu.close()


def test_the_ring_is_seen_when_the_focus_came_by_key(qtbot: QtBot, bars: IntervalBars) -> None:
    bars.window().activateWindow()
    qtbot.waitUntil(bars.window().isActiveWindow)
    bars.clearFocus()
    assert not like(shot(bars.window())[:2], colour("accent")).any()
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert like(shot(bars.window())[:2], colour("accent")).mean() > 0.5


def test_a_bubble_holds_a_candidate_against_baseline_and_best(bars: IntervalBars) -> None:
    said = [line.text.replace("\u00a0", " ") for line in bars.lines(5)]
    assert said == [
        "Combined 8 × 2 × 1",
        "438 tasks/s",
        "95 % interval 426–450, 7 repeats",
        "11.4 × sequential (11.1–11.7)",
        "No difference here from the best, 16 processes",
    ]
    assert bars.lines(0)[-1].text == "Differs from the best, 16 processes"
