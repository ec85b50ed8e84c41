"""The table of all candidates: sorted, read, copied, and never with a figure cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.charts.compare.conftest import Hold
from tests.ui.charts.compare.digests import (
    candidate,
    made_grid,
    of_rows,
    pictured,
    seven,
    unmeasured,
)
from tests.ui.charts.picture import like, shot
from ui.charts.compare.study_table import StudyTable
from ui.controls.table import Cell, Column, Line, Table
from ui.theme.tokens import colour
from ui.words import set_language

ROLE = Qt.ItemDataRole


@pytest.fixture
def table(hold: Hold) -> StudyTable:
    made = StudyTable()
    made.show_digest(seven(), 5)
    hold(made, 900, 360)
    return made


def keys(table: Table) -> list[int]:
    return [line.key for line in table.rows.lines]


def column(table: Table, key: str) -> int:
    return [each.key for each in table.rows.columns].index(key)


def test_the_fastest_is_on_top_at_first(table: StudyTable) -> None:
    assert keys(table) == [6, 5, 4, 3, 1, 2, 0]


def test_a_click_on_the_head_sorts_and_another_one_turns_the_order(table: StudyTable) -> None:
    memory = column(table, "memory")
    head = table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(memory) + 20, 10)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert keys(table)[0] == 0
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert keys(table)[0] == 6


def test_the_keyboard_sorts_by_the_column_it_is_in(table: StudyTable) -> None:
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.set_chosen(5)
    table.setCurrentIndex(table.rows.index(0, column(table, "p95")))
    QTest.keyClick(table, Qt.Key.Key_S)
    assert keys(table)[0] == 0
    QTest.keyClick(table, Qt.Key.Key_S)
    assert keys(table)[0] == 1


def test_what_is_unknown_comes_last_in_either_order(hold: Hold) -> None:
    digest = pictured()
    rows = [*digest.rows[:3], unmeasured(3, candidate("threads", (1, 2, 1)))]
    table = StudyTable()
    table.show_digest(of_rows(rows))
    hold(table, 800, 300)
    for falling in (True, False):
        table.sort_by(column(table, "throughput"), falling)
        assert keys(table)[-1] == 3
    assert table.rows.data(table.rows.index(3, column(table, "p95")), ROLE.DisplayRole) == "–"


def test_rows_go_with_what_is_chosen_through_sorting_and_language(table: StudyTable) -> None:
    table.set_chosen(3)
    table.sort_by(column(table, "memory"), falling=False)
    assert table.chosen_key == 3
    set_language("es")
    QApplication.processEvents()
    assert table.chosen_key == 3
    assert keys(table)[0] == 0, "the order stays when the language changes"
    row = table.rows.row_of(3)
    assert row is not None
    assert table.rows.cell(row, 0).text == "Combinado"


def test_arrows_choose_and_the_program_does_not_echo(qtbot: QtBot, table: StudyTable) -> None:
    with qtbot.assertNotEmitted(table.chosen):
        table.set_chosen(6)
    with qtbot.waitSignal(table.chosen) as told:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [5]


def test_the_pointer_tells_which_row_it_is_on(qtbot: QtBot, table: StudyTable) -> None:
    middle = table.visualRect(table.rows.index(1, 1)).center()
    with qtbot.waitSignal(table.hovered) as told:
        QTest.mouseMove(table.viewport(), middle)
    assert told.args == [5]
    with qtbot.waitSignal(table.hovered) as told:
        QTest.mouseMove(table.viewport(), QPoint(30, table.viewport().height() - 3))
    assert told.args == [-1]


def test_a_row_can_be_marked_from_elsewhere(qtbot: QtBot, table: StudyTable) -> None:
    with qtbot.assertNotEmitted(table.hovered):
        table.set_hovered(4)
    row = table.rows.row_of(4)
    assert row is not None
    at = table.visualRect(table.rows.index(row, 1)).center()
    seen = shot(table.window())
    y = table.viewport().mapTo(table.window(), at).y()
    assert like(seen[y], colour("hover"), 2).mean() > 0.3
    table.set_hovered(None)
    assert like(shot(table.window())[y], colour("hover"), 2).mean() < 0.05


def test_copy_takes_the_selected_rows_or_all(table: StudyTable) -> None:
    table.set_chosen(5)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].split("\t")[:4] == [
        "Combined",
        "8\u00a0×\u00a02\u00a0×\u00a01",
        "438",
        "11.4 11.1–11.7",
    ]
    assert len(table.text().splitlines()) == 8
    assert {line.count("\t") for line in table.text().splitlines()} == {8}


def test_a_screen_reader_hears_the_column_with_the_figure(table: StudyTable) -> None:
    index = table.rows.index(1, column(table, "speedup"))
    assert table.rows.data(index, ROLE.AccessibleTextRole) == "× sequential 11.4 11.1–11.7"
    first = table.rows.data(table.rows.index(1, 0), ROLE.AccessibleTextRole)
    assert first == "Approach Combined recommended"


def test_a_row_that_was_not_steady_says_so(hold: Hold) -> None:
    digest = seven()
    rows = [replace(row, unsteady=2 if row.place == 1 else 0) for row in digest.rows]
    table = StudyTable()
    table.show_digest(replace(digest, rows=tuple(rows)))
    hold(table, 800, 300)
    row = table.rows.row_of(1)
    assert row is not None
    tip = table.rows.data(table.rows.index(row, 0), ROLE.ToolTipRole)
    assert tip == "2 runs did not reach a steady state"


def test_what_varies_in_a_sweep_has_a_column(hold: Hold) -> None:
    table = StudyTable()
    table.show_digest(made_grid())
    hold(table, 900, 300)
    assert [each.key for each in table.rows.columns][2] == "python-cpu.ms"
    table.sort_by(2, falling=True)
    assert table.rows.cell(0, 2).text == "50"
    assert table.rows.cell(19, 2).text == "0.1"


@pytest.mark.parametrize("spoken", ["en", "es"])
@pytest.mark.parametrize("wide", [480, 600, 660, 699, 800, 1100])
def test_no_cell_is_narrower_than_what_it_shows(hold: Hold, wide: int, spoken: str) -> None:
    set_language(spoken)
    table = StudyTable()
    table.show_digest(seven(), 5)
    hold(table, wide, 360)
    head = table.horizontalHeader()
    needed = table._widths(set())
    shown = [c for c in range(len(table.rows.columns)) if not head.isSectionHidden(c)]
    for each in shown:
        assert head.sectionSize(each) >= needed[each]
    scrolls = table.horizontalScrollBar().maximum() > 0
    assert not (scrolls and table.dress.asides), "asides give way before anything is out of view"
    if wide >= 660:
        assert not scrolls


def test_figures_of_the_same_study_keep_the_order(table: StudyTable) -> None:
    table.sort_by(column(table, "memory"), falling=False)
    before = keys(table)
    table.show_digest(seven(), 4)
    assert keys(table) == before


def test_any_rows_can_be_shown(hold: Hold) -> None:
    table = Table("Words")
    columns = [Column(key="word", title="Word"), Column(key="count", title="Count", figures=True)]
    words = ["b", "a", "c"]
    lines = [
        Line(n, (Cell(text=word, rank=word), Cell(text=str(n), rank=n)))
        for n, word in enumerate(words)
    ]
    table.show_lines(columns, lines)
    hold(table, 300, 200)
    assert keys(table) == [1, 0, 2]
    table.sort_by(1)
    assert keys(table) == [0, 1, 2]
