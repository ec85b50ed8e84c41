"""A row that breaks remembers what its items wished for, until one of them wishes otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.controls.flow import Flow
from ui.theme import fonts


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[tuple[Flow, list[QLabel]]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    labels = [QLabel("one"), QLabel("two")]
    for label in labels:
        flow.addWidget(label)
    yield flow, labels
    holder.close()


def test_a_row_follows_what_its_items_say(row: tuple[Flow, list[QLabel]]) -> None:
    flow, labels = row
    wide = flow.sizeHint().width()
    high = flow.heightForWidth(wide)
    labels[1].setText("a good deal more than before")
    assert flow.sizeHint().width() > wide
    assert flow.heightForWidth(wide) > high, "it goes on in another line"
    labels[1].hide()
    assert flow.heightForWidth(wide) == high
    labels[1].setText("two")
    labels[1].show()
    assert (flow.sizeHint().width(), flow.heightForWidth(wide)) == (wide, high)


def test_words_are_as_wide_as_the_text_size_says(qapp: object) -> None:
    narrow = fonts.width("words")
    fonts.set_zoom(2.0)
    try:
        assert fonts.width("words") > 1.8 * narrow
    finally:
        fonts.set_zoom(1.0)
    assert fonts.width("words") == narrow
