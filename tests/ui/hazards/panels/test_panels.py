"""Panels stand beside each other where there is room; figures keep the room they have taken."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from lab.spec import parameters
from ui.controls.scrolling import scrolling
from ui.hazards.loop.view import Settings
from ui.hazards.panels.columns import Columns
from ui.hazards.panels.figure import Figure
from ui.hazards.panels.stand import Stand, change_words
from ui.words import set_language


def wide(pixels: int) -> QWidget:
    panel = QWidget()
    panel.setMinimumSize(pixels, 20)
    return panel


def test_columns_stand_below_each_other_where_there_is_little_room(qtbot: QtBot) -> None:
    panels = [wide(200), wide(300)]
    for panel in panels:
        # A panel's own hint is what counts: an explicit minimum is none.
        panel.minimumSizeHint = panel.minimumSize  # type: ignore[method-assign]
    columns = Columns(panels)
    area = scrolling(columns)
    qtbot.addWidget(area)
    area.resize(700, 100)
    area.show()
    qtbot.waitUntil(lambda: panels[1].x() > panels[0].x() and columns.beside)
    area.resize(400, 200)
    qtbot.waitUntil(lambda: panels[1].y() > panels[0].y())
    qtbot.waitUntil(lambda: not columns.beside)
    assert columns.minimumSizeHint().width() == 300


def test_a_figure_keeps_its_room_and_says_itself(qtbot: QtBot) -> None:
    figure = Figure("memory")
    qtbot.addWidget(figure)
    assert figure.value == "–"
    figure.set_figure(123456.0, "MiB", "bad")
    room = figure.sizeHint()
    figure.set_figure(1.5, "MiB")
    assert figure.sizeHint() == room
    assert figure.value == "1.50\u00a0MiB"
    assert figure.accessibleName() == "memory"
    assert figure.accessibleDescription() == "1.50\u00a0MiB"
    figure.grab()


def test_a_setting_that_is_moved_is_told_with_its_old_value(qtbot: QtBot) -> None:
    stand = Stand("Loop", "About", Settings)
    qtbot.addWidget(stand)
    told: list[tuple[str, object, object]] = []
    stand.changed.connect(lambda *change: told.append(change))
    field = stand.rows["task_ms"].field
    field.setText("250")
    field.editingFinished.emit()
    assert told == [("task_ms", 200.0, 250.0)]
    assert stand.values.task_ms == 250.0
    stand.lock(("at_once",), True)
    assert not stand.rows["at_once"].slider.isEnabled()
    assert stand.rows["task_ms"].slider.isEnabled()


def test_a_change_is_said_in_the_readers_way(qtbot: QtBot) -> None:
    task = next(one for one in parameters(Settings) if one.name == "task_ms")
    at_once = next(one for one in parameters(Settings) if one.name == "at_once")
    assert str(change_words(task, 2.5, 100.0)) == "Task 2.5→100 ms"
    assert str(change_words(at_once, 2, 3)) == "Tasks at once 2→3"
    set_language("es")
    try:
        assert "2,5→100" in str(change_words(task, 2.5, 100.0))
    finally:
        set_language("en")
