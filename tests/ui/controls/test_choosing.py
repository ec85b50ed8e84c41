from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lab.spec import APPROACHES
from tests.ui.controls.conftest import Stage
from ui.controls.approach_list import ApproachList
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.mix_slider import MixSlider
from ui.controls.rail import Rail, RailPage
from ui.controls.run_button import RunButton
from ui.controls.segmented import Segmented
from ui.controls.switch import Switch

TAB = Qt.FocusReason.TabFocusReason
LEFT = Qt.MouseButton.LeftButton


def press(key: Qt.Key) -> None:
    """Press a key wherever the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def test_arrows_move_through_the_approaches(stage: Stage) -> None:
    approaches = ApproachList()
    heard: list[object] = []
    approaches.changed.connect(heard.append)
    stage(approaches)
    approaches.row("sequential").setFocus(TAB)
    for _ in range(2):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert heard == ["threads", "processes", "threads"]
    assert approaches.current == "threads"
    assert approaches.row("threads").shows_ring


def test_a_list_is_one_stop_for_tab(stage: Stage) -> None:
    before, approaches, after = QLineEdit(), ApproachList(), QLineEdit()
    approaches.set_current("asyncio")
    stage(before, approaches, after)
    before.setFocus(TAB)
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is approaches.row("asyncio")
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_click_anywhere_on_a_row_chooses_it(stage: Stage) -> None:
    approaches = ApproachList()
    heard: list[object] = []
    approaches.changed.connect(heard.append)
    stage(approaches)
    row = approaches.row("combined")
    QTest.mouseClick(row, LEFT, pos=QPoint(row.width() - 4, 4))
    assert heard == ["combined"]
    approaches.set_current("threads")
    assert heard == ["combined"], "what the program chooses is not news"
    assert row.accessibleName() == "Combined: all three at once"
    for name, approach in APPROACHES.items():
        assert approaches.row(name).accessibleName().startswith(approach.title)


def test_segments(stage: Stage) -> None:
    load = Segmented([("flat", "Flat out"), ("number", "Fixed number")], "Load")
    heard: list[str] = []
    load.changed.connect(heard.append)
    stage(load)
    QTest.mouseClick(load.segment("number"), LEFT)
    load.segment("number").setFocus(TAB)
    QTest.keyClick(load.segment("number"), Qt.Key.Key_Left)
    assert heard == ["number", "flat"]
    assert load.current == "flat"
    load.set_current("number")
    assert heard == ["number", "flat"]


def test_a_choice_is_picked_by_keyboard_and_says_its_data(stage: Stage) -> None:
    kinds = Choice(name="CPU task")
    heard: list[object] = []
    kinds.add_item("Pure-Python loop", "python-cpu")
    kinds.add_item("HTTP request", "http", why_not="aiohttp is not installed")
    kinds.add_item("Timed wait", "wait")
    kinds.chosen.connect(heard.append)
    stage(kinds)
    kinds.setFocus(TAB)
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    assert heard == ["wait"], "what cannot run is passed over"
    kinds.set_current("python-cpu")
    assert heard == ["wait"]
    assert kinds.current == "python-cpu"
    assert kinds.accessibleName() == "CPU task"


def test_a_switch_is_a_check_box(stage: Stage) -> None:
    predict = Switch("Predict first")
    heard: list[object] = []
    predict.toggled.connect(heard.append)
    stage(predict)
    predict.setFocus(TAB)
    QTest.keyClick(predict, Qt.Key.Key_Space)
    QTest.mouseClick(predict, LEFT, pos=QPoint(predict.width() - 8, predict.height() // 2))
    assert heard == [True, False]


def test_the_mix_says_both_shares(stage: Stage) -> None:
    mix = MixSlider("CPU", "I/O")
    heard: list[object] = []
    mix.changed.connect(heard.append)
    mix.set_share(0.7)
    stage(mix)
    assert mix.left_label.text() == "CPU 70\u00a0%"
    assert mix.right_label.text() == "I/O 30\u00a0%"
    mix.slider.setFocus(TAB)
    QTest.keyClick(mix.slider, Qt.Key.Key_Right)
    assert heard == [0.71]
    assert mix.right_label.text() == "I/O 29\u00a0%"
    QTest.mouseDClick(mix.slider, LEFT)
    assert mix.share == 0.5
    mix.set_kinds("zlib", "HTTP")
    mix.set_kinds("zlib", "disk")
    assert mix.slider.accessibleName() == "Mix of zlib and disk, %"
    assert mix.left_label.text().startswith("zlib")


def test_run_starts_stops_and_cannot_be_pressed_while_stopping(stage: Stage) -> None:
    run = RunButton()
    heard: list[str] = []
    run.start_asked.connect(lambda: heard.append("start"))
    run.stop_asked.connect(lambda: heard.append("stop"))
    stage(run)
    assert run.accessibleName() == "Start"
    QTest.mouseClick(run, LEFT)
    run.set_state("starting")
    QTest.mouseClick(run, LEFT)
    run.set_state("running")
    assert run.accessibleName() == "Stop"
    run.setFocus(TAB)
    QTest.keyClick(run, Qt.Key.Key_Space)
    run.set_state("stopping")
    QTest.mouseClick(run, LEFT)
    assert heard == ["start", "stop", "stop"]
    run.set_running(False)
    assert run.isEnabled()


def test_a_click_on_a_button_leaves_the_focus_where_it_was(stage: Stage) -> None:
    field, button = QLineEdit(), Button("Export", "quiet", "export")
    stage(field, button)
    field.setFocus(TAB)
    QTest.mouseClick(button, LEFT)
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert button.hasFocus()
    assert button.shows_ring


def test_the_rail_goes_to_pages(stage: Stage) -> None:
    rail = Rail([RailPage("bench", "Bench", "pulse"), RailPage("compare", "Compare", "timer")])
    heard: list[str] = []
    rail.chosen.connect(heard.append)
    rail.help_asked.connect(lambda: heard.append("help"))
    rail.settings_asked.connect(lambda: heard.append("settings"))
    stage(rail)
    QTest.mouseClick(rail.item("compare"), LEFT)
    rail.item("compare").setFocus(TAB)
    QTest.keyClick(rail.item("compare"), Qt.Key.Key_Up)
    QTest.mouseClick(rail.help_button, LEFT)
    QTest.mouseClick(rail.settings_button, LEFT)
    assert heard == ["compare", "bench", "help", "settings"]
    rail.set_current("compare")
    assert rail.current == "compare"
    assert heard == ["compare", "bench", "help", "settings"]
