from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lab.errors import InputError
from lab.spec import Topology
from tests.ui.controls.conftest import Stage
from ui.controls.banner_stack import BannerStack
from ui.controls.card import Card
from ui.controls.chip import Chip
from ui.controls.elapsed import Elapsed
from ui.controls.legend import Legend, LegendItem
from ui.controls.product_line import ProductLine
from ui.controls.sentence import Sentence
from ui.controls.status_bar import StatusBar
from ui.controls.status_item import StatusItem
from ui.controls.tile import Tile
from ui.words import change, figure

LEFT = Qt.MouseButton.LeftButton
Repaints = Callable[[QWidget, Callable[[], object]], int]


def test_a_tile_tells_its_figures(stage: Stage) -> None:
    tile = Tile("Throughput")
    tile.set_figures(figure(70.7), "tasks/s", change(0.19), "since threads 2→4")
    stage(tile)
    assert tile.accessibleName() == "Throughput"
    assert tile.accessibleDescription() == "70.7 tasks/s; ▲\u00a019\u00a0% since threads 2→4"


def test_a_tile_repaints_only_when_something_changed(stage: Stage, repaints: Repaints) -> None:
    tile = Tile("Throughput")
    stage(tile)
    tile.set_figures("70.7", "tasks/s", "", "so far")
    assert repaints(tile, lambda: tile.set_figures("70.7", "tasks/s", "", "so far")) == 0
    assert repaints(tile, lambda: tile.set_figures("70.8", "tasks/s", "", "so far")) == 1


def test_a_tile_makes_room_for_its_figure_and_keeps_it() -> None:
    tile = Tile("Tasks")
    tile.set_figures("1", "of 2")
    small = tile.minimumSizeHint().width()
    tile.set_figures("1,234,567,890", "of 2,000,000,000")
    large = tile.minimumSizeHint().width()
    tile.set_figures("1", "of 2")
    assert small < large
    assert tile.minimumSizeHint().width() == large
    tall = tile.sizeHint().height()
    tile.set_compact(True)
    assert tile.sizeHint().height() < tall


ITEMS = [
    LegendItem("box", "threads", "Running", "running"),
    LegendItem("box", "gil", "Waiting for the GIL", "gil"),
    LegendItem("line", "text2", "Total"),
]


def test_a_legend_says_and_shows_its_figures(stage: Stage, repaints: Repaints) -> None:
    legend = Legend(ITEMS)
    stage(legend)
    legend.set_values({"running": "25 %", "gil": "54 %"})
    assert legend.accessibleDescription() == "Running 25 %, Waiting for the GIL 54 %, Total"
    assert repaints(legend, lambda: legend.set_values({"running": "25 %"})) == 0
    assert repaints(legend, lambda: legend.set_values({"running": "26 %"})) == 1
    wide = legend.line_width()
    legend.set_values({"running": "9 %"})
    assert legend.line_width() == wide, "items stand still while figures change"


