"""What holds for all controls: a name, room for a finger, both themes, both languages, no error."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QSlider, QWidget

from lab.spec import Topology, parameters
from tests.ui.controls.conftest import Stage
from ui.controls.approach_list import ApproachList
from ui.controls.banner import Banner
from ui.controls.button import Button, IconButton
from ui.controls.card import Card
from ui.controls.chip import Chip
from ui.controls.choice import Choice
from ui.controls.code_view import CodeView
from ui.controls.elapsed import Elapsed
from ui.controls.header import Header
from ui.controls.legend import Legend, LegendItem
from ui.controls.line_field import LineField
from ui.controls.mix_slider import MixSlider
from ui.controls.note_field import NoteField
from ui.controls.product_line import ProductLine
from ui.controls.rail import Rail, RailPage
from ui.controls.run_button import RunButton
from ui.controls.segmented import Segmented
from ui.controls.sentence import Sentence
from ui.controls.slider_row import SliderRow
from ui.controls.status_bar import StatusBar
from ui.controls.status_item import StatusItem
from ui.controls.switch import Switch
from ui.controls.tile import Tile
from ui.theme import look
from ui.words import set_language


def choice() -> Choice:
    made = Choice(hint="Preset")
    made.add_item("Mixed work", 1)
    return made


def card() -> Card:
    made = Card("Latency", legend=Legend([LegendItem("dash", "text2", "p95", "p95")]))
    made.add_action("Copy data", "copy", lambda: None)
    return made


def status() -> StatusBar:
    made = StatusBar()
    made.add_left(StatusItem("GIL on", icon="lock-simple"))
    return made


MAKERS: dict[str, Callable[[], QWidget]] = {
    "approaches": ApproachList,
    "banner": lambda: Banner("bad", "What", "Todo", action="Do", act=lambda: None),
    "button": lambda: Button("Export", "primary", "export"),
    "icon button": lambda: IconButton("x", "Close"),
    "card": card,
    "chip": lambda: Chip("Running", "busy"),
    "choice": choice,
    "code": lambda: CodeView("def work():\n    pass"),
    "elapsed": Elapsed,
    "header": lambda: Header("Bench"),
    "line": lambda: LineField("Search", "magnifying-glass"),
    "quiet line": lambda: LineField("Name", quiet=True, size=16, weight=600),
    "note": lambda: NoteField("Note"),
    "mix": lambda: MixSlider("CPU", "I/O"),
    "product": ProductLine,
    "rail": lambda: Rail([RailPage("bench", "Bench", "pulse")]),
    "run": RunButton,
    "segmented": lambda: Segmented([("a", "Flat out"), ("b", "Fixed number")], "Load"),
    "sentence": Sentence,
    "slider row": lambda: SliderRow(parameters(Topology)[0]),
    "status": status,
    "switch": lambda: Switch("Predict first"),
    "tile": lambda: Tile("Throughput"),
}
all_controls = pytest.mark.parametrize("name", MAKERS)


def stops(control: QWidget) -> list[QWidget]:
    """All that the focus can stand on."""
    family = [control, *control.findChildren(QWidget)]
    return [one for one in family if one.focusPolicy() & Qt.FocusPolicy.TabFocus]


@all_controls
def test_a_screen_reader_finds_a_name(name: str, stage: Stage) -> None:
    control = MAKERS[name]()
    stage(control)
    for stop in stops(control):
        interface = QAccessible.queryAccessibleInterface(stop)
        assert interface.text(QAccessible.Text.Name), f"{stop!r} has no name"


@all_controls
def test_targets_are_large_enough(name: str, stage: Stage) -> None:
    control = MAKERS[name]()
    stage(control)
    for stop in stops(control):
        if isinstance(stop, (QPushButton, QRadioButton, QSlider)):
            assert stop.height() >= 24
            assert stop.width() >= 24


@all_controls
def test_it_paints_in_both_themes_and_languages(
    name: str, stage: Stage, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    control = MAKERS[name]()
    window = stage(control)
    pictures = []
    for theme in ("light", "dark"):
        look.apply(qapp, theme)
        QApplication.processEvents()
        pictures.append(window.grab().toImage())
    set_language("es")
    QApplication.processEvents()
    control.setEnabled(False)
    window.grab()
    look.apply(qapp, "light")
    assert pictures[0] != pictures[1]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@all_controls
def test_the_keyboards_focus_can_be_seen(name: str, stage: Stage) -> None:
    control = MAKERS[name]()
    stage(control)
    for stop in stops(control):
        if not stop.isVisible() or not stop.isEnabled():
            continue
        stop.clearFocus()
        QApplication.processEvents()
        before = stop.grab().toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert stop.hasFocus()
        assert stop.grab().toImage() != before, f"{stop!r} does not show its focus"