def test_a_narrow_legend_is_higher() -> None:
    legend = Legend(ITEMS)
    line = legend.heightForWidth(legend.line_width())
    assert legend.heightForWidth(legend.line_width() // 2) >= 2 * line
    assert legend.minimumSizeHint().width() < legend.line_width()


def test_a_cards_legend_drops_below_the_title_when_too_narrow(stage: Stage) -> None:
    legend = Legend(ITEMS)
    card = Card("Lanes", legend=legend, body=QWidget())
    window = stage(card, width=700)
    assert abs(legend.geometry().center().y() - card.title.geometry().center().y()) <= 2
    window.resize(legend.line_width() + 40, 300)
    QApplication.processEvents()
    assert legend.y() >= card.title.geometry().bottom()
    window.resize(700, 300)
    QApplication.processEvents()
    assert abs(legend.geometry().center().y() - card.title.geometry().center().y()) <= 2


def test_a_cards_actions_are_in_its_menu(stage: Stage) -> None:
    done: list[str] = []
    card = Card("Throughput")
    stage(card)
    assert not card.menu_button.isVisible(), "a menu without actions is not shown"
    card.add_action("Save chart…", "image", lambda: done.append("saved"))
    assert card.menu_button.isVisible()
    assert card.menu_button.accessibleName() == "Throughput: actions"
    QTest.mouseClick(card.menu_button, LEFT)
    assert card.menu.isVisible()
    QTest.keyClick(card.menu, Qt.Key.Key_Down)
    QTest.keyClick(card.menu, Qt.Key.Key_Return)
    assert done == ["saved"]
    assert not card.menu.isVisible()


def test_the_product_of_a_shape() -> None:
    line = ProductLine()
    line.set_shape(Topology(processes=2, threads=4), "combined")
    assert line.text() == "2 × 4 × 1 = 8 lanes"
    line.set_shape(Topology(), "sequential")
    assert line.text() == "1 × 1 × 1 = 1 lane"


@pytest.mark.parametrize(
    "seconds, shown", [(0.0, "00:00"), (42.9, "00:42"), (3599.9, "59:59"), (3661.0, "1:01:01")]
)
def test_elapsed_time(seconds: float, shown: str) -> None:
    elapsed = Elapsed()
    elapsed.set_seconds(seconds)
    assert elapsed.text() == shown
    assert elapsed.accessibleName() == f"Elapsed time {shown}"


def test_an_error_stands_in_the_flow_until_it_is_closed(stage: Stage) -> None:
    stack, below = BannerStack(), QWidget()
    stage(stack, below)
    assert not stack.isVisible()
    error = InputError("rate must be 0.1 to 10,000", where="mixed.toml", todo="Correct the value.")
    acted: list[str] = []
    banner = stack.tell_error("file", error, action="Open the file", act=lambda: acted.append("o"))
    QApplication.processEvents()
    assert stack.isVisible()
    assert banner.what.text() == "mixed.toml: rate must be 0.1 to 10,000"
    assert banner.todo.text() == "Correct the value."
    assert banner.accessibleName().startswith("Error: mixed.toml")
    assert below.y() >= stack.geometry().bottom(), "it covers nothing"
    assert banner.action_button is not None
    QTest.mouseClick(banner.action_button, LEFT)
    assert acted == ["o"]
    QTest.mouseClick(banner.close_button, LEFT)
    assert not stack.isVisible()
    assert stack.banners == {}


def test_news_on_one_subject_replaces_what_was_said(stage: Stage) -> None:
    stack = BannerStack()
    stage(stack)
    stack.tell("noise", "warn", "Other programs use 20 %")
    stack.tell("noise", "warn", "Other programs use 38 %")
    assert [banner.what.text() for banner in stack.banners.values()] == ["Other programs use 38 %"]
    for number in range(5):
        stack.tell(f"subject {number}", "info", f"News {number}")
    assert len(stack.banners) == BannerStack.MOST
    assert "subject 4" in stack.banners


def test_the_status_bar_hides_what_matters_least(stage: Stage) -> None:
    bar = StatusBar()
    python = bar.add_left(StatusItem("CPython 3.12.4", rank=9))
    system = bar.add_left(StatusItem("Linux, 8 cores, a long description of it", rank=1))
    cost = bar.add_right(StatusItem("This window uses", "1.6 %", rank=5))
    window = stage(bar, width=900)
    assert [item.isVisible() for item in (python, system, cost)] == [True, True, True]
    window.resize(370, 100)
    QApplication.processEvents()
    assert [item.isVisible() for item in (python, system, cost)] == [True, False, True]
    cost.set_value("12.3 %")
    assert cost.text() == "This window uses 12.3 %"


def test_why_opens_the_explanation(stage: Stage) -> None:
    sentence = Sentence()
    stage(sentence, width=700)
    sentence.set_words("<b>4 threads share one GIL:</b> each runs 25 % of the time.")
    assert not sentence.why.isVisible()
    sentence.set_words("<b>4 threads share one GIL.</b>", "Only one thread at a time runs Python.")
    assert sentence.accessibleDescription() == "4 threads share one GIL."
    assert not sentence.reason.isVisible()
    QTest.mouseClick(sentence.why, LEFT)
    assert sentence.reason.isVisible()
    QTest.mouseClick(sentence.why, LEFT)
    assert not sentence.reason.isVisible()


def test_a_chip_reads_as_a_word() -> None:
    chip = Chip("Confirmed", "good")
    assert chip.text() == "Confirmed"
    chip.set_chip("Not run", "none")
    assert chip.text() == "Not run"
    with pytest.raises(ValueError, match="purple"):
        chip.set_chip("Purple", "purple")
